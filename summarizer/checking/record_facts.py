"""The facts of a record: the rows that a store gives of it, before other documents are known.

So `newest`, `same_as` and `conflicts` are null.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.checking.citing import Citation
from summarizer.checking.fact_columns import Fact
from summarizer.checking.repetitions import repetitions

if TYPE_CHECKING:
    from summarizer.checking.record import DocumentNote, Record, Report
    from summarizer.checking.report_figures import Figure
    from summarizer.checking.report_measures import Measure
    from summarizer.checking.report_values import PlaceName, RawSpan, ReportRegion

_DECISIONS = {"accept": "accepted", "reject": "rejected", "add": "added", "edit": "edited"}
_STATED_YEAR = re.compile(r"\d{4}", re.ASCII)
_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_DECEMBER, _MOST_DAYS = 12, 31


def record_facts(record: "Record") -> Iterator[Fact]:
    """A fact for each figure of a record; none for a document that failed."""
    if record.report is None:
        return
    context = _RecordContext(record.document, record.report)
    repeats = repetitions(record.report.figures)
    for number, figure in enumerate(record.report.figures):
        yield context.fact(number, figure, repeated=number in repeats)


class _RecordContext(NamedTuple):
    """What the facts of a record share."""

    document: "DocumentNote"
    report: "Report"

    def fact(self, number: int, figure: "Figure", *, repeated: bool) -> Fact:
        document, measure = self.document, self._measure(figure)
        place = figure.place if figure.place and figure.place.adcode else self.report.region
        start, end = _period(figure.period.iso if figure.period else None)
        return Fact(
            province=_part(place, "province"),
            city=_part(place, "city"),
            county=_part(place, "county"),
            town=_part(place, "town"),
            adcode=place.adcode if place else None,
            place=figure.place.name if figure.place else None,
            year=_year(end or start, document.published),
            published=_published(document.published),
            title=document.title,
            url=document.url,
            subject=figure.subject,
            value=figure.value,
            unit=figure.unit,
            as_written=figure.as_written,
            low=figure.low,
            high=figure.high,
            counts=_counts(figure) and not repeated and document.duplicate_of is None,
            newest=None,
            figure_status=figure.status,
            aspect=figure.aspect,
            direction=figure.direction,
            base=figure.base,
            period=figure.period.iso if figure.period else None,
            period_start=start,
            period_end=end,
            cumulative=figure.cumulative,
            new=figure.new,
            whole=self._surface(figure.whole),
            measure=measure.name if measure else None,
            measure_kind=measure.kind if measure else None,
            measure_status=measure.status if measure else None,
            actor=measure.actor if measure else None,
            verdict=figure.verdict,
            decision=_DECISIONS.get(figure.decision.action) if figure.decision else None,
            quote=figure.quote,
            citation=self._citation(figure),
            page=figure.page,
            cell=figure.cell,
            document=document.id,
            number=number,
            duplicate_of=document.duplicate_of,
            same_as=None,
            conflicts=None,
        )

    def _citation(self, figure: "Figure") -> str | None:
        if figure.quote_span is None or not figure.quote.strip():
            return None
        return Citation.of(figure.quote, self.document.cited, where=figure.cell or figure.page).text("en")

    def _measure(self, figure: "Figure") -> "Measure | None":
        return next((measure for measure in self.report.measures if measure.id == figure.measure), None)

    def _surface(self, span: "RawSpan | None") -> str | None:
        """The number at a span, of which a record has those that are figures."""
        return next((figure.as_written for figure in self.report.figures if span and figure.span == span), None)


def _part(place: "ReportRegion | PlaceName | None", name: str) -> Any:
    return getattr(place, name, None)


def _counts(figure: "Figure") -> bool:
    action = figure.decision.action if figure.decision else None
    if action in {"accept", "add"}:
        return True
    return action != "reject" and figure.verdict in {None, "verified"} and figure.role in {None, "figure"}


def _year(period: date | None, published: str | None) -> int | None:
    stated = _STATED_YEAR.match(published or "")
    return period.year if period else int(stated[0]) if stated else None


def _published(iso: str | None) -> date | None:
    first, last = _days(iso or "")
    return first if first and first == last and first.isoformat() == iso else None


def _period(iso: str | None) -> tuple[date | None, date | None]:
    """The first and the last day of a time; null where it is open, or has no day: --12-03."""
    start, slash, end = (iso or "").partition("/")
    return _days(start)[0], _days(end if slash else start)[1]


def _days(iso: str) -> tuple[date | None, date | None]:
    """The first and the last day of a year, a month or a day; nulls for anything else."""
    point = _POINT.fullmatch(iso)
    if point is None:
        return None, None
    year, month, day = (int(part) if part else None for part in point.groups())
    try:
        first = date(year or 0, 1 if month is None else month, 1)
    except ValueError:
        return None, None
    if day is not None:
        return (first + timedelta(day - 1),) * 2 if 1 <= day <= _MOST_DAYS else (None, None)
    end = first if month else first.replace(month=_DECEMBER)
    return first, end.replace(day=monthrange(end.year, end.month)[1])
