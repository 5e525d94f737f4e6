"""What people read of a run in Chinese: workbook, Markdown, viewer; what programs read stays as it is."""

import json
import re

import openpyxl
import pytest
from handmade import outcome, store
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


def column(sheet, head):
    heads = [cell.value for cell in sheet[1]]
    return [row[heads.index(head)].value for row in sheet.iter_rows(min_row=2)]


def test_the_workbooks_heads_sheets_and_codes_are_chinese(book):
    """Each head is the one that the table declares; verdicts, states and kinds have their names."""
    sheets = {table.name: messages("zh")[f"sheet_{table.name}"] for table in TABLES}
    for table in TABLES:
        assert [cell.value for cell in book[0][sheets[table.name]][1]] == [column.chinese for column in table.columns]
    assert set(column(book[0]["文档"], "状态")) == {"存疑", "失败"}
    assert {"已核实", "原文没有这个数"} <= set(column(book[0]["数据"], "核查结论"))
    assert set(column(book[0]["问题"], "严重程度")) <= {"错误", "警告", "说明"}


def test_what_containers_state_has_chinese_heads(tmp_path):
    """When a page was fetched or a mail sent; the columns of a table keep their names, and no two heads are equal."""
    stated = {"fetched": "2023-07-01T08:00:00Z", "sent": "2023-07-02", "Date": "3", "阅读量": 4, "发送时间": "5"}
    out = store(tmp_path / "out", outcome(columns=stated))
    export(out, ["xlsx"], tmp_path, language="zh")
    heads = [cell.value for cell in openpyxl.load_workbook(tmp_path / "tables.xlsx")["数据总表"][1]]
    assert sorted(heads[-5:]) == sorted(["抓取时间", "发送时间", "Date", "阅读量", "发送时间 (2)"])


def test_the_workbooks_findings_are_said_in_chinese(book):
    """By code and parameters, as the viewer says them."""
    said = column(book[0]["问题"], "说明")
    assert said
    assert all(re.search("[\u4e00-\u9fff]", sentence) for sentence in said)
    assert not any(re.search(r"\b(the|of|not|is)\b", sentence) for sentence in said)


def test_what_has_to_be_looked_at_is_coloured_by_its_chinese_name(book):
    """The rules of colour compare what the cells say."""
    rules = [rule.formula[0] for area in book[0]["数据"].conditional_formatting for rule in area.rules]
    assert any('"原文没有这个数"' in rule for rule in rules)
    assert not any("unsupported" in rule for rule in rules)


def test_links_lead_to_the_chinese_sheets(book):
    """A document's id leads to its row."""
    targets = {
        cell.hyperlink.location for row in book[0]["数据"].iter_rows(min_row=2) for cell in row if cell.hyperlink
    }
    assert targets
    assert all(target.startswith(("'文档'!", "'数据'!", "文档!", "数据!")) for target in targets)


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
