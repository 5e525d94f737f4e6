"""Signs: where a number is below zero.

    零下5℃ · 负三十六元 · -3.2% · (-5) · 5.1、-5.64 · 利润总额-2.4亿元

A minus touches its digits and begins them. No minus is the dash of an empty cell (— 11.2), of a clause (医院 — 3家),
of a page number (-1-), of a list item at the head of a line (-12所学校), or of a word (学校-12所).
"""

import re

from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.adjoining import words
from summarizer.scanning.numbers.amounts import Quantity

_NEGATIVE = re.compile(r"(?:零下[ ]?|(?<![欺肩抱胜担背减增降])负(?:的)?[ ]?|(?<![0-9A-Za-z)\]%℃-])-)\Z")
_BEGINNING = frozenset(" (:|\t\n,、;~=<>")
_ITEM = lazy_pattern("(?!左右|上下|以[上下内]|[多余])[\u4e00-\u9fff]")
# Words that a change or a balance follows: 增量-2.4万人, 为-5.64.
_BALANCE = lazy_pattern(rf"{words('balance')}\Z")
_PAGE_END = lazy_pattern("[ ]?-")


def signed(folded: str, quantity: Quantity, floor: int) -> Quantity:
    """The quantity with the sign before it, if there is one after `floor`."""
    if quantity.value is None or quantity.ordinal:
        return quantity
    begins = start(folded, quantity.start, quantity.end, quantity.unit, arabic=quantity.arabic, floor=floor)
    if begins is None:
        return quantity
    low = None if quantity.high is None else -quantity.high
    high = None if quantity.low is None else -quantity.low
    return quantity._replace(start=begins, value=-quantity.value, low=low, high=high)


def start(folded: str, begin: int, end: int, unit: str | None, *, arabic: bool, floor: int = 0) -> int | None:
    """Where the sign of a number at [begin, end) starts; None where it has none."""
    match = _NEGATIVE.search(folded, max(floor, begin - 3), begin)
    if match is None or (match[0] == "-" and not (arabic and _is_minus(folded, match.start(), end, unit))):
        return None
    return match.start()


def _is_minus(folded: str, position: int, end: int, unit: str | None) -> bool:
    """Whether the dash at a position is a minus: where a number can begin, or before shares, money and ℃."""
    if _PAGE_END.match(folded, end):
        return False
    if position == 0 or folded[position - 1] == "\n":
        return units.kind(unit) != "count" or not _ITEM.match(folded, end)
    if folded[position - 1] in _BEGINNING:
        return True
    can_fall = units.kind(unit) in {"share", "money"} or unit in {"℃", "摄氏度"}
    return can_fall or _BALANCE.search(folded, max(0, position - 2), position) is not None
