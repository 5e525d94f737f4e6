"""Matching: when a reported value is the gold's.

Names are compared folded: Simplified, without pinyin in brackets, punctuation and white space.
"""

import re
from collections import Counter

from rapidfuzz.distance import Indel

from summarizer.checking.report_figures import Figure
from summarizer.evaluation.gold import GoldMention
from summarizer.folding import simplify

_PINYIN = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]+\)")
_NOT_WORDS = re.compile(r"[\W_]+")
_SHARED_ENOUGH = 0.5  # of the shorter subject's characters
_SHORTEST_NAME, _TELLING_NAME = 2, 4
_LEAST_PART, _LEAST_PAIRS = 0.4, 0.67
_TOLERANCE = 1e-6


def plain(text: str | None) -> str:
    """Text in the form that is compared."""
    return _NOT_WORDS.sub("", simplify(_PINYIN.sub("", text or "")))


def same_value(figure: Figure, gold: GoldMention) -> bool:
    """Whether the values are equal; of a range, both ends, an open one being None."""
    if isinstance(gold.value, list):
        return all(_near(*pair) for pair in zip((figure.low, figure.high), gold.value, strict=False))
    return isinstance(gold.value, float) and _near(figure.value, gold.value)


def _near(reported: float | None, gold: float | None) -> bool:
    if reported is None or gold is None:
        return reported is gold
    return abs(reported - gold) <= _TOLERANCE * max(1.0, abs(gold))


def at(span: tuple[int, int] | None, start: int, end: int) -> bool:
    """Whether a reported span overlaps one of the gold."""
    return span is not None and span[0] < end and start < span[1]


def alike(reported: str | None, gold: str | None, least: float = _SHARED_ENOUGH) -> bool:
    """Whether two phrases match: one contains the other, or they share `least` of the shorter one's characters."""
    text, other = plain(reported), plain(gold)
    if not text or not other:
        return False
    shared = sum((Counter(text) & Counter(other)).values())
    return text in other or other in text or shared >= least * min(len(text), len(other))


def named(reported: str | None, gold: str | None) -> bool:
    """Whether one of two names contains the other, which has at least two characters."""
    text, other = plain(reported), plain(gold)
    return len(min(text, other, key=len)) >= _SHORTEST_NAME and (text in other or other in text)


def likeness(text: str, other: str) -> float:
    """How alike two plain names are, 0 to 1: equal, one within the other, or of the same pairs of characters."""
    if not text or not other or text == other:
        return float(bool(text) and text == other)
    short, long = sorted((text, other), key=len)
    if short in long and len(short) >= _SHORTEST_NAME:
        part = len(short) / len(long)
        return 0.5 + 0.45 * part if part >= _LEAST_PART or len(short) >= _TELLING_NAME else 0.0
    shared = Indel.normalized_similarity(_pairs(text), _pairs(other))
    return 0.9 * shared if shared >= _LEAST_PAIRS else 0.0


def _pairs(text: str) -> list[str]:
    return [text[index : index + 2] for index in range(len(text) - 1)]
