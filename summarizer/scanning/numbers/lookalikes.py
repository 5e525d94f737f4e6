"""Look-alikes of digits: characters that a person may read as a number and the rules do not.

`data/lookalikes.tsv` lists them: digits of other scripts and of mathematics, letters between digits, ringed and raised
digits, Arabic and Chinese digits in one row. They are not read as digits, since nothing says what they were meant
to be (1O0: 100, or 10 and a slip); and the digits around them are not read either, since 7 is not what 1𝟐7 says. So
no mention covers it, no figure is verified by a part of it, and a finding reports it.

Two kinds are read after all, as other rules say: 二O二一年 as a year, and ringed digits that number a list are no digits.
"""

import re
from bisect import bisect_left
from functools import cache

from summarizer.models import Span
from summarizer.resources import lazy_pattern, table

_DIGIT = "[0-9零〇一二三四五六七八九十百千万]"


@cache
def _odd() -> re.Pattern[str]:
    return re.compile(f"[{_characters()}]")


def _rules(*, mixed: bool) -> list[str]:
    rows = [row for row in table("lookalikes") if (row[0] == "mixed") is mixed]
    return [row[2].replace("{A}", f"[{row[1]}]").replace("{D}", _DIGIT) for row in rows]


@cache
def _odd_rules() -> re.Pattern[str]:
    return lazy_pattern("|".join(_rules(mixed=False)))


@cache
def _mixed_rules() -> list[re.Pattern[str]]:
    """A pattern for each row: alone, one that begins with a class of characters is found fast."""
    return list(map(lazy_pattern, _rules(mixed=True)))


@cache
def _run() -> re.Pattern[str]:
    """The whole numeral that a look-alike may be part of."""
    part = f"[0-9零〇一二三四五六七八九十百千万亿{_characters()}]"
    return re.compile(rf"{part}+(?:\.{part}+|,{part}{{3}}(?!{part}))*")


def _characters() -> str:
    return "".join(row[1] for row in table("lookalikes") if row[0] != "mixed")


def find(folded: str) -> list[Span]:
    """The numerals of a folded string that have a look-alike in them, each whole, in order."""
    rules = _odd_rules()
    found = [odd.start() for odd in _odd().finditer(folded) if rules.match(folded, odd.start())]
    found += [match.start() for rule in _mixed_rules() for match in rule.finditer(folded)]
    found.sort()
    runs = _run().finditer(folded) if found else ()
    return [Span(*run.span()) for run in runs if bisect_left(found, run.start()) < bisect_left(found, run.end())]
