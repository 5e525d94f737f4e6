"""Anchors: the figures of a source that the numbers of a text before a number state, which it may be computed from.

28项指标中，四分之三已完成       28项
甲村收入90万元，比乙村多20万元     90万元
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from summarizer.checking.texts.dimensions import amount
from summarizer.checking.texts.exactness import restating
from summarizer.checking.texts.operands import Operand, operands_of
from summarizer.checking.texts.restated import stated_amounts
from summarizer.checking.texts.topics import FITS, Topics
from summarizer.models import Mention
from summarizer.scanning.analysis import Analysis

_BEFORE = 6
_STATING: frozenset[str | None] = frozenset({"same", "rounded", "cut_off", "qualifier"})


@dataclass(frozen=True, eq=False)
class Anchors:
    """A text on one side, its source on the other."""

    text: Analysis
    source: Analysis
    _known: dict[int, Operand | None] = field(default_factory=dict)

    def before(self, number: Mention) -> tuple[Operand, ...]:
        """The figures of the source that the numbers before one in its line state, the nearest first."""
        figures = self.text.figures
        at = bisect_left(self.text.figure_starts, number.text_start)
        near = figures[max(0, at - _BEFORE) : at]
        in_line = [each for each in near if not self.text.segments.divide("line", each.text_end, number.text_start)]
        return tuple(dict.fromkeys(operand for each in reversed(in_line) if (operand := self._stated(each))))

    def _stated(self, number: Mention) -> Operand | None:
        """The figure that a number of the text states, if their topics fit."""
        if number.text_start not in self._known:
            fits = [(self._topics.fit(number, each.figure), each) for each in self._same(number)]
            fit, operand = max(fits, key=lambda row: row[0], default=(0.0, None))
            self._known[number.text_start] = operand if fit >= FITS else None
        return self._known[number.text_start]

    def _same(self, number: Mention) -> Iterator[Operand]:
        claim = amount(number)
        if claim is None:
            return
        for _, figure, stated in stated_amounts(self.source).near(claim):
            if restating(claim, stated) in _STATING:
                yield operands_of(self.source).by_start[figure.start]

    @cached_property
    def _topics(self) -> Topics:
        return Topics(self.text, self.source)
