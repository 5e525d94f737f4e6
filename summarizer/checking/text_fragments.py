"""Text fragments: the end of an address at which a browser finds words on a page, shows and marks them.

    https://example.org/news/1.html#:~:text=prefix-,start,end,-suffix

    start     the words, or of long ones and those of several blocks of a page, the first of them; `end`, the last
    prefix    the clauses before them, where the words occur before, or may begin within a word
    suffix    the clauses after them, likewise

A browser takes the first place at which all parts fit, each within one block of the page and from word to word. So the
parts that are given begin and end with clauses, and are the fewest that lead to the place that is meant.
Source: WICG, "URL Fragment Text Directives".
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from summarizer.folding import fold
from summarizer.models import Span
from summarizer.scanning.segments import segments

_LONG, _LEAST, _MOST = 40, 12, 160
_CLAUSES = 4
_BLOCK = re.compile(r"[\n\t]")
_BLANKS = re.compile(r"[ \t\r\n]+")
_DIRECTIVE = ":~:"


class _Parts(NamedTuple):
    """The parts of a text fragment, as spans of the text."""

    prefix: Span | None
    start: Span
    end: Span | None
    suffix: Span | None


def text_fragment(text: str, span: Span) -> str:
    """The text fragment of a span of a text, from `:~:text=` on; of white space alone, an empty one."""
    page = _page(text)
    start, end = page.ends(page.trimmed(span))
    parts = _Parts(None, start, end, None)
    for parts in page.choices(start, end):
        if page.first(parts) == (start.start, (end or start).end):
            break
    given = (
        parts.prefix and f"{_encoded(text, parts.prefix)}-",
        _encoded(text, parts.start),
        parts.end and _encoded(text, parts.end),
        parts.suffix and f"-{_encoded(text, parts.suffix)}",
    )
    return f"{_DIRECTIVE}text={','.join(filter(None, given))}"


def linked(url: str, fragment: str) -> str:
    """An address with a text fragment, after the fragment that it has itself."""
    bare = url.partition(_DIRECTIVE)[0]
    return f"{bare}{'' if '#' in bare else '#'}{fragment}"


def _encoded(text: str, span: Span) -> str:
    """Words as a text directive has them: `-`, `,` and `&` are its own marks."""
    words = _BLANKS.sub(" ", text[slice(*span)]).strip()
    return quote(words, safe="", errors="replace").replace("-", "%2D")


class _Page:
    """A text as a browser compares it: case and width do not count."""

    def __init__(self, text: str) -> None:
        self._folded = fold(text)
        lower = self._folded.lower()
        self._text = lower if len(lower) == len(text) else self._folded
        self._segments = segments(self._folded)

    def trimmed(self, span: Span) -> Span:
        """A span without the white space at its ends."""
        words = self._text[slice(*span)]
        start = span.start + len(words) - len(words.lstrip())
        return Span(start, start + len(words.strip()))

    def ends(self, span: Span) -> tuple[Span, Span | None]:
        """The words of a span; of long ones, and those of several blocks, the first and the last."""
        is_divided = self._is_divided(span)
        clauses = list(self._clauses(span)) if is_divided or span.end - span.start > _LONG else []
        if not clauses:
            return _cut(span), None
        first, last = clauses[0], clauses[-1]
        for clause in clauses:
            if first.end - first.start < _LEAST and not self._is_divided(Span(first.end, clause.start)):
                first = Span(first.start, clause.end)
        for clause in reversed(clauses):
            if last.end - last.start < _LEAST and not self._is_divided(Span(clause.end, last.start)):
                last = Span(clause.start, last.end)
        if first.end < last.start:
            return _cut(first), Span(max(last.start, last.end - _MOST), last.end)
        return _cut(first if is_divided else span), None

    def _clauses(self, span: Span) -> Iterator[Span]:
        for clause in self._segments.spans("clause", *span):
            words = self.trimmed(clause)
            if words.start < words.end:
                yield words

    def _is_divided(self, span: Span) -> bool:
        return _BLOCK.search(self._text, *span) is not None

    def choices(self, start: Span, end: Span | None) -> Iterator[_Parts]:
        """Ways to name the words, the shortest first: with ever more clauses before and after them."""
        stop = (end or start).end
        before, after = self._may_go_on(start.start), self._may_go_on(stop)
        for count in range(_CLAUSES):
            prefix = self._before(start.start, max(count, before))
            yield _Parts(prefix, start, end, self._after(stop, after))
            if count > after:
                yield _Parts(prefix, start, end, self._after(stop, count))

    def _may_go_on(self, position: int) -> bool:
        """Whether a word may go on across a position: where two characters of Chinese meet, only a dictionary can tell."""
        around = self._text[max(0, position - 1) : position + 1]
        return len(around) == 2 and around.isalnum() and _is_chinese(around[0]) == _is_chinese(around[1])  # noqa: PLR2004

    def _before(self, position: int, count: int) -> Span | None:
        """So many clauses before a position, in one block; None where there are none, or they are too long."""
        if not count:
            return None
        low = max(0, position - _MOST)
        start = end = low + len(self._text[low:position].rstrip())
        edges = [edge.end() for edge in _BLOCK.finditer(self._text, low, end)]
        for _ in range(count):
            start = self._segments.start("clause", max(0, start - 1))
        return self._context(Span(max([start, *edges]), end))

    def _after(self, position: int, count: int) -> Span | None:
        """So many clauses after a position, likewise."""
        if not count:
            return None
        words = self._text[position : position + _MOST]
        start = end = position + len(words) - len(words.lstrip())
        edge = _BLOCK.search(self._text, start, position + _MOST)
        for _ in range(count):
            end = self._segments.end("clause", min(end + 1, len(self._text)))
        return self._context(Span(start, min(end, edge.start()) if edge else end))

    def _context(self, span: Span) -> Span | None:
        span = self.trimmed(span)
        return span if 0 < span.end - span.start <= _MOST else None

    def first(self, parts: _Parts) -> Span | None:
        """The first place that fits all parts, as a browser looks for it."""
        start, end = self._text[slice(*parts.start)], self._text[slice(*parts.end)] if parts.end else None
        for begin in self._starts(parts.prefix, start):
            stop = begin + len(start)
            if not end:
                if self._goes_on(parts.suffix, stop):
                    return Span(begin, stop)
                continue
            while (stop := self._text.find(end, stop)) >= 0:
                stop += len(end)
                if self._goes_on(parts.suffix, stop):
                    return Span(begin, stop)
            return None
        return None

    def _starts(self, prefix: Span | None, words: str) -> Iterator[int]:
        wanted = self._text[slice(*prefix)] if prefix else words
        found = self._text.find(wanted)
        while found >= 0:
            start = self._skipped(found + len(wanted)) if prefix else found
            if self._text.startswith(words, start):
                yield start
            found = self._text.find(wanted, found + 1)

    def _goes_on(self, suffix: Span | None, position: int) -> bool:
        return suffix is None or self._text.startswith(self._text[slice(*suffix)], self._skipped(position))

    def _skipped(self, position: int) -> int:
        blanks = _BLANKS.match(self._text, position)
        return blanks.end() if blanks else position


def _cut(span: Span) -> Span:
    return Span(span.start, min(span.end, span.start + _MOST))


def _is_chinese(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


_page = lru_cache(maxsize=4)(_Page)
