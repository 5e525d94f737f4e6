"""Sums: what several figures of a source make together.

    小学招生3200人，初中招生2800人       小学和初中共招生6000人
    东线42公里，中线30公里，西线35公里     三条线共107公里; 东线和西线共77公里
"""

import os
from collections.abc import Iterator, Sequence
from itertools import groupby

from summarizer.checking.attribution_features import pairs
from summarizer.checking.texts.operands import Case, Derivation, Operand, SourceOperands, derivation
from summarizer.checking.texts.topics import FITS
from summarizer.scanning.grounding import bare

_TWO = 2
_MOST = 12
_ALIKE = 0.8
_SUMMED = frozenset({"amount", "share", "per"})


def total(case: Case) -> Iterator[Derivation]:
    """The sum of the figures that the text names, else of all that a statement or line lists."""
    operands = [each for each in case.of_dimension(case.claim.dimension) if _may_be_summed(case.source, each)]
    for line in _lines(case.source, operands):
        named = _named(case, line)
        if len(named) >= _TWO:
            yield _sum(case, named, sure=True)
            continue
        for listed in {tuple(line), *_statements(case.source, line)}:
            if _TWO <= len(listed) <= _MOST and all(_is_of_topic(case, each) for each in listed):
                yield _sum(case, listed)


def _sum(case: Case, operands: Sequence[Operand], *, sure: bool = False) -> Derivation:
    value = sum(operand.value for operand in operands)
    return derivation("sum", case.claim.dimension, value, " + ".join(["{}"] * len(operands)), operands, sure=sure)


def _may_be_summed(source: SourceOperands, operand: Operand) -> bool:
    return source.facts(operand).aspect not in {"growth", "change", "index"} and operand.value > 0


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


def _named(case: Case, line: Sequence[Operand]) -> list[Operand]:
    """The figures of a line whose own words, beside those that they share, the text has."""
    topics = [case.source.topic(operand) for operand in line]
    if len(set(topics)) < len(topics):
        return []
    words = bare(case.wording.stretch)
    labels = _labels(topics)
    return [operand for operand, label in zip(line, labels, strict=True) if label and pairs(label, words) >= _ALIKE]


def _labels(topics: Sequence[str]) -> list[str]:
    """What each of several topics has for itself, two characters at least: 小学 of 小学招生, beside 初中招生."""
    first = len(os.path.commonprefix(topics))
    last = len(os.path.commonprefix([words[::-1] for words in topics]))
    if first >= last:
        return [words[min(first, max(0, len(words) - _TWO)) :] for words in topics]
    return [words[: max(_TWO, len(words) - last)] for words in topics]


def _is_of_topic(case: Case, operand: Operand) -> bool:
    """Whether a figure may be a part of what the text counts: the same words, or the same head (男生, 学生)."""
    topic, noun = case.source.topic(operand), bare(operand.figure.noun)
    heads = {words[-1:] for words in (case.topic, bare(case.number.noun)) if words}
    return case.fit(operand) >= FITS or bool(heads & {topic[-1:], noun[-1:]})
