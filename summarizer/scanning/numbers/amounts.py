"""Amounts: one numeral with the words inside of it, its unit and its qualifiers.

近200场次, 2.3万余次, 约30多万元, 一个半月, 三天半, 三成五, 第一针.
"""

import re
from decimal import Decimal
from fractions import Fraction
from string import ascii_letters
from typing import NamedTuple

from summarizer.models import Number
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers import qualifiers, units
from summarizer.scanning.numbers.arabic import exact
from summarizer.scanning.numbers.groups import DIGITS
from summarizer.scanning.numbers.numerals import Numeral, Value
from summarizer.scanning.numbers.qualifiers import interval

SCALES = "百千万亿"
_BARE = frozenset([*SCALES, "几", "数"])
_HALF_UNIT = lazy_pattern("个半(月|小时|钟头|星期|学期)")
_MORE_UNIT = lazy_pattern("个[多来余](月|小时|星期|学期|季度|百分点)")
# 三成五, 一米八, 两块五: a tenth of the unit; not 三块五个, 一米二十.
_TENTH = lazy_pattern(
    "[一二三四五六七八九1-9](?![零二三四五六七八九十百千万亿0-9半.]|一[零一二三四五六七八九十百千万亿])"
)
_TENTHS = frozenset(["成", "块", "米"])
_HEIGHT_ENDS = lazy_pattern(r"[\s,。;、)的高宽长深左以多个]|\Z")
# 提出六点优化环境的措施, 三点要求; not 六点出发.
_POINTS = lazy_pattern(
    "点[\u4e00-\u9fff]{0,10}?(?:要求|意见|建议|措施|希望|体会|感受|启示|说明|倡议|主张|共识|思考|想法|看法|原因|理由|声明|经验|做法)"
)
_NTH = re.compile("第[ ]?\\Z")
BLANK = "".join(filter(str.isspace, map(chr, range(0x3001))))
# What may adjoin a number that is not plain: qualifiers, signs, halves; a blank, as it may hide one.
_SIGNED = frozenset("下负")
_AHEAD = _SIGNED | set("的- ") | qualifiers.LAST_BEFORE
_AHEAD_OF_BLANK = _AHEAD | set("第")
_DIGITS = frozenset("0123456789")
_NO_SIGN_AFTER = _DIGITS | set(ascii_letters + ")]%℃-")
_INNER = frozenset("半多来余许+")
_JOINS, _JOINS_AFTER_BLANK = frozenset("-~至到/分又"), frozenset("-~至到")
_CONTINUES = _INNER | _JOINS | set("个" + BLANK)
_AFTER = qualifiers.FIRST_AFTER | _JOINS | set("或及" + BLANK)
_HALVED = frozenset(["time", "measure", "share", "money"])


class Quantity(NamedTuple):
    """A quantity at [start, end) of the folded string; its numeral at [number_start, number_end).

    `value` is None for ranges and indefinite ones; `low` and `high` are what it can mean. `ordinal` says that
    第 precedes it, `arabic` that it has Arabic digits, `scale` that it is 百 千 万 亿 or 几 数 alone. `parts` are the
    numbers of a ratio (5.8:41.2:53.0), which has no other value.
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
    parts: tuple[Number, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether it is a run of data, which has no value, bound, qualifier or part."""
        return self.value is None and self.low is None and self.high is None and not (self.qualifier or self.parts)


def plain(folded: str, numeral: Numeral) -> Quantity | None:
    """A number with nothing around it but its unit or 第, as most are: what the steps below make, or None if they are needed."""
    start, end, low, high, step, vague, more, arabic = numeral
    preceding, following = folded[start - 1 : start], folded[end : end + 1]
    if vague or more or not (low is high or low == high) or (not arabic and folded[start] in SCALES):
        return None
    begins_before = preceding in _AHEAD and _begins_before(folded, start, preceding)
    if begins_before or (following in _CONTINUES and _goes_on(folded, end, following)):
        return None
    number_end = end
    unit = units.at(folded, end)
    kind = units.kind(unit)
    if unit is not None:
        if not (arabic or _is_of_words(folded, end, unit, kind)):
            return None
        end += len(unit)
        if (kind in _HALVED and folded[end : end + 1] in _INNER) or unit in _TENTHS:
            return None
    if folded[end : end + 1] in _AFTER and (_joins(folded, end) or qualifiers.after(folded, end, kind)):
        return None
    nth = preceding == "第"
    return Quantity(start - nth, end, start, number_end, low, low, low, step, unit, None, nth, arabic)


def _begins_before(folded: str, start: int, preceding: str) -> bool:
    """Whether a sign or qualifier may precede a number, or 第 and a blank; the dash of 2022-03 is no sign."""
    if preceding == " ":
        return folded[start - 2 : start - 1] in _AHEAD_OF_BLANK
    if preceding == "-":
        return folded[start - 2 : start - 1] not in _NO_SIGN_AFTER
    if preceding == "的":
        return folded.startswith("负", start - 2)
    return preceding in _SIGNED or qualifiers.before(folded, start) is not None


def _goes_on(folded: str, end: int, following: str) -> bool:
    """Whether a half, a word like 余, another number, or a blank and a unit may follow a number: no blank before digits, no 个 alone."""
    after = folded[end + 1 : end + 2]
    if following == "个":
        return after in _INNER
    return following in _INNER or _joins(folded, end) or (following == " " and after not in _DIGITS)


def _joins(folded: str, end: int) -> bool:
    """Whether what follows joins a number and the next: 3-5户, 三至五人, 1/3, 三分之二, 三又四分之一."""
    following, after = folded[end : end + 1], folded[end + 1 : end + 2]
    if following.isspace():
        return after in _JOINS_AFTER_BLANK
    return following in _JOINS and (following != "分" or after == "之")


def single(folded: str, numeral: Numeral) -> Quantity:
    """Numeral, inner qualifier and unit; halves too (一个半月, 三天半)."""
    start, end, low, high, step, vague, more, arabic = numeral
    value, inner = numeral.value, vague or (more if more != "个" else None)
    bounds = (low, high) if value is None else interval(value, step, inner)
    scale = folded[start:end] in _BARE
    quantity = Quantity(start, end, start, end, value, *bounds, step, qualifier=inner, arabic=arabic, scale=scale)
    quantity = _with_more(folded, quantity)
    return _with_compound_unit(folded, quantity) or with_unit(folded, quantity)


def _gap(folded: str, quantity: Quantity) -> int:
    return 1 if quantity.arabic and folded[quantity.end : quantity.end + 1] == " " else 0


def _with_more(folded: str, quantity: Quantity) -> Quantity:
    """1500余, 十多: after a round number, or 余 before a unit (325余人)."""
    start = quantity.end + _gap(folded, quantity)
    if folded[start : start + 1] not in _INNER or quantity.qualifier or not quantity.value:
        return quantity
    word = qualifiers.inside(folded, start)
    if word is None:
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


def _tenth(folded: str, quantity: Quantity) -> int | None:
    """三成|五, 两块|五, 一米|八: the digit after a unit that is its tenth, where no unit follows the digit."""
    match = _TENTH.match(folded, quantity.end)
    if match is None or quantity.step != 1:
        return None
    priced = quantity.unit == "块" and folded.startswith("一", match.end())
    if quantity.unit == "米" and (quantity.arabic or not _HEIGHT_ENDS.match(folded, match.end())):
        return None
    unit = None if priced else units.at(folded, match.end())
    is_free = unit is None or (quantity.unit == "米" and unit == "高")
    return DIGITS.get(match[0]) or int(match[0]) if is_free else None


def _and_tenth(quantity: Quantity, tenth: int) -> Quantity:
    value = exact(Fraction(quantity.value or 0) + Fraction(tenth, 10))
    unit = "元" if quantity.unit == "块" else quantity.unit
    step = Decimal("0.1")
    return quantity._replace(end=quantity.end + 1, value=value, low=value, high=value, unit=unit, step=step)


def with_unit(folded: str, quantity: Quantity) -> Quantity:
    gap = _gap(folded, quantity)
    unit = units.at(folded, quantity.end + gap)
    number_end = quantity.end + gap
    if unit is None or not (quantity.arabic or _is_of_words(folded, number_end, unit, units.kind(unit))):
        return quantity
    quantity = quantity._replace(end=quantity.end + gap + len(unit), unit=unit)
    if quantity.value is None or (units.kind(unit) not in _HALVED and unit != "块"):
        return quantity
    following = folded[quantity.end : quantity.end + 1]
    if following == "半" and unit not in {"%", "折", "分"}:
        return _and_half(quantity, quantity.end + 1)
    if unit in _TENTHS and quantity.qualifier is None and (tenth := _tenth(folded, quantity)):
        return _and_tenth(quantity, tenth)
    if following in {"多", "余"} and quantity.qualifier is None and qualifiers.inside(folded, quantity.end):
        return _more(quantity, following, quantity.end + 1)
    return quantity


def _is_of_words(folded: str, start: int, unit: str, kind: str | None) -> bool:
    """Whether Chinese numerals have the unit: latin letters and 镇 乡 村 are of Arabic digits alone (5km, 3乡; 三镇 is a name)."""
    if unit == "点":
        return _POINTS.match(folded, start) is not None
    return kind != "noun" and not (unit[0].isascii() and unit[0].isalpha())


def qualified(folded: str, quantity: Quantity, floor: int) -> Quantity:
    """The qualifiers before and after, and the interval that they make."""
    nth = _NTH.search(folded, max(floor, quantity.start - 2), quantity.start)
    if nth is not None:
        return quantity._replace(start=nth.start(), ordinal=True)
    gap = 1 if quantity.arabic and folded[quantity.start - 1 : quantity.start] == " " else 0
    front = qualifiers.before(folded, quantity.start - gap)
    if front is None and folded[quantity.start : quantity.start + 1] in SCALES:
        front, gap = qualifiers.before_scale(folded, quantity.start), 0
    if front is not None and quantity.start - gap - len(front) >= floor:
        quantity = _qualify(quantity, front, quantity.start - gap - len(front), quantity.end)
    back = qualifiers.after(folded, quantity.end, units.kind(quantity.unit))
    small = quantity.value is not None and quantity.step and 1 <= quantity.value <= 10
    is_counted = quantity.unit or quantity.arabic or not small
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
