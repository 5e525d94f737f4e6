"""Damaged stores: one line that names the file and says what to do, or one record lost and the others delivered."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from handmade import failure, outcome, store
from typer.testing import CliRunner

from summarizer import Summarizer, UsageError
from summarizer.cli import app
from summarizer.running.store.database import FILE
from summarizer.running.store.store import Store

ROOT = Path(__file__).parents[2]
RECORDED = ROOT / "fixtures" / "recordings" / "large-llm"
SEED = ROOT / "seeds" / "002_c1da3120ac8a84ae.txt"
OTHER = ROOT / "seeds" / "001_472a0445afe5e3d0.txt"


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A run of two seeds, with a decision of a person and a batch."""
    out = tmp_path_factory.mktemp("sound")
    Summarizer(replay=RECORDED).run_to(out, [str(OTHER), str(SEED)])
    with Store.open(out) as opened, opened.transaction():
        figure = opened.record(SEED.name).report.figures[0].model_dump_json()
        opened.database.execute(
            "INSERT INTO decisions (document, sha256, action, part, about, who, at)"
            " SELECT document, sha256, 'accept', 'figure', ?, 'me', '2026-01-01T00:00:00Z' FROM documents WHERE id = ?",
            [figure, SEED.name],
        )
    return out


@pytest.fixture
def out(sound, tmp_path):
    shutil.copytree(sound, tmp_path / "out")
    return tmp_path / "out"


def change(out, *statements):
    """Change a store as no command does."""
    with closing(sqlite3.connect(out / FILE)) as database, database:
        for statement in statements:
            database.executescript(statement)


def _flip_the_middle(out):
    path = out / FILE
    content = bytearray(path.read_bytes())
    for page in range(8192, len(content), 4096):
        content[page : page + 64] = bytes(255 - byte for byte in content[page : page + 64])
    path.write_bytes(content)


def _truncate(out):
    path = out / FILE
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def _replace(out, content):
    path = out / FILE
    path.unlink()
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)


def _make_strange(out):
    (out / FILE).unlink()
    change(out, "CREATE TABLE customers (name TEXT); INSERT INTO customers VALUES ('x');")


DAMAGES = {
    "flipped pages": _flip_the_middle,
    "truncated": _truncate,
    "a folder": lambda out: _replace(out, None),
    "a text file": lambda out: _replace(out, "不是数据库\n".encode() * 200),
    "another program's": _make_strange,
    "a newer version": lambda out: change(out, "PRAGMA user_version = 999"),
    "no documents": lambda out: change(out, "PRAGMA foreign_keys = OFF; DROP TABLE documents"),
    "no decisions": lambda out: change(out, "DROP TABLE decisions"),
    "no figures": lambda out: change(out, "DROP TABLE figures"),
    "a column missing": lambda out: change(
        out, "DROP INDEX documents_by_position; ALTER TABLE documents RENAME COLUMN position TO place"
    ),
}


def commands(out, tmp_path):
    """Every command that opens a store."""
    decisions = tmp_path / "decisions.json"
    decision = {"document": SEED.name, "action": "reject", "figure": {"quote": "x"}, "at": "2026-01-01T00:00:00Z"}
    content = {"format": "summarizer-decisions", "version": 1, "who": "me", "decisions": [decision]}
    decisions.write_text(json.dumps(content), encoding="utf-8")
    answers = tmp_path / "answers.jsonl"
    answers.write_text('{"custom_id": "x"}\n', encoding="utf-8")
    return {
        "run": ["run", SEED, OTHER, "--out", out, "--replay", RECORDED],
        "dry run": ["run", SEED, "--out", out, "--replay", RECORDED, "--dry-run"],
        "show": ["show", out, "0"],
        "view": ["view", out],
        "review list": ["review", "list", out],
        "review apply": ["review", "apply", decisions, "--out", out],
        "export": ["export", out, "--format", "jsonl", "--format", "csv", "--format", "md", "--format", "xlsx"],
        "export --corrected": ["export", out, "--corrected"],
        "batch import": ["batch", "import", answers, "--out", out],
    }


def call(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def complaints(result):
    return [line for line in result.stderr.splitlines() if line.startswith("summarizer: ")]


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_store_is_one_line_of_every_command(out, tmp_path, damage):
    """It names the file; where a command needs nothing of what is damaged, it does its work."""
    DAMAGES[damage](out)
    refused = 0
    for name, arguments in commands(out, tmp_path).items():
        result = call(*arguments)
        assert "Traceback" not in result.output, name
        assert "internal error" not in result.output, (name, result.stderr)
        assert result.exit_code in {0, 1, 2}, (name, result.exception)
        assert not isinstance(result.exception, Exception) or isinstance(result.exception, SystemExit), name
        if result.exit_code == 2:
            refused += 1
            [line] = complaints(result)
            assert FILE in line or "there is no batch" in line, (name, line)
    assert refused >= 2


def test_an_empty_file_is_no_run_and_a_run_fills_it(out, tmp_path):
    """As an interrupted copy leaves it."""
    _replace(out, b"")
    result = call("show", out, "0")
    assert (result.exit_code, "no run" in result.stderr) == (2, True)
    assert call("run", SEED, "--out", out, "--replay", RECORDED).exit_code == 0


def test_a_log_that_is_missing_or_nonsense_is_no_damage(out):
    """What SQLite keeps beside the file."""
    for name in (f"{FILE}-wal", f"{FILE}-shm"):
        (out / name).write_bytes(b"nonsense" * 1000)
    assert call("show", out, "00").exit_code == 0


@pytest.mark.slow
@pytest.mark.parametrize("record", ["no JSON", "[]", '{"document": {"id": 1}, "status": "ok"}', "[" * 100_000, ""])
def test_a_damaged_record_costs_itself_and_the_next_run_makes_it_anew(out, record):
    """The other document is shown, exported and viewed; the run heals the store from the answers that it has."""
    before = (out / "reports.jsonl").read_bytes()
    with closing(sqlite3.connect(out / FILE)) as database, database:
        database.execute("UPDATE documents SET record = ? WHERE id = ?", [record, SEED.name])
    shown = call("show", out, "00")
    assert shown.exit_code == 1
    assert "玉门市" in shown.stdout
    assert f"1 record can't be read ({SEED.name})" in complaints(shown)[0]
    exported = call("export", out, "--format", "jsonl", "--format", "md", "--format", "csv")
    assert exported.exit_code == 0
    assert f"1 record can't be read ({SEED.name})" in complaints(exported)[0]
    assert len((out / "reports.jsonl").read_bytes().splitlines()) == 1
    assert call("export", out, "--corrected").exit_code == 0
    assert call("view", out).exit_code == 0
    applied = call("review", "list", out)
    assert applied.exit_code == 0
    assert call("run", OTHER, SEED, "--out", out, "--replay", RECORDED).exit_code == 0
    assert (out / "reports.jsonl").read_bytes() == before


@pytest.mark.parametrize("stored", ["no JSON", "[]", '{"choices": []}', "[" * 100_000, ""])
@pytest.mark.parametrize("column", ["response", "request"])
def test_a_damaged_exchange_is_taken_from_the_folder_again(out, column, stored):
    """Or asked for again; it never ends the run."""
    with closing(sqlite3.connect(out / FILE)) as database, database:
        database.execute(f"UPDATE exchanges SET {column} = ?", [stored])  # noqa: S608
        database.execute("UPDATE documents SET digest = 'stale'")
    before = (out / "reports.jsonl").read_bytes()
    if column == "response" or stored != '{"choices": []}':
        result = call("run", OTHER, SEED, "--out", out, "--replay", RECORDED)
        assert result.exit_code == 0, result.output
        assert (out / "reports.jsonl").read_bytes() == before


@pytest.mark.parametrize("value", ["no JSON", "[]", "{}", '{"quote": 3}'])
def test_a_damaged_decision_is_told_and_left_out(out, value):
    """Of list, export and view."""
    change(out, f"UPDATE decisions SET about = '{value}'")  # noqa: S608
    for arguments in (["review", "list", out], ["export", out, "--corrected"]):
        result = call(*arguments)
        assert result.exit_code == 0
        assert "1 decision can't be read" in complaints(result)[0]
    assert call("view", out).exit_code == 0


@pytest.mark.slow
@pytest.mark.parametrize("column", ["columns", "set_aside", "settings", "batch"])
def test_other_columns_of_json_cost_nothing_else(out, tmp_path, column):
    """They are told of, or empty."""
    change(
        out,
        {
            "columns": "UPDATE documents SET columns = 'x'",
            "set_aside": "UPDATE reports SET set_aside = '['",
            "settings": "UPDATE settings SET value = '{'",
            "batch": "INSERT INTO settings VALUES ('batch', '{\"inputs\": 3}')",
        }[column],
    )
    for name, arguments in commands(out, tmp_path).items():
        result = call(*arguments)
        assert result.exit_code == (2 if name == "batch import" else 1 if name == "review apply" else 0), name
        assert "internal error" not in result.stderr


def test_fresh_puts_a_damaged_store_aside_and_deletes_a_sound_one(tmp_path):
    """What was paid for may still be in it."""
    out = store(tmp_path / "out", outcome(), failure())
    _flip_the_middle(out)
    Store.open(out, fresh=True).close()
    Store.open(out, fresh=True).close()
    assert [path.name for path in sorted(out.glob("run.sqlite*"))] == [FILE, f"{FILE}.damaged"]


def test_fresh_leaves_a_stranger_alone(tmp_path):
    """A database of another program is not deleted, nor is a folder."""
    for damage in ("another program's", "a folder"):
        out = store(tmp_path / damage, outcome())
        DAMAGES[damage](out)
        with pytest.raises(UsageError, match=FILE):
            Store.open(out, fresh=True)
        assert (out / FILE).exists()


def test_reading_a_damaged_store_from_a_program_is_a_usage_error(out):
    """The library's users see no error of SQLite either."""
    change(out, "DROP TABLE findings")
    with pytest.raises(UsageError, match="damaged"), Store.read(out) as opened:
        opened.count_findings()
    lines = (out / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(json.loads(line) for line in lines)
