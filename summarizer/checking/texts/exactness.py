"""Exactness: whether a number states what another one does, less exactly.

A rounded number is within half a step of the exact one, where its step is the place of its last digit: 12345 is 约1.2万,
not 约1.3万. One that is cut off leaves the rest open: 1.2万余. Rounding moves a number by a tenth at most; where nothing
says that it is rounded, by a twentieth, and by a fortieth if one digit is left: 12345 is not 1万.
"""

from collections.abc import Set as AbstractSet
from functools import cache
from math import isclose
from typing import Literal

from summarizer.checking.texts.dimensions import Amount
from summarizer.resources import table

Restating = Literal["same", "qualifier", "rounded", "cut_off", "turned", "dropped"]
_OPEN = frozenset({"more", "plus", "over"})
_ABOUT, _AS_WRITTEN, _OF_ONE_DIGIT = 10, 20, 40
_DIGIT = 9.5
_TOLERANCE = 1e-12  # 亩 in 平方米 has no end


def same(value: float, other: float) -> bool:
    """Whether two amounts are the same but for the rounding of units."""
    return isclose(value, other, rel_tol=_TOLERANCE)


def restating(claim: Amount, stated: Amount) -> Restating | None:
    """How a claim states an amount of its dimension; turned, dropped: its qualifier says something else, or is missing."""
    if same(claim.value, stated.value):
        return _of_qualifiers(claim, stated)
    if claim.step and stated.step * (1 + _TOLERANCE) >= claim.step:
        return None
    low, high = reach(claim, stated.step)
    least, most = _means(stated)
    if low <= least and most <= high:
        return "cut_off" if claim.senses - {"about"} else "rounded"
    is_near = abs(claim.value - stated.value) <= claim.step
    return "turned" if is_near and claim.senses - {"about"} else None


def reach(claim: Amount, exactness: float = 0.0) -> tuple[float, float]:
    """From where to where an exact number can be that a claim states; `exactness`: the step of that number."""
    value, step, size = claim.value, claim.step, abs(claim.value)
    most = min(step, size / 2 if "under" in claim.senses else size) * (1 - _TOLERANCE)
    if claim.senses & _OPEN:
        return value, value + most
    if "under" in claim.senses:
        return value - most, value
    if "near" in claim.senses:
        return value - min(step, size / _ABOUT), value
    if not step:
        return value - exactness / 2, value + exactness / 2
    share = _ABOUT if claim.senses else _AS_WRITTEN if size > _DIGIT * step else _OF_ONE_DIGIT
    width = min(step / 2, size / share) * (1 + _TOLERANCE)
    return value - width, value + width


def _means(stated: Amount) -> tuple[float, float]:
    """From where to where a stated number can be, as it is used: 超3亿 is not ten."""
    value, step = stated.value, min(stated.step, abs(stated.value) / _ABOUT)
    if not stated.senses:
        return value, value
    below = 0.0 if stated.senses & _OPEN else step
    above = 0.0 if stated.senses & {"near", "under"} else step
    return value - below, value + above


def _of_qualifiers(claim: Amount, stated: Amount) -> Restating:
    if claim.senses == stated.senses or claim.senses & stated.senses:
        return "same"
    if any((sense, other) in _weaker() for sense in _or_exact(stated.senses) for other in _or_exact(claim.senses)):
        return "qualifier"
    return "turned" if claim.senses else "dropped"


def _or_exact(senses: AbstractSet[str]) -> AbstractSet[str]:
    return senses or {"exact"}


@cache
def _weaker() -> frozenset[tuple[str, str]]:
    """What a qualifier means, and what another one may mean instead."""
    return frozenset((row[1], row[2]) for row in table("restatements") if row[0] == "qualifier")
