"""Notes at the foot of a column: smaller rows at its end, below a short rule or beginning with a mark.

They are read after everything else, so that a text goes on from one page to the next. The mark that begins a note is
raised if the text has it raised, so that it is no digit of a number after it: 1 2024年.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from summarizer.reading.formats.layout.gutters import PagePart
from summarizer.reading.formats.layout.shapes import LEVEL, RAISED, Row, Rule

_SMALLER, _NEAR_RULE = 0.94, 2.2
_RAISED = re.compile(rf"{RAISED}(\d{{1,3}}){LEVEL}")
_MARK = re.compile(
    rf"{RAISED}[^{LEVEL}]{{1,4}}{LEVEL}|[①-⑳]|[*＊※†]|[\[［〔]\d{{1,2}}[\]］〕]|\d{{1,2}}(?=[^\d.,，、．)）%％])"
)


def raised_marks(rows: Iterable[Row]) -> list[str]:
    """The raised numbers in rows, in order."""
    return [mark for row in rows for segment in row for mark in _RAISED.findall(segment.text)]


def notes_apart(
    region: PagePart, rules: Sequence[Rule], body: float, marks: list[str]
) -> tuple[PagePart, Sequence[Row]]:
    """A region without the notes at its foot, and their rows; `marks` are those that the page has raised."""
    rows = region.rows
    first = len(rows)
    while first > 0 and max(segment.size for segment in rows[first - 1]) < _SMALLER * body:
        first -= 1
    lowest = max((grid.bottom for grid in region.grids), default=0.0)
    while first < len(rows) and (rows[first][0].base < lowest or not _begins(rows[first], rules)):
        first += 1
    if not 0 < first < len(rows):
        return region, []
    return region._replace(rows=rows[:first]), list(_with_marks(rows[first:], marks))


def _with_marks(rows: Iterable[Row], marks: list[str]) -> Iterator[Row]:
    """The rows of notes, their marks raised in the order of the text."""
    waiting = marks[::-1]
    for row in rows:
        text = row[0].text
        if waiting and text.startswith(waiting[-1]):
            mark = waiting.pop()
            yield [row[0]._replace(text=f"{RAISED}{mark}{LEVEL}{text[len(mark) :]}"), *row[1:]]
        else:
            yield row


def _begins(row: Row, rules: Sequence[Rule]) -> bool:
    """Whether a row is the first of the notes."""
    top, size = row[0].top, row[0].size
    above = (
        rule for rule in rules if 0 < top - rule.at + size / 2 < _NEAR_RULE * size and rule.start <= row[0].x0 + size
    )
    return any(True for _ in above) or _MARK.match(row[0].text) is not None
