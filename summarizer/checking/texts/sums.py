"""Sums: what several figures of a source make together.

小学招生3200人，初中招生2800人       小学和初中共招生6000人
东线42公里，中线30公里，西线35公里     三条线共107公里; 东线和西线共77公里
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from summarizer.checking.attribution_features import pairs
from summarizer.checking.texts.dimensions import Amount
from summarizer.checking.texts.exactness import reach
from summarizer.checking.texts.operands import Case, Derivation, Operand, SourceOperands, derivation, operands_of
from summarizer.checking.texts.topics import FITS, FITS_WELL
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import bare

_TWO = 2
_ADDED = re.compile("加上|连同|算上|再加")
_MOST = 12
_BOUND = frozenset({"under"})  # what is at most
_ALIKE = 0.8
_BELOW, _ABOVE = 1 - 1e-9, 1 + 1e-9


class Listed(NamedTuple):
    """Figures that a line or statement lists, and their sum."""

    value: float
    operands: tuple[Operand, ...]


def total(case: Case) -> Iterator[Derivation]:
    """The sum of the figures that the text names, and of those that a statement or line lists."""
    dimension = case.claim.dimension
    beside = [_line(case.source, each) for each in case.source.about(bare(case.wording.stretch), dimension)]
    for line in {tuple(each.place for each in line): line for line in beside}.values():
        stated = _named(case, line)
        named = [each for each in stated if case.is_exact(each) or _are_bounds(case, each)]
        if len(named) >= _TWO:
            yield _sum(case, named, sure=True)
        elif stated and _ADDED.search(case.wording.stretch):
            yield from (
                _sum(case, [each, *stated]) for each in case.anchored(dimension) if _may_be_added(case, each, line)
            )
    for _, listed in _near(sums_of(case.source.source).get(dimension, []), case.claim):
        is_listed = case.count in {None, len(listed)} and all(case.is_exact(each) for each in listed)
        if is_listed and (case.count or _has_topic(case, listed)):
            yield _sum(case, listed)


@lru_cache(maxsize=4)
def sums_of(source: Analysis) -> dict[str, list[Listed]]:
    """The sums of what lines and statements list, by dimension, sorted by value."""
    operands = operands_of(source)
    found: dict[str, list[Listed]] = {}
    for dimension, alike in operands.by_dimension.items():
        summed = [each for each in alike if _may_be_summed(operands, each)]
        lists = [part for line in _lines(operands, summed) for part in (tuple(line), *_statements(operands, line))]
        apart = {tuple(each.place for each in part): part for part in lists if _TWO <= len(part) <= _MOST}
        rows = (Listed(sum(each.value for each in part), part) for part in apart.values())
        found[dimension] = sorted(rows, key=lambda row: row.value)
    return found


def _near(rows: Sequence[Listed], claim: Amount) -> Sequence[Listed]:
    """The sums that a claim may state."""
    low, high = reach(claim)
    start = bisect_left(rows, low * _BELOW, key=lambda row: row.value)
    end = bisect_right(rows, high * _ABOVE, key=lambda row: row.value)
    return rows[start : min(end, start + _MOST)]


def _line(source: SourceOperands, operand: Operand) -> list[Operand]:
    """The figures of an operand's dimension beside it that can be summed, in order."""
    near = [operand, *source.beside(operand, operand.amount.dimension)]
    return sorted((each for each in near if _may_be_summed(source, each)), key=lambda each: each.place)


def _sum(case: Case, operands: Sequence[Operand], *, sure: bool = False) -> Derivation:
    value = sum(operand.value for operand in operands)
    signs = " + ".join(["{}"] * len(operands))
    summed = derivation("sum", case.claim.dimension, value, signs, operands, sure=sure)
    return summed._replace(senses=_BOUND if all(each.amount.senses == _BOUND for each in operands) else frozenset())


def _may_be_summed(source: SourceOperands, operand: Operand) -> bool:
    return source.is_level(operand) and source.facts(operand).aspect != "index" and operand.value > 0


def _lines(source: SourceOperands, operands: Sequence[Operand]) -> Iterator[list[Operand]]:
    segments = source.source.segments
    for _, line in groupby(operands, key=lambda each: segments.start("line", each.figure.text_start)):
        yield list(line)


def _statements(source: SourceOperands, line: Sequence[Operand]) -> Iterator[tuple[Operand, ...]]:
    """The figures of each statement of a line, and the parts of each whole alone."""
    segments = source.source.segments
    for _, listed in groupby(line, key=lambda each: segments.start("statement", each.figure.text_start)):
        figures = tuple(listed)
        yield figures
        for _, parts in groupby(figures, key=lambda each: source.facts(each).whole):
            yield tuple(parts)


def _are_bounds(case: Case, operand: Operand) -> bool:
    """Whether text and source both say how much something may be at most."""
    return case.claim.senses == operand.amount.senses == _BOUND


def _may_be_added(case: Case, anchor: Operand, line: Sequence[Operand]) -> bool:
    """Whether what the text states before, and adds something of the same line to, can be summed."""
    return anchor in line and _may_be_summed(case.source, anchor)


def _named(case: Case, line: Sequence[Operand]) -> list[Operand]:
    """The figures of a line whose own words, beside those that they share, the text has."""
    topics = [case.source.topic(operand) for operand in line]
    if len(line) < _TWO or len(set(topics)) < len(topics):
        return []
    words = bare(case.wording.stretch)
    labels = _labels(topics)
    return [operand for operand, label in zip(line, labels, strict=True) if label and pairs(label, words) >= _ALIKE]


def _labels(topics: Sequence[str]) -> list[str]:
    """What each of several topics has for itself, two characters at least: 小学 of 小学招生, beside 初中招生."""
    first, last = _shared(topics), _shared([words[::-1] for words in topics])
    if first >= last:
        return [words[min(first, max(0, len(words) - _TWO)) :] for words in topics]
    return [words[: max(_TWO, len(words) - last)] for words in topics]


def _shared(topics: Sequence[str]) -> int:
    """How many characters all topics begin with."""
    shortest = min(map(len, topics), default=0)
    return next((at for at, beginnings in enumerate(zip(*topics, strict=False)) if len(set(beginnings)) > 1), shortest)


def _has_topic(case: Case, listed: Sequence[Operand]) -> bool:
    """Whether listed figures are parts of what the text counts: each one, or the head of a list without gaps.

    检查餐饮单位，其中餐馆28家、小吃店65家、食堂17家.
    """
    apart = listed[-1].place - listed[0].place + 1
    is_headed = apart == len(listed) and case.fit(listed[0]) >= FITS_WELL
    return is_headed or all(_is_of_topic(case, each) for each in listed)


def _is_of_topic(case: Case, operand: Operand) -> bool:
    """Whether a figure may be a part of what the text counts: the same words, or the same head (男生, 学生)."""
    topic, noun = case.source.topic(operand), bare(operand.figure.noun)
    heads = {words[-1:] for words in (case.topic, bare(case.number.noun)) if words}
    return case.fit(operand) >= FITS or bool(heads & {topic[-1:], noun[-1:]})
