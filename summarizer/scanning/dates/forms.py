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
    reign                 a year of an emperor or of the Republic: 雍正十三年, 民国23年
    lunar, feast          lunar calendar: 正月初二, 春节
    clock                 time of day
    told day -1, same day 0    words relative to the published date, or to the date before
    vague                 近日
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from summarizer import resources
from summarizer.scanning.dates.lunar import MONTHS, YEARS

YEAR_WORDS = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}
"""Years relative to the published date."""
SAME_YEAR_WORDS = {"当年": 0, "同年": 0, "次年": 1, "上年": -1}
"""Years relative to the date before in the text."""

_HAN = "一二三四五六七八九"
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零Oo0", 0) | {"两": 2}
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TENS = f"[二三四五]?十[{_HAN}]?"

_YEAR = f"(?:(?:1[0-9]|20)[0-9]{{2}}|[一二][〇零Oo0{_HAN}]{{3}})"
_WORD = "(?:今年(?!均)|(?<![过成])去年|(?<!以)上年(?!纪|龄)|(?<![目当之以])前年|(?<![说证表])明年|(?<!应)当年(?!轻)|(?<![相不])同年(?!龄|级)|次年)"
_MONTH = f"(?:1[0-2]|0?[1-9](?![0-9])|十[一二]?|[{_HAN}])"
_DAY = f"(?:3[01]|[12][0-9]|0?[1-9](?![0-9])|三十一?|二?十[{_HAN}]?|廿[{_HAN}]?|[{_HAN}])"
_HOUR = f"(?:2[0-4]|1[0-9]|0?[0-9](?![0-9])|二十[一二三四]?|十[{_HAN}]?|[〇零两{_HAN}])"
_MINUTE = f"(?:[0-5]?[0-9]|{_TENS}|[零〇]?[{_HAN}])"

_SLOTS = {
    "年": rf"(?:(?P<Y>{_YEAR}) ?年 ?|(?P<W>{_WORD}))",
    "年2": rf"(?P<Y2>{_YEAR}) ?年 ?",
    "Y": rf"(?P<Y>{_YEAR})",
    "Y2": rf"(?P<Y2>{_YEAR})",
    "M": rf"(?P<M>{_MONTH})",
    "M2": rf"(?P<M2>{_MONTH})",
    "D": rf"(?P<D>{_DAY})",
    "D2": rf"(?P<D2>{_DAY})",
    "D3": _DAY,
    "d": r"(?P<D>3[01]|[12][0-9]|0?[1-9](?![0-9]))",
    "Y8": r"(?P<Y>19[0-9]{2}|20[0-9]{2})",
    "M8": r"(?P<M>0[1-9]|1[0-2])",
    "D8": r"(?P<D>0[1-9]|[12][0-9]|3[01])",
    "yy": r"(?P<yy>[0-9]{2})",
    "yy2": r"(?P<yy2>[0-9]{2})",
    "a": r"(?P<a>[0-9]{2})",
    "b": r"(?P<b>[0-9]{2})",
    "c": r"(?P<c>[0-9]{2})",
    "Mon": rf"(?P<Mon>{'|'.join(_ENGLISH)})",
    "Q": r"(?P<Q>[1-4一二三四首])",
    "Q2": r"(?P<Q2>[2-4二三四])",
    "n": rf"(?P<M2>{_MONTH}|两)",
    "N": rf"(?P<N>元|[0-9]{{1,2}}|{_TENS}|[{_HAN}])",
    "C": r"(?P<C>1[0-9]|2[01])",
    "T": r"(?P<T>[2-9])",
    "T2": r"(?P<T>[二三四五六七八九])",
    "T3": r"(?P<T3>[3-9三四五六七八九])",
    "F": r"(?P<F>十[一二三四五])",
    "bc": r"(?P<bc>前?)",
    "leap": r"(?P<leap>闰)",
    "LM": rf"(?P<LM>[正冬腊]|十[一二]?|[{_HAN}])",
    "LM2": r"(?P<LM>[正冬腊])",
    "LD": rf"(?P<LD>初[{_HAN}十]|廿[{_HAN}]?)",
    "LD2": rf"(?P<LD>三十|二?十[{_HAN}]?)",
    "to": r" ?(?:--?|~|至|到) ?",
    "h": rf"(?P<h>{_HOUR})",
    "H": r"(?P<h>2[0-4]|1[0-9]|0?[0-9](?![0-9]))",
    "h2": rf"(?P<h2>{_HOUR})",
    "m": rf"(?P<m>{_MINUTE})",
    "mm": r"(?P<m>[0-5][0-9])",
    "mm2": r"(?P<m2>[0-5][0-9])",
    "m2": rf"(?P<m2>{_MINUTE})",
    "s": r"(?P<s>[0-5][0-9])",
    "s2": r"(?P<s2>[0-5][0-9])",
    "half": r"(?P<half>半)",
    "part": r"(?:早上|上午|中午|下午|傍晚|晚上|晚间|凌晨|夜间|夜里)?",
    "part2": r"(?:次日|翌日|当日|当天)?(?P<part2>凌晨|上午|中午|下午|晚上|晚)?",
}
_SLOT = re.compile(r"\{(\w*[^\W\d]\w*)\}")

_BEGIN = (
    r"(?<![0-9])(?:19|20)[0-9]{6}(?![0-9])"
    rf"|(?<![0-9.])[0-9]{{1,4}}+(?= ?[年月日号时点:/.~至到季世-]|0? ?年代| [A-Z]|(?:st|nd|rd|th) )"
    rf"|(?<![0-9{_HAN}十百千万])[〇零两{_HAN}十廿]{{1,7}}+(?=[年月日时点至到季世五\"”初-])"
    rf"|[一二][〇零Oo0{_HAN}]{{3}}(?= ?年)|[{_HAN}](?=、[{_HAN}](?:季|十年代))|元(?=年)"
    r"|(?<=[今昨明前]\()[0-9]{1,2}(?=\)[日天早晚])"
    rf"|{_WORD}|[\"“]十|第[1-4一二三四]季|首季|[上下]半年|[前首头][0-9两{_HAN}十]{{1,2}}个?[季月]"
    r"|农历|[正腊冬闰]月?|公元|上世纪|[JFMASOND][a-z]{2,8}\.? [0-3]?[0-9]"
)

_FIRST = f'0-9〇零{_HAN}十廿两今本去上下前头明次当同第首农正腊冬闰公JFMASOND"“截近连不目日昨翌年除大春元端中重国'
"""What forms and words begin with: elsewhere nothing needs to be tried."""


_NUMBER = re.compile(f"[0-9〇零Oo{_HAN}十廿两 ]*")
_DIGITS_ALONE = "20211203"


class Point(NamedTuple):
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


def number(text: str) -> int:
    """The value of the numerals that dates have: 12, 十二, 二〇二一, 廿三, 初二, Dec; 首 (首季) is 1."""
    if text.isdecimal():
        return int(text)
    if text in _ENGLISH:
        return _ENGLISH.index(text) + 1
    if text in MONTHS or text == "首":
        return MONTHS.get(text, 1)
    text = text.removeprefix("初").replace("廿", "二十")
    tens, ten, ones = text.rpartition("十")
    if ten:
        return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    return int("".join(str(_DIGITS[char]) for char in text))


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


def _form(reading: str, pattern: str) -> _Form:
    """A form compiled, which never ends within digits: 3月5 of 3月500 is none."""
    longest_first = "|".join(sorted(feasts(), key=len, reverse=True))
    slots = _SLOTS | {
        "feast": f"(?P<feast>{longest_first})(?!联欢|晚会|档|路|街)",
        "reign": f"(?<={'|'.join(reigns())})",
    }
    filled = _SLOT.sub(lambda slot: slots[slot[1]], pattern)
    return _Form(reading, re.compile(f"(?:{filled})(?!(?<=[0-9])[0-9])"))


@cache
def _forms_with(char: str) -> tuple[_Form, ...]:
    """The forms that allow this character after their first number: those that name it, or digits alone."""
    return tuple(form for form in _forms() if char in form.pattern.pattern or form.pattern.match(_DIGITS_ALONE))


@cache
def _beginner() -> re.Pattern[str]:
    """Finds where a form may begin; the group `word<n>` says that row n of the words does."""
    unnamed = (re.sub(r"\?P<\w+>", "?:", word.pattern.pattern) for word in _words())
    words = "|".join(f"(?P<word{row}>{pattern})" for row, pattern in enumerate(unnamed))
    return re.compile(f"(?=[{_FIRST}])(?:{words}|(?P<form>{_BEGIN}))")


def scan(folded: str) -> Iterator[Found]:
    """All forms of a folded text, from left to right, without overlaps."""
    end = 0
    while begin := _beginner().search(folded, end):
        found = _read(folded, begin)
        end = found.end if found else begin.end()
        if found and found.reading != "no":
            yield found


def _read(folded: str, begin: re.Match[str]) -> Found | None:
    group = str(begin.lastgroup)
    if group == "form":
        number = _NUMBER.match(folded, begin.start())
        forms = _forms_with(folded[number.end() : number.end() + 1] if number else "")
    else:
        forms = (_words()[int(group.removeprefix("word"))],)
    for form in forms:
        if match := form.pattern.match(folded, begin.start()):
            return Found(
                *match.span(), form.reading, {name: value for name, value in match.groupdict().items() if value}
            )
    return None


def points(found: Found) -> tuple[Point, Point | None]:
    """The two ends of what the slots state; the second is None where it is one point."""
    year = found.number("Y")
    if short := found.number("yy"):
        year = 2000 + short if 2000 + short in YEARS else 1900 + short
    if found.reading == "quarter":
        quarter = found.number("Q") or 1
        return Point(year, 3 * quarter - 2), Point(year, 3 * (found.number("Q2") or quarter))
    if "/" in found.reading:
        start, end = map(int, found.reading.split("/"))
        return Point(year, start), Point(year, found.number("M2") or end)
    first = Point(year, found.number("Mon") if "Mon" in found.slots else found.number("M"), found.number("D"))
    if "yy2" in found.slots and year:
        return first, Point(year - year % 100 + int(found.slots["yy2"]))
    if not found.slots.keys() & {"Y2", "M2", "D2"}:
        return first, None
    return first, Point(found.number("Y2"), found.number("M2") or first.month, found.number("D2"))
