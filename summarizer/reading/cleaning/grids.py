"""The tables of a Text: grids of cells, each a span of it, from markup (`html_tables`) and from lines (`line_tables`).

A table of the markup holds data if two of its rows have two cells with words, and no table with data is in it; others
only lay out a page. Its cells are found again in what cleaning has left.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.models import Cell, Span, Table
from summarizer.reading.cleaning.boilerplate import Line
from summarizer.reading.cleaning.line_tables import line_tables
from summarizer.reading.cleaning.pieces import RawCell, RawTable
from summarizer.resources import lazy_pattern

_LONGEST_LEAD = 80
_LEAD = lazy_pattern(r"[ \t\xa0\u3000]*\Z")
_INDENT = lazy_pattern("\u3000|\xa0|&(?:nbsp|ensp|#160|#12288);?|&emsp;?", re.IGNORECASE)
_MOST_SLOTS = 200_000
_ARTICLE_CHARS, _ARTICLE_LINES = 600, 3
_LEAST_ROWS = 2


def tables(
    raw: str, content: str, starts: "array[int]", ends: "array[int]", parts: tuple[Sequence[Line], Sequence[RawTable]]
) -> tuple[Table, ...]:
    """The tables with data in a text (`content`, mapped by `starts` and `ends` to `raw`), in order.

    `parts` are the lines of the text, and the tables of the markup.
    """
    lines, found = parts
    if not found and "\t" not in content and "|" not in content:
        return ()
    grid = _Grid(raw, content, starts, ends)
    own = grid.of_markup(found)
    apart = _outside(lines, [table.span for table in own])
    written = (table for part in apart for table in line_tables(content, part, grid.leading))
    return tuple(sorted([*own, *written], key=lambda table: table.span))


def _outside(lines: Sequence[Line], spans: Sequence[Span]) -> Iterator[Sequence[Line]]:
    """The lines before, between and after the spans, which are in order."""
    edges = [0, *(edge for span in spans for edge in span), lines[-1].end if lines else 0]
    line_starts = [line.start for line in lines]
    for start, end in list(pairwise(edges))[::2]:
        part = lines[bisect_left(line_starts, start) : bisect_left(line_starts, end)]
        if part:
            yield part


class _Grid:
    """Finds cells of the raw document in what cleaning has left of it."""

    def __init__(self, raw: str, content: str, starts: "array[int]", ends: "array[int]") -> None:
        self._raw, self._content, self._starts, self._ends = raw, content, starts, ends

    def leading(self, position: int) -> str:
        """The raw blanks before a position of the text."""
        start = self._starts[position]
        match = _LEAD.search(self._raw[max(0, start - _LONGEST_LEAD) : start])
        return match[0] if match else ""

    def of_markup(self, found: Sequence[RawTable]) -> list[Table]:
        """Those of the markup that hold data, in order."""
        own: list[Table] = []
        layouts: set[int | None] = set()
        for place in range(len(found) - 1, -1, -1):
            table = None if place in layouts else self._table(found[place])
            if table is not None:
                own.append(table)
            if table is not None or place in layouts:
                layouts.add(found[place].parent)
        return own[::-1]

    def _table(self, found: RawTable) -> Table | None:
        if len(found.rows) * found.columns > _MOST_SLOTS:
            return None
        rows = tuple(tuple(self._cell(cell) for cell in row) for row in found.rows)
        filled = [[cell for cell in row if cell.span.start < cell.span.end] for row in rows]
        if sum(len(row) > 1 for row in filled) < _LEAST_ROWS or any(
            self._is_article(cell) for row in filled for cell in row
        ):
            return None
        spans = [cell.span for row in filled for cell in row]
        return Table(Span(spans[0].start, max(span.end for span in spans)), rows, found.columns)

    def _is_article(self, cell: Cell) -> bool:
        start, end = cell.span
        return end - start > _ARTICLE_CHARS and self._content.count("\n", start, end) >= _ARTICLE_LINES

    def _cell(self, cell: RawCell) -> Cell:
        first, last = bisect_left(self._starts, cell.start), bisect_right(self._ends, cell.end)
        words = self._content[first:last]
        start = first + len(words) - len(words.lstrip())
        span = Span(start, start + len(words.strip())) if words.strip() else Span(first, first)
        lead = self._raw[cell.start : self._starts[start]][:_LONGEST_LEAD] if span.start < span.end else ""
        indent = sum(2 if match[0] in {"\u3000", "&emsp;"} else 1 for match in _INDENT.finditer(lead))
        return Cell(span, cell.row, cell.column, cell.rowspan, cell.colspan, cell.is_head, indent)
