"""The layout of a table by its content: which rows are heads, which columns label the rows, which hold values.

captions   rows of one cell above all others: 表1 …, 单位：万元
heads      the rows above the first with numbers; years are heads where numbers are below them
index      a row that numbers the columns: 栏次 1 2 3
sections   rows with a label alone: 一、农业
labels     the first columns of words, or of years; not those that number (序号), identify or state units
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeGuard

from summarizer.models import Cell, Table, Text
from summarizer.scanning.tables.cell_words import Content, content, has_unit, says
from summarizer.scanning.tables.head_units import unit_named

_MOST_CAPTIONS, _MOST_HEADS = 4, 6
_MOST_READ = 200  # characters; a cell may cover thousands of rows
ColumnKind = Literal["label", "ordinal", "code", "unit", "date", "value"]


@dataclass
class TableLayout:
    """A table of a Text with its cells by row and column; a cell that covers several is in each of them."""

    text: Text
    table: Table
    grid: list[list[Cell | None]] = field(init=False)

    def __post_init__(self) -> None:
        self.grid = filled(self.table)

    def words(self, cell: Cell | None) -> str:
        """The folded words of a cell; of many, the first."""
        return self.text.folded[cell.span.start : min(cell.span.end, cell.span.start + _MOST_READ)] if cell else ""

    def content(self, cell: Cell | None) -> Content:
        return content(self.words(cell))

    @cached_property
    def contents(self) -> list[list[Content]]:
        """What each cell of the grid holds."""
        return [[self.content(cell) for cell in row] for row in self.grid]

    def _filled(self, row: int) -> list[Cell]:
        """The cells of a row with words, each once."""
        return list(dict.fromkeys(cell for cell in self.grid[row] if cell and self.content(cell) != "nothing"))

    @cached_property
    def captions(self) -> int:
        """How many rows at the top are captions."""
        row = 0
        while row < min(len(self.grid) - 1, _MOST_CAPTIONS) and self._is_caption(row):
            row += 1
        return row

    def _is_caption(self, row: int) -> bool:
        filled = self._filled(row)
        if not filled:
            return True
        if len(filled) == 1 and self.content(filled[0]) == "words":
            return filled[0].colspan > 1 or self.table.columns > 1 or says("caption", self.words(filled[0]))
        return all(says("caption", self.words(cell)) for cell in filled)

    @cached_property
    def body(self) -> int:
        """The first row below the heads; a form has none."""
        row = self.captions
        if self._is_form:
            return row
        while row < min(len(self.grid), self.captions + _MOST_HEADS) and self._is_head(row):
            row += 1
        return row if row < len(self.grid) or row - self.captions < 1 else self.captions + 1

    @cached_property
    def _is_form(self) -> bool:
        """Whether each number follows its own label: 总投资 | 320万元 | 工期 | 8个月."""
        first = self.grid[self.captions]
        plain = all(cell and cell.colspan == 1 and self.content(cell) == "words" for cell in first)
        if plain or any(cell and cell.is_head for cell in first):
            return False
        rows = [kinds for kinds in self.contents if "number" in kinds]
        return sum(map(_is_paired, rows)) * 2 > len(rows)

    def _is_head(self, row: int) -> bool:
        kinds, filled = self.contents[row], self._filled(row)
        if filled and all(cell.is_head for cell in filled) and "number" not in kinds[1:]:
            return True
        if "number" in kinds or ("year" in kinds and not self._is_number_below(row)):
            return False
        return row == self.captions or self._is_split_above(row)

    def _is_number_below(self, row: int) -> bool:
        return row < self._last_with_numbers

    @cached_property
    def _last_with_numbers(self) -> int:
        return max((row for row, kinds in enumerate(self.contents) if "number" in kinds), default=-1)

    def _is_split_above(self, row: int) -> bool:
        """Whether a cell of the row above covers several columns or comes down to this row, or this row has no label."""
        above = self.grid[row - 1]
        spans = any(cell and (cell.colspan > 1 or cell.row + cell.rowspan > row) for cell in above)
        return len(self._filled(row)) > 1 and (spans or self.contents[row][0] == "nothing")

    @cached_property
    def index_rows(self) -> frozenset[int]:
        """The rows below the heads that number the columns."""
        if self.body == self.captions or self.body >= len(self.grid):
            return frozenset()
        words = [self.words(cell).strip().strip("()") for cell in self.grid[self.body]]
        numbers = [word for word in words if word.isdigit()]
        counted = (
            numbers == [str(number) for number in range(int(numbers[0]), int(numbers[0]) + len(numbers))]
            if numbers
            else False
        )
        starts = bool(numbers) and numbers[0] in {"1", "0"}
        named = says("ordinal", words[0]) or words[0] in {"甲", "", "1"}
        return frozenset(
            {self.body} if counted and starts and named and len(numbers) > 1 and len(numbers) >= len(words) - 2 else ()
        )

    @cached_property
    def sections(self) -> frozenset[int]:
        """The rows below the heads with a label alone."""
        return frozenset(
            row
            for row in range(self.body, len(self.grid))
            if len(filled := self._filled(row)) == 1
            and filled[0].column <= 1
            and self.content(filled[0]) == "words"
            and (
                filled[0].colspan > 1
                or not self.has_heads
                or says("section", self.words(filled[0]))
                or len(self.table.rows[row]) == 1
            )
            and filled[0].rowspan == 1
        )

    @property
    def has_heads(self) -> bool:
        return self.body > self.captions

    @cached_property
    def kinds(self) -> list[ColumnKind]:
        """The kind of each column."""
        found: list[ColumnKind] = []
        open_labels = True
        for column in range(self.table.columns):
            kind = self._kind(column)
            if kind == "date" and "label" not in found:
                kind = "label"
            if kind == "label" and not (open_labels or self._repeats_label(column, found)):
                kind = "value"
            if kind == "value":
                open_labels = False
            found.append(kind)
        return found

    def _repeats_label(self, column: int, found: list[ColumnKind]) -> bool:
        """Whether a column of words has the head of the first label: 乡镇 户数 乡镇 户数."""
        heads = self.head(column)
        return bool(heads) and "label" in found and heads == self.head(found.index("label"))

    def _kind(self, column: int) -> ColumnKind:
        cells = [row[column] for row in self.grid[self.body :] if row[column] is not None]
        words = [self.words(cell).strip() for cell in dict.fromkeys(cells)]
        head = self.head(column)
        for kind in ("ordinal", "code", "date"):
            if says(kind, head):
                return kind
        held = Counter(content(word) for word in words)
        if not head and held["number"] > 1 and _counts_rows(words) and column + 1 < self.table.columns:
            return "ordinal"
        if (
            ("单位" in head or not head)
            and held["words"]
            and all(unit_named(word) for word in words if content(word) != "nothing")
        ):
            return "unit"
        if column == 0 and self._has_bands(words):
            return "label"
        labels = held["words"] + (held["year"] + held["period"] if column == 0 or says("date", head) else 0)
        return "label" if labels > held["number"] and labels >= held["year"] else "value"

    def _has_bands(self, words: list[str]) -> bool:
        """Whether words are measures beside plain numbers: 60岁以上, 5万元以下."""
        other = [self.words(cell) for row in self.grid[self.body :] for cell in row[1:]]
        plain = [word for word in other if content(word) == "number"]
        return bool(plain) and all(map(has_unit, filter(None, words))) and not any(map(has_unit, plain))

    def head(self, column: int) -> str:
        """The folded words of the heads of a column, the lowest last."""
        return "/".join(self.words(cell) for cell in self.heads(column))

    def heads(self, column: int) -> list[Cell]:
        """The cells above a column, from the top, each once, without those that cover all columns."""
        return self._heads[column]

    @cached_property
    def _heads(self) -> list[list[Cell]]:
        rows = range(self.captions, self.body)
        above = ([self._head_at(row, column) for row in rows] for column in range(self.table.columns))
        return [list(dict.fromkeys(cell for cell in cells if self._is_named(cell))) for cells in above]

    def _is_named(self, cell: Cell | None) -> TypeGuard[Cell]:
        return cell is not None and cell.colspan < self.table.columns and self.content(cell) != "nothing"

    def _head_at(self, row: int, column: int) -> Cell | None:
        """The head at a place; where it is empty above another, that to the left: lines can't say that a cell is wide."""
        cell = self.grid[row][column]
        if cell is not None and self.content(cell) != "nothing":
            return cell
        below = row + 1 < self.body and column > 0 and self.contents[row + 1][column] != "nothing"
        left = column - 1
        while (
            below and left > 0 and self.contents[row][left] == "nothing" and self.contents[row + 1][left] != "nothing"
        ):
            left -= 1
        wide = below and self.contents[row + 1][left] != "nothing" and self.contents[row][left] != "nothing"
        return self.grid[row][left] if wide else cell


def filled(table: Table) -> list[list[Cell | None]]:
    """The cells of a table by row and column; a cell that covers several is in each of them, None where there is none."""
    grid: list[list[Cell | None]] = [[None] * table.columns for _ in table.rows]
    for row in table.rows:
        for cell in row:
            for number in range(cell.row, cell.row + cell.rowspan):
                grid[number][cell.column : cell.column + cell.colspan] = [cell] * cell.colspan
    return grid


def _is_paired(kinds: list[Content]) -> bool:
    """Whether words and numbers alternate, in more than one pair."""
    pairs = list(zip(kinds[::2], kinds[1::2], strict=False))
    return len(pairs) > 1 and all(first == "words" and second != "words" for first, second in pairs)


def _counts_rows(words: list[str]) -> bool:
    """Whether words are 1, 2, 3 …, with gaps."""
    numbers = [word for word in words if word]
    return numbers[:1] == ["1"] and numbers == [str(number) for number in range(1, len(numbers) + 1)]
