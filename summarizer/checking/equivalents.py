"""Equivalents: other values and units that say the same as a number of the document.

三成 30 %, 三成半 35 %, 5‰ 0.5 %     shares, by the factors of `data/units.tsv`
翻一番 100 %, 两番 300 %, 2倍 200 %    multiples
三分之一 33.3 %, 一半 50 %            fractions, as exactly as the claim tells them; 0.333 without a unit too
30% 0.3                              a share as a fraction of one
税收5000万 with 元                   money whose unit the text leaves out
"""

import re
from functools import cache

from summarizer.checking.claims import Claim, same_unit, same_value
from summarizer.folding import fold
from summarizer.models import Mention, Number
from summarizer.scanning.numbers import nouns, units

_PERCENT = "%"
_FRACTION = re.compile("分之|半|/")
_OPEN_ENDED = re.compile("[万亿]\\Z")
_HUNDRED = 100
_SLACK = 1e-12  # of the product of two decimals


def is_equivalent(claimed: Claim, mention: Mention) -> bool:
    """Whether a claim has the value and unit of a mention in other words."""
    if claimed.unit == "元" and _leaves_out_money(claimed, mention):
        return same_value(claimed, mention)
    if claimed.unit is None and claimed.value is not None and mention.value is not None:
        return _is_fraction(claimed.value, mention)
    if claimed.unit != _PERCENT or same_unit(claimed, mention):
        return False
    if mention.value is not None:
        return claimed.value is not None and _agrees(claimed.value, _percent(mention.value, mention), mention)
    ends = ((claimed.low, mention.low), (claimed.high, mention.high))
    return claimed.value is None and all(
        claim is not None and number is not None and _agrees(claim, _percent(number, mention), mention)
        for claim, number in ends
    )


def _is_fraction(claimed: Number, mention: Mention) -> bool:
    """Whether a claim without a unit tells a share of a whole as a part of one."""
    if mention.unit not in {None, _PERCENT, "成"} or mention.value is None or not 0 < claimed < 1:
        return False
    share = _percent(mention.value, mention)
    return share is not None and _agrees(claimed, share / _HUNDRED, mention)


def _leaves_out_money(claimed: Claim, mention: Mention) -> bool:
    if mention.unit is not None or mention.table is not None or not _OPEN_ENDED.search(fold(mention.surface)):
        return False
    return any(_of_money().search(fold(words or "")) for words in (mention.noun, claimed.subject))


@cache
def _of_money() -> re.Pattern[str]:
    return re.compile(rf"(?:{nouns.one_of('money').pattern})\Z")


def _percent(number: Number, mention: Mention) -> float | None:
    """A share, multiple or fraction in percent; None for another number."""
    unit = mention.unit
    if unit is None:
        return number * _HUNDRED if _FRACTION.search(fold(mention.surface)) else None
    if unit == "番":
        return (2.0**number - 1) * _HUNDRED if 0 < number <= _HUNDRED else None
    if unit == "倍":
        return float(number * _HUNDRED)
    found = units.units().get(unit)
    return number * found.factor if found and found.base == _PERCENT else None


def _agrees(claimed: Number, share: float | None, mention: Mention) -> bool:
    """Whether a claimed share is the stated one; of a fraction, as exactly as the claim tells it."""
    if share is None:
        return False
    decimals = len(f"{claimed:.9f}".rstrip("0").partition(".")[2])
    rounding = 0.5 * 10**-decimals if mention.unit is None else 0.0
    return abs(claimed - share) <= rounding + _SLACK * abs(share)
