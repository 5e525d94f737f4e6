"""A report with a person's decisions applied. The model's answer stays unchanged in the store.

Rejected figures and measures are left out; accepted, edited and added ones are delivered with `decision`, and such figures
take the place of undecided ones on the same number. An accepted figure has the verdict `verified`, and the checker's own
verdict under `decision.verdict`; an edited or added one has the checker's verdict. Findings on what was decided on are
settled and left out; what the checker says against an edited or added part takes their place. The ledger is that of the
figures delivered: a number is `reported` where a verified one rests on it, those of rejected figures are set aside as
`rejected`, and those of figures that were edited into others are `missed`, so that its sums agree.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from summarizer.checking.record import Finding, Ledger, Record, Report, Reviewed
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_measures import Measure, Point
from summarizer.checking.report_values import RawSpan
from summarizer.delivering.reviewing.corrected_measures import CorrectedMeasures, corrected_measures, note_of
from summarizer.delivering.reviewing.decisions import Decision
from summarizer.delivering.reviewing.holding import Decided, Held, held


class Number(NamedTuple):
    """A number of the source: its role and fate in the ledger, and the figure that carries it."""

    role: str
    fate: str | None
    figure: int | None
    span: RawSpan


class _Chosen(NamedTuple):
    """What holds on a record, by part."""

    figures: Decided
    measures: Decided
    held: Held

    @property
    def is_empty(self) -> bool:
        return not (self.figures.every or self.measures.every or self.held.fields or self.held.review)


def corrected(record: Record, decisions: Sequence[Decision], numbers: Sequence[Number]) -> Record:
    """A record with the decisions on its document applied; the record itself where none holds.

    `numbers` are all mentions of the document.
    """
    if record.report is None or record.ledger is None:
        return record
    report, holding = record.report, held(decisions)
    chosen = _Chosen(holding.on_figures(report.figures), holding.on_measures(report.measures), holding)
    if chosen.is_empty:
        return record
    measures = corrected_measures(report.measures, chosen.measures)
    kept = _kept(report.figures, chosen.figures)
    places = {old: new for new, old in enumerate(kept)}
    added = (_noted(figure, d) for d in chosen.figures.added if isinstance(figure := d.outcome, Figure))
    figures = [_placed(figure, measures) for figure in (*kept.values(), *added)]
    findings = list(_findings(record.findings, chosen, places, measures))
    return record.model_copy(
        update={
            "status": "flagged" if any(finding.severity == "error" for finding in findings) else "ok",
            "report": _report(report, figures, places, measures, chosen.held.fields),
            "ledger": _ledger(record.ledger, figures, numbers, chosen.figures),
            "findings": findings,
            "reviewed": _reviewed(chosen),
        }
    )


def _kept(figures: Sequence[Figure], chosen: Decided) -> dict[int, Figure]:
    """The figures of the record that are delivered, by their number in it."""
    settled = {n: _noted(_after(figures[n], d), d) for n, d in chosen.of_record.items() if d.action != "reject"}
    added = (decision.outcome for decision in chosen.added)
    vouched = [*settled.values(), *(figure for figure in added if isinstance(figure, Figure))]
    spans = {figure.span for figure in vouched if figure.span is not None}
    free = (n for n, figure in enumerate(figures) if n not in chosen.of_record and figure.span not in spans)
    return {number: settled.get(number, figures[number]) for number in sorted([*settled, *free])}


def _after(figure: Figure, decision: Decision) -> Figure:
    """A figure with what a person changed; its measure is the report's, unless that was changed too."""
    if not isinstance(decision.result, Figure):
        return figure
    own = {} if "measure" in (decision.changes or {}) else {"measure": figure.measure}
    return decision.result.model_copy(update=own)


def _noted(figure: Figure, decision: Decision) -> Figure:
    """A figure that a person vouches for: an accepted one is verified, an added or edited one has the checker's verdict."""
    note = note_of(decision).model_copy(update={"verdict": figure.verdict})
    about = decision.outcome
    by_checker = about.verdict if isinstance(about, Figure) and decision.action in {"add", "edit"} else "verified"
    return figure.model_copy(update={"decision": note, "verdict": by_checker})


def _placed(figure: Figure, measures: CorrectedMeasures) -> Figure:
    return figure.model_copy(update={"measure": measures.ids.get(figure.measure or "")})


def _report(
    report: Report,
    figures: Sequence[Figure],
    places: Mapping[int, int],
    measures: CorrectedMeasures,
    fields: Mapping[str, Decision],
) -> Report:
    """A report with these figures, measures and fields; its measures and points name them by their new places and ids."""
    changed: dict[str, Any] = {name: getattr(decision.result, name) for name, decision in fields.items()}
    points = [_point(point, places, measures) for point in changed.get("points", report.points)]
    summary = {"summary": "".join(point.text for point in points)} if "points" in fields else {}
    own = {"points": points, "measures": [_with_figures(m, figures) for m in measures.measures]}
    return report.model_copy(update=changed | summary | own | {"figures": list(figures)})


def _with_figures(measure: Measure, figures: Sequence[Figure]) -> Measure:
    own = [index for index, figure in enumerate(figures) if figure.measure == measure.id]
    return measure.model_copy(update={"figures": own})


def _point(point: Point, places: Mapping[int, int], measures: CorrectedMeasures) -> Point:
    numbers = [
        number.model_copy(update={"figure": None if number.figure is None else places.get(number.figure)})
        for number in point.numbers
    ]
    ids = dict.fromkeys(id_ for name in point.measures if (id_ := measures.ids.get(name)))
    return point.model_copy(update={"numbers": numbers, "measures": list(ids)})


def _findings(
    findings: Iterable[Finding], chosen: _Chosen, places: Mapping[int, int], measures: CorrectedMeasures
) -> Iterator[Finding]:
    """The findings that no decision settles, then those on edited and added parts, at their new places."""
    for finding in findings:
        part, _, number = (finding.item or "").partition("/")
        if part in chosen.held.fields or (part == "figures" and int(number) in chosen.figures.of_record):
            continue
        if part == "measures" and int(number) in chosen.measures.of_record:
            continue
        moved = {"figures": places, "measures": measures.places}.get(part)
        if moved is None:
            yield finding
        elif int(number) in moved:
            yield finding.model_copy(update={"item": f"{part}/{moved[int(number)]}"})
    yield from _of_decisions("figures", chosen.figures, places, len(places))
    yield from _of_decisions("measures", chosen.measures, measures.places, len(measures.places))
    for name, decision in chosen.held.fields.items():
        yield from (f for f in decision.findings if (f.item or "").partition("/")[0] == name)


def _of_decisions(part: str, chosen: Decided, places: Mapping[int, int], first: int) -> Iterator[Finding]:
    """What the checker says against edited parts, at their places, and against added ones, from the place `first` on."""
    at = [(places[number], decision) for number, decision in chosen.of_record.items() if number in places]
    for place, decision in (*at, *enumerate(chosen.added, first)):
        yield from (finding.model_copy(update={"item": f"{part}/{place}"}) for finding in decision.findings)


def _reviewed(chosen: _Chosen) -> Reviewed:
    actions = Counter(decision.action for decision in (*chosen.figures.every, *chosen.measures.every))
    fields, review = chosen.held.fields, chosen.held.review
    return Reviewed(
        accepted=actions["accept"],
        rejected=actions["reject"],
        added=actions["add"],
        edited=actions["edit"],
        fields={name: _of_field(name, decision) for name, decision in sorted(fields.items())},
        done=note_of(review) if review else None,
    )


def _of_field(name: str, decision: Decision) -> Any:
    """Who edited a field of the document, and what it was."""
    return note_of(decision).model_copy(update={"was": {name: (decision.was or {}).get(name)}})


def _ledger(ledger: Ledger, figures: Sequence[Figure], numbers: Sequence[Number], chosen: Decided) -> Ledger:
    verdicts = Counter(figure.verdict for figure in figures if figure.origin == "model" and figure.verdict)
    carried = {figure.span for figure in figures if figure.verdict == "verified"}
    fates = Counter(_fate(number, carried, chosen) for number in numbers if number.role == "figure")
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


def _fate(number: Number, carried: set[RawSpan | None], chosen: Decided) -> str:
    if number.span in carried:
        return "reported"
    decision = None if number.figure is None else chosen.of_record.get(number.figure)
    if decision is not None and decision.action in {"reject", "edit"}:
        return "rejected" if decision.action == "reject" else "missed"
    return number.fate or "missed"
