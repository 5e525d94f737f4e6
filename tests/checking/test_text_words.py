"""The words by which a text is compared with its source."""

import re

import pytest

from summarizer.checking.texts.likeness import Surrounded, surroundings
from summarizer.checking.texts.read_text import read_prose
from summarizer.checking.texts.text_words import pattern_of, values_of
from summarizer.folding import fold
from summarizer.resources import table

ROWS = table("text_words")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[3]}")
def test_the_example_of_each_row_is_matched(row):
    """By its own pattern and by that of its kind, exactly what is in brackets."""
    kind, _, pattern, example = row
    before, words, after = re.fullmatch("(.*)【(.*)】(.*)", example).groups()
    text = fold(f"{before}{words}{after}")
    assert re.search(pattern, text)[0] == words
    assert pattern_of(kind).search(text).end() == len(before) + len(words)


def test_each_part_of_a_day_has_a_value_and_longer_words_come_first():
    """深夜 and 夜 are the same part; 凌晨 is none of the morning."""
    assert all(values_of("part").values())
    assert pattern_of("part").match("深夜")[0] == "深夜"
    assert values_of("part")["凌晨"] != values_of("part")["早"]


def test_how_alike_words_are_does_not_depend_on_what_was_asked_before():
    """A number that is none of the compared ones makes no words rarer or more common."""
    analysis = read_prose("全县新建公路12公里。改造公路30公里。公路评为第一批示范。", None)
    other = next(mention for mention in analysis.scan.mentions if mention.role != "figure")
    claimed = surroundings(analysis, analysis.figures[0])
    alone, after = (Surrounded(analysis, analysis.figures) for _ in range(2))
    after.likeness(claimed, other)
    assert alone.likeness(claimed, analysis.figures[1]) == after.likeness(claimed, analysis.figures[1]) > 0
