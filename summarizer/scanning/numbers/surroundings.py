"""What the role rules see besides a number: the text around it, idioms, names, quotes and places."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.models import Span
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers import lexicon
from summarizer.scanning.numbers.quantities import Quantity

_QUOTED = lazy_pattern(r"[“「『‘\"]([^“”「」『』‘’\"\n。！？!?]{1,16})[”」』’\"]")
# Scraped titles have lost their quotation marks to the file system: 织密_三张网_.
_UNDERSCORED = lazy_pattern(r"_([^_\n]{1,16})(?=_)")
_TITLED = lazy_pattern(r"《[^《》\n]{1,80}》")
# A row of slogans, however long: “三个坚持、五大突破、七项任务”.
_SLOGAN = "[一二两三四五六七八九十百千]{1,3}[\u4e00-\u9fff]{1,8}"
_SLOGANS = lazy_pattern(f'[“「『"]({_SLOGAN}(?:[、,，]{_SLOGAN}){{1,11}})[”」』"]')
_SPEECH = re.compile(r"[,，;；:：]|\d[^”」』’]*、|、[^”」』’]*\d")
# Speech may be short: “去年收入8万多元”. Names are shorter: “10公里服务圈”.
_VALUE, _LONGEST_NAME = lazy_pattern(r"[0-9][千百万亿多余]*(?:元|块|斤|公斤|亩|吨|人|户)"), 8
NAME, QUOTE, PLACE = 1, 2, 4
_WITH_BIT = [bytes(marks | bit for marks in range(256)) for bit in (NAME, QUOTE, PLACE)]


class Spans:
    """Sorted spans, searched for those that cover or overlap a range."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = [span.end for span in ordered]
        self._reach = list(map(max, self._ends, [0, *self._ends]))

    def cover(self, start: int, end: int) -> bool:
        """Whether some span contains all of [start, end)."""
        index = bisect_right(self._starts, start)
        return index > 0 and end <= self._reach[index - 1]

    def overlap(self, start: int, end: int) -> bool:
        """Whether some span shares a character with [start, end)."""
        index = bisect_right(self._starts, start)
        before_end = index < len(self._starts) and self._starts[index] < end
        return before_end or (index > 0 and start < self._ends[index - 1])


@dataclass(frozen=True, slots=True)
class Context:
    """The folded text of a document with the spans of its names, quotes and places.

    `held` has the bits `NAME`, `QUOTE` and `PLACE` of each character that they hold.
    """

    folded: str
    names: Spans
    quotes: Spans
    places: Spans
    held: bytearray

    def before(self, quantity: Quantity, length: int = 8) -> str:
        start = quantity.start
        return self.folded[start - length if start > length else 0 : start]

    def after(self, quantity: Quantity, length: int = 6) -> str:
        return self.folded[quantity.end : quantity.end + length]

    def word(self, quantity: Quantity) -> str:
        """The digits alone."""
        return self.folded[quantity.number_start : quantity.number_end]


def context(folded: str, places: Sequence[Span]) -> Context:
    """Find the idioms, names and quotes of a folded text once, for all its quantities."""
    quoted = [Span(*match.span()) for match in _QUOTED.finditer(folded) if not _is_speech(match[1])]
    quoted += [Span(*match.span(1)) for match in _UNDERSCORED.finditer(folded)]
    quoted += [Span(*match.span()) for match in _SLOGANS.finditer(folded)]
    titled = [Span(*match.span()) for match in _TITLED.finditer(folded)]
    quotes, names = [*quoted, *titled], lexicon.find(folded)
    return Context(folded, Spans(names), Spans(quotes), Spans(places), held(folded, names, quotes, places))


def held(folded: str, *kinds: Iterable[Span]) -> bytearray:
    """For each character the bits of the kinds of spans that hold it: 1 of the first kind, 2 of the second, 4 of the third."""
    marks = bytearray(len(folded))
    for spans, with_bit in zip(kinds, _WITH_BIT, strict=False):
        for start, end in spans:
            marks[start:end] = marks[start:end].translate(with_bit)
    return marks


def _is_speech(quote: str) -> bool:
    return bool(_SPEECH.search(quote) or (len(quote) > _LONGEST_NAME and _VALUE.search(quote)))
