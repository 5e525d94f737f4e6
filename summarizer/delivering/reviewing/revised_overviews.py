"""The document's own fields as a person edits them: its region, date of publication, headline, points and dates."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.checking.draft import DraftPoint
from summarizer.checking.overview import of_published, of_region
from summarizer.checking.points import JudgedPoint, JudgedSummary, of_summary
from summarizer.checking.record import Finding, Report
from summarizer.checking.report_measures import Point, PointNumber
from summarizer.checking.report_values import RawSpan, ReportDate, ReportPublished
from summarizer.checking.texts.judging import judgements
from summarizer.delivering.reviewing.decision_files import ChangedDate, ChangedPoint, OverviewChanges
from summarizer.delivering.reviewing.decisions import RevisedOverview
from summarizer.delivering.reviewing.refusals import refusal
from summarizer.delivering.reviewing.reviewed_text import ReviewedText
from summarizer.delivering.reviewing.revised_figures import known_measure
from summarizer.delivering.reviewing.revised_values import region_of_words
from summarizer.resources import message


def overview_of(report: Report, names: set[str]) -> RevisedOverview:
    """These fields of a report."""
    return RevisedOverview.model_construct(names, **{name: getattr(report, name) for name in names})


def revised_overview(text: ReviewedText, changes: OverviewChanges) -> tuple[RevisedOverview, tuple[Finding, ...]]:
    """The changed fields as a report has them, and what the document says against them.

    Raises InputError where a change can't be meant: a division or measure that there is not, a date without characters.
    """
    report, scan, names = text.report, text.analysis.scan, changes.names
    judged = [_judged(text, point, report) for point in changes.points]
    values = {
        "region": region_of_words(changes.region, scan),
        "published": _published(changes.published),
        "headline": changes.headline,
        "points": [_point(text, point, report) for point in judged],
        "dates": [_date(date, report.dates) for date in changes.dates],
    }
    revised = RevisedOverview.model_construct(names, **{name: values[name] for name in names})
    return revised, tuple(text.traced(finding) for finding in _found(text, changes, revised, judged))


def _found(
    text: ReviewedText, changes: OverviewChanges, revised: RevisedOverview, judged: list[JudgedPoint]
) -> Iterator[Finding]:
    """Numbers of the new headline and points that the document does not state; a region or date that it does not name."""
    summary = JudgedSummary(judgements(changes.headline or "", text.analysis), judged)
    yield from (finding for finding in of_summary(summary) if finding.severity == "error")
    scan = replace(text.analysis.scan, region=None, published=None)
    region = revised.region.name if revised.region else None
    if any(finding.severity != "info" for finding in of_region(region, scan)):
        yield Finding.of(message("region_mismatch.unnamed", claimed=region), "warning", item="region")
    if any(finding.severity != "info" for finding in of_published(changes.published, scan)):
        unstated = message("published_mismatch.unnamed", claimed=changes.published)
        yield Finding.of(unstated, "warning", item="published")


def _published(iso: str | None) -> ReportPublished | None:
    return None if iso is None else ReportPublished(iso=iso, inferred=False, reason=None)


def _judged(text: ReviewedText, point: ChangedPoint, report: Report) -> JudgedPoint:
    """A point with its numbers judged; its measures are by name, since ids change."""
    names = [known_measure(name, report.measures).name for name in point.measures]
    return JudgedPoint(DraftPoint(text=point.text), names, judgements(point.text, text.analysis))


def _point(text: ReviewedText, judged: JudgedPoint, report: Report) -> Point:
    """A point as a person wrote it; where its words are those of the report, with what that has of them."""
    own = next((point for point in report.points if point.text == judged.point.text), None)
    if own is not None:
        return own.model_copy(update={"measures": judged.measures})
    places: dict[RawSpan | None, int] = {
        figure.span: index for index, figure in reversed(list(enumerate(report.figures))) if figure.span
    }
    numbers = [
        PointNumber(start=j.start, end=j.end, verdict=j.verdict, figure=places.get(text.raw(j.source_span)))
        for j in judged.judgements
    ]
    return Point(text=judged.point.text, measures=judged.measures, numbers=numbers)


def _date(changed: ChangedDate, dates: Sequence[ReportDate]) -> ReportDate:
    """A date of the report, or one that it lacks, with the day that a person gives it."""
    span: RawSpan = (changed.start, changed.end)
    own = next((date for date in dates if (date.start, date.end) == span), None)
    if own is not None and own.iso == changed.iso:
        return own
    surface = own.surface if own else changed.surface
    if not surface:
        raise refusal("not_applied.no_date", start=changed.start)
    return ReportDate(
        start=changed.start, end=changed.end, surface=surface, iso=changed.iso, inferred=False, reason=None
    )
