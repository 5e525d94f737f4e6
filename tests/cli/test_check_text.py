"""`summarizer check --text`: what people see of a text beside its sources, what programs get, and the exit status."""

import io
import json
import sys
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner
from viewing import outcome, save

from summarizer.cli import app

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "text_check.json").read_text(encoding="utf-8"))
RELEASE = "青禾县增设采样点97个，转移群众1.2万余人，改造管网120公里。\n青禾县投资3亿元。"
TRUE = "青禾县增设采样点97个，改造管网120公里。"
FALSE = "青禾县增设采样点97个，转移群众1.3万人，改造管网130公里，建桥5座。"
EMPTY = {"points": [], "measures": [], "slogans": [], "figures": []}


def check(*arguments, **options):
    return CliRunner().invoke(app, ["check", *map(str, arguments)], **options)


def lines(result):
    made = [json.loads(line) for line in result.stdout.splitlines()]
    for line in made:
        jsonschema.validate(line, SCHEMA)
    return made


@pytest.fixture
def folder(tmp_path):
    """A release, and a true and a false text about it."""
    for name, words in (("release.txt", RELEASE), ("true.txt", TRUE), ("false.md", FALSE)):
        (tmp_path / name).write_text(words, encoding="utf-8")
    return tmp_path


def test_a_text_is_shown_with_marks_and_what_the_source_says(folder):
    """Its numbers marked, a row for each that the source does not state so, and the counts."""
    result = check("--text", folder / "false.md", "--source", folder / "release.txt")
    assert result.exit_code == 0
    assert "采样点97个，转移群众1.3万人✗，改造管网130公里✗，建桥5座" in result.stdout
    assert "false.md  against release.txt" in result.stdout
    rows = [line for line in result.stdout.splitlines() if line.startswith("130公里")]
    assert rows[0].split(maxsplit=3)[1:3] == ["✗", "contradicted"]
    assert "120公里" in rows[0]
    assert result.stdout.splitlines()[-1].startswith("4 numbers: 1 supported, ")


def test_a_check_is_shown_in_chinese(folder):
    """Heads, verdicts, reasons and counts; what lies outside the article of a page too."""
    call = CliRunner().invoke
    given = ("--text", folder / "false.md", "--source", folder / "release.txt")
    shown = call(app, ["--lang", "zh", "check", *map(str, given)]).stdout.splitlines()
    assert shown[0] == "false.md  对照 release.txt"
    assert "数字 结论 原文的说法" in [" ".join(line.split()) for line in shown]
    assert "130公里 ✗ 与原文矛盾 原文说的是 120公里，不是 130公里" in [" ".join(line.split()) for line in shown]
    assert shown[-1].startswith("共 4 个数：与原文一致 1、与原文矛盾 ")
    page = folder / "page.html"
    page.write_text(f"<nav><a href='/'>专题 12</a></nav><p>{TRUE}</p><p>{RELEASE}</p>", encoding="utf-8")
    counts = call(app, ["--lang", "zh", "check", "--text", str(page), "--source", str(page)]).stdout.splitlines()[-1]
    assert counts.endswith("；正文之外未核对：导航 1")


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [("true.txt", ("--fail-on", "flagged"), 0), ("false.md", ("--fail-on", "flagged"), 3), ("false.md", (), 0)],
)
def test_a_flagged_text_can_fail_a_job(folder, text, options, status):
    """With --fail-on flagged the exit status is 3."""
    assert check("--text", folder / text, "--source", folder / "release.txt", *options).exit_code == status


def test_a_line_of_json_is_as_its_schema_says(folder):
    """Spans lead to the characters of text and source."""
    [line] = lines(check("--text", folder / "false.md", "--source", folder / "release.txt", "--json"))
    assert line["id"] == "false.md"
    assert line["flagged"]
    wrong = next(each for each in line["judgements"] if each["surface"] == "130公里")
    assert FALSE[wrong["start"] : wrong["end"]] == "130公里"
    assert RELEASE[slice(*wrong["source_span"])] == wrong["source_surface"] == "120公里"
    assert line["sources"][wrong["source"]]["id"] == "release.txt"


def test_the_text_can_come_from_standard_input(folder, monkeypatch):
    """As the answer of another program."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FALSE.encode()), encoding="utf-8"))
    [line] = lines(check("--text", "-", "--source", folder / "release.txt", "--json", input=FALSE.encode()))
    assert (line["id"], line["flagged"]) == ("stdin", True)


def test_several_sources_can_be_given_as_a_shell_expands_them(folder):
    """`--source pages/*.txt` is one value and arguments; each number names the source that it rests on."""
    (folder / "more.txt").write_text("青禾县建桥5座。", encoding="utf-8")
    [line] = lines(
        check("--text", folder / "false.md", "--source", folder / "release.txt", folder / "more.txt", "--json")
    )
    bridges = line["judgements"][-1]
    assert bridges["verdict"] == "supported"
    assert line["sources"][bridges["source"]]["id"] == "more.txt"
    shown = check("--text", folder / "false.md", "--source", folder / "release.txt", folder / "more.txt").stdout
    assert "release.txt: " in shown


def test_a_batch_has_a_text_and_its_source_in_each_row(folder):
    """By a file beside the table, or in its own words; columns of other names can be named; a bad row costs itself."""
    rows = [
        {"id": "a", "summary": TRUE, "of": "release.txt"},
        {"id": "b", "summary": FALSE, "of": RELEASE},
        {"id": "c", "summary": FALSE, "of": "../release.txt"},
        {"id": "d", "summary": TRUE, "of": ["missing.txt"]},
    ]
    table = folder / "batch.jsonl"
    table.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    options = ("--text", table, "--text-column", "summary", "--source-column", "of")
    result = check(*options, "--json", "--fail-on", "flagged")
    assert result.exit_code == 1
    found = [(line["id"], line["flagged"], line["error"] and line["error"]["code"]) for line in lines(result)]
    assert found == [("a", False, None), ("b", True, None), ("c", False, "bad_row"), ("d", False, "not_found")]
    shown = check(*options)
    assert "4 texts: 1 without a flag, 1 flagged, 2 failed." in shown.stdout
    assert shown.stdout.startswith("b  against b#of\n")
    assert len(shown.stderr.splitlines()) == 2


def test_a_run_is_a_source_without_its_files(folder):
    """`--source OUT` reads the texts that the store keeps."""
    out = save(folder / "out", [outcome("release.txt", RELEASE, EMPTY)])
    [line] = lines(check("--text", folder / "false.md", "--source", out, "--json"))
    assert line["sources"][0]["path"] == str(out / "run.sqlite")
    assert [each["verdict"] for each in line["judgements"]][:2] == ["supported", "contradicted"]


def test_a_source_that_cannot_be_read_is_told_and_the_status_is_1(folder):
    """The other one is used."""
    (folder / "empty.txt").write_bytes(b"")
    result = check("--text", folder / "true.txt", "--source", folder / "release.txt", "--source", folder / "empty.txt")
    assert result.exit_code == 1
    assert result.stderr.startswith("summarizer: empty.txt: empty")
    assert "2 numbers: 2 supported" in result.stdout


def test_a_page_can_be_written_beside_what_is_printed(folder):
    """Its path goes to stderr, and what stdout has stays as it is."""
    given = ("--text", folder / "false.md", "--source", folder / "release.txt", "--json")
    result = check(*given, "--output", folder / "page.html")
    assert result.stdout == check(*given).stdout
    assert "page.html" in result.stderr
    assert (folder / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--text", "true.txt"), "--source"),
        (("--text", "none.txt", "--source", "release.txt"), "none.txt"),
        (("--text", "true.txt", "--source", "none.txt"), "none.txt"),
        (("--text", "-", "--source", "-"), "not both"),
        (("--text", "true.txt", "--source", "release.txt", "-o", "no/such/page.html"), "page.html"),
        (("true.txt", "--source", "release.txt", "-o", "page.html"), "--text"),
        ((), "--text"),
    ],
)
def test_what_can_not_be_done_is_one_line_with_status_2(folder, monkeypatch, arguments, words):
    """It says what to change."""
    monkeypatch.chdir(folder)
    result = check(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_what_a_text_says_commands_no_terminal(folder):
    """Escapes of texts and sources are shown as signs."""
    (folder / "evil.txt").write_text("青禾县\x1b[31m转移群众1.3万人\u202e。", encoding="utf-8")
    result = check("--text", folder / "evil.txt", "--source", folder / "release.txt")
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
