"""Elapsed: the time between two dates or times of a source, for a text that tells how long something took.

2021年3月1日开工，3月31日完工        历时30天; 31 where both days count
2018年启动，2023年完成             历时5年
上午8时开始，11时30分结束           用时3个半小时
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from summarizer.checking.attribution_features import pairs
from summarizer.checking.texts.dimensions import SECONDS_OF_A_DAY
from summarizer.checking.texts.exactness import reach
from summarizer.checking.texts.operands import Case, Derivation
from summarizer.checking.texts.topics import FITS
from summarizer.models import DateMention, Span
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import bare

_MONTHS, _SECONDS = "个月", "秒"
_LEAP_YEAR = 2000
_YEAR, _YEAR_AND_MONTH, _DAY = 1, 2, 3
_MINUTE = 60
_NEAR, _FAR, _MOST = 6, 80, 24
_YEAR_NAMED = re.compile("((?:19|20)[0-9]{2})年")
_LASTING = re.compile("办学|办刊|建[校厂站院馆园会]|创办|成立|运营|开办|开业|从业")
_FOUNDED_BEFORE = re.compile("(?:创办|成立|创建|创立|始建|建[校厂站院馆园会]?|开办|开业|设立)于")


class _Moment(NamedTuple):
    """A date or time of day by its numbers, and its mention."""

    parts: tuple[int, ...]
    is_time: bool
    mention: DateMention


class Gap(NamedTuple):
    """The time between two moments of a source, in seconds or months."""

    value: float
    first: _Moment
    last: _Moment


def elapsed(case: Case) -> Iterator[Derivation]:
    """The times between dates that a number may state, in lines that the text may tell of."""
    yield from _since_founded(case)
    rows = gaps_of(case.source.source).get(case.claim.dimension, [])
    low, high = reach(case.claim)
    start = bisect_left(rows, low, key=lambda gap: gap.value)
    for value, first, last in rows[start : start + _MOST]:
        if value > high:
            break
        if _is_told(case, first, last):
            spans = tuple(dict.fromkeys(Span(each.mention.start, each.mention.end) for each in (first, last)))
            formula = " → ".join(dict.fromkeys(each.mention.surface for each in (first, last)))
            yield Derivation("duration", case.claim.dimension, value, formula, spans)


def _since_founded(case: Case) -> Iterator[Derivation]:
    """The years from the only founding that a source tells to the year that the text names: 创办于1956年, 到2024年已办学68年."""
    named, founded = _YEAR_NAMED.search(case.wording.stretch), _founded(case.source.source)
    if named is None or case.claim.dimension != _MONTHS or len(founded) != 1 or not _LASTING.search(case.wording.own):
        return
    years = int(named[1]) - founded[0].parts[0]
    mention = founded[0].mention
    formula = f"{mention.surface} → {named[0]}"
    yield Derivation("duration", _MONTHS, years * 12.0, formula, (Span(mention.start, mention.end),))


@lru_cache(maxsize=4)
def _founded(source: Analysis) -> list[_Moment]:
    """The dates that follow words for a founding."""
    folded = source.scan.text.folded
    return [
        moment
        for mention in source.scan.dates
        for moment in _moments(mention)
        if not moment.is_time
        and _FOUNDED_BEFORE.search(folded, max(0, (mention.text_start or 0) - _NEAR), mention.text_start or 0)
    ]


@lru_cache(maxsize=4)
def gaps_of(source: Analysis) -> dict[str, list[Gap]]:
    """The times between the dates of a source that follow each other, by dimension, sorted."""
    moments = [moment for mention in source.scan.dates for moment in _moments(mention)]
    days = [moment for moment in moments if not moment.is_time]
    times = [pair for pair in pairwise(moments) if pair[0].is_time]
    pairs_in_order = [pair for pair in (*pairwise(days), *times) if _is_in_order(*pair)]
    return {
        dimension: sorted(
            (Gap(value, *pair) for pair in pairs_in_order for value in _between(*pair, dimension)),
            key=lambda gap: gap.value,
        )
        for dimension in (_MONTHS, _SECONDS)
    }


def _moments(mention: DateMention) -> Iterator[_Moment]:
    """The day or time of a mention; of a range both ends."""
    for end in (mention.iso or "").split("/"):
        parts = end.removeprefix("--").replace(":", "-").split("-")
        if mention.text_start is not None and all(part.isdigit() for part in parts):
            yearless = end.startswith("--")
            numbers = tuple(int(part) for part in parts)
            yield _Moment((_LEAP_YEAR, *numbers) if yearless else numbers, mention.kind == "time", mention)


def _is_in_order(first: _Moment, last: _Moment) -> bool:
    """Whether two moments are of one kind and in order."""
    return first.is_time == last.is_time and len(first.parts) == len(last.parts) and first.parts < last.parts


def _is_told(case: Case, first: _Moment, last: _Moment) -> bool:
    """Whether the line of two moments tells of what the text does."""
    analysis = case.source.source
    start, end = first.mention.text_start or 0, last.mention.text_end or 0
    line = analysis.segments.around("line", Span(start, start))
    words = analysis.scan.text.folded[max(line.start, start - _FAR) : min(line.end, end + _FAR)]
    return end <= line.end and pairs(case.topic, bare(words)) >= FITS


def _between(first: _Moment, last: _Moment, dimension: str) -> Iterator[float]:
    """The time between two moments; of days also with both of them counted."""
    exactness = len(first.parts)
    if first.is_time:
        if dimension == _SECONDS:
            yield float(_seconds(last) - _seconds(first))
    elif dimension == _MONTHS and exactness == _YEAR:
        years = last.parts[0] - first.parts[0]
        yield from (years * 12.0, (years + 1) * 12.0)
    elif dimension == _MONTHS:
        months = (last.parts[0] - first.parts[0]) * 12 + last.parts[1] - first.parts[1]
        yield from (float(months),) if exactness == _DAY else (float(months), months + 1.0)
    elif exactness == _DAY:
        days = date(*last.parts).toordinal() - date(*first.parts).toordinal()
        yield from (float(days) * SECONDS_OF_A_DAY, (days + 1.0) * SECONDS_OF_A_DAY)


def _seconds(moment: _Moment) -> int:
    seconds = 0
    for part in (*moment.parts, 0, 0)[:3]:
        seconds = seconds * _MINUTE + part
    return seconds
