"""Units, qualifiers, times and places that a claim tells as the text writes them."""

import pytest

from summarizer import check


def judged(text, subject, value, unit, **more):
    """The verdict on a claim quoted by the whole text, and the codes of its errors."""
    figure = {"subject": subject, "value": value, "unit": unit, "quote": text, **more}
    result = check({"figures": [figure]}, text)
    errors = {finding.code for finding in result.findings if finding.severity == "error"}
    return result.judgements[0].verdict, errors


AS_WRITTEN = [
    ("王家五口人靠种桃为生。", "王家", 5, "口人", {}),
    ("展期首次橫跨4個工作天。", "展期", 4, "個工作天", {}),
    ("医院配有高精设备200余台件。", "高精设备", 200, "台件", {"qualifier": "余"}),
    ("该团伙一年的流水高达12多亿，涉及全国。", "流水", 12e8, "元", {"qualifier": "多"}),
    ("公司去年营收突破3亿。", "营收", 3e8, "元", {"qualifier": "突破"}),
    ("果园面积70万亩，约占全省果园总面积的12%。", "果园面积占比", 12, "%", {"qualifier": "约"}),
    ("补贴标准不超过其实际缴费的三分之二。", "补贴标准", 0.6667, None, {"qualifier": "不超过"}),
    ("南线的货运增幅也超过了11%。", "货运增幅", 11, "%", {"qualifier": "超过"}),
    ("在学期间有一学年及以上获得过资助即可。", "获得过资助", 1, "学年", {"qualifier": "及以上"}),
    ("本市人均绿地是邻市的1/3左右。", "人均绿地", 0.3333, None, {"qualifier": "左右"}),
    ("失业率由5.3%降至4.1%。", "失业率", 4.1, "%", {"period": "去年"}),
    ("其中，南站和北站增幅较大，分别达14.5%和12.2%。", "南站增幅", 14.5, "%", {"direction": "increase"}),
    ("2013年3月和2014年9月，他借款50万元和20万元。", "借款", 200000, "元", {"period": "2014年9月"}),
    ("县城距省城贵阳市90千米，至州府都匀市120千米。", "县城至州府", 120, "千米", {"region": "长顺县"}),
    ("县城距省城贵阳市90千米，到安顺市70千米。", "县城到安顺市", 70, "千米", {"region": "长顺县"}),
]


@pytest.mark.parametrize(("text", "subject", "value", "unit", "more"), AS_WRITTEN)
def test_what_the_text_writes_so_is_no_difference(text, subject, value, unit, more):
    """A longer unit, a qualifier apart from its number, a listed date and a place at the other end are no errors."""
    assert judged(text, subject, value, unit, **more) == ("verified", set())


OTHERWISE = [
    ("医院配有高精设备200余台件。", "高精设备", 200, "台套", {"qualifier": "余"}, "unit_mismatch"),
    ("果园面积70万亩，占全省果园总面积的12%。", "果园面积占比", 12, "%", {"qualifier": "约"}, "qualifier_mismatch"),
    ("等候时间由去年的8天降至7天。", "等候时间", 7, "天", {"period": "去年"}, "aspect_mismatch"),
    ("等候时间由8天降至7天。", "等候时间", 7, "天", {"period": "去年同期"}, "aspect_mismatch"),
    ("2013年3月和2014年9月，他借款50万元和20万元。", "借款", 200000, "元", {"period": "2014年8月"}, "period_mismatch"),
]


@pytest.mark.parametrize("claim", OTHERWISE)
def test_what_the_text_writes_otherwise_is_an_error(claim):
    """Another unit, a qualifier that the text lacks and the time before a change are errors."""
    *words, more, code = claim
    assert code in judged(*words, **more)[1]
