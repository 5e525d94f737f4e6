"""Rows of tables as mammoth places them: a cell for each column that a row leaves out, one for those merged across."""

from summarizer.reading.formats.office_zip import Xml, whole
from summarizer.reading.formats.word.wordml import (
    CELL,
    CELL_LOOK,
    ROW,
    ROW_LOOK,
    child,
    is_set,
    make,
    remove,
    value,
    words,
)

_MOST_COLUMNS = 100


def fill_rows(root: Xml) -> list[str]:
    """Fill and merge the cells of rows; hidden rows go. Returns the words of these."""
    gone: list[str] = []
    for row in list(root.iter(ROW)):
        look = row.find(ROW_LOOK)
        if is_set(child(look, "w:hidden")):
            gone.append(words(row))
            remove(row)
            continue
        _merge_across(row)
        before, after = _count(value(look, "w:gridBefore")), _count(value(look, "w:gridAfter"))
        if before and (first := row.find(CELL)) is not None:
            first.addprevious(_empty(before))
        if after:
            row.append(_empty(after))
    return gone


def _count(stated: str | None) -> int:
    return min(whole(stated, 0), _MOST_COLUMNS)


def _empty(columns: int) -> Xml:
    cell, look = make("w:tc"), make("w:tcPr")
    look.append(make("w:gridSpan", val=str(columns)))
    cell.extend([look, make("w:p")])
    return cell


def _merge_across(row: Xml) -> None:
    """Widen the cell that begins a merge of the old kind (`w:hMerge`) by those that go on with it."""
    first: Xml | None = None
    for cell in row.findall(CELL):
        look = child(cell, "w:tcPr")
        merge = child(look, "w:hMerge")
        if merge is None or value(look, "w:hMerge") == "restart" or first is None:
            first = cell if merge is not None else None
            continue
        _widen(first, _count(value(look, "w:gridSpan")) or 1)
        row.remove(cell)


def _widen(cell: Xml, columns: int) -> None:
    look = cell.find(CELL_LOOK)
    width = _count(value(look, "w:gridSpan")) or 1
    span = child(look, "w:gridSpan")
    if span is not None:
        look.remove(span)
    look.append(make("w:gridSpan", val=str(width + columns)))
