"""English order: figures of a text that have each other's place, as the numbers beside them in the source tell.

listed    43 hospitals and 118 clinics       医院118个、卫生院43个        two of one dimension in one sentence
moved     from 58 percent to 62 percent      由62%降到58%
paired    up 7 percent to 61 million         6100万元，增长4%            an amount with the growth of another one
repeated  720 million, then 720 million      5.6亿元 … 7.2亿元           one number for two
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from summarizer.checking.texts.dimensions import PERCENT
from summarizer.checking.texts.english_claims import EnglishClaim, EnglishText
from summarizer.checking.texts.english_matches import EnglishMatches, Stated
from summarizer.checking.texts.operands import NO_SIZES

_LISTED = re.compile(r"(?:\band\b|,|;|\bwith\b|\bor\b)")
_PARTED = re.compile(
    r"\A[\w\s-]{0,30}?\b(?:of|among)\b(?! (?:them|which|whom|these|those))|\b(?:total|than|compared|against|versus|over|including|out of|for every)\b|\bfrom\s*\Z"
)
_FROM, _TO = re.compile(r"\bfrom\s*\Z"), re.compile(r"\bto\s*\Z")
_COMPARED = re.compile(r"\b(?:compared (?:with|to)|up from|down from|against|versus)\b[^.;]{0,20}\Z")
_OTHERS = re.compile(r"\b(?:and|while|but|which|whereas|with)\b|[;.]")
_POINTING = re.compile(r"\b(?:the|these|those|all|of|same)\s*\Z")
_REACH, _NEAR = 90, 40
Told = tuple[EnglishClaim, Stated]


def exchanged(text: EnglishText, matches: EnglishMatches) -> Mapping[int, Stated]:
    """The figures that have another's place, by their place in the text, each with the number that it should be."""
    order = _Order(text, matches)
    found: dict[int, Stated] = {}
    known = [(claim, matches.best[claim.place].stated) for claim in text.claims if claim.place in matches.best]
    for first, second in pairwise(known):
        if order.is_listed(first, second) or order.is_moved(first, second):
            found[first[0].place], found[second[0].place] = second[1], first[1]
        for size, growth in ((first, second), (second, first)):
            other = order.growth_of(size, growth)
            if other is not None:
                found[growth[0].place] = other
    for place, stated in order.repeated(known):
        found.setdefault(place, stated)
    return found


class _Order(NamedTuple):
    """A text on one side, a source on the other."""

    text: EnglishText
    matches: EnglishMatches

    def is_listed(self, claimed: Told, following: Told) -> bool:
        """Whether two numbers of a list follow each other the other way round in a sentence of the source."""
        (claim, first), (other, second) = claimed, following
        if other.place != claim.place + 1 or not self._are_reversed(first, second):
            return False
        if not self.text.same("sentence", claim, other):
            return False
        between = self._between(claim, other)
        is_list = len(between) <= _REACH and _LISTED.search(between) is not None and _PARTED.search(between) is None
        return is_list and self._alike(first, second)

    def is_moved(self, claimed: Told, following: Told) -> bool:
        """Whether a change is told from what it led to."""
        (claim, first), (other, second) = claimed, following
        if _COMPARED.search(self._between(claim, other)):
            return (
                second.place == first.place + 1
                and self._is_former(first)
                and first.amount.dimension == second.amount.dimension
            )
        if not self._are_reversed(first, second):
            return False
        is_change = _FROM.search(self.text.before(claim)) and _TO.search(self.text.before(other, "sentence"))
        return is_change is not None and self._is_former(second)

    def _is_former(self, stated: Stated) -> bool:
        """Whether the source tells a number as what a change began with."""
        context, mention = self.matches.source.context, stated.mention
        return mention.role == "figure" and (
            "former" in context.facts(mention).stated or context.wording(mention).former
        )

    def growth_of(self, size: Told, growth: Told) -> Stated | None:
        """The growth that the source gives an amount, where the text gives it that of another one."""
        (claim, amount), (other, share) = size, growth
        is_growth = share.amount.dimension == PERCENT and other.facts.direction is not None
        if not is_growth or amount.amount.dimension in NO_SIZES or not self._is_beside(claim, other):
            return None
        own = list(self._growths(amount))
        if not own or self._precedes(share, amount) or any(each.value == share.value for each in own):
            return None
        return own[0]

    def _precedes(self, share: Stated, amount: Stated) -> bool:
        return share.place == amount.place - 1 and self.matches.stated.same_part(share, amount)

    def repeated(self, pairs: Sequence[Told]) -> Iterator[tuple[int, Stated]]:
        """A number told for two, where the source has another one beside it that the text does not tell."""
        known = {stated.place for _, stated in pairs}
        for place, (claim, stated) in enumerate(pairs):
            for other, again in pairs[place + 1 : place + 4]:
                if again.place == stated.place and claim.digits > 1 and self._is_repeated(claim, other):
                    row = self.matches.stated.by_place[stated.amount.dimension]
                    beside = [
                        each
                        for each in row
                        if each.place not in known and self.matches.stated.same_sentence(each, stated)
                    ]
                    before = [each for each in beside if each.place < stated.place]
                    if before:
                        yield claim.place, before[-1]

    def _is_repeated(self, claim: EnglishClaim, other: EnglishClaim) -> bool:
        return self.text.same("statement", claim, other) and _POINTING.search(self.text.before(other)) is None

    def _is_beside(self, claim: EnglishClaim, other: EnglishClaim) -> bool:
        first, second = (claim, other) if claim.place < other.place else (other, claim)
        if second.place != first.place + 1:
            return False
        between = self._between(first, second)
        if second is claim:
            return _TO.fullmatch(between.strip()) is not None
        return len(between) <= _NEAR and _OTHERS.search(between) is None

    def _growths(self, amount: Stated) -> Iterator[Stated]:
        """The growths after an amount, before the next amount of its sentence."""
        stated, source = self.matches.stated, self.matches.source
        for other in stated.after(amount):
            if other.amount.dimension not in NO_SIZES or not stated.same_part(amount, other):
                return
            is_growth = other.mention.role == "figure" and source.context.facts(other.mention).aspect == "growth"
            if is_growth and other.amount.dimension == PERCENT:
                yield other

    def _are_reversed(self, first: Stated, second: Stated) -> bool:
        is_alike = first.amount.dimension == second.amount.dimension
        return is_alike and first.place == second.place + 1 and self.matches.stated.same_sentence(first, second)

    def _between(self, claim: EnglishClaim, other: EnglishClaim) -> str:
        return self.text.folded[claim.mention.end : other.mention.start].lower()

    def _alike(self, first: Stated, second: Stated) -> bool:
        """Whether two numbers of the source are told of two subjects in the same way."""
        context = self.matches.source.context
        if first.mention.role != "figure" or second.mention.role != "figure":
            return False
        mine, its = context.facts(first.mention), context.facts(second.mention)
        return mine.aspect == its.aspect and mine.direction == its.direction
