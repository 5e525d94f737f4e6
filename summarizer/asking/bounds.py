"""The bounds of an answer's parts, and whether a whole answer keeps them, as most do."""

import math
from collections.abc import Iterable, Sized
from itertools import chain
from typing import Any

LARGEST = 10**18
MOST_ITEMS, LONGEST_TEXT, LONGEST_FIELD = 5000, 10_000, 2000
DEEPEST, LONGEST_NAME = 12, 40
_NUMBERS = frozenset([int, float])
_BEGIN_NUMBERS = frozenset("+-nNiI0123456789")


def are_kept(value: Any) -> bool:
    """Whether all of a value is within the bounds for sure: no text, number, list or object in it needs a second look."""
    level = [value]
    for _ in range(DEEPEST):
        lists = [part for part in level if type(part) is list]
        objects = [part for part in level if type(part) is dict]
        if not (_are_texts_kept(level) and _are_numbers_kept(level) and _are_few([*lists, *objects], MOST_ITEMS)):
            return False
        if not _are_few(chain.from_iterable(objects), LONGEST_NAME):
            return False
        level = [*chain.from_iterable(lists), *chain.from_iterable(part.values() for part in objects)]
        if not level:
            return True
    return False


def _are_texts_kept(level: Iterable[Any]) -> bool:
    texts = [part for part in level if type(part) is str]
    return _are_few(texts, LONGEST_FIELD) and "".join(texts).isprintable() and not any(map(is_endless, texts))


def _are_numbers_kept(level: Iterable[Any]) -> bool:
    return all(map(is_finite, [part for part in level if type(part) in _NUMBERS]))


def _are_few(parts: Iterable[Sized], most: int) -> bool:
    """Whether none of some texts, lists or objects has more than so many characters or items."""
    return max(map(len, parts), default=0) <= most


def is_finite(number: float) -> bool:
    """Whether a number is finite and below `LARGEST`; NaN is not, nor are integers that no float holds."""
    return abs(number) < LARGEST


def is_endless(text: str) -> bool:
    """Whether Python reads a text as a number that is not finite: NaN, -Infinity, 1e999, 400 digits."""
    if text[:1] not in _BEGIN_NUMBERS:
        return False
    try:
        return not math.isfinite(float(text))
    except ValueError:
        return False
