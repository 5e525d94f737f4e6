"""Statements: what a text says with numbers, each a unit of judgement.

    figure   1500人, 3.2%                          judged by `text_figures`
    date     3月5日, 2023年, 周五; time 8时30分       `timed`
    score    3:2, 21比18, 6-4/5-7                   `scored`: two numbers of a contest are one statement
    label    第三名, 十九大, 2号, ARJ21              `labelled`: ranks, and numbers within names

Numbers that state nothing are none: indefinite ones (多轮), those of an idiom (五彩斑斓), and 一 before a classifier
where it is but an article (一名居民).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple

from summarizer.checking.report_values import TextVerdict
from summarizer.checking.texts.text_check import StatementKind, TextJudgement
from summarizer.folding import fold
from summarizer.models import Mention, Span
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.numbers import lexicon, units
from summarizer.scanning.numbers.surroundings import Spans

_KINDS: dict[str, StatementKind] = {"figure": "figure", "date": "date", "time": "time"}
_COUNTED_ONE = re.compile("(?:最后|唯|仅有?|只有?)\\Z")
_SCORE = re.compile(r"(?<![\d.])(?<!\d[:比-])(\d{1,3}) ?(?::|比|-|–|—) ?(\d{1,3})(?![\d.])(?![:比-]\d)")


class Statement(NamedTuple):
    """A number of a text: its span there, its words, and the mention that the rules made of it."""

    span: Span
    surface: str
    kind: StatementKind
    mention: Mention

    def judged(self, verdict: TextVerdict, **fields: Any) -> TextJudgement:
        """The judgement on it."""
        return TextJudgement(*self.span, self.surface, self.kind, verdict, **fields)


def statements(text: Analysis) -> Iterator[Statement]:
    """The statements of a text, in its order."""
    mentions, content = text.scan.mentions, text.scan.text.content
    scored, idioms = scores(text), Spans(list(lexicon.of_language(text.scan.text.folded)))
    end = -1
    for mention in mentions:
        if mention.text_start < end or mention.indefinite or _is_article(mention, content) or _is_word(mention, idioms):
            continue
        score = scored.get(mention.text_start)
        span = score or Span(mention.text_start, mention.text_end)
        kind = "score" if score else _KINDS.get(mention.role, "label")
        yield Statement(span, content[span.start : span.end], kind, mention)
        end = span.end


def scores(text: Analysis) -> dict[int, Span]:
    """The scores of a text by where they start: two numbers of a contest that the rules hold for a name or a ratio."""
    mentions = text.scan.mentions
    found = {}
    for match in _SCORE.finditer(text.scan.text.folded):
        place = bisect_left(mentions, match.start(), key=lambda mention: mention.text_start)
        inside = [m for m in mentions[place : place + 2] if m.text_start < match.end()]
        if inside and inside[0].text_start == match.start() and all(m.role == "name" for m in inside):
            found[match.start()] = Span(*match.span())
    return found


def _is_word(mention: Mention, idioms: Spans) -> bool:
    return mention.role == "name" and idioms.cover(mention.text_start, mention.text_end)


def _is_article(mention: Mention, content: str) -> bool:
    """Whether 一 is an article or a part of a word (一致, 一起), 两 means both (两边); the last one (最后一场) is counted."""
    if mention.role not in {"name", "ordinal"} or mention.value not in {1, 2}:
        return False
    words = fold(mention.surface)
    if words.startswith("一"):
        counted = _COUNTED_ONE.search(content, 0, mention.text_start)
        return not counted and (mention.unit is None or units.kind(mention.unit) in {"count", "rank"})
    return words == "两"


def score_numbers(surface: str) -> tuple[int, ...]:
    """The two numbers of a score."""
    return tuple(map(int, re.findall("[0-9]+", fold(surface))))
