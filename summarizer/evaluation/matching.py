"""When something delivered is what the gold means.

Names are compared folded: Simplified, without pinyin in brackets, punctuation and white space.
"""

import re
from collections import Counter
from collections.abc import Sequence

from summarizer.checking.record import Figure
from summarizer.evaluation.gold import GoldMention
from summarizer.folding import simplify

_PINYIN = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]+\)")
_NOT_WORDS = re.compile(r"[\W_]+")
_SHARED_ENOUGH = 0.5  # of the shorter subject's characters
_SHORTEST_NAME = 2
_TOLERANCE = 1e-6


def plain(text: str | None) -> str:
    """Text as it is compared."""
    return _NOT_WORDS.sub("", simplify(_PINYIN.sub("", text or "")))


def same_value(figure: Figure, gold: GoldMention) -> bool:
    """Whether the values are equal; of a range, both ends, an open one being None."""
    if isinstance(gold.value, list):
        return all(_near(*pair) for pair in zip((figure.low, figure.high), gold.value, strict=False))
    return isinstance(gold.value, float) and _near(figure.value, gold.value)


def _near(told: float | None, gold: float | None) -> bool:
    if told is None or gold is None:
        return told is gold
    return abs(told - gold) <= _TOLERANCE * max(1.0, abs(gold))


def at(span: tuple[int, int] | None, start: int, end: int) -> bool:
    """Whether a delivered span overlaps one of the gold."""
    return span is not None and span[0] < end and start < span[1]


def alike(told: str | None, gold: str | None) -> bool:
    """Whether two subjects are one: one holds the other, or they share half of the shorter one's characters."""
    one, other = plain(told), plain(gold)
    if not one or not other:
        return False
    shared = sum((Counter(one) & Counter(other)).values())
    return one in other or other in one or shared >= _SHARED_ENOUGH * min(len(one), len(other))


def named(told: str | None, gold: str | None) -> bool:
    """Whether one of two names holds the other, which has two characters at least."""
    one, other = plain(told), plain(gold)
    return len(min(one, other, key=len)) >= _SHORTEST_NAME and (one in other or other in one)


def named_one_to_one(told: Sequence[str], gold: Sequence[str]) -> list[bool]:
    """For each gold name, in order, whether a told one names it; each told name serves once."""
    left = list(told)
    hits = []
    for name in gold:
        hit = next((one for one in left if named(one, name)), None)
        hits.append(hit is not None)
        if hit is not None:
            left.remove(hit)
    return hits
