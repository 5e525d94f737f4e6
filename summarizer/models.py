"""The nouns of the scan: what is read from a document by rules alone.

All spans are half-open [start, end) in Unicode code points. `start`/`end` count in the raw decoded
document (CRLF kept, BOM not counted), `text_start`/`text_end` in `Text.content`.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import chain, pairwise
from typing import Any, Literal, NamedTuple

Number = int | float
Role = Literal["figure", "date", "time", "ordinal", "name"]
Level = Literal["province", "city", "county", "town"]
Direction = Literal["increase", "decrease"]
FactStatus = Literal["actual", "planned", "required", "offered", "negated"]
Aspect = Literal["amount", "change", "growth", "share", "per", "index", "duration"]
MeasureKind = Literal[
    "scheme", "rule", "body", "action", "facility", "tool", "document", "oversight", "project", "funding"
]
MeasureStatus = Literal["in_force", "completed", "planned", "called_for", "ended"]
HiddenKind = Literal["hidden", "withdrawn", "unrendered", "note", "mark", "in_number", "in_word", "turned", "smuggled"]


class Span(NamedTuple):
    """Half-open [start, end) in code points."""

    start: int
    end: int


class Anchor(NamedTuple):
    """Where in a file the converted text from `start` to the next anchor is: counted from 1, or a cell, `数据!B4`."""

    start: int
    page: int | None = None
    paragraph: int | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One input: its id, its decoded characters and the columns that came along.

    `raw` is the decoded file (or the text column of a row), `sha256` that of its bytes. A file of another `form` (`pdf`)
    was converted to `raw`; `anchors` say where in it each part is, `removed` has the words that are left out, by reason.
    """

    id: str
    path: str
    raw: str = field(repr=False)
    encoding: str = "utf-8"
    sha256: str = ""
    columns: Mapping[str, Any] = field(default_factory=dict)
    form: str = ""
    anchors: tuple[Anchor, ...] = field(default=(), repr=False)
    removed: Mapping[str, str] = field(default_factory=dict, repr=False)


class Field(NamedTuple):
    """What a document states of itself, e.g. `date` in its front matter; span in the raw document."""

    name: str
    value: str
    span: Span


class Cell(NamedTuple):
    """A cell of a table: its words in Text, and the rows and columns that it covers, counted from 0.

    An empty cell has an empty span. `is_head` says that the markup calls it a head, `indent` how many blanks precede
    its words in the raw document.
    """

    span: Span
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    is_head: bool = False
    indent: int = 0


class Table(NamedTuple):
    """A table of Text: in each row the cells that begin there, in the order of their columns."""

    span: Span
    rows: tuple[tuple[Cell, ...], ...]
    columns: int


class HiddenContent(NamedTuple):
    """What was kept from Text and may be there to mislead (kinds: `cleaning/withheld`); span in the raw document."""

    kind: HiddenKind
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Text:
    """What the model reads; each character maps to its span in the raw document.

    `content[i]` is at `[starts[i], ends[i])` of the raw document, which is longer than one character where an entity was
    replaced. `folded` is as long as `content` (see `folding`). `title` is a span of `content`. `fields` are what front
    matter and meta tags state. `removed` counts the numbers in what was deleted, by reason; `withheld` lists what of it a
    person should know. `tables` are those that hold data, in order. `anchors` are those of the raw document, `unread_pages`
    the pages of its file that are pictures.
    """

    content: str
    folded: str
    starts: "array[int]"
    ends: "array[int]"
    title: Span | None = None
    fields: tuple[Field, ...] = ()
    removed: Mapping[str, int] = field(default_factory=dict)
    withheld: tuple[HiddenContent, ...] = ()
    tables: tuple[Table, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    unread_pages: str = ""

    def anchor(self, start: int) -> Anchor | None:
        """Where in its file the character at `start` of the raw document is; None without anchors."""
        place = bisect_right(self.anchors, start, key=lambda anchor: anchor.start)
        return self.anchors[place - 1] if place else None

    def raw_span(self, start: int, end: int) -> Span:
        """The raw span of `content[start:end]`, which must not be empty."""
        return Span(self.starts[start], self.ends[end - 1])

    def text_span(self, start: int, end: int) -> Span | None:
        """The span of `content` within the raw span, or None where cleaning kept nothing of it."""
        first, last = bisect_left(self.starts, start), bisect_right(self.ends, end)
        return Span(first, last) if first < last else None


class UnitCandidate(NamedTuple):
    """A unit that a number of a table may have: as written (万元), without its multiplier (元), and that (10000)."""

    written: str
    unit: str
    factor: Number


@dataclass(frozen=True, slots=True)
class TableCell:
    """Where in a table a number is: the label of its row, the path of its column's heads, the words above the table.

    `units` are candidates where the table does not decide. `table` is the place in `Text.tables`, `labels` the spans of
    the cells that name the row and the column. `is_whole` says that the number is all that the cell holds, `is_change`
    that the column or row tells a change, so that a sign is its direction, `is_flat` that blanks alone part the cells in
    a line of prose, and `table` is none of `Text.tables`.
    """

    row: str | None
    column: str | None
    head: str | None
    units: tuple[UnitCandidate, ...] = ()
    table: int = 0
    labels: tuple[Span, ...] = ()
    is_whole: bool = False
    is_change: bool = False
    direction: Direction | None = None
    is_flat: bool = False


class Mention(NamedTuple):
    """A number that the rules found in Text.

    `value` has its multiplier in it (2.3万 → 23000); `low` and `high` are what it can mean, None being open; `unit` and
    `qualifier` are in Simplified; `noun` is what it counts, in the words of Text: of a number in a table, those of its row
    and column. A ratio (5.8:41.2:53.0) has the unit 比 and no value; `parts` are its numbers.
    """

    start: int
    end: int
    surface: str
    text_start: int
    text_end: int
    value: Number | None
    low: Number | None
    high: Number | None
    unit: str | None
    qualifier: str | None
    role: Role
    noun: str | None = None
    parts: tuple[Number, ...] = ()
    table: TableCell | None = None

    @property
    def indefinite(self) -> bool:
        """Whether it says no number at all: 多轮, 数十, 几百个."""
        return self.value is None and (self.qualifier or "") in {"多", "数", "几"}


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or a time of day that the document states.

    `iso` has the precision that is known: 2021-12-03, 2021-12, 2021, --12-03, or None where it stays unknown (近日); a
    range is `start/end`. `inferred` says that `reason` supplied a part that the surface lacks. Dates of front matter and
    meta tags are outside Text: no `text_start`, `text_end`.
    """

    start: int
    end: int
    surface: str
    iso: str | None
    inferred: bool = False
    reason: str | None = None
    kind: Literal["date", "time"] = "date"
    text_start: int | None = None
    text_end: int | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """When the document was published, and how that is known."""

    iso: str
    inferred: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A division of China. `adcode` has six digits; a town has its county's, and nine of its own in `towncode`."""

    name: str
    province: str
    city: str | None
    county: str | None
    town: str | None
    adcode: str
    towncode: str | None
    level: Level


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in Text; more than one candidate where the context does not decide."""

    start: int
    end: int
    surface: str
    text_start: int
    text_end: int
    candidates: tuple[Region, ...]

    @property
    def region(self) -> Region | None:
        """The region meant, if only one can be."""
        return self.candidates[0] if len(self.candidates) == 1 else None


class DamagedText(NamedTuple):
    """A part of Text that was decoded wrongly (kinds: `scanning/damage`), and the numeral that it touches."""

    kind: str
    span: Span
    numeral: Span | None


@dataclass(frozen=True, slots=True)
class Scan:
    """All that the rules read from one document.

    `injected` are the spans of Text that address a model, `unread` the numerals with look-alikes of digits in them,
    `damaged` the parts that were decoded wrongly; no mention is in a sentence of the first, in the second, or in
    the numerals of the third. `foreign` is the script of a text that is not Chinese, which has no mention at all. `year`
    is that of the document, where it is known: names of divisions mean what they meant in it.
    """

    text: Text
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    published: Published | None
    region: Region | None
    places: tuple[Place, ...]
    injected: tuple[Span, ...] = ()
    unread: tuple[Span, ...] = ()
    damaged: tuple[DamagedText, ...] = ()
    foreign: str | None = None
    year: int | None = None

    def __repr__(self) -> str:
        place, day = self.region and self.region.name, self.published and self.published.iso
        return f"<Scan: numbers={len(self.mentions)}, dates={len(self.dates)}, region={place}, published={day}>"

    def _repr_html_(self) -> str:
        content = self.text.content[:10_000]
        spans = [(each.text_start, each.text_end) for each in self.mentions if each.role == "figure"]
        parts = [escape(content[start:end]) for start, end in pairwise([0, *chain(*spans), len(content)])]
        words = "".join(f"<mark>{part}</mark>" if place % 2 and part else part for place, part in enumerate(parts))
        return f'<div>{escape(repr(self))}</div><div style="white-space:pre-wrap">{words}</div>'
