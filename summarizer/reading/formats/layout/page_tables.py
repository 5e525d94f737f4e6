"""Ruled grids with their words, and tables that go on over the end of a page as one."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from summarizer.reading.formats.layout.glyph_rows import rows
from summarizer.reading.formats.layout.line_joining import Block, JoinedLines, glue
from summarizer.reading.formats.layout.ruling import RuledCell, RuledGrid
from summarizer.reading.formats.layout.shapes import Box, Glyph, Grid, GridCell, Row, Segment

_FRAMED, _FRAMED_SHARE, _EDGES_OF_ONE, _MOST_EMPTY = 300, 0.8, 2, 50
_MARGIN, _ROOM = 0.8, 0.1
_SAME_PLACE, _MOST_HEADS = 0.7, 6
_CONTINUED = re.compile(r"(?:续表|.{0,20}[（(]续[表）)]).{0,20}\Z")


def ruled_table(ruled: RuledGrid, glyphs: Sequence[Glyph], page: int) -> tuple[Grid | None, list[Glyph]]:
    """The grid with the words in it, and the glyphs outside; None, and all glyphs, if it only frames a text.

    A box with text beside it is a grid of one column.
    """
    slots = {
        (row, column): slot
        for slot in ruled.slots
        for row in range(slot.row, slot.row + slot.rowspan)
        for column in range(slot.column, slot.column + slot.colspan)
    }
    inside: defaultdict[RuledCell, list[Glyph]] = defaultdict(list)
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = glyph.middle
        slot = slots.get((bisect_right(ruled.down, y) - 1, bisect_right(ruled.across, x) - 1))
        (outside if slot is None else inside[slot]).append(glyph)
    if len(ruled.slots) > _MOST_EMPTY * len(inside) or not (
        _is_beside(ruled.box, outside) if len(ruled.across) == _EDGES_OF_ONE else _is_table(inside)
    ):
        return None, list(glyphs)
    cells = [GridCell(*slot[:4], _words(slot, inside[slot])) for slot in ruled.slots]
    return Grid(ruled.box, list(pairwise(ruled.across)), cells, len(ruled.down) - 1, [(page, 0)]), outside


def _is_table(inside: dict[RuledCell, list[Glyph]]) -> bool:
    """Whether several cells have words, and none nearly all of many: that is a frame around a text."""
    counts = sorted(sum(not glyph.text.isspace() for glyph in glyphs) for glyphs in inside.values())
    is_framed = counts[-1] > _FRAMED and counts[-1] > _FRAMED_SHARE * sum(counts)
    return sum(count > 0 for count in counts) > 1 and not is_framed


def _is_beside(box: Box, glyphs: Sequence[Glyph]) -> bool:
    """Whether text stands beside a box."""
    return any(box.top < glyph.middle[1] < box.bottom for glyph in glyphs)


def _words(slot: RuledCell, glyphs: Sequence[Glyph]) -> str:
    """The words of a cell: lines that filled it are joined, others stay apart."""
    lines = [_line(row) for row in rows(glyphs)]
    if not lines:
        return ""
    box = slot.box
    free = min(min(line.x0 - box.x0, box.x1 - line.x1) for line in lines)
    text = lines[0].text.rstrip()
    for line, below in pairwise(lines):
        margin = min(max(free, 0.0), _MARGIN * line.size)
        room = box.x1 - box.x0 - 2 * margin - (line.x1 - line.x0)
        goes_on = room < below.lead + _ROOM * line.size
        text += (glue(line.text, below.text) if goes_on else "\n") + below.text.strip()
    return text


def _line(row: Row) -> Segment:
    return row[0]._replace(x1=row[-1].x1, text=" ".join(segment.text.strip() for segment in row))


def continued(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, a table that goes on on the next page joined with its beginning, without its repeated heads."""
    table: Grid | None = None
    between: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid) and table is not None and _goes_on(table, block):
            _extend(table, block)
        elif isinstance(block, JoinedLines) and table is not None and _CONTINUED.match(block.text):
            between.append(block)
        else:
            yield from [*([table] if table else []), *between]
            table, between = (block, []) if isinstance(block, Grid) else (None, [])
            if table is None:
                yield block
    yield from [*([table] if table else []), *between]


def _goes_on(table: Grid, below: Grid) -> bool:
    """Whether a table is the rest of the one on the page before: its columns are in the same places."""
    if below.pages[0][0] != table.pages[-1][0] + 1 or len(table.columns) != len(below.columns):
        return False
    return all(_share(*sides) > _SAME_PLACE for sides in zip(table.columns, below.columns, strict=True))


def _share(upper: tuple[float, float], other: tuple[float, float]) -> float:
    """How much of the narrower of two columns is in the place of the other one."""
    narrower = min(upper[1] - upper[0], other[1] - other[0])
    return (min(upper[1], other[1]) - max(upper[0], other[0])) / max(narrower, 1.0)


def _extend(table: Grid, rest: Grid) -> None:
    heads = _same_heads(table, rest)
    table.pages.append((rest.pages[0][0], table.rows))
    table.cells += [cell._replace(row=cell.row - heads + table.rows) for cell in rest.cells if cell.row >= heads]
    table.rows += rest.rows - heads


def _same_heads(table: Grid, rest: Grid) -> int:
    """How many rows at the top of both are the same."""
    count = 0
    while count < min(_MOST_HEADS, rest.rows, table.rows) and _row(table, count) == _row(rest, count):
        count += 1
    return count


def _row(grid: Grid, number: int) -> list[GridCell]:
    return sorted(cell for cell in grid.cells if cell.row == number)
