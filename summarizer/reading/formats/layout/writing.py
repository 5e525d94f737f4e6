"""Paragraphs and grids → HTML without a head, and the page and paragraph of each part of it.

Words that nobody sees on a page are in a hidden paragraph, so that they are judged as those of a page of the web are.
"""

import html
from collections.abc import Iterable, Iterator

from summarizer.models import Anchor
from summarizer.reading.formats.layout.line_joining import Block, HiddenWords, JoinedLines
from summarizer.reading.formats.layout.shapes import LEVEL, RAISED, Grid, GridCell

_MARKS = str.maketrans({RAISED: "<sup>", LEVEL: "</sup>", "\n": "<br>"})


def write(blocks: Iterable[Block]) -> tuple[str, tuple[Anchor, ...]]:
    """The HTML of blocks, and its anchors: paragraphs and tables are counted on each page, from 1."""
    writer = _Writer()
    for block in blocks:
        if isinstance(block, JoinedLines):
            writer.paragraph(block)
        elif isinstance(block, HiddenWords):
            writer.hidden(block)
        elif block.is_box:
            writer.box(block)
        else:
            writer.table(block)
    return "".join(writer.parts), tuple(writer.anchors)


class _Writer:
    """What was written: its parts, anchors and length; the page, and how many paragraphs it has."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.anchors: list[Anchor] = []
        self._length = 0
        self._counts: dict[int, int] = {}
        self._here = (0, 0)

    def paragraph(self, block: JoinedLines) -> None:
        self._begin(block.parts[0][0])
        self._add("<p>")
        for page, text in block.parts:
            if page != self._here[0]:
                self._begin(page)
            self._add(_escaped(text))
        self._add("</p>\n")

    def hidden(self, block: HiddenWords) -> None:
        """Words that cleaning takes out again, and tells of."""
        self._begin(block.page)
        self._add(f"<p hidden>{_escaped(block.text)}</p>\n")

    def box(self, grid: Grid) -> None:
        for cell in grid.cells:
            for line in filter(None, cell.text.split("\n")):
                self.paragraph(JoinedLines([(grid.pages[0][0], line)]))

    def table(self, grid: Grid) -> None:
        self._begin(grid.pages[0][0])
        self._add("<table>\n")
        starts = {row: page for page, row in grid.pages[1:]}
        for number, row in enumerate(_rows(grid)):
            if number in starts:
                self._begin(starts[number])
            self._add(f"<tr>{''.join(map(_cell, row))}</tr>\n")
        self._add("</table>\n")

    def _begin(self, page: int) -> None:
        """Note that a paragraph of a page begins here."""
        self._counts[page] = self._counts.get(page, 0) + 1
        self._here = page, self._counts[page]
        self.anchors.append(Anchor(self._length, page, self._counts[page]))

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)


def _rows(grid: Grid) -> Iterator[list[GridCell]]:
    """The cells of each row, with an empty one for each slot that none covers."""
    columns = len(grid.columns)
    covered = [[False] * columns for _ in range(grid.rows)]
    rows: list[list[GridCell]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell)
        for slots in covered[cell.row : cell.row + cell.rowspan]:
            slots[cell.column : cell.column + cell.colspan] = [True] * cell.colspan
    for number, row in enumerate(rows):
        gaps = [GridCell(number, column, 1, 1, "") for column in range(columns) if not covered[number][column]]
        yield sorted([*row, *gaps], key=lambda cell: cell.column)


def _cell(cell: GridCell) -> str:
    rows = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    columns = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    return f"<td{rows}{columns}>{_escaped(cell.text)}</td>"


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).translate(_MARKS)
