"""The cells of a table: what each is for, and for each that may hold a figure its row, column, head and unit.

The unit of a number is that of its cell, else the first that is stated by: the heads of its column, the column of
units, the label of its row, the words above the table. A column of rates without a unit takes % from a list that has
it, and else leaves it open; so does a number for which two units remain.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

from summarizer.models import Cell, Span, TableCell, Text, UnitCandidate
from summarizer.resources import lazy_pattern
from summarizer.scanning.tables.captions import caption_spans
from summarizer.scanning.tables.cell_words import content, says
from summarizer.scanning.tables.head_units import unit_named, units_stated, without_units
from summarizer.scanning.tables.row_labels import beside, label_groups, naming_columns, row_paths
from summarizer.scanning.tables.table_layout import TableLayout

CellUse = Literal["caption", "head", "label", "ordinal", "code", "unit", "date", "value", "note"]

_LONGEST_LABEL = 40
_LONGEST_NAME, _LONGEST_HEAD = 120, 200  # a label goes with each number of its row
_NOTE_MARKS = "*#①②③④⑤⑥⑦⑧⑨⑩"
_PERCENT = UnitCandidate("%", "%", 1)
_NUMBERING = lazy_pattern(
    r"(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、](?!\d)|#|其中[:：]?|[-—－])\s*"
)


class CellUnits(NamedTuple):
    """The unit of the numbers of a cell, or those that it may be."""

    chosen: UnitCandidate | None
    candidates: tuple[UnitCandidate, ...] = ()


class ReadCell(NamedTuple):
    """A cell, what it is for, its place and unit; `noun` is what a number counts that is all of the cell."""

    cell: Cell
    use: CellUse
    place: TableCell | None = None
    unit: UnitCandidate | None = None
    noun: str | None = None


def read_cells(text: Text) -> list[ReadCell]:
    """The cells with words of all tables of a Text, in order."""
    found: list[ReadCell] = []
    floor = 0
    for number, table in enumerate(text.tables):
        found += _TableReader(TableLayout(text, table), number, floor).cells()
        floor = table.span.end
    return found


@dataclass
class _TableReader:
    layout: TableLayout
    number: int
    floor: int

    def cells(self) -> Iterator[ReadCell]:
        for row in self.layout.table.rows:
            for cell in row:
                if cell.span.start < cell.span.end:
                    yield self._read(cell)

    def _read(self, cell: Cell) -> ReadCell:
        use = self._use(cell)
        if use not in {"value", "note"}:
            return ReadCell(cell, use)
        path, heads = self._path(cell), self.layout.heads(cell.column)
        units = self._units(cell, path, heads)
        return ReadCell(cell, use, self._place(cell, path, heads, units), units.chosen, self._noun(path, heads))

    def _use(self, cell: Cell) -> CellUse:
        layout = self.layout
        if cell.row < layout.body:
            return "caption" if cell.row < layout.captions else "head"
        if cell.row in layout.index_rows:
            return "ordinal"
        kind = layout.kinds[cell.column]
        if kind == "label" or cell.row in layout.sections:
            names = (
                cell.row in layout.sections or cell.column in self._naming or says("names", layout.head(cell.column))
            )
            return "label" if names and self._is_numeric and not self._is_prose(cell) else "note"
        if kind == "value" and layout.content(cell) not in {"number", "year"}:
            named = not layout.has_heads and layout.content(cell) == "words" and self._is_numeric
            return "label" if named and not self._is_prose(cell) else "note"
        return kind

    @cached_property
    def _naming(self) -> set[int]:
        return {column for columns in label_groups(self.layout) for column in naming_columns(self.layout, columns)}

    def _is_prose(self, cell: Cell) -> bool:
        words = self.layout.words(cell)
        return len(words) > _LONGEST_LABEL or "。" in words

    @cached_property
    def _is_numeric(self) -> bool:
        """Whether the table has numbers as values."""
        rows, kinds = self.layout.contents[self.layout.body :], self.layout.kinds
        return any(held == "number" and kind == "value" for row in rows for held, kind in zip(row, kinds, strict=True))

    @cached_property
    def _groups(self) -> list[tuple[int, list[tuple[Cell, ...]]]]:
        """Of each group of label columns the first, and the labels of the rows by it."""
        groups = label_groups(self.layout) if self.layout.has_heads or self._is_plain else []
        return [(columns[0], row_paths(self.layout, columns)) for columns in groups]

    @cached_property
    def _is_plain(self) -> bool:
        """Whether a table without heads has words in its first column alone."""
        rows = self.layout.contents
        return all(
            held != "words" or self.layout.kinds[place] != "value" for row in rows for place, held in enumerate(row)
        )

    def _path(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells that name the row of a cell."""
        before = [paths for first, paths in self._groups if first < cell.column]
        if before:
            return before[-1][cell.row]
        return self._groups[0][1][cell.row] if self._groups else beside(self.layout, cell.row, cell.column)

    def _content(self, cell: Cell) -> str:
        end = min(cell.span.end, cell.span.start + _LONGEST_NAME)
        return "".join(self.layout.text.content[cell.span.start : end].split())

    @cached_property
    def _head(self) -> str | None:
        captions = " ".join(self.layout.text.content[span.start : span.end] for span in self._captions)
        return " ".join(captions.split())[:_LONGEST_HEAD] or None

    @cached_property
    def _captions(self) -> list[Span]:
        return caption_spans(self.layout, self.floor)

    def _place(self, cell: Cell, path: Sequence[Cell], heads: Sequence[Cell], units: CellUnits) -> TableCell:
        return TableCell(
            row="/".join(map(self._content, path)) or None,
            column="/".join(map(self._content, heads)) or None,
            head=self._head,
            units=units.candidates,
            table=self.number,
            labels=tuple(part.span for part in (*path, *heads)),
            is_whole=self.layout.content(cell) in {"number", "year"},
            is_change=self._says("change", path, heads),
            direction="decrease" if self._says("decline", path, heads) else None,
        )

    def _says(self, kind: str, path: Sequence[Cell], heads: Sequence[Cell]) -> bool:
        words = [self.layout.words(cell) for cell in (*path[-1:], *heads)]
        return any(says(kind, label) for label in words) and not any(says("index", label) for label in words)

    def _units(self, cell: Cell, path: Sequence[Cell], heads: Sequence[Cell]) -> CellUnits:
        """The unit of a number in a cell, or those that remain."""
        words = self.layout.words
        for head in heads[::-1]:
            stated = units_stated(words(head)) or _exactly(words(head))
            if stated:
                return self._chosen(stated, is_rate=False)
        rate = self._says("rate", (), heads)
        beside_it = self._unit_beside(cell)
        if beside_it:
            return self._chosen((beside_it,), is_rate=rate)
        for label in path[::-1]:
            if stated := units_stated(words(label)):
                return self._chosen(stated, is_rate=rate)
        rate = rate or self._says("rate", path, heads)
        return self._chosen(self._general, is_rate=rate)

    def _chosen(self, stated: Sequence[UnitCandidate], *, is_rate: bool) -> CellUnits:
        if is_rate:
            sure = any(unit.unit == "%" for unit in stated)
            return CellUnits(_PERCENT) if sure else CellUnits(None, (_PERCENT, *stated))
        several = len(stated) > 1 and self._has_rates
        kept = [unit for unit in stated if unit.unit != "%"] if several else list(stated)
        return CellUnits(kept[0]) if len(kept) == 1 else CellUnits(None, tuple(kept))

    @cached_property
    def _has_rates(self) -> bool:
        return any(says("rate", self.layout.head(column)) for column in range(self.layout.table.columns))

    def _unit_beside(self, cell: Cell) -> UnitCandidate | None:
        """What the nearest column of units has in the row of a cell, that to its left first."""
        columns = [column for column, kind in enumerate(self.layout.kinds) if kind == "unit"]
        columns.sort(key=lambda column: (column > cell.column, abs(column - cell.column)))
        named = (unit_named(self.layout.words(self.layout.grid[cell.row][column])) for column in columns)
        return next(named, None)

    @cached_property
    def _general(self) -> tuple[UnitCandidate, ...]:
        """The units that the words above the table state, or the heads of its labels."""
        folded = self.layout.text.folded
        words = [folded[span.start : span.end] for span in self._captions[::-1]]
        words += [self.layout.head(columns[0]) for columns in label_groups(self.layout)]
        return next((stated for part in words if (stated := units_stated(part))), ())

    def _noun(self, path: Sequence[Cell], heads: Sequence[Cell]) -> str | None:
        """石桥乡 and 户数（户）: 石桥乡户数; a part comes after its whole."""
        is_part = bool(path) and says("part", self.layout.words(path[-1]))
        named = [*path[-2 if is_part else -1 :], *(head for head in heads if not self._is_plain_head(head))]
        return "".join(map(self._named, named)) or None

    def _is_plain_head(self, head: Cell) -> bool:
        return says("plain", without_units(self.layout.words(head)))

    def _named(self, cell: Cell) -> str:
        """The words of a label without numbering and units; none of a time."""
        if self.layout.content(cell) in {"year", "period"}:
            return ""
        words = without_units(self._content(cell).rstrip(_NOTE_MARKS))
        numbering = _NUMBERING.match(words)
        return words[numbering.end() :] or words if numbering else words


def _exactly(words: str) -> tuple[UnitCandidate, ...]:
    """The unit that a head is: 户, 万元."""
    unit = unit_named(words) if content(words) == "words" else None
    return (unit,) if unit else ()


def place_in_table(cell: TableCell | None) -> dict[str, Any] | None:
    """Where in a table a number is, as it is delivered; `units` only where there are candidates."""
    if cell is None:
        return None
    stated = {"row": cell.row, "column": cell.column, "head": cell.head}
    return stated | ({"units": [candidate.written for candidate in cell.units]} if cell.units else {})
