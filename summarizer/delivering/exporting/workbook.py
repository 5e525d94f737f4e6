"""A workbook, `tables.xlsx`: a sheet a table and a dictionary, for people.

Texts are written as texts, so that none becomes a formula or a link. A figure's number leads to its quote, its
document to the row of the documents sheet. What has to be looked at is coloured. Excel's limits are kept: a text of
more than 32,767 UTF-16 units is cut, and says so; numbers have 15 digits; after 65,530 links of a sheet there are none;
a table of more than 1,048,575 rows is refused.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.delivering.exporting.export_columns import Cell, ExportTable
from summarizer.delivering.exporting.files import whole
from summarizer.delivering.exporting.tables import DICTIONARY, DOCUMENTS, FIGURES, TABLES, dictionary
from summarizer.errors import UsageError
from summarizer.running.store.store import Store

_MOST_ROWS, _MOST_LINKS, _MOST_UNITS = 1_048_575, 65_530, 32_767
_CUT = " … (cut: Excel holds no more; the CSV has it all)"
_FIRST_DATE = date(1900, 3, 1)  # Excel's calendar has a 29th of February 1900
_SAME_EVERY_DAY = datetime(1980, 1, 1)  # noqa: DTZ001 - a file says when it was created, and must not

_WIDTHS = {"id": 30, "document": 30, "title": 40, "headline": 40, "summary": 60, "quote": 60, "message": 60, "text": 60}
_WIDTHS |= {"english": 60, "chinese": 30, "subject": 24, "name": 30, "path": 30, "number": 8, "verdict": 18}
_WIDTHS |= {"actor": 24, "target": 24, "measure_name": 30, "measure_names": 40}
_WIDTH = {"string": 14, "object": 20, "integer": 10, "number": 12, "boolean": 10, "date": 12, "datetime": 20}

_HEADER = {"bold": True, "bottom": 1, "bg_color": "#E7E6E6"}
_FORMS = {"string": "@", "date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm:ss"}


class ColourRule(NamedTuple):
    """Rows whose column has this value get this colour; of several rules the first."""

    column: str
    value: str
    colour: str


_RED, _YELLOW, _BLUE, _GREY = "#F8CBAD", "#FFF2CC", "#DDEBF7", "#D9D9D9"
_RULES: Mapping[str, tuple[ColourRule, ...]] = {
    "documents": (ColourRule("status", "failed", _RED), ColourRule("status", "flagged", _YELLOW)),
    "figures": (
        ColourRule("decision", "rejected", _GREY),
        ColourRule("verdict", "quote_not_found", _RED),
        ColourRule("verdict", "unsupported", _RED),
        ColourRule("verdict", "misattributed", _RED),
        ColourRule("verdict", "unit_mismatch", _YELLOW),
        ColourRule("verdict", "qualifier_mismatch", _YELLOW),
        ColourRule("verdict", "", _BLUE),
    ),
    "measures": (ColourRule("decision", "rejected", _GREY),),
    "findings": (ColourRule("severity", "error", _RED), ColourRule("severity", "warning", _YELLOW)),
}
_NOTES = (
    ("red", "a failed document, a figure that the document does not bear out, a finding of severity error"),
    ("yellow", "a flagged document, a figure with another unit or qualifier, a warning"),
    ("blue", "a number that the model left out, delivered by the rules"),
    ("grey", "a figure or measure that a person rejected"),
    ("digits", "Excel holds 15 digits of a number; the CSV has all"),
    ("links", "a figure's number leads to its quote, a document's id to its row; Excel takes 65,530 links a sheet"),
)


def write(store: Store, folder: Path) -> list[Path]:
    import xlsxwriter  # noqa: PLC0415 - takes longer to load than the other formats to write
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    path = folder / "tables.xlsx"
    for table in TABLES:
        if (rows := table.count(store)) > _MOST_ROWS:
            raise UsageError(f"{table.name} has {rows:,} rows, more than a sheet holds: take csv or parquet")
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with whole(path) as temporary:
        try:
            with xlsxwriter.Workbook(temporary, options) as book:
                _fill(book, store)
        except FileCreateError as error:
            raise UsageError(f"{path} can't be written: {error}") from None
    return [path]


def _fill(book: Any, store: Store) -> None:
    book.set_properties({"created": _SAME_EVERY_DAY})
    places: dict[Cell, int] = {}
    for table in TABLES:
        sheet = _Sheet(book, table, places)
        for row in table.rows(store):
            if table is DOCUMENTS:
                places[row[0]] = sheet.row + 1
            with store.delivering(str(row[0])):
                sheet.add(row)
            sheet.row += 1
        sheet.finish()
    _write_dictionary(book)


class _Sheet:
    """The sheet of a table, filled from the top."""

    def __init__(self, book: Any, table: ExportTable, places: Mapping[Cell, int]) -> None:
        self._book, self._table, self._places = book, table, places
        self._sheet = book.add_worksheet(table.name)
        self._formats = {name: book.add_format({"num_format": form}) for name, form in _FORMS.items()}
        self._link = book.get_default_url_format()
        self._quote = table.names.index("quote") if table is FIGURES else None
        self._links = 0
        self.row = 1
        header = book.add_format(_HEADER)
        for index, column in enumerate(table.columns):
            self._sheet.set_column(index, index, _WIDTHS.get(column.name, _WIDTH[column.type]))
            self._sheet.write_string(0, index, column.name, header)

    def add(self, row: tuple[Cell, ...]) -> None:
        for index, cell in enumerate(row):
            if cell is not None:
                self._write(index, cell)
        if self._table is not DOCUMENTS and row[0] in self._places:
            self._lead(0, f"internal:'{DOCUMENTS.name}'!A{self._places[row[0]]}", row[0])
        if self._quote is not None:
            column = _letters(self._quote)
            self._lead(1, f"internal:'{self._table.name}'!{column}{self.row + 1}", row[1])

    def _lead(self, index: int, target: str, cell: Cell) -> None:
        """Make a link of a cell that stays what it is."""
        if self._links >= _MOST_LINKS:
            return
        self._links += 1
        self._sheet.write_url(self.row, index, target, self._link, "link")
        self._write(index, cell, self._link)

    def _write(self, index: int, cell: Cell, form: Any = None) -> None:
        row, sheet = self.row, self._sheet
        match cell:
            case bool():
                sheet.write_boolean(row, index, cell)
            case int() | float():
                sheet.write_number(row, index, cell, form)
            case datetime():
                sheet.write_datetime(row, index, cell.replace(tzinfo=None), self._formats["datetime"])
            case date() if cell >= _FIRST_DATE:
                sheet.write_datetime(row, index, cell, self._formats["date"])
            case _:
                sheet.write_string(row, index, _fitting(str(cell)), form or self._formats["string"])

    def finish(self) -> None:
        """Add what covers all rows: filters, frozen headers, colours."""
        sheet, last, width = self._sheet, max(1, self.row - 1), len(self._table.columns) - 1
        sheet.freeze_panes(1, len(self._table.key))
        sheet.autofilter(0, 0, last, width)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{_letters(width)}{last + 1}"})
        for rule in _RULES.get(self._table.name, ()):
            column = _letters(self._table.names.index(rule.column))
            fill = self._book.add_format({"bg_color": rule.colour})
            criteria = f'=${column}2="{rule.value}"'
            options = {"type": "formula", "criteria": criteria, "format": fill, "stop_if_true": True}
            sheet.conditional_format(1, 0, last, width, options)


def _letters(index: int) -> str:
    """The name of a column, from 0: A to Z, AA and on."""
    first, second = divmod(index, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


def _fitting(text: str) -> str:
    """The text, cut to what a cell can hold."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _MOST_UNITS:
        return text
    return units[: 2 * (_MOST_UNITS - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def _write_dictionary(book: Any) -> None:
    sheet = book.add_worksheet("dictionary")
    bold, wrapped = book.add_format(_HEADER), book.add_format({"text_wrap": True, "valign": "top"})
    for index, name in enumerate(DICTIONARY):
        sheet.set_column(index, index, _WIDTHS.get(name, 16))
        sheet.write_string(0, index, name, bold)
    for number, row in enumerate(_dictionary_rows(), 1):
        for index, cell in enumerate(row):
            sheet.write_string(number, index, cell, wrapped)
    sheet.freeze_panes(1, 0)


def _dictionary_rows() -> Iterator[tuple[str, ...]]:
    yield from dictionary()
    for name, meaning in _NOTES:
        yield "", name, "", "", meaning
