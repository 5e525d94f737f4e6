"""English labels: numbers that count nothing, as parts of names and as ordinals, by `data/english_names.tsv`.

COVID-19 · 5G · Highway 318 · 12345 hotline · one-stop · zero-carbon      names
No. 21 · the 14th · ranked third · Level II · Article 5                   ordinals, with their number
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from summarizer.models import Role
from summarizer.resources import lazy_pattern, table
from summarizer.scanning.english import english_number_words, english_numeral, english_units
from summarizer.scanning.english.english_tokens import TokenText

_ROMAN = {"I": 1, "V": 5, "X": 10}
_DIGITS = "[0-9]{1,12}"
# Codes of money before digits are no names: RMB32, US$5; nor are words at which a number begins (mid-2023, sub-10).
_NO_NAME = lazy_pattern(
    r"(?:RMB|Rmb|CNY|USD|HKD|EUR|GBP|JPY|AUD|NTD|TWD|Yuan|[Mm]id-|[Ee]nd-|[Ee]arly-|[Ll]ate-|pre-|post-|sub-|over-|under-)[0-9]"
)
_YEAR_AFTER_WORD = lazy_pattern(r"[a-z]+-?(?:19|20)[0-9]{2}\Z")


class EnglishLabel(NamedTuple):
    """A number at [start, end) that counts nothing; `value` is None for one in a name."""

    start: int
    end: int
    role: Role
    value: int | None


@cache
def _rules() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((_role(role), _pattern(pattern)) for role, pattern, _ in table("english_names"))


def _role(name: str) -> Role:
    return "ordinal" if name == "ordinal" else "name"


def _pattern(pattern: str) -> re.Pattern[str]:
    ordinals = [*english_numeral.words("ordinal")]
    tens = [word for word, value in english_numeral.words("cardinal").items() if int(value) >= 20]
    slots = {
        "{d}": _DIGITS,
        "{card}": f"(?:{'|'.join(word for word, value in english_numeral.words('cardinal').items() if 0 < int(value) <= 20)})",
        "{roman}": "(?:I{1,3}|IV|VI{0,3}|IX|X)",
        "{nth}": f"(?:(?:{'|'.join(tens)})[- ](?:{'|'.join(ordinals[:9])})|{'|'.join(ordinals)})",
    }
    for slot, words in slots.items():
        pattern = pattern.replace(slot, words)
    return re.compile(rf"(?<![A-Za-z0-9])(?<![0-9][.,])(?:{pattern})")


def find(text: TokenText) -> Iterator[EnglishLabel]:
    """The labels of a text in order; they do not overlap, and the first row of the table that matches decides."""
    found: list[EnglishLabel] = []
    for role, pattern in _rules():
        for match in pattern.finditer(text.folded):
            if match.start() == match.end() or _is_amount(match):
                continue
            found.append(EnglishLabel(*match.span(), role, _number(match) if role == "ordinal" else None))
    end = 0
    for label in sorted(found, key=lambda label: label.start):
        if label.start >= end and not _is_part(text, label):
            end = label.end
            yield label


def _is_part(text: TokenText, label: EnglishLabel) -> bool:
    """Whether an ordinal is the end of a fraction: one third, a fifth of."""
    index = text.index_at(label.start)
    part = english_number_words.numeral(text, index - 1 - text.is_hyphen(index - 1))
    return part is not None and part.is_part and part.last > index


def _is_amount(match: re.Match[str]) -> bool:
    """Whether a name is an amount after all: RMB32, 300MW, km2; mid-2023."""
    written = match[0]
    letters = written.lstrip("0123456789")
    is_unit = english_units.is_symbol(written) or (letters != written and english_units.is_symbol(letters))
    return is_unit or _NO_NAME.match(written) is not None or _YEAR_AFTER_WORD.fullmatch(written) is not None


def _number(match: re.Match[str]) -> int:
    """The number of an ordinal: 21, third, twenty-first, II."""
    written = match["n"].lower()
    if written.isdecimal():
        return int(written)
    tens, _, ones = written.replace("-", " ").rpartition(" ")
    value = english_numeral.value_of("ordinal", ones) or english_numeral.value_of("cardinal", ones)
    if value is None:
        return _roman(written.upper())
    return value + (english_numeral.value_of("cardinal", tens) or 0 if tens else 0)


def _roman(written: str) -> int:
    values = [_ROMAN.get(letter, 0) for letter in written]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
