"""Rows that are aligned → grids: tables without upright rules, the three-line table (三线表) among them.

Rows with several segments one below the other are a table if numbers are in a column of it; between two level rules of
the same length, or below those that have only its head between them, they are one in any case. The columns are what the rows with most cells leave free between them. A
segment over several columns covers them. A row much nearer to the one above than rows are goes on in its cells.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from summarizer.reading.formats.layout.shapes import Box, Grid, GridCell, Row, Rule, Segment

_DIGIT = re.compile(r"\d|^[-—–…/]+$")
_LEAST_ROWS, _NUMERIC, _WHOLE = 3, 0.6, 0.6
_FARTHEST, _NEARER, _WIDEST_ALONE, _SAME_END, _SHORTEST_RULE = 4.0, 0.75, 0.5, 5.0, 0.35
_LONGEST_CELL, _HEAD_ROWS = 14, 2
_CLOSE, _FILLED = 0.92, 0.85


def with_grids(rows: Sequence[Row], rules: Iterable[Rule]) -> list[Row | Grid]:
    """The rows of a column of text, those of a table joined to a grid."""
    items: list[Row | Grid] = []
    start = 0
    for first, last, is_ruled in _runs(rows, list(rules)):
        grid = _grid(rows[first:last], is_ruled=is_ruled)
        if grid is not None:
            items += [*rows[start:first], grid]
            start = last
    return [*items, *rows[start:]]


def _runs(rows: Sequence[Row], rules: list[Rule]) -> Iterator[tuple[int, int, bool]]:
    """The rows that may be a table: between rules, else one below the other with several segments each."""
    bases = [row[0].base for row in rows]
    start = 0
    for top, bottom in _between_rules(rules, rows):
        first, last = bisect_left(bases, top), bisect_left(bases, bottom + 1)
        if first >= start and sum(len(row) > 1 for row in rows[first:last]) * 2 > last - first:
            yield from ((a, b, False) for a, b in _aligned(rows, start, first))
            if last - first <= _HEAD_ROWS:
                last = next(
                    (place for place in range(last, len(rows)) if not _continues(rows, first, place)), len(rows)
                )
            yield first, last, True
            start = last
    yield from ((a, b, False) for a, b in _aligned(rows, start, len(rows)))


def _between_rules(rules: list[Rule], rows: Sequence[Row]) -> Iterator[tuple[float, float]]:
    """From the first to the last of level rules that begin and end at the same places."""
    if not rows:
        return
    width = max(row[-1].x1 for row in rows) - min(row[0].x0 for row in rows)
    groups: list[list[Rule]] = []
    for rule in sorted((rule for rule in rules if rule.is_level), key=lambda rule: rule.at):
        if rule.end - rule.start < _SHORTEST_RULE * width:
            continue
        fitting = (group for group in groups[-3:] if _has_ends(group[0], rule))
        group = next(fitting, None)
        if group is None:
            groups.append(group := [])
        group.append(rule)
    yield from sorted((group[0].at, group[-1].at) for group in groups if len(group) > 1)


def _has_ends(rule: Rule, other: Rule) -> bool:
    return abs(rule.start - other.start) <= _SAME_END and abs(rule.end - other.end) <= _SAME_END


def _aligned(rows: Sequence[Row], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Rows with several segments, and short ones alone between them."""
    first = start
    while first < end:
        last = first
        while last < end and _continues(rows, first, last):
            last += 1
        while last > first and len(rows[last - 1]) == 1 and not _is_near(rows, last - 1):
            last -= 1
        if last - first >= _LEAST_ROWS:
            yield first, last
        first = max(last, first + 1)


def _continues(rows: Sequence[Row], first: int, place: int) -> bool:
    row = rows[place]
    if place > first and row[0].base - rows[place - 1][0].base > _FARTHEST * row[0].size:
        return False
    if len(row) > 1:
        return True
    return place > first and place + 1 < len(rows) and len(rows[place + 1]) > 1 and len(row[0].text) <= _LONGEST_CELL


def _is_near(rows: Sequence[Row], place: int) -> bool:
    return rows[place][0].base - rows[place - 1][0].base < 1.4 * rows[place][0].size


def _grid(rows: Sequence[Row], *, is_ruled: bool) -> Grid | None:
    """The grid of rows; None where they show no columns, or no numbers in one."""
    columns = _columns(rows)
    if len(columns) < 2:  # noqa: PLR2004 - one column is no table
        return None
    placed = _placed(_joined(rows, columns), columns)
    many = [row for row in placed if len(row) > 1]
    if len(many) < (2 if is_ruled else _LEAST_ROWS) or not (is_ruled or _is_numeric(many)):
        return None
    cells = [
        GridCell(number, column, 1, span, text)
        for number, row in enumerate(placed)
        for column, (span, text) in sorted(row.items())
    ]
    segments = [segment for row in rows for segment in row]
    box = Box(
        min(segment.x0 for segment in segments),
        min(segment.top for segment in segments),
        max(segment.x1 for segment in segments),
        max(segment.bottom for segment in segments),
    )
    return Grid(box, columns, cells, len(placed))


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """What each column covers: by the rows with the usual number of segments, else by all that have several."""
    counts = Counter(len(row) for row in rows if len(row) > 1)
    if not counts:
        return []
    usual = max(counts, key=lambda count: (counts[count], count))
    regular = [row for row in rows if len(row) == usual]
    columns = _covered(segment for row in regular for segment in row)
    if len(columns) == usual and counts[usual] >= _WHOLE * counts.total():
        return columns
    return _covered(segment for row in rows if len(row) > 1 for segment in row)


def _covered(segments: Iterable[Segment]) -> list[tuple[float, float]]:
    """Where segments are, seen from above."""
    spans: list[tuple[float, float]] = []
    for segment in sorted(segments):
        if spans and segment.x0 < spans[-1][1] + 0.2 * segment.size:
            spans[-1] = spans[-1][0], max(spans[-1][1], segment.x1)
        else:
            spans.append((segment.x0, segment.x1))
    return spans


def _joined(rows: Sequence[Row], columns: list[tuple[float, float]]) -> list[list[Row]]:
    """Rows that go on in the cells of the one above, with it."""
    steps = [below[0].base - row[0].base for row, below in pairwise(rows) if len(row) > 1 and len(below) > 1]
    usual = median(steps) if steps else 0.0
    groups = [[rows[0]]]
    for row, below in pairwise(rows):
        step = below[0].base - row[0].base
        is_part = step < _NEARER * usual or (step < _CLOSE * usual and _is_filled(row, below[0], columns))
        if is_part and min(len(row), len(below)) == 1:
            groups[-1].append(below)
        else:
            groups.append([below])
    return groups


def _is_filled(row: Row, below: Segment, columns: list[tuple[float, float]]) -> bool:
    """Whether the cell above a segment is as wide as its column."""
    place, _ = _covers(below, columns)
    across = columns[place][1] - columns[place][0]
    return any(_covers(above, columns)[0] == place and above.x1 - above.x0 > _FILLED * across for above in row)


def _placed(groups: Iterable[list[Row]], columns: list[tuple[float, float]]) -> list[dict[int, tuple[int, str]]]:
    """For each row its cells by their first column: how many they cover, and their words."""
    placed = []
    for group in groups:
        cells: dict[int, tuple[int, str]] = {}
        for segment in (segment for row in group for segment in row):
            first, last = _covers(segment, columns)
            while first in cells and first < last:
                first += 1
            before = cells.get(first)
            words = segment.text.strip()
            cells[first] = (before[0], before[1] + words) if before else (last - first + 1, words)
        placed.append(cells)
    return placed


def _covers(segment: Segment, columns: list[tuple[float, float]]) -> tuple[int, int]:
    """The first and last column that a segment is above."""
    over = [place for place, (x0, x1) in enumerate(columns) if min(segment.x1, x1) - max(segment.x0, x0) > 0]
    if over:
        return over[0], over[-1]
    middle = (segment.x0 + segment.x1) / 2
    nearest = min(range(len(columns)), key=lambda place: abs(sum(columns[place]) / 2 - middle))
    return nearest, nearest


def _is_numeric(rows: Sequence[dict[int, tuple[int, str]]]) -> bool:
    """Whether most cells of a column beside the first are numbers."""
    cells: dict[int, list[bool]] = {}
    for row in rows:
        for column, (_, text) in row.items():
            if column:
                cells.setdefault(column, []).append(_DIGIT.search(text) is not None and len(text) <= _LONGEST_CELL)
    return any(len(found) >= 2 and sum(found) >= _NUMERIC * len(found) for found in cells.values())  # noqa: PLR2004 - two rows at least
