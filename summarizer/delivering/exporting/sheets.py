"""The sheets of a workbook, each filled from the top."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from summarizer.delivering.exporting import sheet_looks as looks
from summarizer.delivering.exporting.export_columns import ExportTable
from summarizer.delivering.exporting.layout import Layout
from summarizer.delivering.exporting.tables import DICTIONARY, DOCUMENTS, FACTS, FIGURES, dictionary
from summarizer.delivering.exporting.translating import heads
from summarizer.resources import LANGUAGES, label, messages
from summarizer.running.store.typed_rows import Cell

_MOST_LINKS, _MOST_UNITS = 65_530, 32_767
_CUT = " … (cut: Excel holds no more; the CSV has it all)"
_FIRST_DATE = date(1900, 3, 1)  # Excel's calendar has a 29th of February 1900
_KEPT_IN_VIEW = {FACTS.name: 3}  # columns that stay when the sheet is scrolled: province, city, county


class TableSheet:
    """The sheet of a table; `places` has the rows of the documents in their sheet."""

    def __init__(self, book: Any, table: ExportTable, layout: Layout, places: Mapping[Cell, int]) -> None:
        self._book, self._table, self._layout, self._places = book, table, layout, places
        self._sheet = book.add_worksheet(label("sheet", table.name, layout.language))
        self._forms: dict[str, Any] = {}
        self._link = book.get_default_url_format()
        self._columns = {name: index for index, name in enumerate(table.names)}
        self._quote = self._columns["quote"] if table.name == FIGURES.name else None
        self._documents = label("sheet", DOCUMENTS.name, layout.language)
        self._text = self._form(looks.FORMS["string"])
        self._links = 0
        self.row = 1
        self._write_head()

    def _write_head(self) -> None:
        head = self._book.add_format(looks.HEAD)
        self._sheet.set_row(0, looks.HEAD_HEIGHT)
        named = heads(self._table, self._layout.language)
        for index, (column, words) in enumerate(zip(self._table.columns, named, strict=True)):
            self._sheet.set_column(index, index, looks.width(column, words))
            self._sheet.write_string(0, index, words, head)

    def add(self, row: tuple[Cell, ...]) -> None:
        links = dict(self._links_of(row)) if self._links < _MOST_LINKS else {}
        for index, cell in enumerate(row):
            if cell is not None:
                self._lead(index, links[index], cell) if index in links else self._write(index, cell)

    def _links_of(self, row: tuple[Cell, ...]) -> Iterator[tuple[int, str]]:
        """Where cells of a row lead, by their index."""
        document = row[self._table.document_at]
        if self._table.name != DOCUMENTS.name and document in self._places:
            yield self._table.document_at, f"internal:'{self._documents}'!A{self._places[document]}"
        if self._quote is not None:
            yield 1, f"internal:'{self._sheet.name}'!{_letters(self._quote)}{self.row + 1}"
        if (url := self._columns.get("url")) is not None and row[url] is not None:
            yield url, str(row[url])

    def _lead(self, index: int, target: str, cell: Cell) -> None:
        """A cell that is what it is, and a link: the words of the link itself must not be a document's."""
        self._links += 1
        self._sheet.write_url(self.row, index, target, self._link, "link")
        self._write(index, cell, self._link)

    def _write(self, index: int, cell: Cell, form: Any = None) -> None:
        row, sheet = self.row, self._sheet
        match cell:
            case bool():
                sheet.write_boolean(row, index, cell, self._form(looks.FORMS["boolean"], centred=True))
            case int() | float():
                wanted = looks.number_form(self._table.columns[index], cell, self._layout.numbers)
                sheet.write_number(row, index, cell, form or (self._form(wanted) if wanted else None))
            case datetime():
                sheet.write_datetime(
                    row, index, cell.replace(tzinfo=None), self._form(looks.FORMS["datetime"], centred=True)
                )
            case date() if cell >= _FIRST_DATE:
                sheet.write_datetime(row, index, cell, self._form(looks.FORMS["date"], centred=True))
            case _:
                sheet.write_string(row, index, _fitting(str(cell)), form or self._text)

    def _form(self, form: str, *, centred: bool = False) -> Any:
        if form not in self._forms:
            self._forms[form] = self._book.add_format({"num_format": form, **({"align": "center"} if centred else {})})
        return self._forms[form]

    def finish(self) -> None:
        """Add what covers all rows: filters, frozen heads, colours."""
        sheet, last, width = self._sheet, max(1, self.row - 1), len(self._table.columns) - 1
        sheet.freeze_panes(1, _KEPT_IN_VIEW.get(self._table.name, len(self._table.key)))
        sheet.autofilter(0, 0, last, width)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{_letters(width)}{last + 1}"})
        sheet.set_landscape()
        sheet.repeat_rows(0)
        for rule in looks.RULES.get(self._table.name, ()):
            options = {
                "type": "formula",
                "criteria": f"=${_letters(self._columns[rule.column])}2={self._shown(rule)}",
                "format": self._book.add_format({"font_color" if rule.of_letters else "bg_color": rule.colour}),
                "stop_if_true": True,
            }
            sheet.conditional_format(1, 0, last, width, options)

    def _shown(self, rule: looks.ColourRule) -> str:
        """The value of a rule as a formula has it."""
        if isinstance(rule.value, bool):
            return str(rule.value).upper()
        kind = looks.CODES_OF_RULES[rule.column]
        return f'"{label(kind, rule.value, self._layout.language)}"'


def _letters(index: int) -> str:
    """The name of a column, from 0: A to Z, AA and on."""
    first, second = divmod(index, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


def _fitting(text: str) -> str:
    """The text, cut to what a cell can hold."""
    if 2 * len(text) <= _MOST_UNITS:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _MOST_UNITS:
        return text
    return units[: 2 * (_MOST_UNITS - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def write_dictionary(book: Any, layout: Layout) -> None:
    """A sheet that says what each column and each colour means."""
    sheet = book.add_worksheet(label("sheet", "dictionary", layout.language))
    bold, wrapped = book.add_format(looks.HEAD), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_row(0, looks.HEAD_HEIGHT)
    for index, column in enumerate(DICTIONARY):
        sheet.set_column(index, index, looks.DICTIONARY_WIDTHS[index])
        sheet.write_string(0, index, label("dictionary", column, layout.language), bold)
    for number, row in enumerate(_dictionary_rows(layout), 1):
        for index, cell in enumerate(row):
            sheet.write_string(number, index, cell, wrapped)
    sheet.freeze_panes(1, 0)


def _dictionary_rows(layout: Layout) -> Iterator[tuple[str, ...]]:
    for table, *meaning in dictionary(layout.tables):
        yield label("sheet", table, layout.language), *meaning
    for note in looks.NOTES:
        yield "", note, "", "", *(messages(language)[f"workbook.{note}"] for language in LANGUAGES)
