"""What a cell holds: nothing, a number, a year, a period, or words; and what the words of a head say (`data/tables.tsv`)."""

import re
from functools import cache, lru_cache
from typing import Literal

from summarizer.resources import lazy_pattern, table
from summarizer.scanning.numbers import quantities
from summarizer.scanning.numbers.quantities import Quantity

Content = Literal["nothing", "number", "year", "period", "words"]

_YEAR = lazy_pattern(r"(?:19|20)\d\d(?:年度?)?")
_PERIOD = lazy_pattern(
    r"(?:(?:19|20)\d\d年?)?(?:[上下]半年|[一二三四]季度|前[一二三四\d]+(?:季度|个?月)|\d{1,2}(?:[-~至]\d{1,2})?月份?(?:\d{1,2}日)?"
    r"|全年|[本上去]年(?:同期|度)?|[本上]月|[本上]期)(?:累计)?|累计|(?:19|20)\d\d[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?(?:[-~至].{1,10})?"
    r"|(?:19|20)\d\d年?[-~至](?:19|20)\d\d年?"
)
_AROUND_NUMBER = lazy_pattern(r"[\s+()*#①-⑩↑↓▲▼△▽]*")
_GROUPED = lazy_pattern(r"[+-]?\d{1,3}(?: \d{3})+(?:\.\d+)?[^\d ]{0,6}")
_LONGEST_NUMBER = 32
_DIGIT = lazy_pattern("[0-9零〇一二三四五六七八九十百千万亿两几数半]")


def squeezed(folded: str) -> str:
    """Folded words without white space, in small letters."""
    return "".join(folded.split()).lower()


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rows = [(row[0], row[1]) for row in table("tables")]
    kinds = dict.fromkeys(kind for kind, _ in rows)
    return {kind: re.compile("|".join(f"(?:{text})" for other, text in rows if other == kind)) for kind in kinds}


@lru_cache(maxsize=4096)
def says(kind: str, words: str) -> bool:
    """Whether a head's folded words are of a kind of `data/tables.tsv`."""
    return _patterns()[kind].search(squeezed(words)) is not None


@lru_cache(maxsize=8192)
def content(words: str) -> Content:
    """What a cell of these folded words holds."""
    bare = squeezed(words)
    if not bare or says("nothing", bare):
        return "nothing"
    if _YEAR.fullmatch(bare):
        return "year"
    if _PERIOD.fullmatch(bare):
        return "period"
    return "number" if is_number(words) else "words"


def read(words: str) -> list[Quantity]:
    """The quantities of a cell's folded words; in a cell, blanks between groups of three digits are one number's."""
    grouped = _GROUPED.fullmatch(words.strip())
    found = quantities.read(words if grouped is None else "".join(words.split()))
    if grouped is None or len(found) != 1:
        return found
    start = len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return [found[0]._replace(start=start, end=end, number_start=start, number_end=end)]


def is_number(words: str) -> bool:
    """Whether a number, with its unit or not, is all that the folded words hold."""
    words = words.strip()
    if len(words) > _LONGEST_NUMBER or not _DIGIT.search(words):
        return False
    found = read(words)
    if len(found) != 1 or found[0].ordinal or found[0].scale or not (found[0].arabic or found[0].unit):
        return False
    around = words[: found[0].start] + words[found[0].end :]
    return _AROUND_NUMBER.fullmatch(around) is not None


@lru_cache(maxsize=8192)
def has_unit(words: str) -> bool:
    """Whether folded words are a number with its unit."""
    return content(words) == "number" and all(quantity.unit for quantity in read(words))
