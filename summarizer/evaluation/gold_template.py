"""A gold file to correct, made of a report: every number with its role, the figures with their facts, measures, slogans, dates.

One item a line, in the order of the document, so that a person reads document and file side by side. What the rules or the
model are not sure of comes in `unsure`, which `evaluate` does not read.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from summarizer.checking.record import Record, Report
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_measures import Measure
from summarizer.checking.report_values import PlaceName, ReportRegion
from summarizer.models import Mention
from summarizer.resources import Language, render, translated

_HOW = ("mentions", "figures", "measures", "unsure", "more")
_LISTED = ("measures", "slogans", "neutral", "figures", "mentions", "event_dates", "unsure")
_FACTS = ("status", "aspect", "direction", "base", "cumulative", "new")
_USUAL: Mapping[str, Any] = {"status": "actual", "aspect": "amount", "cumulative": False, "new": False}


def template(record: Record, mentions: Sequence[Mention], language: Language = "en") -> str:
    """The text of a gold file for the document of a record; `mentions` are all of its numbers.

    What it says to the person who corrects it is in `language`.
    """
    report = record.report
    if report is None:
        msg = "a document without a report has no template"
        raise ValueError(msg)
    content = {
        "how": [render(f"gold.how.{part}", {}, language) for part in _HOW],
        "doc": record.document.id.rpartition("/")[2],
        "region": {"adcode": report.region.adcode, "name": report.region.name} if report.region else None,
        "published": report.published.iso if report.published else None,
        "measures": [_measure(measure) for measure in report.measures],
        "slogans": [{"name": slogan.text, "sort": "slogan"} for slogan in report.slogans],
        "neutral": [],
        "figures": [_figure(figure, report) for figure in _placed(report)],
        "mentions": list(_mentions(report, mentions)),
        "event_dates": [date.model_dump(include={"start", "end", "surface", "iso"}) for date in report.dates],
        "unsure": list(_unsure(report, record, language)),
    }
    return "".join(_lines(content))


def _lines(content: Mapping[str, Any]) -> Iterator[str]:
    """JSON with one item of each list a line."""
    names = list(content)
    yield "{\n"
    for name, value in content.items():
        end = "" if name == names[-1] else ","
        if (name in _LISTED or name == "how") and value:
            yield f" {_json(name)}: [\n"
            yield ",\n".join(f"  {_json(item)}" for item in value)
            yield f"\n ]{end}\n"
        else:
            yield f" {_json(name)}: {_json(value)}{end}\n"
    yield "}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _placed(report: Report) -> list[Figure]:
    """The figures that rest on a number of the document, in its order: those that are right, and those of the rules."""
    fitting = [figure for figure in report.figures if figure.span and figure.verdict in {"verified", None}]
    return sorted(fitting, key=lambda figure: figure.span or (0, 0))


def _figure(figure: Figure, report: Report) -> dict[str, Any]:
    start, end = figure.span or (0, 0)
    own = {name: getattr(figure, name) for name in _FACTS}
    facts = {name: value for name, value in own.items() if value is not None and value != _USUAL.get(name)}
    if figure.whole:
        facts["whole"] = figure.whole[0]
    facts |= {"period": _period(figure, report), "place": _code(figure.place or report.region)}
    measures = [figure.measure] if figure.measure else []
    return {"start": start, "end": end, "surface": figure.as_written, "measures": measures, "facts": facts}


def _period(figure: Figure, report: Report) -> str | None:
    """The time of a figure; the one until the day of publication by its name."""
    iso = figure.period.iso if figure.period else None
    return "..published" if iso and report.published and iso == f"/{report.published.iso}" else iso


def _code(place: ReportRegion | PlaceName | None) -> str | None:
    if isinstance(place, ReportRegion):
        return place.towncode or place.adcode
    return place.adcode if place else None


def _mentions(report: Report, mentions: Sequence[Mention]) -> Iterator[dict[str, Any]]:
    """The numbers; one that a figure rests on has the figure's subject, and what a person made of its number."""
    figures = {figure.span: figure for figure in reversed(_placed(report))}
    for mention in mentions:
        span = (mention.start, mention.end)
        own = {"start": span[0], "end": span[1], "role": mention.role, "surface": mention.surface}
        figure = figures.get(span)
        if mention.role != "figure" and figure is None:
            yield own
            continue
        stated = figure if figure is not None and figure.decision is not None else mention
        bounds = [stated.low, stated.high] if stated.low is not None or stated.high is not None else None
        value = stated.value if stated.value is not None else bounds
        counted = {"role": "figure", "value": value, "unit": stated.unit, "qualifier": stated.qualifier}
        yield own | counted | {"subject": figure.subject if figure is not None else mention.noun}


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "name": measure.name,
        "aliases": [],
        "kind": _accepted(measure.kind),
        "parent": _accepted(measure.parent),
        "actor": _accepted(measure.actor),
        "target": _accepted(measure.target),
        "place": _accepted(measure.place.name if measure.place else None),
        "status": [measure.status],
        "when": measure.when,
        "spans": [list(span) for span in measure.spans],
        "core": True,
    }


def _accepted(value: str | None) -> list[str]:
    return [value] if value else []


def _unsure(report: Report, record: Record, language: Language) -> Iterator[dict[str, Any]]:
    """Figures that the checker doubts, and findings on all else."""
    for number, figure in enumerate(report.figures):
        if figure.verdict in {"verified", None}:
            continue
        why = [translated(finding.said, language) for finding in record.findings if finding.item == f"figures/{number}"]
        fields = figure.model_dump(include={"subject", "value", "low", "high", "unit", "qualifier", "quote"})
        yield {"verdict": figure.verdict, **fields, "why": why}
    for finding in record.findings:
        if finding.severity != "info" and not (finding.item or "").startswith("figures/"):
            yield {"item": finding.item, "why": [translated(finding.said, language)]}
