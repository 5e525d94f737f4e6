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
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from summarizer.scanning.numbers import groups, units
from summarizer.scanning.numbers.arabic import Value, place
from summarizer.scanning.numbers.groups import BIG, LATIN, SMALL, TENS, VAGUE, Group, bounds, is_arabic, is_neighbours

__all__ = ["BIG", "Numeral", "Value", "find", "parse", "place"]

_TENTHS = [Decimal(1).scaleb(-decimals) for decimals in range(19)]
_TENS_ALONE = frozenset("廿卅卌")  # with a unit they are: 卅户, 廿人


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


def find(folded: str) -> Iterator[Numeral]:
    """All numerals of a folded string, from left to right, without overlaps."""
    run: list[Group] = []
    begins = groups.BEGINS.search(folded)
    while begins:
        end = begins.end()
        adjoins = bool(run) and run[-1].end == begins.start()
        if run and not adjoins:
            yield from _of_rows(run, folded)
            run = []
        if begins.lastgroup and not adjoins:
            yield _plain(begins)
        else:
            end, group = groups.at(folded, begins)
            run += [group] if group else []
        begins = groups.BEGINS.search(folded, end)
    yield from _of_rows(run, folded)


def _of_rows(run: Sequence[Group], folded: str) -> Iterator[Numeral]:
    return (_numeral(row) for row in _rows(run, folded) if _is_number(row, folded))


def _plain(found: re.Match[str]) -> Numeral:
    """The numeral of digits that nothing goes on with: 1809, 99.5, 2.3万, 三."""
    (start, end), written = found.span(), found[0]
    point, scale, arabic, _ = found.groups()
    if arabic is None:
        return Numeral(start, end, groups.DIGITS[written], groups.DIGITS[written], 1)
    digits = written[:-1] if scale else written
    number: Value = Decimal(digits) if point else int(digits)
    step: Value = _TENTHS[len(point) - 1] if point else place(number)
    if scale:
        number, step = number * BIG[scale], step * BIG[scale]
    return Numeral(start, end, number, number, step, None, None, True)  # noqa: FBT003


def parse(folded: str) -> Value | None:
    """The value of a string that is one plain number and nothing else, or None."""
    sign = -1 if folded[:1] in {"负", "-"} else 1
    body = folded[1:] if sign < 0 else folded
    row = next(_rows(groups.find(body), body), None)
    if row is None or (row[0].start, row[-1].end) != (0, len(body)):
        return None
    numeral = _numeral(row)
    plain = numeral.value is not None and not numeral.vague and not numeral.more
    return sign * numeral.low if plain else None


def _is_number(row: Sequence[Group], folded: str) -> bool:
    word = row[0].digits + row[0].scale
    if len(row) > 1 or word not in groups.ALONE_NO_NUMBER:
        return True
    return word in _TENS_ALONE and units.kind(units.at(folded, row[0].end)) in {"count", "time", "money", "measure"}


def _rows(run: Iterable[Group], folded: str) -> Iterator[list[Group]]:
    """The groups of a folded string, in rows that are one numeral each."""
    row: list[Group] = []
    for found in run:
        group = found
        if row and group.start == row[-1].end:
            if _follows(row, group, folded):
                row.append(group)
                continue
            head, rest = group.cut(1)
            if row[-1].factor == 10 and (rest.digits or rest.scale) and _follows(row, head, folded):
                row.append(head)
                group = rest
        if row:
            yield from _apart(row, folded)
            row = []
        if _said_twice(group, folded):
            continue
        if _is_filled(group):
            head, group = group.cut(1)
            yield [head]
        row = [group.without_leading_word()]
    if row:
        yield from _apart(row, folded)


def _apart(row: list[Group], folded: str) -> Iterator[list[Group]]:
    """A row, without the scale that begins a fraction after it: 百分之四十二|万分之五, 零点五|百分之三."""
    last = row[-1]
    ends_fraction = folded.startswith("分之", max(0, row[0].start - 2)) or "点" in last.digits
    if not (ends_fraction and last.digits and last.scale and folded.startswith("分之", last.end)):
        yield row
        return
    cut = last.end - len(last.scale)
    yield [*row[:-1], last._replace(end=cut, scale="")]
    yield [Group(cut, last.end, "", "", last.scale)]


def _said_twice(group: Group, folded: str) -> bool:
    """千千万万 counts nothing."""
    return not group.digits and group.scale in {
        folded[group.start - 1 : group.start],
        folded[group.end : group.end + 1],
    }


def _is_filled(group: Group) -> bool:
    """零20 without a scale before it is 零 and 20."""
    return group.digits[:1] == "零" and is_arabic(group)


def _follows(row: Sequence[Group], group: Group, folded: str) -> bool:
    """Whether a group that adjoins a row goes on with it."""
    last = row[-1]
    if last.scale in {"", *LATIN} or not _has_room(row, group):
        return False
    if group.scale in BIG:
        return _opens(row, group)
    if group.scale:
        return group.factor < last.factor and (bool(group.digits) or _is_bare_ten(row, group))
    if not _ends(group):
        return False
    return folded[row[0].start - 1 : row[0].start] == "第" or not _begins_another(last, group, folded)


def _has_room(row: Sequence[Group], group: Group) -> bool:
    """Whether its digits can follow the scale before: 3千|5百, 1万|600, 十|几; not 1.2万|600, 30万|20千."""
    last = row[-1]
    if is_arabic(group):
        whole = group.figures.replace(",", "").isdecimal() and not any("." in before.digits for before in row)
        below = group.scale in BIG or bounds(group)[0] * group.factor < last.factor
        return whole and below and bounds(group)[0] < last.factor
    if group.digits in VAGUE:
        return last.scale in SMALL and last.digits not in VAGUE and (group.digits == "几" or bool(group.scale))
    return group.digits[:1] not in {"两", "俩"} or bool(group.scale)


_PLACES = {"万": 3, "千": 3, "仟": 3, "百": 2, "佰": 2}


def _begins_another(last: Group, group: Group, folded: str) -> bool:
    """Digits with a unit of their own after 12亿, 三千: 8个项目, 一个月; but 1万2元 and 3万5000人 are one number."""
    if group.digits[:1] in {"零", "〇"} or "点" in group.digits:
        return False
    if is_arabic(group) and last.scale == "亿":
        return True
    if is_arabic(group) and len(group.digits) >= _PLACES.get(last.scale, 1):
        return False
    if last.scale not in {*BIG, "千", "百", "仟", "佰"} or len(group.digits) > 2:
        return False
    unit = units.at(folded, group.end)
    if unit is None or (unit in _PEOPLE and group.digits != "一" and not is_arabic(group)):
        return False
    kind = units.kind(unit)
    return kind in {"count", "time", "noun"} or (group.digits == "一" and kind == "measure")


_PEOPLE = frozenset("人名户")


def _opens(row: Sequence[Group], group: Group) -> bool:
    """万 below 亿, or larger than all before: 一亿|二千|万, 三万|亿, 四万|万; not 亿|万."""
    before = [earlier.factor for earlier in row if earlier.scale in BIG]
    if not before or group.factor > max(before):
        return True
    if group.factor == max(before) and _multiplies_all(group):
        return bool(row[0].digits) and (bool(group.digits) or row[-1].scale == group.scale)
    return group.factor < before[-1] and (bool(group.figures) or row[-1].scale in SMALL)


def _multiplies_all(group: Group) -> bool:
    """四万|万, 二十八万三千八百一十|八点二万: a scale said again, or one after a decimal, is of all before it."""
    return not group.digits or "点" in group.digits


def _is_bare_ten(row: Sequence[Group], group: Group) -> bool:
    """一百|十, 两千|零十; not 百|十."""
    return group.scale in {"十", "拾"} and (bool(row[0].digits) or len(row) > 1)


def _ends(group: Group) -> bool:
    """Whether digits can end a row: 百|八, 十|五六, 十|点六七, 1万|600; two that are no neighbours are another number."""
    figures = group.figures
    return len(figures) == 1 or "点" in figures or is_arabic(group) or is_neighbours(group.digits)


def _numeral(row: Sequence[Group]) -> Numeral:
    if len(row) == 1:
        return _of_one(row[0])
    vague = next((group.digits for group in row if group.digits in VAGUE), None)
    more = next((group.more.strip() for group in row if group.more.strip()), None)
    arabic = any(is_arabic(group) for group in row)
    low = _worth(row, 0)
    high = _worth(row, 1) if vague or any(is_neighbours(group.digits) for group in row) else low
    return Numeral(row[0].start, row[-1].end, low, high, _step(row), vague, more, arabic)


def _of_one(group: Group) -> Numeral:
    """The numeral of a row of one group, as most are: the same result as `_worth` and `_step`."""
    low, high = bounds(group) if group.figures or not group.scale else (1, 1)
    factor = group.factor
    vague = group.digits if group.digits in VAGUE else None
    slack = factor - 1 if vague else 0
    span, step = (group.start, group.end), factor * place(low)
    more = group.more.strip() or None
    return Numeral(*span, low * factor, high * factor + slack, step, vague, more, is_arabic(group))


def _worth(row: Sequence[Group], side: int) -> Value:
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
        before = max((before.factor for before in row[:index] if before.scale in BIG), default=factor)
        larger = factor > before or (factor == before and _multiplies_all(group))
        total = (total + section) * factor + slack if larger else total + section * factor + slack
        section = 0
    return total + section


def _amount(row: Sequence[Group], index: int) -> tuple[Value, Value]:
    """Low and high of the digits before a scale; without any, 十 is once ten, and 万 multiplies the group before."""
    group = row[index]
    if group.digits in VAGUE and index and group.scale not in SMALL:
        return 1, 9  # 十几 is 11 to 19, 几十 20 to 99
    if group.figures or not group.scale:
        return bounds(group)
    return (0, 0) if index and group.scale in BIG else (1, 1)


def _factor(row: Sequence[Group], index: int) -> int:
    """What the digits are multiplied by; a single digit after 百 千 万 takes the next place (百八, 一万二)."""
    group, before = row[index], row[index - 1]
    is_single = len(group.digits) == 1 or is_neighbours(group.digits)
    takes_place = index and not group.scale and is_single and before.scale not in TENS
    return before.factor // 10 if takes_place else group.factor


def _step(row: Sequence[Group]) -> Value:
    """The place of the last digit given: 十 in 二十, 十万 in 二十万."""
    *before, last = row
    if before and not last.figures and last.scale in BIG:
        return last.factor * _step(before)
    return _factor(row, len(row) - 1) * place(_amount(row, len(row) - 1)[0])
