"""English numerals: one number in digits or words, with its scale, before its unit.

12,000 · 3.2 billion · 3.2bn · 12k · 2 and a half million · 1½ · 3/5 · twelve thousand
"""

from decimal import Decimal
from fractions import Fraction
from functools import cache

from summarizer.scanning.english import english_units
from summarizer.scanning.english.english_numeral import EnglishNumeral, and_half, fraction, scaled, step_of, words
from summarizer.scanning.english.english_tokens import Token, TokenText, is_fraction_sign
from summarizer.scanning.english.word_numerals import in_words
from summarizer.scanning.numbers import arabic
from summarizer.scanning.numbers.arabic import exact

_GLUED_SCALES = {"k": 1000, "m": 1_000_000, "b": 1_000_000_000}
_SIXTHS = frozenset({2, 3, 4, 5, 6, 8, 10})


def numeral(text: TokenText, index: int, *, is_money: bool = False) -> EnglishNumeral | None:
    """The number that begins at a token; `is_money`: a sign of money precedes it, so that m is a million."""
    token = text.at(index)
    if token.kind == "digits":
        return _said_twice(text, _in_digits(text, index, is_money=is_money))
    if is_fraction_sign(token):
        value = arabic.value(token.text)
        return EnglishNumeral(index, index + 1, value, value, value, 0, in_digits=True, is_part=True)
    if token.kind != "word":
        return None
    return in_words(text, index)


def _in_digits(text: TokenText, index: int, *, is_money: bool) -> EnglishNumeral:
    found = _slashed(text, index)
    if found is not None:
        return found
    token = text.at(index)
    value, step = arabic.value(token.text), step_of(token.text)
    last = index + 1
    if is_fraction_sign(text.at(last)) and value == int(value):
        value, step = exact(Fraction(value) + Fraction(arabic.value(text.at(last).text))), Decimal("0.01")
        last += 1
    found = EnglishNumeral(index, last, value, value, value, step, in_digits=True)
    found = and_half(text, found)
    glued = _glued_scale(text, last, is_money=is_money)
    return found.times(glued, last + 1) if glued else scaled(text, found)


def _said_twice(text: TokenText, found: EnglishNumeral) -> EnglishNumeral:
    """5 (five) years: a number in digits and in words."""
    again = in_words(text, found.last + 1) if text.word(found.last) == "(" else None
    if again is None or again.value != found.value or text.word(again.last) != ")":
        return found
    return found._replace(last=again.last + 1)


def _slashed(text: TokenText, index: int) -> EnglishNumeral | None:
    """3/5 of the villages."""
    below = text.at(index + 2)
    if (
        text.word(index + 1) != "/"
        or below.kind != "digits"
        or not (text.is_glued(index + 1) and text.is_glued(index + 2))
    ):
        return None
    above = text.at(index).text
    if not (above.isdecimal() and below.text.isdecimal()) or text.word(index + 3) == "/":
        return None
    if int(below.text) not in _SIXTHS or not 0 < int(above) < int(below.text):
        return None
    return fraction(index, index + 3, int(above), int(below.text))


def _glued_scale(text: TokenText, last: int, *, is_money: bool) -> int | None:
    """The scale of 12k, 3.2m, 1b; 50m is a length unless money or something counted is next to it."""
    letter = text.at(last)
    if not text.is_glued(last) or letter.text not in _GLUED_SCALES or text.at(last + 1).kind == "digits":
        return None
    if letter.text == "m" and not is_money and not _counts(text, last + 1):
        return None
    return _GLUED_SCALES[letter.text]


def _counts(text: TokenText, index: int) -> bool:
    """Whether what follows m is counted, so that m is no metre."""
    return english_units.head(text, index, plural=True) is not None


def is_number_word(token: Token) -> bool:
    """Whether a number may begin at a token."""
    return token.kind == "digits" or token.word in _beginnings() or is_fraction_sign(token)


@cache
def _beginnings() -> frozenset[str]:
    folds = (f"{word}fold" for word in words("cardinal"))
    return frozenset({"a", "an", "half", *words("cardinal"), *words("some"), *words("multiple"), *folds})
