"""The columns of a page, in reading order: strips without text that part prose on both sides.

A strip is a gutter if the lines on both sides are as long as lines of prose and end flush, for three lines at least. What
crosses it (a headline, a table, a level rule), or is large with nothing beside it, is read before or after both columns.
Each side is parted again, for three columns.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from summarizer.reading.formats.layout.shapes import Grid, Row, Rule, Segment

_NARROWEST, _LEAST_LINES, _LEAST_WIDTH = 0.8, 3, 6.0
_FLUSH, _FLUSH_SHARE, _SAME = 0.8, 0.45, 0.6
_MOST_LEVELS, _MOST_STRIPS = 800, 40
_LARGE, _LEFTMOST = 1.12, -10_000.0


_NO_SIDES = (-math.inf, math.inf)


class PagePart(NamedTuple):
    """A part of a page: its rows and its grids, from the top down, level rules outside of grids, the gutters at its sides."""

    rows: Sequence[Row]
    grids: Sequence[Grid]
    rules: Sequence[Rule] = ()
    sides: tuple[float, float] = _NO_SIDES


class _Strip(NamedTuple):
    """A strip without text: its sides, and the first and last level that it reaches over."""

    x0: float
    x1: float
    first: int
    last: int


class _Level(NamedTuple):
    """A height of a region, and what is there from left to right."""

    y: float
    filled: list[tuple[float, float]]


def in_reading_order(region: PagePart, known: list[tuple[float, float]]) -> Iterator[PagePart]:
    """The columns of a region, one after the other.

    `known` are the sides of gutters that were found on this page and the one before: there a line on both sides is
    enough. Those that are found are added to it.
    """
    levels = _levels(region)
    gutter = _gutter(region, levels, known) if 0 < len(levels) <= _MOST_LEVELS else None
    if gutter is None:
        yield region
        return
    known.append((gutter.x0, gutter.x1))
    for part in _parts(region, gutter, levels[gutter.first].y, levels[gutter.last].y):
        if part.rows or part.grids:
            yield from in_reading_order(part, known)


def _parts(region: PagePart, gutter: _Strip, top: float, bottom: float) -> Iterator[PagePart]:
    """What is above a gutter, left of it, right of it, and below."""
    middle = (gutter.x0 + gutter.x1) / 2
    inside = [row for row in region.rows if top <= row[0].base <= bottom]
    grids = [grid for grid in region.grids if grid.bottom >= top and grid.top <= bottom]
    left = [part for row in inside if (part := [segment for segment in row if segment.x0 < middle])]
    right = [part for row in inside if (part := [segment for segment in row if segment.x0 >= middle])]
    yield region._replace(
        rows=[row for row in region.rows if row[0].base < top],
        grids=[grid for grid in region.grids if grid.bottom < top],
    )
    yield region._replace(
        rows=left, grids=[grid for grid in grids if grid.x0 < middle], sides=(region.sides[0], gutter.x0)
    )
    yield region._replace(
        rows=right, grids=[grid for grid in grids if grid.x0 >= middle], sides=(gutter.x1, region.sides[1])
    )
    yield region._replace(
        rows=[row for row in region.rows if row[0].base > bottom],
        grids=[grid for grid in region.grids if grid.top > bottom],
    )


def _levels(region: PagePart) -> list[_Level]:
    """The heights at which rows and grids are, with all that is there."""
    edges = [edge for grid in region.grids for edge in (grid.top, grid.bottom)]
    heights = sorted({*(row[0].base for row in region.rows), *edges})
    if not heights:
        return []
    rules = [rule for rule in region.rules if heights[0] < rule.at < heights[-1]]
    heights = sorted({*heights, *(rule.at for rule in rules)})
    filled: dict[float, list[tuple[float, float]]] = {height: [] for height in heights}
    for rule in rules:
        filled[rule.at].append((rule.start, rule.end))
    for row in region.rows:
        filled[row[0].base] += [(segment.x0, segment.x1) for segment in row]
    for grid in region.grids:
        for place in range(bisect_left(heights, grid.top), bisect_right(heights, grid.bottom)):
            filled[heights[place]].append((grid.x0, grid.x1))
    for row in _headlines(region):
        filled[row[0].base] = [(_LEFTMOST, -_LEFTMOST)]
    return [_Level(height, sorted(spans)) for height, spans in filled.items()]


def _headlines(region: PagePart) -> Iterator[Row]:
    """The rows that are larger than most, with nothing beside them."""
    segments = [segment for row in region.rows for segment in row]
    usual = median(segment.size for segment in segments) if segments else 0.0
    tops, bottoms = sorted(line.top for line in segments), sorted(line.bottom for line in segments)
    for row in region.rows:
        top, bottom = min(segment.top for segment in row), max(segment.bottom for segment in row)
        beside = bisect_left(tops, bottom) - bisect_right(bottoms, top)
        if row[0].size > _LARGE * usual and beside == len(row):
            yield row


def _gutter(region: PagePart, levels: Sequence[_Level], known: Iterable[tuple[float, float]]) -> _Strip | None:
    """The strip with the most prose on both sides."""
    segments = [segment for row in region.rows for segment in row]
    if not segments:
        return None
    size = median(segment.size for segment in segments)
    best, most = None, 0
    for strip in _strips(levels, _NARROWEST * size):
        is_known = any(_overlap(strip, sides) >= _SAME * (sides[1] - sides[0]) for sides in known)
        least = 1 if is_known else _LEAST_LINES
        if strip.last - strip.first + 1 < least:
            continue
        top, bottom = levels[strip.first].y, levels[strip.last].y
        inside = [segment for segment in segments if top <= segment.base <= bottom]
        left = [segment for segment in inside if segment.x1 <= strip.x0 + 1]
        right = [segment for segment in inside if segment.x0 >= strip.x1 - 1]
        lines = min(len(left), len(right))
        if lines > most and _is_prose(left, size, least) and _is_prose(right, size, least):
            best, most = strip, lines
    return best


def _overlap(strip: _Strip, sides: tuple[float, float]) -> float:
    return min(strip.x1, sides[1]) - max(strip.x0, sides[0])


def _strips(levels: Sequence[_Level], narrowest: float) -> Iterator[_Strip]:
    """The strips without text between the outer edges, each as far up and down as it goes."""
    spans = [span for level in levels for span in level.filled if span[0] > _LEFTMOST]
    outer = min(start for start, _ in spans), max(end for _, end in spans)
    opened: dict[tuple[float, float], int] = {}
    for number, level in enumerate(levels):
        going: dict[tuple[float, float], int] = {}
        for start, end in _free(level, outer):
            for (x0, x1), first in [*opened.items(), ((start, end), number)]:
                sides = max(x0, start), min(x1, end)
                if sides[1] - sides[0] >= narrowest:
                    going[sides] = min(first, going.get(sides, number))
        yield from (_Strip(*sides, first, number - 1) for sides, first in opened.items() if sides not in going)
        opened = dict(sorted(going.items(), key=lambda strip: strip[1])[:_MOST_STRIPS])
    yield from (_Strip(*sides, first, len(levels) - 1) for sides, first in opened.items())


def _free(level: _Level, outer: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """The gaps of a level."""
    position = outer[0]
    for start, end in level.filled:
        if start > position:
            yield position, start
        position = max(position, end)
    if position < outer[1]:
        yield position, outer[1]


def _is_prose(segments: Sequence[Segment], size: float, least: int) -> bool:
    """Whether these are lines of prose: enough, long, and of three or more most flush at the right."""
    if len(segments) < least or median(segment.x1 - segment.x0 for segment in segments) < _LEAST_WIDTH * size:
        return False
    if least < _LEAST_LINES:
        return True
    ends = sorted(segment.x1 for segment in segments)
    near = (bisect_right(ends, end + _FLUSH * size) - bisect_left(ends, end - _FLUSH * size) for end in ends)
    return sum(count >= _LEAST_LINES for count in near) >= _FLUSH_SHARE * len(ends)
