"""Rows of a query on the store, with each cell as Python's type for its column."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from summarizer.running.store.delivered import DeliveredRecords

Cell = str | int | float | bool | date | datetime | None

_READERS: Mapping[str, Callable[[Any], Cell]] = {
    "boolean": bool,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}


def typed_rows(
    store: DeliveredRecords, found: sqlite3.Cursor, types: Sequence[str], document_at: int
) -> Iterator[tuple[Cell, ...]]:
    """The rows of a query whose columns have these types (`boolean`, `date`, `datetime`; others are as SQLite has them).

    Of a row that can't be read so, what needs no reading; its document, whose id is the cell `document_at`, is noted in
    `undelivered`.
    """
    found.row_factory = None
    readers = [_READERS.get(name) for name in types]
    for row in found:
        cells = tuple(cell if read is None else None for read, cell in zip(readers, row, strict=True))
        with store.delivering(row[document_at]):
            cells = tuple(_cell(read, cell) for read, cell in zip(readers, row, strict=True))
        yield cells


def _cell(read: Callable[[Any], Cell] | None, cell: Any) -> Cell:
    return read(cell) if read and cell is not None else cell
