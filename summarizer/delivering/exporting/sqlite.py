"""SQLite: the tables in one file, `tables.sqlite`, with a `dictionary` of their columns; for Datasette and SQL.

It has what the tables have, and no requests or answers.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from summarizer.delivering.exporting.export_columns import ExportTable
from summarizer.delivering.exporting.files import whole
from summarizer.delivering.exporting.layout import Layout
from summarizer.delivering.exporting.tables import DICTIONARY, DOCUMENTS, dictionary
from summarizer.errors import UsageError
from summarizer.running.store.store import Store
from summarizer.running.store.typed_rows import Cell

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "NUMERIC"}


def write(store: Store, folder: Path, layout: Layout) -> list[Path]:
    path = folder / "tables.sqlite"
    with whole(path) as temporary:
        try:
            with closing(sqlite3.connect(temporary)) as database, database:
                _fill(database, store, layout.tables)
        except sqlite3.OperationalError as error:
            raise UsageError(f"{path} can't be written: {error}") from None
    return [path]


def _fill(database: sqlite3.Connection, store: Store, tables: Sequence[ExportTable]) -> None:
    database.execute("PRAGMA page_size = 4096")
    database.execute("PRAGMA journal_mode = OFF")  # a file that is not finished is thrown away
    database.execute("PRAGMA synchronous = OFF")
    database.execute("BEGIN")
    for table in tables:
        database.execute(_declaration(table))
        _insert(database, table.name, len(table.columns), map(_row, table.rows(store)))
    columns = ", ".join(f'"{name}" TEXT NOT NULL' for name in DICTIONARY)
    database.execute(f'CREATE TABLE dictionary ({columns}, PRIMARY KEY ("table", "column"))')
    _insert(database, "dictionary", len(DICTIONARY), dictionary(tables))


def _declaration(table: ExportTable) -> str:
    parts = [f"{_quoted(column.name)} {_TYPES.get(column.type, 'TEXT')}" for column in table.columns]
    parts.append(f"PRIMARY KEY ({', '.join(table.key)})")
    if table.name != DOCUMENTS.name:
        parts.append(f"FOREIGN KEY (document) REFERENCES {DOCUMENTS.name} ({DOCUMENTS.key[0]})")
    return f"CREATE TABLE {table.name} ({', '.join(parts)})"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _insert(database: sqlite3.Connection, name: str, width: int, rows: Iterable[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * width)
    database.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - names are ours


def _row(row: tuple[Cell, ...]) -> tuple[object, ...]:
    return tuple(_cells(row))


def _cells(row: tuple[Cell, ...]) -> Iterator[object]:
    for cell in row:
        if isinstance(cell, datetime):
            yield cell.strftime("%Y-%m-%dT%H:%M:%SZ")
        else:
            yield cell.isoformat() if isinstance(cell, date) else cell
