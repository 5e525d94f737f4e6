"""CSV (RFC 4180, UTF-8), one file a table, and `datapackage.json` beside them.

A spreadsheet takes a cell that begins with = + - @ for a formula, whatever its quotes say. So a text that begins with
one of these, with a tab or a line break, or with an apostrophe, has an apostrophe put before it. Whoever wants the text
itself takes one apostrophe off the front of each text that has one; nothing else is changed, but for control
characters, in whose place is �, as many a CSV is looked at in a terminal. Numbers stay numbers.
Source: OWASP, "CSV Injection". A CSV can't tell an empty text from none.
"""

import csv
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from summarizer.checking.jsonl import write_lines
from summarizer.delivering.exporting import package
from summarizer.delivering.exporting.export_columns import ExportTable
from summarizer.delivering.exporting.files import whole
from summarizer.delivering.exporting.layout import Layout
from summarizer.delivering.exporting.translating import heads
from summarizer.folding import without_controls
from summarizer.running.store.store import Store
from summarizer.running.store.typed_rows import Cell

_MARKED = tuple("=+-@＝＋－＠\t\r\n'")


def write(store: Store, folder: Path, layout: Layout) -> list[Path]:
    """The tables as CSV files, and their description.

    For Excel (`bom`) they have a byte order mark, without which it misreads Chinese, and heads in the language of the
    layout; else the names of the columns.
    """
    files = [_write_table(table, store, folder, layout) for table in layout.tables]
    return [*files, write_lines(folder / "datapackage.json", [package.description(files, layout)])]


def _write_table(table: ExportTable, store: Store, folder: Path, layout: Layout) -> Path:
    path, encoding = folder / f"{table.name}.csv", "utf-8-sig" if layout.bom else "utf-8"
    with whole(path) as temporary, temporary.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(map(_cell, heads(table, layout.csv_language)))
        writer.writerows(map(_cell, row) for row in table.rows(store))
    return path


def _cell(cell: Cell) -> Any:
    form = _FORMS.get(type(cell))
    return form(cell) if form else cell


def _plain(text: str) -> str:
    text = without_controls(text, keep_directions=True)
    return f"'{text}" if text.startswith(_MARKED) else text


_FORMS: Mapping[type, Callable[[Any], str]] = {
    bool: lambda given: "true" if given else "false",
    date: date.isoformat,
    datetime: lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    str: _plain,
}
