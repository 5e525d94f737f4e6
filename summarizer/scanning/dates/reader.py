"""Dates: when a document was published, and every date and time of day that it states.

`read` gives both, as each needs the other: a page's 12月3日 has its year from the published date, and where
nothing else states that, it is the dateline's, whose year may come from a 1月26日(正月初二) further down.

The published date is that of the first of these that states one:

    1. a field       `date`, `pubdate`, `article:published_time`, 发布时间 … of front matter, meta tags or columns
    2. the byline    near the top: 21-10-25 16:43 来源:中国甘肃网 编辑:张慧雅; 县统计局 2022年4月2日
    3. the dateline  央广网双鸭山12月3日消息, 人民网哈尔滨2月11日电, 本报12月3日讯
    4. the signature of a notice: a line with the office, and one with the date
    5. a line of its own, as under a press release: 2023年5月3日(星期三)
    6. the last update, in the byline or a field, where nothing else is stated: 更新时间：2024-03-21

Fields with a time zone are put into Beijing time first. The parts of the work: `forms` finds, `clues` and `years`
weigh evidence, `dating` dates, `clocks` reads times of day, `bylines` knows the places of 2 to 6.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from summarizer.errors import Message
from summarizer.folding import fold
from summarizer.models import DateMention, Field, Published, Span, Text
from summarizer.resources import lazy_pattern, message
from summarizer.scanning.dates import bylines, clocks
from summarizer.scanning.dates.clues import anchor
from summarizer.scanning.dates.dating import Reading, resolve
from summarizer.scanning.dates.forms import Found, scan
from summarizer.scanning.dates.years import PageEvidence
from summarizer.scanning.numbers.surroundings import Spans

_BESIDE = lazy_pattern("[ (]{0,2}")
BEIJING = timezone(timedelta(hours=8))

PUBLISHED_NAMES = frozenset(
    [
        "apub:time",
        "article.published",
        "article:published",
        "bytedance:publishedtime",
        "cxenseparse:recs:publishtime",
        "date",
        "datecreated",
        "dc.date.issued",
        "dcterms.issued",
        "parselypubdate",
        "pubdate",
        "sailthru.date",
        "weibo:article:createat",
        "publishdate",
        "publisheddate",
        "pubtime",
        "publishtime",
        "publishedtime",
        "published",
        "publishedat",
        "datepublished",
        "article:publishedtime",
        "og:publishedtime",
        "og:releasedate",
        "dc.date",
        "dcterms.created",
        "time",
        "releasedate",
        "发布时间",
        "发布日期",
        "发稿时间",
        "发表时间",
        "时间",
        "日期",
    ]
)
"""Names of fields and columns that state the published date: lower case, without `_`, `-` and blanks."""

MODIFIED_NAMES = frozenset(
    [
        "update",
        "updated",
        "updatetime",
        "lastmodifiedtime",
        "weibo:article:updateat",
        "updatedat",
        "modified",
        "datemodified",
        "lastmod",
        "lastmodified",
        "article:modifiedtime",
        "og:updatedtime",
        "更新时间",
    ]
)
"""Names of fields whose date is the published one only where nothing else states that."""

_ISO_DAY = lazy_pattern(r"(?:19|20)\d\d-\d\d-\d\d", re.ASCII)
_DAY_NAMES = PUBLISHED_NAMES | MODIFIED_NAMES
_ZONE = lazy_pattern(r",?[T ]+(\d\d):(\d\d)(?::\d\d)?(?:\.\d+)? ?(Z|GMT|UTC|[+-]\d\d:?\d\d)")


class Dated(NamedTuple):
    """The dates and times of a document, those of fields first, and when it was published."""

    mentions: tuple[DateMention, ...]
    published: Published | None


def read(text: Text, columns: Mapping[str, Any] = MappingProxyType({}), damaged: Sequence[Span] = ()) -> Dated:
    """All dates and times of `text` and its fields, and the published date; `columns` came with the document.

    No date is read that touches a damaged part, spans of Text in order and apart: 1�月5日.

    Takes time linear in the length of the text, and raises nothing: what can't be dated has no iso.
    """
    stated = list(_fields(text.fields))
    of_republic = bylines.counts_from_1912(text.content, text.folded)
    founds = list(_without_weekdays(_sound(scan(text.folded, of_republic=of_republic), damaged), text.folded))
    published = _stated(stated, columns, PUBLISHED_NAMES)
    if not founds:
        published = published or _stated(stated, columns, MODIFIED_NAMES)
        return Dated(tuple(mention for _, mention in stated), published)
    known_anchor = None if _day(published) else _in_address(text.fields) or anchor(founds, text.folded)
    page = PageEvidence(text.folded, None, known_anchor, of_republic)
    published = published or bylines.published(founds, page) or _stated(stated, columns, MODIFIED_NAMES)
    readings = resolve(founds, PageEvidence(text.folded, _day(published), known_anchor, of_republic))
    in_text = (_mention(text, found, reading) for found, reading in zip(founds, readings, strict=True))
    return Dated((*(mention for _, mention in stated), *in_text), published)


def _sound(founds: Iterable[Found], damaged: Sequence[Span]) -> list[Found]:
    """The dates that no damaged part touches."""
    if not damaged:
        return list(founds)
    spans = Spans(damaged)
    return [found for found in founds if not spans.overlap(found.start - 1, found.end + 1)]


def _without_weekdays(founds: Sequence[Found], folded: str) -> Iterator[Found]:
    """Without the weekdays beside a date: 3月5日(星期六), 星期一(5月6日)."""
    for before, found, after in zip([None, *founds], founds, [*founds[1:], None], strict=False):
        beside = found.reading == "weekday" and (
            (before and before.reading != "weekday" and _BESIDE.fullmatch(folded, before.end, found.start))
            or (after and after.reading in {"date", "day"} and _BESIDE.fullmatch(folded, found.end, after.start))
        )
        if not beside:
            yield found


def _mention(text: Text, found: Found, reading: Reading) -> DateMention:
    start, end = text.raw_span(found.start, found.end)
    surface = text.content[found.start : found.end]
    span = found.start, found.end
    if found.reading == "clock":
        time = clocks.iso(found, text.folded)
        return DateMention(start, end, surface, time, False, None, "time", *span)  # noqa: FBT003
    return DateMention(start, end, surface, reading.iso, reading.inferred, reading.reason, "date", *span)


def _day(published: Published | None) -> date | None:
    """The day of publication, if all of it is known."""
    try:
        return date.fromisoformat(published.iso) if published else None
    except ValueError:
        return None


# --- fields and columns -------------------------------------------------------------------------------------


def _named(name: str, names: Iterable[str]) -> bool:
    return _plain(name) in names


@lru_cache(maxsize=256)
def _plain(name: str) -> str:
    return re.sub("[_ -]", "", fold(name).casefold())


def _fields(fields: Sequence[Field]) -> Iterator[tuple[Field, DateMention]]:
    for entry in fields:
        if _named(entry.name, _DAY_NAMES):
            for mention in _value(entry.value, entry.span):
                yield entry, mention


def _value(value: str, span: Span) -> Iterator[DateMention]:
    """The dates and times of a field's value at `span` of the raw document."""
    folded = fold(value)
    founds = list(scan(folded))
    exact = len(value) == span.end - span.start
    for found, reading in zip(founds, resolve(founds, PageEvidence(folded)), strict=True):
        start, end = (span.start + found.start, span.start + found.end) if exact else span
        surface = value[found.start : found.end]
        if found.reading == "clock":
            yield DateMention(start, end, surface, clocks.iso(found, folded), kind="time")
        else:
            iso, reason = _in_beijing(reading, folded, found)
            yield DateMention(start, end, surface, iso, reading.inferred, reason)


@lru_cache(maxsize=32)
def _of_column(value: str) -> tuple[DateMention, ...]:
    """The dates and times of a column's value; all sentences that are judged against a document share its day."""
    span = Span(0, len(value))
    if _ISO_DAY.fullmatch(value) and _day(Published(value)):
        return (DateMention(*span, value, value),)
    return tuple(_value(value, span))


def _in_beijing(reading: Reading, folded: str, found: Found) -> tuple[str | None, Message | None]:
    """The day in Beijing, and why it is another than the one written: 16:30 GMT is the next day there."""
    zone = _ZONE.match(folded, found.end)
    day = reading.first.day and reading.first.first_day(reading.first.year)
    if zone is None or not day:
        return reading.iso, reading.reason
    hour, minute, offset = int(zone[1]) % 24, int(zone[2]) % 60, zone[3].replace(":", "")
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=_zone(offset))
    iso = moment.astimezone(BEIJING).date().isoformat()
    if iso == reading.iso:
        return iso, reading.reason
    return iso, message("date.zone", clock=f"{zone[1]}:{zone[2]}", offset=zone[3], iso=iso)


def _zone(offset: str) -> timezone:
    if offset in {"Z", "GMT", "UTC"}:
        return UTC
    minutes = int(offset[1:3]) % 24 * 60 + int(offset[3:]) % 60
    return timezone(timedelta(minutes=-minutes if offset.startswith("-") else minutes))


def _in_address(fields: Iterable[Field]) -> tuple[date, Message] | None:
    """The day in the page's own address: evidence for the years that the text leaves out, not a stated date."""
    stated = (_day(Published(field.value)) for field in fields if field.name == "address")
    return next(((day, message("date.address", day=str(day))) for day in stated if day), None)


def _stated(
    fields: Iterable[tuple[Field, DateMention]], columns: Mapping[str, Any], names: Iterable[str]
) -> Published | None:
    fields = sorted(fields, key=lambda field: field[0].name == "time")
    in_fields = [mention for entry, mention in fields if _named(entry.name, names)]
    named = (str(value) for name, value in columns.items() if _named(name, names))
    in_columns = (mention for value in named for mention in _of_column(value))
    for mention in (*in_fields, *in_columns):
        if mention.kind == "date" and mention.iso and not mention.iso.startswith("-"):
            return Published(mention.iso, mention.inferred, mention.reason)
    return None
