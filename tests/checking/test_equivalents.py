"""What is no error: shares, qualifiers and units in other words, and numbers that the rules hold for a name."""

import pytest

from summarizer import check


def checked(text, subject, value, unit, **more):
    return check({"figures": [{"subject": subject, "value": value, "unit": unit, "quote": text, **more}]}, text)


SAME = [
    ("其中三成农户参加。", "农户", 30, "%", {}, "verified"),
    ("其中三成农户参加。", "农户", 3, "%", {}, "unit_mismatch"),
    ("其中三成农户参加。", "农户", 35, "%", {}, "unsupported"),
    ("内地旅客所占比重为五成半。", "内地旅客占比", 55, "%", {}, "verified"),
    ("苹果产量翻一番。", "苹果产量", 100, "%", {}, "verified"),
    ("苹果产量翻两番。", "苹果产量", 300, "%", {}, "verified"),
    ("苹果产量翻两番。", "苹果产量", 200, "%", {}, "unsupported"),
    ("女性占三分之一。", "女性占比", 33.3, "%", {}, "verified"),
    ("女性占三分之一。", "女性占比", 33.4, "%", {}, "unsupported"),
    ("全年税收5000万。", "税收", 50000000, "元", {}, "verified"),
    ("全年游客5000万。", "游客", 50000000, "元", {}, "unit_mismatch"),
    ("支出1.2亿元人民币。", "支出", 120000000, "元", {}, "verified"),
    ("捐赠物资20批次。", "捐赠物资", 20, "批", {}, "verified"),
    ("捐赠物资约300余箱。", "捐赠物资", 300, "箱", {"qualifier": "约"}, "verified"),
    ("捐赠物资约300余箱。", "捐赠物资", 300, "箱", {"qualifier": "余"}, "verified"),
    ("捐赠物资约300余箱。", "捐赠物资", 300, "箱", {}, "qualifier_mismatch"),
    ("捐赠物资300余箱。", "捐赠物资", 300, "箱", {"qualifier": "约"}, "qualifier_mismatch"),
    ("投资1000万元及以上的项目。", "投资", 10000000, "元", {"qualifier": "以上"}, "verified"),
]


@pytest.mark.parametrize(("text", "subject", "value", "unit", "more", "verdict"), SAME)
def test_words_of_one_meaning_are_no_mismatch(text, subject, value, unit, more, verdict):  # noqa: PLR0917 -- a row of the table
    """A share is compared in percent; a doubled qualifier by either half."""
    judgement = checked(text, subject, value, unit, **more).judgements[0]
    assert judgement.verdict == verdict, judgement.why


HELD = [
    ("近30年的经济增长中，工业领先。", "经济增长", 30, "年", {"qualifier": "近"}),
    ("召开一次协调会议。", "协调会议", 1, "次", {}),
]


@pytest.mark.parametrize(("text", "subject", "value", "unit", "more"), HELD)
def test_a_number_held_for_a_name_is_verified_with_a_warning(text, subject, value, unit, more):
    """The rules' doubt is no error of the draft."""
    result = checked(text, subject, value, unit, **more)
    assert result.judgements[0].verdict == "verified"
    assert result.judgements[0].mention.role != "figure"
    assert [f.code for f in result.findings if f.item == "figures/0"] == ["held_for_name"]
    assert (
        result.ledger.reported + result.ledger.restated + result.ledger.missed + sum(result.ledger.set_aside.values())
        == result.ledger.mentions
    )


@pytest.mark.parametrize(
    ("text", "subject", "value", "unit"),
    [
        ("第7批物资到达。", "物资", 7, "批"),
        ("五级书记抓落实。", "书记", 5, "级"),
        ("会议于12月3日召开。", "会议", 3, "日"),
        ("会议于2021年召开。", "会议", 2021, "年"),
    ],
)
def test_a_rank_or_date_in_so_many_words_carries_no_figure(text, subject, value, unit):
    """第7批 is not seven batches."""
    assert checked(text, subject, value, unit).judgements[0].verdict in {"misattributed", "unsupported"}


def test_words_that_the_sentence_lacks_are_named():
    """The warning tells which words of the subject the model added."""
    text = "全县接种第一针114人。"
    codes = [
        (f.code, f.message) for f in checked(text, "第一针接种老年人", 114, "人").findings if f.item == "figures/0"
    ]
    assert [code for code, _ in codes] == ["subject_words_absent"]
    assert "老年人" in codes[0][1]
    assert not [f for f in checked(text, "第一针接种人数", 114, "人").findings if f.item == "figures/0"]
