"""Nearness: the places and dates that the words around a figure name for it.

places      those named last before the number in its sentence, with those joined to them (甲、乙两县); else those after
            it in its clause; else the last one named before in its paragraph
dates       in the same way; a date that only compares (比2022年增长, 较去年同期, 是2018年的2倍) dates no figure, and the
            day of a count (截至3月末) no flow of a later sentence (新增存款20亿元)
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Generic, TypeVar

from summarizer.models import DateMention, Mention, Place, Scan, Span
from summarizer.resources import lazy_pattern, table
from summarizer.scanning.dates.clues import compared_after
from summarizer.scanning.facts.periods import is_flow, is_of_count
from summarizer.scanning.numbers import spaced
from summarizer.scanning.segments import Kind, segments

_REACH = 40
_JOINED = lazy_pattern(r" ?(?:、|和|与|及|以及|,)? ?\Z")
_LISTED = lazy_pattern(r"(?:\[[^\]\n]{0,8}\])?(?:、|和|与|及|以及)\Z")
_BEFORE_PLACE = 5
_FROM = lazy_pattern("(?:从|由) ?\\Z")
_LEVEL = lazy_pattern("的|(?= ?[约近]?[0-9一二两三四五六七八九十百千])")
_COMPARED = lazy_pattern("(比|较|与|同|和|于) ?(?:[对上前]{1,2}一?[期轮年季月] ?)?(?:第 ?)?\\Z")
_BRACKET = lazy_pattern(r" ?\(")
_IN = lazy_pattern("(?<![高低多少优大小快慢长短强弱早晚同等当])于")
_VALUE = lazy_pattern(" ?(?:已|约|共)?(?:为|达|是|有|录得)")  # 于2011年为31%, but not 曾于2015年发生的
_BESIDE = lazy_pattern(r" ?[(的]? ?")
_BEFORE_DATE = 8
_SHORTEST = 2  # characters of a name that has a short form: 泰和县
_AND = "和与"  # after a date they join another: 2021年和2022年
_EQUAL = lazy_pattern("(?:是|为|相当于)\\Z")
_WORD = lazy_pattern("[\u4e00-\u9fff]")
_Found = TypeVar("_Found", Place, DateMention)


class _Ordered(Generic[_Found]):
    """Places or dates in the order of Text, found by where they start."""

    def __init__(self, found: list[_Found]) -> None:
        self.found: list[_Found] = found
        self.starts = [each.text_start or 0 for each in found]

    def before(self, position: int) -> int:
        """How many start before a position."""
        return bisect_left(self.starts, position)

    def within(self, start: int, end: int) -> list[_Found]:
        return self.found[self.before(start) : self.before(end)]

    def last_within(self, start: int, end: int) -> _Found | None:
        place = self.before(end)
        return self.found[place - 1] if place and self.starts[place - 1] >= start else None

    def any_within(self, start: int, end: int) -> bool:
        place = self.before(start)
        return place < len(self.starts) and self.starts[place] < end


@dataclass(frozen=True)
class Nearness:
    """The places and dates of a scan, searched for those of a figure."""

    scan: Scan
    _dates_by_figure: dict[Span, list[DateMention]] = field(default_factory=dict)

    @cached_property
    def _places(self) -> _Ordered[Place]:
        """The places that a figure may describe: neither passed through nor compared with, nor listed with such a one."""
        folded = self.scan.text.folded
        kept: list[Place] = []
        end, aside = -1, False
        for place in self.scan.places:
            listed = end >= 0 and _LISTED.fullmatch(folded, end, place.text_start) is not None
            aside = (aside and listed) or is_aside(folded, place)
            end = place.text_end
            if not aside:
                kept.append(place)
        return _Ordered(kept)

    @cached_property
    def _dates(self) -> _Ordered[DateMention]:
        return _Ordered([date for date in self.scan.dates if self._dates_a_figure(date)])

    def _dates_a_figure(self, date: DateMention) -> bool:
        folded = self.scan.text.folded
        if date.kind != "date" or date.text_start is None or date.text_end is None:
            return False
        compared = None if self._ends_place(date.text_start) else _is_compared(folded, date)
        if (compared and not (compared[1] in _AND and compared.start() in self._date_ends)) or self.begins_change(date):
            return False
        equal = _EQUAL.search(folded, max(0, date.text_start - 3), date.text_start)
        return not (equal and folded.startswith("的", date.text_end)) and not compared_after(folded, date.text_end)

    @cached_property
    def _place_ends(self) -> frozenset[int]:
        return frozenset(place.text_end for place in self.scan.places)

    def _ends_place(self, start: int) -> bool:
        """Whether the name of a place ends where a date starts, the last character of which compares nothing: 泰和2022年."""
        own = self.scan.region
        names = [name[:-1] for name in (own.county, own.city) if name and len(name) > _SHORTEST] if own else []
        return start in self._place_ends or any(self.scan.text.folded.endswith(name, 0, start) for name in names)

    @cached_property
    def _date_ends(self) -> frozenset[int]:
        return frozenset(date.text_end for date in self.scan.dates if date.kind == "date" and date.text_end)

    def begins_change(self, date: DateMention) -> bool:
        """Whether a change begins at a date, which then is that of the next number alone: 由上年的12%提高到31%."""
        start = date.text_start or 0
        return date in self._froms.within(start, start + 1)

    @cached_property
    def _froms(self) -> _Ordered[DateMention]:
        """The dates that date the next number alone: where a change begins, 由一季度的12%提高到31%; 比2021年(120件)减少."""
        folded = self.scan.text.folded
        stated = [date for date in self.scan.dates if date.kind == "date" and date.text_start is not None]
        return _Ordered([date for date in stated if _dates_next(folded, date)])

    def places(self, mention: Mention) -> list[Place]:
        """The places that a figure describes, as far as its paragraph names them."""
        return _in_labels(mention, self._places) or self._nearest(mention, self._places)

    def dates(self, mention: Mention) -> list[DateMention]:
        """The dates that a figure describes, as far as its paragraph names them."""
        figure = Span(mention.text_start, mention.text_end)
        known = self._dates_by_figure.get(figure)
        if known is None:
            known = self._dates_by_figure[figure] = self._dates_of(mention)
        return known

    def _dates_of(self, mention: Mention) -> list[DateMention]:
        stated = _in_labels(mention, self._dates)
        if stated or (mention.table and mention.table.is_flat):
            return stated
        froms = self._nearest(mention, self._froms)
        own = next((date for date in froms if self._is_right_before(date, mention)), None)
        if own:
            return [own]
        nearest, folded = self._nearest(mention, self._dates), self.scan.text.folded
        if not nearest or _start(nearest[-1]) >= self._begin("sentence", mention) or not is_flow(folded, mention):
            return nearest
        return self._nearest(mention, self._spans) if is_of_count(folded, nearest[-1]) else nearest

    def resumed(self, mention: Mention) -> list[DateMention]:
        """The time at which the change before began, where another begins: 由2005年的52%提高到72%,比重由【12%】提高到82%."""
        folded, start = self.scan.text.folded, mention.text_start
        if not self._froms.found or not _FROM.search(folded, max(0, start - 2), start):
            return []
        last = self._froms.last_within(self._begin("sentence", mention), start)
        return [last] if last else []

    @cached_property
    def _spans(self) -> _Ordered[DateMention]:
        """The dates within which something happens: all but those of a count."""
        return _Ordered([date for date in self._dates.found if not is_of_count(self.scan.text.folded, date)])

    def dates_in_statement(self, mention: Mention) -> list[DateMention]:
        """The dates that a figure describes, as far as its statement names them before it, or right after it."""
        stated = _in_labels(mention, self._dates)
        if stated:
            return stated
        start = self._begin("statement", mention)
        is_near = self._dates.any_within(start, mention.text_end + _REACH) or self._froms.found
        found = self.dates(mention) if is_near else []
        return found if found and _start(found[-1]) >= start else []

    def is_apart(self, mention: Mention) -> bool:
        """Whether a number is in a row of bare numbers, and words part it from the nearest date: another row's."""
        folded, start = self.scan.text.folded, mention.text_start
        if mention.table is not None or not spaced.is_in_row(folded, start, mention.text_end):
            return False
        nearest = self.dates(mention)
        end = (nearest[-1].text_end or 0) if nearest else start
        return _WORD.search(folded, end, start) is not None or end > start

    def places_in_statement(self, mention: Mention) -> list[Place]:
        """The places that a figure describes, as far as its statement names them before it."""
        stated = _in_labels(mention, self._places)
        if stated:
            return stated
        start = self._begin("statement", mention)
        found = self.places(mention) if self._places.any_within(start, mention.text_end + _REACH) else []
        return found if found and _start(found[-1]) >= start else []

    def _begin(self, kind: Kind, mention: Mention) -> int:
        return segments(self.scan.text.folded).start(kind, mention.text_start)

    def _is_right_before(self, date: DateMention, mention: Mention) -> bool:
        return _BESIDE.fullmatch(self.scan.text.folded, date.text_end or 0, mention.text_start) is not None

    def _nearest(self, mention: Mention, ordered: _Ordered[_Found]) -> list[_Found]:
        if not ordered.found:
            return []
        parts, place = segments(self.scan.text.folded), ordered.before(mention.text_start)
        last = ordered.starts[place - 1] if place else -1
        if last >= parts.start("sentence", mention.text_start):
            return self._joined(ordered.found, place - 1)
        following = ordered.starts[place] if place < len(ordered.starts) else len(self.scan.text.folded)
        if following < mention.text_end + _REACH and following < parts.end("item", mention.text_end):
            return [ordered.found[place]]
        return self._joined(ordered.found, place - 1) if last >= parts.start("line", mention.text_start) else []

    def place_right_before(self, mention: Mention) -> Place | None:
        """The place that ends where a number begins: 长春市99例."""
        last = self._places.last_within(0, mention.text_start)
        return last if last and last.text_end == mention.text_start else None

    def _joined(self, found: Sequence[_Found], last: int) -> list[_Found]:
        """A place or date with those that are joined to it: 甲、乙两县, 2021年和2022年."""
        first = last
        while first and _JOINED.match(self.scan.text.folded, found[first - 1].text_end or 0, _start(found[first])):
            first -= 1
        return list(found[first : last + 1])


def _in_labels(mention: Mention, ordered: _Ordered[_Found]) -> list[_Found]:
    """Those in the cells that name the row and the column of a number."""
    if mention.table is None:
        return []
    return [each for label in mention.table.labels for each in ordered.within(*label)]


def _dates_next(folded: str, date: DateMention) -> bool:
    """Whether a date dates the next number alone."""
    start, end = date.text_start or 0, date.text_end or 0
    if _FROM.search(folded, max(0, start - _BEFORE_DATE), start) and _LEVEL.match(folded, end):
        return True
    return _BRACKET.match(folded, end) is not None and _is_compared(folded, date) is not None


def _is_compared(folded: str, date: DateMention) -> re.Match[str] | None:
    """The word before a date that only compares with it: 比2022年, 与上一期6至8月."""
    start = date.text_start or 0
    found = _COMPARED.search(folded, max(0, start - _BEFORE_DATE), start)
    is_in = found and _IN.match(folded, found.start()) and _VALUE.match(folded, date.text_end or 0)
    return None if is_in else found


def is_aside(folded: str, place: Place) -> bool:
    """Whether the words beside a place tell that a figure is not of it: 来自四川, 相当于上海的一半."""
    start = max(0, place.text_start - _BEFORE_PLACE)
    if not _before_aside().search(folded, start, place.text_start):
        return False
    return any(
        before.search(folded, start, place.text_start) and after.match(folded, place.text_end)
        for before, after in _asides()
    )


@cache
def _before_aside() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(row[1] for row in table('figure_places'))})\Z")


@cache
def _asides() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    return [
        (re.compile(f"(?:{before})\\Z"), re.compile("" if after == "-" else after))
        for _, before, after, _ in table("figure_places")
    ]


def _start(found: Place | DateMention) -> int:
    return found.text_start or 0
