"""English pairs: two numbers that are one, the ends of a range, a share or a ratio.

3 to 5 · 3-5 · 3% to 5% · between 800 and 1,000 · three or four · 1.5 to 1.8 billion      ranges
one in five · nine out of ten                                                            shares
3 to 1 · 12.9:47.6:39.5                                                                  ratios
"""

from fractions import Fraction
from typing import NamedTuple

from summarizer.models import Number
from summarizer.scanning.english import english_number_words, english_numeral, english_signs, english_units
from summarizer.scanning.english.english_lexicon import one_of
from summarizer.scanning.english.english_numeral import EnglishNumeral, whole
from summarizer.scanning.english.english_tokens import TokenText
from summarizer.scanning.numbers.arabic import exact
from summarizer.scanning.numbers.qualifiers import plain

_CUE_REACH = 10
_WHOLES = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1000, 10_000, 100_000})
_MOVE_REACH = 14


class EnglishRatio(NamedTuple):
    """The numbers of a ratio, and the token after it."""

    parts: tuple[Number, ...]
    last: int


def range_(text: TokenText, low: EnglishNumeral) -> EnglishNumeral | None:
    """The range that begins with a number; the scale and the unit of its end serve both."""
    if low.value is None or low.is_part:
        return None
    low = _with_sign(text, low)
    own = english_units.at(text, text.after_hyphen(low.last))
    for end, unit in ((low.last, None), (own.last, own) if own else (low.last, None)):
        start = _after_separator(text, low.first, end)
        high = _numeral_after_sign(text, start) if start else None
        if high is not None and high.value is not None and _is_range(text, low, high, unit):
            return _joined(low, high, is_shared=unit is None)
    return None


def _after_separator(text: TokenText, first: int, end: int) -> int | None:
    """The token after to, -, or; after and where between goes before the first number."""
    place = text.after_hyphen(end)
    word = text.word(place)
    if word == "-" and text.is_glued(place) == text.is_glued(place + 1):
        return place + 1
    if word in {"to", "or", "~"} or (word == "and" and _is_between(text, first)):
        return text.after_hyphen(place + 1)
    return place if place > end and text.at(place).kind == "digits" else None


def _is_between(text: TokenText, first: int) -> bool:
    sign = english_units.sign_before(text, first)
    return text.word((sign.last if sign else first) - 1) == "between"


def _numeral_after_sign(text: TokenText, index: int) -> EnglishNumeral | None:
    """The second number: $3-$5 million has the sign of money twice."""
    if text.word(index) == "-" or text.word(index) in english_numeral.words("sign"):
        below = english_number_words.numeral(text, index + 1)
        return below and _with_sign(text, below)
    for place in (index, index + 1, index + 2):
        if text.at(place).kind in {"digits", "word"} and (place == index or english_units.sign_before(text, place)):
            found = english_number_words.numeral(text, place, is_money=place > index)
            if found is not None:
                return found
    return None


def _with_sign(text: TokenText, numeral: EnglishNumeral) -> EnglishNumeral:
    """The number below zero where a minus precedes it."""
    sign = english_signs.before(text, numeral.first)
    if sign is None or not sign.is_minus or numeral.value is None:
        return numeral
    return numeral._replace(value=-numeral.value, low=-numeral.high, high=-numeral.low)


def _is_range(text: TokenText, low: EnglishNumeral, high: EnglishNumeral, unit: english_units.UnitPlace | None) -> bool:
    if high.is_part or low.in_digits != high.in_digits or high.value is None or low.value is None:
        return False
    word = text.word(high.first - 1)
    if word == "or" and high.value / high.scale != low.value / low.scale + 1:
        return False
    if unit is not None:
        other = english_units.at(text, text.after_hyphen(high.last))
        if other is None or other.unit != unit.unit:
            return False
    if text.at(low.first).text[0] == "0" and text.at(low.first).text.isdecimal() and low.value:
        return False
    return low.value * _shared(low, high) < high.value and not is_move(text, low.first)


def is_move(text: TokenText, first: int) -> bool:
    """Whether a number is where a change begins: rose from 2.3 million to 4.5 million."""
    sign = english_units.sign_before(text, first)
    place = (sign.last if sign else first) - 1
    if text.word(place) != "from":
        return False
    stems = tuple(one_of("moves"))
    for before in range(place - 1, max(place - _MOVE_REACH, 0) - 1, -1):
        word = text.word(before)
        if word in {".", ";"}:
            return False
        if word.startswith(stems):
            return True
    return False


def _shared(low: EnglishNumeral, high: EnglishNumeral) -> int:
    """The scale of the second number, where it serves both."""
    fits = low.value is not None and high.value is not None and low.value < high.value / high.scale
    return high.scale if low.scale == 1 and fits else 1


def _joined(low: EnglishNumeral, high: EnglishNumeral, *, is_shared: bool) -> EnglishNumeral:
    factor = _shared(low, high) if is_shared else 1
    return high._replace(first=low.first, value=None, low=whole(low.low * factor), step=0)


def share(text: TokenText, above: EnglishNumeral) -> EnglishNumeral | None:
    """One in five, nine out of every ten."""
    end = above.last
    place = end + 1 if text.word(end) == "in" else text.phrase_end(end, ("out", "of"))
    if place is None or above.value is None:
        return None
    place += text.word(place) == "every"
    below = english_number_words.numeral(text, place)
    if below is None or below.value not in _WHOLES or not 0 < above.value < below.value:
        return None
    if text.word(end) == "in" and above.value >= 10:
        return None
    value = exact(Fraction(above.value) / Fraction(below.value))
    return EnglishNumeral(above.first, below.last, value, value, value, 0, is_part=True)


def ratio(text: TokenText, first: EnglishNumeral) -> EnglishRatio | None:
    """12.9:47.6:39.5, a ratio of 3 to 1; 3 to 5 is a range unless a ratio is told of, 8:30 a time."""
    if first.value is None or first.is_scaled or text.word(first.last) not in {":", "to"}:
        return None
    is_cued = _is_cued(text, first.first)
    numbers, last = _parts(text, first, ":")
    if len(numbers) > 2 or (len(numbers) > 1 and is_cued):
        return EnglishRatio(numbers, last)
    if text.word(first.first - 1) == "from":
        return None
    numbers, last = _parts(text, first, "to")
    falls = len(numbers) == 2 and numbers[0] > numbers[1] and english_units.at(text, last) is None
    is_small = all(number <= 100 for number in numbers)
    moved = text.word(first.first - 1) == "by" and not is_cued
    return EnglishRatio(numbers, last) if len(numbers) > 1 and (is_cued or (falls and is_small and not moved)) else None


def _parts(text: TokenText, first: EnglishNumeral, separator: str) -> tuple[tuple[Number, ...], int]:
    values, last = [first.value or 0], first.last
    while text.word(last) == separator and len(values) < 9:
        glued = text.is_glued(last) == text.is_glued(last + 1)
        part = english_number_words.numeral(text, last + 1) if glued else None
        if part is None or part.value is None or part.is_scaled:
            break
        values.append(part.value)
        last = part.last
    return tuple(number for number in map(plain, values) if number is not None), last


def _is_cued(text: TokenText, first: int) -> bool:
    return any(text.word(place) in one_of("ratio") for place in range(max(0, first - _CUE_REACH), first)) and not any(
        text.word(place) == "." for place in range(max(0, first - 3), first)
    )
