"""What people read of a run in Chinese: workbook, Markdown, viewer; what programs read stays as it is."""

import json
import re

import openpyxl
import pytest
from typer.testing import CliRunner
from viewing import doubted_outcomes, save, unread

from summarizer.cli import app
from summarizer.delivering.exporting.exporter import export
from summarizer.delivering.exporting.tables import TABLES
from summarizer.delivering.viewer.page import page
from summarizer.resources import messages
from summarizer.running.store.store import Store


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """A run of five doubted documents and one that could not be read."""
    return save(tmp_path_factory.mktemp("out"), [*doubted_outcomes(), unread("e.txt", "empty", "e.txt is empty")])


@pytest.fixture(scope="module")
def book(out, tmp_path_factory):
    folder = tmp_path_factory.mktemp("zh")
    export(out, ["xlsx", "md"], folder, language="zh")
    return openpyxl.load_workbook(folder / "tables.xlsx"), (folder / "reports.md").read_text(encoding="utf-8")


def said_by(table):
    """The sentences of the findings, wherever the workbook has their sheet."""
    number = [declared.name for declared in TABLES].index("findings")
    place = TABLES[number].names.index("message")
    return [row[place].value for row in table.worksheets[number].iter_rows(min_row=2)]


def test_the_workbooks_heads_are_chinese(book):
    """Those that each table declares."""
    for declared, sheet in zip(TABLES, book[0].worksheets, strict=False):
        assert [cell.value for cell in sheet[1]] == [column.chinese for column in declared.columns]


def test_the_workbooks_findings_are_said_in_chinese(book):
    """By code and parameters, as the viewer says them."""
    said = said_by(book[0])
    assert said
    assert all(re.search("[\u4e00-\u9fff]", sentence) for sentence in said)
    assert not any(re.search(r"\b(the|of|not|is)\b", sentence) for sentence in said)


def test_markdown_is_chinese(book):
    """Heads, statuses, verdicts, findings."""
    assert book[1].startswith("# 报告\n")
    assert "| 结论 | 数据 | 所指 | 原文 |" in book[1]
    assert "：**存疑**" in book[1]
    assert not re.search(r"\b(verdict|Region|Measures|published|flagged)\b", book[1])


def test_files_for_programs_are_the_same_in_both_languages(out, tmp_path):
    """CSV, SQLite and JSON Lines keep names, codes and English sentences."""
    made = [export(out, ["csv", "jsonl"], tmp_path / language, language=language) for language in ("en", "zh")]
    assert [[path.read_bytes() for path in paths] for paths in made[:1]] == [
        [path.read_bytes() for path in paths] for paths in made[1:]
    ]


@pytest.mark.parametrize(
    ("options", "locale", "start"),
    [
        (["--lang", "zh"], "en_US.UTF-8", "zh"),
        ([], "zh_CN.UTF-8", "zh"),
        (["--lang", "en"], "zh_CN.UTF-8", "en"),
        ([], "C.UTF-8", None),
    ],
)
def test_the_viewer_begins_in_the_language_that_was_asked_for(options, locale, start, out, tmp_path):
    """Without one, the browser chooses."""
    path = tmp_path / "view.html"
    clean = {"LC_ALL": None, "LC_MESSAGES": None, "LANG": locale}
    assert CliRunner().invoke(app, ["view", str(out), "-o", str(path), *options], env=clean).exit_code == 0
    assert f'"language":{json.dumps(start)}' in path.read_text(encoding="utf-8")


def test_a_failure_has_what_its_chinese_sentence_needs(out):
    """The page has the parameters, and the sentences of failures."""
    with Store.read(out) as store:
        html = page(store).html
    assert messages("zh")["empty"] in html
    assert messages("zh")["usage.missing_command"] not in html
