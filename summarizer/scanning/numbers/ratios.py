"""Ratios: several numbers that are one mention, 5.8:41.2:53.0, 1:15, 3比1.

Three parts or more are a ratio; two with a colon are one only where the words around say so, since 14:20 is a time and
3:2 a score. No ratio has a value: its `parts` are its numbers.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers.adjoining import words
from summarizer.scanning.numbers.amounts import Quantity, qualified
from summarizer.scanning.numbers.numerals import parse
from summarizer.scanning.numbers.qualifiers import plain

_DECIMALS = r"(?:\.[0-9]{1,4}+)?"
_PART = rf"[0-9]{{1,9}}+{_DECIMALS}"
_NUMERAL = "一二两三四五六七八九十百千万"
_HAN = f"[{_NUMERAL}]{{1,4}}+"
# The first character comes first, as a class of characters is found fast, and then what may not precede it.
_RATIO = lazy_pattern(
    rf"[0-9{_NUMERAL}](?<![0-9A-Za-z.,:/-].)(?<![0-9]比.)(?<![:比][ ].)"
    rf"(?:(?<=[0-9])[0-9]{{0,8}}+{_DECIMALS}(?:(?:[ ]?:[ ]?{_PART}){{1,8}}+(?![0-9A-Za-z:/-]|[.,][0-9])"
    rf"|(?:比{_PART}){{1,8}}+(?![比0-9A-Za-z:/-]|[.,][0-9]))"
    rf"|(?<![0-9])(?<![{_NUMERAL}].)(?<![{_NUMERAL}]比.)[{_NUMERAL}]{{0,3}}+(?:比{_HAN}){{1,8}}+(?!比))"
)
_JOINT = re.compile(rf"[:比](?<=[0-9{_NUMERAL} ].)(?=[0-9{_NUMERAL} ])")
_FIRST_PART, _LONGEST_PART = lazy_pattern(rf"(?:[0-9][0-9.]*|[{_NUMERAL}]+)[ ]?\Z"), 16
_SEPARATOR = lazy_pattern("[ ]?[:比][ ]?")
_CLOCK = lazy_pattern(r"(?:[01]?[0-9]|2[0-4])\s?:\s?[0-5][0-9](?:\s?:\s?[0-5][0-9])?")
_NEAR = lazy_pattern(
    rf"{words('ratio near')}[^\n,，。;；0-9]{{0,8}}\Z|{words('ratio before')}\Z",
)
_LISTED = lazy_pattern(rf"{words('ratio of')}[^\n,，。;；]{{0,30}}\Z")
_AFTER = lazy_pattern(rf"[ ]?{words('ratio after')}")
_SCORE_BEFORE = lazy_pattern(rf"{words('score before')}[^,，。;；\n]{{0,6}}\Z")
_SCORE_AFTER = lazy_pattern(rf"[ ]?{words('score after')}")


@lru_cache(maxsize=4)
def find(folded: str) -> tuple[Quantity, ...]:
    """The ratios of a folded string, in order: for its dates, of which none is in a ratio, and for its numbers."""
    return tuple(_ratios(folded))


def _ratios(folded: str) -> Iterator[Quantity]:
    for match in _matches(folded):
        written = _SEPARATOR.split(match[0])
        if not _is_ratio(folded, match, len(written)):
            continue
        parts = tuple(part for part in map(plain, map(parse, written)) if part is not None)
        if len(parts) == len(written):
            span = match.span()
            arabic = match[0][0].isascii()
            ratio = Quantity(*span, *span, None, None, None, 0, "比", arabic=arabic, parts=parts)
            yield qualified(folded, ratio, 0)


def _matches(folded: str) -> Iterator[re.Match[str]]:
    """What is written like a ratio, each around a joint."""
    end = 0
    for joint in _JOINT.finditer(folded):
        at = joint.start()
        first = _FIRST_PART.search(folded, max(end, at - _LONGEST_PART), at) if at >= end else None
        match = _RATIO.match(folded, first.start()) if first else None
        if match:
            yield match
            end = match.end()


def _is_ratio(folded: str, match: re.Match[str], count: int) -> bool:
    start, end = match.span()
    before = folded[max(0, start - 36) : start]
    if _AFTER.match(folded, end) or _NEAR.search(before):
        is_ratio = True
    elif ":" in match[0]:
        is_ratio = count > 2 and (not _CLOCK.fullmatch(match[0]) or _LISTED.search(before) is not None)
    else:
        is_ratio = count > 2 or match[0][0].isascii()
    return is_ratio and not (_SCORE_BEFORE.search(before) or _SCORE_AFTER.match(folded, end))
