"""Stores and reports of versions before: they open, show, export and check as they are, and a run asks before it asks."""

import csv
import io
import json
import sqlite3
from contextlib import closing

import pytest
from loopback import LOOPBACK, Loopback, answer
from older_stores import ARTICLE, RECORD, older_store
from typer.testing import CliRunner

from summarizer import UsageError
from summarizer.checking.jsonl import read_records
from summarizer.checking.record import Record
from summarizer.cli import app
from summarizer.running.store.database import FILE
from summarizer.running.store.store import Store

pytestmark = LOOPBACK
DRAFT = {
    "points": [{"text": "某县设置采样点97个。", "measures": ["采样点"]}],
    "measures": [{"name": "采样点", "kind": "facility"}],
    "slogans": [],
    "figures": [
        {"quote": "设置采样点97个", "subject": "采样点", "value": 97, "unit": "个", "measure": "采样点"},
        {"quote": "转移群众1.2万余人", "subject": "群众", "value": 12000, "unit": "人", "qualifier": "余"},
    ],
}


@pytest.fixture
def page(tmp_path):
    return tmp_path / "page.txt"


@pytest.fixture
def out(tmp_path, page):
    """A store of version 4."""
    return older_store(tmp_path / "out", page)


def call(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def columns(out, table):
    with closing(sqlite3.connect(out / FILE)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f"SELECT * FROM {table} ORDER BY number")]  # noqa: S608


def run(out, page, *more):
    """`summarizer run`, answered by a server; with what was asked."""
    with Loopback(*[answer(json.dumps(DRAFT, ensure_ascii=False))] * 3) as server:
        done = call("run", page, "--out", out, "--model", "m", "--base-url", server.url, "--patches", "0", *more)
        return done, len(server.received)


def test_a_record_of_contract_1_is_read_as_far_as_it_holds():
    """Places and times keep their words; a measure gets an id, its quote's span, and its figures."""
    report = Record.model_validate(RECORD).report
    [measure] = report.measures
    assert (measure.id, measure.place.name, measure.kind, measure.figures) == ("m1", "城区", None, [0])
    assert ARTICLE[slice(*measure.spans[0])] == "设置采样点97个"
    assert not {"quote", "description", "region"} & measure.model_dump().keys()
    first, second = report.figures
    assert (first.place.name, first.measure, first.as_written, first.period) == ("某县", "m1", "97个", None)
    assert (second.period.surface, second.period.iso, second.as_written) == ("2021年", None, "1.2万余人")
    assert (report.headline, report.points, report.slogans) == (None, [], [])
    assert report.summary == RECORD["report"]["summary"]


@pytest.mark.parametrize("measures", [[3], "x", {"name": "x"}, [{"name": ["x"]}], None])
def test_a_record_that_is_of_no_contract_is_one_line(measures, tmp_path):
    """Whatever stands where its measures should."""
    path = tmp_path / "reports.jsonl"
    path.write_text(json.dumps({**RECORD, "report": {**RECORD["report"], "measures": measures}}), encoding="utf-8")
    with pytest.raises(UsageError, match="line 1 is not a report"):
        list(read_records(path))


def test_every_command_that_reads_reads_an_older_store_and_leaves_it_as_it_is(out, page, tmp_path):
    """The file is the same to the byte; what it lacks is empty."""
    before = (out / FILE).read_bytes()
    reports = out / "reports.jsonl"
    formats = [option for form in ("csv", "xlsx", "parquet", "sqlite", "md") for option in ("--format", form)]
    for command in (
        ["show", out, "page"],
        ["view", out],
        ["export", out, *formats],
        ["export", out, "--corrected"],
        ["review", "list", out],
        ["check", reports, "--source", page],
        ["run", page, "--out", out, "--model", "m", "--base-url", "http://127.0.0.1:9/v1", "--dry-run"],
    ):
        done = call(*command)
        assert done.exit_code == 0, (command, done.stderr, done.exception)
    assert (out / FILE).read_bytes() == before
    assert "某县设置采样点97个。" in call("show", out, "page").stdout
    assert "2 verified; 0 changed" in call("check", reports, "--source", page).stdout


def test_an_older_store_is_exported_with_the_columns_of_today(out, tmp_path):
    """Its words are where those of today are; its line of reports.jsonl stays as it was written."""
    assert call("export", out, "--format", "csv", "--format", "jsonl", "-o", tmp_path / "made").exit_code == 0
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "made").glob("*.csv")}
    tables = {name: list(csv.DictReader(io.StringIO(text))) for name, text in texts.items()}
    [measure] = tables["measures"]
    assert [measure[name] for name in ("id", "name", "place", "kind", "figures")] == ["m1", "采样点", "城区", "", "1"]
    first, second = tables["figures"]
    assert [first[name] for name in ("measure", "measure_name", "place", "as_written")] == [
        "m1",
        "采样点",
        "某县",
        "97个",
    ]
    assert [second[name] for name in ("period", "period_text", "measure")] == ["", "2021年", ""]
    assert (tables["points"], tables["slogans"]) == ([], [])
    assert json.loads((tmp_path / "made" / "reports.jsonl").read_text(encoding="utf-8")) == RECORD


def test_a_store_that_is_brought_up_keeps_what_the_record_no_longer_has(out):
    """Quote, description and region of a measure, and region of a figure."""
    Store.open(out).close()
    [measure] = columns(out, "measures")
    assert [measure[name] for name in ("quote", "description", "region")] == ["设置采样点97个", "设置采样点", "城区"]
    assert (measure["id"], json.loads(measure["place"])["name"], measure["status"]) == ("m1", "城区", None)
    assert [figure["region"] for figure in columns(out, "figures")] == ["某县", None]
    with Store.open(out) as store:
        assert [record.document.id for record in store.delivered()] == ["page.txt"]


def test_a_run_off_a_terminal_does_not_ask_again_about_another_prompts_store(out, page):
    """One line says what it would take and what to do; nobody is asked, and nothing is changed."""
    before = (out / FILE).read_bytes()
    done, asked = run(out, page)
    assert (done.exit_code, asked) == (2, 0)
    [line] = done.stderr.splitlines()
    assert "1 requests (1 documents, about " in line
    assert "--fresh" in line
    assert (out / FILE).read_bytes() == before


def test_fresh_asks_again_after_a_forecast(out, page):
    """The forecast is printed, and the answers are those of today."""
    done, asked = run(out, page, "--fresh")
    assert (done.exit_code, asked) == (0, 1)
    assert "would be asked about: 1 requests" in done.stderr
    with Store.read(out) as store:
        assert [record.report.measures[0].kind for record in store.delivered()] == ["facility"]


@pytest.mark.parametrize("typed", [True, False])
def test_on_a_terminal_a_person_decides(out, page, monkeypatch, typed):
    """Yes asks again and keeps the store; no leaves it as it is."""
    monkeypatch.setattr("summarizer.cli.consent._in_terminal", lambda: True)
    monkeypatch.setattr("summarizer.cli.consent._confirmed", lambda: typed)
    done, received = run(out, page)
    assert (done.exit_code, received) == ((0, 1) if typed else (2, 0))
    with Store.read(out) as store:
        [record] = store.delivered()
    assert bool(record.report.points) is typed


def test_a_run_that_is_given_again_is_silent(out, page):
    """The same questions: nothing is forecast, and nobody is asked."""
    run(out, page, "--fresh")
    done, asked = run(out, page)
    assert (done.exit_code, asked) == (0, 0)
    assert "asked about" not in done.stderr


def test_answers_that_are_recorded_need_no_yes(out, page, tmp_path):
    """Where recordings have the answers of today, nothing is asked of anybody."""
    recorded = tmp_path / "recorded"
    run(tmp_path / "other", page, "--record", recorded)
    done = call("run", page, "--out", out, "--replay", recorded, "--model", "m", "--patches", "0")
    assert done.exit_code == 0, done.stderr
