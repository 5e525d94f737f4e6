"""Numbers without a numeral, or in other words: 半天, 一半, 多轮次, Ⅱ级, 百分百, 千儿八百; and whole strings that are one number."""

import re
from collections.abc import Iterator
from decimal import Decimal

from summarizer.scanning.numbers.amounts import Quantity, qualified, with_unit
from summarizer.scanning.numbers.numerals import Value, parse

# An indefinite number of occasions is a figure: 多轮核酸检测; 多种方式 is a way of speaking.
_MANY = re.compile("多(?<![许很众诸繁更最较几数十百千万亿0-9].)(轮次|轮|场次|批次|人次)")
_HALF = re.compile(
    "半(?<![一两多大上下前后过对参折各].)(年|个月|个小时|小时|天|公里|斤|亩|个百分点|成(?!品|熟|年|功))(?!报|度)|一半()|半数(?!字|据|值|量|学)()"
)
_ROMAN_DIGIT = re.compile("[Ⅰ-ⅩIVX]")
_ROMAN = re.compile("([Ⅰ-Ⅹ]|(?<![A-Za-z])(?:I{1,3}|IV|V|VI{1,3}|IX|X)(?![A-Za-z]))(级|类|型|期)")
_ROMAN_VALUES = dict(zip(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), range(1, 11), strict=True))
_ROMAN_VALUES |= dict(zip("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", range(1, 11), strict=True))
_WHOLE = re.compile("百分百(?!之)")
_ABOUT = re.compile("([百千万])[儿把]八([十百千])")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10000}


def find(folded: str) -> Iterator[Quantity]:
    """The numbers of a folded string that no numeral tells."""
    for match in _MANY.finditer(folded):
        yield Quantity(*match.span(), match.start(), match.start() + 1, None, None, None, 0, match[1], "多")
    half = Decimal("0.5")
    for match in _HALF.finditer(folded):
        quantity = Quantity(*match.span(), match.start(), match.start() + 1, half, half, half, half, match[1] or None)
        yield qualified(folded, quantity, 0)
    for match in _WHOLE.finditer(folded):
        yield qualified(folded, Quantity(*match.span(), *match.span(), 100, 100, 100, 1, "%"), 0)
    yield from _about(folded)
    for match in _ROMAN.finditer(folded) if _ROMAN_DIGIT.search(folded) else ():
        value = _ROMAN_VALUES[match[1]]
        yield Quantity(*match.span(), *match.span(1), value, value, value, 1, match[2], ordinal=True)


def _about(folded: str) -> Iterator[Quantity]:
    """百儿八十, 千儿八百: from 80 to 100, from 800 to 1000."""
    for match in _ABOUT.finditer(folded):
        high, low = _SCALES[match[1]], 8 * _SCALES[match[2]]
        if high == 10 * _SCALES[match[2]]:
            yield with_unit(folded, Quantity(*match.span(), *match.span(), None, low, high, 0))


_BETWEEN = re.compile(
    r"(?<=[\d零〇一二两三四五六七八九十百千万亿点负.,-])[ ]+(?=[\d零〇一二两三四五六七八九十百千万亿点.,kKmMgG])"
)
_SUFFIXES = {"k": 10**3, "m": 10**6, "g": 10**9}
_SUFFIXED = re.compile(r"(.*[0-9])[ ]?([kKmMgG])")
_SPOKEN = re.compile("(?<=[0-9])点(?=[0-9])")
_HALVES = re.compile("(.*?)[个]?半")


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
