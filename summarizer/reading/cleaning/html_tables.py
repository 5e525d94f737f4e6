"""The tables of a page's markup as grids: where `rowspan` and `colspan` put each cell.

Cells are placed as the HTML standard does it: in the first free column of their row. A table with more than
`MOST_COLUMNS` columns loses those beyond, so that time stays linear in the length of the page.
"""

from collections.abc import Container, Iterable, Iterator

from summarizer.reading.cleaning.elements import ELEMENTS, Element, Tree, attributes
from summarizer.reading.cleaning.pieces import RawCell, RawTable
from summarizer.resources import lazy_pattern

MOST_COLUMNS = 100
_ROWS, _CELLS = ELEMENTS["row"], ELEMENTS["cell"]
_SPAN = lazy_pattern(r"\s*\+?(\d{1,5})")


def html_tables(tree: Tree, dropped: Container[int]) -> list[RawTable]:
    """The tables of a tree in document order, each with the table around it; `dropped` are the starts of what goes."""
    found: list[RawTable] = []
    around: list[tuple[int, int]] = []
    elements = [element for element in tree.elements if element.name == "table"]
    for element in (element for element in elements if element.is_closed):
        while around and around[-1][0] <= element.start:
            around.pop()
        rows = _placed(tree, _within(element, _ROWS, dropped), dropped)
        found.append(_table(element, rows, around[-1][1] if around else None))
        around.append((element.inner_end, len(found) - 1))
    if elements and not elements[-1].is_closed:
        found.append(_cut_off(tree, elements[-1], dropped))
    return found


def _cut_off(tree: Tree, table: Element, dropped: Container[int]) -> RawTable:
    """The last table of a page that ends within it."""
    rows = (node for node in tree.elements if node.name in _ROWS and node.start > table.start)
    return _table(table, _placed(tree, rows, dropped), None)


def _table(element: Element, rows: Iterable[list[RawCell]], around: int | None) -> RawTable:
    placed = list(rows)
    columns = max((cell.column + cell.colspan for row in placed for cell in row), default=0)
    return RawTable(element.start, _bounded(placed), columns, around)


def _placed(tree: Tree, rows: Iterable[Element], dropped: Container[int]) -> Iterator[list[RawCell]]:
    """The cells of the rows of a table, each cell in its column; `below` is for how many rows more a cell above fills a column."""
    below = [0] * MOST_COLUMNS
    for number, row in enumerate(rows):
        filled, column = below.copy(), 0
        below = [max(0, rows - 1) for rows in below]
        placed: list[RawCell] = []
        for cell in _within(row, _CELLS, dropped):
            while column < MOST_COLUMNS and filled[column]:
                column += 1
            if column == MOST_COLUMNS:
                break
            rowspan, colspan = _spans(tree, cell)
            end = next((c for c in range(column + 1, min(column + colspan, MOST_COLUMNS)) if filled[c]), None)
            end = end or min(column + colspan, MOST_COLUMNS)
            below[column:end] = [rowspan - 1] * (end - column)
            is_head = cell.name == "th"
            placed.append(RawCell(cell.inner_start, cell.inner_end, number, column, rowspan, end - column, is_head))
            column = end
        yield placed


def _within(element: Element, names: Container[str], dropped: Container[int]) -> Iterator[Element]:
    """The elements of these names in an element, not those of a table in it or of what is dropped."""
    waiting = element.children[::-1]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Element) or node.name == "table" or node.start in dropped:
            continue
        if node.name in names:
            yield node
        elif node.name not in _CELLS:
            waiting += node.children[::-1]


def _spans(tree: Tree, cell: Element) -> tuple[int, int]:
    """How many rows and columns a cell covers; `rowspan="0"` reaches to the last row."""
    tag = tree.source(cell)
    if "span" not in tag.lower():
        return 1, 1
    stated = {name: match for name, value, _ in attributes(tag) if (match := _SPAN.match(value))}
    rows, columns = (int(stated[name][1]) if name in stated else 1 for name in ("rowspan", "colspan"))
    return rows or len(tree.raw), columns or 1


def _bounded(rows: list[list[RawCell]]) -> list[list[RawCell]]:
    """No cell reaches below the last row."""
    return [[cell._replace(rowspan=min(cell.rowspan, len(rows) - cell.row)) for cell in row] for row in rows]
