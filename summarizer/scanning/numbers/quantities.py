"""Quantities: a numeral with its sign, qualifiers, multiplier and unit; fractions and ranges are in `pairs`.

Read from a folded string, before any thought of what the number means (that is `roles`):

    近200场次 · 2.3万余次 · 约30多万元 · 3-5户 · 20%~30% · 百分之三十 · 零下5℃
    一个半月 · 三天半 · 123元1角1分 · 数十人 · 多轮次 · 第一针 · Ⅱ级 · 64余万
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from summarizer.folding import fold
from summarizer.scanning.numbers import lists, pairs, qualifiers, units
from summarizer.scanning.numbers.numerals import Numeral, Value, find, parse
from summarizer.scanning.numbers.pairs import exact
from summarizer.scanning.numbers.qualifiers import interval

_SCALES = "百千万亿"
_BARE = frozenset([*_SCALES, "几", "数"])
_NEGATIVE = re.compile(r"(?:零下|(?<![欺肩抱胜担背])负(?:的)?|(?<![0-9A-Za-z\)\]%℃-])-)\s?\Z")
_HALF_UNIT = re.compile("个半(月|小时|钟头|星期|学期)")
_MORE_UNIT = re.compile("个[多来余](月|小时|星期|学期|季度|百分点)")
# An indefinite number of occasions is a figure: 多轮核酸检测; 多种方式 is a way of speaking.
_MANY = re.compile("多(?<![许很众诸繁更最较几数十百千万亿0-9].)(轮次|轮|场次|批次|人次)")
_WHOLE = re.compile("百分百(?![分之])")
_HALF = re.compile("半(?<![一两多大上下前后过对参折各].)(年|个月|个小时|小时|天|公里|斤|亩|个百分点)(?!报|度)|一半()")
_ROMAN_DIGIT = re.compile("[Ⅰ-ⅩIVX]")
_ROMAN = re.compile("([Ⅰ-Ⅹ]|(?<![A-Za-z])(?:I{1,3}|IV|V|VI{1,3}|IX|X)(?![A-Za-z]))(级|类|型|期)")
_ROMAN_VALUES = dict(zip(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), range(1, 11), strict=True))
_ROMAN_VALUES |= dict(zip("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", range(1, 11), strict=True))
# What may adjoin a number that is not plain: qualifiers, signs, halves; white space, as it may hide one.
_BLANK = "".join(filter(str.isspace, map(chr, range(0x3001))))
_PAIRING = frozenset("-~至到下/之负" + _BLANK)
_AHEAD = frozenset("第下负的-" + _BLANK) | qualifiers.LAST_BEFORE
_INNER = frozenset("半多来余许+")
_CONTINUES = _INNER | set("个" + _BLANK)
_AFTER = qualifiers.FIRST_AFTER | set("或及" + _BLANK)
_HALVED = frozenset(["time", "measure", "share", "money"])
_COINS = {"角": 10, "毛": 10, "分": 100}


class Quantity(NamedTuple):
    """A quantity at [start, end) of the folded string; its numeral at [number_start, number_end).

    `value` is None for ranges and indefinite ones; `low` and `high` are what it can mean. `ordinal` says that
    第 precedes it, `arabic` that it has Arabic digits, `scale` that it is 百 千 万 亿 or 几 数 alone.
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


def values(text: str) -> list[tuple[int, int, Value | None]]:
    """(start, end, value) of every number of a text, whatever its role; the value is None for ranges."""
    folded = fold(text)
    whole = parse(folded)
    if whole is not None:
        return [(0, len(folded), whole)]
    return [(quantity.start, quantity.end, quantity.value) for quantity in read(folded)]


def read(folded: str) -> list[Quantity]:
    """All quantities of a folded string in order; they do not overlap. In a list, each has the unit of the last."""
    numerals = [numeral for numeral in find(folded) if not folded.startswith(("零下", "一半", "百分百"), numeral.start)]
    found = list(_numbers(folded, numerals))
    words = list(_by_words(folded))
    if words:
        found = sorted([*found, *words], key=lambda quantity: quantity.start)
    return lists.with_shared_units(folded, _joined(found))


def _numbers(folded: str, numerals: Sequence[Numeral]) -> Iterator[Quantity]:
    index, floor = 0, 0
    while index < len(numerals):
        first = numerals[index]
        second = numerals[index + 1] if index + 1 < len(numerals) else None
        index += 1
        if first.start < floor:
            continue
        if second is None or folded[second.start - 1] not in _PAIRING:
            plain = _plain(folded, first)
            if plain is not None:
                floor = plain.end
                yield plain
                continue
        paired = _paired(folded, first, second, floor) if second else None
        quantity = paired or _signed(folded, _qualified(folded, _single(folded, first), floor), floor)
        index += bool(paired)
        floor = quantity.end
        yield quantity


def _plain(folded: str, numeral: Numeral) -> Quantity | None:
    """A number with nothing around it but its unit, as most are: the result of the steps below, or None where they are needed."""
    start, end, low, high, step, vague, more, arabic = numeral
    if vague or more or low != high or folded[start] in _SCALES or (start and folded[start - 1] in _AHEAD):
        return None
    following = folded[end : end + 1]
    if following in _CONTINUES and (following != "个" or folded[end + 1 : end + 2] in _INNER):
        return None
    number_end = end
    unit = units.at(folded, end)
    if unit is not None:
        kind = units.kind(unit)
        if arabic or not (kind == "noun" or (unit[0].isascii() and unit[0].isalpha())):
            end += len(unit)
            if kind in _HALVED and folded[end : end + 1] in _INNER:
                return None
        else:
            unit = None
    if folded[end : end + 1] in _AFTER:
        return None
    return Quantity(start, end, start, number_end, low, low, low, step, unit, arabic=arabic)


def _paired(folded: str, first: Numeral, second: Numeral, floor: int) -> Quantity | None:
    fraction = pairs.fraction(folded, first, second)
    if fraction is not None:
        span = (fraction.start, second.end)
        same = (fraction.value, fraction.low, fraction.high)
        quantity = Quantity(*span, *span, *same, fraction.step, fraction.unit, arabic=second.arabic)
        return _signed(folded, _qualified(folded, quantity, floor), floor)
    range_ = pairs.range_(folded, first, second)
    if range_ is None:
        return None
    quantity = _single(folded, second)._replace(start=range_.start, number_start=range_.start, value=None)
    return _qualified(folded, quantity._replace(low=range_.low, high=range_.high), floor)


def _single(folded: str, numeral: Numeral) -> Quantity:
    """Numeral, inner qualifier and unit; halves too (一个半月, 三天半)."""
    span = (numeral.start, numeral.end)
    inner = numeral.vague or (numeral.more if numeral.more != "个" else None)
    low, high = numeral.low, numeral.high
    bounds = (low, high) if numeral.value is None else interval(numeral.value, numeral.step, inner)
    scale = folded[numeral.start : numeral.end] in _BARE
    quantity = Quantity(
        *span, *span, numeral.value, *bounds, numeral.step, qualifier=inner, arabic=numeral.arabic, scale=scale
    )
    quantity = _with_more(folded, quantity)
    return _with_compound_unit(folded, quantity) or _with_plain_unit(folded, quantity)


def _gap(folded: str, quantity: Quantity) -> int:
    return 1 if quantity.arabic and folded[quantity.end : quantity.end + 1] == " " else 0


def _with_more(folded: str, quantity: Quantity) -> Quantity:
    """1500余, 十多: after a round number, or 余 before a unit (325余人)."""
    start = quantity.end + _gap(folded, quantity)
    word = None if quantity.qualifier else qualifiers.inside(folded, start)
    if word is None or not quantity.value:
        return quantity
    unit = units.at(folded, start + len(word))
    is_round = quantity.step >= 10 or quantity.value % 10 == 0
    if (
        is_round
        or (word == "余" and unit)
        or (word == "+" and unit and quantity.value > 9)
        or (quantity.value < 10 and units.kind(unit) == "time")
    ):
        return _more(quantity, word, start + len(word))
    return quantity


def _more(quantity: Quantity, word: str, end: int) -> Quantity:
    low, high = interval(quantity.value or 0, quantity.step, word)
    return quantity._replace(end=end, qualifier=word, low=low, high=high)


def _with_compound_unit(folded: str, quantity: Quantity) -> Quantity | None:
    """一个半小时, 两个多月: a word inside the unit."""
    if quantity.value is None or not folded.startswith("个", quantity.end):
        return None
    half = _HALF_UNIT.match(folded, quantity.end)
    if half is not None:
        return _and_half(quantity._replace(unit="个月" if half[1] == "月" else half[1]), half.end())
    more = _MORE_UNIT.match(folded, quantity.end)
    if more is not None:
        return _more(quantity, folded[quantity.end + 1], more.end())._replace(unit="个" + more[1])
    return None


def _and_half(quantity: Quantity, end: int) -> Quantity:
    value = exact(Fraction(quantity.value or 0) + Fraction(1, 2))
    return quantity._replace(end=end, value=value, low=value, high=value)


def _with_plain_unit(folded: str, quantity: Quantity) -> Quantity:
    gap = _gap(folded, quantity)
    unit = units.at(folded, quantity.end + gap)
    if unit is None or not _can_have(quantity, unit):
        return quantity
    quantity = quantity._replace(end=quantity.end + gap + len(unit), unit=unit)
    if quantity.value is None or units.kind(unit) not in {"time", "measure", "share", "money"}:
        return quantity
    following = folded[quantity.end : quantity.end + 1]
    if following == "半" and unit not in {"%", "折", "分"}:
        return _and_half(quantity, quantity.end + 1)
    if following in {"多", "余"} and quantity.qualifier is None and qualifiers.inside(folded, quantity.end):
        return _more(quantity, following, quantity.end + 1)
    return quantity


def _can_have(quantity: Quantity, unit: str) -> bool:
    """Latin letters and 镇 乡 村 are units of Arabic digits alone: 5km, 3乡; 三镇 is a name."""
    return quantity.arabic or not (units.kind(unit) == "noun" or (unit[0].isascii() and unit[0].isalpha()))


def _qualified(folded: str, quantity: Quantity, floor: int) -> Quantity:
    """The qualifiers before and after, and the interval that they make."""
    gap = 1 if quantity.arabic and folded[quantity.start - 1 : quantity.start] == " " else 0
    if folded[quantity.start - gap - 1 : quantity.start - gap] == "第":
        return quantity._replace(start=quantity.start - gap - 1, ordinal=True)
    front = qualifiers.before(folded, quantity.start - gap)
    if front is None and folded[quantity.start : quantity.start + 1] in _SCALES:
        front, gap = qualifiers.before_scale(folded, quantity.start), 0
    if front is not None and quantity.start - gap - len(front) >= floor:
        quantity = _qualify(quantity, front, quantity.start - gap - len(front), quantity.end)
    back = qualifiers.after(folded, quantity.end, counted=units.kind(quantity.unit) == "count")
    is_counted = quantity.unit or quantity.arabic or quantity.value is None or quantity.value > 10 or not quantity.step
    if back is not None and is_counted:
        quantity = _qualify(quantity, back.word, quantity.start, back.end)
    return quantity


def _qualify(quantity: Quantity, word: str, start: int, end: int) -> Quantity:
    both = [word, quantity.qualifier] if start < quantity.start else [quantity.qualifier, word]
    qualifier = "…".join(part for part in both if part)
    low, high = quantity.low, quantity.high
    if quantity.value is not None:
        low, high = interval(quantity.value, quantity.step, qualifier)
    elif quantity.qualifier:
        low, high = qualifiers.opened(low, high, word)
    return quantity._replace(start=start, end=end, qualifier=qualifier, low=low, high=high)


def _signed(folded: str, quantity: Quantity, floor: int) -> Quantity:
    match = _NEGATIVE.search(folded, max(floor, quantity.start - 3), quantity.start)
    if match is None or quantity.value is None or quantity.ordinal:
        return quantity
    if match.group()[0] == "-" and not _is_minus(folded, match.start(), quantity):
        return quantity
    low = None if quantity.high is None else -quantity.high
    high = None if quantity.low is None else -quantity.low
    return quantity._replace(start=match.start(), value=-quantity.value, low=low, high=high)


def _is_minus(folded: str, position: int, quantity: Quantity) -> bool:
    """A minus sign precedes digits where a number can begin; after a Chinese character, only with shares, money and ℃."""
    begins = position == 0 or folded[position - 1] in " (:|\t\n"
    can_fall = units.kind(quantity.unit) in {"share", "money"} or quantity.unit in {"℃", "摄氏度"}
    return quantity.arabic and (begins or can_fall)


def _by_words(folded: str) -> Iterator[Quantity]:
    """多轮次, 半天, Ⅱ级: numbers without a numeral."""
    for match in _MANY.finditer(folded):
        yield Quantity(*match.span(), match.start(), match.start() + 1, None, None, None, 0, match[1], "多")
    for match in _WHOLE.finditer(folded):
        yield Quantity(*match.span(), *match.span(), 100, 100, 100, 1, "%")
    half = Decimal("0.5")
    for match in _HALF.finditer(folded):
        quantity = Quantity(*match.span(), match.start(), match.start() + 1, half, half, half, half, match[1] or None)
        yield _qualified(folded, quantity, 0)
    for match in _ROMAN.finditer(folded) if _ROMAN_DIGIT.search(folded) else ():
        value = _ROMAN_VALUES[match[1]]
        yield Quantity(*match.span(), *match.span(1), value, value, value, 1, match[2], ordinal=True)


def _joined(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Without overlaps; 123元1角1分 is one sum of money."""
    joined: list[Quantity] = []
    for quantity in quantities:
        last = joined[-1] if joined else None
        if last is not None and last.end == quantity.start and _adds(last, quantity):
            value = exact(Fraction(last.value or 0) + Fraction(quantity.value or 0) / _COINS[quantity.unit or ""])
            joined[-1] = last._replace(end=quantity.end, unit="元", value=value, low=value, high=value)
        elif last is None or quantity.start >= last.end:
            joined.append(quantity)
    return joined


def _adds(last: Quantity, coin: Quantity) -> bool:
    together = last.end == coin.start and last.unit in {"元", "块", "圆", "块钱", "角", "毛"} and coin.unit in _COINS
    return together and last.qualifier is None and last.value is not None and coin.value is not None
