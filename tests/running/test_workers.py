"""Other processes that work: what they return, in which order, and what becomes of those that end."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import workmates
from articles import article, articles, draft

from summarizer.errors import InternalError, MissingRecording, ModelError
from summarizer.reading.inputs.documents import UnreadableInput, sight
from summarizer.resources import message
from summarizer.running.rechecks import recheck
from summarizer.running.scans import lines_of_json, scans
from summarizer.running.text_checks import SourceOptions, checked_texts, opened
from summarizer.running.workers import cores
from summarizer.running.workers import in_order as in_order_module
from summarizer.running.workers.crew import Crew
from summarizer.running.workers.frames import Frame, packed, unpacked
from summarizer.running.workers.in_order import Step, in_order

DOUBLED = Step(workmates.doubled, lambda number, error: (error.code, number))


@pytest.fixture
def ready(monkeypatch):
    workmates.ready_at_once(monkeypatch)


def test_few_items_start_no_worker():
    """A worker takes a second to start: what is done in less is done here."""
    assert {pid for _, pid in in_order(DOUBLED, range(4), 2)} == {os.getpid()}


def test_results_come_in_order_from_several_processes(ready):
    """Whoever is slow; and this process works too."""
    results = list(in_order(DOUBLED, [n for n in range(60) if n != 7], 3))
    assert [number for number, _ in results] == [2 * n for n in range(60) if n != 7]
    assert len({pid for _, pid in results}) == 3


def test_a_call_that_ends_its_worker_twice_is_lost_alone():
    """The calls that the worker had besides are made again, and a new one takes its place."""

    async def main():
        async with Crew(2, workmates.doubled) as crew:
            crew.start()
            await workmates.until_ready(crew)
            results = await asyncio.gather(
                *(workmates.in_the_end(crew, workmates.doubled, number) for number in range(12)), return_exceptions=True
            )
            await workmates.until_ready(crew)
            assert crew.ready == 2
            return results

    results = asyncio.run(main())
    assert isinstance(results[7], InternalError)
    assert results.pop(7).code == "worker_lost"
    assert [number for number, _ in results] == [2 * number for number in range(12) if number != 7]


def test_what_ends_a_worker_is_lost_and_the_rest_comes(ready):
    """In its place, of all items in order."""
    results = list(in_order(DOUBLED, [7] * 30, 2))
    assert ("worker_lost", 7) in results
    assert len(results) == 30


def test_small_items_go_together_and_one_that_ends_its_worker_is_lost_alone(ready, monkeypatch):
    """A tenth of what was done alone is a call, 16 at most; large items go one by one."""
    sizes = [[len(batch) for batch in in_order_module._together(iter(range(40)), done)] for done in (1, 40, 4000)]
    assert sizes == [[1] * 40, [4] * 10, [16, 16, 8]]
    monkeypatch.setattr(in_order_module, "_together", lambda items, _: iter([list(items)]))
    results = list(in_order(DOUBLED, [1, 7, 2], 2))
    assert [number for number, _ in results] == [2, "worker_lost", 4]


def test_a_call_asks_its_parent_and_hears_its_refusal():
    """Questions have answers, and what a call tells has none; an error of the parent is raised in the call."""
    heard = []

    async def answering(number):
        heard.append(number)
        if number == 3:
            raise ModelError(message("too_long"))
        if number == 5:
            raise KeyError(number)
        return number * 10

    async def main():
        async with Crew(1, workmates.asked) as crew:
            crew.start()
            await workmates.until_ready(crew)
            return await asyncio.gather(
                *(crew.call(number, answering=answering) for number in (1, 3, 5)), return_exceptions=True
            )

    answered, refused, broken = asyncio.run(main())
    assert (answered, refused.code, broken.code) == (10, "too_long", "internal_error")
    assert sorted(heard) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "error",
    [ModelError(message("too_long")), MissingRecording("d", message("no_recording.record")), InternalError("x")],
)
def test_errors_are_the_same_in_another_process(error):
    """With their code and message, and the exchanges that took place."""
    if isinstance(error, ModelError):
        error.asked = (1, 2)
    _, _, again = unpacked(packed(Frame(1, "refuse", error))[8:])
    assert (type(again), again.code, again.message) == (type(error), error.code, error.message)
    assert vars(again) == vars(error)


def test_scans_of_all_cores_are_those_of_one(ready, tmp_path):
    """Line by line, of files, rows and what can't be read; and as documents with their scans."""
    inputs = articles(tmp_path / "in", 12)
    (inputs / "00003.txt").write_bytes(b"\0\0")
    table = tmp_path / "in" / "rows.csv"
    table.write_text("id,text\na,改造老旧小区3个。\na,\nb,加装电梯12部。\n", encoding="utf-8")
    given = list(sight([str(inputs)]))
    lines, alone = list(lines_of_json(given, 3)), list(lines_of_json(given, 1))
    assert [line.line for line in lines] == [line.line for line in alone]
    unread = [[each.source.error.message for each in found if not each.line] for found in (lines, alone)]
    assert unread[0] == unread[1]
    assert len(unread[0]) == 2
    assert [each.scan for each in scans(given, 2)] == [each.scan for each in scans(given, 1)]


def test_checks_of_all_cores_are_those_of_one(ready, tmp_path):
    """Of another tool's figures, true, false and without a document; and of texts beside their sources."""
    inputs, claims = articles(tmp_path / "in", 6), tmp_path / "claims.jsonl"
    claimed = [
        {**figure, "path": f"{number:05}.txt"} for number in range(6) for figure in draft(article(number))["figures"]
    ]
    claimed[3]["value"] += 1
    claimed[5]["path"] = "nowhere.txt"
    claims.write_text("\n".join(json.dumps(claim) for claim in claimed), encoding="utf-8")
    one, several = (list(recheck(claims, inputs, jobs=jobs)) for jobs in (1, 2))
    assert several == one
    assert {figure.verdict for figure in one} == {"verified", "unsupported", None}
    texts = articles(tmp_path / "texts", 8)
    (texts / "00003.txt").write_bytes(b"\0\0")
    options = SourceOptions((str(inputs),))
    with opened(options):
        one, several = (list(checked_texts(sight([str(texts)]), options, jobs)) for jobs in (1, 2))
    assert [shown_check(check) for check in several] == [shown_check(check) for check in one]


def shown_check(check):
    """A check as a line of JSON has it, or why there is none."""
    result = check.result
    return result.error.message if isinstance(result, UnreadableInput) else result.as_json()


def test_cores_are_those_that_this_process_may_use():
    assert 1 <= cores.count() <= (os.cpu_count() or 1)


SCRIPT = """
import asyncio, sys
from summarizer.running.workers.crew import Crew

async def main():
    async with Crew(1, print) as crew:
        crew.start()
        await asyncio.gather(*crew._starts)
        print(crew._workers[0]._process.pid, flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


FORKS = """
import time
from summarizer.running.workers.forks import forked

forks = forked(3)
print(*(fork.pid for fork in forks), flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("source", [SCRIPT, FORKS], ids=["programs", "forks"])
def test_workers_end_with_the_program_that_started_them(tmp_path, source):
    """However it ends; and a script without a guard is not run again in them."""
    script = tmp_path / "script.py"
    script.write_text(source)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as program:
        pids = [int(pid) for pid in program.stdout.readline().split()]
        program.send_signal(signal.SIGKILL)
    assert len(pids) == (3 if source == FORKS and sys.platform == "linux" else source == SCRIPT)
    assert all(map(_ended, pids))


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_scan_that_nobody_reads_or_wants_ends_in_silence(tmp_path):
    """`head` closes stdout; Ctrl-C ends the command: neither leaves a traceback."""
    inputs = articles(tmp_path / "in", 400)
    command = [str(Path(sys.executable).with_name("summarizer")), "scan", str(inputs), "--json", "--jobs", "2"]
    for end in ("closed", "SIGINT"):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
            for _ in range(100):
                program.stdout.readline()
            if end == "closed":
                program.stdout.close()
            else:
                program.send_signal(signal.SIGINT)
                program.stdout.read()
            complaint = program.stderr.read()
        assert (complaint, program.returncode) == (b"", 141 if end == "closed" else 130)


def _ended(pid):
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            return True
        time.sleep(0.1)
    return False


UNUSED = """
import asyncio
from summarizer.running.workers.crew import Crew
from summarizer.running.workers.forks import forked

async def main(forks):
    async with Crew(2, print, forks) as crew:
        crew.start()

forks = forked(2)
asyncio.run(main(forks))
print(*(fork.returncode for fork in forks))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no forks elsewhere")
def test_forks_that_nobody_used_end_with_their_crew(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(UNUSED)
    told = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert (told.stdout, told.stderr) == ("-9 -9\n", "")


FORKING = """
import json, signal, sys, threading
import pytest, workmates
from summarizer.running.workers.in_order import Step, in_order

workmates.ready_at_once(pytest.MonkeyPatch())
workmates.loaded = True
if "thread" in sys.argv:
    threading.Thread(target=signal.pause, daemon=True).start()
step = Step(workmates.seen, lambda number, error: {"number": number, "lost": error.code})
print(json.dumps(list(in_order(step, range(60), 3))))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no forks elsewhere")
@pytest.mark.parametrize("threads", [False, True])
def test_workers_are_forks_of_a_program_without_threads(tmp_path, threads):
    """They have what it has loaded, but no key; where a thread might hold a lock, they are programs of their own."""
    script = tmp_path / "script.py"
    script.write_text(FORKING)
    places = os.pathsep.join([str(Path(workmates.__file__).parent), *sys.path])
    env = os.environ | {"PYTHONPATH": places, "OPENAI_API_KEY": "sk-0123456789abcdefghij"}
    with subprocess.Popen(
        [sys.executable, str(script), *["thread"] * threads], stdout=subprocess.PIPE, text=True, env=env
    ) as program:
        rows = json.loads(program.stdout.read())
    assert [row["number"] for row in rows] == list(range(60))
    assert rows.pop(7) == {"number": 7, "lost": "worker_lost"}
    others = [row for row in rows if row["process"] != program.pid]
    assert len({row["process"] for row in others}) >= 2
    assert any(row["loaded"] for row in others) is not threads
    assert not any(row["keys"] for row in others)
