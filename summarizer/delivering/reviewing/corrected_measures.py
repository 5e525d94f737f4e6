"""The measures of a report after a person's decisions: rejected ones are left out, their parts and figures move up."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import NamedTuple

from summarizer.checking.report_measures import Measure
from summarizer.checking.report_values import DecisionNote
from summarizer.delivering.reviewing.decisions import Decision
from summarizer.delivering.reviewing.holding import Decided


class CorrectedMeasures(NamedTuple):
    """The measures with the new place of each by its old one; `ids` has the id that a name or an old id stands for now."""

    measures: list[Measure]
    places: dict[int, int]
    ids: dict[str, str | None]


def corrected_measures(measures: Sequence[Measure], chosen: Decided) -> CorrectedMeasures:
    """The measures of a report, then those that a person added."""
    rejected = {measures[number].id for number, d in chosen.of_record.items() if d.action == "reject"}
    kept = [number for number, measure in enumerate(measures) if measure.id not in rejected]
    delivered = [_noted(measures[number], chosen.of_record.get(number)) for number in kept]
    delivered += _added(measures, chosen.added)
    standing = {measure.id: _standing(measure.id, measures, rejected) for measure in measures}
    ids: dict[str, str | None] = {measure.name: measure.id for measure in reversed(delivered)}
    ids |= {measure.name: standing[measure.id] for measure in reversed(measures)} | standing
    places = {old: new for new, old in enumerate(kept)}
    return CorrectedMeasures(_with_parents(delivered, ids), places, ids)


def _added(measures: Sequence[Measure], decisions: Sequence[Decision]) -> list[Measure]:
    """Those that a person added, with ids that no other measure has."""
    used = {measure.id for measure in measures}
    free = (id_ for number in count(len(measures) + 1) if (id_ := f"m{number}") not in used)
    parts = [(decision, decision.outcome) for decision in decisions]
    return [
        part.model_copy(update={"id": next(free), "decision": note_of(decision)})
        for decision, part in parts
        if isinstance(part, Measure)
    ]


def _noted(measure: Measure, decision: Decision | None) -> Measure:
    """A measure with what a person decided on it."""
    if decision is None:
        return measure
    result = decision.result if isinstance(decision.result, Measure) else measure
    own = {"id": measure.id, "figures": measure.figures, "decision": note_of(decision)}
    parent = {} if "parent" in (decision.changes or {}) else {"parent": measure.parent}
    return result.model_copy(update=own | parent)


def note_of(decision: Decision) -> DecisionNote:
    """What a person decided, as it is delivered with its part."""
    return DecisionNote(
        action=decision.action,
        who=decision.who,
        at=decision.at,
        note=decision.note,
        verdict=getattr(decision.outcome, "verdict", None),
        was=decision.was,
    )


def _standing(id_: str | None, measures: Sequence[Measure], rejected: set[str]) -> str | None:
    """A measure's id, or that of the first above it that was not rejected."""
    parents = {measure.id: measure.parent for measure in measures}
    seen: set[str] = set()
    while id_ in rejected and id_ not in seen:
        seen.add(id_)
        id_ = parents.get(id_)
    return None if id_ in seen else id_


def _with_parents(measures: Sequence[Measure], ids: Mapping[str, str | None]) -> list[Measure]:
    """The measures with the ids of their parents; one that decisions made a part of its own part stands alone."""
    parents = {measure.id: ids.get(measure.parent or "") for measure in measures}
    for id_, parent in list(parents.items()):
        above, seen = parent, {id_}
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == id_:
            parents[id_] = None
    return [measure.model_copy(update={"parent": parents[measure.id]}) for measure in measures]
