"""Whole names: whether the name of a measure is cut out of a longer one that the text writes.

    志愿者服务队 of “巾帼志愿者服务队”     begins inside quotation marks: the whole name is known
    三治融 of 三治融合                  ends inside a word (`data/compounds.tsv`)
    途中抽查 of “登记备案、途中抽查”     is a member of a list: not cut

A name is cut where each of its places is.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.models import Span
from summarizer.resources import table
from summarizer.scanning.numbers import nouns

_QUOTATION = re.compile("(?<![:,说道])[“「『](?P<name>[^“”「」『』\n。!?;我你]{2,20})[”」』]")
_EDGES = "、,;:/“”「」『』‘’\"'《》()<> \t\n"


class CutName(NamedTuple):
    """What a name is cut out of; `whole` is the span of the whole name in Text where quotation marks tell it."""

    words: str
    whole: Span | None


@cache
def _compounds() -> frozenset[str]:
    listed = {word for row in table("compounds") for word in row[0].split()}
    return frozenset(listed | {word for word in nouns.words("verb") if len(word) == len("融合")})


@lru_cache(maxsize=8)
def _quotations(folded: str) -> tuple[list[Span], list[int]]:
    """The spans of short quoted names, in order, and where they end."""
    spans = [Span(*match.span("name")) for match in _QUOTATION.finditer(folded)]
    return spans, [span.end for span in spans]


def cut_name(folded: str, spans: Sequence[Span]) -> CutName | None:
    """What the name with these spans in a folded text is cut out of; None for a whole one."""
    found = [_cut(folded, span) for span in spans]
    return found[0] if found and all(found) else None


def _cut(folded: str, span: Span) -> CutName | None:
    quotations, ends = _quotations(folded)
    for index in range(bisect_right(ends, span.start), len(quotations)):
        quoted = quotations[index]
        if quoted.start >= span.end:
            break
        whole = _whole(folded, span, quoted)
        if whole != span:
            return CutName(folded[whole.start : whole.end], whole)
    word = _torn(folded, span.start) or _torn(folded, span.end)
    return CutName(word, None) if word else None


def _whole(folded: str, span: Span, quoted: Span) -> Span:
    """A span that is widened to the edges of a quotation inside which it begins or ends."""
    begins = quoted.start < span.start < quoted.end and folded[span.start - 1] not in _EDGES
    ends = quoted.start < span.end < quoted.end and folded[span.end] not in _EDGES
    inside = quoted.start <= span.start and span.end <= quoted.end
    mark = 0 if inside else 1
    return Span(quoted.start - mark if begins else span.start, quoted.end + mark if ends else span.end)


def _torn(folded: str, at: int) -> str:
    """The word that a boundary of a name divides, if the characters at either side of it are no words: 安全检|查."""
    word = folded[at - 1 : at + 1] if 0 < at < len(folded) else ""
    if word not in _compounds():
        return ""
    beside = {folded[max(0, at - 2) : at], folded[at : at + 2]}
    return "" if beside & _compounds() else word
