"""The labels of rows: the cells that name a row, those of the rows that it is a part of first.

一、农业                    a section: it heads the rows below it, up to the next one or to a total
合计            86          其中, or an indented label: a part of the row above
  其中：女       41
某区 | 石桥乡    12          a label that covers several rows, or is left empty below itself
"""

from collections.abc import Iterator, Sequence

from summarizer.models import Cell
from summarizer.scanning.tables.cell_words import says
from summarizer.scanning.tables.head_units import unit_named
from summarizer.scanning.tables.table_layout import TableLayout


def label_groups(layout: TableLayout) -> list[list[int]]:
    """The label columns, those that repeat the head of the first one in groups of their own."""
    groups: list[list[int]] = []
    first = ""
    for column, kind in enumerate(layout.kinds):
        if kind != "label":
            continue
        head = layout.head(column)
        if not groups or (head and head == first):
            groups.append([])
            first = head
        groups[-1].append(column)
    return groups


def row_paths(layout: TableLayout, columns: Sequence[int]) -> list[tuple[Cell, ...]]:
    """For each row of a table the cells that name it, by label columns next to each other; none for heads."""
    paths: list[tuple[Cell, ...]] = [()] * len(layout.grid)
    section: tuple[Cell, ...] = ()
    parents: list[tuple[int, Cell, bool]] = []
    for row, own in _own_labels(layout, columns):
        if row in layout.sections and own:
            section, parents, paths[row] = (own[-1],), [], (own[-1],)
        elif own:
            if says("total", layout.words(own[-1])):
                section, parents = (), []
            paths[row] = (*section, *_within(layout, parents, own[-1]), *own)
        else:
            paths[row] = section
    return paths


def naming_columns(layout: TableLayout, columns: Sequence[int]) -> list[int]:
    """Of label columns next to each other those that name the rows: up to the first whose cells are of one row each."""
    wide = _wide(layout, columns)
    last = next((place for place, column in enumerate(columns) if column not in wide), len(columns))
    return list(columns[: last + 1])


def _own_labels(layout: TableLayout, columns: Sequence[int]) -> Iterator[tuple[int, list[Cell]]]:
    """For each row the labels that cover several rows, then the first one of its own."""
    wide = _wide(layout, columns)
    above: dict[int, Cell] = {}
    for row in range(layout.body, len(layout.grid)):
        own: list[Cell] = []
        for column in columns:
            cell = layout.grid[row][column]
            if cell is not None and layout.contents[row][column] != "nothing":
                above[column] = cell
            elif column not in wide or column not in above or not _is_filled(layout, row, columns):
                continue
            own.append(above[column])
            if column not in wide:
                break
        yield row, list(dict.fromkeys(own))


def _wide(layout: TableLayout, columns: Sequence[int]) -> set[int]:
    """The label columns whose cells cover several rows, or are left empty below themselves, before a column of others."""
    found: set[int] = set()
    for column in columns[:-1]:
        later = [other for other in columns if other > column]
        for row in range(layout.body, len(layout.grid)):
            cell = layout.grid[row][column]
            covers = cell is not None and cell.rowspan > 1
            empty = row > layout.body and layout.contents[row][column] == "nothing"
            if (covers or empty) and _is_filled(layout, row, later):
                found.add(column)
    return found


def _is_filled(layout: TableLayout, row: int, columns: Sequence[int]) -> bool:
    return any(layout.contents[row][column] != "nothing" for column in columns)


def _within(layout: TableLayout, parents: list[tuple[int, Cell, bool]], label: Cell) -> list[Cell]:
    """The labels that a label is a part of; it becomes the last of `parents`: indent, cell, whether 其中 begins it."""
    part = says("part", layout.words(label))
    level = label.indent + part
    if not part and label.indent and parents and parents[-1][2] and label.indent > parents[-1][0] - 1:
        level = parents[-1][0]
    while parents and parents[-1][0] >= level:
        parents.pop()
    around = [cell for _, cell, _ in parents]
    parents.append((level, label, part or bool(parents and level > label.indent)))
    return around


def beside(layout: TableLayout, row: int, column: int) -> tuple[Cell, ...]:
    """The nearest words to the left of a cell, where no column of labels is known: a form's 总投资 | 500."""
    for place in range(column - 1, -1, -1):
        cell = layout.grid[row][place]
        if (
            cell is not None
            and layout.contents[row][place] in {"words", "period"}
            and not unit_named(layout.words(cell))
        ):
            return (cell,)
    return ()
