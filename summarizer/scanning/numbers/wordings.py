"""Numbers without a numeral, or in other words: 半天, 大半年, 一半, 过半, 多轮次, Ⅱ级, 百分百, 千儿八百; and whole strings that are one number."""

import re
from collections.abc import Iterator
from decimal import Decimal

from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers import qualifiers
from summarizer.scanning.numbers.amounts import Quantity, qualified, with_unit
from summarizer.scanning.numbers.numerals import Value, parse

# An indefinite number of occasions is a figure: 多轮核酸检测; 多种方式 is a way of speaking.
_MANY = re.compile("多(?<![许很众诸繁更最较几数十百千万亿0-9].)(轮次|轮|场次|批次|人次)")
_HALF = lazy_pattern(
    "半(?<![一两多上下前后对参折各].)(年|个月|个小时|小时|天|公里|斤|亩|个百分点|成(?!品|熟|年|功))(?!报|度)|一半(?!天)()|(?<!过)半数(?!字|据|值|量|学)()"
)
# 时间过半、任务过半 is a slogan.
_OVER_HALF = lazy_pattern("(?<![双间务程]|经)过半(?:数(?!字|据|值|量|学))?(?![百年个小天月日公里斤亩])")
_MORE_TIME = frozenset("多余")
_ROMAN_DIGIT = re.compile("[Ⅰ-ⅩIVX]")
_ONE_ROMAN = "[Ⅰ-Ⅹ]|(?<![A-Za-z])(?:I{1,3}|IV|V|VI{1,3}|IX|X)(?![A-Za-z])"
_ROMAN = lazy_pattern(
    f"({_ONE_ROMAN})(?:[-~至到]({_ONE_ROMAN}))?(级|类|型|期)|({_ONE_ROMAN})(?=[、或和及/](?:{_ONE_ROMAN})(?:级|类|型|期|[、或和及]))"
)
_TIMES = frozenset(["年", "个月", "天", "个小时", "小时"])
_ROMAN_VALUES = dict(zip(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), range(1, 11), strict=True))
_ROMAN_VALUES |= dict(zip("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", range(1, 11), strict=True))
_WHOLE = lazy_pattern("百分百(?!之)")
_ABOUT = lazy_pattern("([百千万])[儿把]八([十百千])")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10000}


def find(folded: str) -> Iterator[Quantity]:
    """The numbers of a folded string that no numeral tells."""
    for match in _MANY.finditer(folded):
        yield Quantity(*match.span(), match.start(), match.start() + 1, None, None, None, 0, match[1], "多")
    if "半" in folded:
        yield from _halves(folded)
    for match in _WHOLE.finditer(folded) if "百分百" in folded else ():
        yield qualified(folded, Quantity(*match.span(), *match.span(), 100, 100, 100, 1, "%"), 0)
    if "儿八" in folded or "把八" in folded:
        yield from _about(folded)
    if _ROMAN_DIGIT.search(folded):
        yield from _roman(folded)


def _halves(folded: str) -> Iterator[Quantity]:
    """半年, 半年多, 大半年, 一半, 半数, 过半; not 前半年 or 大半个中国."""
    half = Decimal("0.5")
    for match in _HALF.finditer(folded):
        start, end = match.span()
        before, unit = folded[max(0, start - 2) : start], match[1] or None
        if before.endswith("过") and before not in {"经过", "超过"}:
            continue
        if before.endswith("大") and (unit not in _TIMES or match[0][0] != "半"):
            continue
        quantity = Quantity(start, end, start, start + 1, half, half, half, half, unit)
        if before.endswith("大"):
            yield quantity._replace(start=start - 1, high=2 * half, qualifier="大")
        elif unit in _TIMES and folded[end : end + 1] in _MORE_TIME and qualifiers.inside(folded, end):
            yield quantity._replace(end=end + 1, high=2 * half, qualifier=folded[end])
        else:
            yield qualified(folded, quantity, 0)
    for match in _OVER_HALF.finditer(folded):
        start, end = match.span()
        yield Quantity(start, end, start + 1, start + 2, half, half, None, half, qualifier="过")


def _roman(folded: str) -> Iterator[Quantity]:
    """Ⅱ级, Ⅰ-Ⅲ类; and each of Ⅰ或Ⅱ类."""
    for match in _ROMAN.finditer(folded):
        first, last, unit = match[1] or match[4], match[2] or match[1] or match[4], match[3]
        low, high = _ROMAN_VALUES[first], _ROMAN_VALUES[last]
        value = low if low == high else None
        number = match.start(), match.end() - len(unit or "")
        yield Quantity(*match.span(), *number, value, low, high, 1, unit, ordinal=True)


def _about(folded: str) -> Iterator[Quantity]:
    """百儿八十, 千儿八百: from 80 to 100, from 800 to 1000."""
    for match in _ABOUT.finditer(folded):
        high, low = _SCALES[match[1]], 8 * _SCALES[match[2]]
        if high == 10 * _SCALES[match[2]]:
            yield with_unit(folded, Quantity(*match.span(), *match.span(), None, low, high, 0))


_BETWEEN = lazy_pattern(
    r"(?<=[\d零〇一二两三四五六七八九十百千万亿点负.,-])[ ]+(?=[\d零〇一二两三四五六七八九十百千万亿点.,kKmMgG])"
)
_SUFFIXES = {"k": 10**3, "m": 10**6, "g": 10**9}
_SUFFIXED = lazy_pattern(r"(.*[0-9])[ ]?([kKmMgG])")
_SPOKEN = lazy_pattern("(?<=[0-9])点(?=[0-9])")
_HALVES = lazy_pattern("(.*?)[个]?半")


def isolated(folded: str) -> Value | None:
    """The value of a string that is one number and nothing else, however it is spaced (十 五, - 1.2M, 一个半); None if it is none."""
    text = _BETWEEN.sub("", folded.strip())
    text = _SPOKEN.sub(".", text)
    plain = parse(text)
    if plain is not None:
        return plain
    suffixed = _SUFFIXED.fullmatch(text)
    if suffixed is not None and (number := parse(suffixed[1])) is not None:
        return _exact(number * _SUFFIXES[suffixed[2].lower()])
    halves = _HALVES.fullmatch(text)
    if halves is None:
        return None
    whole = parse(halves[1]) if halves[1] not in {"", "一"} or "个" in text else 0
    return None if whole is None else whole + Decimal("0.5")


def _exact(number: Value) -> Value:
    return int(number) if number == int(number) else number
