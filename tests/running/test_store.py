"""The store: one file, sound at any moment, of a version that is known, written by one process."""

import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from articles import article, draft

from summarizer import Draft, Summarizer, check, scan
from summarizer.asking.recording import Exchange, RecordingFolder, Request
from summarizer.checking.jsonl import line
from summarizer.errors import InputError, UsageError
from summarizer.models import Document
from summarizer.reading.inputs.documents import UnreadableInput
from summarizer.running.store import database
from summarizer.running.store.database import FILE, bring_up, steps
from summarizer.running.store.store import Store
from summarizer.summarizing.pipeline import delivered, failed

REQUEST = Request(({"role": "user", "content": "问"},), "m", "0" * 64, {"temperature": 0})
# A later version than the newest.
NEXT = max(steps()) + 1
LATER = "ALTER TABLE documents ADD COLUMN later TEXT; UPDATE documents SET later = id || '!';"


def outcome(number=1):
    text = article(number)
    said = scan(text)
    return delivered(Document(f"{number}.txt", f"in/{number}.txt", text), said, check(Draft(**draft(text)), text))


def answer(text="好"):
    message = {"role": "assistant", "content": text}
    usage = {"prompt_tokens": 5, "completion_tokens": 3}
    return {"choices": [{"index": 0, "finish_reason": "stop", "message": message}], "usage": usage}


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "out") as opened:
        yield opened


def test_a_record_comes_out_as_it_went_in(store):
    """The line is that of reports.jsonl, to the byte, and the tables say the same."""
    saved = outcome()
    store.save(saved, position=0, digest="d")
    assert list(store.lines()) == [line(saved.record)]
    assert store.record("1.txt") == saved.record
    figures = store.database.execute(
        "SELECT subject, value, verdict, start, end FROM figures ORDER BY number"
    ).fetchall()
    told = saved.record.report.figures
    assert [tuple(row) for row in figures] == [(f.subject, f.value, f.verdict, *f.span) for f in told]
    assert store.database.execute("SELECT count(*) FROM mentions").fetchone()[0] == len(saved.scan.mentions)


def test_every_figure_of_the_tables_is_where_its_spans_say(store):
    """text_start and text_end cut the number out of documents.text, and the quote's out its quote."""
    store.save(outcome(2), position=0, digest="d")
    rows = store.database.execute(
        "SELECT text, quote, quote_text_start, quote_text_end, text_start, text_end, value FROM figures"
        " JOIN documents USING (document)"
    ).fetchall()
    assert rows
    for text, quote, quote_start, quote_end, start, end, value in rows:
        assert text[quote_start:quote_end] == quote
        assert str(value) in text[start:end]


def test_a_document_that_is_saved_again_takes_the_place_of_what_was_known(store):
    """No row of the earlier one is left; decisions of a person on it are."""
    store.save(outcome(), position=0, digest="d")
    store.database.execute(
        "INSERT INTO decisions (document, action, part, about, who, at) SELECT document, 'accept', 'figure', '{}', 'me', 't' FROM documents"
    )
    gone = failed(UnreadableInput("1.txt", "in/1.txt", "", InputError("empty", "empty")), InputError("empty", "empty"))
    store.save(gone, position=0, digest="e")
    left = {
        table: store.database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        for table in ("documents", "reports", "measures", "figures", "mentions", "decisions")
    }
    assert left == {"documents": 1, "reports": 0, "measures": 0, "figures": 0, "mentions": 0, "decisions": 1}
    assert store.counts() == {"failed": 1}


def test_an_exchange_is_there_for_good_once_it_is_put(store):
    """Another connection sees it at once, with its tokens; nothing is buffered."""
    exchange = Exchange.of(REQUEST, 0, answer())
    store.put(exchange, cost_usd=0.5)
    with Store.read(store.out) as other:
        assert other.get(exchange.digest) == exchange
        assert (other.spent.exchanges, other.spent.tokens, other.spent.cost_usd) == (1, 8, 0.5)


def test_tokens_that_no_endpoint_counted_are_estimated(store):
    """A budget holds there too."""
    silent = {name: value for name, value in answer("很长的回答" * 20).items() if name != "usage"}
    store.put(Exchange.of(REQUEST, 0, silent))
    assert 50 < store.spent.output_tokens < 150


def test_what_is_set_aside_is_not_found_and_still_counted(store):
    """Answers that a failed document alone rests on; what another document rests on, too, stays in use."""
    both, alone = (Exchange.of(REQUEST, attempt, answer()) for attempt in (0, 1))
    for exchange in (both, alone):
        store.put(exchange)
    for number, digests in ((1, [both.digest, alone.digest]), (2, [both.digest])):
        store.save(outcome(number), position=number, digest="d")
        store.database.executemany(
            "INSERT INTO asked SELECT document, ?, ?, 'p', 0 FROM documents WHERE id = ?",
            [(at, digest, f"{number}.txt") for at, digest in enumerate(digests)],
        )
    store.database.commit()
    assert store.set_answers_aside("1.txt") == [alone.digest]
    assert (store.get(alone.digest), store.get(both.digest)) == (None, both)
    assert store.spent.exchanges == 2


def test_documents_that_are_no_longer_among_the_inputs_are_not_delivered(store):
    """Their rows stay, in case they come back."""
    for number in (1, 2, 3):
        store.save(outcome(number), position=number, digest="d")
    store.keep_only(["3.txt", "1.txt"])
    store.place("3.txt", 0)
    assert [line.split('"id": "')[1][:5] for line in store.lines()] == ["3.txt", "1.txt"]
    assert store.record("2.txt") is not None


def test_a_second_process_is_told_so_and_stops(store):
    """While one writes, others read."""
    with pytest.raises(UsageError, match="another run is writing"):
        Store.open(store.out)
    with Store.read(store.out) as reading:
        store.save(outcome(), position=0, digest="d")
        assert reading.counts() == {"ok": 1}


@pytest.mark.slow
def test_the_lock_ends_with_its_process(tmp_path):
    """A run that was killed leaves nothing that has to be cleared away by hand."""
    code = f"import os; from pathlib import Path; from summarizer.running.store.store import Store; Store.open(Path({str(tmp_path)!r})); os._exit(9)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    Store.open(tmp_path).close()


def test_a_reader_that_stays_does_not_stop_a_writer(tmp_path):
    """A viewer may be open while a run goes on."""
    Store.open(tmp_path).close()
    with Store.read(tmp_path) as reading:
        reading.database.execute("BEGIN")
        reading.counts()
        with Store.open(tmp_path) as writing:
            writing.save(outcome(), position=0, digest="d")
            assert (reading.counts(), writing.counts()) == ({}, {"ok": 1})


def test_an_older_version_is_brought_up_step_by_step_and_keeps_its_rows(tmp_path):
    """A store of the newest version opened by a program that knows the next one."""
    with Store.open(tmp_path) as store:
        store.save(outcome(), position=0, digest="d")
    with closing(sqlite3.connect(tmp_path / FILE)) as opened:
        bring_up(opened, tmp_path / FILE, {**steps(), NEXT: LATER})
        assert opened.execute(
            "SELECT later, (SELECT user_version FROM pragma_user_version) FROM documents"
        ).fetchall() == [("1.txt!", NEXT)]


def test_a_step_that_fails_changes_nothing(tmp_path):
    """Each step is one transaction, its version included."""
    Store.open(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as opened, pytest.raises(sqlite3.OperationalError):
        bring_up(opened, tmp_path / FILE, {**steps(), NEXT: f"{LATER} DROP TABLE nothing;"})
    Store.open(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as opened:
        assert "later" not in [row[1] for row in opened.execute("PRAGMA table_info(documents)")]


def test_versions_follow_each_other():
    """001.sql, 002.sql …: none is left out."""
    assert sorted(steps()) == list(range(1, max(steps()) + 1))


@pytest.mark.parametrize("opening", [Store.open, Store.read])
def test_a_newer_version_is_refused(tmp_path, opening):
    """What a later program wrote is not touched."""
    Store.open(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as opened:
        opened.execute("PRAGMA user_version = 99")
    with pytest.raises(UsageError, match=r"newer|version 99"):
        opening(tmp_path)


def test_a_database_of_somebody_else_is_refused_and_not_changed(tmp_path):
    """Not a byte of it."""
    with closing(sqlite3.connect(tmp_path / FILE)) as opened:
        opened.execute("CREATE TABLE theirs (a)")
    before = (tmp_path / FILE).read_bytes()
    for opening in (Store.open, Store.read):
        with pytest.raises(UsageError, match="not the store of a run"):
            opening(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path):
    """Or one that was damaged."""
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    for opening in (Store.open, Store.read):
        with pytest.raises(UsageError, match="can't be"):
            opening(tmp_path)


def test_fresh_deletes_what_the_store_held_but_never_a_persons_decisions(tmp_path):
    """A store with decisions has to be moved away first."""
    with Store.open(tmp_path) as store:
        store.save(outcome(), position=0, digest="d")
    with Store.open(tmp_path, fresh=True) as store:
        assert store.counts() == {}
        store.save(outcome(), position=0, digest="d")
        store.database.execute(
            "INSERT INTO decisions (document, action, part, about, who, at) VALUES (1, 'accept', 'figure', '{}', 'me', 't')"
        )
        store.database.commit()
    with pytest.raises(UsageError, match="1 decisions"):
        Store.open(tmp_path, fresh=True)


def test_a_store_that_another_program_holds_open_is_not_deleted_and_says_so(tmp_path, monkeypatch):
    """Windows deletes no file that is open; the lock is let go."""
    Store.open(tmp_path).close()

    def held(path, **_):
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as windows:
        windows.setattr(Path, "unlink", held)
        with pytest.raises(UsageError, match="close what reads it"):
            Store.open(tmp_path, fresh=True)
    Store.open(tmp_path, fresh=True).close()


def test_a_folder_that_can_not_be_made_is_one_line(tmp_path):
    """Here a file stands in its place."""
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(UsageError, match="can't be written") as caught:
        Store.open(tmp_path / "out")
    assert "\n" not in caught.value.message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_folder_that_is_read_only_can_be_read_and_not_written(tmp_path):
    """A finished run on a read-only disk can be looked at."""
    Store.open(tmp_path).close()
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="can't be written"):
        Store.open(tmp_path)
    with Store.read(tmp_path) as store:
        assert store.counts() == {}


def test_a_full_disk_is_one_line_and_costs_nothing_that_was_saved(tmp_path):
    """The database is allowed no page more: what was saved before is there, and the transaction is not."""
    with Store.open(tmp_path) as store:
        store.save(outcome(1), position=1, digest="d")
        pages = store.database.execute("PRAGMA page_count").fetchone()[0]
        store.database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(UsageError, match=r"full.*make room") as caught:
            _fill(store)
        assert "\n" not in caught.value.message
    with Store.open(tmp_path) as store:
        assert store.record("1.txt") == outcome(1).record
        assert store.database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def _fill(store):
    for number in range(2, 40):
        store.save(outcome(number), position=number, digest="d")


@pytest.mark.slow
def test_a_run_on_a_full_disk_ends_with_one_line(tmp_path):
    """Files may not grow beyond 200 kB in this process."""
    code = "from summarizer.cli import app; app()"
    inputs = tmp_path / "in"
    inputs.mkdir()
    for number in range(60):
        (inputs / f"{number}.txt").write_text(article(number) * 5, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code, "run", inputs, "--out", tmp_path / "out"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "make room" in done.stderr.splitlines()[-1]


def test_a_store_without_documents_is_a_store(tmp_path):
    """Where a run was killed before its first document."""
    with Summarizer(replay=_recordings(tmp_path)) as replaying:
        (tmp_path / "a.txt").write_text(article(1), encoding="utf-8")
        Store.open(tmp_path / "out").close()
        assert replaying.run_to(tmp_path / "out", [str(tmp_path / "a.txt")]).reasons == {"new": 1}


def _recordings(folder):
    RecordingFolder(folder / "recorded").put(Exchange.of(REQUEST, 0, answer()))
    return folder / "recorded"


def test_reading_where_there_is_no_run_says_how_to_make_one(tmp_path):
    """The message names the command."""
    with pytest.raises(UsageError, match="summarizer run"):
        Store.read(tmp_path)
    assert not (tmp_path / database.LOCK).exists()
