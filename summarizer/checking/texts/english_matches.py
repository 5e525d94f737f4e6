"""English matches: which figure of a Chinese source a figure of an English text tells.

No nouns are compared: what counts is the value in its dimension, the counter, what words tell on both sides, and where
the figures beside it in the text appear in the source. The figures that only one figure of the source can be are anchors.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from summarizer.checking.texts.dimensions import PERCENT, Amount, amount
from summarizer.checking.texts.english_claims import COUNTED, EnglishClaim, EnglishText, dimension_of
from summarizer.checking.texts.english_meaning import difference
from summarizer.checking.texts.exactness import restating, same
from summarizer.errors import Message
from summarizer.models import Mention
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.numbers.qualifiers import meanings

_MOST = 48
_APART = 6
_PRECISE = 3
_LIMIT = re.compile(r"\b(?:ceiling|limit(?:s|ed)?|cap(?:ped|s)?|maximum|not exceed|at most|up to|quota)\b")
_LIMITED = re.compile("不得?能?超过?|不高于|最高|上限|限额|以内|不多于")
_FLAGS = frozenset({"turned", "dropped"})


class Stated(NamedTuple):
    """A number of the source in its dimension; `place`: which one of the source it is."""

    place: int
    mention: Mention
    amount: Amount

    @property
    def value(self) -> float:
        return self.amount.value


class EnglishMatch(NamedTuple):
    """A number of the source that a figure of the text tells: in which way, and what is told of it otherwise."""

    how: str
    stated: Stated
    differs: Message | None


@dataclass(frozen=True, eq=False)
class StatedNumbers:
    """The numbers of a document that have a value, by dimension and sorted by value."""

    source: Analysis

    @cached_property
    def all(self) -> list[Stated]:
        mentions = [mention for mention in self.source.scan.mentions if mention.value is not None]
        read = ((place, mention, amount(mention)) for place, mention in enumerate(mentions))
        return [Stated(place, mention, dimension_of(mention, found)) for place, mention, found in read if found]

    @cached_property
    def by_dimension(self) -> dict[str, list[Stated]]:
        found: defaultdict[str, list[Stated]] = defaultdict(list)
        for stated in self.all:
            found[stated.amount.dimension].append(stated)
        return {name: sorted(rows, key=_value) for name, rows in found.items()}

    @cached_property
    def by_digits(self) -> dict[str, list[Stated]]:
        """By the digits that they have in whatever scale, the first few of each."""
        found: defaultdict[str, list[Stated]] = defaultdict(list)
        for stated in self.all:
            rows = found[digits_of(float(stated.mention.value or 0))]
            if len(rows) < _MOST:
                rows.append(stated)
        return found

    @cached_property
    def by_place(self) -> dict[str, list[Stated]]:
        """By dimension, in the order of the source."""
        return {name: sorted(rows, key=_place) for name, rows in self.by_dimension.items()}

    def near(self, claim: Amount) -> Sequence[Stated]:
        """Those of a dimension from the half of an amount to its double, the nearest ones."""
        rows = self.by_dimension.get(claim.dimension, [])
        least, most = sorted((claim.value / 2, claim.value * 2))
        start, end = bisect_left(rows, least, key=_value), bisect_right(rows, most, key=_value)
        nearest = bisect_left(rows, claim.value * (1 - 1e-9), key=_value)
        return rows[max(start, nearest - _MOST // 2) : min(end, nearest + _MOST)]

    def same_line(self, stated: Stated, other: Stated) -> bool:
        return not self._parted("line", stated, other)

    def same_sentence(self, stated: Stated, other: Stated) -> bool:
        return not self._parted("statement", stated, other)

    def same_part(self, stated: Stated, other: Stated) -> bool:
        """Whether no semicolon or end of a sentence comes between two."""
        return not self._parted("sentence", stated, other)

    def after(self, stated: Stated) -> Sequence[Stated]:
        """The numbers that follow one in the source, the first few."""
        at = bisect_left(self.all, stated.place, key=_place) + 1
        return self.all[at : at + _APART]

    def _parted(self, kind: str, stated: Stated, other: Stated) -> bool:
        first, second = sorted((stated.mention.text_start, other.mention.text_start))
        return self.source.segments.divide(kind, first, second)  # type: ignore[arg-type]


@lru_cache(maxsize=4)
def stated_numbers(source: Analysis) -> StatedNumbers:
    """Those of an analysis, kept while texts are compared with it."""
    return StatedNumbers(source)


@dataclass(frozen=True, eq=False)
class EnglishMatches:
    """An English text on one side, its source on the other."""

    text: EnglishText
    source: Analysis

    @property
    def stated(self) -> StatedNumbers:
        return stated_numbers(self.source)

    @cached_property
    def best(self) -> dict[int, EnglishMatch]:
        """The match of each figure of the text that has one, by its place."""
        found: dict[int, EnglishMatch] = {}
        for claim in self.text.claims:
            best = self._best(claim)
            if best is not None:
                found[claim.place] = best
        return found

    @cached_property
    def anchors(self) -> dict[int, Stated]:
        """The numbers of the source that figures of the text surely tell, by the place of those."""
        found = {}
        for place, exact in self._same.items():
            if len(exact) == 1 and self.text.claims[place].digits > 1:
                found[place] = exact[0].stated
        return found

    @cached_property
    def _same(self) -> dict[int, list[EnglishMatch]]:
        return {
            claim.place: [match for match in self._candidates(claim) if match.how in SAME] for claim in self.text.claims
        }

    @cached_property
    def _known(self) -> dict[int, list[EnglishMatch]]:
        return {}

    def _candidates(self, claim: EnglishClaim) -> list[EnglishMatch]:
        known = self._known.get(claim.place)
        if known is None:
            known = self._known[claim.place] = list(self._found(claim))
        return known

    def _found(self, claim: EnglishClaim) -> Iterator[EnglishMatch]:
        for read in claim.amounts:
            for stated in self.stated.near(read):
                how = self._restating(claim, read, stated)
                if how is not None:
                    yield EnglishMatch(how, stated, difference(self.text, claim, self.source, stated.mention))

    def _restating(self, claim: EnglishClaim, read: Amount, stated: Stated) -> str | None:
        """How a figure may tell a number; of what is no figure there, a span of time may be widened: 近五年."""
        is_converted = stated.amount.dimension != COUNTED and not claim.number.fits(stated.mention.unit)
        how = restating(read, stated.amount._replace(step=0.0) if is_converted else stated.amount)
        if how not in _FLAGS:
            return how and self._how(how, claim, stated)
        if stated.mention.role != "figure":
            return "same" if stated.mention.role == "date" else None
        return "qualifier" if self._is_weaker(claim, stated) else how

    def _is_weaker(self, claim: EnglishClaim, stated: Stated) -> bool:
        """Whether a qualifier says less, or both sides tell a bound in words of their own: a ceiling of, 不超过市场均价的30%."""
        mine, its = claim.mention.qualifier, stated.mention.qualifier
        is_same = same(float(claim.mention.value or 0), float(stated.mention.value or 0)) or same(
            claim.amounts[0].value, stated.value
        )
        if not is_same:
            return False
        under = (
            "under" in meanings(mine) or self._is_limit(claim),
            "under" in meanings(its) or self._is_limited(stated),
        )
        return all(under)

    def _is_limit(self, claim: EnglishClaim) -> bool:
        statement = self.text.around("sentence", claim.mention)
        return (
            not claim.mention.qualifier
            and _LIMIT.search(self.text.folded[statement.start : statement.end].lower()) is not None
        )

    def _is_limited(self, stated: Stated) -> bool:
        is_figure = not stated.mention.qualifier and stated.mention.role == "figure"
        return is_figure and _LIMITED.search(self.source.context.wording(stated.mention).own) is not None

    def _how(self, how: str, claim: EnglishClaim, stated: Stated) -> str:
        if stated.amount.dimension == PERCENT:
            is_fraction = claim.mention.unit is None
            return "share" if is_fraction and how == "same" else how
        if (
            how not in {"same", "rounded"}
            or stated.amount.dimension == COUNTED
            or claim.number.fits(stated.mention.unit)
        ):
            return how
        return "unit"

    def _best(self, claim: EnglishClaim) -> EnglishMatch | None:
        """The match whose facts agree, that is exact, and near the figures beside the one of the text."""
        fitting = [match for match in self._candidates(claim) if match.how not in _FLAGS and self._may_be(claim, match)]
        return min(fitting, key=lambda match: self._rank(claim, match), default=None)

    def _may_be(self, claim: EnglishClaim, match: EnglishMatch) -> bool:
        """Whether a number that is told less exactly is surely the one: near the others, or given in three digits."""
        if match.how in SAME:
            return True
        if match.differs is not None or (match.stated.mention.role != "figure"):
            return False
        return claim.digits >= _PRECISE or self.distance(claim, match.stated) <= _APART

    def _rank(self, claim: EnglishClaim, match: EnglishMatch) -> tuple[bool, bool, bool, int]:
        is_figure = match.stated.mention.role == "figure"
        return match.how not in SAME, match.differs is not None, not is_figure, self.distance(claim, match.stated)

    def flagged(self, claim: EnglishClaim) -> EnglishMatch | None:
        """The number whose value a figure has with a qualifier that turns it, or without the one that it needs."""
        found = [match for match in self._candidates(claim) if match.how in _FLAGS]
        return min(found, key=lambda match: self.distance(claim, match.stated), default=None)

    def distance(self, claim: EnglishClaim, stated: Stated) -> int:
        """How far a number of the source is from those that the figures beside one of the text tell; 0 where none does."""
        beside = [self.anchors[place] for place in self._beside(claim) if place in self.anchors]
        return min((self._apart(stated, other) for other in beside), default=0)

    def _apart(self, stated: Stated, other: Stated) -> int:
        apart = abs(stated.place - other.place)
        return apart if self.stated.same_line(stated, other) else apart + _APART // 2

    def _beside(self, claim: EnglishClaim) -> Iterator[int]:
        """The places of the other figures of a statement, and those before and after it; of the nearest first."""
        claims, at = self.text.claims, claim.place
        alike = [
            other.place
            for other in claims[max(0, at - _APART) : at + _APART + 1]
            if other is not claim and self.text.same("statement", claim, other)
        ]
        if any(place in self.anchors for place in alike):
            yield from alike
            return
        yield from (other.place for other in (*claims[max(0, at - 2) : at], *claims[at + 1 : at + 3]))


SAME = frozenset({"same", "unit", "share", "qualifier"})


def _value(stated: Stated) -> float:
    return stated.value


def _place(stated: Stated) -> int:
    return stated.place


def digits_of(value: float) -> str:
    """The digits of a number without its scale: 56 of 5.6亿 and of 5.6 million."""
    return f"{value:.9e}".partition("e")[0]
