"""Listing: the nested measures of a draft as one flat list, each with an id, its parent's id and its spans.

A name that is listed already is the same measure told again: it fills what the first lacks, and its parts are the
first's. So is a name that never appears but within a longer one of the same kind (巡河制度 in 健全巡河制度).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from summarizer.checking.draft import Draft, DraftDetail, DraftMeasure, DraftPart, DraftSubpart
from summarizer.checking.record import Finding, Origin
from summarizer.models import Span
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import bare

_FIELDS = ("kind", "actor", "target", "place", "status", "when")
_MOST_SPANS = 64


@dataclass(frozen=True, slots=True)
class ListedMeasure:
    """A measure with its id, the id of the measure that it is a part of, and the spans of its name in Text."""

    id: str
    parent: str | None
    measure: DraftDetail
    spans: tuple[Span, ...]
    origin: Origin = "model"

    @property
    def name(self) -> str:
        return self.measure.name


@dataclass
class Listing:
    """The measures in their order, and what was found as they were listed."""

    analysis: Analysis
    measures: list[ListedMeasure] = field(default_factory=list)
    slogans: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _by_name: dict[str, int] = field(default_factory=dict)

    def of_whole(self, listed: ListedMeasure, name: Literal["actor", "place"]) -> str | None:
        """Who does a measure, or where: as the model says, else as it says of the measure that this is a part of."""
        above = {measure.id: measure for measure in self.measures}
        here: ListedMeasure | None = listed
        while here is not None and not getattr(here.measure, name):
            here = above.get(here.parent or "")
        return getattr(here.measure, name) if here else None

    def id_of(self, name: str | None) -> str | None:
        """The id of the measure that a name means: its own, else the only one that has it in its name."""
        wanted = bare(name)
        if not wanted:
            return None
        if wanted in self._by_name:
            return self.measures[self._by_name[wanted]].id
        near = {index for known, index in self._by_name.items() if wanted in known or known in wanted}
        return self.measures[near.pop()].id if len(near) == 1 else None

    def add(self, measure: DraftDetail, parent: str | None, origin: Origin = "model") -> str:
        """List a measure; the id that it has, which may be that of one listed before."""
        wanted, spans = bare(measure.name), tuple(self.analysis.index.find(measure.name)[:_MOST_SPANS])
        index = self._by_name.get(wanted, self._same(wanted, spans, measure))
        if index is not None:
            self._by_name.setdefault(wanted, index)
            self._restate(index, measure)
            return self.measures[index].id
        self._by_name[wanted] = len(self.measures)
        listed = ListedMeasure(f"m{len(self.measures) + 1}", parent, measure, spans, origin)
        self.measures.append(listed)
        return listed.id

    def _same(self, wanted: str, spans: Sequence[Span], measure: DraftDetail) -> int | None:
        """The measure of the same kind whose name overlaps this one wherever either appears."""
        for known, index in self._by_name.items():
            other = self.measures[index]
            if (wanted in known or known in wanted) and other.measure.kind == measure.kind and spans:
                short, long = sorted((spans, other.spans), key=lambda found: -len(found))
                if short and all(any(_overlap(span, beside) for beside in long) for span in short):
                    return index
        return None

    def _restate(self, index: int, measure: DraftDetail) -> None:
        first = self.measures[index]
        empty = [name for name in _FIELDS if getattr(first.measure, name) is None]
        filled = first.measure.model_copy(update={name: getattr(measure, name) for name in empty})
        self.measures[index] = replace(first, measure=filled)
        restated = message("measure_restated", name=measure.name, first=first.name)
        self.findings.append(Finding.of(restated, "info", item=f"measures/{index}"))


def listed(draft: Draft, analysis: Analysis) -> Listing:
    """The measures of a draft, each before its parts."""
    listing = Listing(analysis, slogans=list(dict.fromkeys(draft.slogans)))
    _list(draft.measures, None, listing)
    return listing


def _list(measures: Sequence[DraftDetail], parent: str | None, listing: Listing) -> None:
    for measure in measures:
        own = listing.add(measure, parent)
        if isinstance(measure, DraftMeasure | DraftPart | DraftSubpart):
            _list(measure.parts, None if own == parent else own, listing)


def _overlap(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end
