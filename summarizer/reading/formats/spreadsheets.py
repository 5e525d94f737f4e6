"""Spreadsheets (.xlsx, .xlsm, .ods): rows with a text column, or sheets as tables of HTML.

Numbers and dates are as their format shows them. Hidden sheets, rows and columns are left out, and their words are in
`removed` as `hidden`; formulas that were never computed as `formula`. Macros are never opened.
"""

from collections.abc import Iterator, Sequence

from summarizer.errors import InputError
from summarizer.models import Anchor
from summarizer.reading.formats.converted import Converted
from summarizer.reading.formats.office_zip import OfficeZip
from summarizer.reading.formats.spreadsheet.ods_sheets import ods_sheets
from summarizer.reading.formats.spreadsheet.sheet_grid import SheetGrid, Slot
from summarizer.reading.formats.spreadsheet.sheet_html import SheetHtml
from summarizer.reading.formats.spreadsheet.xlsx_sheets import xlsx_sheets
from summarizer.reading.inputs.columns import text_columns
from summarizer.reading.inputs.csv_rows import unique_names
from summarizer.reading.inputs.table_row import TableRow
from summarizer.resources import message

_ODS_PART = "content.xml"
_PROSE_CHARS = 60
_PEEKED_ROWS = 50


def read(data: bytes) -> Converted:
    """The sheets as HTML, each below its name if there are several; `columns` has the `title`.

    Each cell has an anchor, `数据!B4`. Raises InputError where the file is encrypted, broken, too large or empty.
    """
    html, removed = SheetHtml(), dict[str, list[str]]()
    grids: list[SheetGrid] = []
    for grid, formulas in _sheets(data):
        shown, hidden = grid.split()
        for reason, found in (("hidden", hidden), ("formula", formulas)):
            if found:
                removed.setdefault(reason, []).append(found)
        if shown.cells:
            grids.append(shown)
    for shown in grids:
        html.write(shown, shown.name if len(grids) > 1 else "")
    if not grids:
        raise InputError(message("empty.sheets"))
    anchors = tuple(Anchor(start, cell=cell) for start, cell in html.marks)
    gone = {reason: "\n".join(parts) for reason, parts in removed.items()}
    return Converted("".join(html.parts), anchors, gone, {"title": html.title} if html.title else {})


def has_rows(data: bytes, wanted: Sequence[str] = ()) -> bool:
    """Whether a sheet that is shown has a text column, one of those wanted or of usual names, with prose in it.

    Raises InputError as `read` does.
    """
    return any(_head(grid, wanted) is not None for grid in _shown(data))


def rows(data: bytes, wanted: Sequence[str] = ()) -> Iterator[TableRow]:
    """The rows of the sheets that have a text column; a sheet with cells and without one is one row with a fault.

    Raises InputError as `read` does.
    """
    for grid in _shown(data):
        head = _head(grid, wanted)
        if head is None:
            yield TableRow({}, grid.name, message("bad_row.sheet", sheet=grid.name))
            continue
        lines = _lines(grid)
        columns = sorted(lines[head])
        names = unique_names([lines[head][column] for column in columns])
        for number in sorted(lines):
            if number > head:
                cells = [lines[number].get(column, "") for column in columns]
                yield TableRow(dict(zip(names, cells, strict=True)), "\t".join(cells))


def _sheets(data: bytes) -> Iterator[tuple[SheetGrid, str]]:
    file = OfficeZip(data)
    is_ods = next(file.names(_ODS_PART), None) is not None
    return ods_sheets(file) if is_ods else xlsx_sheets(file)


def _shown(data: bytes) -> Iterator[SheetGrid]:
    """The sheets with cells; rows and columns stay if they are hidden, as a filter hides rows that are data too."""
    return (grid for grid, _ in _sheets(data) if grid.cells and not grid.is_hidden)


def _lines(grid: SheetGrid) -> dict[int, dict[int, str]]:
    lines: dict[int, dict[int, str]] = {}
    for slot, text in grid.cells.items():
        lines.setdefault(slot.row, {})[slot.column] = text.strip()
    return lines


def _head(grid: SheetGrid, wanted: Sequence[str]) -> int | None:
    """The first row, if it names a text column, and one of the next rows has prose in it or the column is a wanted one."""
    first = min(slot.row for slot in grid.cells)
    head = {text: slot.column for slot, text in grid.cells.items() if slot.row == first}
    columns = {head[name] for name in text_columns(head, wanted)}
    peeked = range(first + 1, first + 1 + _PEEKED_ROWS)
    texts = (grid.cells.get(Slot(row, column), "") for row in peeked for column in columns)
    is_prose = any(len(text) >= _PROSE_CHARS or "。" in text for text in texts)
    return first if columns and (is_prose or wanted) else None
