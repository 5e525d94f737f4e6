"""The types of cleaning: what stays of a raw document, and what goes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from summarizer.models import Field, Span


class Piece(NamedTuple):
    """Text that stays: `raw[start:end]` itself, or one character in the place of that tag, entity or escape."""

    start: int
    end: int
    text: str


class Cut(NamedTuple):
    """Half-open [start, end) that goes, and why."""

    reason: str
    start: int
    end: int


class RawCell(NamedTuple):
    """A cell of a table of the markup: its content `raw[start:end]`, and its place in the grid (see `Cell`)."""

    start: int
    end: int
    row: int
    column: int
    rowspan: int
    colspan: int
    is_head: bool


class RawTable(NamedTuple):
    """A table of the markup in rows of cells, from `start`; `parent` is the place in its list of the table around it."""

    start: int
    rows: list[list[RawCell]]
    columns: int
    parent: int | None


@dataclass(slots=True)
class ParsedMarkup:
    """The text of a raw document in pieces; `title`, `headings` (h1), `links` are spans of the text they make.

    `stated` is that of a title which a meta tag states; a dump has escapes of JSON or of a program (see `escapes`).
    """

    pieces: list[Piece] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    title: Span | None = None
    stated: Span | None = None
    headings: list[Span] = field(default_factory=list)
    links: list[Span] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    is_page: bool = False
    is_dump: bool = False
    length: int = 0
    has_text: bool = False

    def add(self, start: int, end: int, text: str) -> None:
        if text:
            self.pieces.append(Piece(start, end, text))
            self.length += len(text)
            self.has_text = self.has_text or not text.isspace()

    def separate(self, start: int, end: int, separator: str) -> None:
        """Put `separator` in the place of the tag `raw[start:end]`, unless the text ends in white space already."""
        last = self.pieces[-1].text[-1] if self.pieces else "\n"
        if last == "\n" or (last == separator == " "):
            return
        self.add(start, end, separator)


def apart(cuts: Iterable[Cut]) -> list[Cut]:
    """The cuts in order; of two that overlap, the one that starts first stays, or else the longer one."""
    longest_first = sorted(cuts, key=itemgetter(2), reverse=True)
    ordered: list[Cut] = []
    end = 0
    for cut in sorted(longest_first, key=itemgetter(1)):
        if cut.start >= end:
            ordered.append(cut)
            end = cut.end
    return ordered
