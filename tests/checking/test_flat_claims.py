"""Claims of numbers in rows whose cells blanks alone part."""

import pytest

from summarizer.checking.checker import check
from summarizer.checking.draft import Draft, DraftFigure, DraftPoint
from summarizer.models import Document
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.scanner import scan_document

FLAT = (
    "发布时间：2024-01-20 某县2023年12月主要指标 指标 单位 本月 累计 增长(%) 一、工业总产值亿元12.5 98.2 6.4 "
    "二、项目投资亿元 -9.1 三、货运量万吨 7.1 77.1 -1.8"
)
GROUPED = "人數 甲邨 乙邨\n1 45 764 77 3 307\n2 8 120 15 1 402\n"


def checked(text, *figures, point=None):
    points = [DraftPoint(text=point, measures=[])] if point else []
    draft = Draft(points=points, measures=[], slogans=[], figures=[DraftFigure(**figure) for figure in figures])
    return check(draft, Analysis(scan_document(Document("d", "d.txt", text))))


def codes(result, severity):
    return {finding.code for finding in result.findings if finding.severity == severity and finding.code != "missed"}


@pytest.mark.parametrize(
    "figure",
    [
        {"subject": "工业总产值", "value": 98.2, "unit": "亿元", "quote": "工业总产值亿元12.5 98.2 6.4"},
        {"subject": "工业总产值", "value": 9820000000, "unit": "元", "quote": "工业总产值亿元12.5 98.2 6.4"},
        {"subject": "工业总产值", "value": 6.4, "unit": "%", "direction": "increase", "period": "2023年"}
        | {"quote": "一、工业总产值亿元12.5 98.2 6.4"},
        {"subject": "项目投资", "value": 9.1, "unit": "%", "direction": "decrease", "quote": "项目投资亿元 -9.1"},
        {"subject": "货运量", "value": 1.8, "unit": "%", "direction": "decrease", "quote": "货运量万吨 7.1 77.1 -1.8"},
    ],
)
def test_a_flat_row_supports_its_numbers(figure):
    """Levels with the scale of their unit, a change with or without its sign, the time of the title."""
    result = checked(FLAT, figure)
    assert result.report.figures[0].verdict == "verified"
    assert not codes(result, "error")


@pytest.mark.parametrize(
    "figure",
    [
        {"subject": "工业总产值", "value": 98.2, "unit": "元", "quote": "工业总产值亿元12.5 98.2 6.4"},
        {"subject": "货运量", "value": 9820000000, "unit": "元", "quote": "工业总产值亿元12.5 98.2 6.4"},
        {"subject": "货运量", "value": 1.8, "unit": "%", "direction": "increase", "quote": "货运量万吨 7.1 77.1 -1.8"},
        {"subject": "货运量", "value": 771000, "unit": "元", "quote": "货运量万吨 7.1 77.1 -1.8"},
    ],
)
def test_a_flat_row_contradicts_what_it_does_not_state(figure):
    """A level without its scale, another row's subject, the sign turned, another unit."""
    assert codes(checked(FLAT, figure), "error") or checked(FLAT, figure).report.figures[0].verdict != "verified"


def test_a_point_tells_a_signed_change_as_a_decrease():
    """-1.8 is 下降1.8%, and no 上升."""
    assert not codes(checked(FLAT, point="货运量下降1.8%。"), "error")
    assert codes(checked(FLAT, point="货运量上升1.8%。"), "error")


@pytest.mark.parametrize(
    ("value", "quote"), [(45764, "1 45 764 77 3 307"), (3307, "1 45 764 77 3 307"), (8120, "2 8 120 15 1 402")]
)
def test_grouped_digits_are_one_number_with_a_warning(value, quote):
    """The groups after the first have three digits; the ledger takes all of them for reported."""
    result = checked(GROUPED, {"subject": "甲邨人數", "value": value, "quote": quote})
    assert result.report.figures[0].verdict == "verified"
    assert "digits_grouped" in codes(result, "warning")
    assert result.ledger.reported == 2
    ledger = result.ledger
    assert ledger.reported + ledger.restated + ledger.missed + sum(ledger.set_aside.values()) == ledger.mentions


@pytest.mark.parametrize("value", [76477, 1545, 773, 45765, 4576])
def test_other_cells_are_not_joined(value):
    """Two plain cells, of which the second has not three digits, and a changed digit."""
    result = checked(GROUPED, {"subject": "甲邨人數", "value": value, "quote": "1 45 764 77 3 307"})
    assert result.report.figures[0].verdict != "verified"


def test_grouped_digits_have_no_unit_of_money_of_their_own():
    """Things may be counted in any unit; money is stated."""
    quote = {"subject": "甲邨人數", "value": 45764, "quote": "1 45 764 77 3 307"}
    assert checked(GROUPED, quote | {"unit": "人"}).report.figures[0].verdict == "verified"
    assert checked(GROUPED, quote | {"unit": "元"}).report.figures[0].verdict == "unit_mismatch"


def test_nouns_by_nearness_prove_nothing_in_a_row_of_bare_numbers():
    """The heads are apart from their columns, and a date of the row before is none of this one's."""
    text = "某县2023年建设计划 项目 套数 面积 开工套数 一号楼 新建 196 11760 2023.8 120 2023.12 80 二号楼 新建 246 12120 2023.9 150"
    figure = {"subject": "面积", "value": 12120, "period": "2023年", "quote": "新建 246 12120 2023.9 150"}
    assert not codes(checked(text, figure), "error")
