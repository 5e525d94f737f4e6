"""Undertakings: whether the words around a measure's name say that it is planned, asked for, completed or ended.

`data/undertakings.tsv` has a rule a row: state, where, pattern, example; `where` as in `wording`, of the name instead of a
figure, or `around`: the statement with the name in 【】. Two states are weaker: `done` is completed, but planned in a part of
plans (`plan_parts`); `absent` says that this place does not count (没有安装报警器).

A word that tells a thing done (已, 截至, `data/facts.tsv`) nearer to the name keeps a plan of the statement from it. A
name says nothing in a heading; elsewhere its places must agree, but what is completed or ended in one may only be named
in others.

    计划新建|泵站|3座。                     planned
    会议要求各地建立|问题清单|。              called_for
    |封控管理|已全面解除。                   ended
    二、今年的重点工作 … 建设|泵站|。         planned, but not by words
"""

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple, cast

from summarizer.models import MeasureStatus, Span
from summarizer.resources import lazy_pattern, table
from summarizer.scanning.cues import Cues
from summarizer.scanning.facts.plan_parts import PlanParts
from summarizer.scanning.facts.wording import Wording, stated
from summarizer.scanning.segments import ENDS, segments

_REACH, _REST, _AFTER, _LONGEST_HEADING = 160, 32, 60, 80
_SENTENCE_ENDS = lazy_pattern(f"[{ENDS['sentence']}]")
_OPENS, _CLOSES = "“「『\"'", "”」』\"'"
_OPEN = frozenset({"planned", "called_for"})
_WHERE = {"next": 0, "own": 0, "stretch": 1, "rest": 2, "around": 3}  # the place in `_Words`
_STRETCH = _WHERE["stretch"]
_GOES_ON = lazy_pattern(r"现有|目前|一直|常年|长期|已(?!有|知)[^,]{0,30}\Z|继续(?:运行|使用|有效|执行|保留)")


class Undertaking(NamedTuple):
    """A state, and whether words at the name tell it, rather than the part of the document that it is in."""

    state: MeasureStatus
    by_words: bool


class _Words(NamedTuple):
    """The words around a name; `figure` gives them as `wording` has those around a number."""

    own: str
    stretch: str
    rest: str
    around: str

    @property
    def figure(self) -> Wording:
        return Wording(self.own, self.stretch, self.rest, "", "", 0, True, False, False, False, False)  # noqa: FBT003


class _Rule(NamedTuple):
    """A row of the table; `where` is the place in `_Words` of the words that it is about."""

    state: str
    where: int
    pattern: re.Pattern[str]


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(_rule(*row[:3]) for row in table("undertakings"))


@cache
def _cues() -> Cues:
    return Cues([rule.pattern for rule in _rules()])


def _rule(state: str, where: str, pattern: str) -> _Rule:
    ends = where in {"next", "stretch"}
    return _Rule(state, _WHERE[where], re.compile(f"(?:{pattern})\\Z" if ends else pattern))


@lru_cache(maxsize=256)
def undertaking(folded: str, spans: tuple[Span, ...]) -> Undertaking | None:
    """What a text says of the measure whose name has these spans; None where it is silent, or its places disagree."""
    running = [span for span in spans if not _is_heading(folded, span)]
    found = {_place(folded, span) for span in running} or {_part(folded, span) for span in spans}
    found.discard("absent")
    stated = {place for place in found if isinstance(place, Undertaking)}
    states = {place.state for place in stated}
    if len(states) != 1 or (None in found and states & _OPEN):
        return None
    return Undertaking(states.pop(), by_words=any(place.by_words for place in stated))


def state_at(folded: str, span: Span) -> str | None:
    """The state of the table that the words around one place of a name tell; `in_force` where a word tells a thing done."""
    return _state(_words(folded, span))


def _state(words: _Words) -> str | None:
    for index in _cues().matching(words.around):
        state, where, pattern = _rules()[index]
        if pattern.search(words[where]):
            done = state in _OPEN and where == _STRETCH and stated("status", words.figure) == "actual"
            return "in_force" if done else state
    return None


def _place(folded: str, span: Span) -> Undertaking | Literal["absent"] | None:
    """What one place says: by words, else by the part of the document that it is in."""
    words = _words(folded, span)
    state = _state(words)
    if state == "absent":
        return "absent"
    if state == "in_force" or (state is None and _GOES_ON.search(words.own + words.rest)):
        return None
    if state is None:
        return _part(folded, span)
    if state == "done":
        return _part(folded, span) or Undertaking("completed", by_words=True)
    return Undertaking(cast("MeasureStatus", state), by_words=True)


def _part(folded: str, span: Span) -> Undertaking | None:
    state = _plan_parts(folded).state(span.start)
    return Undertaking(state, by_words=False) if state else None


def _words(folded: str, span: Span) -> _Words:
    """The words around a name; a mark that opens a quotation is left out."""
    parts = segments(folded)
    start, end = span
    own, stretch = parts.start("clause", start), parts.start("statement", start)
    before = _squeezed(folded[max(stretch, start - _REACH) : start])
    after = _squeezed(folded[end : min(parts.end("statement", end), end + _AFTER)])
    rest = folded[end : min(parts.end("clause", end), end + _REST)]
    return _Words(
        own=_squeezed(folded[max(own, start - _REACH) : start].rstrip(_OPENS)),
        stretch=before.rstrip(_OPENS),
        rest=_squeezed(rest.lstrip(_CLOSES)),
        around=f"{before.rstrip(_OPENS)}【{_squeezed(folded[start : min(end, start + _AFTER)])}】{after.lstrip(_CLOSES)}",
    )


def _squeezed(words: str) -> str:
    return "".join(words.split())


def _is_heading(folded: str, span: Span) -> bool:
    """Whether a short line holds a name without ending any sentence."""
    start, end = segments(folded).around("line", span)
    return end - start <= _LONGEST_HEADING and _SENTENCE_ENDS.search(folded, start, end) is None


@lru_cache(maxsize=8)
def _plan_parts(folded: str) -> PlanParts:
    return PlanParts(folded)
