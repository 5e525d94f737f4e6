"""The command in bad surroundings: one line on stderr and an exit status, never a traceback."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "002_c1da3120ac8a84ae.txt"
REPLAY = ["--replay", str(ROOT / "fixtures" / "recordings" / "large-llm")]
COMMAND = [sys.executable, "-c", "from summarizer.cli import main; main()"]
PAGE = "某县设置采样点97个😀，转移群众1.2万人。"

pytestmark = pytest.mark.slow


def environment(**more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))}
    return kept | {"PYTHONPATH": str(ROOT)} | more


def command(*arguments, **options):
    options = {"env": environment(), "capture_output": True, "timeout": 120} | options
    return subprocess.run([*COMMAND, *map(str, arguments)], check=False, **options)


def shell(line, folder, **variables):
    """A line of bash in which `summarizer` is the command, and SEED a page."""
    program = f"summarizer() {{ {sys.executable} -c 'from summarizer.cli import main; main()' \"$@\"; }}"
    return subprocess.run(
        ["/bin/bash", "-c", f"{program}; {line}"],
        cwd=folder,
        env=environment(SEED=str(SEED), **variables),
        capture_output=True,
        timeout=120,
        check=False,
    )


def complaint(done):
    """The one line of a command that can't be carried out."""
    stderr = done.stderr.decode()
    assert "Traceback" not in stderr
    assert "Exception ignored" not in stderr
    lines = [line for line in stderr.splitlines() if line.startswith("summarizer: ")]
    assert len(lines) == 1, stderr
    return lines[0]


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run") / "out"
    assert command("run", SEED, "--out", folder, *REPLAY).returncode == 0
    return folder


@pytest.mark.parametrize("encoding", ["ascii", "utf-16-le"])
def test_json_is_utf_8_in_any_console(encoding, tmp_path):
    """The narrowest encoding, and one that has no ASCII in it."""
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    told = environment(PYTHONIOENCODING=encoding)
    scanned = command("scan", page, "--json", env=told)
    assert json.loads(scanned.stdout.decode())["text"] == PAGE
    assert json.loads(command("schema", "report", env=told).stdout.decode())["title"] == "report"


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp1252", "utf-16-le"])
def test_a_table_shows_what_a_console_can(encoding, tmp_path):
    """The console of a Chinese Windows, a bare container, an old terminal."""
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    table = command("scan", page, env=environment(PYTHONIOENCODING=encoding))
    assert table.returncode == 0
    assert "97" in table.stdout.decode(encoding)
    assert table.stderr == b""


def test_without_any_locale_everything_is_said(out, tmp_path):
    """LANG=C, and no coercion to UTF-8."""
    told = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    shown = command("show", out, "00", env=environment(**told))
    assert (shown.returncode, shown.stderr) == (0, b"")
    missing = command("scan", tmp_path / "没有😀.txt", env=environment(**told))
    assert "no such file" in complaint(missing)


def test_names_that_are_no_text_command_no_terminal(tmp_path):
    """A name of bytes that are no UTF-8, and one with an escape and a line break."""
    for name in (b"a\xff.txt", b"b\x1b[31m\nsummarizer: c.txt", b"d\xc2\x9b2J.txt"):
        (tmp_path / os.fsdecode(name)).write_bytes(b"")
    out = tmp_path.with_name("out")
    done = command("scan", tmp_path)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 3
    assert not any(byte in done.stderr for byte in (b"\x1b", b"\xc2\x9b"))
    assert command("scan", tmp_path, "--json").returncode == 1
    assert command("run", tmp_path, "--out", out, *REPLAY).returncode == 1


REFUSALS = {
    "stdout on a full disk": ("summarizer scan $SEED > /dev/full", "standard output can't be written"),
    "JSON on a full disk": ("summarizer scan $SEED --json > /dev/full", "standard output can't be written"),
    "help on a full disk": ("summarizer --help > /dev/full", "standard output can't be written"),
    "a report on a full disk": ("summarizer show {out} 00 > /dev/full", "standard output can't be written"),
    "no files left": ("ulimit -n 8; summarizer run $SEED --out o {replay}", "ulimit -n"),
    "no folder": ("mkdir d; cd d; rmdir ../d; summarizer run $SEED --out o {replay}", "o can't be written"),
    "out is a file": ("touch o; summarizer run $SEED --out o {replay}", "it is not a folder"),
    "out is below a file": ("touch o; summarizer run $SEED --out o/p {replay}", "it is not a folder"),
    "out where nobody may write": ("summarizer run $SEED --out /proc/o {replay}", "/proc/o can't be written"),
    "exports where nobody may write": ("summarizer export {out} -o /proc/o", "/proc/o/reports.jsonl can't be written"),
    "a page where nobody may write": ("summarizer view {out} -o /proc/o/v.html", "/proc/o/v.html can't be written"),
    "requests where nobody may write": (
        "summarizer batch export $SEED --model m --out o -o /dev/full",
        "/dev/full can't be written",
    ),
}


@pytest.mark.parametrize(("line", "reason"), REFUSALS.values(), ids=REFUSALS)
def test_what_the_system_refuses_is_one_line_and_exit_2(line, reason, out, tmp_path):
    """It says what, and where."""
    filled = line.replace("{out}", str(out)).replace("{replay}", " ".join(REPLAY))
    done = shell(filled, tmp_path)
    assert done.returncode == 2
    assert reason in complaint(done)


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "line", ["summarizer schema report", "summarizer show {out} 00", "summarizer scan $SEED --json"]
)
def test_a_reader_that_goes_away_ends_a_command_in_silence(line, unbuffered, out, tmp_path):
    """With the status that a shell gives to SIGPIPE."""
    piped = line.replace("{out}", str(out)) + " | true; exit ${PIPESTATUS[0]}"
    done = shell(piped, tmp_path, PYTHONUNBUFFERED=unbuffered)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-", "2>/dev/full"])
def test_closed_streams_stop_no_run(closed, tmp_path):
    """As cron and some supervisors start a command; nothing of a table gets into a file of the run."""
    done = shell(f"summarizer run $SEED --out o {' '.join(REPLAY)} {closed}", tmp_path)
    assert done.returncode == 0
    [record] = (tmp_path / "o" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(record)["status"] == "ok"
    assert b"Traceback" not in done.stderr


def test_an_empty_environment_and_a_closed_stdin_are_enough(tmp_path):
    """No HOME, no PATH, no TMPDIR; standard input that is closed is an empty document."""
    done = command("run", SEED, "--out", tmp_path, *REPLAY, env={"PYTHONPATH": str(ROOT), "TMPDIR": "/nowhere"})
    assert done.returncode == 0
    assert command("export", tmp_path, "--format", "xlsx", env={"PYTHONPATH": str(ROOT)}).returncode == 0
    closed = shell("summarizer scan - <&-", tmp_path)
    assert (closed.returncode, "empty" in complaint(closed)) == (1, True)


@pytest.mark.parametrize("after", [0.03, 0.15, 0.4, 0.9])
def test_ctrl_c_while_it_starts_is_silent(after, tmp_path):
    """Status 130, whatever was being imported."""
    ready = "from summarizer.cli import main; print(flush=True); main()"
    arguments = [sys.executable, "-c", ready, "run", str(ROOT / "seeds"), "--out", str(tmp_path / "o"), *REPLAY]
    with subprocess.Popen(arguments, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        started.stdout.readline()
        time.sleep(after)
        started.send_signal(signal.SIGINT)
        _, stderr = started.communicate(timeout=60)
    assert started.returncode == 130 or (started.returncode == 0 and after > 0.5), stderr
    assert b"Traceback" not in stderr


def test_sigterm_while_it_starts_is_silent(tmp_path):
    """A shell reports 143."""
    arguments = [*COMMAND, "run", str(ROOT / "seeds"), "--out", str(tmp_path / "o"), *REPLAY]
    with subprocess.Popen(arguments, env=environment(), stderr=subprocess.PIPE) as started:
        time.sleep(0.2)
        started.terminate()
        _, stderr = started.communicate(timeout=60)
    assert started.returncode in {-signal.SIGTERM, 143}
    assert b"Traceback" not in stderr


def test_tables_in_a_pipe_are_as_wide_as_they_are(tmp_path):
    """Nothing is cut at 80 columns where nobody looks."""
    name = "一份名字很长的文件" * 12 + "x.txt"
    (tmp_path / name[-60:]).write_text(SEED.read_text(encoding="utf-8"), encoding="utf-8")
    options = ["run", tmp_path, "--out", tmp_path / "o", *REPLAY]
    assert name[-60:] in command(*options, env=environment(COLUMNS="80")).stdout.decode()


def test_memory_that_is_too_small_is_told_or_enough(tmp_path):
    """No traceback at any limit; below some, the interpreter itself can't start."""
    for megabytes in (120, 250, 400):
        done = shell(f"ulimit -v {megabytes * 1024}; summarizer scan $SEED", tmp_path)
        assert b"Traceback" not in done.stderr, megabytes
