"""Claims: what a figure of a draft states, and whether a number of the document has the same value and unit."""

from typing import NamedTuple

from summarizer.checking import table_values
from summarizer.checking.draft import DraftFigure
from summarizer.checking.qualifying import is_indefinite
from summarizer.checking.table_values import near
from summarizer.folding import fold
from summarizer.models import Direction, Mention, Number
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.numerals import BIG

_LARGEST = 10**16  # 亿亿: a larger multiplier in a unit is no number
_PART_UNITS = frozenset([None, "%", "比", "成"])


class Claim(NamedTuple):
    """What a figure of a draft claims: unit and qualifier folded, the unit's multiplier applied to the numbers."""

    value: Number | None
    low: Number | None
    high: Number | None
    unit: str | None
    qualifier: str | None
    subject: str
    direction: Direction | None = None
    region: str | None = None
    period: str | None = None


def claim(figure: DraftFigure) -> Claim:
    """万次 with 2.3 is 次 with 23000; 兆瓦 is a unit."""
    unit = fold(figure.unit or "").strip() or None
    factor = 1
    while unit and unit[0] in BIG and units.at(unit, 0) != unit and factor < _LARGEST:
        factor, unit = factor * BIG[unit[0]], unit[1:] or None
    return Claim(
        _times(figure.value, factor),
        _times(figure.low, factor),
        _times(figure.high, factor),
        unit,
        fold(figure.qualifier or "").strip() or None,
        figure.subject,
        figure.direction,
        figure.place,
        figure.period,
    )


def _times(number: Number | None, factor: int) -> Number | None:
    return None if number is None else number * factor


def same_unit(claimed: Claim, mention: Mention) -> bool:
    """Whether the unit is the same, or the one that the noun ends with: 入场人次达870万.

    A part of a ratio may be told in %, or with the other part for a unit (9 with :1), a number of a table in any unit that its heads allow.
    """
    unit = claimed.unit
    if mention.parts and unit in {*_PART_UNITS, f":{mention.parts[-1]:g}"}:
        return True
    in_noun = unit is not None and mention.unit is None and fold(mention.noun or "").endswith(unit)
    return in_noun or units.same(unit, mention.unit) or table_values.may_have_unit(claimed.value, unit, mention)


def same_value(claimed: Claim, mention: Mention) -> bool:
    """Whether the claim has the value of a mention: ranges by both ends, ratios by a part; an indefinite one (多轮) has none."""
    if mention.value is not None:
        values = (mention.value, *table_values.others(mention, claimed.subject, claimed.direction))
        return claimed.value is not None and any(near(claimed.value, value) for value in values)
    if mention.indefinite and mention.low:
        return _is_indefinite(claimed, mention.low, mention.high)
    if claimed.value is not None or mention.role != "figure":
        return claimed.value is not None and any(near(claimed.value, part) for part in mention.parts)
    if mention.indefinite and claimed.low is None and claimed.high is None:
        return True
    return near(claimed.low, mention.low) and near(claimed.high, mention.high)


def _is_indefinite(claimed: Claim, low: Number, high: Number | None) -> bool:
    """Whether a claim tells an indefinite number by its scale or its bounds: 十几万 as 几 of 100000, or up to 200000."""
    scale = _scale(low)
    if claimed.value is not None:
        return is_indefinite(claimed.qualifier) and near(claimed.value, scale)
    fits_low = claimed.low is None or any(near(claimed.low, bound) for bound in (low, scale))
    highest = () if high is None else (high, high + 1, scale * 10)
    return fits_low and (claimed.high is None or any(near(claimed.high, bound) for bound in highest))


def _scale(low: Number) -> Number:
    """The round number below the least that an indefinite one may be: of 110000 and 200000, 100000; of 21, 20."""
    step = 1
    while low % (step * 10) == 0:
        step *= 10
    return low - step
