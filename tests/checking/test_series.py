"""Series over years, compared times and lists: which number, period and noun a claim may mean."""

import pytest

from summarizer import check


def judged(text, subject, value, unit, **more):
    """The verdict on one claim quoted by the whole text, and the codes of its errors."""
    figure = {"subject": subject, "value": value, "unit": unit, "quote": text, **more}
    checked = check({"figures": [figure]}, text)
    errors = [finding.code for finding in checked.findings if finding.severity == "error"]
    return checked.judgements[0].verdict, errors


SERIES = "该校接报失窃案件，2018年3宗，2019年3宗，2020年7宗，2021年骤增至19宗。"
COMPARED = "2019年收到的求助(320宗)比 2018年 (410宗 )大幅减少近三成，而2020年的求助数字(331宗)维持平稳。"
JOBLESS = "第2季总体空置率4.7%，写字楼空置率6.3%，均与第 1季数字相同；商铺空置率3.1%，按季则跌0.6个百分点。"
SPAN = "2011年3月的租金指数为98.4，而2014年3月的租金指数则为131.2，升幅为33.3%。"
PARALLEL = "去年统计：垃圾处理率由2008年的41%提高到66%，绿色发电比重由9%提高到57.4%。"


@pytest.mark.parametrize(
    ("text", "subject", "value", "unit", "period"),
    [
        (SERIES, "失窃案件", 3, "宗", "2018年"),
        (SERIES, "失窃案件", 3, "宗", "2019年"),
        (SERIES, "失窃案件", 19, "宗", "2021年"),
        (COMPARED, "求助", 410, "宗", "2018年"),
        (COMPARED, "求助", 320, "宗", "2019年"),
        (JOBLESS, "商铺空置率", 3.1, "%", "第2季"),
        (JOBLESS, "商铺空置率", 0.6, "个百分点", "第2季"),
        (SPAN, "升幅", 33.3, "%", "2011年3月至2014年3月"),
        (SPAN, "升幅", 33.3, "%", "2014年3月"),
        (PARALLEL, "绿色发电比重", 9, "%", "2008年"),
        ("2016年及 2011年的相关中位数则分别为 31.4%及 38.9%。", "相关中位数", 31.4, "%", "2016年"),
        ("中位数于2015年为28.1%；2020年为30.2%。", "中位数", 28.1, "%", "2015年"),
    ],
)
def test_a_number_has_the_period_that_its_words_give_it(text, subject, value, unit, period):
    """A time of comparison dates only the number in the bracket after it; a change may have the span that it took."""
    assert judged(text, subject, value, unit, period=period) == ("verified", [])


@pytest.mark.parametrize(
    ("text", "subject", "value", "unit", "period"),
    [
        (SERIES, "失窃案件", 7, "宗", "2019年"),
        (SERIES, "失窃案件", 3, "宗", "2021年"),
        (COMPARED, "求助", 410, "宗", "2019年"),
        (COMPARED, "求助", 331, "宗", "2018年"),
        (SPAN, "租金指数", 131.2, None, "2011年3月至2014年3月"),
        ("中位数于2015年为28.1%；2020年为30.2%。", "中位数", 30.2, "%", "2015年"),
    ],
)
def test_a_number_of_another_period_is_caught(text, subject, value, unit, period):
    assert judged(text, subject, value, unit, period=period)[1] == ["period_mismatch"]


@pytest.mark.parametrize(
    ("text", "subject", "value", "unit"),
    [
        ("津贴金额为一人住户2,500元，二人住户5,100元，三人或以上家庭7,300元。", "津贴金额", 2500, "元"),
        ("津贴金额为一人住户2,500元，二人住户5,100元，三人或以上家庭7,300元。", "津贴金额", 5100, "元"),
        ("全市培育省级12个、市级47个示范合作社。", "示范合作社", 12, "个"),
        ("全市培育省级12个、市级47个示范合作社。", "省级示范合作社", 12, "个"),
        ("今年实施新建6条、续建11条农村公路。", "农村公路", 6, "条"),
        ("21位司机被警告；8位被停牌；5位被吊销执照。", "司机", 8, "位"),
        ("隆重纪念建校88周年。", "建校", 88, "周年"),
        ("粮食与经济作物的比重由8∶1调整到6∶1。", "比重", 8, "∶１"),
        ("就业不足率2.2%，按年则升0.3个百分点。", "就业不足率", 0.3, "个百分点"),
    ],
)
def test_numbers_of_a_list_share_what_is_named_once(text, subject, value, unit):
    """A number that is part of a label (一人住户) counts nothing beside the amount of that label."""
    assert judged(text, subject, value, unit) == ("verified", [])


@pytest.mark.parametrize(
    ("text", "subject", "value", "unit"),
    [
        ("全市培育省级12个、市级47个示范合作社。", "市级示范合作社", 12, "个"),
        ("新建水库6座、维修47座桥梁。", "桥梁", 6, "座"),
        ("粮食与经济作物的比重由8∶1调整到6∶1。", "比重", 8, "亩"),
    ],
)
def test_the_noun_of_another_number_of_a_list_is_caught(text, subject, value, unit):
    assert judged(text, subject, value, unit)[0] != "verified"
