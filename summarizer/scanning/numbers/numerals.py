"""Numerals: where a number is written, and its value. No units, no roles: see `quantities` and `roles`.

Read from a folded string (Simplified, half width). What is understood:

    Arabic       1809 · 1,809 · 99.5 · 15k · 30w
    Chinese      一千八百零九 · 二〇二二 · 廿三 · 十点六七
    financial    壹佰叁拾
    mixed        2.3万 · 3千5百 · 1.2亿
    short        百八 = 180 · 一万二 = 12,000
    neighbours   三四百 = 300 to 400 · 十五六 = 15 to 16
    inner words  64余万 · 30多万 · 十几万 · 数百 · 几十

A numeral is a row of groups: digits followed by their scale, where either may be missing. 三百二十五万零八 is
三百|二十|五万|零八, 百八 is 百|八. `_follows` says which group can go on with a row: scales fall (千 百 十), and
begin anew after 万 and 亿; `_worth` adds the row up. The step is the place of the last digit given (1500 → 100).
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

Value = int | Decimal

DIGITS = {char: value for value, chars in enumerate(("零〇", "一幺", "二两俩", *"三四五六七八九")) for char in chars}
FINANCIAL = {char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
TENS = {"廿": 20, "卅": 30, "卌": 40}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
LATIN = {"k": 1000, "K": 1000, "w": 10**4, "W": 10**4}
VAGUE = {"几": (2, 9), "数": (2, 9)}

_LONGEST = 40  # a longer row of digits is an id, or an attack
_HAN = {**DIGITS, **FINANCIAL}
_SCALES = {**TENS, **SMALL, **BIG, **LATIN, "": 1}
# Alone they are words more often than numbers: 队伍, 大陆, 放肆, 收拾.
_ALONE_NO_NUMBER = set("伍陆肆拾佰仟兆幺廿卅卌")

_ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})++(?!,?[0-9])(?:\.[0-9]+)?|[0-9]++(?:\.[0-9]++)?"
_DIGIT = "零〇一幺二三四五六七八九壹贰叁肆伍陆柒捌玖"
# A row begins with 两 (两百) but does not go on with it, where it is a unit (二两); 一两 is 1 to 2. 大陆三百万 holds no 6.
_ROW = f"(?!(?<=[队入退落行])伍|(?<=[大内登着水海])陆|(?<=[放大])肆)(?:[零〇一]?[两俩]|[{_DIGIT}])[{_DIGIT}]*+(?<![队入退落行]伍)(?<![大内登着水海]陆)(?<![放大]肆)"
# Decimals; not a time of day (八点十五分, 八点五分).
_POINT = f"点[{_DIGIT}]++(?![十拾百佰]|千(?![克瓦伏])|分(?!之)|刻)"
# 千克, 千瓦, 百帕 are units, as is 千米 after Arabic digits.
_SCALE = "[十拾佰仟万亿廿卅卌]|百(?!帕)|千(?![克瓦伏帕卡赫焦])(?<![0-9]千(?=米))|兆(?![瓦帕赫欧字])(?:(?<![0-9]兆)|(?=[元美日港韩新欧亿]))|(?<=[0-9])[kKwW](?![A-Za-z])"
_MORE = "[余多来个](?=[万亿])|(?<=[0-9])[ ](?=[万亿])"
_GROUP = re.compile(
    f"(?=[0-9{''.join({**_HAN, **_SCALES, **VAGUE})}点余多来个])"
    f"(?:({_ARABIC}|{_ROW}(?:{_POINT})?|(?<=[十拾百佰千仟万亿]){_POINT}|[几数])({_MORE})?({_SCALE})?"
    f"|({_MORE})?({_SCALE}))"
)


class Numeral(NamedTuple):
    """A number as written at [start, end) of the folded string.

    `low` and `high` differ for neighbours (三四百) and vague ones (几十); `vague` says which of them it is.
    `more` is the word inside it (64余万, 两个亿), `arabic` whether it has Arabic digits. Alone, 百 千 万 亿 几 数
    are given too: whether they are numbers depends on the characters around them (近百家, 百姓).
    """

    start: int
    end: int
    low: Value
    high: Value
    step: Value
    vague: str | None = None
    more: str | None = None
    arabic: bool = False

    @property
    def value(self) -> Value | None:
        return self.low if self.low == self.high else None


class _Group(NamedTuple):
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

    def cut(self, at: int) -> tuple["_Group", "_Group"]:
        """A part that is digits alone, and what is left."""
        cut = self.start + at
        return _Group(self.start, cut, self.digits[:at], "", ""), self._replace(start=cut, digits=self.digits[at:])


def find(folded: str) -> Iterator[Numeral]:
    """All numerals of a folded string, from left to right, without overlaps."""
    return (_numeral(row) for row in _rows(folded) if _is_number(row))


def parse(folded: str) -> Value | None:
    """The value of a string that is one plain number and nothing else, or None."""
    sign = -1 if folded[:1] in {"负", "-"} else 1
    body = folded[1:] if sign < 0 else folded
    row = next(_rows(body), None)
    if row is None or (row[0].start, row[-1].end) != (0, len(body)):
        return None
    numeral = _numeral(row)
    plain = numeral.value is not None and not numeral.vague and not numeral.more
    return sign * numeral.low if plain else None


def _is_number(row: Sequence[_Group]) -> bool:
    return len(row) > 1 or row[0].digits + row[0].scale not in _ALONE_NO_NUMBER


def _rows(folded: str) -> Iterator[list[_Group]]:
    """The groups of a folded string, in rows that are one numeral each."""
    row: list[_Group] = []
    for found in _groups(folded):
        group = found
        if row and group.start == row[-1].end:
            if _follows(row, group):
                row.append(group)
                continue
            head, rest = group.cut(1)
            if row[-1].factor == 10 and (rest.digits or rest.scale) and _follows(row, head):
                row.append(head)
                group = rest
        if row:
            yield row
        row = [_without_leading_word(group)]
    if row:
        yield row


def _groups(folded: str) -> Iterator[_Group]:
    for match in _GROUP.finditer(folded):
        digits, more, scale, bare_more, bare_scale = match.groups("")
        more, scale, (start, end) = more or bare_more, scale or bare_scale, match.span()
        said_twice = not digits and scale == folded[start - 1 : start]  # 千千万万 counts nothing
        if (digits or scale) and len(digits) <= _LONGEST and not said_twice:
            yield _Group(start, end, digits, more, scale)


def _without_leading_word(group: _Group) -> _Group:
    """很多|万, 零|百: what fills the place of digits needs something before it."""
    if not group.scale or group.figures:
        return group
    return _Group(group.end - len(group.scale), group.end, "", "", group.scale)


def _follows(row: Sequence[_Group], group: _Group) -> bool:
    """Whether a group that adjoins a row goes on with it."""
    last = row[-1]
    if last.scale in {"", *LATIN} or not _has_room(last, group):
        return False
    if group.scale in BIG:
        return _opens(row, group)
    if group.scale:
        return group.factor < last.factor and (bool(group.figures) or _is_bare_ten(row, group))
    return _ends(group)


def _has_room(last: _Group, group: _Group) -> bool:
    """Whether its digits can follow the scale before: 3千|5百, 1万|600, 十|几."""
    if _is_arabic(group):
        return "." not in group.digits and _digits(group)[0] < last.factor
    if group.digits in VAGUE:
        return last.scale in SMALL and last.digits not in VAGUE and (group.digits == "几" or bool(group.scale))
    return group.digits[:1] not in {"两", "俩"} or bool(group.scale)


def _opens(row: Sequence[_Group], group: _Group) -> bool:
    """万 below 亿, or larger than all before: 一亿|二千|万, 三万|亿; not 亿|万."""
    before = [earlier.factor for earlier in row if earlier.scale in BIG]
    if not before or group.factor > max(before):
        return True
    return group.factor < before[-1] and (bool(group.figures) or row[-1].scale in SMALL)


def _is_bare_ten(row: Sequence[_Group], group: _Group) -> bool:
    """一百|十, 两千|零十; not 百|十."""
    return group.scale in {"十", "拾"} and (bool(row[0].digits) or len(row) > 1)


def _ends(group: _Group) -> bool:
    """Whether digits can end a row: 百|八, 十|五六, 十|点六七, 1万|600; two that are no neighbours are another number."""
    figures = group.figures
    return len(figures) == 1 or "点" in figures or _is_arabic(group) or _neighbours(group.digits)


def _numeral(row: Sequence[_Group]) -> Numeral:
    if len(row) == 1:
        return _of_one(row[0])
    vague = next((group.digits for group in row if group.digits in VAGUE), None)
    more = next((group.more for group in row if group.more.strip()), None)
    arabic = any(_is_arabic(group) for group in row)
    low = _worth(row, 0)
    high = _worth(row, 1) if vague or any(_neighbours(group.digits) for group in row) else low
    return Numeral(row[0].start, row[-1].end, low, high, _step(row), vague, more, arabic)


def _of_one(group: _Group) -> Numeral:
    """The numeral of a row of one group, as most are: the same result as `_worth` and `_step`."""
    start, end, digits, _, scale = group
    if not scale and digits.isdecimal():
        value = int(digits)
        return Numeral(start, end, value, value, place(value), None, None, arabic=True)
    low, high = _digits(group) if group.figures or not group.scale else (1, 1)
    factor = group.factor
    vague = group.digits if group.digits in VAGUE else None
    slack = factor - 1 if vague else 0
    span, step = (group.start, group.end), factor * place(low)
    more = group.more if group.more.strip() else None
    return Numeral(*span, low * factor, high * factor + slack, step, vague, more, _is_arabic(group))


def _worth(row: Sequence[_Group], side: int) -> Value:
    """The low (side 0) or high (1) value: 万 and 亿 multiply what has gathered since the one before."""
    total: Value = 0
    section: Value = 0
    for index, group in enumerate(row):
        factor = _factor(row, index)
        slack = factor - 1 if side and group.digits in VAGUE else 0
        if group.scale not in BIG:
            section += _amount(row, index)[side] * factor + slack
            continue
        section += _amount(row, index)[side]
        larger = factor > max((before.factor for before in row[:index] if before.scale in BIG), default=factor)
        total = (total + section) * factor + slack if larger else total + section * factor + slack
        section = 0
    return total + section


def _amount(row: Sequence[_Group], index: int) -> tuple[Value, Value]:
    """Low and high of the digits before a scale; without any, 十 is once ten, and 万 multiplies the group before."""
    group = row[index]
    if group.digits in VAGUE and index and group.scale not in SMALL:
        return 1, 9  # 十几 is 11 to 19, 几十 20 to 99
    if group.figures or not group.scale:
        return _digits(group)
    return (0, 0) if index and group.scale in BIG else (1, 1)


def _factor(row: Sequence[_Group], index: int) -> int:
    """What the digits are multiplied by; a single digit after 百 千 万 takes the next place (百八, 一万二)."""
    group, before = row[index], row[index - 1]
    is_single = len(group.digits) == 1 or _neighbours(group.digits)
    takes_place = index and not group.scale and is_single and before.scale not in TENS
    return before.factor // 10 if takes_place else group.factor


def _step(row: Sequence[_Group]) -> Value:
    """The place of the last digit given: 十 in 二十, 十万 in 二十万."""
    *before, last = row
    if before and not last.figures and last.scale in BIG:
        return last.factor * _step(before)
    return _factor(row, len(row) - 1) * place(_amount(row, len(row) - 1)[0])


def _digits(group: _Group) -> tuple[Value, Value]:
    """Low and high of adjoining digits: positional (二〇二二), or two neighbours (三四, 七八)."""
    text = group.digits
    if text.isdecimal():
        return int(text), int(text)
    if text in VAGUE:
        return VAGUE[text]
    if _neighbours(text):
        return _HAN[text[0]], _HAN[text[1]]
    plain = "".join("." if char == "点" else str(_HAN.get(char, char)) for char in text if char != ",")
    value = Decimal("0" + plain) if "." in plain else int(plain)
    return value, value


def _neighbours(digits: str) -> bool:
    """三四, 七八: two consecutive digits form a range, as does 三五."""
    if len(digits) != 2:
        return False
    first, second = DIGITS.get(digits[0]), DIGITS.get(digits[1])
    return digits == "三五" or bool(first and second and first + 1 == second)


def _is_arabic(group: _Group) -> bool:
    return "0" <= group.digits[:1] <= "9"


def place(value: Value) -> Value:
    """The place of the last digit given: 1500 → 100, 2.3 → 0.1, 0 → 1."""
    if isinstance(value, Decimal) and (exponent := int(value.as_tuple().exponent)) < 0:
        return Decimal(1).scaleb(exponent)
    if value % 10:
        return 1
    whole = str(int(value))
    return 10 ** (len(whole) - len(whole.rstrip("0"))) if value else 1
