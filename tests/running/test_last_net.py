"""An exception that nobody foresaw costs one document, whatever stage it comes in."""

import asyncio
import base64
import gzip
import json
import re
from importlib import import_module

import handmade
import pytest
from articles import articles
from faulty import Faulty
from loopback import LOOPBACK
from typer.testing import CliRunner

from summarizer import Summarizer
from summarizer.asking.transport import LiveTransport
from summarizer.cli import app
from summarizer.delivering.exporting import markdown, sheets
from summarizer.delivering.exporting.exporter import export
from summarizer.delivering.viewer import payload
from summarizer.delivering.viewer.page import page
from summarizer.errors import InternalError, UsageError, last_net
from summarizer.running.batches import Batch, BatchJob
from summarizer.running.config import RunConfig
from summarizer.running.store import typed_rows
from summarizer.running.store.store import Store

pytestmark = LOOPBACK

MARKS = ("工作简报第1期", "00001.txt")
PRIVATE = "words of a document"


def texts(value, depth=6):
    """The texts in what a function is given, and in the parts of it."""
    if isinstance(value, str):
        yield value
    elif depth:
        names = (*getattr(value, "__dict__", ()), *getattr(type(value), "__slots__", ()))
        parts = value if isinstance(value, list | tuple) else [getattr(value, name, None) for name in names]
        if isinstance(value, dict):
            parts = [*value, *value.values()]
        for part in parts:
            yield from texts(part, depth - 1)


@pytest.fixture(scope="module")
def server():
    with Faulty() as serving:
        yield serving


@pytest.fixture
def inputs(tmp_path):
    return articles(tmp_path / "in", 3)


@pytest.fixture
def breaks(monkeypatch):
    """Break a function, for the second article alone."""

    def broken(place, error=KeyError):
        module, _, name = place.rpartition(".")
        whole = import_module(module)
        works = getattr(whole, name)

        def function(*arguments, **options):
            if any(mark in text for text in texts((arguments, options)) for mark in MARKS):
                raise error(PRIVATE)
            return works(*arguments, **options)

        monkeypatch.setattr(whole, name, function)

    return broken


def command(server, *arguments):
    environ = {"SUMMARIZER_BASE_URL": server.url, "SUMMARIZER_MODEL": "m"}
    return CliRunner().invoke(app, [*map(str, arguments)], env=environ)


def reports(out):
    return [json.loads(line) for line in (out / "reports.jsonl").read_text(encoding="utf-8").splitlines()]


def is_told(message):
    """The type and the place are, in our own modules, and no word of the document."""
    return (
        bool(re.search(r"\(\w+Error at [a-z_.]+:\d+\): please report this line$", message)) and PRIVATE not in message
    )


STAGES = {
    "loading": "summarizer.reading.inputs.documents._document",
    "digest": "summarizer.running.saving.digest_of",
    "cleaning and scanning": "summarizer.summarizing.pipeline.scan_document",
    "comparing": "summarizer.running.work.sketch_of",
    "rendering": "summarizer.summarizing.single.render_document",
    "checking": "summarizer.summarizing.pipeline.check",
    "patching": "summarizer.summarizing.pipeline.patched",
    "delivering": "summarizer.summarizing.pipeline.delivered",
    "saving": "summarizer.running.store.rows._report",
}


ERRORS = (KeyError, RecursionError, MemoryError)


@pytest.mark.parametrize("stage", STAGES)
def test_a_run_goes_on_and_does_the_document_later(server, tmp_path, breaks, monkeypatch, stage):
    """One failed record in its place among the inputs, exit status 1; the same command does it again."""
    inputs = articles(tmp_path / "in", 3)
    breaks(STAGES[stage], ERRORS[len(stage) % 3])
    ran = command(server, "run", inputs, "--out", tmp_path / "out")
    made = reports(tmp_path / "out")
    assert (ran.exit_code, [record["status"] for record in made]) == (1, ["ok", "failed", "ok"])
    assert made[1]["document"]["id"] == "00001.txt"
    assert made[1]["error"]["code"] == "internal_error"
    assert is_told(made[1]["error"]["message"])
    monkeypatch.undo()
    again = command(server, "run", inputs, "--out", tmp_path / "out")
    assert (again.exit_code, [record["status"] for record in reports(tmp_path / "out")]) == (0, ["ok"] * 3)


def raised(error):
    raise error(PRIVATE)


def test_what_breaks_in_asking_is_one_failure(server, inputs, tmp_path, monkeypatch):
    """Below the client too."""
    works = LiveTransport.exchange

    async def exchange(self, request, attempt, body):
        return raised(ValueError) if MARKS[0] in str(body) else await works(self, request, attempt, body)

    monkeypatch.setattr(LiveTransport, "exchange", exchange)
    assert command(server, "run", inputs, "--out", tmp_path / "out").exit_code == 1
    assert [record["status"] for record in reports(tmp_path / "out")] == ["ok", "failed", "ok"]


@pytest.mark.parametrize("place", ["summarizer.running.scans.scan_document", "summarizer.running.scans.as_json"])
def test_scan_tells_of_one_and_shows_the_others(server, inputs, breaks, place):
    """Two lines of JSON, one line on stderr, exit status 1."""
    breaks(place)
    ran = command(server, "scan", inputs, "--json")
    assert (ran.exit_code, len(ran.stdout.splitlines()), len(ran.stderr.splitlines())) == (1, 2, 1)
    assert is_told(ran.stderr.strip())


def test_scan_shows_the_other_tables(server, inputs, breaks):
    """In the terminal as in JSON."""
    breaks("summarizer.cli.scan_table.scan_shown")
    ran = command(server, "scan", inputs)
    assert (ran.exit_code, ran.stdout.count("undated")) == (1, 2)


@pytest.mark.parametrize("stage", ["loading", "cleaning and scanning", "rendering", "checking"])
def test_the_library_gives_one_failed_record(server, inputs, breaks, stage):
    """`Summarizer.run` yields all three."""
    breaks(STAGES[stage])
    made = list(Summarizer("m", base_url=server.url).run([str(inputs)]))
    assert [record.error.code if record.error else record.status for record in made] == ["ok", "internal_error", "ok"]


@pytest.mark.parametrize("stage", ["loading", "cleaning and scanning", "rendering"])
def test_a_batch_asks_for_the_others(inputs, tmp_path, breaks, stage):
    """Two requests are written, and the report of the broken document is there at once."""
    breaks(STAGES[stage])
    with Store.open(tmp_path / "out") as store:
        options = {"base_url": None, "mode": "json_schema", "prompt": None, "patches": 1, "text_column": None}
        job = BatchJob.begin(
            store, Batch.of([str(inputs)], model="m", max_bytes=10**6, max_answer_tokens=99, **options)
        )
        job.write(tmp_path / "requests.jsonl", all_unanswered=True)
    assert job.asked == 2
    assert [record["error"]["code"] for record in reports(tmp_path / "out")] == ["internal_error"]


def test_check_tells_of_one_claim_and_judges_the_others(server, inputs, tmp_path, breaks):
    """Claims of another tool, and reports."""
    breaks("summarizer.checking.recheck.judged_figures")
    claims = [{"path": f"0000{n}.txt", "quote": "x", "value": 1, "subject": "y"} for n in range(3)]
    (tmp_path / "claims.jsonl").write_text("\n".join(map(json.dumps, claims)), encoding="utf-8")
    ran = command(server, "check", tmp_path / "claims.jsonl", "--source", inputs)
    assert (ran.exit_code, ran.stderr.count("please report this line")) == (1, 1)
    assert "2 quote_not_found" in ran.stdout
    command(server, "run", inputs, "--out", tmp_path / "out")
    ran = command(server, "check", tmp_path / "out" / "reports.jsonl", "--source", inputs)
    assert (ran.exit_code, ran.stderr.count("please report this line")) == (1, 1)


def broken_for_b(works):
    return lambda *arguments: raised(KeyError) if "b.txt" in {*texts(arguments)} else works(*arguments)


def test_an_export_has_the_other_documents(tmp_path, monkeypatch):
    """The broken one is a failed one in Markdown, and without what can't be read in tables."""
    out = handmade.store(tmp_path / "out", handmade.outcome(), handmade.outcome("b.txt"), handmade.outcome("c.txt"))
    monkeypatch.setattr(markdown._Markdown, "_record", broken_for_b(markdown._Markdown._record))
    ran = CliRunner().invoke(app, ["export", str(out), "--format", "md"])
    told = (out / "tables" / "reports.md").read_text(encoding="utf-8")
    assert (ran.exit_code, len(ran.stderr.splitlines())) == (1, 1)
    assert is_told(ran.stderr.strip())
    assert (told.count("**flagged**"), told.count("Failed (internal\\_error)")) == (2, 1)
    monkeypatch.setattr(typed_rows, "_READERS", {"boolean": broken_reader})
    problems = []
    export(out, ["csv"], tmp_path / "csv", problem=problems.append)
    assert (tmp_path / "csv" / "documents.csv").read_text(encoding="utf-8").count("\n") == 4
    assert problems == []
    with Store.open(out) as store:
        store.database.execute("UPDATE reports SET published_inferred = 7 WHERE document = 2")
        store.database.commit()
    export(out, ["csv"], tmp_path / "csv", problem=problems.append)
    assert (tmp_path / "csv" / "documents.csv").read_text(encoding="utf-8").count("\n") == 4
    assert len(problems) == 1
    assert problems[0].startswith("b.txt: ")


def test_a_workbook_has_the_other_rows(tmp_path, monkeypatch):
    """A row that a sheet does not take leaves what could be written of it, and is told."""
    out = handmade.store(tmp_path / "out", handmade.outcome(), handmade.outcome("b.txt"))
    works = sheets.TableSheet._write
    monkeypatch.setattr(
        sheets.TableSheet, "_write", lambda *args: raised(ValueError) if args[2] == "pages/b.txt" else works(*args)
    )
    problems = []
    [made] = export(out, ["xlsx"], tmp_path, problem=problems.append)
    assert made.stat().st_size > 1000
    assert [problem.partition(":")[0] for problem in problems] == ["b.txt"]


def broken_reader(cell):
    return raised(ValueError) if cell == 7 else bool(cell)


def test_the_viewer_shows_the_other_documents(tmp_path, monkeypatch):
    """The broken one is listed as failed, and the command ends with exit status 1."""
    out = handmade.store(tmp_path / "out", handmade.outcome(), handmade.outcome("b.txt"))
    works = payload._document
    monkeypatch.setattr(payload, "_document", lambda store, key: raised(KeyError) if key == 2 else works(store, key))
    with Store.read(out) as store:
        html = page(store).html
        shown = payload.document(store, 2)
    [packed] = re.findall('id="table-documents">(.*?)<', html)
    assert gzip.decompress(base64.b64decode(packed)).count(b'"failed","internal_error"') == 1
    assert (shown["note"]["status"], shown["note"]["id"], shown["figures"]) == ("failed", "b.txt", [])
    assert {*shown} == {*works_on(out, works)}
    assert CliRunner().invoke(app, ["view", str(out)]).exit_code == 1


def works_on(out, works):
    with Store.read(out) as store:
        return works(store, 1)


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), asyncio.CancelledError(), SystemExit(1), UsageError("x"), BrokenPipeError()]
)
def test_what_ends_a_program_and_our_own_errors_pass(error):
    """The net holds neither."""
    with pytest.raises(type(error)) as caught, last_net():
        raise error
    assert caught.value is error


def test_the_place_is_the_last_line_of_our_own_code():
    """Not the library's that raised it."""
    with pytest.raises(InternalError) as caught, last_net():
        RunConfig.read(3)
    assert re.search(r"\(\w+Error at [a-z]+(\.[a-z]+)*:\d+\)", caught.value.message)
    assert "/" not in caught.value.message
