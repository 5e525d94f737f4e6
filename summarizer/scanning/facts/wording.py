"""Wording: the words around a figure, and the table of what they say of it.

`data/facts.tsv` has a rule a row: fact, value, where, pattern, example. The first row of a fact whose pattern appears
where the row says gives the value. Words are folded and without blanks. `where` is

    next      the words between the number before, or the start of the clause, and this one; the pattern ends them
    own       … and the pattern appears anywhere in them
    stretch   the words between the number before, or the start of the statement, and this one
    rest      the words between the number and the next one, or the end of the clause
    unit      the pattern is the whole unit
    figure    the number itself, with qualifier and unit
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.models import Mention
from summarizer.resources import lazy_pattern, table
from summarizer.scanning.cues import Cues
from summarizer.scanning.numbers import units
from summarizer.scanning.segments import segments

_REACH, _REST = 80, 24
_FORMER = lazy_pattern(r"(?:由|从)[^,、;。]{0,20}\Z")
_TURNED = lazy_pattern(r"[^,;。0-9]{0,8}(?:至|到|为|成)")
_JOINED = lazy_pattern(r"\s?(?:、|和|与|及|以及|至|/)\s?")


class FactRule(NamedTuple):
    """A row of the table."""

    value: str
    where: str
    pattern: re.Pattern[str]


class Wording(NamedTuple):
    """The words around a figure; `start`: where the stretch begins in Text.

    `first`: no figure comes before it in its statement. `item`: 、 or 和 joins it to the one before; `listed`: so do no
    other words (增长5%、4%和3%). `bracketed`: it is in brackets. `former`: a change begins at it (由91%提高到96%).
    """

    own: str
    stretch: str
    rest: str
    figure: str
    unit: str
    start: int
    first: bool
    item: bool
    listed: bool
    bracketed: bool
    former: bool


@cache
def rules(fact: str, *places: str) -> tuple[FactRule, ...]:
    """The rules of a fact, in the order of the table; of `places` alone, where any are given."""
    return tuple(rule for of, rule in _rules() if of == fact and (not places or rule.where in places))


@cache
def _rules() -> tuple[tuple[str, FactRule], ...]:
    """All rules of the table, each with its fact."""
    return tuple((row[0], _rule(*row[1:4])) for row in table("facts"))


def _rule(value: str, where: str, pattern: str) -> FactRule:
    ends = {"next": (r"(?:", r")[了约近]?\Z"), "unit": (r"\A(?:", r")\Z")}.get(where, ("", ""))
    return FactRule(value, where, re.compile(f"{ends[0]}{pattern}{ends[1]}"))


def stated(fact: str, wording: Wording) -> str | None:
    """What the words say of a fact; None where they are silent."""
    candidates = _candidates(wording.own, wording.stretch, wording.rest, wording.figure, wording.unit)
    for value, where, pattern in candidates.get(fact, ()):
        words: str = wording.own if where == "next" else getattr(wording, where)
        if words and pattern.search(words):
            return value
    return None


@lru_cache(maxsize=1024)
def _candidates(*words: str) -> dict[str, list[FactRule]]:
    """The rules by fact of which some words have a cue."""
    found: dict[str, list[FactRule]] = {}
    for index in _cues().matching("\n".join(words)):
        fact, rule = _rules()[index]
        found.setdefault(fact, []).append(rule)
    return found


@cache
def _cues() -> Cues:
    return Cues([rule.pattern for _, rule in _rules()])


def wordings(folded: str, figures: Sequence[Mention]) -> list[Wording]:
    """The words around each of the figures of a folded text, which are in order."""
    return [_wording(folded, figures, index) for index in range(len(figures))]


def _wording(folded: str, figures: Sequence[Mention], index: int) -> Wording:
    figure, parts = figures[index], segments(folded)
    start, end = figure.text_start, figure.text_end
    floor = figures[index - 1].text_end if index else 0
    ceiling = figures[index + 1].text_start if index + 1 < len(figures) else len(folded)
    statement = parts.start("statement", start)
    own = max(floor, parts.start("clause", start), start - _REACH)
    stretch = max(floor, statement, start - 2 * _REACH)
    joined = _JOINED.match(folded, floor, start) if floor > statement else None
    return Wording(
        own=_squeezed(folded[own:start]),
        stretch=_squeezed(folded[stretch:start]),
        rest=_squeezed(folded[end : min(ceiling, parts.end("clause", end), end + _REST)]),
        figure=_squeezed(folded[start:end]),
        unit=figure.unit or "",
        start=stretch,
        first=floor <= statement,
        item=joined is not None and not parts.divide("clause", floor, start),
        listed=joined is not None and joined.end() == start and _alike(figures[index - 1], figure),
        bracketed=_is_bracketed(folded, statement, start),
        former=_FORMER.search(folded, own, start) is not None and _TURNED.match(folded, end) is not None,
    )


def _squeezed(words: str) -> str:
    return "".join(words.split()) if " " in words else words


def _alike(last: Mention, figure: Mention) -> bool:
    return last.unit is None or units.kind(last.unit) == units.kind(figure.unit)


def _is_bracketed(folded: str, statement: int, start: int) -> bool:
    opened = folded.rfind("(", max(statement, start - _REACH), start)
    return opened >= 0 and folded.find(")", opened, start) < 0
