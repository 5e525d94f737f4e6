"""Files that a user names: whatever is in them, a command refuses them with one line that names file and line."""

import json
import os
from pathlib import Path

import pytest
from handmade import ARTICLE, outcome, store
from typer.testing import CliRunner

from summarizer.checking.jsonl import line
from summarizer.cli import app

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "002_c1da3120ac8a84ae.txt"
PROMPT = (ROOT / "prompts" / "summarize.md").read_text(encoding="utf-8")
DIGITS = "9" * 4000
# Half of a surrogate pair, nested too deep, too large, no number, other encodings, other kinds of value.
NO_OBJECTS = {
    "brackets": b"[" * 100_000,
    "braces": b'{"a":' * 100_000,
    "an array": b"[]",
    "a number": b"3",
    "a string": '"正文"'.encode(),
    "text": "不是 JSON".encode(),
    "half": b'{"quote": "\\ud800", "document": {"id": "\\udfff"}, "decisions": [], "doc": "\\ud800"}',
    "digits": f'{{"quote": "x", "value": {DIGITS}, "document": {{"id": "x"}}}}'.encode(),
    "beyond floats": b'{"quote": "x", "value": 1e999, "document": {"id": "x"}}',
    "NaN": b'{"quote": "x", "value": NaN, "document": {"id": "x"}}',
    "Infinity": b'{"quote": "x", "value": -Infinity, "document": {"id": "x"}}',
    "GBK": '{"quote": "某县", "document": {"id": "某县"}}'.encode("gbk"),
    "UTF-16": '{"quote": "某县"}'.encode("utf-16"),
    "binary": bytes(range(128, 256)),
    "NUL": b"\0" * 100,
    "unclosed": b'{"quote": "x"',
}


def call(*arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "internal error" not in result.stderr, result.stderr
    return result


def refused(path, *arguments):
    """The one line of a command that refuses a file."""
    [complaint] = complaints(path, *arguments)
    return complaint


def complaints(path, *arguments):
    """The lines of a command that refuses a file, of which the first names it."""
    result = call(*arguments)
    assert result.exit_code == 2, result.output
    lines = result.stderr.splitlines()
    assert lines[0].startswith(f"summarizer: {path}"), lines
    assert all(len(complaint) < 500 for complaint in lines)
    return lines


@pytest.fixture
def out(tmp_path):
    return store(tmp_path / "out", outcome())


@pytest.mark.parametrize("content", NO_OBJECTS.values(), ids=NO_OBJECTS)
def test_no_file_of_json_is_more_than_a_line(content, out, tmp_path):
    """`check`, `evaluate` (reports), `review apply`: the same reader, the same answer; of gold, a line for each fault."""
    path = tmp_path / "given.jsonl"
    good = (line(outcome().record) + "\n").encode()
    path.write_bytes(good + content)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    for arguments in (
        ["check", path, "--source", tmp_path / "pages"],
        ["evaluate", ROOT / "fixtures" / "gold", path],
        ["evaluate", path, path],
    ):
        assert "line 2 is " in refused(path, *arguments)
    path.write_bytes(content)
    refused(path, "review", "apply", path, "--out", out)
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "a.json").write_bytes(content)
    (tmp_path / "reports.jsonl").write_bytes(good)
    assert len(complaints(gold / "a.json", "evaluate", gold, tmp_path / "reports.jsonl")) < 10


@pytest.mark.parametrize("kind", ["folder", "pipe", "missing", "device"])
def test_what_is_no_file_is_refused_at_once(kind, out, tmp_path):
    """A pipe that nobody writes to would be waited for; a device may never end."""
    path = {"device": Path("/dev/zero"), "missing": tmp_path / "none"}.get(kind, tmp_path / "given")
    if kind == "folder":
        path.mkdir()
    if kind == "pipe":
        os.mkfifo(path)
    refused(path, "check", path, "--source", SEED)
    refused(path, "evaluate", ROOT / "fixtures" / "gold", path)
    refused(path, "review", "apply", path, "--out", out)
    refused(path, "batch", "import", path, "--out", batch(tmp_path))
    refused(path, "run", SEED, "--out", tmp_path / "new", "--prompt", path)
    assert not (tmp_path / "new").exists()


def batch(tmp_path):
    call("batch", "export", SEED, "--model", "m", "-o", tmp_path / "requests.jsonl", "--out", tmp_path / "batch")
    return tmp_path / "batch"


def test_a_file_larger_than_any_report_is_refused_unread(tmp_path):
    """A sparse file of 2 GB takes no memory."""
    path = tmp_path / "large.jsonl"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    assert "split it" in refused(path, "check", path, "--source", SEED)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_byte_order_mark_and_other_line_breaks_are_read(newline, mark, tmp_path):
    """As Windows writes them; lines are counted as an editor counts them."""
    claim = json.dumps({"quote": "设置采样点97个", "value": 97, "unit": "个", "path": "a.txt"}, ensure_ascii=False)
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    path = tmp_path / "claims.jsonl"
    path.write_bytes(f"{mark}{claim}{newline}{claim}{newline}".encode())
    result = call("check", path, "--source", tmp_path / "a.txt", "--json")
    assert [json.loads(row)["verdict"] for row in result.stdout.splitlines()] == ["verified"] * 2
    path.write_bytes(f"{mark}{claim}{newline}[]".encode())
    count = 1 + newline.count("\n")
    assert f"line {count} is not a JSON object" in refused(path, "check", path, "--source", tmp_path / "a.txt")


@pytest.mark.parametrize(
    "report",
    [
        {"document": {"id": 3}, "report": None},
        {"document": {}, "report": []},
        {"document": {}, "report": {"figures": 3}},
        {"document": {}, "report": {"figures": [3]}},
        {"document": {}, "report": "x"},
        {"document": "a.txt"},
    ],
)
def test_a_report_of_another_shape_is_refused_by_its_line(report, tmp_path):
    """Blank lines are counted."""
    path = tmp_path / "reports.jsonl"
    path.write_text("\n\n" + json.dumps(report), encoding="utf-8")
    assert "line 3 is n" in refused(path, "check", path, "--source", SEED)
    assert "line 3 is not a report" in refused(path, "evaluate", ROOT / "fixtures" / "gold", path)


@pytest.mark.parametrize(
    "fields",
    [
        {"value": "十几" * 50},
        {"value": [97]},
        {"value": {"a": 1}},
        {"value": True, "unit": 3},
        {"quote": 97},
        {"quote": None},
        {"value": 10**299},
        {"value": -1e308, "low": 1e308, "high": -1e308},
        {"subject": ["x"]},
        {"path": 3},
        {"path": {"a": [1]}},
        {"path": "../../etc/passwd"},
        {"path": "a\0b.txt"},
    ],
)
def test_a_figure_of_a_wrong_type_costs_its_own_row(fields, tmp_path):
    """The figure after it is checked."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    good = {"quote": "设置采样点97个", "value": 97, "unit": "个", "path": "a.txt"}
    path = tmp_path / "claims.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in (good | fields, good)), encoding="utf-8")
    result = call("check", path, "--source", tmp_path / "a.txt", "--json")
    first, second = (json.loads(row) for row in result.stdout.splitlines())
    assert second["verdict"] == "verified"
    assert first["error"] or first["verdict"] != "verified" or fields in ({"value": True, "unit": 3}, {"quote": None})


@pytest.mark.parametrize(
    "figure",
    [
        {"quote": "x", "value": int("9" * 299)},
        {"quote": "x", "value": 1e308},
        {"quote": "x", "low": -1e308, "high": 1e308},
        {"quote": "x" * 100_000},
        {"quote": "x", "span": [10**30, -1]},
        {"quote": "\x1b[2J\nx", "subject": "\x07"},
    ],
)
def test_a_decision_on_no_figure_is_one_line(figure, out, tmp_path):
    """Its words command no terminal."""
    decision = {"document": "a.txt", "figure": figure, "at": "2026-01-01T00:00:00Z"}
    decisions = [decision | {"action": action} for action in ("accept", "reject", "add")]
    path = tmp_path / "decisions.json"
    content = {"format": "summarizer-decisions", "version": 1, "who": "me", "decisions": decisions}
    path.write_text(json.dumps(content), encoding="utf-8")
    result = call("review", "apply", path, "--out", out)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert [line.startswith("summarizer: a.txt: ") for line in lines] == [True, True, True, False]
    assert not {"\x1b", "\x07"} & set(result.stderr)


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        b"",
        PROMPT.encode("gbk", "replace"),
        PROMPT.replace("variables:", "variables: 3 #").encode(),
        PROMPT.replace("name:", "name: [1] #").encode(),
        b"---\nname: x\nversion: 2021-99-99\nvariables: []\n---\n## user\nx\n",
        b"---\n" + b"[" * 100_000 + b"\n---\n## user\nx\n",
        b"---\nname: x\nversion: 1\nvariables: [[a], {b: c}]\n---\n## user\nx\n",
        PROMPT.replace("$document", "$ document").encode(),
        b"\0" * 1000,
    ],
)
def test_a_prompt_that_is_none_is_refused(content, tmp_path):
    """Before any document is read."""
    path = tmp_path / "prompt.md"
    path.write_bytes(content)
    result = call("run", SEED, "--out", tmp_path / "out", "--prompt", path)
    assert result.exit_code == 2
    [complaint] = result.stderr.splitlines()
    assert str(path) in complaint
    assert not (tmp_path / "out").exists()


def test_a_prompt_with_a_byte_order_mark_and_crlf_is_that_prompt(tmp_path):
    """As Windows saves it: the recordings still fit."""
    path = tmp_path / "prompt.md"
    path.write_bytes(b"\xef\xbb\xbf" + PROMPT.replace("\n", "\r\n").encode())
    replay = ROOT / "fixtures" / "recordings" / "large-llm"
    result = call("run", SEED, "--out", tmp_path / "out", "--prompt", path, "--replay", replay)
    assert result.exit_code == 0, result.output
