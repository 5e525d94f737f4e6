"""Reporting: a draft and what the checker made of it as the report that is delivered."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from summarizer.checking.coding import coded_place, coded_time, in_report, period_of, place_of
from summarizer.checking.draft import Draft, DraftDetail, DraftFigure, DraftMeasure, DraftPart, DraftPoint, DraftSubpart
from summarizer.checking.fields import by_rule
from summarizer.checking.ledger import MentionStatus
from summarizer.checking.listing import ListedMeasure, Listing
from summarizer.checking.points import JudgedPoint, PointByRules
from summarizer.checking.record import Report
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_measures import Measure, Point, PointNumber, Slogan
from summarizer.checking.report_values import Origin, RawSpan, ReportDate, ReportPublished, ReportRegion
from summarizer.checking.stated import StatedFigure
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.checking.verdicts import Judgement
from summarizer.models import DateMention, Mention, Published, Scan, Span
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.facts.context import FigureContext
from summarizer.scanning.facts.fact_types import Facts
from summarizer.scanning.places import resolving

_LONGEST_QUOTE = 300
_NO_FACTS = Facts()


class Checked(NamedTuple):
    """A draft with what was found of each of its parts."""

    draft: Draft
    judgements: Sequence[Judgement]
    missed: Sequence[MentionStatus]
    listing: Listing
    points: Sequence[JudgedPoint]


def report_of(checked: Checked, analysis: Analysis) -> Report:
    """The report of a checked draft: its figures in their order, then those that it missed."""
    draft, listing, context = checked.draft, checked.listing, analysis.context
    figures = [
        _figure(figure, j, listing, context) for figure, j in zip(draft.figures, checked.judgements, strict=True)
    ]
    figures += [_missed_figure(fate, context) for fate in checked.missed]
    places: dict[RawSpan, int] = {}
    of_measures = defaultdict[str | None, list[int]](list)
    for index, figure in enumerate(figures):
        of_measures[figure.measure].append(index)
        if figure.span:
            places.setdefault(figure.span, index)
    scan = analysis.scan
    return Report(
        **_extras(draft, Draft),
        headline=draft.headline,
        points=[_point(point, places) for point in checked.points],
        summary="".join(point.text for point in draft.points),
        region=_region(draft, scan),
        published=_published(scan.published),
        dates=[_date(date) for date in scan.dates if date.kind == "date"],
        measures=[_measure(measure, listing, of_measures[measure.id], scan) for measure in listing.measures],
        slogans=[Slogan(text=text, span=_first(analysis.index.find(text), scan)) for text in listing.slogans],
        figures=figures,
    )


def _figure(figure: DraftFigure, judgement: Judgement, listing: Listing, context: FigureContext) -> Figure:
    """A verified figure has the document's values, any other the draft's."""
    mention = judgement.mention
    source = mention if judgement.verdict == "verified" and mention is not None else figure
    return Figure(
        **_extras(figure, DraftFigure),
        **_meaning(figure, mention, context, listing.place_of(figure.measure)),
        **_number(source),
        subject=figure.subject,
        as_written=mention.surface if mention is not None else None,
        measure=listing.id_of(figure.measure),
        quote=figure.quote or _words(judgement.quote, context.scan),
        quote_span=raw(context.scan, judgement.quote),
        span=raw(context.scan, mention),
        **_place_in_file(raw(context.scan, mention or judgement.quote), context.scan),
        role=mention.role if mention is not None else None,
        verdict=judgement.verdict,
        origin="model",
    )


def _missed_figure(fate: MentionStatus, context: FigureContext) -> Figure:
    mention = fate.mention
    span = _quotable(mention, context)
    return Figure(
        **_meaning(None, mention, context),
        **_number(mention),
        subject=mention.noun,
        as_written=mention.surface,
        measure=None,
        quote=context.scan.text.content[span.start : span.end],
        quote_span=raw(context.scan, span),
        span=(mention.start, mention.end),
        **_place_in_file((mention.start, mention.end), context.scan),
        role=mention.role,
        verdict=None,
        origin="rules",
    )


def _number(source: DraftFigure | Mention) -> dict[str, Any]:
    return {name: getattr(source, name) for name in ("value", "low", "high", "unit", "qualifier")}


def _meaning(
    figure: DraftFigure | None, mention: Mention | None, context: FigureContext, place: str | None = None
) -> dict[str, Any]:
    """What a number means by the words of its sentence; where they are silent, as the model states it.

    `place` is where the figure's measure applies, which a figure without a place of its own has too.
    """
    is_figure = mention is not None and mention.role == "figure"
    facts = context.facts(mention) if is_figure and mention else _NO_FACTS
    claimed = figure or DraftFigure(quote="", subject="")
    fields = by_rule(Figure, mention, context) if mention else {}
    known = is_figure or None
    return {
        **fields,
        "status": facts.status if "status" in facts.stated else claimed.status or (known and facts.status),
        "aspect": known and facts.aspect,
        "direction": claimed.direction or (context.direction(mention) if is_figure and mention else None),
        "base": facts.base,
        "cumulative": known and facts.cumulative,
        "new": known and facts.new,
        "period": period_of(facts, claimed.period, context.scan),
        "place": place_of(facts, claimed.place or place, context.scan),
        "whole": (facts.whole.start, facts.whole.end) if facts.whole else None,
    }


def _place_in_file(span: RawSpan | None, scan: Scan) -> dict[str, Any]:
    """The page and the cell in which a span begins."""
    anchor = scan.text.anchor(span[0]) if span else None
    return {"page": anchor.page, "cell": anchor.cell} if anchor else {}


def _measure(listed: ListedMeasure, listing: Listing, figures: list[int], scan: Scan) -> Measure:
    measure, spans = listed.measure, [_raw(scan, span) for span in listed.spans]
    anchor = scan.text.anchor(spans[0][0]) if spans else None
    return Measure(
        **_extras(measure, _base(type(measure))),
        id=listed.id,
        name=measure.name,
        kind=listed.kind,
        parent=listed.parent,
        actor=listing.of_whole(listed, "actor"),
        target=measure.target,
        place=coded_place(listing.of_whole(listed, "place"), scan),
        status=listed.status,
        when=coded_time(measure.when, scan),
        spans=spans,
        page=anchor.page if anchor else None,
        figures=figures,
        origin=listed.origin,
    )


_BASES: tuple[type[DraftDetail], ...] = (DraftMeasure, DraftPart, DraftSubpart, DraftDetail)


@lru_cache(maxsize=64)
def _base(kind: type[DraftDetail]) -> type[DraftDetail]:
    """The class of ours that a measure's class adds fields to."""
    return next(base for base in _BASES if issubclass(kind, base))


def _point(judged: JudgedPoint, places: Mapping[RawSpan, int]) -> Point:
    numbers = [
        PointNumber(start=j.start, end=j.end, verdict=j.verdict, figure=_figure_of(j, places))
        for j in judged.judgements
    ]
    extras = _extras(judged.point, DraftPoint)
    origin: Origin = "rules" if isinstance(judged.point, PointByRules) else "model"
    return Point(**extras, text=judged.point.text, measures=judged.measures, numbers=numbers, origin=origin)


def _words(span: Span | None, scan: Scan) -> str:
    return scan.text.content[span.start : span.end] if span else ""


def _figure_of(judgement: TextJudgement, places: Mapping[RawSpan, int]) -> int | None:
    """The index of the figure that has a number of a point; None where none has, or another than the point says."""
    states = judgement.verdict in {"supported", "equivalent"}
    return places.get(judgement.source_span) if states and judgement.source_span else None


def raw(scan: Scan, part: Mention | Span | None) -> RawSpan | None:
    """The raw span of a mention or of a span of Text."""
    if part is None:
        return None
    return (part.start, part.end) if isinstance(part, Mention) else _raw(scan, part)


def _raw(scan: Scan, span: Span) -> RawSpan:
    start, end = scan.text.raw_span(*span)
    return start, end


def _first(spans: Sequence[Span], scan: Scan) -> RawSpan | None:
    return _raw(scan, spans[0]) if spans else None


def _quotable(mention: Mention, context: FigureContext) -> Span:
    """The sentence of a mention without surrounding white space; of a very long one, the part near the mention."""
    sentence = context.ground.sentence(Span(mention.text_start, mention.text_end))
    start = max(sentence.start, mention.text_start - _LONGEST_QUOTE)
    end = min(sentence.end, mention.text_end + _LONGEST_QUOTE)
    quote = context.scan.text.content[start:end]
    start += len(quote) - len(quote.lstrip())
    return Span(start, start + len(quote.strip()))


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
    return None if region is None else in_report(region, ReportRegion)


def _published(published: Published | None) -> ReportPublished | None:
    return None if published is None else in_report(published, ReportPublished)


def _date(date: DateMention) -> ReportDate:
    return ReportDate(
        start=date.start,
        end=date.end,
        surface=date.surface,
        iso=date.iso,
        inferred=date.inferred,
        reason=date.reason,
    )
