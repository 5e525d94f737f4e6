"""The columns of a page, in reading order: strips without text that part prose on both sides.

A strip is a gutter if the lines on both sides are as long as lines of prose and end flush, for three lines at least. What
crosses it (a headline, a table) is read before or after both columns. Each side is parted again, for three columns.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from summarizer.reading.formats.layout.shapes import Grid, Row, Segment

_NARROWEST, _LEAST_LINES, _LEAST_WIDTH = 0.8, 3, 6.0
_FLUSH, _FLUSH_SHARE = 0.8, 0.45
_MOST_LEVELS, _MOST_STRIPS = 800, 40


class Region(NamedTuple):
    """A part of a page: its rows and its grids, from the top down."""

    rows: list[Row]
    grids: list[Grid]


class _Strip(NamedTuple):
    """A strip without text: its sides, and the first and last level that it reaches over."""

    x0: float
    x1: float
    first: int
    last: int


class _Level(NamedTuple):
    """A height of a region, and what is there from left to right."""

    y: float
    taken: list[tuple[float, float]]


def in_reading_order(region: Region) -> Iterator[Region]:
    """The columns of a region, one after the other."""
    levels = _levels(region)
    gutter = _gutter(region, levels) if _LEAST_LINES <= len(levels) <= _MOST_LEVELS else None
    if gutter is None:
        yield region
        return
    top, bottom, middle = levels[gutter.first].y, levels[gutter.last].y, (gutter.x0 + gutter.x1) / 2
    above = Region(
        [row for row in region.rows if row[0].base < top], [grid for grid in region.grids if grid.bottom < top]
    )
    below = Region(
        [row for row in region.rows if row[0].base > bottom], [grid for grid in region.grids if grid.top > bottom]
    )
    inside = [row for row in region.rows if top <= row[0].base <= bottom]
    grids = [grid for grid in region.grids if grid.bottom >= top and grid.top <= bottom]
    left = Region(
        [part for row in inside if (part := [segment for segment in row if segment.x0 < middle])],
        [grid for grid in grids if grid.x0 < middle],
    )
    right = Region(
        [part for row in inside if (part := [segment for segment in row if segment.x0 >= middle])],
        [grid for grid in grids if grid.x0 >= middle],
    )
    for part in (above, left, right, below):
        if part.rows or part.grids:
            yield from in_reading_order(part)


def _levels(region: Region) -> list[_Level]:
    """The heights at which rows and grids are, with all that is there."""
    rows = {row[0].base: row for row in region.rows}
    heights = sorted({*rows, *(edge for grid in region.grids for edge in (grid.top, grid.bottom))})
    taken: list[list[tuple[float, float]]] = [[] for _ in heights]
    for place, height in enumerate(heights):
        taken[place] += [(segment.x0, segment.x1) for segment in rows.get(height, ())]
    for grid in region.grids:
        for place in range(bisect_left(heights, grid.top), bisect_right(heights, grid.bottom)):
            taken[place].append((grid.x0, grid.x1))
    return [_Level(height, sorted(spans)) for height, spans in zip(heights, taken, strict=True)]


def _gutter(region: Region, levels: Sequence[_Level]) -> _Strip | None:
    """The strip with the most prose on both sides."""
    segments = [segment for row in region.rows for segment in row]
    if not segments:
        return None
    size = median(segment.size for segment in segments)
    best, most = None, 0
    for strip in _strips(levels, _NARROWEST * size):
        if strip.last - strip.first + 1 < _LEAST_LINES:
            continue
        top, bottom = levels[strip.first].y, levels[strip.last].y
        inside = [segment for segment in segments if top <= segment.base <= bottom]
        left = [segment for segment in inside if segment.x1 <= strip.x0 + 1]
        right = [segment for segment in inside if segment.x0 >= strip.x1 - 1]
        lines = min(len(left), len(right))
        if lines > most and _is_prose(left, size) and _is_prose(right, size):
            best, most = strip, lines
    return best


def _strips(levels: Sequence[_Level], narrowest: float) -> Iterator[_Strip]:
    """The strips without text between the outer edges, each as far up and down as it goes."""
    outer = min(level.taken[0][0] for level in levels), max(end for level in levels for _, end in level.taken)
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
    for start, end in level.taken:
        if start > position:
            yield position, start
        position = max(position, end)
    if position < outer[1]:
        yield position, outer[1]


def _is_prose(segments: Sequence[Segment], size: float) -> bool:
    """Whether these are lines of prose: three or more, long, and most of them flush at the right."""
    if len(segments) < _LEAST_LINES:
        return False
    if median(segment.x1 - segment.x0 for segment in segments) < _LEAST_WIDTH * size:
        return False
    ends = sorted(segment.x1 for segment in segments)
    flush = sum(
        bisect_right(ends, end + _FLUSH * size) - bisect_left(ends, end - _FLUSH * size) >= _LEAST_LINES for end in ends
    )
    return flush >= _FLUSH_SHARE * len(ends)
