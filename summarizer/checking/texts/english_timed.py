"""English timed: the dates and times of day of an English text, compared with those of a Chinese source by ISO 8601.

supported      the source has the day, month, year or time, whatever its words; the 14th Five-Year Plan for 十四五
equivalent     it has it more precisely; 2023 in a comparison (than in 2023), where the source of 2024 says 上年
contradicted   what is to be on that day is given as done
not_stated     else
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from summarizer.checking.texts.english_claims import EnglishText, english_statement
from summarizer.checking.texts.english_meaning import tells_done
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.checking.texts.text_source import Source
from summarizer.models import DateMention, Mention, Span
from summarizer.resources import message

_COMPARED = re.compile(
    r"\b(?:than|from|over|against|with|on)(?: (?:that|those))?(?: (?:in|of|at))?(?: the)?(?: (?:end|beginning|start) of)?\s*\Z"
)
_LAST_YEAR = re.compile("[上去]年|同比|上一年|前一年")
_TO_BE = re.compile("计划|预计|拟|将|力争|争取|有望|届时|目标")
_BEGUN = re.compile("已|了|完成|来")
_RELATIVE, _BESIDE = re.compile("[上去前]"), frozenset("比较与")
_AFTER = 2  # a report of last year that compares with the year before it
_YEAR, _MONTH = 4, 3


@dataclass(frozen=True, eq=False)
class EnglishTimed:
    """The dates and times of an English text on one side, a source on the other."""

    text: EnglishText
    source: Source

    def judge(self, mention: Mention) -> TextJudgement:
        """The judgement on a date or time."""
        claimed = self._dates[mention.start]
        statement = english_statement(mention, claimed.kind)
        found = list(self._same(claimed))
        if found:
            planned = next((stated for stated in found if not self._is_to_be(stated)), None) is None
            if planned and tells_done(self.text, mention):
                why = message(
                    "summary_mismatch",
                    surface=mention.surface,
                    why=message("status_mismatch", claimed="actual", stated="planned"),
                )
                return statement.judged("contradicted", how="status_mismatch", source_span=_raw(found[0]), why=why)
            is_exact = any(stated.iso == claimed.iso for stated in found)
            how = None if is_exact or claimed.inferred or any(each.inferred for each in found) else "less_precise"
            return statement.judged("supported" if how is None else "equivalent", how=how, source_span=_raw(found[0]))
        former = self._last_year(claimed)
        if former is not None:
            return statement.judged("equivalent", how="less_precise", source_span=_raw(former))
        return statement.judged("not_stated", why=message("summary_number_unsupported", surface=mention.surface))

    @cached_property
    def _dates(self) -> dict[int, DateMention]:
        return {date.start: date for date in self.text.reading.dates}

    def _same(self, claimed: DateMention) -> Iterator[DateMention]:
        """The dates of the source that are the claimed one, or lie in it; both ends of a range may be two dates."""
        if claimed.iso is None:
            return
        stated = [
            date
            for date in self.source.dates
            if date.iso is not None and date.kind == claimed.kind and not self._is_base(date)
        ]
        whole = [date for date in stated if date.iso == claimed.iso] or [
            date for date in stated if _is_same(claimed, date)
        ]
        yield from whole
        first, _, last = claimed.iso.partition("/")
        if not whole and last:
            ends = [[date for date in stated if _is_iso(end, date, inferred=claimed.inferred)] for end in (first, last)]
            yield from (ends[0] if all(ends) else [])

    def _is_base(self, stated: DateMention) -> bool:
        """Whether a date is but what a change is compared with: 比上年, 上年同期."""
        start, end, folded = stated.text_start, stated.text_end, self.source.scan.text.folded
        if start is None or end is None or not _RELATIVE.match(stated.surface):
            return False
        return folded[start - 1 : start] in _BESIDE or folded.startswith("同期", end)

    def _is_to_be(self, stated: DateMention) -> bool:
        """Whether the source tells of a date what is to be."""
        if stated.text_start is None:
            return False
        folded, segments = self.source.scan.text.folded, self.source.analysis.segments
        clause = segments.around("clause", Span(stated.text_start, stated.text_start))
        before, following = folded[clause.start : stated.text_start], folded[stated.text_start : clause.end]
        return bool(_TO_BE.search(before[-12:]) or _TO_BE.search(following)) and not _BEGUN.search(following)

    def _last_year(self, claimed: DateMention) -> DateMention | None:
        """The date of the source whose year follows the one that a text compares with, where the source compares with 上年."""
        iso = claimed.iso or ""
        if len(iso) != _YEAR or not _COMPARED.search(self.text.folded[: claimed.start][-40:].lower()):
            return None
        if not _LAST_YEAR.search(self.source.scan.text.folded):
            return None
        year = next((date for date in self.source.dates if date.iso and not date.iso.startswith("-")), None)
        return year if year and int((year.iso or iso)[:_YEAR]) - int(iso) in {1, _AFTER} else None


def _is_same(claimed: DateMention, stated: DateMention) -> bool:
    return _is_iso(claimed.iso or "", stated, inferred=claimed.inferred)


def _is_iso(iso: str, stated: DateMention, *, inferred: bool) -> bool:
    """Whether a date is, or lies in, one in ISO 8601; years that a rule supplied are not compared."""
    for other in (stated.iso or "", *(stated.iso or "").split("/")):
        if other == iso or (stated.kind == "date" and "/" not in other and other.startswith(f"{iso}-")):
            return True
        is_yearless = inferred or stated.inferred or iso.startswith("-") or other.startswith("-")
        if (
            stated.kind == "date"
            and is_yearless
            and "/" not in iso + other
            and len(_without_year(iso)) >= _MONTH
            and _without_year(other).startswith(_without_year(iso))
        ):
            return True
    return False


def _without_year(iso: str) -> str:
    """-03-05 of 2024-03-05 and --03-05."""
    return iso[1:] if iso.startswith("--") else iso[_YEAR:]


def _raw(date: DateMention) -> Span:
    return Span(date.start, date.end)
