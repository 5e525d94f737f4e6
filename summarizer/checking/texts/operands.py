"""Operands: the figures of a source that a number of a text may be computed from, and what a computation gives.

Operands of one computation are near each other: in one line of the source, and few figures apart.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from summarizer.checking.attribution_features import pairs
from summarizer.checking.texts.dimensions import Amount, amount
from summarizer.checking.texts.topics import FITS, FITS_WELL, context_of, topic_of, words_of
from summarizer.checking.verdicts import evidence_of
from summarizer.folding import fold
from summarizer.models import Direction, Mention, Span
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.facts.fact_types import Facts
from summarizer.scanning.facts.wording import Wording
from summarizer.scanning.grounding import bare
from summarizer.scanning.segments import Kind

_MOST = 60
_APART = 8
_LEVEL = 0.05  # fits that are no further apart are the same


class Operand(NamedTuple):
    """A figure of the source in its dimension; `place`: which one of the source it is."""

    place: int
    figure: Mention
    amount: Amount

    @property
    def value(self) -> float:
        return self.amount.value


class Derivation(NamedTuple):
    """What a computation gives: a value in a dimension, its formula, and the raw spans of its operands.

    `sure` says that the text names its operands, so that another number contradicts it.
    """

    operation: str
    dimension: str
    value: float
    formula: str
    operands: tuple[Span, ...]
    sure: bool = False


@dataclass(frozen=True, eq=False)
class SourceOperands:
    """The figures of a document that have a value, with the words around each."""

    source: Analysis
    _contexts: dict[int, str] = field(default_factory=dict)
    _topics: dict[int, str] = field(default_factory=dict)

    @cached_property
    def all(self) -> list[Operand]:
        read = ((place, figure, amount(figure)) for place, figure in enumerate(self.source.figures))
        return [Operand(place, figure, found) for place, figure, found in read if found]

    @cached_property
    def by_dimension(self) -> dict[str, list[Operand]]:
        found: defaultdict[str, list[Operand]] = defaultdict(list)
        for operand in self.all:
            found[operand.amount.dimension].append(operand)
        return found

    @cached_property
    def by_start(self) -> dict[int, Operand]:
        """By the start of the figure in the raw document."""
        return {operand.figure.start: operand for operand in self.all}

    def facts(self, operand: Operand) -> Facts:
        return self.source.context.facts(operand.figure)

    def wording(self, operand: Operand) -> Wording:
        return self.source.context.wording(operand.figure)

    def topic(self, operand: Operand) -> str:
        """The words that name what a figure counts."""
        known = self._topics.get(operand.place)
        if known is None:
            known = self._topics[operand.place] = topic_of(evidence_of(self.source).attribution, operand.figure)
        return known

    def context(self, operand: Operand) -> str:
        """The words beside a figure, and beside the one that it continues."""
        known = self._contexts.get(operand.place)
        if known is None:
            known = self._contexts[operand.place] = context_of(evidence_of(self.source).attribution, operand.figure)
        return known

    def left(self, operand: Operand) -> str:
        """The bare words between the number before and this one."""
        return words_of(evidence_of(self.source).attribution, operand.figure).left

    def right(self, operand: Operand) -> str:
        """The bare words after it."""
        return words_of(evidence_of(self.source).attribution, operand.figure).right

    def same_line(self, operand: Operand, other: Operand) -> bool:
        return not self._parts("line", operand, other)

    def same_statement(self, operand: Operand, other: Operand) -> bool:
        return not self._parts("statement", operand, other)

    def _parts(self, kind: Kind, operand: Operand, other: Operand) -> bool:
        first, second = sorted((operand.figure.text_start, other.figure.text_start))
        return self.source.segments.divide(kind, first, second)

    def beside(self, operand: Operand, dimension: str) -> Iterator[Operand]:
        """The figures of a dimension in the line of a figure, a few figures away at most, the nearest first."""
        alike = self.by_dimension.get(dimension, [])
        at = bisect_left(alike, operand.place, key=lambda other: other.place)
        near = [other for other in alike[max(0, at - _APART) : at + _APART + 1] if other is not operand]
        near.sort(key=lambda other: abs(other.place - operand.place))
        return (other for other in near if abs(other.place - operand.place) <= _APART and self.same_line(operand, other))


@lru_cache(maxsize=4)
def operands_of(source: Analysis) -> SourceOperands:
    """Those of an analysis, kept while texts are compared with it."""
    return SourceOperands(source)


@dataclass(frozen=True)
class Case:
    """A number of a text that may be computed: its amount, its words, and the figures of the source."""

    number: Mention
    claim: Amount
    topic: str
    wording: Wording
    facts: Facts
    direction: Direction | None
    source: SourceOperands

    def fit(self, operand: Operand, words: str | None = None) -> float:
        """The share of the words of the text, by default of all of them, that the source says of a figure."""
        context = self.source.context(operand)
        return pairs(words, context) if words else self.overlap(context)

    def overlap(self, context: str) -> float:
        """The share of the words of the text that some words have."""
        return max(pairs(words, context) for words in (self.topic, bare(self.number.noun)))

    def fitting(self, operands: Iterable[Operand], words: str | None = None, least: float = FITS) -> list[Operand]:
        """Those of the operands that words of the text fit, the best ones first."""
        ranked = sorted(((self.fit(each, words), each) for each in operands), key=lambda row: -row[0])
        return [operand for fit, operand in ranked[:_MOST] if fit >= least]

    def best(self, operands: Iterable[Operand], words: str | None = None) -> list[Operand]:
        """Those that words of the text fit well, and none fits better."""
        found = self.fitting(operands, words, least=FITS_WELL)
        most = self.fit(found[0], words) if found else 0.0
        return [operand for operand in found if self.fit(operand, words) >= most - _LEVEL]

    def of_dimension(self, dimension: str) -> list[Operand]:
        """The figures of a dimension that are exact enough to compute with."""
        return [each for each in self.source.by_dimension.get(dimension, ()) if self.is_exact(each)]

    def of_sizes(self) -> list[Operand]:
        """The figures that may be a part or a whole: neither shares nor times."""
        return [each for each in self.source.all if each.amount.dimension not in NO_SIZES and self.is_exact(each)]

    def is_exact(self, operand: Operand) -> bool:
        """Whether a figure can be computed with: one that is neither rounded, but for a rounded result, nor a bound or an offer."""
        senses = operand.amount.senses
        if self.source.facts(operand).status in {"offered", "required"}:
            return False
        return not senses or bool(self.claim.senses and not senses & {"over", "under", "within"})


NO_SIZES = frozenset({"%", "倍", "番", "个百分点", "秒", "个月", "岁"})


def derivation(
    operation: str, dimension: str, value: float, signs: str, operands: Sequence[Operand], *, sure: bool = False
) -> Derivation:
    """A computation on operands; `signs` is its formula with a place for each: {}-{}."""
    formula = signs.format(*(fold(operand.figure.surface) for operand in operands))
    spans = tuple(Span(operand.figure.start, operand.figure.end) for operand in operands)
    return Derivation(operation, dimension, value, formula, spans, sure)
