"""Operands: the figures of a source that a number of a text may be computed from, and what a computation gives.

Operands of one computation are near each other: in one line of the source, and few figures apart.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
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

ANY = ""
"""No dimension in particular."""
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

    `sure` says that the text names its operands, so that another number contradicts it. `senses` are what the qualifiers
    of all operands mean.
    """

    operation: str
    dimension: str
    value: float
    formula: str
    operands: tuple[Span, ...]
    sure: bool = False
    senses: frozenset[str] = frozenset()


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
    def _by_pair(self) -> dict[tuple[str, str], list[int]]:
        """The indexes of figures by dimension, or none, and two characters beside the figure."""
        found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for index, operand in enumerate(self.all):
            for pair in _pairs_of(self.context(operand)):
                for dimension in (ANY, operand.amount.dimension):
                    if len(alike := found[dimension, pair]) < _MOST:
                        alike.append(index)
        return found

    def about(self, words: str, dimension: str = ANY) -> list[Operand]:
        """The figures of a dimension whose context shares the most with some words, a bounded number of them."""
        shared = Counter(index for pair in _pairs_of(words) for index in self._by_pair.get((dimension, pair), ()))
        return [self.all[index] for index, _ in shared.most_common(_MOST)]

    @cached_property
    def by_start(self) -> dict[int, Operand]:
        """By the start of the figure in the raw document."""
        return {operand.figure.start: operand for operand in self.all}

    def facts(self, operand: Operand) -> Facts:
        return self.source.context.facts(operand.figure)

    def wording(self, operand: Operand) -> Wording:
        return self.source.context.wording(operand.figure)

    def is_level(self, operand: Operand) -> bool:
        """Whether a figure is what something is, and not what it changed by."""
        return self.facts(operand).aspect not in {"growth", "change"}

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

    def continues(self, operand: Operand, other: Operand) -> bool:
        """Whether one of two figures has no words of its own, and goes on with the other: 去年8件，今年9件."""
        attribution = evidence_of(self.source).attribution
        sentence = attribution.sentence(operand.figure)
        roots = []
        for each in (operand, other):
            words = words_of(attribution, each.figure)
            roots.append(sentence.numbers[words.root].text_start if words.root < len(sentence.numbers) else -1)
        starts = (operand.figure.text_start, other.figure.text_start)
        return self.same_statement(operand, other) and (roots[0] == starts[1] or roots[1] == starts[0])

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
        return (
            other for other in near if abs(other.place - operand.place) <= _APART and self.same_line(operand, other)
        )


@lru_cache(maxsize=4)
def operands_of(source: Analysis) -> SourceOperands:
    """Those of an analysis, kept while texts are compared with it."""
    return SourceOperands(source)


@dataclass(frozen=True)
class Case:
    """A number of a text that may be computed: its amount, the operations, its words, and the figures of the source.

    `count` is how many the text says that it is computed from: 3 of 三项资金合计500万元. `anchors` are the figures that
    the numbers before it state.
    """

    number: Mention
    claim: Amount
    operations: tuple[str, ...]
    topic: str
    wording: Wording
    facts: Facts
    direction: Direction | None
    source: SourceOperands
    count: int | None = None
    anchors: tuple[Operand, ...] = ()

    def anchored(self, dimension: str = ANY) -> list[Operand]:
        """The anchors of a dimension, the nearest first."""
        return [each for each in self.anchors if dimension in {ANY, each.amount.dimension} and self.is_exact(each)]

    def fit(self, operand: Operand, words: str | None = None) -> float:
        """The share of the words of the text, by default of all of them, that the source says of a figure."""
        context = self.source.context(operand)
        return pairs(words, context) if words else self.overlap(context)

    def overlap(self, context: str) -> float:
        """The share of the words of the text that some words have."""
        return max(pairs(words, context) for words in (self.topic, bare(self.number.noun)))

    def fitting(self, dimension: str = ANY, words: str | None = None, least: float = FITS) -> list[Operand]:
        """The figures to compute with that words of the text fit, by default all of its words; the best ones first."""
        topics = (words,) if words else dict.fromkeys((self.topic, bare(self.number.noun)))
        found = dict.fromkeys(each for named in topics for each in self.source.about(named, dimension))
        ranked = sorted(
            ((self.fit(each, words), each) for each in found if self.is_exact(each)), key=lambda row: -row[0]
        )
        return [operand for fit, operand in ranked if fit >= least]

    def best(self, dimension: str = ANY, words: str | None = None, least: float = FITS_WELL) -> list[Operand]:
        """Those that words of the text fit, and none fits better."""
        found = self.fitting(dimension, words, least)
        most = self.fit(found[0], words) if found else 0.0
        return [operand for operand in found if self.fit(operand, words) >= most - _LEVEL]

    def is_exact(self, operand: Operand) -> bool:
        """Whether a figure can be computed with: one that is neither rounded, but for a rounded result, nor a bound or an offer."""
        senses = operand.amount.senses
        if self.source.facts(operand).status in {"offered", "required"}:
            return False
        return not senses or bool(self.claim.senses and not senses & {"over", "under", "within"})


def _pairs_of(words: str) -> set[str]:
    return {words[at : at + 2] for at in range(len(words) - 1)}


NO_SIZES = frozenset({"%", "倍", "番", "个百分点", "岁"})


def derivation(
    operation: str, dimension: str, value: float, signs: str, operands: Sequence[Operand], *, sure: bool = False
) -> Derivation:
    """A computation on operands; `signs` is its formula with a place for each: {}-{}."""
    formula = signs.format(*(fold(operand.figure.surface) for operand in operands))
    spans = tuple(Span(operand.figure.start, operand.figure.end) for operand in operands)
    return Derivation(operation, dimension, value, formula, spans, sure)
