"""English cases: a figure of an English text that may be computed, and the numbers to compute it with."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice, pairwise
from typing import Literal, NamedTuple

from summarizer.checking.texts.dimensions import Amount
from summarizer.checking.texts.english_claims import COUNTED, EnglishClaim, EnglishText
from summarizer.checking.texts.english_matches import EnglishMatches, Stated, StatedNumbers
from summarizer.checking.texts.operands import NO_SIZES
from summarizer.folding import fold
from summarizer.models import Span
from summarizer.scanning.numbers import units

_APART, _PRECISE = 8, 3


class EnglishOperand(NamedTuple):
    """A number to compute with: one of the source, or the result of a computation that the text tells before."""

    value: float
    dimension: str
    words: str
    spans: tuple[Span, ...]
    stated: Stated | None = None


class EnglishCase(NamedTuple):
    """A figure that may be computed, in one of its dimensions."""

    text: EnglishText
    matches: EnglishMatches
    results: Mapping[int, EnglishOperand]
    claim: EnglishClaim
    read: Amount

    @property
    def numbers(self) -> StatedNumbers:
        return self.matches.stated

    @property
    def is_precise(self) -> bool:
        return self.claim.digits >= _PRECISE

    def known(self, claim: EnglishClaim) -> EnglishOperand | None:
        """What a figure of the text tells: a number of the source, or a result."""
        match = self.matches.best.get(claim.place)
        if match is not None and match.differs is None:
            return operand(match.stated)
        return self.results.get(claim.place)

    def before(self, kind: Literal["statement", "text"], sizes: str | None) -> Iterator[EnglishOperand]:
        """What the figures before this one tell in its statement or the text, the last first; `sizes`: a dimension, None for all sizes."""
        claims, text = self.text.claims, self.text
        for other in reversed(claims[max(0, self.claim.place - 4 * _APART) : self.claim.place]):
            if kind == "statement" and not text.same("statement", other, self.claim):
                return
            found = self.known(other)
            if found is not None and _is_of(found, sizes):
                yield found

    def after(self, sizes: str | None) -> Iterator[EnglishOperand]:
        for other in self.text.claims[self.claim.place + 1 : self.claim.place + _APART]:
            if not self.text.same("statement", self.claim, other):
                return
            found = self.known(other)
            if found is not None and _is_of(found, sizes):
                yield found

    def focus(self, sizes: str | None) -> list[EnglishOperand]:
        """The figures told right before and after this one in its statement; else the last one of the line."""
        before = list(islice(self.before("statement", sizes), 1))
        found = before if before and sizes is None else [*before, *islice(self.after(sizes), 1)]
        return found or list(islice(self.before("text", sizes), 1))

    def pairs(self, sizes: str | None) -> Iterator[tuple[EnglishOperand, EnglishOperand]]:
        """Two numbers of one dimension, one of which the text tells beside this one, or both of a line of the source."""
        for focus in self.focus(sizes):
            for other in (*self.before("text", focus.dimension), *self.after(focus.dimension), *self._beside(focus)):
                if other.spans != focus.spans and _of_one_unit(focus, other):
                    yield focus, other
        if self.is_precise:
            rows = self.numbers.by_place if sizes is None else {sizes: self.numbers.by_place.get(sizes, [])}
            for name, row in rows.items():
                if name not in NO_SIZES or sizes is not None:
                    yield from self._of_row(row)

    def told_pairs(self) -> Iterator[tuple[EnglishOperand, EnglishOperand]]:
        """Two numbers that the text tells before and that follow each other in the source: 12846人，减少1173人."""
        for first, second in combinations(islice(self.before("text", None), _APART), 2):
            if first.stated and second.stated and abs(first.stated.place - second.stated.place) == 1:
                yield from ((first, second),) if first.dimension == second.dimension else ()

    def _beside(self, focus: EnglishOperand) -> Iterator[EnglishOperand]:
        """The numbers near one in the source."""
        if focus.stated is None:
            return
        for other in self.numbers.by_place.get(focus.dimension, ()):
            apart = abs(other.place - focus.stated.place)
            if (other is not focus.stated and apart <= _APART and self.numbers.same_sentence(other, focus.stated)) or (
                0 < apart <= 2 * _APART and self.is_precise and self.numbers.same_line(other, focus.stated)
            ):
                yield operand(other)

    def _of_row(self, row: Sequence[Stated]) -> Iterator[tuple[EnglishOperand, EnglishOperand]]:
        for first, second in pairwise(row):
            if self.numbers.same_line(first, second) and second.place - first.place <= _APART:
                pair = operand(first), operand(second)
                yield from (pair,) if _of_one_unit(*pair) else ()


def _is_of(found: EnglishOperand, sizes: str | None) -> bool:
    return found.dimension == sizes if sizes is not None else found.dimension not in NO_SIZES


def _of_one_unit(first: EnglishOperand, second: EnglishOperand) -> bool:
    """Whether two numbers have one unit or counter, as far as it is known: no persons are a share of pigs."""
    names = [each.stated.mention.unit if each.stated else None for each in (first, second)]
    return None in names or "个" in names or first.dimension != COUNTED or units.same(*names)


def operand(stated: Stated) -> EnglishOperand:
    """A number of the source to compute with."""
    mention = stated.mention
    return EnglishOperand(
        stated.value, stated.amount.dimension, fold(mention.surface), (Span(mention.start, mention.end),), stated
    )
