"""The class for engines: batches of documents in, batches of records out, and Parquet of them into a store."""

import asyncio
import json
import os
import pickle
from collections import Counter

import pyarrow as pa
import pytest
from articles import article, articles, draft
from loopback import Loopback, answer, status
from pyarrow import parquet as pq
from typer.testing import CliRunner

from summarizer import RunConfig, Store, Summarizer, UsageError, collect
from summarizer.cli import app
from summarizer.running.arrow.input_rows import InputRows
from summarizer.running.arrow.record_rows import RECORDS
from summarizer.running.arrow.summarize_batch import SummarizeBatch
from summarizer.running.config import RunOptions

KEY = "sk-planted-0z12q3-456+789"
SEEDS = "seeds"


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """The seeds, summarized by a run of one process from its recordings."""
    out = tmp_path_factory.mktemp("run")
    Summarizer().run_to(out, SEEDS)
    return out


@pytest.fixture(scope="module")
def spread(tmp_path_factory):
    """The seeds, summarized batch by batch, as Parquet."""
    out = tmp_path_factory.mktemp("spread")
    rows = InputRows.of([SEEDS], Summarizer().plan.digest, RunOptions())
    tables = [table for part in rows.parts(3) for table in part.tables()]
    made = pa.Table.from_batches(SummarizeBatch().batches(tables), RECORDS)
    pq.write_table(made, out / "all.parquet")
    return out


def table_of(summarize, batch):
    return pa.Table.from_batches(summarize.batches([batch]), RECORDS)


def summarized(batch, **options):
    return table_of(SummarizeBatch(RunConfig.of(options)), batch).to_pylist()


def test_records_are_those_of_a_run(finished, spread):
    """Line by line, and under the key that a store keeps of them."""
    with Store.read(finished) as store:
        keys = dict(store.database.execute("SELECT record, digest FROM documents").fetchall())
    found = pq.read_table(spread / "all.parquet").to_pylist()
    assert {row["record"]: row["key"] for row in found} == keys
    assert [row["status"] for row in found if json.loads(row["record"])["status"] != row["status"]] == []


def test_what_is_collected_is_the_store_of_a_run(finished, spread, tmp_path):
    """Table by table, with every exchange, mention and span; the same command adds nothing, and a run goes on from it."""
    first, again = collect([str(spread)], tmp_path), collect([str(spread)], tmp_path)
    assert again.reasons == Counter(kept=first.statuses.total())
    tables = (
        "documents",
        "reports",
        "figures",
        "measures",
        "points",
        "mentions",
        "dates",
        "findings",
        "exchanges",
        "asked",
    )
    with Store.read(finished) as ours, Store.read(tmp_path) as theirs:
        for name in tables:
            rows = [
                [tuple(row) for row in store.database.execute(f"SELECT * FROM {name}")]  # noqa: S608
                for store in (ours, theirs)
            ]
            assert rows[0] == rows[1], name
    assert (tmp_path / "reports.jsonl").read_bytes() == (finished / "reports.jsonl").read_bytes()
    assert Summarizer().run_to(tmp_path, SEEDS).reasons == again.reasons


def test_a_part_is_collected_by_conditions(spread, tmp_path):
    """Of the columns that are there, by value."""
    rows = pq.read_table(spread / "all.parquet").to_pylist()
    wanted = [row["id"] for row in rows if row["status"] == "flagged" and row["missed"] == 0]
    collect([str(spread / "all.parquet")], tmp_path, where=["status=flagged", "missed=0"])
    with Store.read(tmp_path) as store:
        assert sorted(record.document.id for record in store.delivered()) == sorted(wanted)
    limited = CliRunner().invoke(app, ["collect", str(spread), "--out", str(tmp_path / "two"), "--limit", "2"])
    assert limited.exit_code == 0
    with Store.read(tmp_path / "two") as store:
        assert sum(store.counts().values()) == 2


@pytest.mark.parametrize("where", ["status", "nothing=1", "missed=many", "exchanges=1"])
def test_a_condition_that_is_none_is_refused(where, spread, tmp_path):
    with pytest.raises(UsageError, match="--where"):
        collect([str(spread)], tmp_path, where=[where])


def test_other_parquet_is_refused(tmp_path):
    """And so is what is no Parquet, in a line."""
    pq.write_table(pa.table({"id": ["a"]}), tmp_path / "other.parquet")
    (tmp_path / "no.parquet").write_text("no")
    with pytest.raises(UsageError, match="no records"):
        collect([str(tmp_path / "other.parquet")], tmp_path / "out")
    with pytest.raises(UsageError, match="can't be read"):
        collect([str(tmp_path / "no.parquet")], tmp_path / "out")


def test_rows_that_share_an_id_stay_apart(tmp_path):
    """Each is a document of its own, and still is when they are collected again."""
    pages = tmp_path / "pages.jsonl"
    lines = [json.dumps({"id": "a", "text": article(number)}, ensure_ascii=False) for number in (0, 1, 1)]
    pages.write_text("\n".join(lines), encoding="utf-8")
    [part] = InputRows.of([str(pages)], "0", RunOptions()).parts(1)
    read = pa.concat_tables(part.tables())
    assert len(set(read["key"].to_pylist())) == 3
    made = table_of(SummarizeBatch(), read)
    pq.write_table(made, tmp_path / "made.parquet")
    for _ in range(2):
        collect([str(tmp_path / "made.parquet")], tmp_path / "out")
    with Store.read(tmp_path / "out") as store:
        assert [record.document.id for record in store.delivered()] == ["a", "a#2", "a#3"]


async def asked_and_pickled(batch, pickles):
    await batch(pa.table({"text": [article(0)]}))
    pickles.append(pickle.dumps(batch))
    await batch.close()


@pytest.mark.loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_no_key_is_in_a_pickle_or_in_what_is_made(monkeypatch):
    """Before and after the class has asked; the request has it."""
    monkeypatch.setenv("SUMMARIZER_API_KEY", KEY)
    with Loopback(answer(json.dumps(draft(article(0)), ensure_ascii=False))) as server:
        batch = SummarizeBatch(RunConfig.of({"model": "m", "base_url": server.url}))
        pickles = [pickle.dumps(batch)]
        made = table_of(pickle.loads(pickles[0]), pa.table({"text": [article(0)]}))  # noqa: S301
        asyncio.run(asked_and_pickled(batch, pickles))
    assert server.received[0].headers["authorization"] == f"Bearer {KEY}"
    assert [row["status"] for row in made.to_pylist()] == ["ok"]
    assert not any(KEY[11:17].encode() in content for content in [*pickles, repr(made.to_pylist()).encode()])


@pytest.mark.parametrize(
    "make", [pa.table, pa.record_batch, lambda columns: pa.table(columns).to_pandas()], ids=["table", "batch", "frame"]
)
def test_a_batch_is_whatever_arrow_reads(make):
    """A row without text fails alone; other columns come along."""
    found = summarized(make({"正文": [article(0), None], "source": ["县报", "市报"]}))
    assert [row["error_code"] for row in found] == ["no_recording", "bad_row"]
    assert json.loads(found[0]["record"])["document"]["columns"] == {"source": "县报"}
    assert len({row["key"] for row in found}) == 2


@pytest.mark.loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_answers_that_were_paid_for_are_kept(tmp_path):
    """Each exchange as it came, so that a store of them counts what was paid."""
    good = answer(json.dumps(draft(article(0)), ensure_ascii=False))
    with Loopback(good) as server:
        config = {"model": "m", "base_url": server.url, "concurrency": 1}
        made = table_of(SummarizeBatch(RunConfig.of(config)), pa.table({"text": [article(0)], "id": ["a"]}))
    [row] = made.to_pylist()
    [kept] = row["exchanges"]
    assert kept["paid"]
    assert json.loads(kept["response"])["usage"]["completion_tokens"] == 7
    pq.write_table(made, tmp_path / "made.parquet")
    collect([str(tmp_path / "made.parquet")], tmp_path / "out")
    with Store.read(tmp_path / "out") as store:
        assert (store.spent.exchanges, store.spent.tokens) == (1, 18)


@pytest.mark.loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_worker_that_may_not_ask_any_more_scans_nothing():
    """Its rows say so, one a document."""
    with Loopback(status(401)) as server:
        config = {"model": "m", "base_url": server.url, "concurrency": 1, "retries": 1}
        found = summarized(pa.table({"text": [article(number) for number in range(3)]}), **config)
    assert Counter(row["error_code"] for row in found) == Counter(key_refused=1, not_asked=2)
    assert len(server.received) == 1


@pytest.mark.parametrize(
    "option",
    [{"local": True}, {"dedupe": True}, {"limit": 3}, {"max_cost": 1.0}, {"max_tokens": 9}, {"retry_failed": True}],
)
def test_options_that_one_machine_keeps_are_refused(option):
    """In a line that says what to do."""
    with pytest.raises(UsageError, match=f"--{next(iter(option)).replace('_', '-')} "):
        SummarizeBatch(RunConfig.of(option))


def test_a_worker_with_another_plan_is_refused():
    with pytest.raises(UsageError, match="another version"):
        table_of(SummarizeBatch(plan_digest="0" * 64), pa.table({"text": ["一"]}))


def test_parquet_is_read_as_a_table(tmp_path):
    """Bytes are decoded, days are words; what is no Parquet is a document that can't be read."""
    table = pa.table({"html": [article(0).encode("gb18030")], "day": [pa.scalar(0, pa.date32())]})
    pq.write_table(table, tmp_path / "pages.parquet")
    (tmp_path / "no.parquet").write_text("no")
    given = [str(tmp_path / "pages.parquet"), str(tmp_path / "no.parquet")]
    rows = [
        row
        for part in InputRows.of(given, "0", RunOptions()).parts(2)
        for row in pa.concat_tables(part.tables()).to_pylist()
    ]
    assert rows[0]["raw"] == article(0)
    assert json.loads(rows[0]["columns"]) == {"day": "1970-01-01"}
    assert json.loads(rows[1]["error"])["code"] == "unreadable"


def test_relative_paths_are_read_wherever_a_worker_is(tmp_path, monkeypatch):
    """The path of a record is the one that was given."""
    articles(tmp_path / "in", 2)
    monkeypatch.chdir(tmp_path)
    parts = InputRows.of(["in"], "0", RunOptions()).parts(5)
    monkeypatch.chdir(os.sep)
    rows = [row for part in parts for table in part.tables() for row in table.to_pylist()]
    assert [row["path"] for row in rows] == ["in/00000.txt", "in/00001.txt"]
    assert all(row["raw"] for row in rows)


def test_standard_input_is_refused():
    with pytest.raises(UsageError, match="standard input"):
        InputRows.of(["-"], "0", RunOptions())
