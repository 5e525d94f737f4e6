"""Periods: the day of a count dates what was counted, and no flow of a later sentence."""

import pytest

from summarizer import check

TEXT = (
    "某县金融\n一季度，全县新增贷款30亿元。截至3月末，贷款余额500亿元。新增存款20亿元，发放补贴3亿元。不良余额2亿元。\n"
)


def errors(text, value, subject, quote, period):
    figure = {"value": value, "unit": "元", "subject": subject, "quote": quote, "period": period}
    checked = check({"figures": [figure]}, text)
    assert checked.judgements[0].verdict == "verified"
    return [finding.code for finding in checked.findings if finding.severity == "error"]


@pytest.mark.parametrize(
    ("value", "subject", "quote", "period", "expected"),
    [
        (30e8, "贷款", "新增贷款30亿元", "一季度", []),
        (500e8, "贷款余额", "贷款余额500亿元", "3月末", []),
        (500e8, "贷款余额", "贷款余额500亿元", "一季度", ["period_mismatch"]),
        (20e8, "存款", "新增存款20亿元", "一季度", []),
        (20e8, "存款", "新增存款20亿元", "3月末", ["period_mismatch"]),
        (3e8, "补贴", "发放补贴3亿元", "一季度", []),
        (2e8, "不良余额", "不良余额2亿元", "3月末", []),
        (2e8, "不良余额", "不良余额2亿元", "一季度", ["period_mismatch"]),
    ],
)
def test_a_flow_after_a_stock_belongs_to_the_span_before(value, subject, quote, period, expected):
    assert errors(TEXT, value, subject, quote, period) == expected


def test_a_flow_after_a_stock_alone_has_no_period_that_a_claim_could_miss():
    text = "某县金融\n截至3月末，贷款余额500亿元。新增存款20亿元。\n"
    assert errors(text, 20e8, "存款", "新增存款20亿元", "3月") == []
