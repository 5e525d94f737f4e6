"""Forms of dates and times: where each appears, before anything is inferred.

The forms are rows of three tables with an example each: `data/dateforms.tsv` (forms with numbers, tried in
order), `data/datewords.tsv` (今天, 近日) and `data/feasts.tsv` (春节). A form may be tried only where a number,
a year word (今年) or another beginning occurs, so reading takes time linear in the length of the text.

A day or year is read alone, without the words around it: 3月17日 of 3月17日以来, 8点钟 of 早晨8点钟. What only
looks like a date (2日内, 3月龄, 25:20) has rows too, marked `no`.

Readings, the first column:

    date                  slots give a day, month or year, or a range of them
    short                 three pairs of digits, in an order still to be found (21-10-25)
    day                   a day whose month is elsewhere
    01/06, quarter        months of a year
    decade, plan, era     年代, “十四五”期间, 公元
    reign                 a year of an emperor: 雍正十三年
    roc, roc page         a year of the Republic: 民国113年; on a page of Taiwan 112年 too
    short year            of two digits: 21年12月3日
    event                 the day of an event that every reader knows: “7·20”
    weekday               上周三
    lunar, feast          lunar calendar: 正月初二, 春节
    clock                 time of day
    told day -1, same day 0, same year 0    words relative to the published date, or to the date before
    month cell            2011.8 in a list or table with a head such as 开工时间
    vague                 近日
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from summarizer import resources
from summarizer.resources import lazy_pattern
from summarizer.scanning.dates.lunar import YEARS
from summarizer.scanning.dates.slots import BEGIN, FIRST, FIRST_OF_FORM, FIRST_OF_WORD, NUMERALS, SLOTS, number
from summarizer.scanning.numbers import units

_SLOT = lazy_pattern(r"\{(\w*[^\W\d]\w*)\}")
_NUMBER = re.compile(NUMERALS)
_NEEDS_NO_WORD = lazy_pattern(r"\{(?:Y8|B2?)\}")
_YEAR_DIGITS = 4
_DATED_COLUMN = lazy_pattern(
    "(?:开工|动工|竣工|完工|建成|投产|交付|起止|出生|任职|入职|入党|入学|毕业|签订|发证|有效|实施|建设|立项|批复|购置|投入使用)"
    "(?:时间|日期|年月|年限)|年月"
)
_HEAD_REACH = 1500
_NOT_AFTER_IT = lazy_pattern(r"\(\?(?:<[=!]|!)(?:[^()\\\[]|\\.|\[(?:[^\]\\]|\\.)*\])*\)")
_SYNTAX = lazy_pattern(r"\\(.)|\(\?(?:P<\w+>|P=\w+|<?[=!]|:)|(?<=\w)-(?=\w)|[][(){}?*+^$|]")


class DatePoint(NamedTuple):
    """A day, a month or a year, as far as it is known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str | None:
        """2021-12-03, 2021-12, 2021, --12-03, --12, or None where nothing is known."""
        year = f"{self.year:04}" if self.year is not None else "-" if self.month else None
        parts = [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return None if year is None else "-".join([year, *parts])

    def first_day(self, year: int | None) -> date | None:
        """Its first day in `year` (in a leap year, if that is None); None if that year has no such day."""
        try:
            return date(2000 if year is None else year, self.month or 1, self.day or 1)
        except ValueError:
            return None


class Found(NamedTuple):
    """A form at [start, end) of the folded text: its reading and the values of its slots."""

    start: int
    end: int
    reading: str
    slots: Mapping[str, str]

    def of(self, folded: str) -> str:
        """Its text in the folded text."""
        return folded[self.start : self.end]

    def number(self, slot: str) -> int | None:
        """The value of a slot, None where the form left it out."""
        return number(self.slots[slot]) if self.slots.get(slot) else None


class _Form(NamedTuple):
    reading: str
    pattern: re.Pattern[str]
    chars: str | None  # those that it names; None where its numbers need none after them


@cache
def feasts() -> Mapping[str, tuple[str, int, int]]:
    """Name of a feast → calendar (lunar or solar), month, day."""
    table: dict[str, tuple[str, int, int]] = {}
    for calendar, date_of_year, names in resources.table("feasts"):
        month, day = map(int, date_of_year.split("-"))
        table |= dict.fromkeys(names.split(), (calendar, month, day))
    return table


@cache
def reigns() -> Mapping[str, int]:
    """The name of an emperor's era or the Republic's, of two characters → its first year."""
    return {name: int(year) for name, year in resources.table("eras")}


@cache
def _forms() -> tuple[_Form, ...]:
    return tuple(_form(reading, pattern) for reading, pattern, _ in resources.table("dateforms"))


@cache
def _words() -> tuple[_Form, ...]:
    return tuple(_form(reading, pattern) for reading, pattern, _ in resources.table("datewords"))


@cache
def _slots() -> Mapping[str, str]:
    """What stands in the place of each slot."""
    longest_first = "|".join(sorted(feasts(), key=len, reverse=True))
    unit = "|".join(sorted(map(re.escape, units.units()), key=len, reverse=True))
    return SLOTS | {
        "unit": unit,
        "uncounted": f"(?!{unit}|[余多来几万亿千百十点又]|以[上下内]|左右|上下)",
        "feast": f"(?P<feast>{longest_first})(?!联欢|晚会|档|路|街)",
        "reign": f"(?<={'|'.join(reigns())})",
    }


def _form(reading: str, pattern: str) -> _Form:
    """A form, which never ends within digits (3月5 of 3月500 is none), except before a time: 2024-07-0908:30."""
    filled = _SLOT.sub(lambda slot: _slots()[slot[1]], pattern)
    chars = None if _NEEDS_NO_WORD.search(pattern) else _SYNTAX.sub(r"\1", _NOT_AFTER_IT.sub("", filled))
    ended = f"(?:{filled})(?!(?<=[0-9])[0-9](?![0-9]:[0-5][0-9]))"
    return _Form(reading, resources.lazy_pattern(ended), chars)


@cache
def _forms_with(char: str, *, long: bool, of_republic: bool) -> tuple[_Form, ...]:
    """The forms that allow this character after their first number: those that name it; after a `long` one any."""
    forms = (form for form in _forms() if (long if form.chars is None else char in form.chars))
    return tuple(form for form in forms if of_republic or form.reading != "roc page")


@cache
def _beginner() -> re.Pattern[str]:
    """Finds where a word begins, or, with a group, where a form may."""
    words = "|".join(re.sub(r"\?P<\w+>", "?:", word.pattern.pattern) for word in _words())
    return re.compile(f"(?={FIRST})(?:(?={FIRST_OF_WORD})(?:{words})|(?={FIRST_OF_FORM})({BEGIN}))")


def scan(folded: str, *, of_republic: bool = False) -> Iterator[Found]:
    """All forms of a folded text, from left to right, without overlaps; `of_republic`: its 112年 is a year."""
    end = 0
    while begin := _beginner().search(folded, end):
        found = _read(folded, begin, of_republic=of_republic)
        end = found.end if found else begin.end()
        if found and found.reading == "month cell":
            found = found._replace(reading="date") if _in_dated_column(folded, found) else None
        if found and found.reading != "no":
            yield found


def _in_dated_column(folded: str, found: Found) -> bool:
    """Whether a head such as 开工时间 is above 2011.8, which could be a decimal."""
    return _DATED_COLUMN.search(folded, max(0, found.start - _HEAD_REACH), found.start) is not None


def _read(folded: str, begin: re.Match[str], *, of_republic: bool) -> Found | None:
    forms, start = _words(), begin.start()
    if begin.lastindex:
        numerals = _NUMBER.match(folded, start)
        end = numerals.end() if numerals else start
        forms = _forms_with(folded[end : end + 1], long=end - start >= _YEAR_DIGITS, of_republic=of_republic)
    for form in forms:
        if match := form.pattern.match(folded, start):
            slots = {name: value for name, value in match.groupdict().items() if value}
            return Found(*match.span(), form.reading, slots)
    return None


def points(found: Found) -> tuple[DatePoint, DatePoint | None]:
    """The two ends of what the slots state; the second is None where it is one point."""
    year = found.number("Y")
    if short := found.number("yy"):
        year = 2000 + short if 2000 + short in YEARS else 1900 + short
    if found.reading == "quarter":
        quarter = found.number("Q") or 1
        return DatePoint(year, 3 * quarter - 2), DatePoint(year, 3 * (found.number("Q2") or quarter))
    if "/" in found.reading:
        start, end = map(int, found.reading.split("/"))
        return DatePoint(year, start), DatePoint(year, found.number("M2") or end)
    first = DatePoint(year, found.number("Mon") if "Mon" in found.slots else found.number("M"), found.number("D"))
    if year and (year_end := found.number("yy2")) is not None:
        return first, DatePoint(year - year % 100 + year_end)
    if not found.slots.keys() & {"Y2", "M2", "D2"}:
        return first, None
    return first, DatePoint(found.number("Y2"), found.number("M2") or first.month, found.number("D2"))
