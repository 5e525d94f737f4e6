"""Nearness: the places and dates that the words around a figure name for it.

places      those named last before the number in its sentence, with those joined to them (甲、乙两县); else those after
            it in its clause; else the last one named before in its paragraph
dates       in the same way; a date that only compares (比2022年增长, 较去年同期, 是2018年的2倍) dates no figure, and the
            day of a count (截至3月末) no flow of a later sentence (新增存款20亿元)
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeVar

from summarizer.models import DateMention, Mention, Place, Scan, Span
from summarizer.resources import table
from summarizer.scanning.dates.clues import compared_after
from summarizer.scanning.facts.periods import is_flow, is_of_count
from summarizer.scanning.grounding import TextIndex
from summarizer.scanning.numbers import spaced
from summarizer.scanning.segments import segments

_REACH = 40
_JOINED = re.compile(r" ?(?:、|和|与|及|以及|,)? ?\Z")
_LISTED = re.compile(r"(?:\[[^\]\n]{0,8}\])?(?:、|和|与|及|以及)\Z")
_BEFORE_PLACE = 5
_FROM = re.compile("(?:从|由) ?\\Z")
_LEVEL = re.compile("的|(?= ?[约近]?[0-9一二两三四五六七八九十百千])")
_COMPARED = re.compile("(比|较|与|同|和|于) ?(?:[对上前]{1,2}一?[期轮年季月] ?)?(?:第 ?)?\\Z")
_BRACKET = re.compile(r" ?\(")
_IN = re.compile("(?<![高低多少优大小快慢长短强弱早晚同等当])于")
_VALUE = re.compile(" ?(?:已|约|共)?(?:为|达|是|有|录得)")  # 于2011年为31%, but not 曾于2015年发生的
_BESIDE = re.compile(r" ?[(的]? ?")
_BEFORE_DATE = 8
_SHORTEST = 2  # characters of a name that has a short form: 泰和县
_AND = "和与"  # after a date they join another: 2021年和2022年
_EQUAL = re.compile("(?:是|为|相当于)\\Z")
_WORD = re.compile("[\u4e00-\u9fff]")
_Found = TypeVar("_Found", Place, DateMention)


@dataclass(frozen=True)
class Nearness:
    """The places and dates of a scan, searched for those of a figure."""

    scan: Scan
    ground: TextIndex

    @cached_property
    def _places(self) -> list[Place]:
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
        return kept

    @cached_property
    def _dates(self) -> list[DateMention]:
        return [date for date in self.scan.dates if self._dates_a_figure(date)]

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
        return date in self._froms

    @cached_property
    def _froms(self) -> list[DateMention]:
        """The dates that date the next number alone: where a change begins, 由一季度的12%提高到31%; 比2021年(120件)减少."""
        folded = self.scan.text.folded
        stated = [date for date in self.scan.dates if date.kind == "date" and date.text_start is not None]
        return [
            d
            for d in stated
            if (
                _FROM.search(folded, max(0, (d.text_start or 0) - _BEFORE_DATE), d.text_start or 0)
                and _LEVEL.match(folded, d.text_end or 0)
            )
            or (_is_compared(folded, d) and _BRACKET.match(folded, d.text_end or 0))
        ]

    def places(self, mention: Mention) -> list[Place]:
        """The places that a figure describes, as far as its paragraph names them."""
        if not self._places:
            return []
        return self._in_labels(mention, self._places) or self._nearest(mention, self._places)

    def dates(self, mention: Mention) -> list[DateMention]:
        """The dates that a figure describes, as far as its paragraph names them."""
        if not (self._dates or self._froms):
            return []
        stated = self._in_labels(mention, self._dates)
        if stated or (mention.table and mention.table.is_flat):
            return stated
        froms = self._nearest(mention, self._froms) if self._froms else []
        own = next((date for date in froms if self._is_right_before(date, mention)), None)
        if own:
            return [own]
        nearest = self._nearest(mention, self._dates)
        folded, sentence = self.scan.text.folded, self.ground.sentence(Span(mention.text_start, mention.text_end))
        if not nearest or _start(nearest[-1]) >= sentence.start or not is_flow(folded, mention):
            return nearest
        return self._nearest(mention, self._spans) if is_of_count(folded, nearest[-1]) else nearest

    def resumed(self, mention: Mention) -> list[DateMention]:
        """The time at which the change before began, where another begins: 由2005年的52%提高到72%,比重由【12%】提高到82%."""
        folded, start = self.scan.text.folded, mention.text_start
        if not self._froms or not _FROM.search(folded, max(0, start - 2), start):
            return []
        sentence = self.ground.sentence(Span(start, mention.text_end))
        place = bisect_left(self._froms, start, key=_start)
        return self._froms[place - 1 : place] if place and _start(self._froms[place - 1]) >= sentence.start else []

    @cached_property
    def _spans(self) -> list[DateMention]:
        """The dates within which something happens: all but those of a count."""
        return [date for date in self._dates if not is_of_count(self.scan.text.folded, date)]

    def dates_in_statement(self, mention: Mention) -> list[DateMention]:
        """The dates that a figure describes, as far as its statement names them before it, or right after it."""
        stated = self._in_labels(mention, self._dates)
        if stated:
            return stated
        start = self._statement(mention)
        found = self.dates(mention) if _any_near(self._dates, start, mention) or self._froms else []
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
        stated = self._in_labels(mention, self._places)
        if stated:
            return stated
        start = self._statement(mention)
        found = self.places(mention) if _any_near(self._places, start, mention) else []
        return found if found and _start(found[-1]) >= start else []

    def _statement(self, mention: Mention) -> int:
        return segments(self.scan.text.folded).start("statement", mention.text_start)

    def _is_right_before(self, date: DateMention, mention: Mention) -> bool:
        return _BESIDE.fullmatch(self.scan.text.folded, date.text_end or 0, mention.text_start) is not None

    def _nearest(self, mention: Mention, found: Sequence[_Found]) -> list[_Found]:
        sentence = self.ground.sentence(Span(mention.text_start, mention.text_end))
        place = bisect_left(found, mention.text_start, key=_start)
        if place and _start(found[place - 1]) >= sentence.start:
            return self._joined(found, place - 1)
        end = min(sentence.end, mention.text_end + _REACH)
        end = min(end, segments(self.scan.text.folded).end("item", mention.text_end))
        if place < len(found) and _start(found[place]) < end:
            return [found[place]]
        if place and _start(found[place - 1]) >= self.ground.line(mention.text_start):
            return self._joined(found, place - 1)
        return []

    def _in_labels(self, mention: Mention, found: Sequence[_Found]) -> list[_Found]:
        """Those in the cells that name the row and the column of a number."""
        labels = mention.table.labels if mention.table else ()
        return [
            found[place]
            for label in labels
            for place in range(bisect_left(found, label.start, key=_start), bisect_left(found, label.end, key=_start))
        ]

    def place_right_before(self, mention: Mention) -> Place | None:
        """The place that ends where a number begins: 长春市99例."""
        place = bisect_left(self._places, mention.text_start, key=_start)
        if not place or self._places[place - 1].text_end != mention.text_start:
            return None
        return self._places[place - 1]

    def _joined(self, found: Sequence[_Found], last: int) -> list[_Found]:
        """A place or date with those that are joined to it: 甲、乙两县, 2021年和2022年."""
        first = last
        while first and _JOINED.match(self.scan.text.folded, found[first - 1].text_end or 0, _start(found[first])):
            first -= 1
        return list(found[first : last + 1])


def _is_compared(folded: str, date: DateMention) -> re.Match[str] | None:
    """The word before a date that only compares with it: 比2022年, 与上一期6至8月."""
    start = date.text_start or 0
    found = _COMPARED.search(folded, max(0, start - _BEFORE_DATE), start)
    is_in = found and _IN.match(folded, found.start()) and _VALUE.match(folded, date.text_end or 0)
    return None if is_in else found


def is_aside(folded: str, place: Place) -> bool:
    """Whether the words beside a place tell that a figure is not of it: 来自四川, 相当于上海的一半."""
    start = max(0, place.text_start - _BEFORE_PLACE)
    return any(
        before.search(folded, start, place.text_start) and after.match(folded, place.text_end)
        for before, after in _asides()
    )


@cache
def _asides() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    return [
        (re.compile(f"(?:{before})\\Z"), re.compile("" if after == "-" else after))
        for _, before, after, _ in table("figure_places")
    ]


def _any_near(found: Sequence[Place | DateMention], start: int, mention: Mention) -> bool:
    first = bisect_left(found, start, key=_start)
    return first < len(found) and _start(found[first]) < mention.text_end + _REACH


def _start(found: Place | DateMention) -> int:
    return found.text_start or 0
