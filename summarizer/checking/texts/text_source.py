"""Sources: a document indexed for the numbers of texts, made once and kept while texts are judged against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from summarizer.checking.stated_values import StatedValues, stated_values
from summarizer.checking.texts.likeness import Surrounded
from summarizer.checking.texts.statements import score_numbers, scores
from summarizer.checking.verdicts import Evidence, evidence_of
from summarizer.folding import fold
from summarizer.models import DateMention, Mention, Number, Scan, Span
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.numbers import units


@dataclass(frozen=True, eq=False)
class Source:
    """One document that a text rests on."""

    analysis: Analysis

    @property
    def scan(self) -> Scan:
        return self.analysis.scan

    @property
    def evidence(self) -> Evidence:
        return evidence_of(self.analysis)

    @property
    def values(self) -> StatedValues:
        return stated_values(self.analysis)

    @cached_property
    def starts(self) -> list[int]:
        """Where the mentions start in Text, in order."""
        return [mention.text_start for mention in self.scan.mentions]

    @cached_property
    def surrounded(self) -> Surrounded:
        return Surrounded(self.analysis, self.analysis.figures)

    @cached_property
    def ordinals(self) -> list[Mention]:
        return [mention for mention in self.scan.mentions if mention.role == "ordinal"]

    @cached_property
    def surrounded_ordinals(self) -> Surrounded:
        return Surrounded(self.analysis, self.ordinals)

    @cached_property
    def by_unit(self) -> dict[str, list[Mention]]:
        """The figures by the base of their unit: 亩 and 公顷 are one."""
        found: dict[str, list[Mention]] = {}
        for mention in self.analysis.figures:
            found.setdefault(units.base(mention.unit), []).append(mention)
        return found

    @cached_property
    def labels(self) -> dict[Number | None, list[Mention]]:
        """The numbers by their value, whatever their role; dates have none."""
        found: dict[Number | None, list[Mention]] = {}
        for mention in self.scan.mentions:
            if mention.role not in {"date", "time"}:
                found.setdefault(mention.value, []).append(mention)
        return found

    @cached_property
    def scores(self) -> dict[tuple[int, ...], Span]:
        """The spans of the scores by their two numbers, the first of each."""
        found: dict[tuple[int, ...], Span] = {}
        for span in scores(self.analysis).values():
            found.setdefault(score_numbers(self.scan.text.content[span.start : span.end]), span)
        return found

    @property
    def dates(self) -> Sequence[DateMention]:
        """The dates and times of day, those of fields first."""
        return self.scan.dates

    @cached_property
    def durations(self) -> dict[str, list[Mention]]:
        """The spans of time by their words."""
        found: dict[str, list[Mention]] = {}
        for mention in self.scan.mentions:
            if mention.role == "date":
                found.setdefault(fold(mention.surface), []).append(mention)
        return found

    def raw(self, mention: Mention) -> Span:
        """The span of a mention in the raw document."""
        return Span(mention.start, mention.end)


@lru_cache(maxsize=64)
def source_of(analysis: Analysis) -> Source:
    """The source of an analysis, kept while the texts on it are judged."""
    return Source(analysis)
