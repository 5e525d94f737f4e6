"""Texts in English are judged against their Chinese source, number by number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import check_text
from summarizer.resources import table

SOURCE = """石门县2024年第三季度工作通报
2024年10月12日
前三季度，全县实现工业增加值28.6亿元，同比增长7.2%；服务业增加值31.4亿元，同比增长5.1%。外贸进出口总额12.36亿元，同比下降3.4%。
全县新建农村公路486公里，改造危桥35座、隧道12条，完成投资5.6亿元。建成高标准农田4860亩，300余人参加竣工仪式。
森林覆盖率由52.1%提高到54.9%。民生支出占财政支出的75.3%。群众满意率提高2.8个百分点。
全县现有医院27家、诊所114家。贷款余额142.7亿元。
计划2025年6月建成县体育馆，预计投资1.8亿元。“十四五”以来，累计培训农民12.36万人。
县代表队以82:75获胜，列全市第3位。PM2.5平均浓度为24微克/立方米。上午8时30分，仪式开始。
"""


def judged(text, source=SOURCE):
    """The verdict and the way of each number of a text."""
    return [(judgement.surface, judgement.verdict, judgement.how) for judgement in check_text(text, source).judgements]


@pytest.mark.parametrize(
    ("text", "surface", "verdict", "how"),
    [
        ("The county built 486 kilometers of roads.", "486 kilometers", "supported", None),
        ("Industry added 2.86 billion yuan.", "2.86 billion yuan", "supported", None),
        ("It repaired 35 bridges.", "35 bridges", "supported", None),
        ("It prepared 324 hectares of farmland.", "324 hectares", "equivalent", "unit"),
        ("Roads cost about 560 million yuan.", "about 560 million yuan", "equivalent", "qualifier"),
        ("It has trained more than 120,000 farmers.", "more than 120,000 farmers", "equivalent", "cut_off"),
        ("It has trained about 124,000 farmers.", "about 124,000 farmers", "equivalent", "rounded"),
        ("Three quarters of spending went on livelihood.", "Three quarters", "equivalent", "rounded"),
        ("Nearly 300 people came.", "Nearly 300 people", "contradicted", "qualifier"),
        ("More than 300 people came.", "More than 300 people", "equivalent", "qualifier"),
        ("Roads cost 5.6 million yuan.", "5.6 million yuan", "contradicted", "text_number"),
        ("The county built 486 meters of roads.", "486 meters", "contradicted", "text_number"),
        ("Satisfaction rose 2.8 percent.", "2.8 percent", "contradicted", "text_number"),
        ("Foreign trade rose 3.4 percent.", "3.4 percent", "contradicted", "direction_mismatch"),
        ("Foreign trade fell 3.4 percent.", "3.4 percent", "supported", None),
        ("Loans grew by 14.27 billion yuan.", "14.27 billion yuan", "contradicted", "aspect_mismatch"),
        ("A gymnasium was built for 180 million yuan.", "180 million yuan", "contradicted", "status_mismatch"),
        ("A gymnasium is to be built for 180 million yuan.", "180 million yuan", "supported", None),
        ("The county has 71 parks.", "71 parks", "not_stated", None),
        ("It came third in the city.", "third", "supported", None),
        ("It came fifth in the city.", "fifth", "not_stated", None),
        ("The county won 82-75.", "82-75", "supported", None),
        ("The county won 85-72.", "85-72", "not_stated", None),
        ("The density of PM2.5 fell.", "PM2.5", "supported", None),
        ("The density of PM10 fell.", "PM10", "not_stated", None),
        ("It fits the 14th Five-Year Plan.", "14th", "supported", None),
        ("It fits the 13th Five-Year Plan.", "13th", "not_stated", None),
        ("The report of October 12, 2024 says so.", "October 12, 2024", "supported", None),
        ("The report of October 22, 2024 says so.", "October 22, 2024", "not_stated", None),
        ("The gymnasium is to open in June 2025.", "June 2025", "supported", None),
        ("The gymnasium was opened in June 2025.", "June 2025", "contradicted", "status_mismatch"),
        ("The ceremony began at 8:30 a.m.", "8:30 a.m.", "supported", None),
        ("The ceremony began at 9:30 a.m.", "9:30 a.m.", "not_stated", None),
    ],
)
def test_a_number_is_judged_by_value_unit_and_what_words_tell(text, surface, verdict, how):
    """Whatever its scale, counter or language."""
    assert (surface, verdict, how) in judged(text)


@pytest.mark.parametrize("row", table("english_derivations"), ids=lambda row: f"{row[0]} {row[4]}")
def test_each_cue_derives_its_example_and_not_the_other(row):
    """The first text is true of the source, the second one is not."""
    *_, source, derived, false = row
    assert all(verdict in {"supported", "equivalent", "derived"} for _, verdict, _ in judged(derived, source))
    assert "derived" in {verdict for _, verdict, _ in judged(derived, source)}
    assert {"contradicted", "not_stated"} & {verdict for _, verdict, _ in judged(false, source)}


@pytest.mark.parametrize("row", table("english_source_names"), ids=lambda row: row[2])
def test_each_name_is_found_in_its_source(row):
    """By what Chinese says for it."""
    _, _, text, source = row
    assert [verdict for _, verdict, _ in judged(f"It has {text}.", f"全县{source}。")] == ["supported"]


@pytest.mark.parametrize(
    "text",
    [
        "The county has 114 hospitals and 27 clinics.",
        "Forest coverage changed from 54.9 percent to 52.1 percent.",
        "Industry added 2.86 billion yuan, up 5.1 percent.",
        "Bridges and tunnels: 12 bridges, 35 tunnels.",
    ],
)
def test_numbers_that_change_places_are_contradicted(text):
    """Where the numbers beside them in the source tell it."""
    assert "contradicted" in {verdict for _, verdict, _ in judged(text)}


@pytest.mark.parametrize(
    "text",
    [
        "The county has 27 hospitals and 114 clinics.",
        "Forest coverage changed from 52.1 percent to 54.9 percent.",
        "Forest coverage is now 54.9 percent, up from 52.1 percent.",
        "Industry added 2.86 billion yuan, up 7.2 percent, and services 3.14 billion yuan, up 5.1 percent.",
    ],
)
def test_numbers_in_their_places_are_supported(text):
    """As they are, or from the later to the earlier one."""
    assert {verdict for _, verdict, _ in judged(text)} == {"supported"}


def test_each_number_has_the_best_verdict_of_several_sources():
    """Whichever of them states it; all judge the same numbers."""
    found = check_text("First, it came third. It has 27 hospitals and 9 parks.", [SOURCE, "全县有公园9个。"]).judgements
    assert [(judgement.verdict, judgement.source) for judgement in found] == [
        ("supported", 0),
        ("supported", 0),
        ("supported", 1),
    ]


def test_a_number_is_contradicted_by_the_source_about_its_place():
    """Not by whichever comes first."""
    sources = [
        f"{county}卫生工作\n{county}现有医院{count}家。"
        for county, count in (("安吉县", 27), ("正定县", 31), ("兰考县", 18))
    ]
    (found,) = check_text("安吉县医院无变化，正定县现有医院33家。", sources).judgements
    assert (found.verdict, found.source) == ("contradicted", 1)


def test_a_derived_number_needs_a_cue():
    """The sum of two numbers that no word calls a sum is not stated."""
    assert judged("There are 141 sites.") == [("141 sites", "not_stated", None)]


def test_english_and_chinese_sentences_are_judged_at_their_own_places():
    """Each by its own rules, in the order of the text."""
    text = "全县现有医院27家。It repaired 36 bridges. 贷款余额142.7亿元。"
    found = check_text(text, SOURCE).judgements
    assert [judgement.verdict for judgement in found] == ["supported", "not_stated", "supported"]
    words = (text[judgement.start : judgement.end].split() for judgement in found)
    assert all(found_words == judgement.surface.split() for found_words, judgement in zip(words, found, strict=True))


WORDS = st.sampled_from(
    [
        "12",
        "3.5",
        "%",
        " percent",
        " million",
        " from",
        " to",
        " in total",
        " and",
        ", ",
        ". ",
        "one",
        "-",
        ":",
        " 十亿元",
        "\n",
        " people",
        " up",
    ]
)


@given(st.lists(WORDS, max_size=24).map("".join))
def test_any_text_is_judged_within_its_bounds(text):
    """Judgements are in order and cover words of the text."""
    found = check_text(text, SOURCE).judgements
    words = (text[judgement.start : judgement.end].split() for judgement in found)
    assert all(found_words == judgement.surface.split() for found_words, judgement in zip(words, found, strict=True))
    assert [judgement.start for judgement in found] == sorted(judgement.start for judgement in found)
