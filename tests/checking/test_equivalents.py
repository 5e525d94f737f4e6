"""What is no error: shares, qualifiers and units in other words, and numbers that the rules hold for a name."""

import pytest

from summarizer import check, scan
from summarizer.checking.qualifying import agrees
from summarizer.folding import fold
from summarizer.resources import table


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
    ("全国每年走失老人约有50万人。", "走失老人", 500000, "人", {"qualifier": "約"}, "verified"),
    ("全国每年走失老人约有50万人。", "走失老人", 500000, "人", {"qualifier": "超过"}, "qualifier_mismatch"),
    ("单位能耗约降2.5%。", "单位能耗", 2.5, "%", {"qualifier": "约", "direction": "decrease"}, "verified"),
    ("现场至少有30人受伤。", "受伤", 30, "人", {"qualifier": "至少"}, "verified"),
    ("每户最多可花费600元。", "花费", 600, "元", {"qualifier": "最多"}, "qualifier_mismatch"),
    ("女性约占四成。", "女性", 40, "%", {"qualifier": "约占"}, "verified"),
    ("捐款50万元（含）以上的企业受表彰。", "捐款", 500000, "元", {"qualifier": "以上"}, "verified"),
    ("可在十日内向法院提出申诉。", "申诉", 10, "日", {"qualifier": "內"}, "verified"),
    ("八年来支出善款近六千多万元。", "善款", 60000000, "元", {"qualifier": "近"}, "verified"),
    ("八年来支出善款近六千多万元。", "善款", 60000000, "元", {"qualifier": "多"}, "verified"),
    ("八年来支出善款近六千多万元。", "善款", 60000000, "元", {"qualifier": "约"}, "qualifier_mismatch"),
    ("治疗花费十几万元。", "治疗花费", 100000, "元", {"qualifier": "几"}, "verified"),
    ("治疗花费十几万元。", "治疗花费", 10, "万元", {"qualifier": "几"}, "verified"),
    ("治疗花费十几万元。", "治疗花费", None, "元", {"low": 100000, "high": 200000, "qualifier": "几"}, "verified"),
    ("治疗花费十几万元。", "治疗花费", 100000, "元", {}, "unsupported"),
    ("治疗花费十几万元。", "治疗花费", 200000, "元", {"qualifier": "几"}, "unsupported"),
    ("现场聚集数十人。", "现场聚集", 10, "人", {"qualifier": "数"}, "verified"),
    ("现场聚集几百人。", "现场聚集", 100, "人", {"qualifier": "几"}, "verified"),
    ("现场聚集上千人。", "现场聚集", 1000, "人", {"qualifier": "上千"}, "verified"),
    ("女性占三分之一。", "女性占比", 0.3333, None, {}, "verified"),
    ("女性占三分之一。", "女性占比", 0.34, None, {}, "unsupported"),
    ("女性占30%。", "女性占比", 0.3, None, {}, "verified"),
    ("女性占30%。", "女性占比", 30, None, {}, "unit_mismatch"),
    ("在全国三十二地区资助学生1800名。", "地区", 32, None, {}, "verified"),
    ("新增病例86。", "新增", 86, "元", {}, "unit_mismatch"),
    ("宽度（公尺）\n东一路65，东二路90。", "东一路", 65, "公尺", {}, "verified"),
    ("投资1000万元及以上的项目。", "投资", 10000000, "元", {"qualifier": "以上"}, "verified"),
]


@pytest.mark.parametrize(("text", "subject", "value", "unit", "more", "verdict"), SAME)
def test_words_of_one_meaning_are_no_mismatch(text, subject, value, unit, more, verdict):  # noqa: PLR0917 -- a row of the table
    """A share is compared in percent; a doubled qualifier by either half."""
    judgement = checked(text, subject, value, unit, **more).judgements[0]
    assert judgement.verdict == verdict, judgement.why


HELD = [
    ("公司喜获六大奖项。", "奖项", 6, "大", {}),
    ("粮食生产实现“十三连增”。", "粮食生产", 13, "连增", {}),
    ("林业工作实现“八连冠”。", "林业工作", 8, "连冠", {}),
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
    ("text", "value", "unit", "severity"),
    [("公司喜获六大奖项。", 6, "大", "warning"), ("召开一次协调会议。", 1, "次", "info")],
)
def test_one_thing_that_is_no_figure_is_no_cause_for_a_warning(text, value, unit, severity):
    """一次 can only be one time; 六大 may be a name."""
    found = [f for f in checked(text, text[-5:-1], value, unit).findings if f.item == "figures/0"]
    assert [(f.code, f.severity) for f in found] == [("held_for_name", severity)]


@pytest.mark.parametrize(
    ("subject", "unit", "verdict", "codes"),
    [
        ("带菌者", "名", "verified", ["unit_mismatch"]),
        ("带菌者", "吨", "unit_mismatch", ["unit_mismatch"]),
        ("带菌者", None, "verified", []),
    ],
)
def test_a_count_of_things_that_the_text_gives_no_unit_may_be_told_with_one(subject, unit, verdict, codes):
    """That is a warning; a unit of another kind is an error."""
    result = checked("全县带菌者86。", subject, 86, unit)
    assert result.judgements[0].verdict == verdict
    own = [f for f in result.findings if f.item == "figures/0"]
    assert [f.code for f in own] == codes
    assert all(f.severity == ("warning" if verdict == "verified" else "error") for f in own)


def test_the_words_between_a_qualifier_and_its_number_have_an_example():
    """The example of each row is read so."""
    examples = [row[2] for row in table("words") if row[0] == "linking"]
    assert examples
    for example in examples:
        number = scan(example).mentions[-1]
        assert number.qualifier is None
        assert agrees("约", number, fold(example))


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
