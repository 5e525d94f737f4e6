"""The values and units that a number of a table may be told with.

two units          单位：户、万元, 12     12户, or 120000元: the table does not decide
a signed change    同比（%）, -1.3        1.3 % as a decrease; and 1.3 under 降幅, given as -1.3
no unit            户数, 86               86户; the head says what is counted
"""

from collections.abc import Iterator
from math import isclose

from summarizer.folding import fold
from summarizer.models import Direction, Mention, Number
from summarizer.scanning.numbers import nouns, units

# Covers the rounding of 2.3 × 10000 and no more: a wrong last digit of 312000000001 is wrong.
_TOLERANCE = 1e-14


def near(number: Number | None, other: Number | None) -> bool:
    """Whether two numbers are the same but for rounding, or both missing."""
    if number is None or other is None:
        return number is other
    return isclose(number, other, rel_tol=_TOLERANCE)


def others(mention: Mention, subject: str, direction: Direction | None) -> Iterator[Number]:
    """The values besides its own that a claim with this subject and direction may give a number of a table."""
    place, value = mention.table, mention.value
    if place is None or value is None:
        return
    yield from (value * unit.factor for unit in place.units if unit.factor != 1)
    if place.direction == "decrease" and (value > 0 or direction == "decrease" or says_decrease(subject)):
        yield -value


def says_decrease(subject: str) -> bool:
    """Whether a subject names a decrease: 产量下降; but not 增减."""
    return any(match[0] != "减" for match in nouns.one_of("decrease").finditer(fold(subject)))


def may_have_unit(value: Number | None, unit: str | None, mention: Mention) -> bool:
    """Whether a claim may give a number of a table this unit with this value."""
    if mention.table is None or mention.unit is not None or unit is None:
        return False
    own = mention.value
    if mention.table.units:
        fitting = [other for other in mention.table.units if units.same(unit, other.unit)]
        return any(own is None or near(value, own * other.factor) for other in fitting)
    return units.kind(unit) in {"count", "noun"} and mention.table.is_whole and _counts(mention, unit)


def _counts(mention: Mention, unit: str) -> bool:
    """Whether a head that ends in 数 leaves a unit open, or has it: 户数 is not counted in 人."""
    noun = fold(mention.noun or "")
    stem = noun.removesuffix("数") if noun.endswith("数") else ""
    counted = next((stem[-length:] for length in (3, 2, 1) if stem[-length:] in units.units()), None)
    return counted is None or units.same(counted, unit)
