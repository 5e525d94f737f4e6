"""Which sentences of a text are in English, and what the rules of each language read of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.scanning.english.english_reader import read_english
from summarizer.scanning.english.stretches import english_spans, is_english, without_english
from summarizer.scanning.scanner import scan_prose

MIXED = "全县有300户参加。The county has 45 villages. 投资3.2亿元，引进GDP增长5%。It will open in 2025."


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("The county has 300 households.", True),
        ("Linquan County (临泉县) has 300 households.", True),
        ("全县有300户。", False),
        ("引进Microsoft Azure平台，覆盖300户。", False),
        ("GDP 5.2%", True),
        ("全县GDP增长5.2%", False),
        ("300", False),
        ("", False),
    ],
)
def test_a_text_is_english_by_its_letters(text, english):
    """A Chinese character weighs as three."""
    assert is_english(text) is english


def test_each_sentence_goes_to_the_rules_of_its_language():
    """At the offsets of the text."""
    assert [MIXED[span.start : span.end].strip() for span in english_spans(MIXED)] == [
        "The county has 45 villages.",
        "It will open in 2025.",
    ]
    assert [mention.surface for mention in read_english(MIXED).mentions] == ["45 villages", "2025"]
    chinese = without_english(MIXED)
    assert [mention.surface for mention in scan_prose(chinese).mentions] == ["300户", "3.2亿元", "5%"]
    assert chinese.index("投资") == MIXED.index("投资")


def test_a_sentence_of_numbers_alone_follows_the_one_before():
    """As in a list of results."""
    assert english_spans("The results are these.\n45%\n结果如下。\n45%") == ((0, len("The results are these.\n45%\n")),)


@given(st.text(alphabet="aB 县。.!\n5,", max_size=60))
def test_without_english_keeps_the_length(text):
    """And every character that is not in an English sentence."""
    rest = without_english(text)
    spans = english_spans(text)
    assert len(rest) == len(text)
    kept = [char for place, char in enumerate(text) if not any(span.start <= place < span.end for span in spans)]
    assert kept == [char for place, char in enumerate(rest) if not any(s.start <= place < s.end for s in spans)]
