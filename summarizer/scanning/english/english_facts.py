"""English facts: what the words around a figure tell of it, by `data/english_facts.tsv`.

Only what words tell is stated: direction, status, base, aspect, cumulative and new, as `Facts` of the Chinese rules have
them. A rule is a row: fact, value, where, pattern, example with the figure in [brackets]. `where` is

    next      the words between the number before, or the start of the clause, and this one; the pattern ends them
    share     … of a number that is a share, a multiple or in points
    own       … and the pattern appears anywhere in them
    stretch   the words from the start of the statement
    rest      the words between the number and the next one, or the end of the clause; the pattern begins them
    around    own and rest

A figure that to, a comma or and joins to the one before has its direction, where no words of its own tell one.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from summarizer.resources import lazy_pattern, table
from summarizer.scanning.english.english_amounts import EnglishAmount
from summarizer.scanning.facts.fact_types import Facts
from summarizer.scanning.segments import english_segments

_REACH = 160
_JOINED = lazy_pattern(r"(?i)[\s,]*(?:(?:and|or|to|to reach|and then|while|respectively)[\s,]*){0,2}\Z")
_FROM = lazy_pattern(r"(?i)\bfrom(?: (?:a|the|just|only|some|about))*\s*\Z")
_MOVED_TO = lazy_pattern(r"(?i)[^.;]{0,80}\bto(?: reach| just| about| over| nearly)?\s*")
_TO = lazy_pattern(r"(?i)\bto\s*\Z")


_SHARES = frozenset({"%", "‰", "倍", "个百分点", "个基点"})
_ENDING = (r"\b(?:", r")\s*\Z")
_EDGES = {"next": _ENDING, "share": _ENDING, "rest": (r"\A\W{0,3}(?:", r")\b")}


class _Words(NamedTuple):
    """The words around a figure."""

    own: str
    stretch: str
    rest: str
    unit: str | None = None

    @property
    def next(self) -> str:
        return self.own

    @property
    def share(self) -> str:
        return self.own if self.unit in _SHARES else ""

    @property
    def around(self) -> str:
        return f"{self.own} … {self.rest}"


@cache
def rules(fact: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """The value, place and pattern of each rule of a fact, in the order of the table."""
    return tuple((row[1], row[2], _pattern(row[2], row[3])) for row in table("english_facts") if row[0] == fact)


def _pattern(where: str, pattern: str) -> re.Pattern[str]:
    before, after = _EDGES.get(where, (r"\b(?:", r")\b"))
    return re.compile(f"(?i:{before}{pattern}{after})")


def facts(folded: str, figures: Sequence[EnglishAmount]) -> list[Facts]:
    """The facts of each figure of a text, which are in order."""
    found: list[Facts] = []
    last = _Words("", "", "")
    for place, figure in enumerate(figures):
        floor = figures[place - 1].end if place else 0
        ceiling = figures[place + 1].start if place + 1 < len(figures) else len(folded)
        words = _words(folded, figure, floor, ceiling)
        between = folded[floor : figure.start]
        last = _after_former(words, last, between)
        own = _facts(figure, last)
        is_joined = place > 0 and _is_joined(between, figures[place - 1], figure)
        found.append(_carried(own, found[-1]) if is_joined else own)
    return found


def _after_former(words: _Words, last: _Words, between: str) -> _Words:
    """The words of a level that something moved to: fell from 300 tonnes to | 200, as if it said fell to."""
    former = _FROM.search(last.own)
    if former is None or len(between) > _REACH or not _MOVED_TO.fullmatch(between):
        return words
    return words._replace(own=f"{last.own[: former.start()]}to ")


def _words(folded: str, figure: EnglishAmount, floor: int, ceiling: int) -> _Words:
    parts = english_segments(folded)
    statement = max(parts.start("statement", figure.start), figure.start - _REACH)
    own = max(floor, parts.start("clause", figure.start), figure.start - _REACH)
    rest = min(ceiling, parts.end("clause", figure.end), figure.end + _REACH)
    before, after = folded[own : figure.start], folded[figure.end : rest]
    return _Words(before, folded[statement : figure.start], after, _unit(figure))


def _unit(figure: EnglishAmount) -> str | None:
    return figure.unit.unit if figure.unit else None


def _stated(fact: str, words: _Words) -> str | None:
    for value, where, pattern in rules(fact):
        if pattern.search(getattr(words, where)):
            return value
    return None


def _facts(figure: EnglishAmount, words: _Words) -> Facts:
    direction = _direction(figure, words)
    stated: dict[str, Any] = {
        "direction": direction,
        "status": _stated("status", words),
        "base": _stated("base", words),
    }
    stated["aspect"] = _aspect(figure, words, direction)
    stated |= {name: True for name in ("cumulative", "new") if _stated(name, words)}
    known = {name: value for name, value in stated.items() if value is not None}
    return Facts(**known, stated=frozenset(known))


def _direction(figure: EnglishAmount, words: _Words) -> str | None:
    if figure.changed:
        return "increase" if figure.changed > 0 else "decrease"
    return None if _FROM.search(words.own) else _stated("direction", words)


def _aspect(figure: EnglishAmount, words: _Words, direction: str | None) -> str | None:
    """Growth for a share or multiple by which something moved, change for an amount; None for the level it moved to."""
    unit = _unit(figure)
    if unit in {"个百分点", "个基点"}:
        return "change"
    if direction is None or _TO.search(words.own):
        return None
    return "growth" if unit in {"%", "倍"} else _stated("aspect", words)


def _is_joined(between: str, last: EnglishAmount, figure: EnglishAmount) -> bool:
    """Whether to joins two figures, or a comma or and joins two of one unit: up 5 percent to 3 tonnes, 5 percent and 3 percent."""
    if not _JOINED.fullmatch(between) or not between.strip():
        return False
    return _TO.search(between) is not None or (figure.unit is not None and _unit(last) == _unit(figure))


def _carried(own: Facts, last: Facts) -> Facts:
    """The facts of a figure with the direction of the one that it is joined to, where it has none."""
    if own.direction is not None or last.direction is None:
        return own
    return own._replace(direction=last.direction, stated=own.stated | {"direction"})
