"""The points of series: of each fact, the value that most documents state, in the unit of its series.

A series that is one value of one document tells of neither time nor place, and has no points.
"""

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from summarizer.delivering.consolidating.comparing import dimension
from summarizer.delivering.consolidating.joining import FactGroup, Series, Value
from summarizer.delivering.consolidating.observing import Observation

SERIES = """
CREATE TEMP TABLE series (
  document INTEGER, number INTEGER,  -- the figure that states the value most exactly
  indicator INTEGER, subject TEXT, scope TEXT, measure TEXT, aspect TEXT, status TEXT, base TEXT, unit TEXT,
  value, low, high, period TEXT, period_end TEXT, place TEXT, documents INTEGER, differing INTEGER,
  period_basis TEXT, place_basis TEXT,
  PRIMARY KEY (document, number)
) WITHOUT ROWID"""


class SeriesPoint(NamedTuple):
    """A value at a time in a place; `documents` state it, `differing` ones state another. Null is open."""

    figure: Observation
    value: float | None
    low: float | None
    high: float | None
    documents: int
    differing: int


def points(found: Series) -> Iterator[SeriesPoint]:
    """The points of a series, by place and period."""
    if len(found.groups) > 1 or len({member.document for member in found.groups[0].members}) > 1:
        yield from every_point(found)


def every_point(found: Series) -> Iterator[SeriesPoint]:
    """The points of a series, one that stands alone too."""
    return (_point(found, group, group.values[0]) for group in found.groups)


def other_points(found: Series, group: FactGroup) -> tuple[SeriesPoint, ...]:
    """The other values that documents state of a fact, as points of its series."""
    return tuple(_point(found, group, value) for value in group.values[1:])


def rows(number: int, found: Series) -> Iterator[tuple[object, ...]]:
    """The points of a series as rows of the table."""
    head, scope, measure, aspect, status, base, _ = found.indicator
    for point in points(found):
        figure = point.figure
        yield (
            *(figure.key, figure.number, number, head, scope or None, measure or None, aspect, status, base or None),
            *(found.unit, point.value, point.low, point.high, figure.period, figure.end, figure.place),
            *(point.documents, point.differing, figure.period_basis, figure.place_basis),
        )


def _point(found: Series, group: FactGroup, stated: Value) -> SeriesPoint:
    figure, documents = stated
    everywhere = {member.document for member in group.members}
    value = None if figure.value is None else _signed(figure) * dimension(figure.unit)[1]
    value, low, high = (_in_unit(found, number) for number in (value, figure.low, figure.high))
    return SeriesPoint(figure, value, low, high, len(documents), len(everywhere - documents))


def _signed(figure: Observation) -> float:
    """The stated number, below zero for a decrease."""
    number = float(figure.value or 0)
    return -number if figure.low + figure.high < 0 < number else number


def _in_unit(found: Series, number: float | None) -> float | None:
    if number is None or abs(number) == inf:
        return None
    return float(f"{number / dimension(found.unit)[1]:.12g}")
