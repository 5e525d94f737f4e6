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

    A row that can't be read so lacks what needs reading; its document, whose id is the cell `document_at`, is noted in
    `undelivered`.
    """
    found.row_factory = None
    readers = [(at, _READERS[name]) for at, name in enumerate(types) if name in _READERS]
    for row in found:
        cells: list[Cell] = list(row)
        made: list[Cell] = [None] * len(readers)
        with store.delivering(row[document_at]):
            made = [None if row[at] is None else read(row[at]) for at, read in readers]
        for (at, _), cell in zip(readers, made, strict=True):
            cells[at] = cell
        yield tuple(cells)
