"""English amounts: a number with its sign, its money or unit, and its qualifiers.

more than RMB 3.2 billion · 5,000-mu · 60-odd boats · 5 mu or more · +3.8% · 5 degrees below zero
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from summarizer.models import Number
from summarizer.scanning.english import (
    english_multiples,
    english_number_words,
    english_pairs,
    english_qualifiers,
    english_signs,
    english_units,
)
from summarizer.scanning.english.english_counting import rated, unit_after
from summarizer.scanning.english.english_numeral import EnglishNumeral, whole
from summarizer.scanning.english.english_signs import NumberSign
from summarizer.scanning.english.english_tokens import TokenText
from summarizer.scanning.english.english_units import EnglishUnit, UnitPlace
from summarizer.scanning.numbers import arabic
from summarizer.scanning.numbers.arabic import Value
from summarizer.scanning.numbers.qualifiers import interval, opened

_RATIO = EnglishUnit("比", "share", ())


class EnglishAmount(NamedTuple):
    """A number at [start, end) of the text, of the tokens [first, last); `step` is the place of its last digit.

    `unit` is None where what it counts is unknown; `qualifier` is in Chinese; `parts` are those of a ratio. `changed` is
    1 or -1 where a sign says so.
    """

    start: int
    end: int
    first: int
    last: int
    value: Value | None
    low: Value | None
    high: Value | None
    step: Value
    unit: EnglishUnit | None
    qualifier: str | None
    parts: tuple[Number, ...] = ()
    changed: int = 0
    scale: int = 1


def amount(text: TokenText, index: int, floor: int) -> EnglishAmount | None:
    """The number that begins at a token, or None; `floor` is the token that nothing before belongs to it."""
    multiple = english_multiples.multiple(text, index)
    if multiple is not None:
        found = _qualified(
            text, multiple, UnitPlace(english_multiples.multiple_unit(text, multiple), multiple.last), floor
        )
        return found._replace(changed=english_multiples.change(text, multiple))
    sign = english_units.sign_before(text, index)
    sign = sign if sign and sign.last >= floor else None
    numeral = english_number_words.numeral(text, index, is_money=sign is not None)
    if numeral is None:
        return None
    ratio = None if sign else english_pairs.ratio(text, numeral)
    if ratio is not None:
        empty = numeral._replace(last=ratio.last, value=None)
        return _built(text, empty, UnitPlace(_RATIO, ratio.last), index, ())._replace(
            low=None, high=None, parts=ratio.parts
        )
    numeral = english_pairs.share(text, numeral) or english_pairs.range_(text, numeral) or numeral
    if sign is not None:
        return _qualified(text, numeral, UnitPlace(sign.unit, numeral.last), floor, sign.last)
    return _qualified(text, numeral, None, floor)


def plain_amount(text: TokenText, index: int) -> EnglishAmount:
    """The digits of a token, and nothing beside them."""
    token = text.at(index)
    value = arabic.value(token.text)
    return EnglishAmount(token.start, token.end, index, index + 1, value, value, value, 0, None, None)


def _qualified(
    text: TokenText, numeral: EnglishNumeral, unit: UnitPlace | None, floor: int, start: int | None = None
) -> EnglishAmount:
    """The amount with its unit, sign and qualifiers."""
    start = numeral.first if start is None else start
    inner = english_qualifiers.after(text, numeral.last)
    end = inner.edge if inner else numeral.last
    if unit is None:
        unit = unit_after(text, numeral, end)
    elif unit.unit.kind == "money":
        unit = UnitPlace(*rated(text, unit.unit, end))
    end = max(end, unit.last) if unit is not None else end
    outer = None if inner else english_qualifiers.after(text, end)
    sign = english_signs.before(text, start)
    sign = sign if sign and sign.start >= floor else None
    start = sign.start if sign else start
    kind = unit.unit.kind if unit else ""
    front = None if sign else english_qualifiers.before(text, start, kind)
    if front is not None and front.edge < floor:
        front = None
    words = [place.word for place in (front, inner, outer) if place]
    built = _built(
        text, numeral._replace(last=outer.edge if outer else end), unit, front.edge if front else start, words
    )
    return _signed(text, built, sign)


def _signed(text: TokenText, built: EnglishAmount, sign: NumberSign | None) -> EnglishAmount:
    """The amount with its sign; a mark tells how something changed. A range has the signs of its ends."""
    if text.word(built.last) == "below" and text.word(built.last + 1) == "zero":
        return _negative(built)._replace(end=text.at(built.last + 1).end, last=built.last + 2)
    if sign is None or built.value is None:
        return built
    change = (-1 if sign.is_minus else 1) if sign.is_mark else 0
    return (_negative(built) if sign.is_minus else built)._replace(changed=change)


def _negative(built: EnglishAmount) -> EnglishAmount:
    low, high = (None if bound is None else -bound for bound in (built.high, built.low))
    return built._replace(value=None if built.value is None else -built.value, low=low, high=high)


def _built(
    text: TokenText, numeral: EnglishNumeral, unit: UnitPlace | None, first: int, words: Sequence[str]
) -> EnglishAmount:
    span = text.at(first).start, text.at(numeral.last - 1).end
    if unit is not None and unit.unit.factor > 1:
        numeral = numeral.times(unit.unit.factor, numeral.last)
    qualifier = "…".join(words) or None
    low, high = _bounds(numeral, qualifier)
    return EnglishAmount(
        *span,
        first,
        numeral.last,
        numeral.value,
        low,
        high,
        numeral.step,
        unit.unit if unit else None,
        qualifier,
        scale=numeral.scale,
    )


def _bounds(numeral: EnglishNumeral, qualifier: str | None) -> tuple[Value | None, Value | None]:
    if qualifier is None:
        return numeral.low, numeral.high
    if numeral.value is None:
        return opened(numeral.low, numeral.high, qualifier)
    tenth = whole(abs(Decimal(numeral.value)) / 10)
    return interval(numeral.value, numeral.step or tenth, qualifier)
