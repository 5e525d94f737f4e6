"""The rows of a table as a model reads them: a cell that covers several rows or columns is in each of them.

乡镇 | 合计 | 合计
乡镇 | 户数 | 人数
石桥乡 | 86 | 240
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from summarizer.models import Cell, Span, Table, Text
from summarizer.scanning.tables.table_layout import TableLayout, filled

_BETWEEN = " | "
_LONGEST_AGAIN = 60


def squeezed_table(folded: str, table: Table) -> tuple[str, list[int]]:
    """The words of all rows without white space and pipes, and the offset of each character."""
    words: list[str] = []
    kept: list[int] = []
    for place, row in enumerate(filled(table)):
        for column, cell in enumerate(row):
            start, end = cell.span if cell and not _is_long_again(cell, place, column) else (0, 0)
            offsets = [place for place in range(start, end) if not folded[place].isspace() and folded[place] != "|"]
            words += [folded[place] for place in offsets]
            kept += offsets
    return "".join(words), kept


def table_lines(text: Text, table: Table, part: Span) -> list[str]:
    """The rows of a table that begin in a part of Text, one line each."""
    rows = enumerate(zip(table.rows, filled(table), strict=True))
    return [_line(text, number, row) for number, (own, row) in rows if _begins(own, part)]


def _line(text: Text, number: int, row: list[Cell | None]) -> str:
    return _BETWEEN.join(_words(text.content, cell, number, column) for column, cell in enumerate(row))


def _is_long_again(cell: Cell, row: int, column: int) -> bool:
    """Whether many words would come again, where a cell covers several rows or columns."""
    return (row, column) != (cell.row, cell.column) and cell.span.end - cell.span.start > _LONGEST_AGAIN


def rows_at(text: Text, table: Table, span: Span) -> list[str]:
    """The heads of a table and the rows that a span of it touches, one line each."""
    layout = TableLayout(text, table)
    heads = set(range(layout.captions, layout.body))
    return [
        _line(text, number, row) for number, row in enumerate(layout.grid) if number in heads or _touches(row, span)
    ]


def _touches(row: list[Cell | None], span: Span) -> bool:
    return any(cell and cell.span.start < span.end and span.start < cell.span.end for cell in row)


def drawn_tables(text: Text) -> list[dict[str, Any]]:
    """The tables of a Text as a page draws them: of each cell start, end, rowspan, colspan, and 1 for a head."""
    return [
        {"start": table.span.start, "end": table.span.end, "rows": list(_drawn_rows(TableLayout(text, table)))}
        for table in text.tables
    ]


def _drawn_rows(layout: TableLayout) -> Iterator[list[list[int]]]:
    for row in layout.table.rows:
        yield [[*cell.span, cell.rowspan, cell.colspan, int(cell.row < layout.body)] for cell in row]


def tables_as_drawn(drawn: Sequence[Mapping[str, Any]]) -> tuple[Table, ...]:
    """The tables that `drawn_tables` drew, as tables of their Text again."""
    return tuple(_as_drawn(table) for table in drawn)


def _as_drawn(drawn: Mapping[str, Any]) -> Table:
    """Each cell takes the first columns of its row that no cell of an earlier row reaches into."""
    rows: list[tuple[Cell, ...]] = []
    held_until: dict[int, int] = {}
    for number, row in enumerate(drawn["rows"]):
        cells, column = [], 0
        for start, end, rowspan, colspan, head in row:
            while held_until.get(column, 0) > number:
                column += 1
            cells.append(Cell(Span(start, end), number, column, rowspan, colspan, bool(head)))
            held_until |= dict.fromkeys(range(column, column + colspan), number + rowspan)
            column += colspan
        rows.append(tuple(cells))
    return Table(Span(drawn["start"], drawn["end"]), tuple(rows), max(held_until, default=-1) + 1)


def _begins(row: tuple[Cell, ...], part: Span) -> bool:
    starts = [cell.span.start for cell in row if cell.span.start < cell.span.end]
    return bool(starts) and part.start <= min(starts) < part.end


def _words(content: str, cell: Cell | None, row: int, column: int) -> str:
    if cell is None or _is_long_again(cell, row, column):
        return ""
    return " ".join(content[cell.span.start : cell.span.end].split())
