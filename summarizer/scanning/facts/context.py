"""What the words around a figure say of it: its facts, and whether a claim's place or time agrees with them.

Where the words of a figure's statement name another place or time, a claim differs from them. What only the document
as a whole lacks may be the claim's better knowledge, so it is unknown.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from summarizer.models import DateMention, Direction, Mention, Place, Region, Scan, Span
from summarizer.resources import lazy_pattern
from summarizer.scanning.facts.fact_types import Facts
from summarizer.scanning.facts.figure_facts import placed, read
from summarizer.scanning.facts.locality import FactPlace, Localities, ToldPlace
from summarizer.scanning.facts.nearness import Nearness
from summarizer.scanning.facts.periods import Period, periods
from summarizer.scanning.facts.timing import Timings
from summarizer.scanning.facts.vagueness import is_vague
from summarizer.scanning.facts.wording import Wording, wordings
from summarizer.scanning.grounding import TextIndex, key
from summarizer.scanning.numbers import nouns, units
from summarizer.scanning.places import resolving
from summarizer.scanning.segments import segments

_REACH = 40
_FELL_MORE = lazy_pattern("(?:降幅|跌幅|减幅|降速)[^,。;]{0,12}(?:扩大|加深|加大|加快|走阔)")
_MOVES = frozenset({"change", "growth"})
_MOVE = lazy_pattern("[升增涨降跌减]幅|变动|变化")
_ENDS = 8  # so many dates before a change may be the ends of its span
Agreement = Literal["agrees", "differs", "unknown"]


@dataclass(frozen=True)
class FigureContext:
    """A scan that finds what its figures mean."""

    scan: Scan
    ground: TextIndex
    figures: Sequence[Mention]
    _directions: dict[int, Direction | None] = field(default_factory=dict)

    @cached_property
    def near(self) -> Nearness:
        """The places and dates named near a figure."""
        return Nearness(self.scan)

    @cached_property
    def _wordings(self) -> list[Wording]:
        return wordings(self.scan.text.folded, self.figures)

    @cached_property
    def _index(self) -> dict[int, int]:
        return {mention.text_start: index for index, mention in enumerate(self.figures)}

    @cached_property
    def _told(self) -> list[Facts]:
        return read(self.scan.text.folded, self.figures, self._wordings)

    @cached_property
    def _facts(self) -> list[Facts]:
        return placed(self._told, self._places, self.figures, self._wordings, Timings(self.scan, self.near))

    @cached_property
    def _places(self) -> list[ToldPlace]:
        places = Localities(self.scan, self.near)
        return [places.of(mention, wording) for mention, wording in zip(self.figures, self._wordings, strict=True)]

    def told(self, mention: Mention) -> Facts:
        """What a figure means, but for its time and place."""
        return self._told[self._index[mention.text_start]]

    def place(self, mention: Mention) -> int:
        """Which of the figures a mention is."""
        return self._index[mention.text_start]

    def facts(self, mention: Mention) -> Facts:
        """What a figure means."""
        return self._facts[self._index[mention.text_start]]

    def told_place(self, mention: Mention) -> FactPlace | None:
        """The place of a figure, if words of its statement tell it."""
        place, is_told = self._places[self._index[mention.text_start]]
        return place if is_told else None

    def wording(self, mention: Mention) -> Wording:
        """The words around a figure."""
        return self._wordings[self._index[mention.text_start]]

    def direction(self, mention: Mention) -> Direction | None:
        """The direction that a claim may give a number: of its change, else of the verb before it (增设24个点位)."""
        if mention.table is not None and mention.table.is_whole:
            return mention.table.direction
        if mention.text_start not in self._directions:
            self._directions[mention.text_start] = self.told(mention).direction or self._of_verb(mention)
        return self._directions[mention.text_start]

    def direction_from(self, mention: Mention) -> Direction | None:
        """The direction of the change that begins at a number: decrease for 8天 of 由8天降至7天."""
        following = self._index[mention.text_start] + 1
        begins = "former" in self.told(mention).stated and following < len(self.figures)
        return self._told[following].direction if begins else None

    def _of_verb(self, mention: Mention) -> Direction | None:
        """The direction of the verb before a number, or before the first of those listed: 新增病例27例和53例."""
        index = self._index[mention.text_start]
        for before in range(index, max(-1, index - _REACH), -1):
            words = self._wordings[before]
            found = nouns.one_of("increase", "decrease", "unmoved").findall(words.own)
            moves = [word for word in found if word not in nouns.words("unmoved")]
            if moves:
                return "increase" if moves[-1] in nouns.words("increase") else "decrease"
            if not words.item:
                break
        return None

    def is_either_way(self, mention: Mention) -> bool:
        """Whether a fall itself grew, which a claim may call a rise or a fall: 跌幅扩大0.3个百分点."""
        return _FELL_MORE.search(self.wording(mention).own) is not None

    def places(self, mention: Mention) -> list[Place]:
        """The places that a figure describes, as far as its paragraph names them."""
        return self.near.places(mention)

    def dates(self, mention: Mention) -> list[DateMention]:
        """The dates that a figure describes, as far as its paragraph names them."""
        return self.near.dates(mention)

    def place_agreement(self, mention: Mention, name: str) -> Agreement:
        """Whether a figure describes a place: its own, one that contains or lies in it, or the document's.

        Where its sentence or paragraph names both that place and another, a claim differs only if the claimed one has
        a number of its own.
        """
        places = self.places(mention)
        if any(key(place.surface) == key(name) for place in places):
            return "agrees"
        claimed = resolving.within(name, self.scan.region, self.scan.year)
        if not claimed:
            return "agrees" if is_vague("place", name) or self.ground.says(name) else "unknown"
        near = [region for place in places for region in place.candidates] or _own(self.scan.region)
        if any(region in claimed for region in near) or not near:
            return "agrees"
        sentence = self.ground.sentence(Span(mention.text_start, mention.text_end))
        if any(_akin(region, other) for region in claimed for other in near):
            return "differs" if self._is_anothers(mention, claimed, sentence) else "agrees"
        return self._of_unlike_places(mention, claimed, sentence)

    def _of_unlike_places(self, mention: Mention, claimed: Sequence[Region], sentence: Span) -> Agreement:
        paragraph = segments(self.scan.text.folded).around("line", sentence)
        beside = self._names(claimed, sentence)
        tied = bool(self.near.places_in_statement(mention))
        named = beside or self._names(claimed, paragraph)
        if tied and (not named or self._has_number(claimed, mention, paragraph, alike=beside)):
            return "differs"
        return "agrees" if beside or (not tied and self.scan.region in claimed) else "unknown"

    def _names(self, claimed: Sequence[Region], part: Span) -> bool:
        """Whether a part of Text names one of the regions, in whatever role."""
        start = bisect_left(self.scan.places, part.start, key=lambda place: place.text_start)
        end = bisect_left(self.scan.places, part.end, key=lambda place: place.text_start)
        return any(region in claimed for place in self.scan.places[start:end] for region in place.candidates)

    def _has_number(self, claimed: Sequence[Region], mention: Mention, part: Span, *, alike: bool = True) -> bool:
        """Whether another figure near by, if `alike` of the same unit, describes one of the regions."""
        own = self._index[mention.text_start]
        beside = [
            figure
            for figure in self.figures[max(0, own - _REACH) : own + _REACH]
            if figure is not mention
            and part.start <= figure.text_start < part.end
            and (not alike or units.same(figure.unit, mention.unit))
        ]
        places = [place for figure in beside for place in self.places(figure)]
        return any(region in claimed for place in places for region in place.candidates)

    def _is_anothers(self, mention: Mention, claimed: Sequence[Region], sentence: Span) -> bool:
        """Whether the claim confuses a whole with its part, each having a number: 全省134例，其中长春市99例."""
        part = self.near.place_right_before(mention)
        nearest = [part] if part else self.places(mention)
        if not part and any(
            resolving.contains(region, other) for place in nearest for other in place.candidates for region in claimed
        ):
            return False
        return self._has_number(claimed, mention, sentence)

    def period_agreement(self, mention: Mention, name: str) -> Agreement:
        """Whether a figure is of a period: the dates of its statement decide, else any that the document states."""
        near = [*self.dates(mention), *self.near.resumed(mention)]
        if any(key(date.surface) == key(name) for date in near):
            return "agrees"
        claimed, known = periods(name, self.scan.published), _known(near)
        if not claimed:
            return "agrees" if is_vague("time", name) or self.ground.says(name) else "unknown"
        if any(period.covers(other) for period in claimed for other in known) or self._is_read(mention, claimed):
            return "agrees"
        if self._is_change_within(mention, claimed):
            return "agrees"
        tied = self.near.dates_in_statement(mention) or self._is_of_other_dates(mention, claimed)
        if known and tied and not self.near.is_apart(mention):
            return "differs"
        agrees = any(p.contains(other) or other.contains(p) for p in claimed for other in self._stated)
        return "agrees" if agrees else "unknown"

    def _is_read(self, mention: Mention, claimed: Sequence[Period]) -> bool:
        """Whether words tell the period of a figure; of 今年以来 any that begins then (1—5月)."""
        facts = self.facts(mention)
        iso = facts.period.iso if facts.period and "period" in facts.stated else ""
        read = Period.of(iso.removesuffix("/"))
        if read is None:
            return False
        since = iso.endswith("/")
        return any(period.covers(read) or (since and period.first == read.first) for period in claimed)

    def _is_change_within(self, mention: Mention, claimed: Sequence[Period]) -> bool:
        """Whether a number is a change, and its sentence names both ends of a claimed span of time before it."""
        facts = self.facts(mention)
        if facts.aspect not in _MOVES and (facts.direction is None or _MOVE.search(self.wording(mention).own) is None):
            return False
        start = self.ground.sentence(Span(mention.text_start, mention.text_end)).start
        first = bisect_left(self._dated, start, key=lambda date: date.text_start or 0)
        last = bisect_left(self._dated, mention.text_start, key=lambda date: date.text_start or 0)
        named = _known(self._dated[max(first, last - _ENDS) : last])
        return any(a.first == p.first and b.last == p.last for p in claimed for a in named for b in named if a != b)

    def _is_of_other_dates(self, mention: Mention, claimed: Sequence[Period]) -> bool:
        """Whether a claim has the time of other figures of the paragraph: 截至3月末 of a flow after it."""
        start = self.ground.line(mention.text_start)
        first = bisect_left(self._dated, start, key=lambda date: date.text_start or 0)
        last = bisect_left(self._dated, mention.text_start, key=lambda date: date.text_start or 0)
        return any(period in claimed for period in _known(self._dated[first:last]))

    @cached_property
    def _dated(self) -> list[DateMention]:
        return [date for date in self.scan.dates if date.kind == "date" and date.text_start is not None]

    @cached_property
    def _stated(self) -> set[Period]:
        """The periods of all dates of the document."""
        published = Period.of(self.scan.published.iso) if self.scan.published else None
        return {*_known([date for date in self.scan.dates if date.kind == "date"]), *([published] if published else [])}


def _known(dates: Sequence[DateMention]) -> list[Period]:
    read_dates = [Period.of(date.iso) for date in dates if date.iso]
    return [period for period in read_dates if period is not None]


def _own(region: Region | None) -> list[Region]:
    return [region] if region else []


def _akin(region: Region, other: Region) -> bool:
    return resolving.contains(region, other) or resolving.contains(other, region)
