"""The facts: a row for each figure with all that a question needs, and a question that a pivot of the workbook answers."""

import csv
import json
from collections import defaultdict
from contextlib import closing
from datetime import date

import openpyxl
import pytest
from counties import PAGES, finished_county_store
from handmade import figure, outcome, store

from summarizer.checking.fact_columns import Fact, fact_columns
from summarizer.delivering.exporting.exporter import export
from summarizer.delivering.exporting.source_columns import LONGEST, MOST
from summarizer.running.store.store import Store


@pytest.fixture(scope="module")
def counties(tmp_path_factory):
    return finished_county_store(tmp_path_factory.mktemp("counties"))


def facts_of(out):
    with Store.read(out) as opened:
        return list(opened.facts())


def sheet(path, name):
    """The cells of a sheet, and its rows by the heads of the columns."""
    with closing(openpyxl.load_workbook(path)) as book:
        cells = book[name]
    heads = [cell.value for cell in cells[1]]
    return cells, [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in cells.iter_rows(min_row=2)]


def pivot(rows, *, filters, row, column, value):
    """What a pivot table shows: sums by row and column of the rows that the filters leave."""
    sums = defaultdict(lambda: defaultdict(int))
    for cells in rows:
        if all(cells[name] == wanted for name, wanted in filters.items()):
            sums[cells[row]][cells[column]] += cells[value]
    return {name: dict(found) for name, found in sums.items()}


def test_a_pivot_of_the_workbook_answers_how_many_counties_set_up_teams(counties, tmp_path):
    """How many counties set up 党员先锋队 in 2023, how many teams, with how many people: no copy, no other year."""
    export(counties, ["xlsx"], tmp_path)
    _, rows = sheet(tmp_path / "tables.xlsx", "facts")
    filters = {"counts": True, "year": 2023, "measure": "党员先锋队", "figure_status": "actual", "aspect": "amount"}
    found = pivot(rows, filters=filters, row="county", column="subject", value="value")
    asked = [page for page in PAGES if page.published.startswith("2023") and not page.copy]
    assert found == {page.county: {"党员先锋队": page.teams, "队员": page.people} for page in asked}
    assert len(found) == 4
    assert sum(county["队员"] for county in found.values()) == 1200 + 245 + 1500 + 87


def test_the_workbook_begins_with_a_sheet_to_pivot(counties, tmp_path):
    """Facts come first, with frozen heads and filters over all columns, each head once, dates as dates."""
    export(counties, ["xlsx"], tmp_path)
    cells, rows = sheet(tmp_path / "tables.xlsx", "facts")
    with closing(openpyxl.load_workbook(tmp_path / "tables.xlsx")) as book:
        assert book.sheetnames[:2] == ["facts", "series"]
    assert cells.freeze_panes == "D2"
    assert cells.auto_filter.ref == cells.dimensions
    assert len({name.lower() for name in rows[0]}) == cells.max_column
    assert rows[0]["published"].date() == date(2023, 3, 1)
    assert rows[0]["as_written"] == "85支"


@pytest.mark.parametrize(
    ("numbers", "form"),
    [("plain", "#,##0"), ("wan", '[>=10000]0\\.0,"万"'), ("yi", '[>=100000000]0\\.00,,"亿"')],
)
def test_large_numbers_are_shown_in_wan_or_yi_and_stay_what_they_are(numbers, form, counties, tmp_path):
    """The value is the same in each form of the workbook."""
    export(counties, ["xlsx"], tmp_path, numbers=numbers)
    cells, rows = sheet(tmp_path / "tables.xlsx", "facts")
    column = list(rows[0]).index("value")
    found = next(row[column] for row in cells.iter_rows(min_row=2) if row[column].value == 126380000)
    assert found.number_format.startswith(form)


def test_a_chinese_workbook_has_chinese_heads_sheets_and_codes(counties, tmp_path):
    """Values are the same; a CSV for programs keeps the names of its columns."""
    export(counties, ["xlsx", "csv"], tmp_path, language="zh")
    cells, rows = sheet(tmp_path / "tables.xlsx", "数据总表")
    assert [cell.value for cell in cells[1]][:7] == ["省级", "地级", "县级", "乡级", "区划代码", "地点", "年份"]
    assert (rows[0]["事实状态"], rows[0]["措施种类"], rows[0]["核查结论"]) == ("已成事实", "队伍组织", "已核实")
    assert rows[0]["数值"] == 85
    with (tmp_path / "facts.csv").open(encoding="utf-8") as file:
        assert file.readline().startswith("province,city,county,")
    export(counties, ["csv"], tmp_path, language="zh", bom=True)
    with (tmp_path / "facts.csv").open(encoding="utf-8-sig") as file:
        assert file.readline().startswith("省级,地级,县级,")


def test_heads_are_unique_in_both_languages():
    """Excel and SQL know a column by its head, whatever the case."""
    for names in ([name for name, _, _ in fact_columns()], [column.chinese for _, _, column in fact_columns()]):
        assert len({name.lower() for name in names}) == len(names) == len(Fact._fields)


def test_facts_are_typed(counties):
    """Places with codes, days as dates, numbers as numbers."""
    first = facts_of(counties)[0]
    assert (first.province, first.city, first.county, first.adcode) == ("甘肃省", "酒泉市", "玉门市", "620981")
    assert (first.year, first.published, first.period_end) == (2023, date(2023, 3, 1), date(2023, 3, 1))
    assert (first.value, first.unit, first.counts) == (85, "支", True)
    assert (first.measure, first.measure_kind, first.actor) == ("党员先锋队", "body", "玉门市")
    assert (first.document, first.number, first.url) == ("0.txt", 0, "https://www.example.org/news/0.html?栏目=要闻")


def test_figures_of_a_copy_do_not_count(counties):
    """They are delivered, and name the original."""
    copied = [fact for fact in facts_of(counties) if fact.duplicate_of]
    assert {(fact.document, fact.duplicate_of, fact.counts) for fact in copied} == {("1.txt", "0.txt", False)}
    assert len(copied) == 3


def test_what_the_document_does_not_bear_out_or_states_twice_does_not_count(tmp_path):
    """A made-up figure, one with another unit, and the same statement told again."""
    article = "某县要闻\n某县设置采样点97个。会后了解到，全县设置采样点97个，培训人员30名。\n"
    figures = [
        figure("某县设置采样点97个", "采样点", 97, "个"),
        figure("全县设置采样点97个", "采样点", 97, "个"),
        figure("培训人员30名", "人员", 30, "户"),
        figure("培训人员30名", "人员", 41, "名"),
    ]
    facts = facts_of(store(tmp_path / "out", outcome(article=article, figures=figures, measures=[])))
    assert [(fact.value, fact.unit, fact.counts) for fact in facts] == [
        (97, "个", True),
        (97, "个", False),
        (30, "户", False),
        (41, "名", False),
        (30, "名", True),
    ]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2023年", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023年1月至10月", date(2023, 1, 1), date(2023, 10, 31)),
        ("自2022年3月17日以来", date(2022, 3, 17), None),
    ],
)
def test_a_period_is_its_first_and_last_day(words, first, last, tmp_path):
    """A month and a year end with their last day; an open side is empty."""
    article = f"某县要闻\n{words}，某县新建粮仓12座。\n"
    figures = [figure("新建粮仓12座", "粮仓", 12, "座")]
    [fact] = facts_of(store(tmp_path / "out", outcome(article=article, figures=figures, measures=[])))
    assert (fact.period_start, fact.period_end, fact.year) == (first, last, (last or first).year)


def test_columns_of_the_input_are_columns_of_their_own(counties, tmp_path):
    """After the others; those that repeat title or address are left out."""
    export(counties, ["csv"], tmp_path)
    for table in ("facts", "documents"):
        with (tmp_path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            first = next(csv.DictReader(file))
        assert first["来源"] == "玉门市融媒体中心"
        assert first["阅读量"] == "1000"
        assert not {"标题", "链接"} & {*first}
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    types = {field["name"]: field["type"] for field in package["resources"][0]["schema"]["fields"]}
    assert (types["来源"], types["阅读量"]) == ("string", "number")


def test_columns_of_the_input_keep_apart_and_within_bounds(tmp_path):
    """Names that a table has already get a number; long texts and more than a sheet takes stay in documents.columns."""
    many = {f"列{number}": number for number in range(3 * MOST)}
    pages = [
        outcome("a.txt", columns={"Value": "x", "value ": "y", "html": "字" * (LONGEST + 1)}),
        outcome("b.txt", columns={"Value": "z", **many}),
    ]
    export(store(tmp_path / "out", *pages), ["csv"], tmp_path)
    with (tmp_path / "facts.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    own = [name for name in first if name not in Fact._fields]
    assert len(own) == MOST
    assert "html" not in own
    assert (first["Value (2)"], first["value (3)"]) == ("x", "y")
