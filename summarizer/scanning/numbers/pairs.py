"""Pairs: two numerals that form one value — a fraction — or the two ends of a range.

百分之三十 = 30 %      千分之三 = 3 ‰        三分之二 = 0.666…      1/3
3-5户 = 3 to 5        三至五人               20%~30%               5—10万元 = 50,000 to 100,000
零下5℃至零下10℃       零下5至10度 = -10 to -5                  -3~5℃                 7000万至9000万元
"""

import re
from fractions import Fraction
from typing import NamedTuple

from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers import signs, units
from summarizer.scanning.numbers.adjoining import words
from summarizer.scanning.numbers.arabic import exact
from summarizer.scanning.numbers.numerals import BIG, Numeral, Value
from summarizer.scanning.segments import start_near

_PARTS = {"百": "%", "千": "‰"}
_RANGE = re.compile(r"\s?(?:--?|~~?|至|到)\s?(零下|-)?")
_IS_SIGN = re.compile(r"\s-\Z")  # 6.56 -11.2 are two numbers of a row
_RANGE_END = re.compile(r"[-~至到下\s]")
_TO = lazy_pattern("[至到]")
_CHANGE = lazy_pattern(rf"{words('change')}了?(?:近|约|大约|将近)?\Z")


class Pair(NamedTuple):
    """The value of two numerals together; it starts at `start` and ends with the second. A range has no one value."""

    start: int
    low: Value
    high: Value
    unit: str | None = None
    step: Value = 0

    @property
    def value(self) -> Value | None:
        return self.low if self.low == self.high else None


def fraction(folded: str, first: Numeral, second: Numeral) -> Pair | None:
    """百分之三十 is 30 %, 三分之二 and 2/3 are two thirds."""
    between = folded[first.end : second.start]
    if between not in {"/", "分之", "分之负"} or first.value is None or second.value is None or not first.value:
        return None
    if between == "/":
        return _slashed(folded, first, second) if first.arabic and second.arabic else None
    sign = -1 if between.endswith("负") else 1
    unit = _PARTS.get(folded[first.start : first.end])
    value = sign * (second.value if unit else exact(Fraction(second.value) / Fraction(first.value)))
    return Pair(first.start, value, value, unit, second.step if unit else 0)


def _slashed(folded: str, first: Numeral, second: Numeral) -> Pair | None:
    """1/3 of something; no date, no part of a path, and not 12/15人 or 31/45微克, which are two numbers."""
    unit = units.at(folded, second.end)
    if unit != "个" and units.kind(unit) in {"count", "measure"}:
        return None
    ends = folded[first.start - 1 : first.start] + folded[second.end : second.end + 1]
    if not 0 < first.low < second.low < 100 or "/" in ends:
        return None
    value = exact(Fraction(first.low) / Fraction(second.low))
    return Pair(first.start, value, value)


def range_(folded: str, first: Numeral, second: Numeral) -> Pair | None:
    """3-5户, 三至五人, 20%~30%: two values of one unit, the second larger; the scale of the second serves both."""
    if not _RANGE_END.match(folded, second.start - 1) or first.more or second.more not in {None, "个"}:
        return None
    if first.value is None or second.value is None:
        return None
    separator = _RANGE.match(folded, _after_shared_unit(folded, first, second))
    if separator is None or separator.end() != second.start or _IS_SIGN.match(separator[0]):
        return None
    if _is_change(folded, first, separator):
        return None
    start, low = _with_sign(folded, first, second)
    below = folded.startswith("零下", start) and separator.start() == first.end
    high = -second.value if separator[1] or below else second.value
    if not _is_range(folded, start, first, second):
        return None
    low *= _shared_scale(folded, first, second)
    return Pair(start, min(low, high), max(low, high)) if low < high or (low < 0 and low != high) else None


def _after_shared_unit(folded: str, first: Numeral, second: Numeral) -> int:
    """20|%|~30%, 3000|元|至5000元: the unit may follow both."""
    unit = units.at(folded, first.end)
    return first.end + len(unit) if unit and unit == units.at(folded, second.end) else first.end


def _shared_scale(folded: str, first: Numeral, second: Numeral) -> int:
    shared = BIG.get(folded[second.end - 1], 1)
    below = folded[first.end - 1] not in BIG and first.low * shared < second.low
    return shared if below else 1


def _with_sign(folded: str, first: Numeral, second: Numeral) -> tuple[int, Value]:
    unit = units.at(folded, second.end)
    start = signs.start(folded, first.start, second.end + len(unit or ""), unit, arabic=first.arabic)
    return (first.start, first.low) if start is None else (start, -first.low)


def _is_change(folded: str, first: Numeral, separator: re.Match[str]) -> bool:
    """增加20所至70所: by how much, and to what level; but 每户增加300元至500元, 降低5%至10% are ranges."""
    unit = folded[first.end : separator.start()]
    if not unit or "%" in unit or not _TO.search(separator[0]):
        return False
    if not _CHANGE.search(folded, max(0, first.start - 6), first.start):
        return False
    start = start_near(folded, "clause", first.start, 16)
    return "每" not in folded[start : first.start]


def _is_range(folded: str, start: int, first: Numeral, second: Numeral) -> bool:
    """No telephone number, code or score: 0937-3331234, 62-1-3, A-1."""
    if first.arabic != second.arabic:
        return False
    digits = folded[first.start : first.end], folded[second.start : second.end]
    coded = any(len(part) > 1 and part[0] == "0" and part[1] != "." for part in digits)
    ends = folded[start - 1 : start] + folded[second.end : second.end + 1]
    return not coded and "-" not in ends and "+" not in ends
