"""The analysis of a document: its scan with all that rules look things up in, made once and passed on.

In: a `Scan`. Out: the index of its text, its figures, its segments, and what the words around a figure say.
"""

from dataclasses import dataclass
from functools import cached_property

from summarizer.models import Mention, Scan
from summarizer.scanning.facts.context import FigureContext
from summarizer.scanning.grounding import TextIndex
from summarizer.scanning.segments import Segments, segments


@dataclass(frozen=True, eq=False)
class Analysis:
    """One document; each part is made when it is first asked for, and kept. Two analyses are never equal."""

    scan: Scan

    @cached_property
    def index(self) -> TextIndex:
        """The text, ready to find quotes in."""
        return TextIndex(self.scan.text)

    @cached_property
    def figures(self) -> list[Mention]:
        """The mentions of role figure, in the order of Text."""
        return [mention for mention in self.scan.mentions if mention.role == "figure"]

    @cached_property
    def figure_starts(self) -> list[int]:
        """Where the figures start in Text."""
        return [figure.text_start for figure in self.figures]

    @property
    def segments(self) -> Segments:
        """Lines, sentences, clauses and list items of the folded text."""
        return segments(self.scan.text.folded)

    @cached_property
    def context(self) -> FigureContext:
        """What each figure means."""
        return FigureContext(self.scan, self.index, self.figures)
