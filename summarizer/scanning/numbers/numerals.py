"""Numerals: where a number is written, and its value. No units, no roles: see `quantities` and `roles`.

Read from a folded string (Simplified, half width). What is understood:

    Arabic       1809 · 1,809 · 99.5 · 15k · 30w
    Chinese      一千八百零九 · 二〇二二 · 廿三 · 十点六七
    financial    壹佰叁拾
    mixed        2.3万 · 3千5百 · 1.2亿
    short        百八 = 180 · 一万二 = 12,000
    neighbours   三四百 = 300 to 400 · 十五六 = 15 to 16
    inner words  64余万 · 30多万 · 十几万 · 数百 · 几十

A numeral is a row of groups (`numeral_rows`); `_worth` adds the row up. The step is the place of the last digit given
(1500 → 100).
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from summarizer.scanning.numbers import groups, numeral_rows, units
from summarizer.scanning.numbers.arabic import Value, place
from summarizer.scanning.numbers.groups import BIG, SMALL, TENS, VAGUE, Group, bounds, is_arabic, is_neighbours

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
    return (_numeral(row) for row in numeral_rows.find(run, folded) if _is_number(row, folded))


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
    row = next(numeral_rows.find(groups.find(body), body), None)
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
        larger = factor > before or (factor == before and numeral_rows.multiplies_all(group))
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
