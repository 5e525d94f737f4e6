"""Units and classifiers: where one stands, which ones are the same, how they convert.

The table is `data/units.tsv`; factors are those of the International System of Units and of China's legal
units of measurement (1 亩 = 1/15 公顷, 1 斤 = 500 克, 1 里 = 500 米).
"""

import re
from functools import cache
from typing import NamedTuple

from summarizer.errors import UsageError
from summarizer.models import Number
from summarizer.resources import table


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
def _pattern() -> re.Pattern[str]:
    rows = sorted(table("units"), key=lambda row: -len(row[0]))
    return re.compile("|".join(_alternative(*row) for row in rows))


def _alternative(name: str, _kind: str, _base: str, _factor: str, not_before: str = "") -> str:
    latin_end = "(?![A-Za-z])" if name[-1].isascii() and name[-1].isalpha() else ""
    forbidden = f"(?!{not_before})" if not_before else ""
    return re.escape(name) + latin_end + forbidden


def at(folded: str, position: int) -> str | None:
    """The longest unit that stands at a position of a folded string; rates too (公里/小时, 元/斤)."""
    match = _pattern().match(folded, position)
    if match is None:
        return None
    end = match.end()
    if folded[end : end + 1] == "/":
        per = _pattern().match(folded, end + 1)
        if per is not None:
            return folded[position : per.end()]
    return match.group()


def kind(unit: str | None) -> str | None:
    """count, rank, measure, money, time or share; rates are measures; None where the unit is unknown."""
    if unit is None:
        return None
    if "/" in unit:
        return "measure"
    found = units().get(unit)
    return found.kind if found else None


def same(one: str | None, other: str | None) -> bool:
    """Whether two units are one: equal, of one base and factor (名 人 位), or none and 个."""
    if (one or "个") == (other or "个"):
        return True
    if one is None or other is None:
        return False
    if "/" in one and "/" in other:
        return all(same(*pair) for pair in zip(one.split("/"), other.split("/"), strict=False))
    first, second = units().get(one), units().get(other)
    return bool(first and second and (first.base, first.factor) == (second.base, second.factor))


def convert(value: Number, unit: str, to: str) -> float:
    """The value in another unit of the same base (亩 → 公顷); UsageError where there is none."""
    first, second = units().get(unit), units().get(to)
    if first is None or second is None or first.base != second.base:
        raise UsageError(f"{unit} can't be converted to {to}")
    return value * first.factor / second.factor
