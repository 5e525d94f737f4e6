"""Groups: the parts that a numeral is a row of, digits with the scale after them, where either may be missing.

三百二十五万零八 is 三百|二十|五万|零八, 百八 is 百|八, 1.2亿 is one.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from summarizer.scanning.numbers import arabic
from summarizer.scanning.numbers.arabic import Value

DIGITS = {char: value for value, chars in enumerate(("零〇", "一幺", "二两俩", *"三四五六七八九")) for char in chars}
FINANCIAL = {char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
TENS = {"廿": 20, "卅": 30, "卌": 40}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
LATIN = {"k": 1000, "K": 1000, "w": 10**4, "W": 10**4}
VAGUE = {"几": (2, 9), "数": (2, 9)}
# Alone they are words more often than numbers: 队伍, 大陆, 放肆, 收拾.
ALONE_NO_NUMBER = frozenset("伍陆肆拾佰仟兆幺廿卅卌")

_LONGEST = 40  # a longer row of digits is an id, or an attack
_HAN = {**DIGITS, **FINANCIAL}
_ALONE = "".join(char for char in DIGITS if char not in ALONE_NO_NUMBER)
_SCALES = {**TENS, **SMALL, **BIG, **LATIN, "": 1}

_DIGIT = "零〇一幺二三四五六七八九壹贰叁肆伍陆柒捌玖"
# A row begins with 两 (两百) but does not go on with it, where it is a unit (二两); 一两 is 1 to 2. 大陆三百万 holds no 6.
_ROW = f"(?!(?<=[队入退落行])伍|(?<=[大内登着水海])陆|(?<=[放大])肆)(?:[零〇一]?[两俩]|[{_DIGIT}])[{_DIGIT}]*+(?<![队入退落行]伍)(?<![大内登着水海]陆)(?<![放大]肆)"
# Decimals; not a time of day (八点十五分, 八点五分).
_POINT = f"点[{_DIGIT}]++(?![十拾百佰]|千(?![克瓦伏])|分(?!之)|刻)"
_LEADING = f"点[{_DIGIT}]++(?![分刻])"
_TAIL_POINT = (
    f"(?<=[十拾百佰千仟万亿]){_POINT}|(?<=[百佰千仟万亿])点[0-9]++(?![0-9.,分刻])|(?<=[之是为达约占]){_LEADING}"
)
# 两块五|一斤, 两百二|一晚: the price of one.
_PRICE = "(?<=[块元百千万])[一二三四五六七八九](?=一[斤个只张条份次天公本瓶件晚月年位亩桶吨度趟顿袋箱户人名台辆头])"
# 千克, 千瓦, 百帕 are units, as is 千米 after Arabic digits.
# 高二九班: a grade and a class, no 29.
_GRADE = "(?<=[高初])(?<![提增最]高)(?<!最初)[一二三](?=[一二三四五六七八九十]{1,3}班)"
# 2022十大 has a year.
_SCALE = "(?<![0-9]{4})[十拾佰仟廿卅卌]|[万亿]|百(?!帕)(?<![0-9]{4}百)|千(?![克瓦伏帕卡赫焦])(?<![0-9]千(?=米))|兆(?![瓦帕赫欧字])(?:(?<![0-9]兆)|(?=[元美日港韩新欧亿]))|(?<=[0-9])[kKwW](?![A-Za-z])"
_MORE = f"[余多来个](?=[万亿])|(?<=[0-9{_DIGIT}十百千])[ ](?=[万亿])|(?<=[0-9])[ ][余多][ ]?(?=[万亿])"
_LETTERS = "".join({**_HAN, **_SCALES, **VAGUE})
_SCALE_LETTERS = "".join(_SCALES)
# What goes on with digits: a group that adjoins, a power, a fraction, digits in threes, a word before a scale.
_GOES_ON = (
    f"[0-9{_LETTERS}{arabic.VULGAR}{arabic.RAISED}⁺⁻^eE×xX*·半]|零?下|[.点][0-9{_DIGIT}]|[,'’][0-9]|分之"
    f"|[ ][0-9×xX*·余多{_SCALE_LETTERS}]|[余多来个][{_SCALE_LETTERS}]"
)
BEGINS = re.compile(
    f"[{arabic.FIRST}{_LETTERS}点余多来个](?:(?<=[0-9])[0-9]{{0,18}}+(?P<point>\\.[0-9]{{1,18}}+)?(?P<scale>[万亿])?(?!{_GOES_ON})(?P<arabic>)"
    f"|(?<=[{_ALONE}])(?!{_GOES_ON})(?P<han>)|(?<![余多来个点])|(?<=点)(?=[0-9{_DIGIT}])|(?=[{_SCALE_LETTERS}]))"
)
"""Where a group can begin; and all of it in one look where it is digits that nothing goes on with, as most are."""
_GROUP = re.compile(
    f"(?:((?<=第)[0-9](?:[ ][0-9]){{1,3}}(?![0-9])|(?<=第[ ])[0-9](?:[ ][0-9]){{1,3}}(?![0-9])"
    f"|{arabic.PATTERN}|(?<=[百千万亿])零[0-9]++(?![0-9.,])|{_PRICE}|{_GRADE}|{_ROW}(?:{_POINT})?|{_TAIL_POINT}|[几数])"
    f"({_MORE})?({_SCALE})?"
    f"|({_MORE})?({_SCALE}))"
)


class Group(NamedTuple):
    """Digits, the word between them and the scale, and the scale, at [start, end); each can be empty."""

    start: int
    end: int
    digits: str
    more: str
    scale: str

    @property
    def factor(self) -> int:
        return _SCALES[self.scale]

    @property
    def figures(self) -> str:
        """The digits without the 零 that fills an empty place: 一万|零五百."""
        return self.digits.lstrip("零〇")

    def cut(self, at: int) -> tuple["Group", "Group"]:
        """A part that is digits alone, and what is left."""
        cut = self.start + at
        return Group(self.start, cut, self.digits[:at], "", ""), self._replace(start=cut, digits=self.digits[at:])

    def without_leading_word(self) -> "Group":
        """很多|万, 零|百: what fills the place of digits needs something before it."""
        if not self.scale or self.figures:
            return self
        return Group(self.end - len(self.scale), self.end, "", "", self.scale)


def find(folded: str) -> Iterator[Group]:
    """All groups of a folded string, from left to right, without overlaps."""
    begins = BEGINS.search(folded)
    while begins:
        end, group = at(folded, begins)
        if group is not None:
            yield group
        begins = BEGINS.search(folded, end)


def at(folded: str, begins: re.Match[str]) -> tuple[int, Group | None]:
    """Where a group that can begin somewhere ends, and the group, if it does."""
    match = _GROUP.match(folded, begins.start())
    if match is None:
        return begins.start() + 1, None
    start, end = match.span()
    digits, more, scale, bare_more, bare_scale = match.groups("")
    group = Group(start, end, digits, more or bare_more, scale or bare_scale)
    return end, group if len(digits) <= _LONGEST else None


def is_arabic(group: Group) -> bool:
    return group.figures[:1] in _ARABIC_FIRST


_ARABIC_FIRST = frozenset(arabic.FIRST)


def bounds(group: Group) -> tuple[Value, Value]:
    """Low and high of adjoining digits: positional (二〇二二), or two neighbours (三四, 七八)."""
    text = group.digits
    if text.isdecimal():
        return int(text), int(text)
    if text in VAGUE:
        return VAGUE[text]
    if is_neighbours(text):
        return _HAN[text[0]], _HAN[text[1]]
    if is_arabic(group):
        value = arabic.value(group.figures)
        return value, value
    plain = "".join("." if char == "点" else str(_HAN.get(char, char)) for char in text)
    value = Decimal("0" + plain) if "." in plain else int(plain)
    return value, value


def is_neighbours(digits: str) -> bool:
    """三四, 七八: two consecutive digits form a range, as does 三五."""
    if len(digits) != 2:
        return False
    first, second = DIGITS.get(digits[0]), DIGITS.get(digits[1])
    return digits == "三五" or bool(first and second and first + 1 == second)
