"""Listing: the measures of a draft as one flat list, each with an id, its parent's id, its spans, its kind and status.

`gathering` says which measures there are. Where the model states no kind or status, the end of the name and the words
around it do (`measure_kinds`, `scanning/facts/undertakings`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from summarizer.checking.draft import Draft, DraftDetail
from summarizer.checking.gathering import GatheredMeasure, Gathering, gathered
from summarizer.checking.measure_kinds import kind_of
from summarizer.checking.record import Finding
from summarizer.checking.report_values import Origin
from summarizer.models import MeasureKind, MeasureStatus, Span
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.facts.undertakings import Undertaking, undertaking
from summarizer.scanning.grounding import bare


@dataclass(frozen=True, slots=True)
class ListedMeasure:
    """A measure with its id, the id of the measure that it is a part of, and the spans of its name in Text.

    `measure` is as the model states it; `kind` and `status` are delivered; `stated` is what the words around it say.
    """

    id: str
    parent: str | None
    measure: DraftDetail
    spans: tuple[Span, ...]
    kind: MeasureKind | None
    status: MeasureStatus
    stated: Undertaking | None = None
    origin: Origin = "model"

    @property
    def name(self) -> str:
        return self.measure.name


@dataclass(eq=False)
class Listing:
    """The measures, each before its parts, the slogans, and what was found as they were listed."""

    analysis: Analysis
    measures: list[ListedMeasure] = field(default_factory=list)
    slogans: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    by_name: dict[str, str] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, ListedMeasure]:
        """The measures by their ids, once all are listed."""
        return {measure.id: measure for measure in self.measures}

    def of_whole(self, listed: ListedMeasure, name: Literal["actor", "place"]) -> str | None:
        """Who does a measure, or where: as the model says, else as it says of the measure that this is a part of."""
        here: ListedMeasure | None = listed
        while here is not None and not getattr(here.measure, name):
            here = self.by_id.get(here.parent or "")
        return getattr(here.measure, name) if here else None

    def place_of(self, name: str | None) -> str | None:
        """Where the measure that a name means applies."""
        own = self.id_of(name)
        return self.of_whole(self.by_id[own], "place") if own else None

    def id_of(self, name: str | None) -> str | None:
        """The id of the measure that a name means: its own, else the only one that has it in its name."""
        wanted = bare(name)
        if not wanted:
            return None
        if wanted in self.by_name:
            return self.by_name[wanted]
        near = {own for known, own in self.by_name.items() if wanted in known or known in wanted}
        return near.pop() if len(near) == 1 else None


def measured(draft: Draft) -> tuple[object, ...]:
    """What of a draft decides which measures and slogans it lists."""
    return draft.measures, draft.slogans, {figure.measure for figure in draft.figures if figure.measure}


def listed(draft: Draft, analysis: Analysis) -> Listing:
    """The measures and slogans of a draft."""
    gathering = gathered(draft, analysis)
    listing = Listing(analysis)
    ids: dict[int, str] = {}
    wholes = {id(measure.parent) for measure in gathering.measures}
    for index, measure in enumerate(_in_order(gathering.measures)):
        ids[id(measure)] = f"m{index + 1}"
        listing.measures.append(_listed(measure, ids, analysis, has_parts=id(measure) in wholes))
        listing.findings += [Finding.of(text, severity, item=f"measures/{index}") for text, severity in measure.notes]
    listing.by_name = {name: ids[id(measure)] for name, measure in gathering.by_name.items()}
    _list_slogans(draft, gathering, listing)
    return listing


def _in_order(measures: Sequence[GatheredMeasure]) -> Iterator[GatheredMeasure]:
    """Each measure before its parts, otherwise in the order in which they were gathered."""
    parts: dict[int, list[GatheredMeasure]] = {}
    for measure in measures:
        parts.setdefault(id(measure.parent), []).append(measure)
    waiting = parts.get(id(None), [])[::-1]
    while waiting:
        measure = waiting.pop()
        yield measure
        waiting += parts.get(id(measure), [])[::-1]


def _listed(
    measure_here: GatheredMeasure, ids: dict[int, str], analysis: Analysis, *, has_parts: bool
) -> ListedMeasure:
    measure = measure_here.measure
    stated = undertaking(analysis.scan.text.folded, measure_here.spans)
    return ListedMeasure(
        id=ids[id(measure_here)],
        parent=ids[id(measure_here.parent)] if measure_here.parent else None,
        measure=measure,
        spans=measure_here.spans,
        kind=measure.kind or kind_of(measure.name, has_parts=has_parts),
        status=measure.status or (stated.state if stated else "in_force"),
        stated=stated,
        origin=measure_here.origin,
    )


def _list_slogans(draft: Draft, gathering: Gathering, listing: Listing) -> None:
    """The draft's slogans, then those that were given as measures; one that is a measure is left out."""
    for text in dict.fromkeys(draft.slogans):
        if bare(text) in listing.by_name:
            also = message("slogan_is_measure", text=text)
            listing.findings.append(Finding.of(also, "info"))
        elif text.strip():
            listing.slogans.append(text)
    known = {bare(text): index for index, text in enumerate(listing.slogans)}
    for name in gathering.slogans:
        index = known.setdefault(bare(name), len(listing.slogans))
        if index == len(listing.slogans):
            listing.slogans.append(name)
        listing.findings.append(Finding.of(message("measure_is_slogan", name=name), "info", item=f"slogans/{index}"))
    for name in gathering.bystanders:
        listing.findings.append(Finding.of(message("measure_is_bystander", name=name), "info"))
