"""Timing: the time that a figure is about: dates of its statement, else of its title, else up to the day of publication.

截至6月底，已发放3000份      2024-06-30         今年1月以来        2024-01/
到2030年底，建成12座         2030-12-31         2023年底前建成     /2023-12-31
全年、年内                   the year at hand    目前, or nothing   /2024-07-11, the day of publication
"""

import re
from collections.abc import Iterator

from summarizer.models import DateMention, Mention, Scan
from summarizer.resources import lazy_pattern, message
from summarizer.scanning.facts.fact_types import FactPeriod
from summarizer.scanning.facts.nearness import Nearness
from summarizer.scanning.facts.periods import whole_days
from summarizer.scanning.facts.wording import Wording

_YEAR_WORD = lazy_pattern("全年|年内|年度(?!考)|本年|年[末底](?=[,全,]|.{0,4}(?:有|共|户|常住|总))|年初")
_SINCE = lazy_pattern("[日月年]?(?:以来|起[,至]?(?!案|降|来|到|火|草|步|义|飞))")
_BEFORE = lazy_pattern("[末底]?(?:以?前(?!来|往|期|后|三|[1-9])|之前)")
_CURRENT = lazy_pattern("目前|现有|现在|截至发稿|截至目前|如今")
_YEAR = lazy_pattern(r"\d{4}")
_THE_YEAR_BEFORE = ("上年", "上一年")  # of the year at hand
_YEARS = lazy_pattern(r"\d{4}(?=-|/|\Z)(?:-02-29)?")
_SAME_SPAN = lazy_pattern(
    "(?P<word>(?:[上去]一?年的?)?同期)(?:水平|数值?|值)?的?(?:约|仅|只|则|分别)?(?:[为是有]|达到?)?\\Z"
)


class Timings:
    """The times of the figures of one scan, asked in order."""

    def __init__(self, scan: Scan, near: Nearness) -> None:
        self._scan, self._near = scan, near
        self._title = self._of_title()
        self._published = self._of_published()
        self._last: FactPeriod | None = None
        self._earlier: FactPeriod | None = None

    def of(self, mention: Mention, wording: Wording) -> tuple[FactPeriod | None, bool]:
        """The time of a figure, and whether words of its statement tell it."""
        if wording.first:
            self._last = None
        if (before := self._a_year_before(wording)) is not None:
            return before, True
        found = self._told_by(mention, wording)
        if found is not None:
            if not wording.former:
                self._last = self._earlier = found
            return found, True
        if self._last is not None:
            return self._last, True
        return self._title or self._in_paragraph(mention) or self._published or self._earlier, False

    def _told_by(self, mention: Mention, wording: Wording) -> FactPeriod | None:
        folded, end = self._scan.text.folded, mention.text_start
        dates = self._near.dates_in_statement(mention)
        dates = [
            date
            for date in dates
            if (mention.table or wording.start <= (date.text_start or 0))
            and (date.iso or _CURRENT.search(date.surface))
        ]
        words = list(_YEAR_WORD.finditer(folded, wording.start, end))
        after = words and words[-1].start() > ((dates[-1].text_end or 1) - 1 if dates else -1)
        if after and (year := self._year(mention)):
            iso = f"{year}-12-31" if words[-1].group()[-1] in "末底" else year
            return FactPeriod(iso, words[-1].group(), inferred=True, reason=message("date.year_at_hand"))
        if dates:
            return self._stated(dates)
        return self._published if _CURRENT.search(folded, wording.start, end) else None

    def _a_year_before(self, wording: Wording) -> FactPeriod | None:
        """The time of a value of the year before that stands beside this year's: 1-6月2.3亿元, 上年同期为2.1亿元."""
        matches = _SAME_SPAN.search(wording.own)
        this = self._last or self._earlier
        if matches is None or this is None or not _YEAR.match(this.iso):
            return None
        reason = message("date.word_before", word=matches["word"], surface=this.surface or this.iso)
        return FactPeriod(_YEARS.sub(_year_before, this.iso), matches["word"], inferred=True, reason=reason)

    def _stated(self, dates: list[DateMention]) -> FactPeriod | None:
        first, last = dates[0], dates[-1]
        if last.iso is None:
            return (
                self._published if last.reason and "/" not in last.surface and _CURRENT.search(last.surface) else None
            )
        if not _YEAR.match(last.iso):
            return None
        iso = (
            whole_days(str(last.iso), last.surface)
            if last is first
            else f"{(first.iso or '').split('/')[0]}/{last.iso.split('/')[-1]}"
        )
        folded, end = self._scan.text.folded, last.text_end or 0
        if _SINCE.match(folded, end):
            iso = f"{iso.split('/')[0]}/"
        elif _BEFORE.match(folded, end):
            iso = f"/{iso.split('/')[-1]}"
        return FactPeriod(iso, last.surface, last.inferred, last.reason)

    def _in_paragraph(self, mention: Mention) -> FactPeriod | None:
        dates = self._near.dates(mention)
        return self._stated(dates) if dates and dates[-1].iso else None

    def _year(self, mention: Mention) -> str | None:
        """The year at hand: that of the last date before, of the title, of the day of publication."""
        before = [date for date in self._near.dates(mention) if date.iso and _YEAR.match(date.iso)]
        if before:
            return f"{int(str(before[-1].iso)[:4]) + before[-1].surface.startswith(_THE_YEAR_BEFORE):04}"
        period = self._title or self._published
        found = _YEAR.search(period.iso) if period else None
        return found.group() if found else None

    def _of_title(self) -> FactPeriod | None:
        """The year or month that the title is about: 某县2022年统计公报."""
        title = self._scan.text.title
        for date in self._dated() if title else ():
            start = date.text_start or 0
            if title and title.start <= start < title.end and len(date.iso or "") in {4, 7, 9, 15}:
                return FactPeriod(str(date.iso), date.surface, inferred=True, reason=message("date.of_title"))
        return None

    def _dated(self) -> Iterator[DateMention]:
        return (d for d in self._scan.dates if d.kind == "date" and d.iso and d.text_start is not None)

    def _of_published(self) -> FactPeriod | None:
        published = self._scan.published
        if published is None or not _YEAR.match(published.iso):
            return None
        return FactPeriod(f"/{published.iso}", None, inferred=True, reason=message("date.up_to_published"))


def _year_before(found: re.Match[str]) -> str:
    """The year before, and of a leap day its last day of February."""
    return f"{int(found.group()[:4]) - 1:04}" + ("-02-28" if found.group()[4:] else "")
