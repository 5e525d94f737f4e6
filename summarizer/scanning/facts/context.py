"""What the words around a figure say about it: where, when, and in which direction.

direction   the last word of change before the number in its clause, or right after it; in a list
            (分别增长5.1%、4.2%和7.3%) that of the number before
places      those named last before the number in its sentence, with those joined to them (甲、乙两县); else those after
            it in its clause; else the last one named before in its paragraph; else the document's own
periods     in the same way; a date that only compares (比2022年增长, 较去年同期) dates no figure, and the day of a
            count (截至3月末) no flow of a later sentence (新增存款20亿元)
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from summarizer.models import DateMention, Direction, Mention, Place, Region, Scan, Span
from summarizer.scanning.dates.clues import compared_after
from summarizer.scanning.facts.periods import Period, is_flow, is_of_count, periods
from summarizer.scanning.grounding import TextIndex, key
from summarizer.scanning.numbers import nouns, units
from summarizer.scanning.places import resolving
from summarizer.scanning.segments import segments

_REACH, _AFTER = 40, 4
_LIST = re.compile(r"\s?(?:、|,|和|与|及|以及)\s?\Z")
_JOINED = re.compile(r"(?:、|和|与|及|以及|,)?\Z")
# Someone or something comes from or goes to the place; the figure does not describe it.
_PASSING = re.compile("(?:从|来自|由|自|赴|援|到|往|返回|抵达|距|距离)\\Z")
_FROM = re.compile("(?:从|由)\\Z")
_COMPARED = re.compile("(?:比|较|与|同|和|于)\\Z")
_Found = TypeVar("_Found", Place, DateMention)


@dataclass(frozen=True)
class FigureContext:
    """A scan that finds the direction, places and dates of its mentions."""

    scan: Scan
    ground: TextIndex
    figures: Sequence[Mention]

    def direction(self, mention: Mention) -> Direction | None:
        """The direction of a number: increase, decrease, or None where the text gives none."""
        if mention.table is not None and mention.table.is_whole:
            return mention.table.direction
        return self._directions.get(mention.text_start)

    @cached_property
    def _directions(self) -> dict[int, Direction | None]:
        directions: dict[int, Direction | None] = {}
        last: Mention | None = None
        for mention in self.figures:
            found = _stated_direction(self.scan.text.folded, mention, last.text_end if last else 0)
            if found is None and last is not None and self._listed(last, mention):
                found = directions[last.text_start]
            directions[mention.text_start] = found
            last = mention
        return directions

    def _listed(self, last: Mention, mention: Mention) -> bool:
        between = self.scan.text.folded[last.text_end : mention.text_start]
        return bool(_LIST.match(between)) and units.kind(last.unit) == units.kind(mention.unit)

    @cached_property
    def _places(self) -> list[Place]:
        folded = self.scan.text.folded
        return [p for p in self.scan.places if not _PASSING.search(folded, max(0, p.text_start - 3), p.text_start)]

    @cached_property
    def _dates(self) -> list[DateMention]:
        return [date for date in self.scan.dates if self._dates_a_figure(date)]

    def _dates_a_figure(self, date: DateMention) -> bool:
        folded = self.scan.text.folded
        if date.kind != "date" or date.text_start is None or date.text_end is None:
            return False
        compared = _COMPARED.search(folded, max(0, date.text_start - 1), date.text_start)
        return not compared and not compared_after(folded, date.text_end) and date not in self._froms

    @cached_property
    def _froms(self) -> list[DateMention]:
        """The dates at which a change begins; each dates the next number alone: 由一季度的12%提高到31%."""
        folded = self.scan.text.folded
        stated = [date for date in self.scan.dates if date.kind == "date" and date.text_start is not None]
        return [
            d
            for d in stated
            if _FROM.search(folded, max(0, (d.text_start or 0) - 1), d.text_start or 0)
            and folded.startswith("的", d.text_end)
        ]

    def places(self, mention: Mention) -> list[Place]:
        """The places that a figure describes, as far as its paragraph names them."""
        return self._in_labels(mention, self._places) or self._nearest(mention, self._places)

    def dates(self, mention: Mention) -> list[DateMention]:
        """The dates that a figure describes, as far as its paragraph names them."""
        stated = self._in_labels(mention, self._dates)
        if stated:
            return stated
        own = next((date for date in self._nearest(mention, self._froms) if self._is_right_before(date, mention)), None)
        if own:
            return [own]
        nearest = self._nearest(mention, self._dates)
        folded, sentence = self.scan.text.folded, self.ground.sentence(Span(mention.text_start, mention.text_end))
        if not nearest or _start(nearest[-1]) >= sentence.start or not is_flow(folded, mention):
            return nearest
        return self._nearest(mention, self._spans) if is_of_count(folded, nearest[-1]) else nearest

    @cached_property
    def _spans(self) -> list[DateMention]:
        """The dates within which something happens: all but those of a count."""
        return [date for date in self._dates if not is_of_count(self.scan.text.folded, date)]

    def _is_right_before(self, date: DateMention, mention: Mention) -> bool:
        return 0 <= mention.text_start - (date.text_end or 0) <= 1

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

    def _joined(self, found: Sequence[_Found], last: int) -> list[_Found]:
        """A place or date with those that are joined to it: 甲、乙两县, 2021年和2022年."""
        first = last
        while first and _JOINED.match(self.scan.text.folded, found[first - 1].text_end or 0, _start(found[first])):
            first -= 1
        return list(found[first : last + 1])

    def agrees_on_place(self, mention: Mention, name: str) -> bool:
        """Whether a figure can describe a place: its own, one that contains or lies in it, or the document's."""
        places = self.places(mention)
        claimed = resolving.resolve(name, self.scan.region, self.scan.year)
        if any(key(place.surface) == key(name) for place in places):
            return True
        if not claimed:
            return self.ground.says(name)
        near = [region for place in places for region in place.candidates] or _own(self.scan.region)
        if any(region in claimed for region in near) or not near:
            return True
        return any(_akin(region, other) for region in claimed for other in near) and not self._is_anothers(
            mention, claimed
        )

    def _is_anothers(self, mention: Mention, claimed: Sequence[Region]) -> bool:
        """Whether the claim confuses a whole with its part, each having a number: 全省134例，其中长春市99例."""
        part = self._right_before(mention)
        nearest = [part] if part else self.places(mention)
        if not part and any(
            resolving.contains(region, other) for place in nearest for other in place.candidates for region in claimed
        ):
            return False
        sentence = self.ground.sentence(Span(mention.text_start, mention.text_end))
        start = bisect_left(self.figures, sentence.start, key=lambda figure: figure.text_start)
        beside = [figure for figure in self.figures[start : start + _REACH] if figure.text_start < sentence.end]
        alike = [figure for figure in beside if units.same(figure.unit, mention.unit)]
        places = [place for figure in alike if figure is not mention for place in self.places(figure)]
        return any(region in claimed for place in places for region in place.candidates)

    def _right_before(self, mention: Mention) -> Place | None:
        place = bisect_left(self._places, mention.text_start, key=_start)
        if not place or self._places[place - 1].text_end != mention.text_start:
            return None
        return self._places[place - 1]

    def agrees_on_period(self, mention: Mention, name: str) -> bool:
        """Whether a figure can be of a period: its own dates decide, else any that the document states."""
        near = self.dates(mention)
        if any(key(date.surface) == key(name) for date in near):
            return True
        claimed, known = periods(name, self.scan.published), _known(near)
        if not claimed:
            return self.ground.says(name)
        if known:
            return any(period.covers(other) for period in claimed for other in known)
        return any(period.contains(other) or other.contains(period) for period in claimed for other in self._stated)

    @cached_property
    def _stated(self) -> set[Period]:
        """The periods of all dates of the document."""
        published = Period.of(self.scan.published.iso) if self.scan.published else None
        return {*_known([date for date in self.scan.dates if date.kind == "date"]), *([published] if published else [])}


def _known(dates: Sequence[DateMention]) -> list[Period]:
    read = [Period.of(date.iso) for date in dates if date.iso]
    return [period for period in read if period is not None]


def _stated_direction(folded: str, mention: Mention, floor: int) -> Direction | None:
    start = max(floor, mention.text_start - _REACH, segments(folded).start("item", mention.text_start))
    end = min(mention.text_end + _AFTER, segments(folded).end("item", mention.text_end))
    for words in (folded[start : mention.text_start], folded[mention.text_end : end]):
        found = [match.group() for match in _changes().finditer(words)]
        moves = [word for word in found if word not in nouns.words("unmoved")]
        if moves:
            return "increase" if moves[-1] in nouns.words("increase") else "decrease"
    return None


def _changes() -> re.Pattern[str]:
    return nouns.one_of("increase", "decrease", "unmoved")


def _start(found: Place | DateMention) -> int:
    return found.text_start or 0


def _own(region: Region | None) -> list[Region]:
    return [region] if region else []


def _akin(region: Region, other: Region) -> bool:
    return resolving.contains(region, other) or resolving.contains(other, region)
