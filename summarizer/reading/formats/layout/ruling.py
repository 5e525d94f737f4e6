"""Ruled lines → grids: which lines meet, the rows and columns that they make, and the cells that no line parts.

A table may be open at its sides: where its level lines reach beyond the outermost upright ones, their ends are its edges.
A box is a grid of one cell; lines that only part columns make no grid.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from summarizer.reading.formats.layout.shapes import Box, Rule

_SNAP, _REACH, _OPEN = 2.5, 4.0, 6.0
_MOST_RULES, _MOST_SLOTS = 4_000, 20_000
_COVERED = 0.6


class RuledCell(NamedTuple):
    """A cell of a ruled grid: its row and column, how many it covers, and where it is."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box


class RuledGrid(NamedTuple):
    """The cells that rules make, the edges of the columns and of the rows."""

    slots: list[RuledCell]
    across: list[float]
    down: list[float]

    @property
    def box(self) -> Box:
        return Box(self.across[0], self.down[0], self.across[-1], self.down[-1])


def ruled_grids(rules: Sequence[Rule]) -> list[RuledGrid]:
    """The grids of a page, from the top down; none where it has more rules than tables have."""
    if len(rules) > _MOST_RULES:
        return []
    level = _merged(rule for rule in rules if rule.is_level)
    upright = _merged(rule for rule in rules if not rule.is_level)
    grids = filter(None, (_grid(*group) for group in _groups(level, upright)))
    return sorted(grids, key=lambda grid: (grid.box.top, grid.box.x0))


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules of one direction, those that continue or double another one joined with it."""
    rows: list[list[Rule]] = []
    for rule in sorted(rules, key=attrgetter("at")):
        if not rows or rule.at - rows[-1][0].at > _SNAP:
            rows.append([])
        rows[-1].append(rule)
    return [rule for row in rows for rule in _joined(row)]


def _joined(row: Sequence[Rule]) -> Iterator[Rule]:
    at = sum(rule.at for rule in row) / len(row)
    ordered = sorted(row, key=attrgetter("start"))
    start, end = ordered[0].start, ordered[0].end
    for rule in ordered[1:]:
        if rule.start > end + _REACH:
            yield Rule(rule.is_level, at, start, end)
            start, end = rule.start, rule.end
        end = max(end, rule.end)
    yield Rule(row[0].is_level, at, start, end)


def _groups(level: list[Rule], upright: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Rules that meet, directly or by others."""
    parents = list(range(len(level) + len(upright)))

    def root(node: int) -> int:
        while parents[node] != node:
            parents[node] = node = parents[parents[node]]
        return node

    for number, line in enumerate(upright, len(level)):
        first = bisect_left(level, line.start - _REACH, key=attrgetter("at"))
        last = bisect_right(level, line.end + _REACH, key=attrgetter("at"))
        for other in range(first, last):
            if level[other].start - _REACH <= line.at <= level[other].end + _REACH:
                parents[root(number)] = root(other)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, rule in enumerate([*level, *upright]):
        groups.setdefault(root(number), ([], []))[number >= len(level)].append(rule)
    yield from groups.values()


def _grid(level: list[Rule], upright: list[Rule]) -> RuledGrid | None:
    """The grid of rules that meet; None where they make no cell, or more than tables have."""
    if len(level) < 2 or not upright:  # noqa: PLR2004 - a cell has two edges
        return None
    down = _places(rule.at for rule in level)
    sides = [min(rule.start for rule in level), max(rule.end for rule in level)]
    lines = _places(rule.at for rule in upright)
    across = [*(sides[:1] if lines[0] - sides[0] > _OPEN else ()), *lines]
    across += sides[1:] if sides[1] - lines[-1] > _OPEN else ()
    slots_count = (len(down) - 1) * (len(across) - 1)
    if not 0 < slots_count <= _MOST_SLOTS:
        return None
    return RuledGrid(list(_slots(level, upright, across, down)), across, down)


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _SNAP:
            places.append(value)
    return places


def _slots(level: list[Rule], upright: list[Rule], across: list[float], down: list[float]) -> Iterator[RuledCell]:
    """The cells: slots of the grid that no rule parts, joined where they make a rectangle."""
    right = _walls(upright, across, down)
    below = _walls(level, down, across)
    rows, columns = len(down) - 1, len(across) - 1
    used = [[False] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if used[row][column]:
                continue
            wide = 1
            while column + wide < columns and not right[column + wide][row] and not used[row][column + wide]:
                wide += 1
            high = 1
            while row + high < rows and _is_open(right, below, row + high, column, wide):
                high += 1
            for part in range(row, row + high):
                used[part][column : column + wide] = [True] * wide
            box = Box(across[column], down[row], across[column + wide], down[row + high])
            yield RuledCell(row, column, high, wide, box)


def _is_open(right: list[list[bool]], below: list[list[bool]], row: int, column: int, wide: int) -> bool:
    """Whether the slots of a row belong to the cell above them: no rule above, none between."""
    is_whole = not any(right[place][row] for place in range(column + 1, column + wide))
    return is_whole and not any(below[row][place] for place in range(column, column + wide))


def _walls(rules: Iterable[Rule], places: list[float], breaks: list[float]) -> list[list[bool]]:
    """For each place where rules are, and each stretch between breaks, whether a rule covers it."""
    walls = [[False] * (len(breaks) - 1) for _ in places]
    for rule in rules:
        place = max(0, bisect_right(places, rule.at + 0.01) - 1)
        first = max(0, bisect_right(breaks, rule.start) - 1)
        for stretch in range(first, len(breaks) - 1):
            start, end = breaks[stretch], breaks[stretch + 1]
            if start >= rule.end:
                break
            covered = min(end, rule.end) - max(start, rule.start)
            walls[place][stretch] = walls[place][stretch] or covered >= _COVERED * (end - start)
    return walls
