"""Timed: the dates, times of day and spans of time that a text gives.

    supported      the source has the same day, month or time, whatever its words: 去年12月, 2015年12月
    equivalent     the source has it more precisely: 2015年 for 2015年3月4日
    contradicted   the source has that day with another part of it (17日上午, 17日凌晨)
    not_stated     else; a day that the source has as its own publication alone is that of no event

Years that a rule supplied on either side are not compared. A weekday is that of a day of the source.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from summarizer.checking.held import held_numbers
from summarizer.checking.texts.statements import Statement
from summarizer.checking.texts.telling import claim_of
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.checking.texts.text_source import Source
from summarizer.checking.texts.text_words import pattern_of, values_of
from summarizer.folding import fold
from summarizer.models import DateMention, Span
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import bare
from summarizer.scanning.segments import segments

_WEEKDAY = re.compile("(?:周|星期|礼拜)([一二三四五六日天])")
_THIRD = re.compile("([上中下])旬")
_DAYS = "一二三四五六日"
_PARTS = values_of("part")
_PART = re.compile(f"\\s?({pattern_of('part').pattern})")
_PUBLISHED = pattern_of("publication")
_OWN_LINE = 24  # of so few characters beside its date, the line of the day of publication
_YEAR = 4
_OF_REPORT = pattern_of("report_line")


@dataclass(frozen=True)
class Timed:
    """The dates and times of a text on one side, a source on the other."""

    text: Analysis
    source: Source

    def judge(self, statement: Statement) -> TextJudgement:
        """The judgement on a date or time of the text."""
        claimed = self._dates.get(statement.span.start)
        if claimed is None:
            return self._span_of_time(statement)
        weekday = _WEEKDAY.search(claimed.surface)
        if claimed.iso is None and weekday:
            return self._weekday(statement, _DAYS.find(weekday[1].replace("天", "日")))
        found = [stated for stated in self.source.dates if _is_same(claimed, stated)]
        matches = [stated for stated in found if not self._is_publication(stated) or self._tells_publication(statement)]
        if matches:
            return self._of_part(statement, claimed, matches)
        within = [stated for stated in self.source.dates if _is_within(claimed, stated)]
        finer = next((stated for stated in within if not self._is_publication(stated)), None)
        if finer is not None:
            return statement.judged("equivalent", how="less_precise", source_span=Span(finer.start, finer.end))
        published = [*found, *within]
        return self._not_stated(statement, published[0]) if published else self._verbatim(statement)

    def _of_part(self, statement: Statement, claimed: DateMention, found: list[DateMention]) -> TextJudgement:
        """The judgement on a day that the source has; of a part of it, on that part."""
        part = _part(self.text, claimed)
        parts = [(stated, _part(self.source.analysis, stated)) for stated in found]
        same = next((stated for stated, other in parts if part is None or other in {None, part}), None)
        if same is not None:
            return statement.judged("supported", source_span=Span(same.start, same.end))
        stated = parts[0][0]
        why = message("text_date.part", surface=statement.surface)
        return statement.judged(
            "contradicted", how="period_mismatch", source_span=Span(stated.start, stated.end), why=why
        )

    def _is_publication(self, stated: DateMention) -> bool:
        """Whether a date is but that of the report: of a field, a line of its own, 新华社2月4日电."""
        if stated.text_start is None or stated.text_end is None:
            return True
        folded = self.source.scan.text.folded
        line = segments(folded).around("line", Span(stated.text_start, stated.text_end))
        if _OF_REPORT.match(folded, stated.text_end, line.end):
            return True
        published = self.source.scan.published
        alone = len(bare(folded[line.start : line.end])) - len(bare(stated.surface)) < _OWN_LINE
        return alone and published is not None and stated.iso == published.iso

    def _tells_publication(self, statement: Statement) -> bool:
        folded = self.text.scan.text.folded
        return _PUBLISHED.search(folded, *segments(folded).around("sentence", statement.span)) is not None

    def _weekday(self, statement: Statement, day: int) -> TextJudgement:
        for stated in self.source.dates:
            known = _day(stated.iso)
            if known is not None and known.weekday() == day:
                return statement.judged("supported", source_span=Span(stated.start, stated.end))
        return self._verbatim(statement)

    def _span_of_time(self, statement: Statement) -> TextJudgement:
        """The judgement on 近三年 or 5年来: by its number and unit."""
        scan, number = self.source.scan, statement.mention
        for stated in self.source.durations.get(fold(statement.surface), ()):
            return statement.judged("supported", source_span=self.source.raw(stated))
        whole = Span(0, len(scan.text.folded))
        held = next(held_numbers(scan, [whole], claim_of(number)), None) if number.value else None
        return (
            statement.judged("supported", source_span=self.source.raw(held[1])) if held else self._verbatim(statement)
        )

    def _verbatim(self, statement: Statement) -> TextJudgement:
        text, words = self.source.scan.text, fold(statement.surface)
        place = text.folded.find(words)
        if place >= 0 and not text.folded[place - 1 : place].isdigit():
            return statement.judged("supported", source_span=text.raw_span(place, place + len(words)))
        return statement.judged("not_stated", why=message("summary_number_unsupported", surface=statement.surface))

    def _not_stated(self, statement: Statement, stated: DateMention) -> TextJudgement:
        why = message("text_date.publication", surface=statement.surface)
        return statement.judged("not_stated", source_span=Span(stated.start, stated.end), why=why)

    @cached_property
    def _dates(self) -> dict[int | None, DateMention]:
        return {stated.text_start: stated for stated in self.text.scan.dates}


def _is_same(claimed: DateMention, stated: DateMention) -> bool:
    if fold(claimed.surface) == fold(stated.surface):
        return True
    if claimed.iso is None or stated.iso is None or claimed.kind != stated.kind:
        return False
    if bool(_THIRD.search(fold(claimed.surface))) != bool(_THIRD.search(fold(stated.surface))):
        return False
    if claimed.iso == stated.iso or claimed.iso in stated.iso.split("/"):
        return True
    is_open = claimed.inferred or stated.inferred or "-" in {claimed.iso[0], stated.iso[0]}
    return is_open and _within_year(claimed.iso) == _within_year(stated.iso) != ""


def _within_year(iso: str) -> str:
    """A month or day without its year; nothing of a year or a range."""
    return "" if "/" in iso else iso.removeprefix("-") if iso.startswith("--") else iso[_YEAR:]


def _is_within(claimed: DateMention, stated: DateMention) -> bool:
    """Whether the source has a time more precisely: a month of a year, a day of a month or of its 上旬, 中旬 or 下旬."""
    iso, other = claimed.iso, stated.iso
    if not (iso and other and iso != other and claimed.kind == "date" and other.startswith(iso)):
        return False
    third = _THIRD.search(fold(claimed.surface))
    day = _day(other)
    return third is None or (day is not None and min((day.day - 1) // 10, 2) == "上中下".index(third[1]))


def _part(analysis: Analysis, stated: DateMention) -> str | None:
    """The part of a day that follows a date, or that a time of day begins with."""
    if stated.text_end is None:
        return None
    found = _PART.match(analysis.scan.text.folded, stated.text_end)
    return _PARTS[found[1]] if found else None


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso or "")
    except ValueError:
        return None
