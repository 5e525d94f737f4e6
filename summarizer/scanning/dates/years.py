"""Years: the year that a date leaves out, from the first evidence available.

    1. the clue             1月26日(正月初二), 3月5日(星期六), where both are true in one year alone
    2. the text before      a year in the same sentence, or a dated month in the same paragraph; for 上年, and for a
                            去年 that only compares, the last year that the text states itself
    3. the published date   the closest day not after it (in January, 12月 is last year's); what is announced
                            (将于…), or falls within 100 days in the same year, is not before it; for a
                            deadline (…前) and a clue's years, the nearest
    4. the anchor           without a published date, the day in the page's own address, or one that the text dates
                            fully: the nearest to it
    5. the pandemic         of several years that a clue allows, that of 2020 to 2022, if the text mentions 新冠

All else stays unknown. Each year comes with its reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple

from summarizer.errors import Message
from summarizer.resources import lazy_pattern, message
from summarizer.scanning.dates.clues import Clue, ahead, compared, recurs
from summarizer.scanning.dates.forms import DatePoint, Found, points
from summarizer.scanning.dates.slots import LAST_YEAR_WORDS, SAME_YEAR_WORDS, YEAR_WORDS
from summarizer.scanning.segments import segments

UNKNOWN = message("date.year_not_stated")
RECURS = message("date.recurs")

_PANDEMIC = lazy_pattern("新冠|新型冠状|疫情")
_PANDEMIC_YEARS = frozenset({2020, 2021, 2022})
_LATE, _EARLY = 10, 3
_CLUE_REACH = 1
_RECENT = 2
_SOON = timedelta(days=100)
_LEAP = 8
"""From one 29 February to the next it is eight years at most."""


@dataclass(frozen=True)
class PageEvidence:
    """The evidence that holds for all of a text.

    `published` is the day of publication, `anchor` a day that the text dates fully, with the reason to give.
    `of_republic` is True for a page that counts years as Taiwan does.
    """

    folded: str
    published: date | None = None
    anchor: tuple[date, Message] | None = None
    of_republic: bool = False

    @cached_property
    def tells_of_pandemic(self) -> bool:
        return _PANDEMIC.search(self.folded) is not None


class StatedDate(NamedTuple):
    """A date that the text states earlier: what it says, and its line and sentence."""

    point: DatePoint
    surface: str
    line: int
    sentence: int


@dataclass
class DateHistory:
    """The dates of a text up to a position: the last with a year, with a month, with a day.

    `own` is the last whose year the text tells of itself: neither 上年 nor one that is compared with.
    """

    line: int = 0
    sentence: int = 0
    year: StatedDate | None = None
    own: StatedDate | None = None
    month: StatedDate | None = None
    day: StatedDate | None = None
    seen: int = 0

    def move(self, folded: str, found: Found) -> None:
        """Advance to a form, counting the lines and sentences that end before it."""
        self.line += folded.count("\n", self.seen, found.start)
        self.sentence += segments(folded).divide("statement", self.seen, found.start)
        self.seen = found.end

    def note(self, surface: str, point: DatePoint, *, year_stated: bool, told_of: bool) -> None:
        """Remember a date.

        `year_stated`: the text, not the published date, gives its year; `told_of`: the text tells of that year.
        """
        stated = StatedDate(point, surface, self.line, self.sentence)
        if year_stated and point.year:
            self.year = stated
            self.own = stated if told_of else self.own
        self.month = stated if point.month else self.month
        self.day = stated if point.day else self.day

    def carries(self, month: int | None, *, period: bool) -> int | None:
        """The year that the text before gives to a date of `month`; the next one for a 1月 after a 12月.

        A period (上半年) takes a bare year (2022年) from its whole paragraph, a day only from its sentence.
        """
        last = self.year
        if last is None or last.point.year is None:
            return None
        same_paragraph = last.line == self.line and (period or last.point.month is not None)
        if last.sentence != self.sentence and not same_paragraph:
            return None
        turned = (last.point.month or 0) >= _LATE and month is not None and month <= _EARLY
        return last.point.year + turned


class Year(NamedTuple):
    """A year (None if unknown) and its reason; `stated` is True where the text gives it."""

    year: int | None
    reason: Message
    stated: bool = False


def of_word(found: Found, page: PageEvidence, trail: DateHistory) -> Year:
    """The year of 今年 or 去年 by the published date, of 同年 by the text before, of 上年 by what it tells of."""
    word = found.slots["W"]
    if word in SAME_YEAR_WORDS:
        return _of_stated(word, SAME_YEAR_WORDS[word], trail.year)
    if word in LAST_YEAR_WORDS:
        return _of_last_year(word, page, trail)
    own = trail.own if compared(page.folded, found) or page.published is None else None
    if own and own.line == trail.line and not _after(own.point, own.point.year, page.published):
        return _before(word, YEAR_WORDS[word], own)
    if page.published is None:
        return Year(None, message("date.word_unpublished", word=word))
    reason = message("date.word_published", word=word, published=str(page.published))
    return Year(page.published.year + YEAR_WORDS[word], reason, stated=True)


def _of_stated(word: str, by: int, last: StatedDate | None) -> Year:
    if last is None or last.point.year is None:
        return Year(None, message("date.word_no_year", word=word))
    return Year(last.point.year + by, message("date.year_before", surface=last.surface), stated=True)


def _before(word: str, by: int, last: StatedDate) -> Year:
    year = None if last.point.year is None else last.point.year + by
    return Year(year, message("date.word_before", word=word, surface=last.surface), stated=True)


def _of_last_year(word: str, page: PageEvidence, trail: DateHistory) -> Year:
    """The year of 上年: by the last year that the text tells of, else by the last month, else by the published date."""
    by = LAST_YEAR_WORDS[word]
    if trail.own and (trail.own.line == trail.line or _is_recent(trail.own.point, page.published)):
        return _of_stated(word, by, trail.own)
    if trail.month and trail.month.point.year:
        return _before(word, by, trail.month)._replace(stated=False)
    if trail.month or page.published is None:
        return Year(None, message("date.word_no_year", word=word))
    return Year(page.published.year + by, message("date.word_published", word=word, published=str(page.published)))


def _is_recent(point: DatePoint, published: date | None) -> bool:
    """Whether a year of another paragraph can be the one that a page tells of: its own, or one of the two before it."""
    return published is None or published.year - _RECENT <= (point.year or 0) <= published.year


def of_date(found: Found, clue: Clue | None, page: PageEvidence, trail: DateHistory) -> Year:
    """The year of a form that states none; months (1—10月) count by their end, days by their beginning."""
    if recurs(page.folded, found):
        return Year(None, RECURS)
    if clue and len(clue.years) == 1:
        year = min(clue.years)
        return Year(year, message("date.weekday", **clue.params, year=year), stated=True)
    first, last = points(found)
    period = last is not None and not last.day
    point = last if last and period else first
    years = _likely(clue, page.published)
    carried = _carried(point, years, page, trail, period=period)
    if trail.year and carried:
        return Year(carried, message("date.year_before", surface=trail.year.surface), stated=True)
    if page.published:
        reason = message("date.year_published", published=str(page.published))
        return Year(_by_published(point, found, page, years), reason)
    if page.anchor:
        return Year(nearest(point, page.anchor[0], years), page.anchor[1])
    return _by_pandemic(clue, page)


def _by_pandemic(clue: Clue | None, page: PageEvidence) -> Year:
    likely = clue.years & _PANDEMIC_YEARS if clue else frozenset()
    if clue is None or len(likely) != 1 or not page.tells_of_pandemic:
        return Year(None, UNKNOWN)
    year = min(likely)
    return Year(year, message("date.weekday_pandemic", **clue.params, year=year))


def _likely(clue: Clue | None, published: date | None) -> frozenset[int] | None:
    """The years of a clue; of a page with a date those near it, and None if that leaves none (a slip)."""
    years = clue.years if clue else frozenset()
    if published:
        years = frozenset(year for year in years if abs(year - published.year) <= _CLUE_REACH)
    return years or None


def _carried(
    point: DatePoint, years: frozenset[int] | None, page: PageEvidence, trail: DateHistory, *, period: bool
) -> int | None:
    """The year of the text before, unless it puts `point` after publication and is itself before it."""
    last, year = trail.year, trail.carries(point.month, period=period)
    if last is None or year is None or (years and year not in years):
        return None
    too_late = _after(point, year, page.published) and not _after(last.point, last.point.year, page.published)
    return None if too_late else year


def _after(point: DatePoint, year: int | None, published: date | None) -> bool:
    day = point.first_day(year)
    return published is not None and day is not None and day > _until(published)


@lru_cache(maxsize=64)
def _until(published: date) -> date:
    """The last day that counts as past: a page may bear the date of the evening before."""
    return min(published, date.max - timedelta(days=1)) + timedelta(days=1)


def _is_soon(point: DatePoint, published: date) -> bool:
    """5月18日 on a page of 29 March: notices announce what comes, and write 去年 of the past."""
    day = point.first_day(published.year)
    return point.day is not None and day is not None and timedelta() < day - published <= _SOON


def _by_published(point: DatePoint, found: Found, page: PageEvidence, years: Iterable[int] | None) -> int | None:
    published = page.published or date.min
    if years or page.folded.startswith("前", found.end):
        return nearest(point, published, years)
    candidates = range(published.year - _LEAP, published.year + _LEAP + 1)
    if _is_soon(point, published):
        return published.year
    if ahead(page.folded, found):
        since = published if point.day else published.replace(day=1)
        return next((year for year in candidates if (day := point.first_day(year)) and day >= since), None)
    return next(
        (year for year in reversed(candidates) if (day := point.first_day(year)) and day <= _until(published)), None
    )


def nearest(point: DatePoint, to: date, years: Iterable[int] | None = None) -> int | None:
    """The year in which `point` is nearest to a day; None if no year near has such a day."""
    days = (point.first_day(year) for year in years or range(to.year - 4, to.year + 5))
    best = min((day for day in days if day), key=lambda day: abs(day - to), default=None)
    return None if best is None else best.year
