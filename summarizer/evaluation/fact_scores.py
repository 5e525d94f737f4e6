"""Outcomes of facts: whether a delivered figure means what the gold's does.

Every figure of the gold that has facts is asked, whatever its verdict; one that is not delivered is wrong in all of them.
A time is right if it overlaps the gold's and has a year with it in common.
"""

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, get_args

from summarizer.checking.report_figures import Figure
from summarizer.checking.report_values import PlaceName, ReportRegion
from summarizer.evaluation.gold import FactName, Gold, GoldFacts, GoldFigure
from summarizer.evaluation.outcomes import ItemOutcome

UNTIL_PUBLISHED = "..published"
_TIME = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d\d)(?:-(\d\d))?))?")


class Interval(NamedTuple):
    """The first and the last day of a time; None where it is open."""

    first: date | None
    last: date | None


def fact_outcomes(gold: Gold, figures: Sequence[Figure]) -> Iterator[ItemOutcome]:
    """The outcome of each gold figure that has facts."""
    spans = {figure.start: (figure.start, figure.end) for figure in gold.figures}
    for figure in gold.figures:
        if figure.facts is not None:
            delivered = _delivered(figure, figures)
            right = _facts(figure.facts, delivered, gold.published, spans)
            name = delivered.as_written if delivered and delivered.as_written else ""
            asked = {f"fact_{fact}": hit for fact, hit in right.items() if fact not in figure.facts.unsure}
            yield ItemOutcome(gold.doc, "facts", figure.start, name, asked)


def _delivered(gold: GoldFigure, figures: Sequence[Figure]) -> Figure | None:
    """The figure that overlaps the gold's most; of those, the shortest, then the first."""
    overlapping = [
        (min(span[1], gold.end) - max(span[0], gold.start), span[0] - span[1], -index)
        for index, figure in enumerate(figures)
        if (span := figure.span) is not None and span[0] < gold.end and gold.start < span[1]
    ]
    return figures[-max(overlapping)[2]] if overlapping else None


def _facts(
    gold: GoldFacts, figure: Figure | None, published: str | None, spans: dict[int, tuple[int, int]]
) -> dict[FactName, bool]:
    """Each fact, whether it is right; what is not delivered counts as the default."""
    if figure is None:
        return dict.fromkeys(get_args(FactName), False)
    return {
        "status": (figure.status or "actual") == gold.status,
        "aspect": (figure.aspect or "amount") == gold.aspect,
        "direction": figure.direction == gold.direction,
        "base": _same_base(gold, figure.base, published),
        "cumulative": bool(figure.cumulative) == gold.cumulative,
        "new": bool(figure.new) == gold.new,
        "whole": _same_whole(gold.whole, figure.whole, spans),
        "period": same_period(gold.period, figure.period.iso if figure.period else None, published),
        "place": gold.place == _code(figure.place),
    }


def _code(place: ReportRegion | PlaceName | None) -> str | None:
    return (place.towncode or place.adcode) if isinstance(place, ReportRegion) else place.adcode if place else None


def _same_whole(gold: int | None, whole: tuple[int, int] | None, spans: dict[int, tuple[int, int]]) -> bool:
    if gold is None or whole is None:
        return gold is None and whole is None
    start, end = spans.get(gold, (gold, gold + 1))
    return whole[0] < end and start < whole[1]


def _same_base(gold: GoldFacts, base: str | None, published: str | None) -> bool:
    """Whether two bases are one: yoy is the year before, previous the end of that year."""
    if gold.base == base or not gold.base or not base or "other" in {gold.base, base}:
        return (gold.base or None) == (base or None)
    time = interval(gold.period, published)
    if time is None or time.last is None:
        return False
    before = str(time.last.year - 1)
    if "previous" in {gold.base, base}:
        other = base if gold.base == "previous" else gold.base
        return other in {before, f"{before}-12", f"{before}-12-31"}
    return {before if word == "yoy" else word for word in (gold.base, base)} == {before}


def same_period(gold: str | None, delivered: str | None, published: str | None) -> bool:
    """Whether a time overlaps the gold's and they have a year in common; without a year a time is not known."""
    first, second = interval(gold, published), interval(delivered, published)
    if first is None or second is None or first == second:
        return first == second
    starts = max(first.first or date.min, second.first or date.min)
    ends = min(first.last or date.max, second.last or date.max)
    return starts <= ends and bool(_years(first) & _years(second))


def _years(time: Interval) -> set[int]:
    return {day.year for day in time if day is not None}


def interval(iso: str | None, published: str | None) -> Interval | None:
    """An ISO 8601 time, or `..published`, as its days; None where it has no year."""
    if iso == UNTIL_PUBLISHED:
        until = interval(published, None)
        return until and Interval(None, until.last)
    start, slash, end = (iso or "").replace("..", "").partition("/")
    first, last = _days(start), _days(end if slash else start)
    return Interval(first and first[0], last and last[1]) if first or last else None


def _days(time: str) -> tuple[date, date] | None:
    """The first and the last day of a year, half, quarter, month or day."""
    match = _TIME.fullmatch(time.strip().split("T")[0])
    if match is None:
        return None
    year, quarter, half, month, day = (int(part) if part else None for part in match.groups())
    if year is None:
        return None
    first_month = month or (quarter and quarter * 3 - 2) or (half and half * 6 - 5) or 1
    last_month = month or (quarter and quarter * 3) or (half and half * 6) or 12
    try:
        last_day = day or calendar.monthrange(year, last_month)[1]
        return date(year, first_month, day or 1), date(year, last_month, last_day)
    except ValueError:
        return None
