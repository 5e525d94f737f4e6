"""The numbers of tables, read cell by cell: a sign, a blank or a word of another cell never reaches them.

value          a number that is all of a cell is a figure, with the unit of the cell or of its heads
note           other words in a cell are read as a text of their own
head, label    their numbers name things (60岁以上人口); 数 and 万吨 are none; bare years are dates
ordinal, code  序号, 代码: ranks and names
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from summarizer.models import DateMention, Direction, Role, Span, TableCell, Text, UnitCandidate
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers import nouns, roles
from summarizer.scanning.numbers.arabic import exact
from summarizer.scanning.numbers.numerals import Value
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.tables.cell_words import content, squeezed
from summarizer.scanning.tables.cell_words import read as quantities_of
from summarizer.scanning.tables.head_units import unit_statements
from summarizer.scanning.tables.table_cells import CellUse, ReadCell

_NUMERAL = lazy_pattern("[0-9〇零一二三四五六七八九十百千万亿两几数多半]")
_DOWN = lazy_pattern("[↓▼▽]")
_ROLES: dict[CellUse, Role] = {"head": "name", "label": "name", "unit": "name", "code": "name", "ordinal": "ordinal"}


class TableNumber(NamedTuple):
    """A number of a table: the quantity at its place in Text, what it is, what it counts and where in the table it is."""

    quantity: Quantity
    role: Role
    noun: str | None
    place: TableCell | None


def without_tables(text: Text) -> str:
    """The folded text with line breaks in the place of its tables, and of the units above them (单位:户、万元)."""
    if not text.tables:
        return text.folded
    spans = [table.span for table in text.tables]
    spans = sorted([*spans, *unit_statements(text.folded)])
    edges = [0, *(edge for span in _apart(spans) for edge in span), len(text.folded)]
    kept = pairwise(edges)
    return "".join(
        "\n" * (end - start) if place % 2 else text.folded[start:end] for place, (start, end) in enumerate(kept)
    )


def _apart(spans: Sequence[Span]) -> Iterator[Span]:
    """Spans in order without those that begin in the one before."""
    reached = 0
    for span in spans:
        if span.start >= reached:
            yield span
            reached = span.end


def table_years(text: Text, cells: Sequence[ReadCell], dated: Sequence[Span]) -> Iterator[DateMention]:
    """The bare years in heads and labels (2023), but those that are read as dates already."""
    known = roles.Spans(dated)
    for cell, use, *_ in cells:
        start, end = cell.span
        words = text.folded[start:end]
        if use in {"head", "label", "date"} and content(words) == "year" and not known.overlap(start, end):
            raw = text.raw_span(start, end)
            year = squeezed(words)[:4]
            yield DateMention(raw.start, raw.end, text.content[start:end], year, text_start=start, text_end=end)


def table_numbers(text: Text, cells: Sequence[ReadCell], places: Sequence[Span]) -> Iterator[TableNumber]:
    """The numbers of the cells, in order. `places` are the names of places, in order."""
    for read in cells:
        start, end = read.cell.span
        words = text.folded[start:end]
        if _NUMERAL.search(words):
            first, last = (bisect_left(places, edge, key=_start) for edge in (start, end))
            within = [Span(place.start - start, place.end - start) for place in places[first:last]]
            for number in _of_cell(read, words, within):
                yield number._replace(quantity=moved(number.quantity, start))


def _start(span: Span) -> int:
    return span.start


def _of_cell(read: ReadCell, words: str, places: Sequence[Span]) -> Iterator[TableNumber]:
    found = quantities_of(words)
    if read.use == "value" and read.place is not None and read.place.is_whole:
        yield from (_value(read, read.place, quantity, words) for quantity in found)
        return
    own = _ROLES.get(read.use)
    bare = own is None and read.use != "caption"
    found = [quantity for quantity in found if bare or (quantity.arabic and not quantity.scale)]
    context = roles.context(words, places)
    assigned: list[Role] = [roles.role(quantity, context) for quantity in found]
    figures = [quantity for quantity, role in zip(found, assigned, strict=True) if role == "figure"]
    bound = dict(zip(map(id, figures), nouns.bind(words, figures, places), strict=True))
    for quantity, role in zip(found, assigned, strict=True):
        noun = bound.get(id(quantity))
        counted = words[noun.start : noun.end] if noun else read.noun
        is_figure = role == "figure" and own is None
        yield TableNumber(
            quantity,
            (own or role) if role == "figure" or own == "ordinal" else role,
            counted if is_figure else None,
            read.place,
        )


def _value(read: ReadCell, place: TableCell, quantity: Quantity, words: str) -> TableNumber:
    """A number that is all of its cell; its own unit comes before that of its heads."""
    unit = read.unit if quantity.unit is None else None
    own = replace(place, units=() if quantity.unit else place.units, direction=_direction(place, quantity, words))
    return TableNumber(with_unit(quantity, unit) if unit else quantity, "figure", read.noun, own)


def with_unit(quantity: Quantity, unit: UnitCandidate) -> Quantity:
    """投资额（万元）, 12: 120000元."""
    value, low, high = (_times(number, unit) for number in (quantity.value, quantity.low, quantity.high))
    return quantity._replace(value=value, low=low, high=high, unit=unit.unit)


def _times(number: Value | None, unit: UnitCandidate) -> Value | None:
    return number if number is None or unit.factor == 1 else exact(Fraction(number) * Fraction(unit.factor))


def _direction(place: TableCell, quantity: Quantity, words: str) -> Direction | None:
    """What a change is: a decrease by its sign, its arrow or its head (降幅), else an increase; None for a level."""
    if _DOWN.search(words):
        return "decrease"
    if not place.is_change or not quantity.value:
        return None
    if quantity.value < 0:
        return None if place.direction else "decrease"
    return place.direction or "increase"


def moved(quantity: Quantity, offset: int) -> Quantity:
    """A quantity of a part of a text at its place in the text."""
    return quantity._replace(
        start=quantity.start + offset,
        end=quantity.end + offset,
        number_start=quantity.number_start + offset,
        number_end=quantity.number_end + offset,
    )
