"""Quotes in Text: where they are and which numbers they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import scan
from summarizer.models import Span
from summarizer.scanning.grounding import TextIndex, common, fit, holds

TEXT = "全縣成立“先鋒隊”91個，1500余名黨員、約30多萬元、近200場次巡邏；五十余戶群眾。"


def ground(text=TEXT):
    return TextIndex(scan(text).text)


@pytest.mark.parametrize(
    "quote",
    ["全县成立“先锋队”91个", "全縣成立「先鋒隊」９１個,1500余名", "1500 余名\n党员", '成立"先锋队"91个'],
)
def test_a_quote_is_found_whatever_its_script_width_and_white_space(quote):
    """And whatever its quotation marks."""
    assert len(ground().find(quote)) == 1


@pytest.mark.parametrize(
    "quote",
    ["", "成立……91个", "成立...91個", "先锋队92个", "先锋队九十一个", "先锋队91個党员", "1500名党员", "  "],
)
def test_a_quote_with_an_ellipsis_or_another_number_is_not_found(quote):
    """A quote with omissions or changes is not found; digits and numerals must be unchanged."""
    assert ground().find(quote) == []


@pytest.mark.parametrize(
    ("quote", "number", "held"),
    [
        ("1500余名黨員", "1500余名", True),
        ("1500", "1500余名", True),
        ("00余名黨員", "1500余名", False),
        ("150", "1500余名", False),
        ("500余名黨員", "1500余名", False),
        ("200場次", "近200場次", True),
        ("近200", "近200場次", True),
        ("近20", "近200場次", False),
        ("00場次", "近200場次", False),
        ("30多萬", "約30多萬元", True),
        ("約30多", "約30多萬元", False),
        ("五十余戶", "五十余戶", True),
        ("十余戶", "五十余戶", False),
    ],
)
def test_a_quote_holds_a_number_only_if_none_of_its_digits_is_cut_off(quote, number, held):
    """A qualifier or unit may be cut off at its edges; a digit, numeral or multiplier may not."""
    read = scan(TEXT)
    mention = next(mention for mention in read.mentions if mention.surface == number)
    start = read.text.content.index(quote)
    assert holds(Span(start, start + len(quote)), mention) is held


@pytest.mark.parametrize(
    ("subject", "nearer", "farther"),
    [
        ("行政村数量", "行政村", "社区"),
        ("小区", "居民小区", "社区"),
        ("小区楼长", "楼长", "单元长"),
        ("小区楼长", "楼长", "小区"),
        ("第一针", "接种第一针", "第二针"),
        ("合格", "合格", "不合格"),
        ("一产增加值", "第一产业增加值", "第二产业增加值"),
        ("黨員幹部", "党员干部", "党员"),
    ],
)
def test_a_subject_fits_its_own_noun_better_than_a_neighbour(subject, nearer, farther):
    """Paraphrase is borne, another head is not."""
    assert fit(subject, nearer) > fit(subject, farther)


def test_a_subject_fits_nothing_where_either_is_missing():
    """No noun, no fit."""
    assert fit("党员", None) == fit("", "党员") == 0.0


@given(st.text("甲乙1２ ，。\n", min_size=1, max_size=60), st.data())
def test_each_part_of_a_text_is_found_where_it_stands(text, data):
    """The spans that are found hold the quote, white space apart."""
    content = ground("标题甲乙\n" + text + "甲").text.content
    here = ground("标题甲乙\n" + text + "甲")
    start = data.draw(st.integers(0, len(content) - 1))
    quote = content[start : data.draw(st.integers(start + 1, len(content)))]
    squeezed = "".join(quote.split())
    found = here.find(quote)
    assert bool(found) == bool(squeezed)
    assert all(
        "".join(content[span.start : span.end].split()).replace("２", "2") == squeezed.replace("２", "2")
        for span in found
    )


def test_sentences_end_at_full_stops_and_lines():
    """A span is widened to its sentence."""
    here = ground("甲县有5人。乙县有6人！丙县\n丁县有7人")
    content = here.text.content
    start = content.index("6")
    assert content[slice(*here.sentence(Span(start, start + 1)))] == "乙县有6人"


def longest(one, other):
    """The length of the longest common subsequence, by its definition."""
    if not one or not other:
        return 0
    if one[0] == other[0]:
        return 1 + longest(one[1:], other[1:])
    return max(longest(one[1:], other), longest(one, other[1:]))


@given(st.text(alphabet="甲乙丙丁", max_size=6), st.text(alphabet="甲乙丙丁", max_size=6))
def test_what_two_names_have_in_common_is_their_longest_common_subsequence(one, other):
    """In the same order, not necessarily adjacent."""
    assert common(one, other) == longest(one, other)
