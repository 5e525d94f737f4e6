"""English numerals: one number in digits or words, with its scale, before its unit.

12,000 · 3.2 billion · 3.2bn · 12k · 2 and a half million · 1½ · 3/5
twelve thousand · one hundred and twenty · a dozen · half a million · two-thirds · a quarter
dozens · tens of thousands · several hundred      no value, but bounds
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from summarizer.resources import table
from summarizer.scanning.english import english_units
from summarizer.scanning.english.english_tokens import Token, TokenText, is_fraction_sign
from summarizer.scanning.numbers import arabic
from summarizer.scanning.numbers.arabic import Value, exact

_HUNDRED = 100
_ARTICLES = frozenset({"a", "an"})
_GLUED_SCALES = {"k": 1000, "m": 1_000_000, "b": 1_000_000_000}
_SIXTHS = frozenset({2, 3, 4, 5, 6, 8, 10})
_WHOLE = frozenset({"the", "its", "their", "that", "of", "all", "those", "our"})
_WIDENING = frozenset({"by", "nearly", "about", "over", "than", "almost", "around", "roughly", "under", "to", "only"})


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


def numeral(text: TokenText, index: int, *, is_money: bool = False) -> EnglishNumeral | None:
    """The number that begins at a token; `is_money`: a sign of money precedes it, so that m is a million."""
    token = text.at(index)
    if token.kind == "digits":
        return _in_digits(text, index, is_money=is_money)
    if is_fraction_sign(token):
        value = arabic.value(token.text)
        return EnglishNumeral(index, index + 1, value, value, value, 0, in_digits=True, is_part=True)
    if token.kind != "word":
        return None
    return _half(text, index) or _some(text, index) or _part(text, index) or _in_words(text, index)


# --- digits -------------------------------------------------------------------------------------------------


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
    found = _and_half(text, found)
    glued = _glued_scale(text, last, is_money=is_money)
    return found.times(glued, last + 1) if glued else _scaled(text, found)


def digits_value(digits: str) -> Value:
    """The value of plain digits, with commas and a point."""
    return arabic.value(digits)


def step_of(digits: str) -> Value:
    """The place of the last digit that is given: 1500 → 100, 12,000 → 1000, 2.30 → 0.01."""
    whole_part, _, decimals = digits.replace(",", "").partition(".")
    if decimals:
        return Decimal(1).scaleb(-len(decimals))
    zeros = len(whole_part) - len(whole_part.rstrip("0"))
    return int(10**zeros) if zeros < len(whole_part) else 1


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
    return _fraction(index, index + 3, int(above), int(below.text))


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


def _scaled(text: TokenText, found: EnglishNumeral) -> EnglishNumeral:
    """A number with the scales that follow it: 3.2 billion, 3.2bn, 2.4-million, 5 hundred million."""
    while True:
        place = text.after_hyphen(found.last)
        factor = value_of("scale", text.word(place)) or (
            value_of("dozen", text.word(place)) if not found.is_scaled else None
        )
        if factor is None or (text.word(place) == "k" and not text.is_glued(place)):
            return found
        found = found.times(factor, place + 1)


def _and_half(text: TokenText, found: EnglishNumeral) -> EnglishNumeral:
    """2 and a half, three-and-a-half."""
    end = text.phrase_end(text.after_hyphen(found.last), ("and", "a", "half"))
    if end is None or found.value is None or found.value != int(found.value):
        return found
    value = whole(Decimal(int(found.value)) + Decimal("0.5"))
    return found._replace(last=end, value=value, low=value, high=value, step=Decimal("0.1"))


# --- words --------------------------------------------------------------------------------------------------


def _in_words(text: TokenText, index: int) -> EnglishNumeral | None:
    start = index
    if text.word(index) in _ARTICLES:
        if not ({text.word(index + 1)} & (words("scale").keys() | words("dozen").keys())) or len(
            text.word(index + 1)
        ) < len("dozen"):
            return None
        found: EnglishNumeral | None = EnglishNumeral(start, index + 1, 1, 1, 1, 1)
    else:
        found = _below_hundred(text, index)
    if found is None:
        return None
    return _sum(text, _and_half(text, found))


def _below_hundred(text: TokenText, index: int) -> EnglishNumeral | None:
    """Seven, fourteen, twenty, twenty-five."""
    value = value_of("cardinal", text.word(index))
    if value is None:
        return None
    last, step = index + 1, 10 if value >= 10 and value % 10 == 0 else 1
    digit = value_of("cardinal", text.word(text.after_hyphen(last)))
    if value >= 20 and digit is not None and 0 < digit < 10:
        value, last, step = value + digit, text.after_hyphen(last) + 1, 1
    return EnglishNumeral(index, last, value, value, value, step)


def _sum(text: TokenText, found: EnglishNumeral) -> EnglishNumeral:
    """The number with the smaller parts that follow: two thousand | three hundred | and forty."""
    found = _scaled(text, found)
    while found.is_scaled and found.value is not None and found.step >= _HUNDRED:
        start = found.last + (text.word(found.last) == "and")
        part = _below_hundred(text, start)
        if part is None or part.value is None:
            return found
        part = _scaled(text, part)
        if part.high >= found.step or (start > found.last and part.is_scaled):
            return found
        value = whole(found.value + (part.value or 0))
        found = found._replace(last=part.last, value=value, low=value, high=value, step=part.step)
    return found


def _half(text: TokenText, index: int) -> EnglishNumeral | None:
    """Half a million, half an hour, half of the villages, by half; half-hour."""
    if text.word(index) != "half":
        return None
    half = EnglishNumeral(index, index + 1, Decimal("0.5"), Decimal("0.5"), Decimal("0.5"), 0, is_part=True)
    following = text.word(index + 1)
    if following in _ARTICLES:
        scaled = _scaled(text, half._replace(last=index + 2))
        return scaled if scaled.is_scaled else half._replace(last=index + 2)
    if following == "dozen":
        return half.times(12, index + 2)
    if following in _WHOLE or text.word(index - 1) in _WIDENING or text.is_hyphen(index + 1):
        return half
    return None


def _part(text: TokenText, index: int) -> EnglishNumeral | None:
    """Two-thirds, one third, nine tenths, a fifth of; not a third party, two quarters."""
    word = text.word(index)
    count = 1 if word in _ARTICLES else value_of("cardinal", word)
    place = text.after_hyphen(index + 1)
    named = text.word(place)
    of = _of_part(named, count or 0)
    if not count or of is None or count >= of or (named in {"second", "seconds"}):
        return None
    is_article, is_quarters = word in _ARTICLES, named == "quarters"
    is_followed = text.word(place + 1) in _WHOLE or text.word(place + 1) in {"more", "less", "fewer", ".", ",", ";"}
    if (is_article and not (is_followed or text.word(index - 1) in _WIDENING)) or (
        is_quarters and place == index + 1 and not is_followed
    ):
        return None
    if is_article and named == "quarter" and text.word(place + 1) != "of" and text.word(index - 1) not in _WIDENING:
        return None
    return _scaled_part(text, _fraction(index, place + 1, count, of))


def _of_part(word: str, count: int) -> int | None:
    """Of how many the parts are: thirds of two thirds."""
    singular = word[:-1] if count > 1 and word.endswith("s") else word if count == 1 else "halve"
    return value_of("part", "half" if word == "halves" else singular)


def _scaled_part(text: TokenText, found: EnglishNumeral) -> EnglishNumeral:
    """A quarter of a million."""
    if text.word(found.last) == "of" and text.word(found.last + 1) == "a":
        scaled = _scaled(text, found._replace(last=found.last + 2))
        return scaled._replace(is_part=False) if scaled.is_scaled else found
    return found


def _fraction(first: int, last: int, above: int, below: int) -> EnglishNumeral:
    value = exact(Fraction(above, below))
    return EnglishNumeral(first, last, value, value, value, 0, is_part=True)


def _some(text: TokenText, index: int) -> EnglishNumeral | None:
    """Dozens of, tens of thousands of, several hundred, a few thousand: bounds without a value."""
    start = index
    if text.word(index) == "a" and text.word(index + 1) == "few":
        index += 1
    word = text.word(index)
    stated = words("some").get(word)
    if stated is None:
        return None
    low, _, high = stated.partition("..")
    found = EnglishNumeral(start, index + 1, None, int(low), int(high), 0, is_some=True)
    if word in {"several", "few"}:
        scaled = _scaled(text, found)
        return _up_to_next(scaled) if scaled.is_scaled else (found if start < index or word == "several" else None)
    if text.word(index + 1) != "of":
        return found if word == "dozens" else None
    scale = text.word(index + 2).removesuffix("s")
    if text.word(index + 2).endswith("s") and scale in words("scale"):
        found = _up_to_next(found.times(int(words("scale")[scale]), index + 3))
        return found._replace(last=found.last + 1) if text.word(found.last) == "of" else found
    return None if word == "tens" else found._replace(last=index + 2)


def _up_to_next(found: EnglishNumeral) -> EnglishNumeral:
    """Several hundred: from 200 to 999."""
    lead = int(found.low) // 10 ** (len(str(int(found.low))) - 1)
    return found._replace(high=int(found.low) // lead * 10 - 1)


def is_number_word(token: Token) -> bool:
    """Whether a number may begin at a token."""
    return token.kind == "digits" or token.word in _beginnings() or is_fraction_sign(token)


@cache
def _beginnings() -> frozenset[str]:
    folds = (f"{word}fold" for word in words("cardinal"))
    return frozenset({"a", "an", "half", *words("cardinal"), *words("some"), *words("multiple"), *folds})
