"""Words in which a numeral counts nothing: 一体化, 四通八达, 三峡, 进一步, 第一时间.

`data/idioms.txt` is made from a dictionary by `scripts/make_idioms.py`; `data/names.tsv` adds what
government language has coined since.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind

from summarizer.models import Span
from summarizer.resources import table


@cache
def _automaton() -> AhoCorasick:
    words = (files("summarizer") / "data" / "idioms.txt").read_text(encoding="utf-8").split()
    coined = [word for row in table("names") for word in row[0].split()]
    return AhoCorasick(sorted({*words, *coined}), matchkind=MatchKind.LeftmostLongest)


@cache
def _coined() -> frozenset[str]:
    return frozenset(word for row in table("names") for word in row[0].split())


def of_language(folded: str) -> Iterator[Span]:
    """The spans of those in a folded string that are words of the language, not names that were coined."""
    return (span for span in find(folded) if folded[span.start : span.end] not in _coined())


def find(folded: str) -> list[Span]:
    """The spans of such words in a folded string."""
    return [Span(start, end) for _, start, end in _automaton().find_matches_as_indexes(folded)]
