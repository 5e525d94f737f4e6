"""The verdict table, row by row, and what is compared with what."""

import pytest

from summarizer import check

TEXT = """饶河县设置封控点24个，127个村、137个居民小区、1809个单元实行封闭管理。
1500余名党员奋战在一线，近200场次巡逻，累计敲门2.3万余次，动员3-5户群众成立小组，开展多轮次核酸检测。
接种第一针114107人，第二针108196人。2021年12月3日，第7批物资到达，五级书记抓防控。
全县新增确诊病例12例、无症状感染者31例，参检率99.5%，比上月提高2个百分点。"""


def judged(value, unit, subject, quote, **more):
    figure = {"value": value, "unit": unit, "subject": subject, "quote": quote, **more}
    checked = check({"figures": [figure]}, TEXT)
    return checked.judgements[0]


@pytest.mark.parametrize(
    ("value", "unit", "subject", "quote", "more", "expected"),
    [
        (24, "个", "封控点", "设置了封控点24个", {}, "quote_not_found"),
        (24, "个", "封控点", "设置封控点……127个村", {}, "quote_not_found"),
        (25, "个", "封控点", "设置封控点24个", {}, "unsupported"),
        (500, "名", "党员", "500余名党员", {"qualifier": "余"}, "unsupported"),
        (1500, "名", "党员", "00余名党员", {"qualifier": "余"}, "misattributed"),
        (137, "个", "居民小区", "设置封控点24个", {}, "misattributed"),
        (127, "个", "小区", "127个村、137个居民小区", {}, "misattributed"),
        (1809, "个", "小区", "137个居民小区、1809个单元", {}, "misattributed"),
        (108196, "人", "第一针", "第一针114107人，第二针108196人", {}, "misattributed"),
        (31, "例", "确诊病例", "确诊病例12例、无症状感染者31例", {}, "misattributed"),
        (7, "批", "物资", "第7批物资到达", {}, "misattributed"),
        (5, "级", "书记", "五级书记抓防控", {}, "misattributed"),
        (2021, "年", "物资", "2021年12月3日，第7批物资", {}, "unsupported"),
        (24, "公里", "封控点", "设置封控点24个", {}, "unit_mismatch"),
        (2, "%", "参检率", "比上月提高2个百分点", {}, "unit_mismatch"),
        (1500, "名", "党员", "1500余名党员", {}, "qualifier_mismatch"),
        (24, "个", "封控点", "封控点24个", {"qualifier": "近"}, "qualifier_mismatch"),
        (24, None, "封控点", "封控点24个", {}, "verified"),
        (1500, "人", "党员人数", "1500余名党员", {"qualifier": "多"}, "verified"),
        (200, "场次", "巡逻", "近200场次巡逻", {"qualifier": "近"}, "verified"),
        (2.3, "万次", "敲门", "敲门2.3万余次", {"qualifier": "余"}, "verified"),
        ("两万三千", "次", "敲门", "敲门2.3万余次", {"qualifier": "余"}, "verified"),
        (2.3, "次", "敲门", "敲门2.3万余次", {"qualifier": "余"}, "unsupported"),
        (None, "户", "群众", "3-5户群众", {"low": 3, "high": 5}, "verified"),
        (None, "户", "群众", "3-5户群众", {"low": 3, "high": 6}, "unsupported"),
        (3, "户", "群众", "3-5户群众", {}, "unsupported"),
        (None, "轮次", "核酸检测", "多轮次核酸检测", {"qualifier": "多"}, "verified"),
        (114107, "人", "接种第一针人数", "第一针114107人", {}, "verified"),
        (137, "个", "小区", "137个居民小区", {}, "verified"),
        (137, "个", "137个居民小区的数量", "137个居民小区", {}, "verified"),
        (1809, "个", "127个村137个居民小区1809个单元", "1809个单元", {}, "verified"),
    ],
)
def test_the_first_row_of_the_table_that_applies_is_the_verdict(value, unit, subject, quote, more, expected):  # noqa: PLR0917 -- a row of the table
    """Quote, then value, then what is counted, then unit, then qualifier."""
    judgement = judged(value, unit, subject, quote, **more)
    assert judgement.verdict == expected, judgement.why


@pytest.mark.parametrize(
    ("stated", "qualifier", "expected"),
    [
        ("满意率≥92%", "不低于", "verified"),
        ("满意率≥92%", "以上", "verified"),
        ("满意率不低于92%", "≥", "verified"),
        ("满意率≤92%", "不超过", "verified"),
        ("满意率>92%", "超过", "verified"),
        ("满意率<92%", "不足", "verified"),
        ("满意率92%+", "余", "verified"),
        ("满意率92%+", "以上", "verified"),
        ("满意率±92%", "左右", "verified"),
        ("满意率92%", "高达", "verified"),
        ("满意率≥92%", None, "qualifier_mismatch"),
        ("满意率92%+", None, "qualifier_mismatch"),
        ("满意率≥92%", "不超过", "qualifier_mismatch"),
        ("满意率92%以上", "余", "qualifier_mismatch"),
        ("满意率约92%", "以上", "qualifier_mismatch"),
    ],
)
def test_a_sign_and_its_word_are_one_qualifier(stated, qualifier, expected):
    """≥ is 不低于, + is 余 or 以上, ± is 左右; a sign that a claim drops or turns is missed."""
    figure = {"value": 92, "unit": "%", "subject": "满意率", "quote": stated, "qualifier": qualifier}
    assert check({"figures": [figure]}, f"全县群众{stated}。").judgements[0].verdict == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(300, "兆瓦", "verified"), (300000, "千瓦", "unsupported"), (300, "瓦", "unit_mismatch")],
)
def test_the_first_character_of_a_unit_is_no_multiplier(value, unit, expected):
    """兆 in 兆瓦 multiplies nothing."""
    figure = {"value": value, "unit": unit, "subject": "装机容量", "quote": "装机容量300兆瓦"}
    assert check({"figures": [figure]}, "电站装机容量300兆瓦。").judgements[0].verdict == expected


def test_a_claim_takes_the_unit_that_a_list_shares():
    """Each number of a list is told with the unit of the last; a neighbour's value isn't a number's own."""
    text = "今年前三季度平均浓度分别为12、31微克/立方米。青山村发现病例4例、白水村一例。"
    figures = [
        {"value": 12, "unit": "微克/立方米", "subject": "平均浓度", "quote": "平均浓度分别为12、31微克/立方米"},
        {"value": 1, "unit": "例", "subject": "白水村病例", "quote": "白水村一例"},
        {"value": 4, "unit": "例", "subject": "白水村病例", "quote": "白水村一例"},
        {"value": 4, "unit": "例", "subject": "白水村病例", "quote": "青山村发现病例4例、白水村一例"},
    ]
    verdicts = [judgement.verdict for judgement in check({"figures": figures}, text).judgements]
    assert verdicts[:2] == ["verified", "verified"]
    assert "verified" not in verdicts[2:]


@pytest.mark.parametrize(
    ("value", "unit", "verdict"),
    [(41.2, "%", "verified"), (5.8, None, "verified"), (41.3, "%", "unsupported"), (41.2, "亿元", "unsupported")],
)
def test_a_part_of_a_ratio_is_a_figure(value, unit, verdict):
    """What is told of one part of 5.8:41.2:53.0 is compared with that part."""
    figure = {"value": value, "unit": unit, "subject": "三次产业结构", "quote": "三次产业结构为5.8:41.2:53.0"}
    assert check({"figures": [figure]}, "全年三次产业结构为5.8:41.2:53.0。").judgements[0].verdict == verdict


def test_a_wrong_last_digit_of_a_great_number_is_wrong():
    """Values are compared exactly."""
    text = "全市存款余额3120亿元。"
    figure = {"value": 312000000001, "unit": "元", "subject": "存款余额", "quote": "存款余额3120亿元"}
    assert check({"figures": [figure]}, text).judgements[0].verdict == "unsupported"


def test_of_equal_numbers_in_a_quote_the_one_is_meant_that_counts_the_subject():
    """5个社区 and 5个村 in one quote each carry their own figure."""
    text = "全县5个村和5个社区实行网格管理。"
    figures = [{"value": 5, "unit": "个", "subject": name, "quote": "5个村和5个社区"} for name in ("社区", "村")]
    checked = check({"figures": figures}, text)
    assert [j.verdict for j in checked.judgements] == ["verified", "verified"]
    assert [j.mention.noun[-1] for j in checked.judgements] == ["区", "村"]


def test_a_mention_carries_one_verified_figure():
    """A figure that is reported twice is kept once, with a finding."""
    figure = {"value": 24, "unit": "个", "subject": "封控点", "quote": "封控点24个"}
    checked = check({"figures": [figure, figure]}, TEXT)
    assert len(checked.judgements) == 1
    assert [finding.code for finding in checked.findings if finding.severity == "info"].count("duplicate_figure") == 1


def test_why_names_the_number_that_the_quote_has():
    """A reader sees at once what is claimed and what is stated."""
    assert "24个" in judged(25, "个", "封控点", "设置封控点24个").why
