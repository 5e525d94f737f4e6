"""The desk: one document of the store, with all that a person can decide on in it."""

from typing import Any

from summarizer.checking.record import Finding
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_measures import Measure
from summarizer.delivering.reviewing.decision_files import (
    DecidedFigure,
    DecidedMeasure,
    FigureChanges,
    FiledDecision,
    MeasureChanges,
    OverviewChanges,
)
from summarizer.delivering.reviewing.decisions import DecidedOn, Decision, identity, stored
from summarizer.delivering.reviewing.refusals import refusal
from summarizer.delivering.reviewing.reviewed_text import ReviewedText
from summarizer.delivering.reviewing.revised_figures import added_figure, checked_figure, revised_figure
from summarizer.delivering.reviewing.revised_measures import added_measure, revised_measure
from summarizer.delivering.reviewing.revised_overviews import overview_of, revised_overview
from summarizer.running.store.store import Store

_Findings = tuple[Finding, ...]
_Outcome = tuple[DecidedOn | None, DecidedOn | None, _Findings]
"""What a decision is about, what comes of its changes, and what the checker says against that."""


class Desk:
    """A document of the store; raises InputError where the store does not have it, or no report of it."""

    def __init__(self, store: Store, document_id: str) -> None:
        self._text = ReviewedText(store, document_id)
        report = self._text.report
        added = [d.about for d in stored(store, [self._text.key]) if d.action == "add"]
        self._figures = [*report.figures, *(part for part in added if isinstance(part, Figure))]
        self._measures = [*report.measures, *(part for part in added if isinstance(part, Measure))]

    def decide(self, filed: FiledDecision, who: str) -> Decision:
        """The decision to store; raises InputError where it can't be applied."""
        text = self._text
        if filed.sha256 is not None and filed.sha256 != text.sha256:
            raise refusal("not_applied.changed")
        about, result, findings = self._outcome(filed)
        changes = filed.changes.model_dump(mode="json", exclude_unset=True) if filed.changes else None
        at = filed.at.strftime("%Y-%m-%dT%H:%M:%SZ")
        return Decision(
            text.key, text.sha256, filed.action, filed.part, about, changes, result, findings, who, at, filed.note
        )

    def _outcome(self, filed: FiledDecision) -> _Outcome:
        if filed.figure is not None:
            return self._on_figure(filed, filed.figure)
        if filed.measure is not None:
            return self._on_measure(filed, filed.measure)
        return self._on_document(filed)

    def _on_figure(self, filed: FiledDecision, wanted: DecidedFigure) -> _Outcome:
        if filed.action == "add":
            added = added_figure(self._text, wanted, self._measures)
            self._figures.append(added.figure)
            return added.figure, None, added.findings
        figure = self._figure(wanted)
        if not isinstance(filed.changes, FigureChanges):
            return figure, None, ()
        revised = revised_figure(self._text, figure, filed.changes, self._figures, self._measures)
        return figure, revised.figure, _unless_accepted(filed, revised.findings)

    def _on_measure(self, filed: FiledDecision, wanted: DecidedMeasure) -> _Outcome:
        if filed.action == "add":
            added, findings = added_measure(self._text, wanted, self._measures)
            self._measures.append(added)
            return added, None, findings
        measure = self._measure(wanted)
        if not isinstance(filed.changes, MeasureChanges):
            return measure, None, ()
        revised, findings = revised_measure(self._text, measure, filed.changes, self._measures)
        return measure, revised, _unless_accepted(filed, findings)

    def _on_document(self, filed: FiledDecision) -> _Outcome:
        if not isinstance(filed.changes, OverviewChanges):
            return None, None, ()
        result, findings = revised_overview(self._text, filed.changes)
        return overview_of(self._text.report, filed.changes.names), result, findings

    def _figure(self, wanted: DecidedFigure) -> Figure:
        """The figure that a person decided on; one that they added also matches as they wrote it."""
        known: dict[Any, Figure] = {identity(figure): figure for figure in self._figures}
        figure = known.get(identity(wanted))
        if figure is None and wanted.span is None:
            checked = checked_figure(self._text, wanted.model_dump(exclude={"span"}, exclude_none=True))
            figure = known.get(identity(checked.figure))
        if figure is None:
            raise refusal("not_applied.no_figure")
        return figure

    def _measure(self, wanted: DecidedMeasure) -> Measure:
        """The measure that a person decided on; without a span, the first of its name."""
        found = [measure for measure in self._measures if measure.name == wanted.name]
        exact = [measure for measure in found if identity(measure) == identity(wanted)]
        measure = next(iter(exact or ([] if wanted.spans else found)), None)
        if measure is None:
            raise refusal("not_applied.no_measure")
        return measure


def named(filed: FiledDecision) -> str:
    """What a decision is on, for a line; nothing for the document."""
    figure, measure = filed.figure, filed.measure
    if figure is not None:
        number = f"{figure.value if figure.value is not None else '–'}{figure.unit or ''}"
        return " ".join(f"{figure.subject or '?'} {number}".split())
    return " ".join(measure.name.split()) if measure is not None else ""


def _unless_accepted(filed: FiledDecision, findings: _Findings) -> _Findings:
    """What a person accepts with its changes holds, whatever the checker says."""
    return () if filed.action == "accept" else findings
