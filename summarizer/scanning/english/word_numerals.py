"""English numerals in words.

twelve thousand · one hundred and twenty · a dozen · two and a half
half a million · two-thirds · a quarter                               parts of a whole
dozens · tens of thousands · several hundred                          no value, but bounds
"""

from decimal import Decimal

from summarizer.scanning.english.english_lexicon import one_of
from summarizer.scanning.english.english_numeral import (
    ARTICLES,
    EnglishNumeral,
    and_half,
    fraction,
    scaled,
    value_of,
    whole,
    words,
)
from summarizer.scanning.english.english_tokens import TokenText

_HUNDRED = 100
_AFTER_ARTICLE = frozenset({"hundred", "thousand", "million", "billion", "trillion", "dozen"})


def in_words(text: TokenText, index: int) -> EnglishNumeral | None:
    """The number in words that begins at a token."""
    return _half(text, index) or _some(text, index) or _part(text, index) or _cardinal(text, index)


def _cardinal(text: TokenText, index: int) -> EnglishNumeral | None:
    """Twelve thousand, two hundred and forty, a dozen, a million."""
    if text.word(index) not in ARTICLES:
        found = _below_hundred(text, index)
    elif text.word(index + 1) in _AFTER_ARTICLE:
        found = EnglishNumeral(index, index + 1, 1, 1, 1, 1)
    else:
        return None
    return found and _sum(text, and_half(text, found))


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
    found = scaled(text, found)
    while found.is_scaled and found.value is not None and found.step >= _HUNDRED:
        start = found.last + (text.word(found.last) == "and")
        part = _below_hundred(text, start)
        if part is None or part.value is None:
            return found
        part = scaled(text, part)
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
    if following in ARTICLES:
        larger = scaled(text, half._replace(last=index + 2))
        return larger if larger.is_scaled else half._replace(last=index + 2)
    if following == "dozen":
        return half.times(12, index + 2)
    if following in one_of("whole") or text.word(index - 1) in one_of("widening") or text.is_hyphen(index + 1):
        return half
    return None


def _part(text: TokenText, index: int) -> EnglishNumeral | None:
    """Two-thirds, one third, nine tenths, a fifth of; not a third party, two quarters."""
    word = text.word(index)
    count = 1 if word in ARTICLES else value_of("cardinal", word)
    place = text.after_hyphen(index + 1)
    of = _of_part(text.word(place), count or 0)
    if not count or of is None or count >= of or not _is_of_whole(text, index, place):
        return None
    return _scaled_part(text, fraction(index, place + 1, count, of))


def _is_of_whole(text: TokenText, index: int, place: int) -> bool:
    """Whether a third, a quarter and two quarters are parts of a whole: a third of, by a quarter, two quarters of."""
    following = text.word(place + 1)
    if text.word(index) not in ARTICLES:
        return text.word(place) != "quarters" or place > index + 1 or following in one_of("whole")
    if following == "of" or text.word(index - 1) in one_of("widening"):
        return True
    return text.word(index - 1).startswith(tuple(one_of("moves"))) or (
        text.word(place) != "quarter" and following in one_of("after part")
    )


def _of_part(word: str, count: int) -> int | None:
    """Of how many the parts are: thirds of two thirds."""
    singular = word[:-1] if count > 1 and word.endswith("s") else word if count == 1 else "halve"
    return value_of("part", "half" if word == "halves" else singular)


def _scaled_part(text: TokenText, found: EnglishNumeral) -> EnglishNumeral:
    """A quarter of a million."""
    if text.word(found.last) == "of" and text.word(found.last + 1) == "a":
        larger = scaled(text, found._replace(last=found.last + 2))
        return larger._replace(is_part=False) if larger.is_scaled else found
    return found


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
        larger = scaled(text, found)
        return _up_to_next(larger) if larger.is_scaled else (found if start < index or word == "several" else None)
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
