"""Clues beside a date: what else of the text says in which year a day was, or that it was not yet.

1月26日(正月初二)   a lunar day beside a solar one: both fall together in few years
3月5日(星期六)      a weekday, also before it: 周六(3月5日)
将于5月1日          what is announced
    每年3月5日          what comes again, and is of no one year
“昨天…”            a quotation, whose day is not stated
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from summarizer.errors import Message
from summarizer.resources import lazy_pattern, message
from summarizer.scanning.dates.forms import Found, feasts, points
from summarizer.scanning.dates.lunar import YEARS, years_together

_WEEKDAY = lazy_pattern(r" ?\(?(?:星期|礼拜|周)([一二三四五六日天])")
_WEEKDAY_BEFORE = lazy_pattern(r"(?:星期|礼拜|周)([一二三四五六日天]) ?\($")
_APART = lazy_pattern(r"[(,、 ]{0,2}(?:即|农历)?[(,、 ]?")
_NEAR = 4
_WEEKDAY_CHARS = 5
_AHEAD = re.compile(r"(?:将于|将在|将从|将自|拟于|拟在|定于|计划于|计划在|预计|力争|有望)[^,。;\n]{0,6}$")
_COMPARED = re.compile("[比较与同]\\Z")
_COMPARING = re.compile("(?:全年|末|底)?的?(?:同期|相比|水平)")
_BEGAN, _SINCE = (
    re.compile("(?:[自从]|[立建始成办设生]于)\\Z"),
    re.compile("以来|起|成立|建成|开始|创办|创立|创建|设立|首次|诞生|出生|建县|设县|置县"),
)
_QUOTES = {"“": "”", "「": "」", "『": "』"}
_QUOTE = lazy_pattern("[“”「」『』\n]")


class Clue(NamedTuple):
    """The years in which a day of the text (`surface`) is what the text says beside it: a weekday, or a lunar day."""

    years: frozenset[int]
    surface: str
    weekday: str

    @property
    def params(self) -> dict[str, str]:
        return {"surface": self.surface, "weekday": self.weekday}


def anchor(founds: Sequence[Found], folded: str) -> tuple[date, Message] | None:
    """The day by which a text without a published date can be dated, and the reason to give.

    It is the first that only one year allows (see `Clue`), else the latest that is fully stated.
    """
    for index, clue in clues(founds, folded):
        if len(clue.years) == 1 and (found := points(founds[index])[0].first_day(min(clue.years))):
            return found, message("date.year_weekday", **clue.params, year=found.year)
    past = [found for found in founds if not ahead(folded, found)]
    stated = [(day, found.of(folded)) for found in past if (day := _stated_day(found))]
    latest = max(stated, default=None)
    return latest and (latest[0], message("date.year_in_text", surface=latest[1]))


def _stated_day(found: Found) -> date | None:
    if found.reading != "date" or "Y" not in found.slots or "D" not in found.slots:
        return None
    first = points(found)[0]
    return first.first_day(first.year) if first.day and (first.year or 0) in YEARS else None


def clues(founds: Sequence[Found], folded: str) -> Iterator[tuple[int, Clue]]:
    """Clues by the index of the day without a year that they adjoin."""
    for index, other in lunar_pairs(founds, folded):
        found, lunar = founds[other], founds[index]
        _, month, day = lunar_day(lunar)
        if "Y" in found.slots:
            continue
        years = years_together(month, day, found.number("M") or 0, found.number("D") or 0, leap="leap" in lunar.slots)
        yield other, Clue(years, found.of(folded), lunar.of(folded))
    for index, found in enumerate(founds):
        if not _is_day(found) or "Y" in found.slots:
            continue
        before = _WEEKDAY_BEFORE.search(folded, max(0, found.start - _WEEKDAY_CHARS), found.start)
        if weekday := before or _WEEKDAY.match(folded, found.end):
            first = points(found)[0]
            days = (first.first_day(year) for year in YEARS)
            wanted = "一二三四五六日".index(weekday[1].replace("天", "日"))
            years = frozenset(day.year for day in days if day and day.weekday() == wanted)
            yield index, Clue(years, found.of(folded), f"星期{weekday[1]}")


def lunar_pairs(founds: Sequence[Found], folded: str) -> Iterator[tuple[int, int]]:
    """Indices of a lunar day and of the solar day beside it: 1月26日(正月初二), 农历正月初二(1月26日)."""
    for index, found in enumerate(founds):
        if not _is_lunar(found):
            continue
        for other in (index - 1, index + 1):
            if 0 <= other < len(founds) and _is_day(founds[other]):
                left, right = sorted((found, founds[other]))
                if right.start - left.end <= _NEAR and _APART.fullmatch(folded, left.end, right.start):
                    yield index, other
                    break


def _is_day(found: Found) -> bool:
    return found.reading == "date" and {"M", "D"} <= found.slots.keys() and "D2" not in found.slots


def _is_lunar(found: Found) -> bool:
    return found.reading in {"lunar", "feast"} and lunar_day(found)[0] == "lunar"


def lunar_day(found: Found) -> tuple[str, int, int]:
    """Calendar (lunar or solar), month and day of 正月初二 or 春节."""
    if found.reading == "feast":
        return feasts()[found.slots["feast"]]
    return "lunar", found.number("LM") or 1, found.number("LD") or 0


def ahead(folded: str, found: Found) -> bool:
    """Whether the words before it say that the day was still to come."""
    return bool(_AHEAD.search(folded, max(0, found.start - 12), found.start))


def recurs(folded: str, found: Found) -> bool:
    """Whether the date recurs every year or month: 每年3月5日, 每月15日."""
    return folded[max(0, found.start - 2) : found.start] in {"每年", "每月"}


def compared(folded: str, found: Found) -> bool:
    """Whether the text only compares with a date, and tells of another: 比2022年增长, 与去年同期相比."""
    before = _COMPARED.search(folded, max(0, found.start - 1), found.start)
    return bool(before or compared_after(folded, found.end))


def compared_after(folded: str, end: int) -> bool:
    """Whether the words after a date say that something is compared with it: 去年同期."""
    return _COMPARING.match(folded, end) is not None


def since(folded: str, found: Found) -> bool:
    """Whether something only began at a date, of which the text does not tell: 自2016年以来, 成立于2016年."""
    return bool(_BEGAN.search(folded, max(0, found.start - 3), found.start) or _SINCE.match(folded, found.end))


def quotations(folded: str) -> list[int]:
    """Where quotations open and close, in turn; one that is not closed ends with its line."""
    turns: list[int] = []
    closing = ""
    for mark in _QUOTE.finditer(folded):
        if not closing and mark[0] in _QUOTES:
            closing = _QUOTES[mark[0]]
            turns.append(mark.start())
        elif closing and mark[0] in {closing, "\n"}:
            closing = ""
            turns.append(mark.start())
    return turns
