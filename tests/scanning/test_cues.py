"""Cues: the words without which a pattern of a table can't match."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.resources import table
from summarizer.scanning.cues import Cues, cues

TOLD = {
    r"(?:停止|取消|终止)了?": {"停止", "取消", "终止"},
    r"(?<!草)拟(?!定)": {"拟"},
    r"\A[^,]{0,6}?(?:已(?:建成|完工)|[计规]划)+": {"建成", "完工", "划"},
    r"甲(?:乙{0,2}|丙丁)戊己": {"戊己"},
    r"(?:甲|[^乙])丙?": set(),
    r"(?:甲乙)?\Z|丙": set(),
    r"(?i)app": set(),
}


@pytest.mark.parametrize(("pattern", "words"), TOLD.items())
def test_the_cues_of_a_pattern_are_its_longest_and_fewest_words(pattern, words):
    """What may be left out, what must not be there, and what any character may be, tell none."""
    assert cues(re.compile(pattern)) == words


@pytest.mark.parametrize("pattern", [row[2] for row in table("undertakings")[5::16]])
def test_a_pattern_that_matches_is_among_those_that_may(pattern):
    """Whatever the text, and whatever stands around it."""
    found = Cues([re.compile("甲"), re.compile(pattern)])

    @settings(max_examples=20)
    @given(st.from_regex(pattern), st.text("甲,【", max_size=3))
    def holds(text, before):
        if re.search(pattern, before + text):
            assert 1 in found.matching(before + text)

    holds()
