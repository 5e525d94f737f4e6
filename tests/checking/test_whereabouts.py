"""The place, time and direction of a claim against those that words tie its number to."""

import re

import pytest

from summarizer import check
from summarizer.folding import fold
from summarizer.resources import table
from summarizer.scanning.facts.vagueness import is_vague


def findings(text, value, unit, **claim):
    checked = check({"figures": [{"quote": text, "value": value, "unit": unit, "subject": ""} | claim]}, text)
    codes = {"place_mismatch", "period_mismatch", "direction_mismatch"}
    return [(f.code.removesuffix("_mismatch"), f.severity) for f in checked.findings if f.code in codes]


WRONG, UNSURE = [("place", "error")], [("place", "warning")]
TRAINS = "来自四川、山东[图库]和安徽等地的4趟旅游专列抵达长春。"
HALF = "吉林市平均得分为44.9分，相当于长春市得分的五成。"
CASES = "长春市新增99例、吉林市新增30例，医疗队12人驰援。"
CITIES = "济南市优良天数比例为68%；青岛市优良天数299天。"


@pytest.mark.parametrize(
    ("text", "value", "unit", "region", "expected"),
    [
        (TRAINS, 4, "趟", "长春", []),
        (TRAINS, 4, "趟", "四川", []),
        ("长春市派出12支医疗队支援湖北。", 12, "支", "长春市", []),
        ("长春市派出医疗队支援湖北，共12支。", 12, "支", "长春市", []),
        (HALF, 0.5, None, "吉林市", []),
        ("吉林市增速高于长春市，达5.2%。", 5.2, "%", "吉林市", []),
        ("吉林市增速与长春市持平，为5.2%。", 5.2, "%", "吉林市", []),
        (CASES, 99, "例", "吉林市", WRONG),
        (CASES, 30, "例", "长春市", WRONG),
        (CASES, 30, "例", "广州市", WRONG),
        (CASES, 30, "例", "吉林市船营区松鹤小区", []),
        (CASES, 12, "人", "长春市", []),
        (CITIES, 299, "天", "济南市", WRONG),
        (CITIES, 68, "%", "青岛市", WRONG),
        ("庆阳、酒泉经济总量突破1000亿元。", 1000e8, "元", "庆阳、酒泉", []),
        ("庆阳、酒泉经济总量突破1000亿元。", 1000e8, "元", "庆阳市和酒泉市", []),
        (CASES, 30, "例", "我市各区", []),
        (CASES, 30, "例", "辖区内", []),
        (CASES, 30, "例", "青禾开发区", UNSURE),
    ],
)
def test_a_place_is_an_error_only_where_the_number_is_anothers(text, value, unit, region, expected):
    """Comparands, origins and destinations are not the number's place; a place beside it needs a number of its own."""
    assert findings(text, value, unit, region=region) == expected


GREW = "2025年，财政收入增长5.1%。常住人口由上年729万人增加到732万人，城镇化率达69.1%。\n2026年1月9日\n"


@pytest.mark.parametrize(
    ("value", "unit", "period", "expected"),
    [
        (7320000, "人", "2025年", []),
        (69.1, "%", "2025年", []),
        (7320000, "人", "目前", []),
        (7320000, "人", "近三年来", []),
        (7320000, "人", "2025年末", []),
        (7320000, "人", "2023年", [("period", "warning")]),
        (7290000, "人", "2024年", []),
        (7290000, "人", "2025年", [("period", "error")]),
    ],
)
def test_the_time_at_which_a_change_begins_is_that_of_its_first_number_alone(value, unit, period, expected):
    """由上年729万人增加到732万人; words for no one time are no claim."""
    text = GREW
    quote = "常住人口由上年729万人增加到732万人，城镇化率达69.1%"
    assert findings(text, value, unit, period=period, quote=quote) == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [("2024年以来", []), ("2024年1—2月", []), ("今年", []), ("2022年", [("period", "error")])],
)
def test_what_went_on_since_a_time_may_be_told_of_a_span_that_begins_then(period, expected):
    quote = "今年以来，全县建成公路30公里"
    assert findings(f"{quote}。\n2024年3月9日\n", 30, "公里", period=period, quote=quote) == expected


@pytest.mark.parametrize(
    ("text", "value", "unit", "right"),
    [
        ("呈现“六增长三收窄”特点（出口实现1.7%的正增长）。", 1.7, "%", "increase"),
        ("呈现“一升两降”态势，出口额为1.7亿元，增长2.5%。", 2.5, "%", "increase"),
        ("人口呈现0.3‰的负增长。", 0.3, "‰", "decrease"),
        ("出口由降转升，实现3.2%的正增长。", 3.2, "%", "increase"),
        ("降幅比上月收窄0.3个百分点。", 0.3, "个百分点", "decrease"),
        ("新增确诊病例27例和无症状感染者53例。", 53, "例", "increase"),
        ("一个月减量垃圾390吨。", 390, "吨", "decrease"),
    ],
)
def test_the_words_at_a_number_decide_its_direction(text, value, unit, right):
    """Those right after it first; a slogan of changes tells of none; a list has the verb before it."""
    wrong = {"increase": "decrease", "decrease": "increase"}[right]
    assert findings(text, value, unit, direction=right) == []
    assert findings(text, value, unit, direction=wrong) == [("direction", "error")]


@pytest.mark.parametrize("direction", ["increase", "decrease"])
def test_a_fall_that_grew_may_be_told_either_way(direction):
    assert findings("房价跌幅扩大0.5个百分点。", 0.5, "个百分点", direction=direction) == []


@pytest.mark.parametrize("row", table("figure_places"), ids=lambda row: row[3])
def test_each_rule_of_figure_places_matches_its_example(row):
    """The words before 【 and after 】."""
    before, after = (fold(words) for words in re.split("【.+?】", row[3]))
    assert re.search(f"(?:{row[1]})\\Z", before)
    assert row[2] == "-" or re.match(row[2], after)


@pytest.mark.parametrize("row", table("vague"), ids=lambda row: row[2])
def test_each_rule_of_vague_matches_its_example(row):
    assert is_vague(row[0], row[2])
    assert not is_vague(row[0], "长春市" if row[0] == "place" else "2022年3月")
