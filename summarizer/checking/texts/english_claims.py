"""English claims: the figures of an English text, each in the dimension that it is compared in, with where it is told."""

import re
from dataclasses import dataclass
from functools import cached_property

from summarizer.checking.texts.dimensions import PERCENT, Amount, dimension
from summarizer.checking.texts.statements import Statement
from summarizer.folding import fold, fold_quotes
from summarizer.models import Mention, Span
from summarizer.scanning.english.english_numbers import EnglishNumber
from summarizer.scanning.english.english_reader import EnglishReading
from summarizer.scanning.facts.fact_types import Facts
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.qualifiers import meanings
from summarizer.scanning.segments import Kind, Segments, english_segments

COUNTED = "个"
"""The dimension of all that is counted, whatever its counter."""
_COUNTS = frozenset({"count", "noun", "rank", None})
_COARSE = 0.01
_ROUND = 100
_DIGIT = re.compile("[0-9]")
_SCALE = re.compile(r"\.|thousand|million|billion|trillion|hundred")
NO_FACTS = Facts()


@dataclass(frozen=True, eq=False)
class EnglishClaim:
    """A figure of an English text; `place`: which one of the figures it is."""

    place: int
    number: EnglishNumber
    statement: Statement

    @property
    def mention(self) -> Mention:
        return self.number.mention

    @property
    def facts(self) -> Facts:
        return self.number.facts or NO_FACTS

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts that it may be: 77.2 years are 77.2 岁 or 926.4 个月; none of a range or a ratio."""
        mention = self.mention
        if mention.value is None:
            return ()
        senses, step = meanings(mention.qualifier), self._step
        if mention.unit is None and 0 < mention.value < 1 and not self.number.step:
            width = PERCENT_OF_PARTS / _denominator(mention.value) if senses else 1.0
            return (Amount(PERCENT, mention.value * 100, width, senses),)
        names = dict.fromkeys((mention.unit, *self.number.counters))
        found = dict(_dimension(name) for name in names)
        if mention.unit is None:
            found["岁"] = 1.0
        return tuple(Amount(name, mention.value * by, step * by, senses) for name, by in found.items())

    @property
    def _step(self) -> float:
        """The place of its last digit; what is counted and has neither scale nor qualifier is exact: 860 people."""
        step, words = float(self.number.step), self.mention.surface
        is_counted = not self.mention.qualifier and 1 <= step < _ROUND and not _SCALE.search(words)
        return 1.0 if is_counted else step

    @property
    def digits(self) -> int:
        """How many digits it gives that mean something: 3 of 15,200."""
        value, step = self.mention.value, float(self.number.step)
        return len(str(round(abs(value) / step))) if value and step else 0


PERCENT_OF_PARTS = 50


def _denominator(value: float) -> int:
    return next(
        (parts for parts in range(2, _ROUND) if abs(value * parts - round(value * parts)) < _COARSE / parts), _ROUND
    )


def _dimension(unit: str | None) -> tuple[str, float]:
    if units.kind(unit) in _COUNTS:
        return COUNTED, 1.0
    return dimension(unit, "")


def dimension_of(mention: Mention, read: Amount) -> Amount:
    """The amount of a figure of the source in the dimensions of English ones."""
    if mention.value is not None and read.dimension != PERCENT and units.kind(mention.unit) in _COUNTS:
        factor = read.value / mention.value if mention.value else 1.0
        return read._replace(dimension=COUNTED, value=float(mention.value), step=read.step / (factor or 1.0))
    return read


@dataclass(frozen=True, eq=False)
class EnglishText:
    """An English text with its figures."""

    text: str
    reading: EnglishReading

    @cached_property
    def folded(self) -> str:
        return fold_quotes(fold(self.text))

    @property
    def segments(self) -> Segments:
        return english_segments(self.folded)

    @cached_property
    def claims(self) -> list[EnglishClaim]:
        """The figures in order."""
        figures = [number for number in self.reading.numbers if number.mention.role == "figure"]
        return [
            EnglishClaim(place, number, english_statement(number.mention, "figure"))
            for place, number in enumerate(figures)
        ]

    def around(self, kind: Kind, mention: Mention) -> Span:
        return self.segments.around(kind, Span(mention.start, mention.end))

    def same(self, kind: Kind, claim: EnglishClaim, other: EnglishClaim) -> bool:
        """Whether no segment of a kind ends between two figures."""
        first, second = sorted((claim.mention.start, other.mention.start))
        return not self.segments.divide(kind, first, second)

    def before(self, claim: EnglishClaim, kind: Kind = "clause") -> str:
        """The words between the number before, or the start of the segment, and a figure, in small letters."""
        floor = self.claims[claim.place - 1].mention.end if claim.place else 0
        start = max(floor, self.segments.start(kind, claim.mention.start))
        return self.folded[start : claim.mention.start].lower()

    def after(self, claim: EnglishClaim, kind: Kind = "clause") -> str:
        """The words between a figure and the next one, or the end of the segment, in small letters."""
        following = self.claims[claim.place + 1 : claim.place + 2]
        ceiling = following[0].mention.start if following else len(self.folded)
        return self.folded[claim.mention.end : min(ceiling, self.segments.end(kind, claim.mention.end))].lower()


def english_statement(mention: Mention, kind: str) -> Statement:
    """A number as a unit of judgement."""
    return Statement(Span(mention.start, mention.end), mention.surface, kind, mention)  # type: ignore[arg-type]
