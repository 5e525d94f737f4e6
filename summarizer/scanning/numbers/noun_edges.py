"""Edges of a noun: white space, and brackets or quotes whose other half is outside, are no part of it."""

from summarizer.models import Span

_OPEN, _CLOSE = '("“‘《【[', ')"”’》】]'
_EDGES = frozenset(_OPEN + _CLOSE + "".join(filter(str.isspace, map(chr, range(0x3001)))))


def trimmed(folded: str, start: int, end: int) -> Span | None:
    """Without white space, and without brackets or quotes whose other half is outside."""
    while start < end and folded[start] in _EDGES and _begins_outside(folded, start, end):
        start += 1
    while start < end and folded[end - 1] in _EDGES and _ends_outside(folded, start, end):
        end -= 1
    return Span(start, end) if start < end else None


def _begins_outside(folded: str, start: int, end: int) -> bool:
    first = folded[start]
    if first.isspace() or first in _CLOSE:
        return True
    return _CLOSE[_OPEN.find(first)] not in folded[start + 1 : end]


def _ends_outside(folded: str, start: int, end: int) -> bool:
    last = folded[end - 1]
    if last.isspace() or (last in _OPEN and last not in _CLOSE):
        return True
    kind = _CLOSE.find(last)
    return kind >= 0 and _OPEN[kind] not in folded[start : end - 1]
