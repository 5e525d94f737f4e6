"""Segments: where the lines, sentences, clauses and list items of a folded text begin and end.

    kind        ends at                                  used for
    line        a line break                             a paragraph
    statement   … and 。 ! ?                              what a stated year carries over to
    sentence    … and ;                                  what a quote is widened to
    clause      … and , and the edge of a cell (⇥ |)     how far a direction or a verb reaches
    item        … and 、                                  one member of a list: 桥梁、|隧道、|涵洞
    phrase      a clause, or ended by :                  the heads of a list: 其中:|甲和乙分别为
    term        an item, or ended by :                   a noun and its number: 面积:|120公顷

No segment holds an end of its kind. Positions count code points of the folded text, which is as long as `Text.content`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal

from summarizer.models import Span
from summarizer.resources import lazy_pattern

Kind = Literal["line", "statement", "sentence", "clause", "item", "phrase", "term"]

ENDS: dict[Kind, str] = {"line": "\n"}
ENDS["statement"] = ENDS["line"] + "。!?"
ENDS["sentence"] = ENDS["statement"] + ";"
ENDS["clause"] = ENDS["sentence"] + ",\t|"
ENDS["item"] = ENDS["clause"] + "、"
ENDS["phrase"] = ENDS["clause"] + ":"
ENDS["term"] = ENDS["item"] + ":"

_PATTERNS: dict[Kind, re.Pattern[str]] = {kind: re.compile(f"[{ends}]") for kind, ends in ENDS.items()}
_BEFORE: dict[Kind, re.Pattern[str]] = {kind: re.compile(rf"[^{ends}]*+\Z") for kind, ends in ENDS.items()}
# In English a point ends a statement before a capital, and no comma between digits ends a clause: No. 5, 12,000, 3.2.
_POINT = (
    r"\.(?=[\"')\]]?\s+[\"'(\[]?[A-Z0-9]|[\"')\]]?\s*(?:\Z|[\u4e00-\u9fff]))(?<!\b[A-Z]\.)(?<!\bNo\.)(?<!\bNos\.)(?<!\b[MSD]r\.)"
    r"(?<!\bMrs\.)(?<!\bMs\.)(?<!\bSt\.)(?<!\bMt\.)(?<!\bvs\.)(?<![ .][ap]\.m\.)"
)
_ENGLISH: dict[Kind, re.Pattern[str]] = {
    "line": _PATTERNS["line"],
    "statement": lazy_pattern(rf"[\n。!?]|{_POINT}"),
    "sentence": lazy_pattern(rf"[\n。!?;]|{_POINT}"),
    "clause": lazy_pattern(rf"[\n。!?;\t|()]|{_POINT}|,(?![0-9]{{3}})"),
}
_TEXTS = 8  # a document, and the short strings that are read beside it


class _Ends(dict[Kind, list[int]]):
    """The positions of the characters that end segments of a kind, in order; found when they are first asked for."""

    def __init__(self, folded: str, patterns: Mapping[Kind, re.Pattern[str]]) -> None:
        self._folded = folded
        self._patterns = patterns

    def __missing__(self, kind: Kind) -> list[int]:
        ends = self[kind] = [match.start() for match in self._patterns[kind].finditer(self._folded)]
        return ends


class Segments:
    """The segments of one folded text; each kind is found once."""

    def __init__(self, folded: str, patterns: Mapping[Kind, re.Pattern[str]] = _PATTERNS) -> None:
        self._length = len(folded)
        self._ends = _Ends(folded, patterns)

    def start(self, kind: Kind, position: int) -> int:
        """Where the segment that reaches up to a position begins."""
        ends = self._ends[kind]
        before = bisect_left(ends, position)
        return ends[before - 1] + 1 if before else 0

    def end(self, kind: Kind, position: int) -> int:
        """Where the segment that goes on from a position ends."""
        ends = self._ends[kind]
        after = bisect_left(ends, position)
        return ends[after] if after < len(ends) else self._length

    def around(self, kind: Kind, span: Span) -> Span:
        """A span widened to the segments that it begins and ends in."""
        ends = self._ends[kind]
        before, after = bisect_left(ends, span.start), bisect_left(ends, span.end)
        return Span(ends[before - 1] + 1 if before else 0, ends[after] if after < len(ends) else self._length)

    def divide(self, kind: Kind, start: int, end: int) -> bool:
        """Whether a segment of a kind ends within [start, end)."""
        return self.end(kind, start) < end

    def spans(self, kind: Kind, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """The segments within [start, end) that are not empty, in order."""
        limit = self._length if end is None else end
        while start < limit:
            stop = min(self.end(kind, start), limit)
            if start < stop:
                yield Span(start, stop)
            start = stop + 1


def start_near(folded: str, kind: Kind, position: int, reach: int) -> int:
    """Where the segment that reaches up to a position begins, as far as a reach before it; no index is made for it."""
    match = _BEFORE[kind].search(folded, max(0, position - reach), position)
    return match.start() if match else position


def end_near(folded: str, kind: Kind, position: int, reach: int) -> int:
    """Where the segment that goes on from a position ends, as far as a reach after it."""
    limit = min(len(folded), position + reach)
    match = _PATTERNS[kind].search(folded, position, limit)
    return match.start() if match else limit


def is_divided(folded: str, kind: Kind, start: int, end: int) -> bool:
    """Whether a segment of a kind ends within [start, end)."""
    return _PATTERNS[kind].search(folded, start, end) is not None


@lru_cache(maxsize=_TEXTS)
def segments(folded: str) -> Segments:
    """The segments of a folded text, shared by all rules that read it."""
    return Segments(folded)


@lru_cache(maxsize=_TEXTS)
def english_segments(folded: str) -> Segments:
    """The lines, statements, sentences and clauses of a folded text in English; items, phrases and terms are not distinguished."""
    return Segments(folded, _ENGLISH)
