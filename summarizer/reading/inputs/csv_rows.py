"""The rows of a .csv or .tsv, however it is delimited; a row that is broken costs itself.

A quote that is never closed would swallow all rows up to the end. So a row whose quotes do not match, or that has several
lines and not the cells of the header, ends where the next row begins: at the first line from which a whole row can be
read, or that begins as the rows before did.
"""

import csv
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from itertools import islice

from summarizer.reading.inputs.dialects import CsvRecord, Dialect, read_record, sniff_dialect
from summarizer.reading.inputs.table_row import TableRow
from summarizer.resources import message

_SAMPLE_LINES = 200
_SHAPE_CHARS = 40
_FEW_CELLS = 2


def csv_rows(lines: Iterable[str], max_bytes: int) -> Iterator[TableRow]:
    """The rows below the header; `max_bytes` bounds a cell."""
    csv.field_size_limit(max(csv.field_size_limit(), max_bytes))
    source = _LineSource(lines)
    table = _DelimitedTable(sniff_dialect(source.peek(_SAMPLE_LINES)), 2 * max_bytes)
    source.skip(table.dialect.skipped)
    yield from table.rows(source)


def unique_names(header: list[str]) -> list[str]:
    """The header with a name for each column: the second `text` is `text.2`, one without a name is `column 3`."""
    counts: Counter[str] = Counter()
    names: list[str] = []
    for position, cell in enumerate(header, 1):
        name = cell.strip().lstrip("\ufeff") or f"column {position}"
        counts[name] += 1
        names.append(name if counts[name] == 1 else f"{name}.{counts[name]}")
    return names


def repeated_names(names: list[str]) -> list[tuple[str, str]]:
    """The names of `unique_names` that a later column had too, each with the name that this one has now."""
    parted = ((name, name.rpartition(".")) for name in names)
    return [(base, name) for name, (base, _, number) in parted if number.isdigit() and base in names]


class _LineSource:
    """Lines that can be read ahead and pushed back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._returned: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return self._returned.popleft() if self._returned else next(self._lines)

    def peek(self, count: int) -> list[str]:
        lines = list(islice(self, count))
        self.give_back(lines)
        return lines

    def skip(self, count: int) -> None:
        deque(islice(self, count), maxlen=0)

    def give_back(self, lines: Iterable[str]) -> None:
        self._returned.extendleft(reversed(list(lines)))


class _DelimitedTable:
    """Rows of one header, in one dialect."""

    def __init__(self, dialect: Dialect, max_chars: int) -> None:
        self.dialect = dialect
        self._max_chars = max_chars
        self._names: list[str] = []
        self._shape = ""

    def rows(self, source: _LineSource) -> Iterator[TableRow]:
        for record in self._records(source):
            if self._names:
                yield self._row(record)
            else:
                self._names = unique_names(record.cells)

    def _records(self, source: _LineSource) -> Iterator[CsvRecord]:
        while source.peek(1):
            record = read_record(source, self.dialect, self._max_chars)
            if not self._names:
                yield self._header(record, source)
            elif not self._ends_well(record, source):
                yield self._broken(record, source)
            elif record.cells:
                yield record

    def _header(self, record: CsvRecord, source: _LineSource) -> CsvRecord:
        """The first row; where its quotes are broken, the cells of its first line without them."""
        if record.fault is None:
            return record
        source.give_back(record.lines[1:])
        line = record.lines[0]
        return CsvRecord([line], line.rstrip("\r\n").replace('"', "").split(self.dialect.delimiter))

    def _row(self, record: CsvRecord) -> TableRow:
        cells, raw = self._trimmed(record.cells), "".join(record.lines).rstrip("\r\n")
        if record.fault is not None:
            return TableRow({}, raw, message("bad_row.csv", why=record.fault))
        if len(cells) != len(self._names):
            return TableRow({}, raw, message("bad_row.cells", cells=len(cells), wanted=len(self._names)))
        self._shape = _shape(cells[0])
        return TableRow(dict(zip(self._names, cells, strict=True)), self.dialect.delimiter.join(cells))

    def _trimmed(self, cells: list[str]) -> list[str]:
        """Without the empty cells that delimiters at the end of a line make; with those that they would make."""
        while len(cells) > len(self._names) and not cells[-1].strip():
            cells = cells[:-1]
        missing = range(len(cells), len(self._names))
        unnamed = bool(cells) and all(self._names[index] == f"column {index + 1}" for index in missing)
        return [*cells, *("" for _ in missing)] if unnamed else cells

    def _ends_well(self, record: CsvRecord, source: _LineSource) -> bool:
        """Whether the row ends where its quotes say, even if it lacks a cell."""
        if record.fault is not None:
            return False
        odd = sum(line.count('"') for line in record.lines) % 2 == 1
        if len(self._trimmed(record.cells)) != len(self._names):
            return not odd and self._is_whole(record, source)
        if len(record.lines) > 1 and self._is_made_of_rows(record):
            return False
        return not odd or not source.peek(1) or self._begins_row(source)

    def _is_whole(self, record: CsvRecord, source: _LineSource) -> bool:
        """Whether a row that lacks a cell, or has one too many, is one: only the next begins as the rows do."""
        if not record.cells or not (self._shape or _shape(record.cells[0])):
            return len(record.lines) == 1
        apart = not any(self._looks_alike(line, record.cells[0]) for line in record.lines[1:])
        return apart and (not source.peek(1) or self._begins_row(source))

    def _is_made_of_rows(self, record: CsvRecord) -> bool:
        inner = record.lines[1:]
        enough = len(self._names) > _FEW_CELLS or len(inner) > 1
        return enough and all(self._is_row(line) and self._looks_alike(line, record.cells[0]) for line in inner)

    def _is_row(self, line: str) -> bool:
        cells = line.rstrip("\r\n").split(self.dialect.delimiter)
        return len(cells) == len(self._names) > 1

    def _looks_alike(self, line: str, first_cell: str) -> bool:
        shape = _shape(line.partition(self.dialect.delimiter)[0])
        return bool(shape) and shape == (self._shape or _shape(first_cell))

    def _broken(self, record: CsvRecord, source: _LineSource) -> CsvRecord:
        """The broken row up to where the next one begins; the rest is pushed back."""
        source.give_back(record.lines)
        lines = [next(source)]
        while source.peek(1) and not self._begins_row(source):
            lines.append(next(source))
        return CsvRecord(lines, [], record.fault or message("bad_row.quotes"))

    def _begins_row(self, source: _LineSource) -> bool:
        (line,) = source.peek(1)
        first_cell, delimiter, _ = line.partition(self.dialect.delimiter)
        alike = bool(delimiter) and self._looks_alike(line, "")
        if alike or (self._shape and first_cell.strip('" ')):
            return alike
        record = read_record(source, self.dialect, self._max_chars)
        source.give_back(record.lines)
        return record.fault is None and bool(record.cells) and len(self._trimmed(record.cells)) == len(self._names)


def _shape(cell: str) -> str:
    """The kind of a short cell: 9 for digits, a for letters; nothing for a long or empty one, or one of prose."""
    cell = cell.strip('" ')
    if not cell.isascii() or len(cell) > _SHAPE_CHARS or not any(char.isdigit() for char in cell):
        return ""
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "9", cell.lower()))
