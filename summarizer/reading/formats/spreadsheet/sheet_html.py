"""A sheet as HTML: titles and notes of units above its tables as paragraphs, tables with merged cells, notes below them.

    2024年财政收支情况表                            a title: one cell, over the table or in its first column
    填报单位：永宁县财政局        单位：万元         words before colons: paragraphs too
    项目 | 预算数 | 完成数                           the table
    …
    注：完成数为快报数。                             a note

A blank row parts two tables, unless what follows it has no head of its own.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

from summarizer.reading.formats.spreadsheet.sheet_grid import SheetGrid, Slot, cell_name

_LABELLED = re.compile(r"\s*[（(]?[^：:\d]{1,20}[：:]|[（(].{0,12}(?:元|吨|%|人|户|亩|公顷|个)[）)]\Z")
_UNIT = re.compile(r"\s*[（(]?\s*(?:计量|金额)?单\s*位\s*[：:]?")
_NOTE = re.compile(r"\s*[（(]?(?:\d+[.、．])?\s*(?:[备附]?注|说明|[数资]\S{0,2}来源|来源|审核|制表|填表|\*)")
_NUMBER = re.compile(r"[-+−]?[¥￥$]?\d[\d,，]*(?:\.\d+)?\s*[%‰]?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONG_NOTE = 20
_MOST_LABELS = 4

Row = dict[int, str]
"""The cells of a row that are not empty, by column."""


class SheetHtml:
    """Writes grids one after another; `marks` are the offsets of the cells with their names, `title` the first title."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.marks: list[tuple[int, str]] = []
        self.title = ""
        self._length = 0

    def write(self, grid: SheetGrid, heading: str) -> None:
        """Write a sheet, below a heading if it has one."""
        if heading:
            self._add(f"<h2>{escape(heading, quote=False)}</h2>")
        sheet = _Sheet(grid)
        for block in sheet.blocks():
            above, table, below = sheet.parted(block)
            for row in above:
                self._line(sheet, row, may_be_title=True)
            if len(table) > 1:
                self._table(sheet, table)
            else:
                below = [*table, *below]
            for row in below:
                self._line(sheet, row, may_be_title=False)

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)

    def _cell(self, sheet: "_Sheet", slot: Slot, text: str) -> None:
        self.marks.append((self._length, cell_name(sheet.grid.name, slot)))
        self._add(escape(text, quote=False).replace("\n", "<br>"))

    def _line(self, sheet: "_Sheet", row: int, *, may_be_title: bool) -> None:
        cells = sheet.rows[row]
        is_title = may_be_title and not self.title and len(cells) == 1 and not any(map(_LABELLED.match, cells.values()))
        if is_title:
            self.title = " ".join(next(iter(cells.values())).split())
        tag = "h1" if is_title else "p"
        self._add(f"<{tag}>")
        for place, (column, text) in enumerate(sorted(cells.items())):
            self._add("\u3000" if place else "")
            self._cell(sheet, Slot(row, column), text)
        self._add(f"</{tag}>")

    def _table(self, sheet: "_Sheet", rows: Sequence[int]) -> None:
        columns = sheet.columns(rows)
        spans, covered = sheet.laid_out(rows, columns)
        self._add("<table>")
        for row in rows:
            self._add("<tr>")
            for column in columns:
                slot = Slot(row, column)
                if slot in covered:
                    continue
                self._add(f"<td{spans.get(slot, '')}>")
                if column in sheet.rows[row]:
                    self._cell(sheet, slot, sheet.rows[row][column])
                self._add("</td>")
            self._add("</tr>")
        self._add("</table>")


class _Sheet:
    """A shown grid by rows."""

    def __init__(self, grid: SheetGrid) -> None:
        self.grid = grid
        self.rows: dict[int, Row] = {row: {} for row in grid.rows()}
        for slot, text in sorted(grid.cells.items()):
            self.rows[slot.row][slot.column] = text
        columns = {slot.column for slot in grid.cells}
        self._width, self._first = len(columns), min(columns, default=0)

    def blocks(self) -> Iterator[list[int]]:
        """The rows of each table with the lines around it; blank rows are left out, unless a merged cell is in them."""
        block: list[int] = []
        reach, blank = 0, False
        for row, cells in self.rows.items():
            if not cells and row >= reach:
                blank = True
                continue
            if block and blank and cells and self._begins(cells):
                yield block
                block = []
            block.append(row)
            blank = False
            reach = max([reach, *(row + self._merged(row, column)[0] for column in cells)])
        if block:
            yield block

    @staticmethod
    def _begins(cells: Row) -> bool:
        """Whether a row after a blank one begins something new: a line, or a head, whose numbers are years alone."""
        numbers = [text for text in cells.values() if _NUMBER.fullmatch(text) and not _YEAR.fullmatch(text)]
        return len(cells) == 1 or not numbers

    def parted(self, block: list[int]) -> tuple[list[int], list[int], list[int]]:
        """The lines above a table, its rows, and the notes below it."""
        start, end = 0, len(block)
        while start < end and self._is_line(block[start]):
            start += 1
        while end > start and self._is_note(block[end - 1]):
            end -= 1
        return block[:start], block[start:end], block[end:]

    def _is_line(self, row: int) -> bool:
        """Whether a row above a table is no part of it: labels with their words, a unit, or a title."""
        cells = self.rows[row]
        texts = list(cells.values())
        if not texts or any(map(_NUMBER.fullmatch, texts)):
            return False
        if len(cells) > 1:
            return len(cells) <= _MOST_LABELS and all(_LABELLED.match(text) or _UNIT.match(text) for text in texts)
        column, text = next(iter(cells.items()))
        height, _ = self._merged(row, column)
        is_title = self._is_wide(row, column) or (height == 1 and column == self._first)
        return is_title or any(pattern.match(text) for pattern in (_LABELLED, _UNIT))

    def _is_note(self, row: int) -> bool:
        cells = self.rows[row]
        if not cells or any(map(_NUMBER.fullmatch, cells.values())):
            return False
        column, text = next(iter(cells.items()))
        if _NOTE.match(text):
            return True
        return len(cells) == 1 and (len(text) > _LONG_NOTE or self._is_wide(row, column))

    def _is_wide(self, row: int, column: int) -> bool:
        """Whether a cell goes over more than half of the columns."""
        return self._merged(row, column)[1] * 2 > self._width > 1

    def _merged(self, row: int, column: int) -> tuple[int, int]:
        return self.grid.merged.get(Slot(row, column), (1, 1))

    def columns(self, rows: Sequence[int]) -> list[int]:
        """The shown columns of these rows, from the first that has a cell to the last; merged blanks do not count."""
        used = {column for row in rows for column in self.rows[row]}
        return [column for column in range(min(used), max(used) + 1) if column not in self.grid.hidden_columns]

    def laid_out(self, rows: Sequence[int], columns: Sequence[int]) -> tuple[dict[Slot, str], set[Slot]]:
        """The attributes of merged cells, and the slots that they cover. Merges that overlap beyond all slots are left out."""
        spans: dict[Slot, str] = {}
        covered: set[Slot] = set()
        left = 2 * len(rows) * len(columns)
        for top, row in enumerate(rows):
            for edge, column in enumerate(columns):
                height, width = self._merged(row, column)
                down, across = rows[top : top + height], columns[edge : edge + width]
                left -= len(down) * len(across)
                if left < 0 or len(down) * len(across) == 1 or Slot(row, column) in covered:
                    continue
                spans[Slot(row, column)] = _attributes(len(down), len(across))
                covered |= {Slot(below, beside) for below in down for beside in across} - {Slot(row, column)}
        return spans, covered


def _attributes(rows: int, columns: int) -> str:
    down, across = f' rowspan="{rows}"' if rows > 1 else "", f' colspan="{columns}"' if columns > 1 else ""
    return down + across
