"""Quantities: all numbers of a text, each with its sign, qualifiers, multiplier and unit.

Read from a folded string, before any thought of what the number means (that is `roles`). One numeral is read in
`amounts`, fractions and ranges in `pairs`, ratios in `ratios`, signs in `signs`, numbers without a numeral (半天,
多轮次, Ⅱ级) in `wordings`:

    近200场次 · 2.3万余次 · 约30多万元 · 3-5户 · 20%~30% · 百分之三十 · 零下5℃
    一个半月 · 三天半 · 123元1角1分 · 数十人 · 多轮次 · 第一针 · Ⅱ级 · 64余万
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from operator import itemgetter

from summarizer.folding import fold
from summarizer.scanning.numbers import amounts, lists, pairs, ratios, runs, signs, spaced, wordings
from summarizer.scanning.numbers.amounts import Quantity, qualified
from summarizer.scanning.numbers.arabic import exact
from summarizer.scanning.numbers.numerals import Numeral, Value, find
from summarizer.scanning.numbers.wordings import isolated

__all__ = ["Quantity", "read", "values"]

_BEFORE_NEXT = frozenset("-~至到下/之负又" + amounts.BLANK)
_COINS = {"角": 10, "毛": 10, "毛钱": 10, "分": 100, "分钱": 100}


def values(text: str) -> list[tuple[int, int, Value | None]]:
    """(start, end, value) of every number of a text, whatever its role; the value is None for ranges."""
    folded = fold(text)
    whole = isolated(folded)
    if whole is not None:
        return [(0, len(folded), whole)]
    return [(quantity.start, quantity.end, quantity.value) for quantity in read(folded)]


def read(folded: str) -> list[Quantity]:
    """All quantities of a folded string in order; they do not overlap. In a list, each has the unit of the last."""
    rows = list(runs.find(folded))
    folded = runs.without(folded) if rows else folded
    numerals = [numeral for numeral in find(folded) if not folded.startswith(("零下", "一半", "百分百"), numeral.start)]
    found = list(_numbers(folded, numerals))
    others = [*rows, *ratios.find(folded), *wordings.find(folded)]
    if others:
        found = sorted([*others, *found], key=itemgetter(0))
    return lists.with_shared_units(folded, spaced.without_next_items(folded, _joined(found)))


def _numbers(folded: str, numerals: Sequence[Numeral]) -> Iterator[Quantity]:
    floor = 0
    for index, first in enumerate(numerals):
        if first.start < floor:
            continue
        quantity = (
            amounts.plain(folded, first)
            or _several(folded, numerals[index : index + 3], floor)
            or _signed(folded, amounts.single(folded, first), floor)
        )
        floor = quantity.end
        yield quantity


def _several(folded: str, numerals: Sequence[Numeral], floor: int) -> Quantity | None:
    """The quantity of the first numeral and the next one or two, if they are one."""
    if len(numerals) < 2 or folded[numerals[1].start - 1] not in _BEFORE_NEXT:
        return None
    return _mixed(folded, numerals, floor) or _paired(folded, numerals[0], numerals[1], floor)


def _signed(folded: str, quantity: Quantity, floor: int) -> Quantity:
    return signs.signed(folded, qualified(folded, quantity, floor), floor)


def _mixed(folded: str, three: Sequence[Numeral], floor: int) -> Quantity | None:
    """三又四分之一: a whole number and a fraction of one."""
    if len(three) < 3 or folded[three[0].end : three[1].start] != "又" or three[0].value is None:
        return None
    fraction = pairs.fraction(folded, three[1], three[2])
    if fraction is None or fraction.unit:
        return None
    value = exact(Fraction(three[0].value) + Fraction(fraction.low))
    span, arabic = (three[0].start, three[2].end), three[0].arabic
    quantity = amounts.with_unit(folded, Quantity(*span, *span, value, value, value, 0, arabic=arabic))
    return _signed(folded, quantity, floor)


def _paired(folded: str, first: Numeral, second: Numeral, floor: int) -> Quantity | None:
    fraction = pairs.fraction(folded, first, second)
    if fraction is not None:
        span = (fraction.start, second.end)
        same = (fraction.value, fraction.low, fraction.high)
        quantity = Quantity(*span, *span, *same, fraction.step, fraction.unit, arabic=second.arabic)
        return _signed(folded, quantity, floor)
    range_ = pairs.range_(folded, first, second)
    if range_ is None:
        return None
    quantity = amounts.single(folded, second)._replace(start=range_.start, number_start=range_.start, value=None)
    return qualified(folded, quantity._replace(low=range_.low, high=range_.high), floor)


def _joined(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Without overlaps; 123元1角1分 is one sum of money."""
    joined: list[Quantity] = []
    end = 0
    for quantity in quantities:
        last = joined[-1] if joined else None
        if last is not None and end == quantity.start and _adds(last, quantity):
            value = exact(Fraction(last.value or 0) + Fraction(quantity.value or 0) / _COINS[quantity.unit or ""])
            joined[-1] = last._replace(end=quantity.end, unit="元", value=value, low=value, high=value)
        elif quantity.start >= end:
            joined.append(quantity)
        end = joined[-1].end
    return joined


def _adds(last: Quantity, coin: Quantity) -> bool:
    together = last.unit in {"元", "块", "圆", "块钱", "角", "毛"} and coin.unit in _COINS
    return together and last.qualifier is None and last.value is not None and coin.value is not None
