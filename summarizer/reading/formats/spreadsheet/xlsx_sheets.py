"""The sheets of an .xlsx: each cell's stored value, shown by its format.

A formula is shown by the value that was computed last; one that never was (`=SUM(B2:B9)` of a library) has no value.
"""

import re
from collections.abc import Iterator, Sequence
from posixpath import join, normpath
from typing import NamedTuple

from summarizer.errors import InputError
from summarizer.reading.formats.office_zip import OfficeZip, Xml, whole
from summarizer.reading.formats.spreadsheet.cell_formats import BUILTIN, show
from summarizer.reading.formats.spreadsheet.sheet_grid import MOST_SHEETS, SheetGrid, Slot, within
from summarizer.resources import message

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_TEXT = "{*}t"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_INDENT, _MOST_INDENT = "\u3000", 15
_TEXTS = {"s", "inlineStr", "str"}
_ON = {"1", "true"}


class _Workbook(NamedTuple):
    """What all sheets share: texts, the format of each style, and where days are counted from."""

    texts: Sequence[str]
    formats: Sequence[str]
    indents: Sequence[int]
    since_1904: bool


def xlsx_sheets(file: OfficeZip) -> Iterator[tuple[SheetGrid, str]]:
    """Each sheet as a grid, and its formulas that have no value. Raises InputError."""
    root = file.xml("xl/workbook.xml")
    if root is None:
        raise InputError(message("unreadable.no_document"))
    looks = root.find("{*}workbookPr")
    since_1904 = looks is not None and looks.get("date1904") in _ON
    styles = file.xml("xl/styles.xml")
    shared = _Workbook(_shared_texts(file), _formats(styles), _indents(styles), since_1904)
    sheets = root.findall("{*}sheets/{*}sheet")
    if len(sheets) > MOST_SHEETS:
        raise InputError(message("too_large.sheets", count=len(sheets), most=MOST_SHEETS))
    targets = _targets(file)
    for sheet in sheets:
        part = targets.get(sheet.get(_RELATION) or "")
        content = file.xml(part) if part else None
        if content is not None:
            grid = SheetGrid(sheet.get("name") or "", is_hidden=sheet.get("state") in {"hidden", "veryHidden"})
            yield grid, "\n".join(_fill(grid, content, shared))


def _targets(file: OfficeZip) -> dict[str, str]:
    """The parts of the sheets by the id that the workbook has for them; charts and macros are no sheets."""
    relations = file.xml("xl/_rels/workbook.xml.rels")
    return {
        relation.get("Id") or "": normpath(join("/xl", relation.get("Target") or "")).lstrip("/")
        for relation in (relations if relations is not None else ())
        if (relation.get("Type") or "").endswith("/worksheet") and relation.get("TargetMode") != "External"
    }


def _shared_texts(file: OfficeZip) -> list[str]:
    root = file.xml("xl/sharedStrings.xml")
    return [_text(item) for item in root.iterchildren("{*}si")] if root is not None else []


def _text(item: Xml) -> str:
    """The text of a cell, its runs joined, without readings above it; `_x000D_` is a character by its code."""
    runs = (run for run in item.iter(_TEXT) if not run.getparent().tag.endswith("}rPh"))
    text = "".join(run.text or "" for run in runs)
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    """The character of an escape; none for those that no text holds."""
    char = chr(int(match[1], 16))
    return char if char.isprintable() or char in "\t\n" else ""


def _formats(root: Xml | None) -> list[str]:
    """The code of the format of each style of cells."""
    if root is None:
        return []
    own = {item.get("numFmtId"): item.get("formatCode") or "" for item in root.iterfind("{*}numFmts/{*}numFmt")}
    ids = [style.get("numFmtId") or "0" for style in root.iterfind("{*}cellXfs/{*}xf")]
    return [own[key] if key in own else BUILTIN.get(whole(key, 0), "") for key in ids]


def _indents(root: Xml | None) -> list[int]:
    """How far the text of each style of cells is set in."""
    found = root.iterfind("{*}cellXfs/{*}xf") if root is not None else ()
    looks = (style.find("{*}alignment") for style in found)
    return [0 if look is None else min(whole(look.get("indent"), 0), _MOST_INDENT) for look in looks]


def _fill(grid: SheetGrid, root: Xml, shared: _Workbook) -> Iterator[str]:
    """Fill a grid from a sheet; yields the formulas that have no value."""
    grid.hidden_columns = within(
        (
            (whole(item.get("min"), 1) - 1, whole(item.get("max"), 1) - 1)
            for item in root.iterfind("{*}cols/{*}col")
            if _is_off(item)
        ),
        _MOST_COLUMNS,
    )
    row_number = -1
    for row in root.iterfind("{*}sheetData/{*}row"):
        row_number = whole(row.get("r"), row_number + 2) - 1
        if _is_off(row):
            grid.hidden_rows.add(row_number)
        yield from _fill_row(grid, row, row_number, shared)
    for item in root.iterfind("{*}mergeCells/{*}mergeCell"):
        first, _, last = (item.get("ref") or "").partition(":")
        start, end = _slot(first), _slot(last)
        if start and end and start in grid.cells:
            grid.merged[start] = max(end.row - start.row + 1, 1), max(end.column - start.column + 1, 1)


def _fill_row(grid: SheetGrid, row: Xml, number: int, shared: _Workbook) -> Iterator[str]:
    slot = Slot(number, -1)
    for cell in row.iterchildren("{*}c"):
        slot = _slot(cell.get("r")) or Slot(number, slot.column + 1)
        text, style = _shown(cell, shared), _style(cell)
        indent = shared.indents[style] if style < len(shared.indents) else 0
        grid.put(slot, _INDENT * indent + text if cell.get("t") in _TEXTS else text)
        formula = cell.find("{*}f")
        if formula is not None and formula.text and not cell.findtext("{*}v"):
            yield f"={formula.text}"


def _is_off(item: Xml) -> bool:
    return item.get("hidden") in _ON


def _slot(address: str | None) -> Slot | None:
    match = _ADDRESS.fullmatch(address or "")
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    return Slot(row - 1, column - 1) if 0 < row <= _MOST_ROWS and column <= _MOST_COLUMNS else None


def _shown(cell: Xml, shared: _Workbook) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return _text(cell)
    stored = cell.findtext("{*}v") or ""
    if kind == "s":
        place = whole(stored.strip(), len(shared.texts))
        return shared.texts[place] if place < len(shared.texts) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(stored, "")
    if kind != "n" or not stored.strip():
        return "" if kind == "e" else stored
    style = _style(cell)
    code = shared.formats[style] if style < len(shared.formats) else ""
    return _number(stored, code, shared)


def _style(cell: Xml) -> int:
    return whole(cell.get("s"), 0)


def _number(stored: str, code: str, shared: _Workbook) -> str:
    try:
        value = float(stored)
    except ValueError:
        return stored
    finite = value == value and abs(value) != float("inf")  # noqa: PLR0124 - NaN alone differs from itself
    return show(value, code, since_1904=shared.since_1904) if finite else ""
