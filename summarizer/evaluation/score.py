"""Delivered reports against gold, outcome by outcome.

A gold core figure is found when a verified figure of the model has its value (a range: both ends) and a span that
overlaps it. `wrong` are verified figures that are no gold figure, neutral ones being gold, and that the rules don't hold for
a name or a rank; `extra` are measures that are
none of the gold (see `measure_matching`). What is not scored is not wrong: a document without gold, gold without a line in the reports, a measure that the gold does not name are left out
and counted apart. A document that failed is scored: it has nothing of its gold.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Literal

from summarizer.checking.jsonl import read_records
from summarizer.checking.record import Record, Report
from summarizer.checking.report_figures import Figure
from summarizer.errors import UsageError
from summarizer.evaluation.fact_scores import fact_outcomes
from summarizer.evaluation.gold import Gold, GoldFigure, GoldMention
from summarizer.evaluation.gold_files import read_gold
from summarizer.evaluation.matching import alike, at, named, same_value
from summarizer.evaluation.measure_scores import MeasureScores
from summarizer.evaluation.metrics import METRICS, Metric
from summarizer.evaluation.outcomes import ItemOutcome
from summarizer.folding import fold
from summarizer.resources import message
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.qualifiers import meanings

HALLUCINATED = frozenset({"unsupported", "quote_not_found"})


_NOTHING = Report(
    headline=None, points=[], summary="", region=None, published=None, dates=[], measures=[], slogans=[], figures=[]
)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The metrics (see `METRICS`), what they are made of, and which documents were scored.

    `failed` are scored documents without a report, `without_gold` delivered ones without gold, `without_report`
    gold without a line in the reports.
    """

    metrics: dict[str, Metric]
    outcomes: tuple[ItemOutcome, ...]
    scored: tuple[str, ...]
    failed: tuple[str, ...]
    without_gold: tuple[str, ...]
    without_report: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """What `summarizer evaluate --json` prints of a run."""
        metrics = {name: {"value": metric.value, **metric._asdict()} for name, metric in self.metrics.items()}
        lists = {name: list(getattr(self, name)) for name in ("scored", "failed", "without_gold", "without_report")}
        return {"metrics": metrics, "documents": lists, "outcomes": [outcome._asdict() for outcome in self.outcomes]}


def evaluate(gold: Path | str, reports: Path | str | Iterable[Record]) -> Evaluation:
    """Score reports (a `reports.jsonl`, or records) against a folder of gold annotations, or corrected reports.

    Raises UsageError where one of them can't be read, where two lines have the same gold document, and where no
    document has both.
    """
    annotated = read_gold(Path(gold))
    delivered = list(read_records(Path(reports)) if isinstance(reports, str | Path) else reports)
    pairs, without_report = _paired(annotated, delivered)
    if not pairs:
        raise UsageError(message("gold.no_match", gold=gold))
    paired = {id(record) for _, record in pairs}
    outcomes = tuple(outcome for document, record in pairs for outcome in _outcomes(document, record))
    records = [record for _, record in pairs]
    metrics = {
        **_shares(outcomes),
        **_figure_metrics(outcomes),
        **_measure_metrics(outcomes, pairs),
        **_account(records),
    }
    metrics["scored"] = Metric(len(pairs), len(annotated))
    return Evaluation(
        {name: metrics[name] for name in METRICS},
        outcomes,
        scored=tuple(document.doc for document, _ in pairs),
        failed=tuple(document.doc for document, record in pairs if record.report is None),
        without_gold=tuple(record.document.id for record in delivered if id(record) not in paired),
        without_report=tuple(without_report),
    )


def _paired(annotated: list[Gold], delivered: list[Record]) -> tuple[list[tuple[Gold, Record]], list[str]]:
    """Gold with its record, and the gold documents that have none."""
    by_name: dict[str, list[Record]] = {}
    for record in delivered:
        for name in {record.document.id, PurePath(record.document.path).name, PurePath(record.document.id).name}:
            by_name.setdefault(name, []).append(record)
    pairs, without = [], []
    for gold in annotated:
        match by_name.get(gold.doc, []):
            case []:
                without.append(gold.doc)
            case [record]:
                pairs.append((gold, record))
            case found:
                raise UsageError(message("gold.twice", count=len(found), document=gold.doc))
    return pairs, without


def _outcomes(gold: Gold, record: Record) -> Iterator[ItemOutcome]:
    report = record.report or _NOTHING
    measures = MeasureScores(gold, report)
    if not gold.figures_alone:
        yield from measures.outcomes()
    if gold.measures_alone:
        return
    if not gold.figures_alone:
        yield _document(gold, report)
    yield from _figures(gold, report, measures)
    yield from fact_outcomes(gold, report.figures)
    yield from _dates(gold, report)


def _document(gold: Gold, report: Report) -> ItemOutcome:
    region = report.region.adcode if report.region else None
    published = report.published.iso if report.published else None
    right = {
        "region": region == (gold.region.adcode if gold.region else None),
        "published": published == gold.published,
    }
    return ItemOutcome(gold.doc, "document", 0, gold.doc, right)


def _figures(gold: Gold, report: Report, measures: MeasureScores) -> Iterator[ItemOutcome]:
    """The core figures of the gold, and the verified figures that are not in it."""
    verified = [figure for figure in report.figures if figure.verdict == "verified" and figure.origin == "model"]
    scores = _FigureScores(gold, report, measures, verified)
    for mention in gold.numbers:
        if mention.core and not mention.meta:
            name = f"{mention.surface} {mention.subject or ''}".strip()
            yield ItemOutcome(gold.doc, "figure", mention.start, name, scores.aspects(mention))
    for figure in verified:
        held = figure.role not in {None, "figure"}
        if not held and not any(_is(figure, mention) for mention in gold.numbers):
            yield ItemOutcome(gold.doc, "wrong", figure.span[0] if figure.span else 0, _shown(figure), {})


def _dates(gold: Gold, report: Report) -> Iterator[ItemOutcome]:
    for date in gold.event_dates:
        if date.iso:
            same = [reported for reported in report.dates if reported.iso == date.iso]
            hit = any(at((found.start, found.end), date.start, date.end) for found in same)
            yield ItemOutcome(gold.doc, "date", date.start, date.surface or date.iso, {"dates": hit})


def _shown(figure: Figure) -> str:
    number = f"{figure.low}–{figure.high}" if figure.value is None else figure.value
    return f"{number}{figure.unit or ''} {figure.subject or ''}".strip()


def _is(figure: Figure, mention: GoldMention) -> bool:
    return same_value(figure, mention) and at(figure.span, mention.start, mention.end)


@dataclass(frozen=True, slots=True)
class _FigureScores:
    """The verified figures of a report, scored aspect by aspect."""

    gold: Gold
    report: Report
    measures: MeasureScores
    verified: list[Figure]

    def aspects(self, mention: GoldMention) -> dict[str, bool]:
        """What is right of a core figure."""
        there = [figure for figure in self.verified if at(figure.span, mention.start, mention.end)]
        hits = [figure for figure in there if same_value(figure, mention)]
        aspects = {"figure": bool(hits)}
        if there:
            aspects["value"] = bool(hits)
        if not hits:
            return aspects
        qualifier = meanings(fold(mention.qualifier or "") or None)
        aspects["unit"] = any(units.same(hit.unit, mention.unit) for hit in hits)
        aspects["qualifier"] = any(meanings(hit.qualifier) == qualifier for hit in hits)
        aspects["subject"] = any(alike(hit.subject, mention.subject) for hit in hits)
        belongs = self.gold.figure_at(mention)
        if belongs is not None and (belongs.measures or belongs.measure):
            aspects["figure_measure"] = any(self._belongs(hit, belongs) for hit in hits)
        if belongs is not None and belongs.region:
            aspects["figure_region"] = any(named(self._place(hit), belongs.region) for hit in hits)
        return aspects

    def _belongs(self, figure: Figure, gold: GoldFigure) -> bool:
        if gold.measures:
            return self.measures.belongs(figure.measure, gold.measures)
        names = {measure.id: measure.name for measure in self.report.measures}
        return named(names.get(figure.measure or ""), gold.measure)

    def _place(self, figure: Figure) -> str | None:
        """The place of a figure; of one that has none, the document's region."""
        place = figure.place or self.report.region
        return place.name if place else None


def _shares(outcomes: Iterable[ItemOutcome]) -> dict[str, Metric]:
    """Each aspect of the outcomes that is a metric: how often it was right."""
    shares = dict.fromkeys(METRICS, Metric(0, 0))
    for outcome in outcomes:
        for aspect, right in outcome.aspects.items():
            part, whole = shares.get(aspect, Metric(0, 0))
            shares[aspect] = Metric(part + right, whole + 1)
    return shares


def _figure_metrics(outcomes: Iterable[ItemOutcome]) -> dict[str, Metric]:
    core = [outcome.aspects["figure"] for outcome in outcomes if outcome.kind == "figure"]
    wrong = sum(outcome.kind == "wrong" for outcome in outcomes)
    found = sum(core)
    return {
        "figure_precision": Metric(found, found + wrong),
        "figure_recall": Metric(found, len(core)),
        "figure_f1": Metric(2 * found, len(core) + found + wrong),
    }


def _measure_metrics(outcomes: Iterable[ItemOutcome], pairs: Iterable[tuple[Gold, Record]]) -> dict[str, Metric]:
    """Precision over what is found and what is wrong, and how long the lists are."""
    every = list(outcomes)
    core = [outcome.aspects["measure_recall"] for outcome in every if outcome.kind == "measure"]
    extra = [outcome.name for outcome in every if outcome.kind == "extra"]
    reports = [record.report for gold, record in pairs if record.report and not gold.figures_alone]
    listed = [measure for report in reports for measure in report.measures]
    found = sum(core)
    return {
        "measure_precision": Metric(found, found + len(extra)),
        "measure_f1": Metric(2 * found, len(core) + found + len(extra)),
        "slogans_as_measures": Metric(sum("(slogan: " in name for name in extra), len(listed)),
        "names_per_core": Metric(len(listed), len(core)),
        "top_per_core": Metric(sum(measure.parent is None for measure in listed), len(core)),
    }


def _account(records: list[Record]) -> dict[str, Metric]:
    """The metrics that need no gold: verdicts, fates, calls and tokens."""
    figures = [figure for record in records if record.report for figure in record.report.figures]
    verdicts = [figure.verdict for figure in figures if figure.origin == "model"]
    ledgers = [record.ledger for record in records if record.ledger]
    covered = sum(ledger.reported + ledger.restated for ledger in ledgers)
    return {
        "verified": Metric(verdicts.count("verified"), len(verdicts)),
        "hallucinated": Metric(sum(verdict in HALLUCINATED for verdict in verdicts), len(verdicts)),
        "coverage": Metric(covered, covered + sum(ledger.missed for ledger in ledgers)),
        "answered": Metric(sum(record.report is not None for record in records), len(records)),
        "calls": Metric(sum(len(record.exchanges) for record in records), len(records)),
        "input_tokens": _tokens(records, "input_tokens"),
        "output_tokens": _tokens(records, "output_tokens"),
    }


def _tokens(records: Iterable[Record], which: Literal["input_tokens", "output_tokens"]) -> Metric:
    """Their sum over the documents whose exchanges all give a count."""
    counts = [[getattr(exchange, which) for exchange in record.exchanges] for record in records]
    known = [document for document in counts if document and None not in document]
    return Metric(sum(map(sum, known)), len(known))
