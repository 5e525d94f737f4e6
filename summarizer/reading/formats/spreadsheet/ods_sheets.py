"""The sheets of an .ods: each cell's text as the program that saved it showed it."""

from collections.abc import Iterator
from typing import NamedTuple

from summarizer.errors import InputError
from summarizer.reading.formats.office_zip import OfficeZip, Xml, whole
from summarizer.reading.formats.spreadsheet.cell_formats import show
from summarizer.reading.formats.spreadsheet.sheet_grid import MOST_SHEETS, SheetGrid, Slot
from summarizer.resources import message

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_ROW, _COLUMN = f"{_TABLE}table-row", f"{_TABLE}table-column"
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_BLANKS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_MOST_SPACES = 100
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384


class _Repeated(NamedTuple):
    """A row, column or cell, and how many of it there are."""

    element: Xml
    start: int
    times: int


def ods_sheets(file: OfficeZip) -> Iterator[tuple[SheetGrid, str]]:
    """Each sheet as a grid, and nothing of formulas, as an .ods has the value of each. Raises InputError."""
    if b"encryption-data" in file.read("META-INF/manifest.xml"):
        raise InputError(message("encrypted.office"))
    root = file.xml("content.xml")
    sheets = root.findall(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table") if root is not None else []
    if root is None or not sheets:
        raise InputError(message("unreadable.no_document"))
    if len(sheets) > MOST_SHEETS:
        raise InputError(message("too_large.sheets", count=len(sheets), most=MOST_SHEETS))
    off = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for look in style.iterchildren(f"{_STYLE}table-properties")
        if look.get(f"{_TABLE}display") == "false"
    }
    for sheet in sheets:
        grid = SheetGrid(sheet.get(f"{_TABLE}name") or "", is_hidden=sheet.get(f"{_TABLE}style-name") in off)
        _fill(grid, sheet)
        yield grid, ""


def _fill(grid: SheetGrid, sheet: Xml) -> None:
    for column in _repeated(sheet.iter(_COLUMN), "columns", _MOST_COLUMNS):
        if _is_off(column.element):
            grid.hidden_columns.update(range(column.start, column.start + column.times))
    for row in _repeated(sheet.iter(_ROW), "rows", _MOST_ROWS):
        cells = list(_repeated(row.element.iterchildren(_CELL, _COVERED), "columns", _MOST_COLUMNS))
        filled = [(cell, text) for cell in cells if cell.element.tag == _CELL and (text := _shown(cell.element))]
        if _is_off(row.element):
            grid.hidden_rows.update(range(row.start, row.start + row.times))
        for number in range(row.start, row.start + row.times) if filled else ():
            for cell, text in filled:
                _put(grid, number, cell, text)


def _put(grid: SheetGrid, row: int, cell: _Repeated, text: str) -> None:
    rows, columns = (_count(cell.element, f"number-{axis}-spanned", _MOST_ROWS) for axis in ("rows", "columns"))
    for column in range(cell.start, cell.start + cell.times):
        grid.put(Slot(row, column), text)
        if rows > 1 or columns > 1:
            grid.merged[Slot(row, column)] = rows, columns


def _repeated(elements: Iterator[Xml], axis: str, most: int) -> Iterator[_Repeated]:
    start = 0
    for element in elements:
        count = min(_count(element, f"number-{axis}-repeated", most), most - start)
        yield _Repeated(element, start, count)
        start += count


def _count(element: Xml, name: str, most: int) -> int:
    return min(whole(element.get(f"{_TABLE}{name}"), 1), most)


def _is_off(element: Xml) -> bool:
    return element.get(f"{_TABLE}visibility") in {"collapse", "filter"}


def _shown(cell: Xml) -> str:
    """The text of a cell without its comment; the value where it has no text."""
    lines = ["".join(_words(paragraph)) for paragraph in cell.iterchildren(f"{_TEXT}p")]
    text = "\n".join(lines)
    stored = cell.get(f"{_OFFICE}value")
    if text or stored is None:
        return text
    try:
        return show(float(stored))
    except (ValueError, ArithmeticError):
        return ""


def _words(paragraph: Xml) -> Iterator[str]:
    for part in paragraph.iter():
        if part is not paragraph and part.tag in _BLANKS:
            yield _BLANKS[part.tag]
        elif part.tag == f"{_TEXT}s":
            yield " " * min(whole(part.get(f"{_TEXT}c"), 1), _MOST_SPACES)
        elif part.text:
            yield part.text
        if part is not paragraph and part.tail:
            yield part.tail
