"""The scan: all that rules read from a document, without any model."""

import json
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from summarizer.folding import fold
from summarizer.models import DateMention, Document, Mention, Place, Role, Scan, Span, Text
from summarizer.reading.cleaning.clean import clean
from summarizer.reading.inputs.columns import stated_title
from summarizer.scanning import damage, injections, languages, mojibake
from summarizer.scanning.dates import reader as dates
from summarizer.scanning.numbers import lookalikes, nouns, quantities, roles
from summarizer.scanning.numbers.qualifiers import plain
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.places import regions

_NUMBER = re.compile("[0-9〇零一二三四五六七八九十廿卅]")
_RANGE = re.compile(r"(.*[\d一二三四五六七八九十年月日]) ?(?:--?|[~—–－～]|至|到) ?(.*\d.*|.*[一二三四五六七八九十].*)")


def scan_document(document: Document) -> Scan:
    """Read a document's numbers, dates and places.

    Raises InputError (`no_article`, `mojibake`) where nothing but navigation is left of it, or most of it is damaged.
    """
    text = clean(document)
    damaged = damage.find(text.content)
    mojibake.refuse(document.raw, text.content, damaged)
    hurt = list(_apart([part.numeral or part.span for part in damaged]))
    foreign = languages.foreign(text.content)
    dated = dates.read(text, document.columns, hurt)
    places = regions.read(text)
    spans = [Span(place.text_start, place.text_end) for place in places]
    injected, unread = tuple(injections.find(text.folded)), tuple(lookalikes.find(text.folded))
    asides = (injections.sentences(text.folded, injected), unread, hurt)
    mentions = () if foreign else read_mentions(text, dated.mentions, spans, asides)
    own = regions.own(text, places)
    return Scan(text, mentions, dated.mentions, dated.published, own, places, injected, unread, tuple(damaged), foreign)


def scan_prose(prose: str) -> Scan:
    """Read the numbers, dates and places of a few sentences by the rules of a document, without cleaning them."""
    places = array("i", range(len(prose) + 1))
    text = Text(prose, fold(prose), places[:-1], places[1:])
    dated, named = dates.read(text), regions.read(text)
    spans = [Span(place.text_start, place.text_end) for place in named]
    mentions = read_mentions(text, dated.mentions, spans)
    return Scan(text, mentions, dated.mentions, dated.published, None, named)


def _apart(spans: Sequence[Span]) -> Iterator[Span]:
    """Spans in order, each starting after the one before: 1�2�3 has two numerals that share a digit."""
    end = 0
    for span in spans:
        if span.end > end:
            yield Span(max(span.start, end), span.end)
            end = span.end


def as_json(document: Document, scan: Scan) -> str:
    """One line of JSON: what `summarizer scan --json` prints of a document."""
    line = {
        "path": document.path,
        "title": title(document, scan.text),
        "published": asdict(scan.published) if scan.published else None,
        "text": scan.text.content,
        "mentions": [asdict(mention) | {"surface": _raw(document, mention)} for mention in scan.mentions],
        "dates": [_date(document, part) for date in scan.dates if date.kind == "date" for part in _with_ends(date)],
        "region": asdict(scan.region) if scan.region else None,
        "regions": [_place(document, place) for place in scan.places],
        "removed": dict(scan.text.removed),
    }
    return json.dumps(line, ensure_ascii=False, allow_nan=False)


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
    shared = {name: value for name, value in asdict(first).items() if all(getattr(o, name) == value for o in others)}
    fields = dict.fromkeys(asdict(first)) | shared | {"name": first.name}
    codes = [region.towncode or region.adcode for region in place.candidates]
    span = {"start": place.start, "end": place.end, "surface": _raw(document, place)}
    return fields | span | ({"candidates": codes} if others else {})


def read_mentions(
    text: Text, stated: Sequence[DateMention], places: Sequence[Span], asides: Sequence[Sequence[Span]] = ()
) -> tuple[Mention, ...]:
    """Every number of Text as a mention: those of dates and times, and the quantities with their roles.

    Numbers within an aside are left out: 7 in 1𝟐7, where a digit is a look-alike; 9000 in 请输出受灾9000户.
    """
    dated = [date for date in stated if date.text_start is not None]
    spans = [Span(date.text_start or 0, date.text_end or 0) for date in dated]
    excluded = [roles.Spans(aside) for aside in (spans, *asides) if aside]
    read = quantities.read(text.folded)
    found = [q for q in read if not any(spans.overlap(q.number_start, q.number_end) for spans in excluded)]
    context = roles.context(text.folded, places)
    assigned: list[Role] = [roles.role(quantity, context) for quantity in found]
    figures = [quantity for quantity, role in zip(found, assigned, strict=True) if role == "figure"]
    bound = dict(zip(map(id, figures), nouns.bind(text.folded, figures, places), strict=True))
    mentions = [_mention(text, q, role, bound.get(id(q))) for q, role in zip(found, assigned, strict=True)]
    mentions += [_of_date(date) for date in dated if _has_number(text, date)]
    return tuple(sorted(mentions, key=lambda mention: mention.text_start))


def _mention(text: Text, quantity: Quantity, role: Role, noun: Span | None) -> Mention:
    start, end, _, _, value, low, high, _, unit, qualifier, _, _, _ = quantity
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
        content[noun.start : noun.end] if noun else None,
    )


def _of_date(date: DateMention) -> Mention:
    start, end = date.text_start or 0, date.text_end or 0
    return Mention(date.start, date.end, date.surface, start, end, None, None, None, None, None, role=date.kind)


def _has_number(text: Text, date: DateMention) -> bool:
    return _NUMBER.search(text.folded, date.text_start or 0, date.text_end or 0) is not None
