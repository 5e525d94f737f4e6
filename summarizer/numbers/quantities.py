"""Quantities: a numeral with its sign, qualifiers, multiplier and unit, ranges and fractions put together.

Read from a folded string, before any thought of what the number means (that is `roles`):

    近200场次 · 2.3万余次 · 约30多万元 · 3-5户 · 20%~30% · 三至五人 · 百分之三十 · 三分之二 · 零下5℃
    一个半月 · 三天半 · 123元1角1分 · 数十人 · 多轮次 · 第一针 · 64余万
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from summarizer.numbers import qualifiers, units
from summarizer.numbers.numerals import BIG, Numeral, Value, find
from summarizer.numbers.qualifiers import interval

_RANGE = re.compile(r"\s?(?:-|~|至|到)\s?")
_FRACTION = {"百": ("%", 1), "千": ("‰", 1)}
_SCALES = "百千万亿"
_NEGATIVE = re.compile(r"(?:零下|(?<![欺肩抱胜担背])负|(?<![0-9A-Za-z\)\]%℃-])-)\s?\Z")
_HALF_UNIT = re.compile("个半(月|小时|钟头|星期|学期)")
_MORE_UNIT = re.compile("个[多来余](月|小时|星期|学期|季度|百分点)")
# Only what is counted by occasions is told as an indefinite figure: 多轮核酸检测; 多种方式 is a way of speaking.
_MANY = re.compile("(?<![许很众诸繁更最较])多(轮次|轮|场次|批次|人次)")
_HALF = re.compile("(?<![一两多大上下前后过对参折各])半(年|个月|个小时|小时|天|公里|斤|亩|个百分点)(?!报|度)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at [start, end) of the folded string; its numeral at [number_start, number_end).

    `value` is None for ranges and indefinite ones; `low` and `high` are what it can mean. `ordinal` says that
    第 stands before it, `arabic` that it has Arabic digits, `scale` that it is 百 千 万 亿 or 几 数 alone.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Value | None
    low: Value | None
    high: Value | None
    step: Value
    unit: str | None = None
    qualifier: str | None = None
    ordinal: bool = False
    arabic: bool = False
    scale: bool = False


def read(folded: str) -> list[Quantity]:
    """All quantities of a folded string in order; they do not overlap."""
    numerals = list(find(folded))
    found = [*_read(folded, numerals), *_many(folded), *_halves(folded)]
    return _join_coins(sorted(found, key=lambda quantity: quantity.start))


def _read(folded: str, numerals: Sequence[Numeral]) -> Iterator[Quantity]:
    index, floor = 0, 0
    while index < len(numerals):
        quantity, index = _one(folded, numerals, index, floor)
        if quantity is not None:
            floor = quantity.end
            yield quantity


def _one(folded: str, numerals: Sequence[Numeral], index: int, floor: int) -> tuple[Quantity | None, int]:
    """The quantity of the numeral at an index, and the index of the next that it leaves."""
    first = numerals[index]
    follower = numerals[index + 1] if index + 1 < len(numerals) else None
    below_zero = folded[first.start : first.end + 1] == "零下"
    if first.start < floor or below_zero:
        return None, index + 1
    if follower is not None:
        fraction = _fraction(folded, first, follower)
        if fraction is not None:
            return _signed(folded, _qualified(folded, fraction, floor), floor), index + 2
        range_ = _range(folded, first, follower)
        if range_ is not None:
            return _qualified(folded, range_, floor), index + 2
    single = _single(folded, first)
    return _signed(folded, _qualified(folded, single, floor), floor), index + 1


def _single(folded: str, numeral: Numeral) -> Quantity:
    """Numeral, inner qualifier and unit; halves too (一个半月, 三天半)."""
    bare = folded[numeral.start : numeral.end]
    quantity = Quantity(
        numeral.start,
        numeral.end,
        numeral.start,
        numeral.end,
        numeral.value,
        numeral.low,
        numeral.high,
        numeral.step,
        qualifier=numeral.vague or (numeral.more if numeral.more != "个" else None),
        arabic=numeral.arabic,
        scale=bare in {*_SCALES, "几", "数"},
    )
    if numeral.value is not None:
        low, high = interval(numeral.value, numeral.step, quantity.qualifier)
        quantity = replace(quantity, low=low, high=high)
    return _with_unit(folded, quantity, numeral)


def _with_unit(folded: str, quantity: Quantity, numeral: Numeral) -> Quantity:
    end, value = quantity.end, numeral.value
    gap = _gap(folded, quantity)
    more = None if quantity.qualifier else qualifiers.inside(folded, end + gap)
    if more is not None and value is not None and _takes_more(value, numeral, folded, end + gap + len(more)):
        low, high = interval(value, numeral.step, more)
        end += gap + len(more)
        quantity = replace(quantity, end=end, qualifier=more, low=low, high=high)
    return _with_compound_unit(folded, quantity, numeral) or _with_plain_unit(folded, quantity, numeral)


def _gap(folded: str, quantity: Quantity) -> int:
    return 1 if quantity.arabic and folded[quantity.end : quantity.end + 1] == " " else 0


def _takes_more(value: Value, numeral: Numeral, folded: str, behind: int) -> bool:
    """Behind a round number (1500余), or before a unit of time (3年多 is read with the unit)."""
    round_number = numeral.step >= 10 or value % 10 == 0
    return bool(round_number and value) or (value < 10 and units.kind(units.at(folded, behind)) == "time")


def _with_compound_unit(folded: str, quantity: Quantity, numeral: Numeral) -> Quantity | None:
    half = _HALF_UNIT.match(folded, quantity.end)
    if half is not None and numeral.value is not None:
        exact = _decimal(Fraction(numeral.value) + Fraction(1, 2))
        return replace(quantity, end=half.end(), unit="个" + half[1], value=exact, low=exact, high=exact)
    more = _MORE_UNIT.match(folded, quantity.end)
    if more is not None and numeral.value is not None:
        word = folded[quantity.end + 1]
        low, high = interval(numeral.value, numeral.step, word)
        return replace(quantity, end=more.end(), unit="个" + more[1], qualifier=word, low=low, high=high)
    return None


def _with_plain_unit(folded: str, quantity: Quantity, numeral: Numeral) -> Quantity:
    gap = _gap(folded, quantity)
    unit = units.at(folded, quantity.end + gap)
    if unit is None or (unit[0].isascii() and unit[0].isalpha() and not quantity.arabic):
        return quantity
    end = quantity.end + gap + len(unit)
    quantity = replace(quantity, end=end, unit=unit)
    if numeral.value is None or units.kind(unit) != "time":
        return quantity
    if folded[end : end + 1] == "半":
        exact = _decimal(Fraction(numeral.value) + Fraction(1, 2))
        return replace(quantity, end=end + 1, value=exact, low=exact, high=exact)
    if folded[end : end + 1] in {"多", "余"} and quantity.qualifier is None:
        low, high = interval(numeral.value, numeral.step, "多")
        return replace(quantity, end=end + 1, qualifier=folded[end], low=low, high=high)
    return quantity


def _decimal(value: Value | Fraction) -> Value:
    fraction = Fraction(value)
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def _fraction(folded: str, first: Numeral, follower: Numeral) -> Quantity | None:
    """百分之三十 is 30 %, 三分之二 is 2/3."""
    between = folded[first.end : follower.start]
    if between == "/" and first.arabic and follower.arabic:
        return _fraction_with_slash(folded, first, follower)
    if between not in {"分之", "分之负"} or first.value is None or follower.value is None or not first.value:
        return None
    base = folded[first.start : first.end]
    sign = -1 if between.endswith("负") else 1
    unit, value = (_FRACTION[base][0], follower.value) if base in _FRACTION else (None, None)
    if value is None:
        value = _decimal(Fraction(follower.value) / Fraction(first.value))
    value = sign * value
    span = (first.start, follower.end)
    return Quantity(*span, *span, value, value, value, follower.step if unit else 0, unit, arabic=follower.arabic)


def _fraction_with_slash(folded: str, first: Numeral, follower: Numeral) -> Quantity | None:
    """1/3 of something; no date and no part of a path."""
    around = folded[first.start - 1 : first.start] + folded[follower.end : follower.end + 1]
    if first.value is None or follower.value is None or not 0 < first.value < follower.value < 100 or "/" in around:
        return None
    value = _decimal(Fraction(first.value) / Fraction(follower.value))
    span = (first.start, follower.end)
    return Quantity(*span, *span, value, value, value, 0, arabic=True)


def _range(folded: str, first: Numeral, follower: Numeral) -> Quantity | None:
    """3-5户, 三至五人, 20%~30%, 3—5万: two values, the second larger, of one unit."""
    if first.value is None or follower.value is None or first.more or follower.more:
        return None
    second = _single(folded, follower)
    unit = units.at(folded, first.end)
    gap_start = first.end + len(unit) if unit and unit == second.unit else first.end
    separator = _RANGE.match(folded, gap_start)
    if separator is None or separator.end() != follower.start or not _is_range(folded, first, follower):
        return None
    low = first.value
    shared = BIG.get(folded[follower.end - 1])
    if shared and folded[first.end - 1] not in BIG and low * shared < follower.value:
        low *= shared
    if low >= follower.value:
        return None
    return replace(second, start=first.start, number_start=first.start, value=None, low=low, high=second.high)


def _is_range(folded: str, first: Numeral, follower: Numeral) -> bool:
    """No telephone number, code or score: 0937-3331234, 62-1-3, A-1."""
    if first.arabic != follower.arabic:
        return False
    digits = folded[first.start : first.end], folded[follower.start : follower.end]
    coded = any(len(part) > 1 and part[0] == "0" and part[1] != "." for part in digits)
    around = folded[first.start - 1 : first.start] + folded[follower.end : follower.end + 1]
    return not coded and "-" not in around and "+" not in around


def _qualified(folded: str, quantity: Quantity, floor: int) -> Quantity:
    """The qualifiers before and after, and the interval that they make."""
    if folded[quantity.start - 1 : quantity.start] == "第":
        return replace(quantity, start=quantity.start - 1, ordinal=True)
    front = qualifiers.before(folded, quantity.start)
    if front is None and folded[quantity.start : quantity.start + 1] in _SCALES:
        front = qualifiers.before_scale(folded, quantity.start)
    if front is not None and quantity.start - len(front) >= floor:
        quantity = _qualify(quantity, front, quantity.start - len(front), quantity.end)
    back = qualifiers.after(folded, quantity.end)
    if back is not None and (quantity.unit or quantity.arabic or quantity.value is None or quantity.value > 10):
        quantity = _qualify(quantity, back.strip(), quantity.start, quantity.end + len(back))
    return quantity


def _qualify(quantity: Quantity, word: str, start: int, end: int) -> Quantity:
    both = [word, quantity.qualifier] if start < quantity.start else [quantity.qualifier, word]
    qualifier = "…".join(part for part in both if part)
    said = qualifiers.meanings(qualifier)
    low, high = quantity.low, quantity.high
    if quantity.value is not None:
        low, high = interval(quantity.value, quantity.step, qualifier)
    low = None if "under" in said else low
    high = None if "over" in said else high
    return replace(quantity, start=start, end=end, qualifier=qualifier, low=low, high=high)


def _signed(folded: str, quantity: Quantity, floor: int) -> Quantity:
    match = _NEGATIVE.search(folded, max(floor, quantity.start - 3), quantity.start)
    if match is None or quantity.value is None or quantity.ordinal:
        return quantity
    if match.group()[0] == "-" and not _is_minus(folded, match.start(), quantity):
        return quantity
    low = None if quantity.high is None else -quantity.high
    high = None if quantity.low is None else -quantity.low
    return replace(quantity, start=match.start(), value=-quantity.value, low=low, high=high)


def _is_minus(folded: str, position: int, quantity: Quantity) -> bool:
    """A minus stands before digits where a number can begin; behind a Chinese character, with % or ℃ only."""
    begins = position == 0 or folded[position - 1] in " (:\t\n"
    return quantity.arabic and (begins or quantity.unit in {"%", "℃", "摄氏度", "个百分点"})


def _many(folded: str) -> Iterator[Quantity]:
    for match in _MANY.finditer(folded):
        start, end = match.span()
        yield Quantity(start, end, start, start + 1, None, None, None, 0, match[1], "多")


def _halves(folded: str) -> Iterator[Quantity]:
    for match in _HALF.finditer(folded):
        start, end = match.span()
        yield Quantity(start, end, start, start + 1, Decimal("0.5"), Decimal("0.5"), Decimal("0.5"), 0, match[1])


def _join_coins(quantities: Sequence[Quantity]) -> list[Quantity]:
    """123元1角1分 is one sum of money."""
    joined: list[Quantity] = []
    for quantity in quantities:
        last = joined[-1] if joined else None
        if last is not None and _adds(last, quantity):
            share = {"角": 10, "毛": 10, "分": 100}[quantity.unit or ""]
            value = _decimal(Fraction(last.value or 0) + Fraction(quantity.value or 0) / share)
            joined[-1] = replace(last, end=quantity.end, unit="元", value=value, low=value, high=value)
        else:
            joined.append(quantity)
    return joined


def _adds(last: Quantity, coin: Quantity) -> bool:
    return (
        last.end == coin.start
        and last.unit in {"元", "块", "角", "毛"}
        and coin.unit in {"角", "毛", "分"}
        and last.qualifier is None
        and last.value is not None
        and coin.value is not None
    )
