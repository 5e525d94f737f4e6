"""A run by several processes comes to what a run by one comes to, byte by byte."""

import json
import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import workmates
from articles import article, articles
from faulty import Behaviour, Faulty
from loopback import LOOPBACK, Loopback, status

from summarizer import Draft, Summarizer, UsageError
from summarizer.asking.pacing import RateLimits
from summarizer.running.budget import Budget
from summarizer.running.config import RunOptions
from summarizer.running.engine import NullObserver
from summarizer.running.store.database import FILE
from summarizer.running.workers import crew, worker
from summarizer.running.workers.frames import Frame, packed
from summarizer.summarizing.plan import Plan

pytestmark = LOOPBACK
SEEDS = Path(__file__).parents[2] / "seeds"
RECORDINGS = Path(__file__).parents[2] / "fixtures" / "recordings"
FIELDS = {"type": "object", "properties": {"document": {"type": "object", "properties": {"topic": {"type": "string"}}}}}
BOOK = '[[codes]]\ncode = "C1"\nlabel = "公园"\ndefinition = "新建公园"\n'
_BY_DOCUMENT = ("asked", "findings", "reports", "points", "slogans", "measures", "figures", "mentions", "dates")


@pytest.fixture(autouse=True)
def ready(monkeypatch):
    workmates.ready_at_once(monkeypatch)
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "SUMMARIZER_API_KEY", "SUMMARIZER_BASE_URL", "SUMMARIZER_MODEL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def inputs(tmp_path):
    """Articles, the same bytes again, a copy, and one that can't be read."""
    folder = articles(tmp_path / "in", 8)
    (folder / "00003.txt").write_text(article(0), encoding="utf-8")
    (folder / "00005.txt").write_text(f"{article(1)}\n", encoding="utf-8")
    (folder / "00006.txt").write_bytes(b"\0\0")
    return folder


def rows(out):
    """All rows about documents, by id."""
    with closing(sqlite3.connect(out / FILE)) as database:
        tables = {
            table: database.execute(
                f"SELECT documents.id, its.* FROM {table} AS its JOIN documents USING (document)"  # noqa: S608 - ours
            ).fetchall()
            for table in _BY_DOCUMENT
        }
        documents = database.execute(
            "SELECT id, position, digest, status, record FROM documents ORDER BY id"
        ).fetchall()
        sketches = database.execute("SELECT * FROM sketches ORDER BY id").fetchall()
    keyed = {table: sorted(((row[0], *row[2:]) for row in found), key=repr) for table, found in tables.items()}
    return documents, sketches, keyed


def both(tmp_path, inputs, behaviour=None, **settings):
    """The run by one process and by three, each in a store and with a server of its own; both come to the same."""
    summaries = []
    for jobs in (1, 3):
        with Faulty(behaviour) as server:
            asked = {} if "replay" in settings else {"model": "m", "base_url": server.url}
            asking = Summarizer(retries=1, pause_seconds=0.01, **asked, **settings)
            options = RunOptions(RateLimits(4), dedupe=True, jobs=jobs)
            summaries.append(asking.run_to(tmp_path / f"out{jobs}", [str(inputs)], options))
    one, several = tmp_path / "out1", tmp_path / "out3"
    assert (several / "reports.jsonl").read_bytes() == (one / "reports.jsonl").read_bytes()
    assert rows(several) == rows(one)
    assert summaries[0].statuses == summaries[1].statuses
    return [json.loads(line) for line in (one / "reports.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_reports_and_rows_are_the_same(inputs, tmp_path):
    """Copies that borrow an answer, answers that are wrong or none, what can't be read, own fields and a codebook."""
    (tmp_path / "fields.json").write_text(json.dumps(FIELDS), encoding="utf-8")
    (tmp_path / "codes.toml").write_text(BOOK, encoding="utf-8")
    faults = ("garbage", "misfit", "refusal", "other", "error")
    borrowed = both(tmp_path / "a", inputs, Behaviour(seed=3, share=0.5, faults=faults))
    both(tmp_path / "b", inputs, fields=tmp_path / "fields.json", codebook=tmp_path / "codes.toml")
    codes = {finding["code"] for record in borrowed for finding in record["findings"]}
    assert {"duplicate_document", "near_duplicate"} <= codes
    assert {record["status"] for record in borrowed} >= {"ok", "failed"}


def test_recordings_are_replayed_by_workers_too(tmp_path):
    """Documents whose answers are recorded, and one whose are not."""
    articles(tmp_path / "in", 1)
    for seed in SEEDS.glob("*.txt"):
        (tmp_path / "in" / seed.name).write_bytes(seed.read_bytes())
    records = both(tmp_path, tmp_path / "in", replay=RECORDINGS / "large-llm")
    assert sorted(record["error"]["code"] if record["error"] else "" for record in records) == [
        *[""] * 5,
        "no_recording",
    ]


def test_workers_that_are_ended_cost_nothing(tmp_path, monkeypatch):
    """All of them, in the middle of the run: what they had is done again, and each input has its one record."""
    started, inputs = [], articles(tmp_path / "in", 4)
    (inputs / "00002.txt").write_text(article(0), encoding="utf-8")

    class Noted(worker.Worker):
        def __init__(self, process, *streams):
            started.append(process.pid)
            super().__init__(process, *streams)

    with Faulty(Behaviour(latency_seconds=0.2)) as server:
        asking = Summarizer("m", base_url=server.url)
        asking.run_to(tmp_path / "whole", [str(inputs)])
        monkeypatch.setattr(crew, "Worker", Noted)

        class Ending(NullObserver):
            done = False

            def saved(self, *_):
                for pid in [] if self.done else started:
                    os.kill(pid, signal.SIGTERM)
                self.done = True

        asking.run_to(tmp_path / "out", [str(inputs)], RunOptions(jobs=2), observer=Ending())
    assert len(started) > 2
    ended, whole = (
        [json.loads(line) for line in (tmp_path / out / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
        for out in ("out", "whole")
    )
    assert [(record["document"], record["status"], record["report"]) for record in ended] == [
        (record["document"], record["status"], record["report"]) for record in whole
    ]


def test_a_run_that_stops_leaves_the_rest_for_the_next(inputs, tmp_path):
    """A limit and a budget hold for several processes; the same call does the rest."""
    with Faulty() as server:
        asking = Summarizer("m", base_url=server.url)
        few = asking.run_to(tmp_path / "out", [str(inputs)], RunOptions(budget=Budget(documents=2), jobs=2))
        some = asking.run_to(tmp_path / "out", [str(inputs)], RunOptions(budget=Budget(tokens=1), jobs=2))
        rest = asking.run_to(tmp_path / "out", [str(inputs)], RunOptions(jobs=2))
        again = asking.run_to(tmp_path / "out", [str(inputs)], RunOptions(jobs=2))
    assert (few.done, some.done, some.reasons["kept"]) == (2, 0, 2)
    assert rest.done + rest.reasons["kept"] - rest.reasons["failed"] == 8
    assert again.reasons["kept"] == 7


def test_a_key_that_is_refused_stops_the_questions_of_all_workers(tmp_path):
    """The endpoint is not asked for each document in vain."""
    inputs = articles(tmp_path / "in", 12)
    with Loopback(status(401, "no")) as server:
        asking = Summarizer("m", base_url=server.url, retries=1)
        asking.run_to(tmp_path / "out", [str(inputs)], RunOptions(RateLimits(2), jobs=2))
        assert len(server.received) < 12
    lines = (tmp_path / "out" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    codes = {json.loads(line)["error"]["code"] for line in lines}
    assert codes <= {"key_refused", "not_asked"}


def test_a_draft_of_the_running_script_is_refused(tmp_path):
    """A worker can't load it from there."""
    own = type("OwnDraft", (Draft,), {"__module__": "__main__"})
    with pytest.raises(UsageError, match="OwnDraft"):
        Summarizer("m", base_url="http://127.0.0.1:1/v1", draft=own).run_to(
            tmp_path / "out", [str(articles(tmp_path / "in", 1))], RunOptions(jobs=2)
        )


def test_no_key_goes_to_a_worker(monkeypatch):
    """A plan that is sent has none; nor has a worker's environment."""
    monkeypatch.setenv("SUMMARIZER_API_KEY", "sk-0123456789abcdefghij")
    asking = Summarizer("m", base_url="http://127.0.0.1:1/v1")
    assert asking.plan.settings.api_key == "sk-0123456789abcdefghij"
    assert b"sk-0123" not in packed(Frame(0, "call", (Plan, asking.plan.settings)))
    assert "sk-0123456789abcdefghij" not in worker.environment().values()
