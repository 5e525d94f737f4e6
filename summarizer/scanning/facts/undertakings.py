"""Undertakings: whether the words around a measure's name say that it is planned, asked for, completed or ended.

`data/undertakings.tsv` has a rule a row: state, where, pattern, example; `where` as in `wording`, of the name instead of a
figure. A word that tells a thing done (已, 截至, `data/facts.tsv`) nearer to the name keeps a plan of the statement from it. A
name says nothing in a heading; elsewhere its places must agree, but what is completed or ended in one may only be named
in others.

    计划新建|泵站|3座。                     planned
    会议要求各地建立|问题清单|。              called_for
    |封控管理|已全面解除。                   ended
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple, cast

from summarizer.models import MeasureStatus, Span
from summarizer.resources import table
from summarizer.scanning.facts.standing import planned_from
from summarizer.scanning.facts.wording import FactRule, Wording, stated
from summarizer.scanning.segments import segments

_REACH, _REST, _LONGEST_HEADING = 160, 32, 80
_SENTENCE_ENDS = re.compile("[。;!?]")
_OPEN = frozenset({"planned", "called_for"})


class Undertaking(NamedTuple):
    """A state, and whether words at the name tell it, rather than the part of the document that it is in."""

    state: MeasureStatus
    by_words: bool


@cache
def _rules() -> tuple[FactRule, ...]:
    return tuple(_rule(*row[:3]) for row in table("undertakings"))


def _rule(state: str, where: str, pattern: str) -> FactRule:
    return FactRule(state, where, re.compile(f"(?:{pattern})\\Z" if where in {"next", "stretch"} else pattern))


def undertaking(folded: str, spans: Sequence[Span]) -> Undertaking | None:
    """What a text says of the measure whose name has these spans; None where it is silent, or its places disagree."""
    running = [span for span in spans if not _is_heading(folded, span)]
    states = {state_at(folded, span) for span in running}
    if len(states) > 1 and not states & _OPEN:
        states.discard(None)
    if len(states) != 1:
        return None
    state = states.pop()
    if state is not None:
        return Undertaking(state, by_words=True)
    plans = _plans_from(folded)
    return Undertaking("planned", by_words=False) if all(span.start > plans for span in running) else None


def state_at(folded: str, span: Span) -> MeasureStatus | None:
    """What the words around one place of a name say."""
    words = _wording(folded, span)
    for state, where, pattern in _rules():
        if pattern.search(getattr(words, where)):
            done = state in _OPEN and where == "stretch" and stated("status", words) == "actual"
            return None if done else cast("MeasureStatus", state)
    return None


def _wording(folded: str, span: Span) -> Wording:
    """The words around a name, as `wordings` cuts them around a figure; a mark that opens a quotation is left out."""
    parts = segments(folded)
    start, statement = span.start, parts.start("statement", span.start)
    own, stretch = max(parts.start("clause", start), start - _REACH), max(statement, start - _REACH)
    rest = folded[span.end : min(parts.end("clause", span.end), span.end + _REST)]
    return Wording(
        own="".join(folded[own:start].rstrip("“「『\"'").split()),
        stretch="".join(folded[stretch:start].rstrip("“「『\"'").split()),
        rest="".join(rest.lstrip("”」』\"'").split()),
        figure="",
        unit="",
        start=stretch,
        first=True,
        item=False,
        listed=False,
        bracketed=False,
        former=False,
    )


def _is_heading(folded: str, span: Span) -> bool:
    """Whether a short line holds a name without ending any sentence."""
    start, end = segments(folded).around("line", span)
    return end - start <= _LONGEST_HEADING and _SENTENCE_ENDS.search(folded, start, end) is None


@lru_cache(maxsize=8)
def _plans_from(folded: str) -> int:
    return planned_from(folded)
