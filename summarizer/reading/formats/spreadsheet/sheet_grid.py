"""A sheet as a grid: the text of each cell, by row and column from 0."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from summarizer.errors import InputError
from summarizer.resources import message

MOST_CELLS = 500_000
MOST_SHEETS = 500
_MOST_SLOTS = 2_000_000
_ALPHABET = 26


class Slot(NamedTuple):
    """The place of a cell."""

    row: int
    column: int


@dataclass(slots=True)
class SheetGrid:
    """The cells of a sheet that are not empty, how far merged ones reach (rows, columns), and what is hidden."""

    name: str
    cells: dict[Slot, str] = field(default_factory=dict)
    merged: dict[Slot, tuple[int, int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    is_hidden: bool = False

    def put(self, slot: Slot, text: str) -> None:
        """Add a cell with words. Raises InputError where there are too many."""
        if text.strip():
            self.cells[slot] = text.rstrip().lstrip(" \t\r\n")
        if len(self.cells) > MOST_CELLS:
            raise InputError(message("too_large.cells", sheet=self.name, most=MOST_CELLS))

    def split(self) -> tuple["SheetGrid", str]:
        """The grid of what is shown, and the words of what is not, a line for each cell.

        A merged cell goes to the first of its slots that is shown.
        """
        shown, hidden = SheetGrid(self.name), list[str]()
        rows, columns = _Axis(self.hidden_rows), _Axis(self.hidden_columns)
        for slot, text in self.cells.items():
            height, width = self.merged.get(slot, (1, 1))
            kept = Slot(rows.first(slot.row), columns.first(slot.column))
            if self.is_hidden or kept.row >= slot.row + height or kept.column >= slot.column + width:
                hidden.append(text)
                continue
            shown.cells[kept] = text
            if slot in self.merged:
                shown.merged[kept] = rows.count(slot.row, height), columns.count(slot.column, width)
        shown.hidden_rows, shown.hidden_columns = self.hidden_rows, self.hidden_columns
        return shown, "\n".join(hidden)

    def rows(self) -> list[int]:
        """The shown rows from the first that has a cell to the last. Raises InputError where they span too much."""
        used = {slot.row for slot in self.cells}
        columns = {slot.column for slot in self.cells}
        if used and (max(used) - min(used) + 1) * (max(columns) - min(columns) + 1) > _MOST_SLOTS:
            raise InputError(message("too_large.sheet", sheet=self.name, most=_MOST_SLOTS))
        return [row for row in range(min(used), max(used) + 1) if row not in self.hidden_rows] if used else []


class _Axis:
    """Rows or columns, some of them hidden."""

    def __init__(self, hidden: set[int]) -> None:
        self._hidden = sorted(hidden)
        self._next: dict[int, int] = {}
        for number in reversed(self._hidden):
            self._next[number] = self._next.get(number + 1, number + 1)

    def first(self, number: int) -> int:
        """The first one that is shown, from a number on."""
        return self._next.get(number, number)

    def count(self, start: int, length: int) -> int:
        """How many of a range are shown."""
        return length - (bisect_left(self._hidden, start + length) - bisect_left(self._hidden, start))


def cell_name(sheet: str, slot: Slot) -> str:
    """`数据!B4`."""
    letters, number = "", slot.column + 1
    while number:
        number, digit = divmod(number - 1, _ALPHABET)
        letters = chr(ord("A") + digit) + letters
    return f"{sheet}!{letters}{slot.row + 1}"


def within(numbers: Iterable[tuple[int, int]], most: int) -> set[int]:
    """The numbers of some ranges, both ends included, below `most`."""
    found: set[int] = set()
    reach = 0
    for start, end in sorted(numbers):
        found.update(range(max(start, reach), min(end + 1, most)))
        reach = max(reach, end + 1)
    return found
