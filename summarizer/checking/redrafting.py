"""Redrafting: the draft that a report was made of, as far as the report delivers it."""

from collections.abc import Iterator, Sequence
from typing import Any

from summarizer.checking.draft import Draft
from summarizer.checking.record import Report
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_measures import Measure
from summarizer.checking.report_values import PlaceName, ReportPeriod, ReportRegion


def draft_of(report: Report) -> Draft:
    """Its figures of origin `model`, its measures nested again, its points and slogans."""
    names = {measure.id: measure.name for measure in report.measures}
    figures = [_figure(figure, names) for figure in report.figures if figure.origin == "model"]
    points = [
        {
            **point.model_dump(exclude={"numbers", "origin"}),
            "measures": [names[m] for m in point.measures if m in names],
        }
        for point in report.points
        if point.origin == "model"
    ]
    return Draft.model_validate(
        {
            "headline": report.headline,
            "points": points,
            "measures": list(_nested(report.measures, None)),
            "slogans": [slogan.text for slogan in report.slogans],
            "figures": figures,
        }
    )


def _nested(measures: Sequence[Measure], parent: str | None) -> Iterator[dict[str, Any]]:
    """The measures of a parent, each with its parts; those of the rules are left out."""
    for measure in measures:
        if measure.parent == parent and measure.origin == "model":
            fields = measure.model_dump(exclude={"id", "parent", "spans", "figures", "origin", "place"})
            yield {**fields, "place": words_of(measure.place), "parts": list(_nested(measures, measure.id))}


def _figure(figure: Figure, names: dict[str, str]) -> dict[str, Any]:
    fields = figure.model_dump(include={"quote", "subject", "value", "low", "high", "unit", "qualifier", "direction"})
    words = {"period": words_of(figure.period), "place": words_of(figure.place)}
    return {**fields, **words, "measure": names.get(figure.measure or ""), **(figure.model_extra or {})}


def words_of(part: ReportRegion | PlaceName | ReportPeriod | None) -> str | None:
    """A delivered place or time in words."""
    if part is None:
        return None
    return part.surface or part.iso if isinstance(part, ReportPeriod) else part.name
