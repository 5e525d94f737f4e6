"""Tables: for each number its row, column, unit and value; heads, labels and empty cells are no figures."""

import pytest
from table_claims import table_cases

from summarizer.models import Document
from summarizer.resources import table
from summarizer.scanning.scanner import scan_document
from summarizer.scanning.tables.cell_words import says
from summarizer.scanning.tables.head_units import units_stated, without_units

CASES = table_cases()


def scanned(raw):
    return scan_document(Document("page", "page", raw))


def figures(raw):
    """Row, column, value, unit and direction of each figure in a table."""
    found = [mention for mention in scanned(raw).mentions if mention.table and mention.role == "figure"]
    return [(m.table.row, m.table.column, m.value, m.unit, m.table.direction) for m in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_cell_has_its_row_column_value_and_unit(case):
    """No figure more, none less, in seventeen tables of all kinds."""
    found = [
        (m.table.row or "", m.table.column or "", m.surface, m.value, m.unit or open_units(m)) for m in case.figures
    ]
    assert found == [tuple(cell) for cell in case.expected]


def open_units(mention):
    return "|".join(unit.written for unit in mention.table.units) + "?" * bool(mention.table.units)


@pytest.mark.parametrize("row", table("tables"), ids=lambda row: row[2])
def test_the_words_of_heads_match_their_examples(row):
    """Each row of the table of head words has an example that it matches."""
    assert says(row[0], row[2].replace("（", "(").replace("）", ")").replace("：", ":").replace("—", "-"))


@pytest.mark.parametrize(
    ("head", "stated", "plain"),
    [
        ("投资额（万元）", [("元", 10_000)], "投资额"),
        ("耕地面积/千公顷", [("公顷", 1000)], "耕地面积"),
        ("投资额，人民币万元", [("元", 10_000)], "投资额"),
        ("比上年±%", [("%", 1)], "比上年"),
        ("补助标准（元/人）", [("元/人", 1)], "补助标准"),
        ("单位：户、万元", [("户", 1), ("元", 10_000)], ""),
        ("表1 情况（单位：亿元、%）", [("元", 100_000_000), ("%", 1)], "表1 情况"),
        ("地区生产总值（GDP）", [], "地区生产总值（GDP）"),
        ("各县（市、区）", [], "各县（市、区）"),
        ("收入/支出", [], "收入/支出"),
    ],
)
def test_the_units_that_a_head_states(head, stated, plain):
    """In brackets, after a mark, as the last sign; and the head without them."""
    assert [(unit.unit, unit.factor) for unit in units_stated(head)] == stated
    assert without_units(head) == plain


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("communique", "表1 2023年主要经济指标"),
        ("two_units", "全县危房改造完成情况 单位：户、万元"),
        ("budget", "2024年一般公共预算收支情况如下 单位：万元"),
        ("merged_rows", "2023年学校基本情况（单位：人）"),
        ("layout", None),
    ],
)
def test_the_words_above_a_table_are_its_head(name, head):
    """A caption, the unit, the end of a sentence that leads to it; but no paragraph."""
    case = next(case for case in CASES if case.name == name)
    assert {mention.table.head for mention in case.figures} == {head}


def test_numbers_of_rows_are_ordinals_and_codes_names():
    """序号, 排名, 电话: never figures, and never what is counted."""
    page = "名单\n序号\t乡镇\t户数\t排名\t联系电话\n1\t石桥乡\t86\t2\t13800001111\n2\t柳溪镇\t131\t1\t13800002222\n"
    assert figures(page) == [("石桥乡", "户数", 86, None, None), ("柳溪镇", "户数", 131, None, None)]
    assert [m.role for m in scanned(page).mentions if m.surface in {"1", "2"}] == ["ordinal"] * 4
    assert [m.role for m in scanned(page).mentions if m.surface.startswith("138")] == ["name"] * 2


def test_heads_and_labels_hold_no_figures():
    """户数 and （万元） are no numbers, 60岁以上 and 500万元以上 name what is counted."""
    page = "人口\n年龄\t户数\t500万元以上项目（万元）\n60岁以上\t12\t3\n60岁以下\t20\t5\n"
    assert [m.value for m in scanned(page).mentions if m.role == "figure"] == [12, 30000, 20, 50000]
    assert {m.role for m in scanned(page).mentions if "岁" in m.surface or "以上" in m.surface} == {"name"}


def test_years_in_heads_and_labels_are_dates():
    """A bare 2021 above or before numbers; in a column of counts 2021 is a count."""
    page = "产量\n品种\t2021\t2022\n稻谷\t2023\t310\n"
    scan = scanned(page)
    assert [date.iso for date in scan.dates] == ["2021", "2022"]
    assert [(m.value, m.role) for m in scan.mentions] == [
        (None, "date"),
        (None, "date"),
        (2023, "figure"),
        (310, "figure"),
    ]


@pytest.mark.parametrize("nothing", ["—", "——", "-", "…", "/", "", "无"])
def test_an_empty_cell_is_nothing_and_no_sign_of_its_neighbour(nothing):
    """固定资产投资 亿元 — 11.2."""
    page = f"指标\n指标\t单位\t数值\t同比（%）\n生产总值\t亿元\t5\t3\n固定资产投资\t亿元\t{nothing}\t11.2\n"
    assert figures(page)[2:] == [("固定资产投资", "同比（%）", 11.2, "%", "increase")]


@pytest.mark.parametrize(
    ("head", "cell", "value", "direction"),
    [
        ("同比增长（%）", "-1.3", -1.3, "decrease"),
        ("同比增长（%）", "−1.3", -1.3, "decrease"),
        ("同比±%", "1.3", 1.3, "increase"),
        ("同比降幅（%）", "1.3", 1.3, "decrease"),
        ("同比（%）", "↓1.3", 1.3, "decrease"),
        ("比重（%）", "1.3", 1.3, None),
    ],
)
def test_the_sign_of_a_change_is_its_direction(head, cell, value, direction):
    """The value stays as it is written."""
    assert figures(f"指标\n指标\t{head}\n产量\t{cell}\n产值\t2\n")[0] == ("产量", head, value, "%", direction)


def test_a_cells_own_unit_comes_before_that_of_its_head():
    """And a qualifier or a range in a cell is read."""
    page = "岗位\n岗位\t月薪（元）\t面积（亩）\n社工\t约1.2万元\t3-5\n司机\t4500\t2公顷\n"
    assert [(m.value, m.low, m.high, m.unit) for m in scanned(page).mentions if m.table] == [
        (12000, 11000, 13000, "元"),
        (None, 3, 5, "亩"),
        (4500, 4500, 4500, "元"),
        (2, 2, 2, "公顷"),
    ]


def test_words_in_a_cell_are_read_as_a_text_of_their_own():
    """Their numbers keep their nouns, and have row and column."""
    page = "进展\n时间\t内容\n5月1日\t转移群众300人，投入资金12万元。\n5月2日\t恢复供电1200户。\n"
    scan = scanned(page)
    found = [(m.noun, m.value, m.table.row, m.table.column) for m in scan.mentions if m.role == "figure"]
    assert found == [
        ("群众", 300, "5月1日", "内容"),
        ("资金", 120000, "5月1日", "内容"),
        ("恢复供电", 1200, "5月2日", "内容"),
    ]


def test_numbers_of_two_cells_never_join():
    """12 and 345 in neighbouring cells, 1, at the end of a row and 234 in the next."""
    page = "甲\n乡镇\t户数\t人数\n石桥乡\t12\t345\n柳溪镇\t1\t234\n"
    assert [value for _, _, value, _, _ in figures(page)] == [12, 345, 1, 234]


def test_a_table_does_not_change_what_is_read_around_it():
    """The sentences before and after are read as without it."""
    before, after = "全县投资12亿元，新建学校3所。", "全年转移群众300人。"
    page = f"{before}\n乡镇\t户数\n石桥乡\t86\n柳溪镇\t131\n{after}"
    alone = [(m.surface, m.value, m.noun) for m in scanned(f"{before}\n{after}").mentions]
    assert [(m.surface, m.value, m.noun) for m in scanned(page).mentions if not m.table] == alone
