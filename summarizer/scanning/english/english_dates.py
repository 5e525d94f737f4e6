"""English dates: what each form says in ISO 8601, with the year that it leaves out.

A year that the form lacks is that of the date before it in the sentence, or of a date with a month in the same paragraph;
else the one that puts it nearest to the day of publication. All else stays unknown (--03-05).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from summarizer.models import DateMention
from summarizer.resources import Message, message
from summarizer.scanning.dates.forms import DatePoint
from summarizer.scanning.dates.years import UNKNOWN, nearest
from summarizer.scanning.english.english_date_forms import EnglishForm
from summarizer.scanning.segments import english_segments

_NOON = _MONTHS = 12
_PLAN_YEARS, _FIRST_PLAN = 5, 1951


@dataclass
class _Last:
    """The last date with a year: its words, year, month and where it ended."""

    surface: str = ""
    year: int | None = None
    month: int | None = None
    end: int = 0


@dataclass(frozen=True)
class EnglishDates:
    """The dates of one text, whose day or year of publication may be known (ISO 8601)."""

    content: str
    folded: str
    published: str | None = None

    def mentions(self, forms: list[EnglishForm]) -> Iterator[DateMention]:
        """Each form as a date or time, in order."""
        last = _Last()
        for form in forms:
            surface = self.content[form.start : form.end]
            span = form.start, form.end
            if form.reading == "clock":
                yield DateMention(*span, surface, _clock(form), kind="time", text_start=span[0], text_end=span[1])
                continue
            iso, inferred, reason = self._dated(form, last)
            if form.number("Y") or form.number("Y2"):
                last = _Last(surface, form.number("Y2") or form.number("Y"), form.number("Mon"), form.end)
            yield DateMention(*span, surface, iso, inferred, reason, "date", *span)

    def _dated(self, form: EnglishForm, last: _Last) -> tuple[str | None, bool, Message | None]:
        if form.is_relative:
            return self._relative(form, last)
        if form.reading in _ALONE:
            return _ALONE[form.reading](form)
        first, end = _points(form)
        if first.year is not None:
            return _iso(first, end), False, None
        year, reason = self._year(end or first, form, last)
        with_year = first._replace(year=year), end and end._replace(year=year)
        return _iso(*with_year), year is not None, reason

    def _relative(self, form: EnglishForm, last: _Last) -> tuple[str | None, bool, Message | None]:
        """Last year, by the year of publication; the previous year, by the one that the text states before it."""
        word = self.content[form.start : form.end]
        reading, by = form.reading.split()
        if reading == "before" and last.year is not None and self._carries(form, last):
            return f"{last.year + int(by):04}", True, message("date.word_before", word=word, surface=last.surface)
        if self.published is None:
            return None, False, message("date.word_unpublished", word=word)
        year = int(self.published[:4]) + int(by)
        return f"{year:04}", True, message("date.word_published", word=word, published=self.published)

    def _year(self, point: DatePoint, form: EnglishForm, last: _Last) -> tuple[int | None, Message]:
        if last.year is not None and self._carries(form, last):
            return last.year, message("date.year_before", surface=last.surface)
        if self.published is None:
            return None, UNKNOWN
        day = _day(self.published)
        year = int(self.published[:4]) if day is None else nearest(point, day)
        return year, message("date.year_published", published=self.published)

    def _carries(self, form: EnglishForm, last: _Last) -> bool:
        return not english_segments(self.folded).divide("line" if last.month else "statement", last.end, form.start)


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published)
    except ValueError:
        return None


def _points(form: EnglishForm) -> tuple[DatePoint, DatePoint | None]:
    """The beginning and the end of a form, the end None where it is one date."""
    year, year2 = form.number("Y"), form.number("Y2")
    if form.reading in {"quarter", "year", "date"} and "Mon" not in form.slots:
        return _without_month(form, year, year2)
    if form.reading != "date":
        first, _, last = form.reading.partition("/")
        months = int(first), form.number("n") or int(last)
        return DatePoint(year, months[0]), DatePoint(year, months[1])
    month, month2 = form.number("Mon"), form.number("Mon2")
    day, day2 = form.number("D"), form.number("D2")
    start = DatePoint(year, month, day)
    if month2 is None and day2 is None:
        return start, None
    return start, DatePoint(year2 or year, month2 or month, day2)


def _without_month(form: EnglishForm, year: int | None, year2: int | None) -> tuple[DatePoint, DatePoint | None]:
    """A quarter, a year, years, or a date in digits."""
    if form.reading == "quarter":
        first = form.number("q") or form.number("nth") or 1
        last = form.number("nth2") or first
        return DatePoint(year, 3 * first - 2), DatePoint(year, 3 * last)
    if "MM" in form.slots:
        return DatePoint(year, form.number("MM"), form.number("DD")), None
    if "yy" in form.slots and year is not None:
        return DatePoint(year), DatePoint(year // 100 * 100 + int(form.slots["yy"]))
    return DatePoint(year), DatePoint(year2) if year2 else None


def _iso(first: DatePoint, end: DatePoint | None) -> str | None:
    return first.iso if end is None or first.iso is None else f"{first.iso}/{end.iso}"


def _slashed(form: EnglishForm) -> tuple[str | None, bool, Message | None]:
    """25/3/2023 and 3/25/2023; of 5/3/2023 only the year is known."""
    first, second, year = form.number("a") or 0, form.number("b") or 0, form.number("Y")
    day, month = max(first, second), min(first, second)
    is_known = first == second or day > _MONTHS
    point = DatePoint(year, month, day) if is_known else DatePoint(year)
    return point.iso, False, None


def _vague(_: EnglishForm) -> tuple[str | None, bool, Message | None]:
    return None, False, message("date.vague")


def _decade(form: EnglishForm) -> tuple[str | None, bool, Message | None]:
    """The 1990s, from 1990 to 1999."""
    return f"{form.slots['T']}0/{form.slots['T']}9", False, None


def _plan(form: EnglishForm) -> tuple[str | None, bool, Message | None]:
    """The years of a Five-Year Plan: the 14th from 2021 to 2025."""
    start = _FIRST_PLAN + _PLAN_YEARS * (form.number("F") or 1)
    end = start + _PLAN_YEARS - 1
    return f"{start}/{end}", True, message("date.plan", start=start, end=end)


# What the form alone tells.
_ALONE = {"vague": _vague, "decade": _decade, "plan": _plan, "slashed": _slashed}


def _clock(form: EnglishForm) -> str:
    """8:30 a.m. → 08:30; 4 p.m. to 5 p.m. → 16:00/17:00."""
    half2 = form.slots.get("half2", "")
    start = _time(form, "", form.slots.get("half") or half2)
    return f"{start}/{_time(form, '2', half2 or form.slots.get('half', ''))}" if "h2" in form.slots else start


def _time(form: EnglishForm, end: str, half: str) -> str:
    hour = form.number(f"h{end}") or 0
    if half.lower().startswith(("p", "n")):
        hour = hour if hour >= _NOON else hour + _NOON
    elif half and hour == _NOON:
        hour = 0
    second = f":{int(form.slots['s']):02}" if "s" in form.slots and not end else ""
    return f"{hour:02}:{form.number(f'mm{end}') or 0:02}{second}"
