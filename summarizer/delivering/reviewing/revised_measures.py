"""Measures that a person adds or edits: their names are looked up in the document, their places and times coded."""

from collections.abc import Iterator, Sequence
from typing import Any

from summarizer.checking.coding import coded_time
from summarizer.checking.draft import DraftDetail
from summarizer.checking.listing import ListedMeasure
from summarizer.checking.measures import of_words
from summarizer.checking.record import Finding
from summarizer.checking.redrafting import words_of
from summarizer.checking.report_measures import Measure
from summarizer.delivering.reviewing.decision_files import DecidedMeasure, MeasureChanges
from summarizer.delivering.reviewing.refusals import refusal
from summarizer.delivering.reviewing.reviewed_text import ReviewedText
from summarizer.delivering.reviewing.revised_figures import known_measure
from summarizer.delivering.reviewing.revised_values import place_of_words

CheckedMeasure = tuple[Measure, tuple[Finding, ...]]


def added_measure(text: ReviewedText, wanted: DecidedMeasure, measures: Sequence[Measure]) -> CheckedMeasure:
    """A missing measure, without an id yet; raises InputError where its name is not in the document.

    Its origin is `rules`, as that of an added figure.
    """
    empty = Measure(
        id="",
        name=wanted.name,
        status=wanted.status,
        origin="rules",
        spans=[],
        figures=[],
        **dict.fromkeys(("kind", "parent", "actor", "target", "place", "when")),
    )
    given = MeasureChanges.model_validate(wanted.model_dump(include=set(MeasureChanges.model_fields)))
    measure, findings = revised_measure(text, empty, given, measures)
    if not text.analysis.index.find(wanted.name):
        raise refusal("not_applied.no_name")
    return measure, findings


def revised_measure(
    text: ReviewedText, measure: Measure, changes: MeasureChanges, measures: Sequence[Measure]
) -> CheckedMeasure:
    """A measure with a person's changes, and a finding for each word of them that the document does not have.

    Its new parent is by name, since ids change. Raises InputError where a change can't be meant: an unknown parent, one of its own parts, a field that it lacks.
    """
    unknown = changes.names - set(Measure.model_fields) - set(measure.model_extra or ())
    if unknown:
        raise refusal("not_applied.unknown_field", names=sorted(unknown))
    revised = measure.model_copy(update=_coded(text, measure, changes, measures))
    return revised, tuple(text.traced(finding) for finding in _not_in_text(text, revised, changes))


def _coded(
    text: ReviewedText, measure: Measure, changes: MeasureChanges, measures: Sequence[Measure]
) -> dict[str, Any]:
    coded = {name: getattr(changes, name) for name in changes.names}
    if "name" in coded:
        spans = text.analysis.index.find(changes.name)
        coded["spans"] = [raw for span in spans if (raw := text.raw(span))]
        anchor = text.analysis.scan.text.anchor(spans[0].start) if spans else None
        coded["page"] = anchor.page if anchor else None
    if "place" in coded:
        coded["place"] = place_of_words(changes.place, text.analysis.scan)
    if "when" in coded:
        coded["when"] = coded_time(changes.when, text.analysis.scan)
    if changes.parent:
        parent = known_measure(changes.parent, measures)
        if measure.id and measure.id in _above(parent.id, measures):
            raise refusal("not_applied.own_part", name=changes.parent)
        coded["parent"] = parent.name
    return coded


def _above(id_: str | None, measures: Sequence[Measure]) -> set[str]:
    """The ids of a measure and of all that it is a part of."""
    parents = {measure.id: measure.parent for measure in measures}
    found: set[str] = set()
    while id_ and id_ not in found:
        found.add(id_)
        id_ = parents.get(id_)
    return found


def _not_in_text(text: ReviewedText, measure: Measure, changes: MeasureChanges) -> Iterator[Finding]:
    """Findings on what was changed: a name, actor, target or place that the document does not have."""
    names = {"name", *(changes.names & {"actor", "target", "place"})}
    fields = measure.model_dump(include=names - {"place"})
    place = words_of(measure.place) if "place" in names else None
    spans = tuple(text.analysis.index.find(measure.name))
    stated = DraftDetail.model_construct(**{"actor": None, "target": None, "place": place, **fields})
    listed = ListedMeasure(measure.id, None, stated, spans, measure.kind, measure.status)
    for finding in of_words(listed, "measures/0", text.analysis):
        if "name" in changes.names or finding.params.get("form"):
            yield finding
