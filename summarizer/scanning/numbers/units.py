"""Units and classifiers: where they occur, which are the same, how they convert.

The table is `data/units.tsv`; factors are those of the International System of Units and of China's legal
units of measurement (1 亩 = 1/15 公顷, 1 斤 = 500 克, 1 里 = 500 米).
"""

import re
from functools import cache
from typing import NamedTuple

from summarizer.errors import UsageError
from summarizer.models import Number
from summarizer.resources import lazy_pattern, message, table

_PER_BEGINS = frozenset("/每")
_RATE = lazy_pattern("/|每")
# After 每, only the units of rates: 立方米每秒; 5人每组 counts groups.
_PER_WORDS = ("秒", "小时", "分钟", "立方米", "平方公里", "平方米", "公斤", "千克", "公顷", "亩", "吨", "升")


class Unit(NamedTuple):
    """One row of the table: 1 `name` = `factor` `base`."""

    name: str
    kind: str
    base: str
    factor: float


@cache
def units() -> dict[str, Unit]:
    return {row[0]: Unit(row[0], row[1], row[2], float(row[3])) for row in table("units")}


@cache
def _kinds() -> dict[str, str]:
    return {name: unit.kind for name, unit in units().items()}


@cache
def _alternatives() -> dict[str, str]:
    """What matches the units that begin with a character, the longest first, by that character."""
    by_first: dict[str, list[str]] = {}
    for row in sorted(table("units"), key=lambda row: -len(row[0])):
        by_first.setdefault(row[0][0], []).append(_alternative(*row))
    return {first: "|".join(alternatives) for first, alternatives in by_first.items()}


@cache
def _pattern(first: str) -> re.Pattern[str] | None:
    return re.compile(_alternatives()[first]) if first in _alternatives() else None


def _alternative(name: str, _kind: str, _base: str, _factor: str, not_before: str = "") -> str:
    latin_end = "(?![A-Za-z])" if name[-1].isascii() and name[-1].isalpha() else ""
    forbidden = f"(?!{not_before})" if not_before else ""
    return re.escape(name) + latin_end + forbidden


@cache
def _per() -> re.Pattern[str]:
    """What follows a unit in a rate: 公里|/小时, mg|/100ml, 元|/人·月, 立方米|每秒, 元|/月."""
    divisor = f"(?:{'|'.join(_alternatives().values())}|月|季|[hsd](?![A-Za-z]))"
    return re.compile(f"/(?:10+)?{divisor}(?:·{divisor})?|每(?:{'|'.join(_PER_WORDS)})")


def at(folded: str, position: int) -> str | None:
    """The longest unit at a position of a folded string, rates included (公里/小时, 立方米每秒)."""
    pattern = _pattern(folded[position : position + 1])
    match = pattern.match(folded, position) if pattern else None
    if match is None:
        return None
    end = match.end()
    if folded[end : end + 1] in _PER_BEGINS:
        per = _per().match(folded, end)
        return folded[position : per.end() if per else end]
    return match[0]


def kind(unit: str | None) -> str | None:
    """count, noun, rank, measure, money, time or share; rates are measures; None where the unit is unknown."""
    if unit is None:
        return None
    found = _kinds().get(unit)
    if found is not None:
        return found
    return "measure" if _RATE.search(unit) else None


def _in_base(unit: str) -> tuple[str, float]:
    """The base of a unit and how much of it one unit is: (米, 1000), of a rate (米/秒, 0.2777…)."""
    if unit in units():
        return units()[unit].base, units()[unit].factor
    over, *under = (units().get(part) or Unit(part, "", part, 1) for part in _RATE.split(unit))
    factor = over.factor
    for part in under:
        factor /= part.factor
    return "/".join(part.base for part in (over, *under)), factor


def base(unit: str | None) -> str:
    """The name that units of one base share: 亩 and 公顷 have that of 平方米; none is 个."""
    return _in_base(unit or "个")[0]


def factor(unit: str | None) -> float:
    """How much of its base a unit is: 10000 of 公顷; of none, 1."""
    return _in_base(unit or "个")[1]


def same(unit: str | None, other: str | None) -> bool:
    """Whether two units are the same: equal, of one base and factor (名 人 位; 公里/小时 千米每小时), or none and 个."""
    return (unit or "个") == (other or "个") or (
        unit is not None and other is not None and _in_base(unit) == _in_base(other)
    )


def convert(value: Number, unit: str, to: str) -> float:
    """The value in another unit of the same base (亩 → 公顷, 公里/小时 → 米/秒); UsageError where there is none."""
    (base, factor), (other_base, other_factor) = _in_base(unit), _in_base(to)
    if base != other_base:
        raise UsageError(message("unit.not_converted", unit=unit, to=to))
    return value * factor / other_factor
