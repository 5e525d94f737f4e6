"""A report with a person's decisions applied. The model's answer stays unchanged in the store.

Rejected figures are left out; accepted and added ones are delivered with `decision`, and take the place of undecided
figures on the same number. An accepted one has the verdict `verified`, and the checker's own verdict under
`decision.verdict`; an added one has the checker's verdict. Findings on figures that were decided on are settled and
left out. The ledger is that of the figures delivered: a number is `reported` where a verified one rests on it, and
those of rejected figures are set aside as `rejected`, so that its sums agree.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.checking.record import Finding, Ledger, Record, Report, Reviewed
from summarizer.checking.report_figures import DecisionNote, Figure
from summarizer.checking.report_measures import Measure
from summarizer.checking.report_values import RawSpan
from summarizer.delivering.reviewing.decisions import Decision, Identity, identity


class Number(NamedTuple):
    """A number of the source: its role and fate in the ledger, and the figure that carries it."""

    role: str
    fate: str | None
    figure: int | None
    span: RawSpan


class Decided(NamedTuple):
    """The latest decision on each figure of a record by its number, and the figures that a person added."""

    of_record: dict[int, Decision]
    added: tuple[Decision, ...]


def decided(report: Report, decisions: Sequence[Decision]) -> Decided:
    """The decisions that hold, of all those on a document, which come latest last."""
    latest: dict[Identity, Decision] = {identity(decision.figure): decision for decision in decisions}
    added = {identity(decision.figure) for decision in decisions if decision.action == "add"}
    of_record = {}
    for number, figure in enumerate(report.figures):
        if (known := identity(figure)) in latest:
            of_record[number] = latest[known]
            added.discard(known)
    kept = tuple(decision for known, decision in latest.items() if known in added and decision.action != "reject")
    return Decided(of_record, kept)


def corrected(record: Record, decisions: Sequence[Decision], numbers: Sequence[Number]) -> Record:
    """A record with the decisions on its document applied; the record itself where none holds.

    `numbers` are all mentions of the document.
    """
    if record.report is None or record.ledger is None:
        return record
    chosen = decided(record.report, decisions)
    if not chosen.of_record and not chosen.added:
        return record
    figures = _delivered(record.report.figures, chosen)
    places = {old: new for new, old in enumerate(figures)}
    added = (_placed(_noted(decision.figure, decision), record.report.measures) for decision in chosen.added)
    delivered = [*figures.values(), *added]
    rejected = {number for number, decision in chosen.of_record.items() if decision.action == "reject"}
    findings = [moved for finding in record.findings if (moved := _moved(finding, places, chosen)) is not None]
    actions = Counter(decision.action for decision in (*chosen.of_record.values(), *chosen.added))
    return record.model_copy(
        update={
            "status": "flagged" if any(finding.severity == "error" for finding in findings) else "ok",
            "report": _with_figures(record.report, delivered, places),
            "ledger": _ledger(record.ledger, delivered, numbers, rejected),
            "findings": findings,
            "reviewed": Reviewed(accepted=actions["accept"], rejected=actions["reject"], added=actions["add"]),
        }
    )


def _delivered(figures: Sequence[Figure], chosen: Decided) -> dict[int, Figure]:
    """The figures of the record that are delivered, by their number in it."""
    settled = {number: _noted(figures[number], decision) for number, decision in chosen.of_record.items()}
    kept = [figure for number, figure in settled.items() if chosen.of_record[number].action != "reject"]
    spans = {
        figure.span for figure in (*kept, *(decision.figure for decision in chosen.added)) if figure.span is not None
    }
    delivered = {}
    for number, figure in enumerate(figures):
        decision = chosen.of_record.get(number)
        if decision is not None and decision.action != "reject":
            delivered[number] = settled[number]
        elif decision is None and figure.span not in spans:
            delivered[number] = figure
    return delivered


def _noted(figure: Figure, decision: Decision) -> Figure:
    """A figure that a person vouches for: an accepted one is verified, an added one has the checker's verdict."""
    note = DecisionNote(
        action=decision.action, who=decision.who, at=decision.at, note=decision.note, verdict=figure.verdict
    )
    verdict = decision.figure.verdict if decision.action == "add" else "verified"
    return figure.model_copy(update={"decision": note, "verdict": verdict})


def measure_id(name: str | None, measures: Sequence[Measure]) -> str | None:
    """The id of the measure that a person names, by its id or its name."""
    return next((measure.id for measure in measures if name in {measure.id, measure.name}), None)


def _placed(figure: Figure, measures: Sequence[Measure]) -> Figure:
    return figure.model_copy(update={"measure": measure_id(figure.measure, measures)})


def _with_figures(report: Report, figures: Sequence[Figure], places: dict[int, int]) -> Report:
    """A report with these figures; its measures and points name them by their new places."""
    measures = [
        measure.model_copy(
            update={"figures": [index for index, figure in enumerate(figures) if figure.measure == measure.id]}
        )
        for measure in report.measures
    ]
    points = [
        point.model_copy(
            update={
                "numbers": [
                    number.model_copy(update={"figure": None if number.figure is None else places.get(number.figure)})
                    for number in point.numbers
                ]
            }
        )
        for point in report.points
    ]
    return report.model_copy(update={"figures": list(figures), "measures": measures, "points": points})


def _moved(finding: Finding, places: dict[int, int], chosen: Decided) -> Finding | None:
    """A finding with its figure's new index; None where a decision settles it."""
    part, _, number = (finding.item or "").partition("/")
    if part != "figures":
        return finding
    if int(number) in chosen.of_record or int(number) not in places:
        return None
    return finding.model_copy(update={"item": f"figures/{places[int(number)]}"})


def _ledger(ledger: Ledger, figures: Sequence[Figure], numbers: Sequence[Number], rejected: set[int]) -> Ledger:
    verdicts = Counter(figure.verdict for figure in figures if figure.origin == "model" and figure.verdict)
    carried = {figure.span for figure in figures if figure.verdict == "verified"}
    fates = Counter(_fate(number, carried, rejected) for number in numbers if number.role == "figure")
    aside = dict(ledger.set_aside) | ({"rejected": fates["rejected"]} if fates["rejected"] else {})
    return ledger.model_copy(
        update={
            "figures": verdicts.total(),
            "verified": verdicts["verified"],
            "by_verdict": dict(verdicts),
            "reported": fates["reported"],
            "restated": fates["restated"],
            "missed": fates["missed"],
            "set_aside": aside,
        }
    )


def _fate(number: Number, carried: set[RawSpan | None], rejected: set[int]) -> str:
    if number.span in carried:
        return "reported"
    return "rejected" if number.figure in rejected else number.fate or "missed"
