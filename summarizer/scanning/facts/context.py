"""What the words around a figure say of it: its facts, and whether a claim's place or time agrees with them.

Where the words of a figure's statement name another place or time, a claim differs from them. What only the document
as a whole lacks may be the claim's better knowledge, so it is unknown.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from summarizer.models import DateMention, Direction, Mention, Place, Region, Scan, Span
from summarizer.scanning.facts.fact_types import Facts
from summarizer.scanning.facts.figure_facts import read
from summarizer.scanning.facts.nearness import Nearness
from summarizer.scanning.facts.periods import Period, periods
from summarizer.scanning.facts.wording import Wording, wordings
from summarizer.scanning.grounding import TextIndex, key
from summarizer.scanning.numbers import nouns, units
from summarizer.scanning.places import resolving

_REACH = 40
Agreement = Literal["agrees", "differs", "unknown"]


@dataclass(frozen=True)
class FigureContext:
    """A scan that finds what its figures mean."""

    scan: Scan
    ground: TextIndex
    figures: Sequence[Mention]

    @cached_property
    def near(self) -> Nearness:
        """The places and dates named near a figure."""
        return Nearness(self.scan, self.ground)

    @cached_property
    def _wordings(self) -> list[Wording]:
        return wordings(self.scan.text.folded, self.figures)

    @cached_property
    def _index(self) -> dict[int, int]:
        return {mention.text_start: index for index, mention in enumerate(self.figures)}

    @cached_property
    def _facts(self) -> list[Facts]:
        return read(self.scan, self.figures, self._wordings, self.near)

    def facts(self, mention: Mention) -> Facts:
        """What a figure means."""
        return self._facts[self._index[mention.text_start]]

    def wording(self, mention: Mention) -> Wording:
        """The words around a figure."""
        return self._wordings[self._index[mention.text_start]]

    def direction(self, mention: Mention) -> Direction | None:
        """The direction that a claim may give a number: of its change, else of the verb before it (增设24个点位)."""
        if mention.table is not None and mention.table.is_whole:
            return mention.table.direction
        return self.facts(mention).direction or self._of_verb(mention)

    def direction_from(self, mention: Mention) -> Direction | None:
        """The direction of the change that begins at a number: decrease for 8天 of 由8天降至7天."""
        following = self._index[mention.text_start] + 1
        begins = "former" in self.facts(mention).stated and following < len(self.figures)
        return self._facts[following].direction if begins else None

    def _of_verb(self, mention: Mention) -> Direction | None:
        found = nouns.one_of("increase", "decrease", "unmoved").findall(self.wording(mention).own)
        moves = [word for word in found if word not in nouns.words("unmoved")]
        if not moves:
            return None
        return "increase" if moves[-1] in nouns.words("increase") else "decrease"

    def places(self, mention: Mention) -> list[Place]:
        """The places that a figure describes, as far as its paragraph names them."""
        return self.near.places(mention)

    def dates(self, mention: Mention) -> list[DateMention]:
        """The dates that a figure describes, as far as its paragraph names them."""
        return self.near.dates(mention)

    def place_agreement(self, mention: Mention, name: str) -> Agreement:
        """Whether a figure describes a place: its own, one that contains or lies in it, or the document's."""
        places = self.places(mention)
        claimed = resolving.resolve(name, self.scan.region, self.scan.year)
        if any(key(place.surface) == key(name) for place in places):
            return "agrees"
        if not claimed:
            return "agrees" if self.ground.says(name) else "unknown"
        near = [region for place in places for region in place.candidates] or _own(self.scan.region)
        if any(region in claimed for region in near) or not near:
            return "agrees"
        akin = any(_akin(region, other) for region in claimed for other in near)
        if akin and not self._is_anothers(mention, claimed):
            return "agrees"
        return "differs" if self.near.places_in_statement(mention) else "unknown"

    def _is_anothers(self, mention: Mention, claimed: Sequence[Region]) -> bool:
        """Whether the claim confuses a whole with its part, each having a number: 全省134例，其中长春市99例."""
        part = self.near.place_right_before(mention)
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

    def period_agreement(self, mention: Mention, name: str) -> Agreement:
        """Whether a figure is of a period: the dates of its statement decide, else any that the document states."""
        near = self.dates(mention)
        if any(key(date.surface) == key(name) for date in near):
            return "agrees"
        claimed, known = periods(name, self.scan.published), _known(near)
        if not claimed:
            return "agrees" if self.ground.says(name) else "unknown"
        if known:
            if any(period.covers(other) for period in claimed for other in known):
                return "agrees"
            ties = self.near.dates_in_statement(mention) or self._is_of_other_dates(mention, claimed)
            return "differs" if ties else "unknown"
        agrees = any(p.contains(other) or other.contains(p) for p in claimed for other in self._stated)
        return "agrees" if agrees else "unknown"

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
