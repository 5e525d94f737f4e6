"""The words above a table: its own rows of captions, and the lines right before it (表1 …, 单位：万元, …如下：)."""

import re
from collections.abc import Iterator

from summarizer.models import Span
from summarizer.scanning.segments import segments
from summarizer.scanning.tables.cell_words import says
from summarizer.scanning.tables.table_layout import TableLayout

_LONGEST, _MOST_LINES = 60, 3
_ENDS = "。;!?,"


def caption_spans(layout: TableLayout, floor: int) -> list[Span]:
    """The spans in Text of the words above a table, in order, none before `floor`."""
    rows = [
        cell.span for row in layout.table.rows[: layout.captions] for cell in row if cell.span.start < cell.span.end
    ]
    return [*list(_lines_above(layout.text.folded, layout.table.span.start, floor))[::-1], *rows]


def _lines_above(folded: str, position: int, floor: int) -> Iterator[Span]:
    """The lines of captions right before a position, the nearest first, with one heading or lead at most."""
    for _ in range(_MOST_LINES):
        end = position - 1
        start = max(floor, segments(folded).start("line", end)) if end > floor else end
        if start >= end:
            return
        words = folded[start:end]
        if not says("caption", words) or len(words) > _LONGEST:
            yield from _heading(folded, Span(start, end))
            return
        yield Span(start, end)
        if re.match(r"表\d", words):
            return
        position = start


def _heading(folded: str, line: Span) -> Iterator[Span]:
    words = folded[line.start : line.end]
    if words.endswith(":"):
        start = segments(folded).start("sentence", line.end - 1)
        yield Span(max(line.start, start, line.end - 2 * _LONGEST), line.end - 1)
    elif len(words) <= _LONGEST and "。" not in words and not words.endswith(tuple(_ENDS)):
        yield line
