"""Dating: the ISO 8601 value of each date form of a text, and its evidence.

Each reading of `forms` has its function here; the table at the end maps them. `years` finds the year that a date
leaves out. What the text does not state stays unknown, with the reason: 近日, or 昨天 in a quotation.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from summarizer.errors import Message
from summarizer.resources import message
from summarizer.scanning.dates import years as dateyears
from summarizer.scanning.dates.clues import Clue, clues, compared, lunar_day, lunar_pairs, quotations, recurs, since
from summarizer.scanning.dates.forms import DatePoint, Found, points, reigns
from summarizer.scanning.dates.lunar import YEARS, solar
from summarizer.scanning.dates.slots import LAST_YEAR_WORDS, number
from summarizer.scanning.dates.years import DateHistory, PageEvidence

NO_SUCH_DAY = message("date.no_such_day")

_MONTH_END, _MONTH_START = 25, 7


class Reading(NamedTuple):
    """The value of a form: a point or a range, whether evidence supplied a part of it, and which evidence.

    `year_stated` is True where the text gives the year, so that later dates may use it.
    """

    first: DatePoint = DatePoint()
    last: DatePoint | None = None
    inferred: bool = False
    reason: Message | None = None
    year_stated: bool = False

    @property
    def iso(self) -> str | None:
        """The ISO 8601 form; a range is start/end; None where an end is unknown."""
        ends = [point.iso for point in (self.first, self.last) if point is not None]
        return None if None in ends else "/".join(map(str, ends))


def resolve(founds: Sequence[Found], page: PageEvidence) -> list[Reading]:
    """A reading for each form, in the order of the text; that of a time of day (`clock`) is empty."""
    trail, beside = DateHistory(), dict(clues(founds, page.folded))
    quoted = quotations(page.folded) if any(found.reading.startswith("told day") for found in founds) else []
    readings = []
    for index, found in enumerate(founds):
        trail.move(page.folded, found)
        read = _READERS.get(found.reading) or _READERS.get(found.reading.split()[0], _dated)
        reading = read(found, beside.get(index), page, trail)
        if found.reading.startswith("told day") and bisect_right(quoted, found.start) % 2:
            reading = Reading(reason=message("date.quotation"))
        readings.append(reading)
        last = reading.last or reading.first
        if any(last) and found.reading != "event":
            aside = reading.year_stated and (_is_last_year(found) or compared(page.folded, found))
            carries = reading.year_stated and ("M" in found.slots or not aside)
            told_of = carries and not (aside or since(page.folded, found))
            trail.note(found.of(page.folded), last, year_stated=carries, told_of=told_of)
    for index, other in lunar_pairs(founds, page.folded):
        if readings[other].iso:
            reason = message("date.same_day", surface=founds[other].of(page.folded))
            readings[index] = readings[other]._replace(inferred=True, reason=reason)
    return readings


def _is_last_year(found: Found) -> bool:
    return LAST_YEAR_WORDS.get(found.slots.get("W", ""), 0) < 0


def _dated(found: Found, clue: Clue | None, page: PageEvidence, trail: DateHistory) -> Reading:
    first, last = points(found)
    if first.month and first.first_day(first.year) is None:
        return Reading(first._replace(month=None, day=None), reason=NO_SUCH_DAY)
    if first.year is not None:
        return Reading(first, last and _closing(first, last), year_stated=True)
    if "W" in found.slots:
        year, reason, stated = dateyears.of_word(found, page, trail)
    else:
        year, reason, stated = dateyears.of_date(found, clue, page, trail)
    first = first._replace(year=year)
    return Reading(first, last and _closing(first, last), year is not None, reason, year_stated=stated)


def _closing(first: DatePoint, last: DatePoint) -> DatePoint:
    """The end of a range: its year, if left out, is that of the start or the next (12月28日至1月3日)."""
    if last.year is not None or first.year is None:
        return last
    return last._replace(year=first.year + ((last.month or 0, last.day or 0) < (first.month or 0, first.day or 0)))


def _short(found: Found, _clue: Clue | None, page: PageEvidence, _trail: DateHistory) -> Reading:
    """21-10-25: the first order that gives a day, of the year that other evidence has if there is one."""
    a, b, c = (int(found.slots[slot]) for slot in "abc")
    orders = {"year-month-day": (a, b, c), "day-month-year": (c, b, a), "month-day-year": (c, a, b)}
    read = {order: DatePoint(2000 + year, month, day) for order, (year, month, day) in orders.items()}
    valid = {order: point for order, point in read.items() if point.year in YEARS and point.first_day(point.year)}
    known = page.published or (page.anchor[0] if page.anchor else None)
    agreeing = {order: point for order, point in valid.items() if known and point.year == known.year}
    for order, point in (agreeing or valid).items():
        return Reading(point, reason=message("date.two_digits", order=order), year_stated=True)
    return Reading(reason=NO_SUCH_DAY)


def _day(found: Found, _clue: Clue | None, page: PageEvidence, trail: DateHistory) -> Reading:
    """3日: of the month before it in its paragraph, else the closest not after the published date."""
    day, last = found.number("D") or 1, trail.month
    if recurs(page.folded, found):
        return Reading(reason=dateyears.RECURS)
    if last and (last.line == trail.line or page.published is None):
        first, reason = _month_of(last.point, day), message("date.month_before", surface=last.surface)
    elif page.published:
        first = _month_before(page.published, day)
        reason = message("date.month_published", published=str(page.published))
    else:
        return Reading(reason=message("date.month_not_stated"))
    if first.first_day(first.year) is None:
        return Reading(reason=NO_SUCH_DAY)
    end = found.number("D2")
    return Reading(first, first._replace(day=end) if end else None, inferred=True, reason=reason)


def _month_of(stated: DatePoint, day: int) -> DatePoint:
    """The month of the date stated before, or the next one where the days go from its end to a beginning (30日 … 2日)."""
    if (stated.day or 0) < _MONTH_END or day > _MONTH_START:
        return stated._replace(day=day)
    return _shift_month(stated, 1)._replace(day=day)


def _month_before(published: date, day: int) -> DatePoint:
    limit = published + timedelta(days=1)
    return _shift_month(DatePoint(limit.year, limit.month), 0 if day <= limit.day else -1)._replace(day=day)


def _shift_month(point: DatePoint, by: int) -> DatePoint:
    years, month = divmod((point.month or 1) - 1 + by, 12)
    return DatePoint(None if point.year is None else point.year + years, month + 1)


def _feast(found: Found, _clue: Clue | None, page: PageEvidence, trail: DateHistory) -> Reading:
    """正月初二, 春节: of the year stated, else the nearest to the published date or the anchor."""
    year, reason = found.number("Y"), message("date.lunar")
    if "W" in found.slots:
        year, reason, _ = dateyears.of_word(found, page, trail)
    elif year is None and page.published:
        year = _nearest_feast(found, page.published)
        reason = message("date.nearest", published=str(page.published))
    elif year is None and page.anchor:
        year, reason = _nearest_feast(found, page.anchor[0]), page.anchor[1]
    day = None if year is None else _falls(found, year)
    if day is None:
        return Reading(reason=dateyears.UNKNOWN)
    return Reading(DatePoint(day.year, day.month, day.day), inferred=True, reason=reason)


def _falls(found: Found, year: int) -> date | None:
    calendar, month, day = lunar_day(found)
    return date(year, month, day) if calendar == "solar" else solar(year, month, day, leap="leap" in found.slots)


def _nearest_feast(found: Found, to: date) -> int | None:
    days = {year: day for year in range(to.year - 1, to.year + 2) if (day := _falls(found, year))}
    return min(days, key=lambda year: abs(days[year] - to), default=None)


def _relative(found: Found, _clue: Clue | None, page: PageEvidence, _trail: DateHistory) -> Reading:
    """今天, 昨天, 本月: by the published date."""
    if page.published is None:
        return Reading(reason=message("date.published_unknown"))
    _, unit, by = found.reading.split()
    reason = message("date.as_of_published", published=str(page.published))
    if unit != "day":
        months = 3 * int(by) - (page.published.month - 1) % 3 if unit == "quarter" else int(by)
        first = _shift_month(DatePoint(page.published.year, page.published.month), months)
        return Reading(first, _shift_month(first, 2) if unit == "quarter" else None, inferred=True, reason=reason)
    day = page.published + timedelta(days=int(by))
    return Reading(DatePoint(day.year, day.month, day.day), inferred=True, reason=reason)


def _same(found: Found, _clue: Clue | None, page: PageEvidence, trail: DateHistory) -> Reading:
    """当日, 次日, 同月, 年底: by the last day, month or year stated in the paragraph."""
    _, unit, by = found.reading.split()
    if unit == "year":
        return _same_year(found, page, trail)
    last = trail.day if unit == "day" else trail.month
    if last is None or last.line != trail.line:
        return Reading(reason=message("date.nothing_before", unit=unit))
    if unit == "month":
        return Reading(
            last.point._replace(day=None), inferred=True, reason=message("date.month_of", surface=last.surface)
        )
    day = last.point.first_day(last.point.year)
    if not int(by) or day is None:
        return Reading(last.point, inferred=True, reason=message("date.day_of", surface=last.surface))
    day += timedelta(days=int(by))
    point = DatePoint(last.point.year and day.year, day.month, day.day)
    return Reading(point, inferred=True, reason=message("date.day_after", surface=last.surface))


def _same_year(found: Found, page: PageEvidence, trail: DateHistory) -> Reading:
    if trail.own is None or trail.own.line != trail.line:
        return Reading(reason=message("date.nothing_before", unit="year"))
    reason = message("date.word_before", word=found.of(page.folded), surface=trail.own.surface)
    return Reading(DatePoint(trail.own.point.year), inferred=True, reason=reason)


def _weekday(found: Found, _clue: Clue | None, page: PageEvidence, _trail: DateHistory) -> Reading:
    """上周三, 本周五: of the weeks around the published date; 周三 alone can be of any."""
    week, day = found.slots.get("week"), "一二三四五六日".index(found.slots["weekday"].replace("天", "日"))
    if not week:
        return Reading(reason=message("date.vague"))
    if page.published is None:
        return Reading(reason=message("date.published_unknown"))
    weeks = {"上": -1, "下": 1}.get(week, 0)
    on = page.published + timedelta(weeks=weeks, days=day - page.published.weekday())
    reason = message("date.as_of_published", published=str(page.published))
    return Reading(DatePoint(on.year, on.month, on.day), inferred=True, reason=reason)


def _event(found: Found, *_: object) -> Reading:
    """“7·20”: the day of an event, in a year that only readers know."""
    return Reading(DatePoint(None, found.number("M"), found.number("D")), reason=dateyears.UNKNOWN)


def _plan(found: Found, *_: object) -> Reading:
    """“十四五”: the fourteenth five-year plan; the tenth began in 2001."""
    start = 2001 + 5 * ((found.number("F") or 10) - 10)
    reason = message("date.plan", start=start, end=start + 4)
    return Reading(DatePoint(start), DatePoint(start + 4), inferred=True, reason=reason)


def _decade(found: Found, *_: object) -> Reading:
    century = found.number("C")
    start = 100 * ((century or 20) - 1)
    first, last = start + 10 * number(found.slots["T"]), start + 10 * number(found.slots.get("T3", found.slots["T"]))
    reason = None if century else message("date.century")
    return Reading(DatePoint(first), DatePoint(last + 9), inferred=reason is not None, reason=reason)


def _era(found: Found, *_: object) -> Reading:
    if "bc" in found.slots:
        return Reading(reason=message("date.before_common_era"))
    return Reading(DatePoint(found.number("Y")))


def _reign(found: Found, _clue: Clue | None, page: PageEvidence, _trail: DateHistory) -> Reading:
    """雍正十三年: the year that year one and the number give."""
    era = page.folded[found.start - 2 : found.start]
    count = 1 if found.slots["N"] == "元" else number(found.slots["N"])
    reason = message("date.reign", era=era, year=reigns()[era])
    return Reading(DatePoint(reigns()[era] + count - 1), inferred=True, reason=reason)


def _roc(found: Found, *_: object) -> Reading:
    """113年5月6日: the year of the Republic, whose first was 1912."""
    first = DatePoint(1911 + number(found.slots["N"]), found.number("M"), found.number("D"))
    if first.first_day(first.year) is None:
        return Reading(reason=NO_SUCH_DAY)
    reason = message("date.reign", era="民国", year=1912)
    last = DatePoint(1911 + number(found.slots["N2"])) if "N2" in found.slots else None
    return Reading(first, last, inferred=True, reason=reason, year_stated=True)


def _short_year(found: Found, clue: Clue | None, page: PageEvidence, trail: DateHistory) -> Reading:
    """21年12月3日: of the common era, on a page of Taiwan of the Republic."""
    if page.of_republic:
        return _roc(found._replace(slots={**found.slots, "N": found.slots["yy"]}))
    return _dated(found, clue, page, trail)


def _vague(*_: object) -> Reading:
    return Reading(reason=message("date.vague"))


def _clock(*_: object) -> Reading:
    return Reading()


_READERS: Mapping[str, Callable[[Found, Clue | None, PageEvidence, DateHistory], Reading]] = {
    "short": _short,
    "roc": _roc,
    "weekday": _weekday,
    "event": _event,
    "day": _day,
    "lunar": _feast,
    "feast": _feast,
    "told": _relative,
    "same": _same,
    "plan": _plan,
    "decade": _decade,
    "era": _era,
    "reign": _reign,
    "vague": _vague,
    "clock": _clock,
    "short year": _short_year,
}
"""How each reading of the tables is dated; all others state points or ranges."""
