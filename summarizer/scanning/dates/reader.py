"""Dates: when a document was published, and every date and time of day that it states.

`read` gives both, as each needs the other: a page's 12月3日 has its year from the published date, and where
nothing else states that, it is the dateline's, whose year may come from a 1月26日(正月初二) further down.

The published date is that of the first of these that states one:

    1. a field       `date`, `pubdate`, `article:published_time`, 发布时间 … of front matter, meta tags or columns
    2. the byline    near the top: 21-10-25 16:43 来源:中国甘肃网 编辑:张慧雅; 县统计局 2022年4月2日
    3. the dateline  央广网双鸭山12月3日消息, 人民网哈尔滨2月11日电, 本报12月3日讯
    4. a line of its own, as under a press release: 2023年5月3日(星期三)
    5. the last update, in a field or the byline, where nothing else is stated: 更新时间：2024-03-21

Fields with a time zone are put into Beijing time first. The parts of the work: `dateforms` finds, `dateclues`
and `dateyears` weigh evidence, `dating` dates, `clocks` reads times of day.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any, NamedTuple

from summarizer.folding import fold
from summarizer.models import DateMention, Field, Published, Span, Text
from summarizer.resources import Message, message
from summarizer.scanning.dates import clocks
from summarizer.scanning.dates.clues import anchor
from summarizer.scanning.dates.dating import Reading, resolve
from summarizer.scanning.dates.forms import Found, scan
from summarizer.scanning.dates.years import PageEvidence
from summarizer.scanning.numbers.surroundings import Spans

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
        "article:modifiedtime",
        "og:updatedtime",
        "更新时间",
    ]
)
"""Names of fields whose date is given, but is not the published one."""

_TOP, _END, _LINE, _LEAD = 1200, 300, 200, 40
_ZONE = re.compile(r",?[T ]+(\d\d):(\d\d)(?::\d\d)?(?:\.\d+)? ?(Z|GMT|UTC|[+-]\d\d:?\d\d)")
_LABEL = re.compile(
    r"(?:(?:发布|发稿|发表|公开|成文|发文|生成|刊发)(?:时间|日期) ?:? ?|(?:出版|发布于|发表于|刊登于?) ?: ?)$"
)
_PLACED = re.compile(r"(?:^|[\s|])(?:发布|发表|刊登|刊发)于? ?$")
_POSTED = re.compile(
    r" *\d{1,2}:\d\d(?::\d\d)? *(?:发表于|发布于|IP属地:?)? ?(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽"
    r"|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)? *"
)
_POSTER = re.compile(r"[^,;:。!?]{0,40}(?<![于至到从自在定])")
_CHANGED = re.compile(r"(?:更新|修改)(?:时间|日期|于)? ?:? ?$")
_BYLINE = re.compile("来源|浏览|点击|字号|字体|责编|(?:时间|日期|编辑|作者|记者|撰文|发布.{0,4}) ?:")
_SIGNED = re.compile(
    r"[^\s,;:、\d]{0,20}(?:局|府|办|委|厅|部|院|队|处|社|台|站|网|报|所|中心|媒体|发布|在线|集团|公司|指挥部|领导小组)"
)
_HOURS = re.compile(r"[0-9时分:点 ]*")
_OCCASION = re.compile(r"(?:^|[\s,;|])(?:会议|活动|开庭|举办|培训|考试|面试|报名)?(?:时间|日期) ?: ?$")
_VENUE = re.compile("地点|会场|参会|出席|主持人?|与会")
_DATELINE = re.compile(" ?(?:电|专电|讯|消息|报道|综合消息)")
_ALONE = re.compile(r"[( ]*(?:(?:星期|周|礼拜)[一二三四五六日天])?[) ]*(?:(?:香港时间)?[0-9时分:点 ]*)?[) ]*")


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
    founds = _sound(scan(text.folded), damaged)
    published = _stated(stated, columns)
    page = PageEvidence(text.folded, anchor=None if _day(published) else anchor(founds, text.folded))
    published = published or _in_text(founds, page)
    readings = resolve(founds, PageEvidence(page.folded, _day(published), page.anchor))
    in_text = (_mention(text, found, reading) for found, reading in zip(founds, readings, strict=True))
    return Dated((*(mention for _, mention in stated), *in_text), published)


def _sound(founds: Iterable[Found], damaged: Sequence[Span]) -> list[Found]:
    """The dates that no damaged part touches."""
    spans = Spans(damaged)
    return [found for found in founds if not damaged or not spans.overlap(found.start - 1, found.end + 1)]


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
    return re.sub("[_ -]", "", fold(name).casefold()) in names


def _fields(fields: Sequence[Field]) -> Iterator[tuple[Field, DateMention]]:
    for entry in fields:
        if _named(entry.name, PUBLISHED_NAMES | MODIFIED_NAMES):
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


def _stated(fields: Iterable[tuple[Field, DateMention]], columns: Mapping[str, Any]) -> Published | None:
    fields = sorted(fields, key=lambda field: field[0].name == "time")
    in_fields = [mention for entry, mention in fields if _named(entry.name, PUBLISHED_NAMES)]
    named = (str(value) for name, value in columns.items() if _named(name, PUBLISHED_NAMES))
    in_columns = (mention for value in named for mention in _value(value, Span(0, len(value))))
    for mention in (*in_fields, *in_columns):
        if mention.kind == "date" and mention.iso and not mention.iso.startswith("-"):
            return Published(mention.iso, mention.inferred, mention.reason)
    return None


# --- byline, dateline, a line of its own --------------------------------------------------------------------


def _in_text(founds: Sequence[Found], page: PageEvidence) -> Published | None:
    """The publication date that the text states; its year may be missing (--12-03)."""
    end = len(page.folded) - _END
    founds = [found for found in founds if found.start < _TOP or found.start > end]
    readings = resolve(founds, page)
    for matches in (_in_byline, _in_dateline, _alone, _updated):
        for found, reading in zip(founds, readings, strict=True):
            complete = matches is _in_dateline or reading.first.year
            if found.reading in {"date", "short"} and reading.first.day and complete and matches(found, page.folded):
                return Published(str(reading.first.iso), reading.inferred, reading.reason)
    return None


def _line(found: Found, folded: str) -> tuple[str, str]:
    """The text before and after it on its line, at most 200 characters each."""
    before = folded[max(0, found.start - _LINE) : found.start].rpartition("\n")[2]
    return before, folded[found.end : found.end + _LINE].partition("\n")[0]


def _in_byline(found: Found, folded: str) -> bool:
    before, after = _line(found, folded)
    if _LABEL.search(before):
        return True
    if _CHANGED.search(before):
        return False
    if _OCCASION.search(before) and _VENUE.search(after + _next_line(found, folded)):
        return False
    in_prose = "。" in before or "。" in after or after.startswith(",") or len(before) + len(after) >= _LINE
    rest = before + after
    posted = _POSTER.fullmatch(before) and _POSTED.fullmatch(after)
    placed = _PLACED.search(before) and len(after) < _LEAD
    matches = (
        posted or placed or _BYLINE.search(rest) or _ALONE.fullmatch(rest) or _SIGNED.fullmatch(_HOURS.sub("", rest))
    )
    return found.start < _TOP and not in_prose and bool(matches)


def _next_line(found: Found, folded: str) -> str:
    end = folded.find("\n", found.end, found.end + _LINE)
    return folded[end + 1 : end + 1 + _LEAD].partition("\n")[0] if end >= 0 else ""


def _updated(found: Found, folded: str) -> bool:
    before, after = _line(found, folded)
    return bool(_CHANGED.search(before)) and "。" not in before + after


def _in_dateline(found: Found, folded: str) -> bool:
    before, _ = _line(found, folded)
    return (
        found.start < _TOP and len(before) < _LEAD and "据" not in before and bool(_DATELINE.match(folded, found.end))
    )


def _alone(found: Found, folded: str) -> bool:
    before, after = _line(found, folded)
    return found.start > len(folded) - _END and not before.strip(" (") and bool(_ALONE.fullmatch(after))
