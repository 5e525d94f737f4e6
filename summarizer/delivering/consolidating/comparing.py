"""Comparing: what two figures can mean, and whether both can be true.

A figure means an interval: that of its qualifier, or without one half a step of its last digit, in the base of its unit and
with the sign of its direction.

    126.38亿元 and 126.4亿元        agree: 126.4亿 is 126.35 to 126.45
    1.6万多亩 and 1.62万亩          agree: 1.6 to 1.7
    810公顷 and 1.215万亩           agree: one dimension
    1.28万亩 and 1.82万亩           differ
"""

import re
from functools import lru_cache
from math import inf
from typing import NamedTuple

from summarizer.folding import fold
from summarizer.models import Number
from summarizer.resources import table
from summarizer.scanning.numbers import units

_DIGITS = re.compile(r"([0-9]+(?:,[0-9]{3})*)(?:\.([0-9]+))?")
_SLACK = 1e-9  # of a product of decimals
_COUNTED = frozenset(["count", "noun", "rank", None])


class ValueRange(NamedTuple):
    """From `low` to `high`, both in base units; infinite where open. `rounded`: only rounding leaves it open."""

    low: float
    high: float
    rounded: bool = False

    @property
    def width(self) -> float:
        return self.high - self.low

    def meets(self, other: "ValueRange") -> bool:
        """Whether both can be one value; intervals of rounding that only touch (126.3亿, 126.4亿) can't."""
        ends = (self.low, self.high, other.low, other.high)
        slack = _SLACK * max((abs(end) for end in ends if abs(end) < inf), default=0)
        if self.rounded and other.rounded:
            slack = -min(slack, self.width / 4, other.width / 4)
        return self.low <= other.high + slack and other.low <= self.high + slack


@lru_cache(maxsize=1024)
def dimension(unit: str | None) -> tuple[str, float]:
    """The base in which figures of a unit are compared, and how much of it the unit is.

    Persons are apart from things; the classifiers of things that stand somewhere are one (17家食堂, 17个食堂).
    """
    name = unit or "个"
    alike = _alike().get(name)
    return (alike, 1.0) if alike else (units.base(name), units.factor(name))


def interval(
    value: Number | None,
    low: Number | None,
    high: Number | None,
    as_written: str | None,
    unit: str | None,
    *,
    decrease: bool | None = None,
) -> ValueRange | None:
    """What a figure means; None where it says no bound. `decrease` tells the direction of a change or growth."""
    if value is None and low is None and high is None:
        return None
    factor = dimension(unit)[1]
    half = _half_step(value, as_written, unit) if low == high else 0.0
    ends = (-inf if low is None else float(low) - half, inf if high is None else float(high) + half)
    if decrease is not None and value is not None and (value < 0) != decrease:
        ends = (-ends[1], -ends[0])
    return ValueRange(ends[0] * factor, ends[1] * factor, half > 0)


def _half_step(value: Number | None, as_written: str | None, unit: str | None) -> float:
    """Half of what the last digit of a number is worth: 0.05亿 of 126.4亿; 0 of a count in full, and of words."""
    found = _DIGITS.search(fold(as_written or ""))
    if found is None or not value:
        return 0.0
    decimals = len(found[2] or "")
    written = float(f"{found[1].replace(',', '')}.{found[2] or 0}")
    in_full = abs(value) == written and units.kind(unit) in _COUNTED
    return 0.0 if in_full or not written else abs(value) / written * 10.0**-decimals / 2


@lru_cache(maxsize=1)
def _alike() -> dict[str, str]:
    return {unit: row[1] for row in table("indicators") if row[0] == "units" for unit in row[2].split()}
