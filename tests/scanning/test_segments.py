"""Segments: each kind ends where its table says, and all rules share them."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.models import Span
from summarizer.scanning.segments import ENDS, Segments, end_near, is_divided, segments, start_near

TEXT = "其中:甲、乙分别为3,4。年末\n投资|12亿元\t增长5%;占比!多少?完"
texts = st.text(alphabet="甲乙3 。!?;,\t|、:\n", max_size=40)
kinds = st.sampled_from(sorted(ENDS))


@pytest.mark.parametrize(
    ("kind", "pieces"),
    [
        ("line", ["其中:甲、乙分别为3,4。年末", "投资|12亿元\t增长5%;占比!多少?完"]),
        ("statement", ["其中:甲、乙分别为3,4", "年末", "投资|12亿元\t增长5%;占比", "多少", "完"]),
        ("sentence", ["其中:甲、乙分别为3,4", "年末", "投资|12亿元\t增长5%", "占比", "多少", "完"]),
        ("clause", ["其中:甲、乙分别为3", "4", "年末", "投资", "12亿元", "增长5%", "占比", "多少", "完"]),
        ("item", ["其中:甲", "乙分别为3", "4", "年末", "投资", "12亿元", "增长5%", "占比", "多少", "完"]),
        ("phrase", ["其中", "甲、乙分别为3", "4", "年末", "投资", "12亿元", "增长5%", "占比", "多少", "完"]),
        ("term", ["其中", "甲", "乙分别为3", "4", "年末", "投资", "12亿元", "增长5%", "占比", "多少", "完"]),
    ],
)
def test_each_kind_ends_where_its_table_says(kind, pieces):
    """The pieces of one text, by kind."""
    assert [TEXT[start:end] for start, end in Segments(TEXT).spans(kind)] == pieces


@given(texts, kinds)
def test_segments_are_the_text_without_its_ends(text, kind):
    """In order, apart, none empty, none with an end of its kind in it."""
    pieces = [text[start:end] for start, end in Segments(text).spans(kind)]
    assert pieces == [piece for piece in re.split(f"[{ENDS[kind]}]", text) if piece]


@given(texts, kinds, st.data())
def test_a_span_is_widened_to_its_segments(text, kind, data):
    """Up to the nearest end before it and the nearest at its end or after."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, after = re.split(f"[{ENDS[kind]}]", text[:start])[-1], re.split(f"[{ENDS[kind]}]", text[end:])[0]
    assert Segments(text).around(kind, Span(start, end)) == Span(start - len(before), end + len(after))


@given(texts, kinds, st.data())
def test_a_stretch_is_divided_where_an_end_lies_in_it(text, kind, data):
    """What lies before or after it does not count."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert Segments(text).divide(kind, start, end) == bool(re.search(f"[{ENDS[kind]}]", text[start:end]))


@given(texts, kinds, st.integers(0, 40), st.integers(0, 12))
def test_what_is_near_needs_no_index(text, kind, position, reach):
    """A segment looked for up to a reach begins and ends where the index says, or at the reach."""
    position, indexed = min(position, len(text)), Segments(text)
    begins, ends = max(0, position - reach), min(len(text), position + reach)
    assert start_near(text, kind, position, reach) == max(indexed.start(kind, position), begins)
    assert end_near(text, kind, position, reach) == min(indexed.end(kind, position), ends)
    assert is_divided(text, kind, position, ends) == indexed.divide(kind, position, ends)


def test_the_segments_of_a_text_are_found_once():
    """Whoever asks for those of a text gets the same ones."""
    assert segments(TEXT) is segments(TEXT)


def test_no_other_module_has_an_expression_for_sentences_or_clauses():
    """A class of two ends or more as a whole pattern is a segment by another name."""
    package = Path(__file__).parents[2] / "summarizer"
    pattern = re.compile(r're\.(?:compile|split|search|finditer)\(\s*r?f?"\[[^\]^"]*[。；;][^\]"]*\]"')
    modules = [
        path for path in package.rglob("*.py") if "reading" not in path.parts
    ]  # below scanning: it has no segments
    owners = {path.name for path in modules if pattern.search(path.read_text(encoding="utf-8"))}
    assert owners <= {"segments.py"}
