"""Figures of tables: each is verified in the words of its row and column, and in no other cell's."""

import pytest
from table_claims import table_cases

from summarizer import check

CASES = table_cases()
PAGE = (
    "全县指标\n主要指标完成情况如下：\n指标\t单位\t数值\t同比（%）\n生产总值\t亿元\t123.4\t5.6\n"
    "固定资产投资\t亿元\t—\t11.2\n粮食产量\t万吨\t12.3\t-1.3\n城镇化率\t%\t65.2\t…\n"
)
UNITS = "全县危房改造\n单位：户、万元\n乡镇\t任务\t投资\n石桥乡\t35\t120\n柳溪镇\t42\t98.5\n"
YEARS = "产量\n单位：吨\n品种\t2021\t2022\n稻谷\t5300\t5400\n茶叶\t300\t310\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_true_cells_are_verified_in_all_words_of_their_labels(case):
    """Row and column in either order, one of them alone, 同比增长 added."""
    assert [(claim, doubts) for claim in case.true_claims() if (doubts := case.doubts(claim))] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cells_told_in_the_words_of_another_cell_are_caught(case):
    """Each with each of its table."""
    assert [claim for _, claim in case.crosswise_claims() if not case.doubts(claim)] == []


def test_a_cell_that_was_read_without_the_unit_of_its_head_is_shown_with_what_it_comes_to():
    """`12.3` of a line in 万吨: the number is there as characters, and not as a value."""
    claim = {"quote": "粮食产量\t万吨\t12.3", "subject": "粮食产量", "value": 12.3, "unit": "吨"}
    (judged,) = check({"figures": [claim]}, PAGE).judgements
    assert (judged.verdict, judged.why) == (
        "unsupported",
        "12.3 does not appear in the document; the quote has 12.3 (123000吨)",
    )


def verdict(source, **figure):
    result = check({"figures": [figure]}, source)
    codes = [finding.code for finding in result.findings if finding.item == "figures/0" and finding.severity == "error"]
    return result.judgements[0].verdict, codes


@pytest.mark.parametrize(
    ("subject", "value", "unit", "expected"),
    [
        ("生产总值", 123.4, "亿元", "verified"),
        ("生产总值增速", 5.6, "%", "verified"),
        ("粮食产量", 12.3, "万吨", "verified"),
        ("粮食产量", 5.6, "%", "misattributed"),
        ("生产总值", 123.4, None, "unsupported"),
        ("城镇化率", 65.2, "%", "verified"),
    ],
)
def test_the_unit_column_is_the_unit(subject, value, unit, expected):
    """And a growth rate is in %."""
    quote = next(line for line in PAGE.split("\n") if str(value) in line)
    assert verdict(PAGE, quote=quote, subject=subject, value=value, unit=unit)[0] == expected


INCOME = (
    "青禾县2023年统计公报\n表2 居民收入情况（单位：元、%）\n指标\t2023年\t2022年\t增长\n"
    "全体居民人均可支配收入\t28640\t26940\t6.3\n城镇居民人均可支配收入\t38200\t36300\t5.2\n"
    "其中：工资性收入\t21000\t19800\t6.1\n农村居民人均可支配收入\t19600\t18100\t8.3\n居民人均消费支出\t18900\t17650\t7.1\n"
)


@pytest.mark.parametrize(
    ("subject", "value", "expected"),
    [
        ("农村居民人均可支配收入", 19600, "verified"),
        ("农村居民收入", 19600, "verified"),
        ("农民人均收入", 19600, "verified"),
        ("居民人均可支配收入", 28640, "verified"),
        ("城镇居民工资性收入", 21000, "verified"),
        ("青禾县居民消费支出", 18900, "verified"),
        ("2023年城镇居民人均可支配收入", 38200, "verified"),
        ("农村居民收入", 38200, "misattributed"),
        ("城镇居民人均收入", 19600, "misattributed"),
        ("人均可支配收入", 18900, "misattributed"),
        ("2023年城镇居民人均可支配收入", 36300, "misattributed"),
    ],
)
def test_a_label_may_be_told_in_short(subject, value, expected):
    """As long as no other row or column explains clearly more of the words."""
    quote = next(line for line in INCOME.split("\n") if str(value) in line)
    assert verdict(INCOME, quote=quote, subject=subject, value=value, unit="元")[0] == expected


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ({"subject": "粮食产量同比", "value": -1.3}, ("verified", [])),
        ({"subject": "粮食产量同比", "value": 1.3, "direction": "decrease"}, ("verified", [])),
        ({"subject": "粮食产量同比下降", "value": 1.3}, ("verified", [])),
        ({"subject": "粮食产量同比增长", "value": 1.3}, ("unsupported", ["unsupported"])),
        ({"subject": "粮食产量同比", "value": -1.3, "direction": "increase"}, ("verified", ["direction_mismatch"])),
        ({"subject": "生产总值同比下降", "value": 5.6}, ("verified", ["direction_mismatch"])),
    ],
)
def test_a_signed_change_and_a_decrease_are_the_same_claim(figure, expected):
    """-1.3 under 同比 is a decrease of 1.3 %, and no increase."""
    quote = "粮食产量 万吨 12.3 -1.3" if figure["value"] in {1.3, -1.3} else "生产总值 亿元 123.4 5.6"
    assert verdict(PAGE, quote=quote, unit="%", **figure) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (35, "户", "verified"),
        (35, "万元", "verified"),
        (35, None, "verified"),
        (35, "吨", "unit_mismatch"),
        (35, "元", "unit_mismatch"),
    ],
)
def test_of_two_units_either_is_accepted(value, unit, expected):
    """单位：户、万元 does not say which column has which."""
    assert verdict(UNITS, quote="石桥乡\t35\t120", subject="石桥乡任务", value=value, unit=unit)[0] == expected


def test_a_head_counts_what_it_names():
    """户数 is told in 户, not in 人 or 万元."""
    page = "各村\n村\t户数\t脱贫对象\n石桥村\t86\t12\n柳溪村\t131\t30\n"
    told = {"quote": "石桥村\t86\t12", "subject": "石桥村户数", "value": 86}
    assert verdict(page, unit="户", **told)[0] == "verified"
    assert verdict(page, unit="人", **told)[0] == "unit_mismatch"
    assert verdict(page, quote="石桥村\t86\t12", subject="石桥村脱贫对象", value=12, unit="人")[0] == "verified"
    assert verdict(page, quote="石桥村\t86\t12", subject="石桥村脱贫对象", value=12, unit="公顷")[0] == "unit_mismatch"


@pytest.mark.parametrize(
    "quote",
    [
        "柳溪镇 | 131 | 402",
        "| 柳溪镇 | 131 | 402 |",
        "柳溪镇131402",
        "柳溪镇\t131",
        "131",
        "东区 | 柳溪镇 | 131 | 402",
        "东区 | 石桥乡 | 86 | 240\n东区 | 柳溪镇 | 131 | 402",
    ],
)
def test_a_quote_of_a_row_may_have_other_marks_between_cells(quote):
    """Tabs, pipes, blanks, or a cell of several rows that the row does not repeat."""
    page = (
        "<p>情况</p><table><tr><th>片区</th><th>乡镇</th><th>户数</th><th>人数</th></tr>"
        "<tr><td rowspan=2>东区</td><td>石桥乡</td><td>86</td><td>240</td></tr>"
        "<tr><td>柳溪镇</td><td>131</td><td>402</td></tr></table><p>完成。</p>"
    )
    assert verdict(page, quote=quote, subject="柳溪镇户数", value=131)[0] == "verified"


def test_equal_values_of_two_cells_are_told_apart_by_the_subject():
    """12 households and 12 people."""
    page = "各村\n村\t户数\t人数\n石桥村\t12\t12\n柳溪村\t30\t12\n"
    claims = [
        {"quote": "12", "subject": f"{row}{column}", "value": 12}
        for row, column in (("柳溪村", "人数"), ("石桥村", "户数"), ("石桥村", "人数"))
    ]
    result = check({"figures": claims}, page)
    assert [
        (judged.verdict, judged.mention.table.row, judged.mention.table.column) for judged in result.judgements
    ] == [
        ("verified", "柳溪村", "人数"),
        ("verified", "石桥村", "户数"),
        ("verified", "石桥村", "人数"),
    ]
    assert result.ledger.reported == 3
    assert result.ledger.missed == 1


@pytest.mark.parametrize(("period", "wrong"), [("2021年", False), ("2022年", True)])
def test_a_years_column_dates_its_numbers(period, wrong):
    """The value of 2021 told of 2022 is an error, in the period as in the subject."""
    codes = verdict(YEARS, quote="稻谷\t5300\t5400", subject="稻谷", value=5300, unit="吨", period=period)[1]
    assert codes == ["period_mismatch"] * wrong
    claimed = verdict(YEARS, quote="稻谷\t5300\t5400", subject=f"{period}稻谷产量", value=5300, unit="吨")[0]
    assert claimed == ("misattributed" if wrong else "verified")


def test_the_delivered_figure_has_its_place_in_the_table():
    """Row, column and head; units only where the table leaves them open."""
    result = check({"figures": [{"quote": "石桥乡 35", "subject": "石桥乡任务", "value": 35, "unit": "户"}]}, UNITS)
    assert result.report.figures[0].table == {
        "row": "石桥乡",
        "column": "任务",
        "head": "全县危房改造 单位：户、万元",
        "units": ["户", "万元"],
    }
    assert [figure.table["row"] for figure in result.report.figures] == ["石桥乡", "石桥乡", "柳溪镇", "柳溪镇"]
