"""Lists of nouns and numbers: the first noun with the first number, the second with the second.

甲、乙和丙分别为1、2和3             heads before 分别
甲3亿元，乙2亿元，分别增长5%和7%      … or the figures before it
甲3亿元，乙2亿元，同比增长5%和7%      shares right after as many figures need no 分别
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile

from summarizer.models import Span
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.noun_edges import strip_back, trimmed
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.segments import segments

_LONGEST_CHAIN = 80
_LIST = lazy_pattern(r"\s?(?:、|,|和|与|及|以及|,?其中)\s?\Z")
_LAST = lazy_pattern(r"\s?(?:和|与|及|以及)\s?\Z")


def pair_lists(folded: str, figures: Sequence[Quantity], nouns: list[Span | None]) -> None:
    """Give each number of such a list the noun of its place."""
    _pair_respectively(folded, figures, nouns)
    _pair_shares(folded, figures, nouns)


def _pair_respectively(folded: str, figures: Sequence[Quantity], nouns: list[Span | None]) -> None:
    starts = [figure.start for figure in figures]
    for match in re.finditer("分别", folded):
        first = bisect_left(starts, match.end())
        if first == len(figures) or segments(folded).divide("sentence", match.end(), figures[first].start):
            continue
        run = list(_run(folded, figures, first))
        heads = list(_heads(folded, match.start()))
        if len(heads) != len(run):
            heads = _figures_before(folded, figures, nouns, first, len(run))
        if len(heads) == len(run) > 1:
            for index, head in zip(run, heads, strict=True):
                nouns[index] = head


def _pair_shares(folded: str, figures: Sequence[Quantity], nouns: list[Span | None]) -> None:
    for first in range(2, len(figures)):
        if not _is_share(figures[first]) or _is_share(figures[first - 1]):
            continue
        before, last = figures[first - 1].end, figures[first].start
        if folded[before : before + 1] not in {",", ";"} or strip_back(folded, last, before) > before + 1:
            continue
        run = list(takewhile(lambda index: _is_share(figures[index]), _run(folded, figures, first)))
        ends_list = len(run) > 1 and _LAST.fullmatch(folded, figures[run[-2]].end, figures[run[-1]].start)
        heads = _figures_before(folded, figures, nouns, first, len(run)) if ends_list else []
        if len(heads) == len(run) and len({folded[head.start : head.end] for head in heads}) == len(run):
            for index, head in zip(run, heads, strict=True):
                nouns[index] = head


def _is_share(figure: Quantity) -> bool:
    return units.kind(figure.unit) == "share"


def _run(folded: str, figures: Sequence[Quantity], first: int) -> Iterator[int]:
    yield first
    for index in range(first + 1, len(figures)):
        if not _LIST.fullmatch(folded, figures[index - 1].end, figures[index].start):
            return
        yield index


def _heads(folded: str, end: int) -> Iterator[Span]:
    floor = max(0, end - _LONGEST_CHAIN)
    start = max(floor, segments(folded).start("phrase", end))
    end = strip_back(folded, end, start)
    for part in re.finditer(r"[^、和与及]+", folded[start:end]):
        head = trimmed(folded, start + part.start(), start + part.end())
        if head:
            yield head


def _figures_before(
    folded: str, figures: Sequence[Quantity], nouns: Sequence[Span | None], first: int, count: int
) -> list[Span]:
    """The nouns of that many figures right before, if they are in the same sentence."""
    if first < count or segments(folded).divide("sentence", figures[first - count].end, figures[first].start):
        return []
    return [noun for noun in nouns[first - count : first] if noun is not None]
