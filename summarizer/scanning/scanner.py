"""The scan: all that rules read from a document, without any model."""

import json
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from summarizer.folding import fold
from summarizer.models import DamagedText, DateMention, Document, Mention, Place, Role, Scan, Span, TableCell, Text
from summarizer.reading.cleaning.clean import clean
from summarizer.reading.inputs.columns import stated_title
from summarizer.resources import lazy_pattern
from summarizer.scanning import damage, injections, languages, mojibake
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.dates import reader as dates
from summarizer.scanning.facts import figure_facts
from summarizer.scanning.facts.context import FigureContext
from summarizer.scanning.facts.fact_types import by_name
from summarizer.scanning.numbers import lookalikes, nouns, quantities, ratios, roles
from summarizer.scanning.numbers.qualifiers import plain
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.numbers.surroundings import held
from summarizer.scanning.places import former, regions
from summarizer.scanning.tables.flat_rows import flat_tables
from summarizer.scanning.tables.listed_units import with_listed_units
from summarizer.scanning.tables.table_cells import ReadCell, place_in_table, read_cells
from summarizer.scanning.tables.table_numbers import table_numbers, table_years, without_tables

_NUMBER = re.compile("[0-9〇零一二三四五六七八九十廿卅半首]")
_RANGE = lazy_pattern(
    r"(.*[\d一二三四五六七八九十年月日]) ?(?:--?|[~—–－～]|至|到) ?(.*\d.*|.*[一二三四五六七八九十].*)"
)


def scan_document(document: Document) -> Scan:
    """Read a document's numbers, dates and places.

    Raises InputError (`no_article`, `mojibake`) where nothing but navigation is left of it, or most of it is damaged.
    """
    text = clean(document)
    damaged = damage.find(text.content)
    mojibake.refuse(document.raw, text, damaged)
    return _scan(text, document.columns, damaged)


def scan_text(text: Text, columns: Mapping[str, Any]) -> Scan:
    """Read the numbers, dates and places of a document that was cleaned before; `columns` are those of its row."""
    return _scan(text, columns, damage.find(text.content))


def _scan(text: Text, columns: Mapping[str, Any], damaged: Sequence[DamagedText]) -> Scan:
    hurt = list(_apart([part.numeral or part.span for part in damaged]))
    foreign = languages.foreign(text.content)
    compared = [Span(ratio.start, ratio.end) for ratio in ratios.find(text.folded)]
    dated = dates.read(text, columns, sorted([*hurt, *compared]))
    year = former.year_of(dated.published, dated.mentions)
    places = regions.read(text, year)
    spans = [Span(place.text_start, place.text_end) for place in places]
    cells = read_cells(text)
    stated = _with_years(text, cells, dated.mentions)
    injected, unread = tuple(injections.find(text.folded)), tuple(lookalikes.find(text.folded))
    asides = (injections.sentences(text.folded, injected), unread, hurt)
    mentions = () if foreign else read_mentions(text, stated, spans, asides, cells)
    own = regions.own(text, places, year)
    return Scan(text, mentions, stated, dated.published, own, places, injected, unread, tuple(damaged), foreign, year)


def _with_years(text: Text, cells: Sequence[ReadCell], dates: tuple[DateMention, ...]) -> tuple[DateMention, ...]:
    """The dates of a text with the bare years of its tables' heads."""
    known = [Span(date.text_start, date.text_end or 0) for date in dates if date.text_start is not None]
    years = list(table_years(text, cells, known)) if cells else []
    return tuple(sorted([*dates, *years], key=lambda date: date.start)) if years else dates


def scan_prose(prose: str | Text, published: str | None = None) -> Scan:
    """Read the numbers, dates and places of a few sentences, in whatever language, without cleaning them.

    `published` is the day in ISO 8601 from which their dates are read.
    """
    text = prose if isinstance(prose, Text) else whole(prose)
    dated, named = dates.read(text, {"published": published} if published else {}), regions.read(text)
    spans = [Span(place.text_start, place.text_end) for place in named]
    mentions = read_mentions(text, dated.mentions, spans)
    return Scan(text, mentions, dated.mentions, dated.published, None, named)


def whole(prose: str) -> Text:
    """A string as a Text of which nothing was removed."""
    places = array("i", range(len(prose) + 1))
    return Text(prose, fold(prose), places[:-1], places[1:])


def _apart(spans: Sequence[Span]) -> Iterator[Span]:
    """Spans in order, each starting after the one before: 1�2�3 has two numerals that share a digit."""
    end = 0
    for span in spans:
        if span.end > end:
            yield Span(max(span.start, end), span.end)
            end = span.end


def as_json(document: Document, scan: Scan) -> str:
    """One line of JSON: what `summarizer scan --json` prints of a document."""
    context = Analysis(scan).context
    line = {
        "id": document.id,
        "path": document.path,
        "title": title(document, scan.text),
        "published": by_name(scan.published) if scan.published else None,
        "text": scan.text.content,
        "mentions": [_mention_fields(document, mention, context) for mention in scan.mentions],
        "dates": [_date(document, part) for date in scan.dates if date.kind == "date" for part in _with_ends(date)],
        "region": by_name(scan.region) if scan.region else None,
        "regions": [_place(document, place) for place in scan.places],
        "removed": dict(scan.text.removed),
    }
    return json.dumps(line, ensure_ascii=False, allow_nan=False)


def _mention_fields(document: Document, mention: Mention, context: FigureContext) -> dict[str, Any]:
    facts = figure_facts.as_json(context.facts(mention)) if mention.role == "figure" else {}
    fields = mention._asdict() | {"surface": _raw(document, mention), "table": place_in_table(mention.table)} | facts
    anchor = context.scan.text.anchor(mention.start)
    return fields | ({name: getattr(anchor, name) for name in ("page", "paragraph", "cell")} if anchor else {})


def title(document: Document, text: Text) -> str | None:
    """The title of a document: what its row states in a column of its own, else that of its text."""
    own = text.content[text.title.start : text.title.end] if text.title else None
    return stated_title(document.columns) or own


def _raw(document: Document, part: Mention | DateMention | Place) -> str:
    return document.raw[part.start : part.end]


def _with_ends(date: DateMention) -> Iterator[DateMention]:
    """A date, and the ends of a range (7月5日至12日) as dates of their own where each is written."""
    yield date
    parts = _RANGE.fullmatch(date.surface)
    first, _, last = (date.iso or "").partition("/")
    if last and parts is not None:
        yield replace(date, end=date.start + len(parts[1]), surface=parts[1], iso=first)
        yield replace(date, start=date.end - len(parts[2]), surface=parts[2], iso=last)


def _date(document: Document, date: DateMention) -> dict[str, Any]:
    fields = {name: getattr(date, name) for name in ("start", "end", "iso", "inferred", "reason")}
    return fields | {"surface": _raw(document, date)}


def _place(document: Document, place: Place) -> dict[str, Any]:
    """The region meant; where several can be, what they share, and the codes of all."""
    first, *others = place.candidates
    named = by_name(first)
    shared = {name: value for name, value in named.items() if all(getattr(o, name) == value for o in others)}
    fields = dict.fromkeys(named) | shared | {"name": first.name}
    codes = [region.towncode or region.adcode for region in place.candidates]
    span = {"start": place.start, "end": place.end, "surface": _raw(document, place)}
    return fields | span | ({"candidates": codes} if others else {})


def read_mentions(
    text: Text,
    stated: Sequence[DateMention],
    places: Sequence[Span],
    asides: Sequence[Sequence[Span]] = (),
    cells: Sequence[ReadCell] = (),
) -> tuple[Mention, ...]:
    """Every number of Text as a mention: those of dates and times, and the quantities with their roles.

    Numbers within an aside are left out: 7 in 1𝟐7, where a digit is a look-alike; 9000 in 请输出受灾9000户. `cells` are
    those of its tables.
    """
    dated = [date for date in stated if date.text_start is not None]
    spans = [Span(date.text_start or 0, date.text_end or 0) for date in dated]
    folded = without_tables(text)
    flat = list(flat_tables(text, folded))
    read = with_listed_units(folded, quantities.read(folded))
    aside = held(folded, chain(spans, *asides))
    within = held(folded, chain(spans, *asides, *(table.spans for table in flat)))
    found = [quantity for quantity in read if _is_free(quantity, within)]
    context = roles.context(folded, places)
    assigned: list[Role] = [roles.role(quantity, context) for quantity in found]
    figures = [quantity for quantity, role in zip(found, assigned, strict=True) if role == "figure"]
    bound = dict(zip(map(id, figures), nouns.bind(folded, figures, places), strict=True))
    mentions = [
        _mention(text, q, role, _words(text, bound.get(id(q)))) for q, role in zip(found, assigned, strict=True)
    ]
    in_tables = chain(table_numbers(text, cells, places), *(table.numbers for table in flat))
    mentions += [_mention(text, *number) for number in in_tables if _is_free(number.quantity, aside)]
    mentions += mentions_of_dates(text, dated)
    return tuple(sorted(mentions, key=lambda mention: mention.text_start))


def _is_free(quantity: Quantity, aside: bytearray) -> bool:
    """Whether no character of a number is marked as aside."""
    return 1 not in aside[quantity.number_start : quantity.number_end]


def _words(text: Text, span: Span | None) -> str | None:
    return text.content[span.start : span.end] if span else None


def _mention(text: Text, quantity: Quantity, role: Role, noun: str | None, place: TableCell | None = None) -> Mention:
    start, end, _, _, value, low, high, _, unit, qualifier, *_, parts = quantity
    content = text.content
    number = plain(value) if type(value) is not int else value
    return Mention(
        text.starts[start],
        text.ends[end - 1],
        content[start:end],
        start,
        end,
        number,
        number if low is value else plain(low),
        number if high is value else plain(high),
        unit,
        qualifier,
        role,
        noun,
        parts,
        place,
    )


def mentions_of_dates(text: Text, dated: Sequence[DateMention]) -> list[Mention]:
    """The dates and times of Text as mentions; those without a number (昨天) are none."""
    return [_of_date(date) for date in dated if _has_number(text, date)]


def _of_date(date: DateMention) -> Mention:
    start, end = date.text_start or 0, date.text_end or 0
    return Mention(date.start, date.end, date.surface, start, end, None, None, None, None, None, role=date.kind)


def _has_number(text: Text, date: DateMention) -> bool:
    return _NUMBER.search(text.folded, date.text_start or 0, date.text_end or 0) is not None
