"""Periods: what a claimed time and a stated date have in common, as far as both are known.

A figure is a flow, of a span of time, or a stock, of the day at which it was counted: 截至3月末,贷款余额500亿元.

Whether a claim may give a figure another period than its stated date:

    claimed 2022年 or 3月, stated 2022-03-17   less precise, but true
    claimed 3月17日, stated 2022-03-17         the same, as far as both are known
    claimed 前三季度, stated 8月                another period, though it contains the month
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from summarizer.folding import fold
from summarizer.models import DateMention, Mention, Published
from summarizer.resources import lazy_pattern
from summarizer.scanning.dates.dating import resolve
from summarizer.scanning.dates.forms import scan
from summarizer.scanning.dates.years import PageEvidence
from summarizer.scanning.numbers import nouns
from summarizer.scanning.segments import segments

_ISO = lazy_pattern(r"(?P<year>\d{4}|-)(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")

_COUNTED = lazy_pattern("(?:截至|截止|截止到|至|到)\\Z")
_END = lazy_pattern("[末底]")
_END_OF = lazy_pattern("[末底]\\Z")
_YEAR_OR_MONTH = lazy_pattern(r"\d{4}(?:-\d\d)?")
_NO_TIME = lazy_pattern("年?度?(?:同期|相比|以来|以前|之?前|以后|之?后|起|至|到|级|届|版|[的]?(?:目标|计划|预算|预期))")


class Period(NamedTuple):
    """From a first to a last day, as (year, month, day); the year is 0 where it is not known."""

    first: tuple[int, int, int]
    last: tuple[int, int, int]

    @classmethod
    def of(cls, iso: str) -> "Period | None":
        """That of an ISO form with the precision known (2021-12-03, 2021-12, 2021, --12-03, start/end)."""
        start, _, end = iso.partition("/")
        first, last = _ISO.fullmatch(start), _ISO.fullmatch(end or start)
        return cls(_day(first, 1, 1), _day(last, 12, 31)) if first and last else None

    def contains(self, other: "Period") -> bool:
        """Whether another period lies in this one; where one has no year, by month and day alone."""
        if self.first[0] and other.first[0]:
            return self.first <= other.first and other.last <= self.last
        if self.first[0] != self.last[0]:
            return True
        return self.first[1:] <= other.first[1:] and other.last[1:] <= self.last[1:]

    def covers(self, other: "Period") -> bool:
        """Whether a claim may give this period for the other, stated one: the same, or the month or year that contains it."""
        return self.contains(other) and (self.is_calendar or other.contains(self))

    @property
    def is_calendar(self) -> bool:
        """Whether it is one year, or lies in one month."""
        whole_year = (self.first[1:], self.last[1:]) == ((1, 1), (12, 31))
        return self.first[0] == self.last[0] and (whole_year or self.first[1] == self.last[1])


def _day(end: re.Match[str], month: int, day: int) -> tuple[int, int, int]:
    year = 0 if end["year"] == "-" else int(end["year"])
    return year, int(end["month"] or month), int(end["day"] or day)


def periods(words: str, published: Published | None) -> list[Period]:
    """The periods that a claim's words name; none where they hold no date (全年, 每天)."""
    read = [Period.of(iso) for iso in iso_times(words, published)]
    return [period for period in read if period is not None]


@lru_cache(maxsize=1024)
def iso_times(words: str, published: Published | None) -> tuple[str, ...]:
    """The times that a claim's words name, in ISO 8601."""
    if Period.of(words.strip()) is not None:
        return (words.strip(),)
    folded = fold(words)
    found = list(scan(folded))
    readings = resolve(found, PageEvidence(folded, _known_day(published))) if found else ()
    return tuple(reading.iso for reading in readings if reading.iso)


def whole_days(iso: str, surface: str) -> str:
    """The ISO form of a time; of the end of a year or month, its last day: 2022年末 is 2022-12-31."""
    if not _END_OF.search(surface) or "/" in iso or not _YEAR_OR_MONTH.fullmatch(iso):
        return iso
    year, month = int(iso[:4]), int(iso[5:7] or 12)
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]}"


def leading(words: str) -> str:
    """The time with which words begin: 2022年 of 2022年地区生产总值; empty where there is none, or more than a time."""
    folded = fold(words)
    found = next(scan(folded), None)
    if found is None or found.start or _NO_TIME.match(folded, found.end):
        return ""
    return found.of(folded)


def _known_day(published: Published | None) -> date | None:
    try:
        return date.fromisoformat(published.iso) if published else None
    except ValueError:
        return None


def is_of_count(folded: str, date: DateMention) -> bool:
    """Whether a date is that of a count: 截至3月末, 2023年末."""
    start, end = date.text_start or 0, date.text_end or 0
    return bool(_COUNTED.search(folded, max(0, start - 3), start) or _END.search(folded, max(start, end - 1), end + 1))


def is_flow(folded: str, mention: Mention) -> bool:
    """Whether the words of its clause before a figure make it a flow: 新增存款20亿元, but not 存款余额20亿元."""
    start = segments(folded).start("clause", mention.text_start)
    found = [match.group() for match in nouns.one_of("flow", "stock").finditer(folded, start, mention.text_start)]
    return bool(found) and all(word in nouns.words("flow") for word in found)
