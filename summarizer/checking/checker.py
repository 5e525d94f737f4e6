"""Checking: a draft and a scan in, a report with verdicts, ledger and findings out. Deterministic, no network."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from summarizer.checking import findings, hostility, ledger, legibility, measures
from summarizer.checking.draft import Draft, DraftFigure, DraftMeasure
from summarizer.checking.fields import by_rule
from summarizer.checking.ledger import MentionStatus
from summarizer.checking.record import (
    Figure,
    Finding,
    Ledger,
    Measure,
    Report,
    ReportDate,
    ReportPublished,
    ReportRegion,
)
from summarizer.checking.settling import settle
from summarizer.checking.stated import StatedFigure
from summarizer.checking.verdicts import Judgement, evidence_of
from summarizer.models import DateMention, Mention, Published, Scan, Span
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.facts.context import FigureContext
from summarizer.scanning.places import resolving

_LONGEST_QUOTE = 300


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A checked draft: what is delivered, and what a patch needs to know about it."""

    draft: Draft
    report: Report
    ledger: Ledger
    findings: tuple[Finding, ...]
    judgements: tuple[Judgement, ...]
    fates: tuple[MentionStatus, ...]

    @property
    def missed(self) -> list[MentionStatus]:
        return [fate for fate in self.fates if fate.fate == "missed"]

    @property
    def faults(self) -> int:
        return findings.faults(self.findings)

    @property
    def flagged(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


def check(draft: Draft, analysis: Analysis) -> CheckResult:
    """Ground and check a draft against the analysis of its document."""
    scan, context = analysis.scan, analysis.context
    draft, judgements, found = _judge_all(draft, analysis)
    fates = ledger.fates(scan.mentions, judgements)
    missed = [fate for fate in fates if fate.fate == "missed"]
    for index, (figure, judgement) in enumerate(zip(draft.figures, judgements, strict=True)):
        found += findings.of_figure(f"figures/{index}", figure, judgement, context)
    found += [findings.of_missed(f"figures/{len(judgements) + i}", fate) for i, fate in enumerate(missed)]
    found += measures.of_measures(draft, analysis)
    found += findings.of_prose(draft, analysis)
    found += findings.of_document(draft, scan)
    found += hostility.of_document(scan)
    found += legibility.of_document(scan)
    account = ledger.account(scan.mentions, judgements, fates)
    report = _report(draft, judgements, missed, context)
    return CheckResult(draft, report, account, tuple(found), tuple(judgements), tuple(fates))


def _judge_all(draft: Draft, analysis: Analysis) -> tuple[Draft, list[Judgement], list[Finding]]:
    """Judge figure by figure; one that repeats a figure of the same mention is left out, with a finding."""
    kept: list[DraftFigure] = []
    judgements: list[Judgement] = []
    repeated: list[Finding] = []
    carried: set[int] = set()
    evidence = evidence_of(analysis)
    for figure in draft.figures:
        judgement = evidence.judge(figure, carried)
        mention = judgement.mention
        if judgement.verdict == "verified" and mention is not None and mention.text_start in carried:
            twice = message("duplicate_figure", surface=mention.surface)
            repeated.append(Finding.of(twice, "info", (mention.start, mention.end)))
            continue
        if judgement.verdict == "verified" and mention is not None:
            carried.add(mention.text_start)
        kept.append(figure)
        judgements.append(judgement)
    return draft.model_copy(update={"figures": kept}), settle(evidence, kept, judgements), repeated


def _report(
    draft: Draft, judgements: Sequence[Judgement], missed: Sequence[MentionStatus], context: FigureContext
) -> Report:
    scan = context.scan
    figures = [_figure(figure, j, context) for figure, j in zip(draft.figures, judgements, strict=True)]
    return Report(
        **_extras(draft, Draft),
        summary=draft.summary,
        region=_region(draft, scan),
        published=_published(scan.published),
        dates=[_date(date) for date in scan.dates if date.kind == "date"],
        measures=[_measure(measure, context) for measure in draft.measures],
        figures=[*figures, *(_missed_figure(fate, context) for fate in missed)],
    )


def _figure(figure: DraftFigure, judgement: Judgement, context: FigureContext) -> Figure:
    """A verified figure has the document's values, any other the draft's."""
    mention = judgement.mention
    source = mention if judgement.verdict == "verified" and mention is not None else figure
    return Figure(
        **_extras(figure, DraftFigure),
        **(by_rule(Figure, mention, context) if mention is not None and mention.role == "figure" else {}),
        subject=figure.subject,
        value=source.value,
        low=source.low,
        high=source.high,
        unit=source.unit,
        qualifier=source.qualifier,
        direction=figure.direction,
        period=figure.period,
        region=figure.region,
        measure=figure.measure,
        quote=figure.quote,
        quote_span=findings.raw(context.scan, judgement.quote),
        span=findings.raw(context.scan, mention),
        role=mention.role if mention is not None else None,
        verdict=judgement.verdict,
        origin="model",
    )


def _missed_figure(fate: MentionStatus, context: FigureContext) -> Figure:
    mention = fate.mention
    span = _quotable(mention, context)
    places = context.places(mention)
    return Figure(
        **by_rule(Figure, mention, context),
        subject=mention.noun,
        value=mention.value,
        low=mention.low,
        high=mention.high,
        unit=mention.unit,
        qualifier=mention.qualifier,
        direction=context.direction(mention),
        period=None,
        region=places[-1].surface if places else None,
        measure=None,
        quote=context.scan.text.content[span.start : span.end],
        quote_span=findings.raw(context.scan, span),
        span=(mention.start, mention.end),
        verdict=None,
        role=mention.role,
        origin="rules",
    )


def _quotable(mention: Mention, context: FigureContext) -> Span:
    """The sentence of a mention without surrounding white space; of a very long one, the part near the mention."""
    sentence = context.ground.sentence(Span(mention.text_start, mention.text_end))
    start = max(sentence.start, mention.text_start - _LONGEST_QUOTE)
    end = min(sentence.end, mention.text_end + _LONGEST_QUOTE)
    quote = context.scan.text.content[start:end]
    start += len(quote) - len(quote.lstrip())
    return Span(start, start + len(quote.strip()))


def _measure(measure: DraftMeasure, context: FigureContext) -> Measure:
    quotes = context.ground.find(measure.quote)
    return Measure(
        **_extras(measure, DraftMeasure),
        name=measure.name,
        description=measure.description,
        actor=measure.actor,
        region=measure.region,
        quote=measure.quote,
        quote_span=findings.raw(context.scan, quotes[0]) if quotes else None,
    )


def _extras(part: BaseModel, base: type[BaseModel]) -> dict[str, Any]:
    """The fields that a user's subclass adds."""
    return {name: getattr(part, name) for name in _added(type(part), base)}


@lru_cache(maxsize=64)
def _added(kind: type[BaseModel], base: type[BaseModel]) -> tuple[str, ...]:
    known = base.model_fields | StatedFigure.model_fields if issubclass(kind, DraftFigure) else base.model_fields
    return tuple(name for name in kind.model_fields if name not in known)


def _region(draft: Draft, scan: Scan) -> ReportRegion | None:
    """The rules' region; where they find none, the draft's, if the document names it."""
    region = scan.region
    if region is None and draft.region:
        named = {candidate for place in scan.places for candidate in place.candidates}
        claimed = [candidate for candidate in resolving.resolve(draft.region, year=scan.year) if candidate in named]
        region = claimed[0] if len(claimed) == 1 else None
    return None if region is None else ReportRegion(**asdict(region))


def _published(published: Published | None) -> ReportPublished | None:
    return None if published is None else ReportPublished(**asdict(published))


def _date(date: DateMention) -> ReportDate:
    return ReportDate(
        start=date.start,
        end=date.end,
        surface=date.surface,
        iso=date.iso,
        inferred=date.inferred,
        reason=date.reason,
    )
