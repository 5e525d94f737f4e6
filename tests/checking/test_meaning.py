"""Meaning: a claim and its text that say different things, both explicitly; and silence where one is silent."""

import re

import pytest

from summarizer import check, scan
from summarizer.checking.denials import is_turned
from summarizer.checking.opposites import opposite, own_words
from summarizer.folding import fold
from summarizer.resources import table
from summarizer.scanning.analysis import Analysis

PLAN = "今年计划再建高标准农田6万亩。"
YIELD = "小麦亩产512公斤，比去年增加9公斤。"
SHORTER = "办理时间由去年同期8天降至7天。"
PUPILS = "在校学生1860人，其中寄宿生420人。"
GROWN = "全县机井达到620眼，比上年增加40眼。"
PARTS = "全港有15万个单位，其中元朗区38000个。"


def errors(text, **claim):
    checked = check({"figures": [{"quote": text} | claim]}, text)
    assert checked.judgements[0].verdict == "verified", checked.judgements[0].why
    return [found.code for found in checked.findings if found.severity == "error"]


@pytest.mark.parametrize(
    ("text", "claim", "expected"),
    [
        (PLAN, {"subject": "已建成高标准农田", "value": 60000, "unit": "亩"}, ["status_mismatch"]),
        (PLAN, {"subject": "高标准农田", "value": 60000, "unit": "亩", "status": "actual"}, ["status_mismatch"]),
        (PLAN, {"subject": "计划建设高标准农田", "value": 60000, "unit": "亩"}, []),
        (PLAN, {"subject": "高标准农田", "value": 60000, "unit": "亩"}, []),
        ("目前已建成充电桩46个。", {"subject": "计划建设充电桩", "value": 46, "unit": "个"}, ["status_mismatch"]),
        ("目前已建成充电桩46个。", {"subject": "充电桩", "value": 46, "unit": "个"}, []),
        (YIELD, {"subject": "小麦亩产", "value": 9, "unit": "公斤"}, ["aspect_mismatch"]),
        (YIELD, {"subject": "小麦亩产", "value": 9, "unit": "公斤", "direction": "increase"}, []),
        (YIELD, {"subject": "小麦亩产增加量", "value": 9, "unit": "公斤"}, []),
        (YIELD, {"subject": "小麦亩产", "value": 512, "unit": "公斤"}, []),
        (SHORTER, {"subject": "去年同期办理时间", "value": 7, "unit": "天"}, ["aspect_mismatch"]),
        (SHORTER, {"subject": "去年同期办理时间", "value": 8, "unit": "天"}, []),
        (SHORTER, {"subject": "目前办理时间", "value": 8, "unit": "天"}, ["aspect_mismatch"]),
        (SHORTER, {"subject": "办理时间", "value": 7, "unit": "天"}, []),
        (PARTS, {"subject": "单位总数", "value": 38000, "unit": "个"}, ["whole_mismatch"]),
        (PARTS, {"subject": "单位", "value": 38000, "unit": "个"}, []),
        (PARTS, {"subject": "单位总数", "value": 150000, "unit": "个"}, []),
        (PARTS, {"subject": "元朗区单位", "value": 38000, "unit": "个", "whole": "20万个"}, ["whole_mismatch"]),
        (PARTS, {"subject": "元朗区单位", "value": 38000, "unit": "个", "whole": "15万个"}, []),
        ("新增病例2例。", {"subject": "累计病例", "value": 2, "unit": "例"}, ["cumulative_mismatch"]),
        ("新增病例2例。", {"subject": "病例", "value": 2, "unit": "例"}, []),
        ("累计报告病例20例。", {"subject": "新增病例", "value": 20, "unit": "例"}, ["cumulative_mismatch"]),
        ("累计报告病例20例。", {"subject": "病例", "value": 20, "unit": "例", "new": True}, ["cumulative_mismatch"]),
        ("累计新增病例20例。", {"subject": "累计新增病例", "value": 20, "unit": "例"}, []),
        ("日均接待游客820人次。", {"subject": "累计接待游客", "value": 820, "unit": "人次"}, ["aspect_mismatch"]),
        ("日均接待游客820人次。", {"subject": "日均游客", "value": 820, "unit": "人次"}, []),
        ("物价环比上涨0.3%。", {"subject": "物价同比涨幅", "value": 0.3, "unit": "%"}, ["aspect_mismatch"]),
        ("物价环比上涨0.3%。", {"subject": "物价环比涨幅", "value": 0.3, "unit": "%"}, []),
        ("出口增长3%。", {"subject": "出口下降", "value": 3, "unit": "%"}, ["direction_mismatch"]),
        ("出口增长3%。", {"subject": "出口增长", "value": 3, "unit": "%"}, []),
        ("全市失业率3.1%。", {"subject": "就业率", "value": 3.1, "unit": "%"}, ["opposite_subject"]),
        ("全市失业率3.1%。", {"subject": "失业率", "value": 3.1, "unit": "%"}, []),
        ("进出口总额3亿元。", {"subject": "进出口总额", "value": 3e8, "unit": "元"}, []),
        (PUPILS, {"subject": "其中在校学生", "value": 1860, "unit": "人"}, ["whole_mismatch"]),
        (PARTS, {"subject": "其中元朗区单位", "value": 38000, "unit": "个"}, []),
        (PARTS, {"subject": "单位", "value": 150000, "unit": "个", "whole": "38000个"}, ["whole_mismatch"]),
        (PARTS, {"subject": "单位", "value": 150000, "unit": "个", "whole": "20万个"}, []),
        (GROWN, {"subject": "机井", "value": 40, "unit": "眼", "aspect": "amount"}, ["aspect_mismatch"]),
        (GROWN, {"subject": "目前机井", "value": 40, "unit": "眼"}, ["aspect_mismatch"]),
        (GROWN, {"subject": "目前增加的机井", "value": 40, "unit": "眼"}, []),
        ("全县机井达到620眼。", {"subject": "机井增加量", "value": 620, "unit": "眼"}, ["aspect_mismatch"]),
        (GROWN, {"subject": "机井", "value": 620, "unit": "眼", "aspect": "change"}, ["aspect_mismatch"]),
        (GROWN, {"subject": "机井", "value": 620, "unit": "眼", "aspect": "amount"}, []),
        ("合作社户均增收4600元。", {"subject": "户均增收", "value": 4600, "unit": "元"}, []),
        ("合作社户均增收4600元。", {"subject": "增收额", "value": 4600, "unit": "元"}, []),
        ("节水工程实现节约用水量3万吨。", {"subject": "减少用水量", "value": 30000, "unit": "吨"}, []),
        (SHORTER, {"subject": "办理时间减少量", "value": 7, "unit": "天"}, ["aspect_mismatch"]),
        (SHORTER, {"subject": "办理时间", "value": 8, "unit": "天", "period": "目前"}, ["aspect_mismatch"]),
        (SHORTER, {"subject": "办理时间", "value": 8, "unit": "天", "direction": "increase"}, ["direction_mismatch"]),
        (SHORTER, {"subject": "办理时间", "value": 8, "unit": "天", "direction": "decrease"}, []),
        (
            "新增就业50人。",
            {"subject": "新增就业", "value": 50, "unit": "人", "cumulative": True},
            ["cumulative_mismatch"],
        ),
        ("目前已建成充电桩46个。", {"subject": "预计充电桩", "value": 46, "unit": "个"}, ["status_mismatch"]),
        ("目前已建成充电桩46个。", {"subject": "三年行动计划充电桩", "value": 46, "unit": "个"}, []),
        ("每班不少于3人。", {"subject": "每班不少于3人", "value": 3, "unit": "人", "qualifier": "不少于"}, []),
    ],
)
def test_a_claim_that_says_otherwise_is_an_error(text, claim, expected):
    """Each kind with its true counterparts."""
    assert errors(text, **claim) == expected


@pytest.mark.parametrize(
    ("text", "subject", "turned"),
    [
        ("抽检120批次，不合格产品12批次。", "合格产品", True),
        ("抽检120批次，不合格产品12批次。", "不合格产品", False),
        ("抽检120批次，合格产品12批次。", "不合格产品", True),
        ("抽检120批次，合格产品12批次。", "合格产品", False),
        ("未完成整改的企业12家。", "完成整改的企业", True),
        ("未完成整改的企业12家。", "企业", False),
        ("尚未通车的公路12公里。", "通车的公路", True),
        ("非财政资金12万元。", "财政资金", True),
        ("新增无症状感染者12例。", "感染者", False),
        ("生产不锈钢12吨。", "锈钢", False),
    ],
)
def test_a_denial_is_not_dropped_or_turned(text, subject, turned):
    """Compared with the words at the number alone."""
    context = Analysis(scan(text)).context
    mention = next(m for m in context.figures if "12" in m.surface and "120" not in m.surface)
    assert is_turned(subject, own_words(mention, context.wording(mention))) is turned


@pytest.mark.parametrize("row", table("claims"), ids=lambda row: row[3])
def test_each_rule_of_claims_matches_its_example(row):
    """The words in 【】 are what it reads."""
    marked = re.search("【(.+?)】", row[3])
    match = re.search(row[2], fold(row[3].replace("【", "").replace("】", "")))
    assert match
    assert match.start() < marked.end() - 1
    assert match.group()[:1] in marked[1]


@pytest.mark.parametrize("row", table("antonyms"), ids=lambda row: row[2])
def test_each_antonym_has_a_phrase(row):
    """Told of a number of the other, it is an opposite, and of its own it is none."""
    word, other, phrase = row
    assert word in phrase
    assert opposite(phrase, phrase.replace(word, other)) == (word, other)
    assert opposite(phrase, phrase) is None


@pytest.mark.parametrize(
    ("figure", "severities"),
    [({"region": "某某开发区"}, ["warning"]), ({"period": "新学期"}, ["warning"]), ({"region": "广州市"}, ["error"])],
)
def test_a_place_or_time_that_only_the_claim_knows_is_a_warning(figure, severities):
    """An error only where the text ties the number to another."""
    text = "2022年，长春市接待游客326万人次。"
    claim = {"quote": text, "subject": "游客", "value": 3260000, "unit": "人次"}
    found = check({"figures": [claim | figure]}, text).findings
    assert [f.severity for f in found if f.code in {"place_mismatch", "period_mismatch"}] == severities


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("2021年地区生产总值", ["period_mismatch"]),
        ("二〇二一年度地区生产总值", ["period_mismatch"]),
        ("2022年上半年地区生产总值", ["period_mismatch"]),
        ("2022年地区生产总值", []),
        ("2022年度地区生产总值", []),
        ("2021年以来地区生产总值", []),
        ("2021年计划的地区生产总值", []),
        ("地区生产总值", []),
    ],
)
def test_the_time_with_which_a_subject_begins_is_compared(subject, expected):
    """As the field `period` is, where the words of the statement tell another."""
    text = "2022年，全县地区生产总值218亿元。"
    claim = {"quote": text, "subject": subject, "value": 218e8, "unit": "元"}
    found = check({"figures": [claim]}, text).findings
    assert [f.code for f in found if f.code == "period_mismatch"] == expected
