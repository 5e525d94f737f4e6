"""English order: two figures of a list that change places between a text and its source.

A list is told in the order of its source, as no subject stays with its number otherwise: 43 hospitals and 118 clinics is no
118 hospitals and 43 clinics. Only figures of one dimension count that follow each other on both sides, in one sentence.
"""

import re
from collections.abc import Mapping
from itertools import pairwise

from summarizer.checking.texts.english_claims import EnglishClaim, EnglishText
from summarizer.checking.texts.english_matches import EnglishMatch, EnglishMatches, Stated

_LISTED = re.compile(r"(?:\band\b|,|;|\bwith\b|\bor\b)")
_PARTED = re.compile(r"\A[\w\s-]{0,30}?\b(?:of|out of|among)\b|\b(?:total|than|compared|against|versus|over|including|out of|for every)\b|\bfrom\s*\Z")
_REACH = 90


def exchanged(text: EnglishText, matches: EnglishMatches) -> Mapping[int, Stated]:
    """The figures that have each other's place, by their place in the text, each with the number that it should be."""
    found: dict[int, Stated] = {}
    for claim, other in pairwise(text.claims):
        first, second = matches.told.get(claim.place), matches.told.get(other.place)
        if first is not None and second is not None and _is_exchanged(text, matches, (claim, first), (other, second)):
            found[claim.place], found[other.place] = second.stated, first.stated
    return found


def _is_exchanged(
    text: EnglishText, matches: EnglishMatches, one: tuple[EnglishClaim, EnglishMatch], two: tuple[EnglishClaim, EnglishMatch]
) -> bool:
    (claim, first), (other, second) = one, two
    if first.stated.place != second.stated.place + 1 or first.stated.amount.dimension != second.stated.amount.dimension:
        return False
    if not (text.same("sentence", claim, other) and matches.stated.same_sentence(first.stated, second.stated)):
        return False
    between = text.folded[claim.mention.end : other.mention.start].lower()
    is_list = len(between) <= _REACH and _LISTED.search(between) is not None and _PARTED.search(between) is None
    return is_list and _alike(matches, first.stated, second.stated)


def _alike(matches: EnglishMatches, first: Stated, second: Stated) -> bool:
    """Whether two numbers of the source are told of two subjects in the same way."""
    context = matches.source.context
    if first.mention.role != "figure" or second.mention.role != "figure":
        return False
    mine, its = context.facts(first.mention), context.facts(second.mention)
    return mine.aspect == its.aspect and mine.direction == its.direction
