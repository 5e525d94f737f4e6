"""Pages as they are drawn → paragraphs and tables in reading order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from summarizer.reading.formats.layout.alignment import with_grids
from summarizer.reading.formats.layout.footnotes import notes_apart, raised_marks
from summarizer.reading.formats.layout.glyph_rows import rows
from summarizer.reading.formats.layout.gutters import PagePart, in_reading_order
from summarizer.reading.formats.layout.line_joining import Block, HiddenWords, TextColumn, paragraphs
from summarizer.reading.formats.layout.page_tables import continued, ruled_table
from summarizer.reading.formats.layout.ruling import ruled_grids
from summarizer.reading.formats.layout.running_heads import Edges, running_rows, without, words_of
from summarizer.reading.formats.layout.shapes import DrawnPage, Grid, Row, Rule, Segment
from summarizer.reading.formats.layout.watermarks import body_size, sort_glyphs

_TAB = 3.0


@dataclass(slots=True)
class LaidPage:
    """A page whose glyphs have become rows and grids; `aside` are rows that are turned otherwise."""

    number: int
    width: float
    height: float
    rows: Sequence[Row]
    grids: list[Grid]
    rules: list[Rule]
    sizes: Counter[float]
    aside: Sequence[Row] = field(default_factory=list)
    removed: dict[str, str] = field(default_factory=dict)


def page(sheet: DrawnPage) -> LaidPage:
    """What a page holds."""
    body = body_size(sheet.glyphs)
    found = sort_glyphs(sheet, body)
    left, grids = found.read, list[Grid]()
    for ruled in ruled_grids(sheet.rules):
        grid, left = ruled_table(ruled, left, sheet.number)
        if grid is not None:
            grids.append(grid)
    sizes = Counter(round(glyph.size * 2) / 2 for glyph in found.read)
    aside = [row for turn in (1, 2, 3) for row in rows([glyph for glyph in found.turned if glyph.turn == turn])]
    level = [rule for rule in sheet.rules if rule.is_level and not any(_is_in(rule, grid) for grid in grids)]
    return LaidPage(sheet.number, sheet.width, sheet.height, rows(left), grids, level, sizes, aside, found.removed)


def _is_in(rule: Rule, grid: Grid) -> bool:
    return grid.top - 1 <= rule.at <= grid.bottom + 1 and grid.x0 - 1 <= rule.start <= grid.x1 + 1


def flow(pages: Sequence[LaidPage]) -> tuple[list[Block], dict[str, str]]:
    """The blocks of all pages in reading order, notes and hidden words last; and the words that are left out, by reason."""
    sizes = sum((page.sizes for page in pages), Counter[float]())
    body = max(sizes, key=lambda size: (sizes[size], -size), default=10.5)
    running = running_rows([Edges(page.height, page.rows, page.grids) for page in pages], body)
    columns: list[TextColumn] = []
    notes: list[TextColumn] = []
    known: list[tuple[float, float]] = []
    for page, gone in zip(pages, running, strict=True):
        before, marks = len(known), raised_marks(page.rows)
        for region in in_reading_order(PagePart(without(page.rows, gone), page.grids, page.rules), known):
            kept, own = notes_apart(region, page.rules, body, marks)
            columns.append(TextColumn(page.number, page.width, _items(kept, page), region.sides))
            notes.append(TextColumn(page.number, page.width, [_line(row) for row in own]))
        columns.append(TextColumn(page.number, page.width, [_line(row) for row in page.aside]))
        del known[:before]
    blocks = paragraphs([column for column in columns if column.items], body)
    blocks += paragraphs([column for column in notes if column.items], body)
    hidden = [HiddenWords(page.number, words) for page in pages if (words := page.removed.get("hidden"))]
    return [*continued(blocks), *hidden], _removed(pages, running)


def _items(region: PagePart, page: LaidPage) -> list[Segment | Grid]:
    """The lines and grids of a column from the top down."""
    items: list[Row | Grid] = [*with_grids(region.rows, page.rules), *region.grids]
    for item in items:
        if isinstance(item, Grid) and not item.pages:
            item.pages = [(page.number, 0)]
    lines = [item if isinstance(item, Grid) else _line(item) for item in items]
    return sorted(lines, key=attrgetter("top"))


def _line(row: Row) -> Segment:
    """The segments of a row as one, a tab in a gap between numbers, else a space."""
    line = row[0]
    for segment in row[1:]:
        is_apart = line.text.rstrip()[-1:].isdigit() and segment.text.lstrip()[:1].isdigit()
        space = "\t" if is_apart or segment.x0 - line.x1 > _TAB * line.size else " "
        line = line._replace(x1=segment.x1, text=line.text.rstrip() + space + segment.text.lstrip())
    return line


def _removed(pages: Iterable[LaidPage], running: Iterable[Iterable[Row]]) -> dict[str, str]:
    """The words that are left out, page by page."""
    gone: defaultdict[str, list[str]] = defaultdict(list)
    for page, rows_gone in zip(pages, running, strict=True):
        gone["running_head"] += words_of(rows_gone)
        if "watermark" in page.removed:
            gone["watermark"].append(page.removed["watermark"])
    return {reason: "\n".join(parts) for reason, parts in gone.items() if parts}
