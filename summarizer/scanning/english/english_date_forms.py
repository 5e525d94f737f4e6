"""Forms of English dates and times: where each appears, by `data/english_dateforms.tsv`.

Readings, the first column:

    date                a day, month or year, or a range of them
    slashed             a day in an order that its numbers may show (5/3/2023)
    year                a year alone, which may be a count after all (2000 people)
    quarter, 01/06      months of a year
    plan, decade        the 14th Five-Year Plan period, the 1990s
    told -1             a year relative to that of publication
    before -1           a year relative to the one that the text states before it, else to that of publication
    clock               a time of day
    vague               a word for a day or month that stays unknown
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from summarizer.resources import lazy_pattern, table

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
)
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_HALF = r"(?:[ap]\.?m(?:\.(?=[ ]?[a-z,;:)]|[ ]*\Z)|\.|\b)|noon\b)"
_SLOTS = {
    "Mon": _MONTH,
    "D": rf"{_DAY}(?:st|nd|rd|th)?",
    "MM": r"(?:1[0-2]|0?[1-9])",
    "DD": r"(?:3[01]|[12][0-9]|0?[1-9])",
    "Y": _YEAR,
    "n": f"(?:{'|'.join(_COUNTS)}|1[0-2]|[1-9])",
    "nth": f"(?:{'|'.join(_NTHS)})",
    "q": "[1-4]",
    "F": "(?:1[0-9]|2[0-9]|[1-9])",
    "h": "(?:[01]?[0-9]|2[0-4])(?![0-9])",
    "mm": "[0-5][0-9](?![0-9])",
    "half": _HALF,
}
_TO = r"(?: ?[-~] ?| to | through | until | and )"
_SLOT = lazy_pattern(r"\{([A-Za-z]+)([0-9]?)\}")
_DAYS = "Mon|Tue|Wed|Thu|Fri|Sat|Sun"
_NTH = "first|second|third|fourth|[1-4](?:st|nd|rd|th)"
_DIGITS = (
    rf"(?:19|20)[0-9]{{2}}(?![0-9])|[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.](?:19|20)|[0-9]{{1,2}}(?:st|nd|rd|th)? ?(?:[:~-]|[ap]\.?m|noon|to |and |through |until |{_NTH} quarter"
    rf"|(?:day )?(?:of )?{_MONTH})|[1-4](?:st|nd|rd|th) (?:and|to|quarter)"
)
_WORDS = (
    rf"the (?:[0-9]|{_NTH}|year|previous|preceding|current|coming|following)|(?:early|late|mid)[- ]|(?:last|this|next) "
    rf"|yesterday|today|tomorrow|on (?:{_DAYS})|a year |year-?end|(?:first|second|third|fourth) "
)
# Where a form of `data/english_dateforms.tsv` may begin.
_BEGIN = lazy_pattern(
    rf"(?<![A-Za-z0-9.,$¥€£/:-])(?={_DIGITS})|(?<=[(-])(?=(?:19|20)[0-9]{{2}}(?![0-9]))"
    rf"|(?<![A-Za-z0-9])(?=Q[1-4]|H[12] |{_MONTH}|{_DAYS}|(?i:{_WORDS}))"
)


class EnglishForm(NamedTuple):
    """A form at [start, end) of the text: its reading and the values of its slots."""

    start: int
    end: int
    reading: str
    slots: Mapping[str, str]

    @property
    def is_numbered(self) -> bool:
        """Whether it has a number, as a month has; not last year, on Monday."""
        return self.reading != "vague" and not self.is_relative

    @property
    def is_relative(self) -> bool:
        """Whether it is a year relative to another."""
        return self.reading.startswith(("told ", "before "))

    def number(self, slot: str) -> int | None:
        """The value of a slot; None where the form left it out."""
        written = self.slots.get(slot)
        return None if written is None else value(written)


def value(written: str) -> int:
    """The value of a slot: 5th, March, ten, third."""
    word = written.lower()
    if word in _NTHS:
        return _NTHS[word]
    if word in _COUNTS:
        return _COUNTS.index(word) + 1
    if word[:3] in _MONTHS:
        return _MONTHS.index(word[:3]) + 1
    return int(re.sub("[^0-9]", "", word))


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((reading, _pattern(pattern)) for reading, pattern, _ in table("english_dateforms"))


def _pattern(pattern: str) -> re.Pattern[str]:
    seen: set[str] = set()
    filled = _SLOT.sub(lambda slot: _filled(slot, seen), pattern)
    flags = re.IGNORECASE if "{Mon" not in pattern and "Mon|" not in pattern else 0
    return lazy_pattern(filled, flags)


def _filled(slot: re.Match[str], seen: set[str]) -> str:
    name = slot[1] + slot[2]
    if slot[1] == "to":
        return _TO
    grouped = f"(?P<{name}>{_SLOTS[slot[1]]})" if name not in seen else f"(?:{_SLOTS[slot[1]]})"
    seen.add(name)
    return grouped


def find(folded: str) -> Iterator[EnglishForm]:
    """The forms of a text in order; they do not overlap."""
    end = 0
    for begin in _BEGIN.finditer(folded):
        start = begin.start()
        found = _at(folded, start) if start >= end else None
        if found is not None:
            end = found.end
            yield found


def _at(folded: str, start: int) -> EnglishForm | None:
    for reading, pattern in _forms():
        match = pattern.match(folded, start)
        if match is not None and _joins(folded, match):
            slots = {name: text for name, text in match.groupdict().items() if text is not None}
            return EnglishForm(start, match.end(), reading, slots)
    return None


def _joins(folded: str, match: re.Match[str]) -> bool:
    """Whether a form with and between two dates is a range: between 2021 and 2025, not in 2021 and 2025."""
    if " and " not in match[0] or "nth" in match.re.groupindex:
        return True
    return folded[max(0, match.start() - len("between ")) : match.start()].lower() == "between "
