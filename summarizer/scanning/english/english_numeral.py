"""One English number, and the scales that make it larger: 3.2 | billion, 2 and a half, two | dozen."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from summarizer.resources import table
from summarizer.scanning.english.english_tokens import TokenText
from summarizer.scanning.numbers.arabic import Value, exact

_MOST_SCALES = 3  # hundred thousand million
ARTICLES = frozenset({"a", "an"})


class EnglishNumeral(NamedTuple):
    """A number of the tokens [first, last): its value, what it can mean, and the place of its last digit.

    `in_digits`: not in words; `is_some`: it says no certain number (dozens); `is_part`: of a whole (two thirds).
    """

    first: int
    last: int
    value: Value | None
    low: Value
    high: Value
    step: Value
    in_digits: bool = False
    is_some: bool = False
    is_part: bool = False
    scale: int = 1

    @property
    def is_scaled(self) -> bool:
        """Whether a scale follows its digits or words."""
        return self.scale > 1

    def times(self, factor: int, last: int) -> "EnglishNumeral":
        """The number with a scale after it."""
        value = None if self.value is None else whole(self.value * factor)
        bounds = (whole(self.low * factor), whole(self.high * factor), whole(self.step * factor))
        return EnglishNumeral(self.first, last, value, *bounds, self.in_digits, self.is_some, scale=self.scale * factor)


def whole(value: Value) -> Value:
    """A value without decimals where it has none."""
    return int(value) if value == int(value) else value


@cache
def words(kind: str) -> Mapping[str, str]:
    """The words of a kind and what the table says of their value."""
    return {row[1]: row[2] for row in table("english_numbers") if row[0] == kind}


def value_of(kind: str, word: str) -> int | None:
    """The value of a word of a kind, if it is one."""
    stated = words(kind).get(word)
    return None if stated is None else int(stated)


def step_of(digits: str) -> Value:
    """The place of the last digit that is given: 1500 → 100, 12,000 → 1000, 2.30 → 0.01."""
    whole_part, _, decimals = digits.replace(",", "").partition(".")
    if decimals:
        return Decimal(1).scaleb(-len(decimals))
    zeros = len(whole_part) - len(whole_part.rstrip("0"))
    return int(10**zeros) if zeros < len(whole_part) else 1


def fraction(first: int, last: int, above: int, below: int) -> EnglishNumeral:
    value = exact(Fraction(above, below))
    return EnglishNumeral(first, last, value, value, value, 0, is_part=True)


def scaled(text: TokenText, found: EnglishNumeral) -> EnglishNumeral:
    """A number with the scales that follow it: 3.2 billion, 3.2bn, 2.4-million, 5 hundred million."""
    for _ in range(_MOST_SCALES):
        place = text.after_hyphen(found.last)
        word = text.word(place)
        factor = value_of("scale", word) or (None if found.is_scaled else value_of("dozen", word))
        if factor is None or (word == "k" and not text.is_glued(place)):
            return found
        found = found.times(factor, place + 1)
    return found


def and_half(text: TokenText, found: EnglishNumeral) -> EnglishNumeral:
    """2 and a half, three-and-a-half."""
    end = text.phrase_end(text.after_hyphen(found.last), ("and", "a", "half"))
    if end is None or found.value is None or found.value != int(found.value):
        return found
    value = whole(Decimal(int(found.value)) + Decimal("0.5"))
    return found._replace(last=end, value=value, low=value, high=value, step=Decimal("0.1"))
