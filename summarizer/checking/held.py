"""Held numbers: what a draft tells as a figure and the rules hold for a name, a rank or a span of years, or read otherwise.

A claim with the same value and unit is not contradicted: it is verified with a warning, and the mention keeps its role.
It is judged by the same words as figures are, so that the subject of another number is still caught. 第7批, 五级,
2021年 and 3日 are ranks and dates in so many words, and carry no figure.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.checking.claims import Claim, same_unit, same_value
from summarizer.checking.unit_words import unit_words
from summarizer.folding import fold
from summarizer.models import Mention, Scan, Span
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.numerals import BIG
from summarizer.scanning.numbers.qualifiers import plain
from summarizer.scanning.numbers.quantities import Quantity, read

_MOST = 64
_DURATIONS = frozenset(["年", "天", "个月", "小时", "分钟", "周", "季度", "周年"])
_NO_COUNT = frozenset(["date", "time", "ordinal"])
_LAST_COUNT_OF_YEARS = 999
_RANK = re.compile("第|[首末]")
_DIGITS = re.compile(r"(?<![\d.,])(\d[\d,]{0,20}(?:\.\d{1,9})?+)([万亿]{0,2})(?![\d.,]*\d)")


def held_numbers(scan: Scan, quotes: Sequence[Span], claimed: Claim) -> Iterator[tuple[Span, Mention]]:
    """The numbers in the quotes that have the value and unit of a claim but are no figures, each with its quote."""
    for quote in quotes[:_MOST]:
        inside = [m for m in scan.mentions if quote.start <= m.text_start and m.text_end <= quote.end]
        for mention in inside:
            number = _counted(mention) if mention.role != "figure" else None
            if number is not None and same_value(claimed, number) and _same_unit(claimed, number, scan.text.folded):
                yield quote, number
        yield from ((quote, number) for number in _split_otherwise(scan, quote, claimed, inside))


def is_plain_count(mention: Mention) -> bool:
    """Whether a number that is no figure can only be a count of one or a span of time: 一名, 近10年."""
    return mention.role == "date" or (mention.role == "name" and mention.value == 1)


def _same_unit(claimed: Claim, number: Mention, folded: str) -> bool:
    return same_unit(claimed, number) or unit_words(claimed, number, folded) == "stated"


def _counted(mention: Mention) -> Mention | None:
    """A number that is no figure as one that could be; a date as the span of time that it may be."""
    if mention.role in {"date", "time"}:
        time = _span_of_time(mention.surface)
        if time is None or time.value is None:
            return None
        number = plain(time.value)
        return mention._replace(value=number, low=number, high=number, unit=time.unit, qualifier=time.qualifier)
    ranked = units.kind(mention.unit) == "rank" or _RANK.match(fold(mention.surface))
    return None if mention.role == "ordinal" and ranked else mention


@lru_cache(maxsize=1024)
def _span_of_time(surface: str) -> Quantity | None:
    """The span of time that the words of a date may be, read once for all numbers that are compared with it."""
    found = read(fold(surface))
    quantity = found[0] if len(found) == 1 and found[0].end == len(surface) else None
    if quantity is None or quantity.start or quantity.unit not in _DURATIONS:
        return None
    return None if quantity.value is None or quantity.value > _LAST_COUNT_OF_YEARS else quantity


def _split_otherwise(scan: Scan, quote: Span, claimed: Claim, inside: Sequence[Mention]) -> Iterator[Mention]:
    """Digits of a mention that the claim reads whole, with its unit after them, where the rules read parts or more.

    Digits in no mention (damaged, in an instruction to a model, on a page in another language) verify nothing.
    """
    if claimed.value is None or claimed.qualifier is not None:
        return
    folded, unit = scan.text.folded, claimed.unit or ""
    for found in _DIGITS.finditer(folded, quote.start, quote.end):
        value = float(found[1].replace(",", ""))
        for scale in found[2]:
            value *= BIG[scale]
        if value != claimed.value or not folded.startswith(unit, found.end()):
            continue
        over = [m for m in inside if _overlap(m, found)]
        if not over or any(m.role in _NO_COUNT or m.table is not None for m in over):
            continue
        start, end = found.start(), found.end() + len(unit)
        raw = scan.text.raw_span(start, end)
        number = claimed.value
        surface = scan.text.content[start:end]
        yield Mention(raw.start, raw.end, surface, start, end, number, number, number, claimed.unit, None, "name", None)


def _overlap(mention: Mention, found: re.Match[str]) -> bool:
    return mention.text_start < found.end() and found.start() < mention.text_end
