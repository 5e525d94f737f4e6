"""Tables that are written in lines: Markdown's, with pipes and a line of dashes, and lines with tabs.

    | 乡镇 | 户数 |        乡镇⇥户数⇥人数
    |------|------|        石桥乡⇥86⇥240
    | 石桥乡 | 86 |        柳溪镇⇥⇥131

Two successive lines with tabs make a table; so does a short line between them, which heads a part of it. Tabs that begin
a line were cut off with its blanks, so they are counted in the raw document.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from summarizer.models import Cell, Span, Table
from summarizer.reading.cleaning.boilerplate import Line
from summarizer.reading.cleaning.html_tables import MOST_COLUMNS
from summarizer.resources import lazy_pattern

_DASHES = lazy_pattern(r"\|? *:?-+:? *(?:\| *:?-+:? *)*\|?")
_PIPE, _TAB = lazy_pattern(r"(?<!\\)\|"), lazy_pattern("\t")
_LONGEST_CELL, _LONGEST_PART = 120, 30
_BLANKS = " \t\xa0\u3000"


class _Row(NamedTuple):
    """A row of a table in a line: its cells, and the blanks before the first one."""

    line: Line
    cells: list[Span]
    indent: int
    is_head: bool = False


def line_tables(content: str, lines: Sequence[Line], leading: Callable[[int], str]) -> Iterator[Table]:
    """The tables in these lines of Text, in order; `leading` returns the raw blanks before a position of it."""
    index = 0
    while index < len(lines):
        rows, index = _markdown(content, lines, index) or _tabbed(content, lines, index, leading)
        if len(rows) > 1 and sum(len(row.cells) > 1 for row in rows) > 1:
            yield _table(content, rows)


def _markdown(content: str, lines: Sequence[Line], index: int) -> tuple[list[_Row], int] | None:
    """The rows of a table that begins with this line, and the index of the line after it."""
    dashes = lines[index + 1].text if index + 1 < len(lines) else ""
    if "|" not in lines[index].text or "|" not in dashes or not _DASHES.fullmatch(dashes):
        return None
    end = index + 2
    while end < len(lines) and "|" in lines[end].text:
        end += 1
    rows = [_Row(line, _piped(content, line), 0) for line in (lines[index], *lines[index + 2 : end])]
    return [rows[0]._replace(is_head=True), *rows[1:]], end


def _piped(content: str, line: Line) -> list[Span]:
    start = line.start + content.startswith("|", line.start)
    end = line.end - (content.endswith("|", start, line.end) and not content.endswith("\\|", start, line.end))
    return _split(_PIPE, content, start, end)


def _split(mark: re.Pattern[str], content: str, start: int, end: int) -> list[Span]:
    edges = [start, *(edge for match in mark.finditer(content, start, end) for edge in match.span()), end]
    return [Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=True)][:MOST_COLUMNS]


def _tabbed(content: str, lines: Sequence[Line], index: int, leading: Callable[[int], str]) -> tuple[list[_Row], int]:
    """The rows with tabs from this line on, and the index of the line after them."""
    end = index
    while end < len(lines) and (_is_row(lines[end]) or (end > index and _heads_part(lines, end))):
        end += 1
    blanks = [leading(line.start) for line in lines[index:end]]
    margin = min((before.count("\t") for before in blanks), default=0)
    rows = []
    for line, before in zip(lines[index:end], blanks, strict=True):
        empty = [Span(line.start, line.start)] * (before.count("\t") - margin)
        rows.append(_Row(line, (empty + _split(_TAB, content, line.start, line.end))[:MOST_COLUMNS], _width(before)))
    return rows, max(end, index + 1)


def _width(blanks: str) -> int:
    return len(blanks) + blanks.count("\u3000")


def _is_row(line: Line) -> bool:
    return "\t" in line.text and max(map(len, line.text.split("\t"))) <= _LONGEST_CELL


def _heads_part(lines: Sequence[Line], index: int) -> bool:
    """Whether a short line without tabs is between two rows."""
    after = index + 1 < len(lines) and _is_row(lines[index + 1])
    return (
        after
        and _is_row(lines[index - 1])
        and len(lines[index].text) <= _LONGEST_PART
        and "。" not in lines[index].text
    )


def _table(content: str, rows: Sequence[_Row]) -> Table:
    placed = []
    for number, row in enumerate(rows):
        cells = [_trimmed(content, span) for span in row.cells]
        placed.append(tuple(Cell(span, number, place, is_head=row.is_head) for place, span in enumerate(cells)))
        placed[-1] = (placed[-1][0]._replace(indent=row.indent), *placed[-1][1:])
    return Table(Span(rows[0].line.start, rows[-1].line.end), tuple(placed), max(len(row.cells) for row in rows))


def _trimmed(content: str, span: Span) -> Span:
    start, end = span
    while start < end and content[start] in _BLANKS:
        start += 1
    while start < end and content[end - 1] in _BLANKS:
        end -= 1
    return Span(start, end)
