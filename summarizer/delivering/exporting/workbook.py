"""A workbook, `tables.xlsx`: a sheet a table and a dictionary, for people. The first, `facts`, is the one to count and sum.

Texts are written as texts, so that none becomes a formula. A document leads to its row of the documents sheet, a
figure's number to its quote; an address of the web leads there, and is shown in full. What has to be looked at is
coloured. Excel's limits are kept: a text of more than 32,767 UTF-16 units is cut, and says so; numbers have 15 digits;
after 65,530 links of a sheet there are none; a table of more than 1,048,575 rows is refused.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from summarizer.delivering.exporting.files import whole
from summarizer.delivering.exporting.layout import Layout
from summarizer.delivering.exporting.sheets import TableSheet, write_dictionary
from summarizer.delivering.exporting.tables import DOCUMENTS
from summarizer.errors import UsageError
from summarizer.running.store.store import Store
from summarizer.running.store.typed_rows import Cell

_MOST_ROWS = 1_048_575
_SAME_EVERY_DAY = datetime(1980, 1, 1)  # noqa: DTZ001 - a file says when it was created, and must not


def write(store: Store, folder: Path, layout: Layout) -> list[Path]:
    import xlsxwriter  # noqa: PLC0415 - takes longer to load than the other formats to write
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    path = folder / "tables.xlsx"
    for table in layout.tables:
        if (rows := table.count(store)) > _MOST_ROWS:
            raise UsageError(f"{table.name} has {rows:,} rows, more than a sheet holds: take csv or parquet")
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with whole(path) as temporary:
        try:
            with xlsxwriter.Workbook(temporary, options) as book:
                _fill(book, store, layout)
        except FileCreateError as error:
            raise UsageError(f"{path} can't be written: {error}") from None
    return [path]


def _fill(book: Any, store: Store, layout: Layout) -> None:
    book.set_properties({"created": _SAME_EVERY_DAY})
    places = _places(store)
    for table in layout.tables:
        sheet = TableSheet(book, table, layout, places)
        for row in table.rows(store):
            with store.delivering(str(row[table.document_at])):
                sheet.add(row)
            sheet.row += 1
        sheet.finish()
    write_dictionary(book, layout)


def _places(store: Store) -> Mapping[Cell, int]:
    """The row of each document in its sheet, by its id."""
    found = store.database.execute(f"SELECT documents.id FROM {DOCUMENTS.source}")  # noqa: S608 - declared
    return {row[0]: number for number, row in enumerate(found, 2)}
