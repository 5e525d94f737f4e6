"""Dimensions: numbers brought to a measure that they can be compared in, each with how exactly it is given.

3000亩, 200公顷        平方米
一年半, 18个月, 六个季度   个月
三成, 30%, 千分之三百    %; so are 一半 and 三分之一
翻一番, 增长100%, 2倍    倍: what is now of what was (`multiple`)
"""

import re
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.folding import fold
from summarizer.models import Mention, Number
from summarizer.resources import table
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.numbers import quantities, units
from summarizer.scanning.numbers.groups import BIG, SMALL
from summarizer.scanning.numbers.qualifiers import meanings

PERCENT = "%"
MULTIPLE = "倍"
DOUBLINGS = "番"
CHANGES = frozenset({PERCENT, MULTIPLE, DOUBLINGS})
EARLIER = re.compile(
    "去年|上年|前年|往年|上一年|上[个一]?[月周季届期]|同期|此前|以前|过去|原来|原有|原先|年初|当初|最初|当年|[0-9一二两三四五六七八九十]年前"
)
"""Words for an earlier time."""
DAYS_OF_A_MONTH = 365.25 / 12
SECONDS_OF_A_DAY = 86400
_FRACTION = re.compile("分之|半|/")
_SCALED = re.compile("[万亿千百]|\\.")
_HUNDRED = 100
_ROUND, _DIGITS = 100, 1000  # 860 is not 861 rounded, nor 11248600 11248602; 1500 may be 1523
_LARGEST = 6  # 翻六番
_PARTED = re.compile(
    r"[^,]{0,16}?(?<![最附靠])(接近|将近|不到|不足|超过|大约|约|超|近)(?:占|是|为|相当于)?[^,、]{2,16}的\Z"
)


class Amount(NamedTuple):
    """A number in its dimension: its value, the place of its last digit, and what its qualifier means.

    A fraction has no digits: a third is exact, so that its step is 0; about a third has half of the step of its parts.
    """

    dimension: str
    value: float
    step: float
    senses: frozenset[str]

    def in_other(self, dimension: str, factor: float) -> "Amount":
        """The same in another dimension."""
        return self._replace(dimension=dimension, value=self.value * factor, step=self.step * factor)


@cache
def conversions() -> dict[str, tuple[str, float]]:
    """What the table of restatements adds to the table of units: (dimension, factor) by base."""
    return {
        row[1]: (row[2], float(row[3]))
        for row in table("restatements")
        if row[0] in {"unit", "share"} and row[3] != "–"
    }


@lru_cache(maxsize=4096)
def dimension(unit: str | None, surface: str) -> tuple[str, float]:
    """The dimension of a unit, and how much of it one unit is; a number without a unit is a share if it is a fraction."""
    if unit is None and _FRACTION.search(surface):
        return PERCENT, _HUNDRED
    base = units.base(unit)
    factor = units.convert(1, unit, base) if unit else 1.0
    if base in conversions():
        other, by = conversions()[base]
        return other, factor * by
    return base, factor


def amount(mention: Mention, qualifier: str | None = None) -> Amount | None:
    """A number in its dimension, with its qualifier or another one; None where it has no value (ranges, ratios)."""
    if mention.value is None:
        return None
    surface = fold(mention.surface)
    name, factor = dimension(mention.unit, surface)
    senses = meanings(qualifier or mention.qualifier)
    step = _step(surface, mention.value, is_exact=not senses) * factor
    if mention.unit is None and name == PERCENT:
        step = fraction_step(mention) if senses else 0.0
    return Amount(name, mention.value * factor, step, senses)


def fraction_step(mention: Mention) -> float:
    """Half of a part of a fraction, in percent; 0 of other numbers."""
    if mention.value is None or mention.unit is not None or not _FRACTION.search(fold(mention.surface)):
        return 0.0
    return _HUNDRED / (2 * Fraction(mention.value).limit_denominator(_HUNDRED).denominator)


def claimed(text: Analysis, mention: Mention) -> Amount | None:
    """A number of a text in its dimension, with the qualifier before what it is a share or multiple of: 不到总数的三分之一."""
    parted = None if mention.qualifier else _PARTED.match(text.context.wording(mention).own)
    return amount(mention, parted[1] if parted else None)


def ends(mention: Mention) -> tuple[str, float | None, float | None] | None:
    """The dimension and the ends of a range; None of a number that is none."""
    if mention.value is not None or mention.indefinite or mention.unit == "比" or mention.role != "figure":
        return None
    name, factor = dimension(mention.unit, fold(mention.surface))
    low, high = (None if end is None else end * factor for end in (mention.low, mention.high))
    return name, low, high


def multiple(analysis: Analysis, mention: Mention) -> Amount | None:
    """What a change makes of what was: 2 of 增长一倍, 是去年的2倍, 翻一番 and 增长100%; None where it tells no change."""
    read = amount(mention)
    if read is None or read.dimension not in CHANGES:
        return None
    facts = analysis.context.facts(mention)
    moved = facts.aspect in {"growth", "change"} and facts.direction is not None
    if read.dimension == DOUBLINGS:
        return read._replace(dimension=MULTIPLE, value=2.0**read.value) if 0 < read.value <= _LARGEST else None
    if read.dimension == MULTIPLE:
        is_level = facts.direction or facts.aspect == "growth" or EARLIER.search(analysis.context.wording(mention).own)
        return read._replace(value=read.value + 1) if moved else read if is_level else None
    if not moved:
        return None
    sign = -1 if facts.direction == "decrease" else 1
    share = read.in_other(MULTIPLE, 1 / _HUNDRED)
    return share._replace(value=1 + sign * abs(share.value))


@lru_cache(maxsize=4096)
def _step(surface: str, value: Number, *, is_exact: bool = False) -> float:
    """The place of the last digit that a number gives: 2.3万, 1000.

    860人 is exactly 860, and 30% no 34 %: one with no qualifier, scale or decimals is rounded to hundreds at least,
    and to three digits at most.
    """
    read = next((quantity for quantity in quantities.read(surface) if quantity.value), None)
    if read is None or read.value is None:
        return 0.0
    step, size = float(read.step), abs(float(read.value))
    is_whole = step >= 1 and not _SCALED.search(surface[read.number_start : read.number_end])
    is_counted = is_exact and is_whole and (step < _ROUND or size >= _DIGITS * step)
    return (1.0 if is_counted else step) * abs(value) / size


_WRITTEN = re.compile(r"[\d,]+(?:\.(?P<decimals>\d+))?(?P<scale>[十百千万亿]*)")


def written_step(mention: Mention) -> float:
    """The place of the last digit that a number writes, in its dimension: 6000户, 1; 1.20万户, 100; 六千户, 1000."""
    surface = fold(mention.surface)
    _, factor = dimension(mention.unit, surface)
    written = _WRITTEN.search(surface)
    if written is None:
        return _step(surface, mention.value or 0.0) * factor
    scale = 1.0
    for character in written["scale"]:
        scale *= (SMALL | BIG)[character]
    return float(scale * 10.0 ** -len(written["decimals"] or "") * factor)
