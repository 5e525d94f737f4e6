"""Series and contradictions as JSON: a line of `summarizer series --json`.

    {
      "subject": "党员先锋队", "scope": "新增" | null, "unit": "支", "aspect": "amount", "status": "actual",
      "base": null, "measure": null,
      "places": [{"adcode": "620981", "name": "玉门市", "points": [[…], …]}, …],
      "conflicts": [{
        "subject", "scope", "unit", "aspect", "status", "base", "measure", "adcode", "place", "period", "basis": […],
        "figures": [{"document", "figure", "title", "published", "url", "value", "unit", "as_written", "quote"}, {…}]}, …],
    }

A series is one indicator (subject, scope, aspect, status, base, measure) and unit. Places come by code, points by their
end. The cells of a point are named by `POINTS`: `period` is ISO 8601, `end` the day
to draw it at; `value`, `low` and `high` are in the unit of the series, null where open; `low` and `high` include what
rounding leaves open. `document` is documents.id and `figure` the number of the figure in it; `documents` counts those that
state the value (without copies), `differing` those that state another. `basis` says how the period is known: stated or
inferred. `aspect` is amount (all levels), growth or change, `base` what these are drawable against. Of a contradiction the second
figure is the one that more documents state; codes of `basis` have labels (`labels.tsv`, basis_…).
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from summarizer.delivering.consolidating.joining import Contradiction, Series
from summarizer.delivering.consolidating.observing import Observation
from summarizer.delivering.consolidating.series_rows import SeriesPoint
from summarizer.running.store.store import Store

POINTS = (
    "period",
    "end",
    "value",
    "low",
    "high",
    "as_written",
    "document",
    "figure",
    "documents",
    "differing",
    "basis",
)
_QUOTED = "SELECT title, url, quote, value, unit FROM facts WHERE key = ? AND number = ?"


def series_as_json(found: Series, drawable: list[SeriesPoint]) -> dict[str, Any]:
    """A series with its points by place."""
    places = groupby(drawable, key=lambda point: (point.figure.adcode, point.figure.place))
    return {
        **_named(found),
        "places": [{"adcode": adcode, "name": name, "points": list(_cells(at))} for (adcode, name), at in places],
    }


def _named(found: Series) -> dict[str, Any]:
    head, scope, measure, aspect, status, base, _ = found.indicator
    return {
        "subject": head,
        "scope": scope or None,
        "unit": found.unit,
        "aspect": aspect,
        "status": status,
        "base": base or None,
        "measure": measure or None,
    }


def _cells(at: Iterator[SeriesPoint]) -> Iterator[list[Any]]:
    for point in sorted(at, key=lambda point: (point.figure.end, point.figure.start)):
        figure = point.figure
        numbers = (point.value, point.low, point.high)
        counts = (point.documents, point.differing)
        named = (figure.as_written, figure.document, figure.number)
        yield [figure.period, figure.end, *numbers, *named, *counts, figure.period_basis]


def conflict_as_json(store: Store, found: Series, pair: Contradiction) -> dict[str, Any]:
    """A contradiction with both quotes."""
    figure = pair.other
    return {
        **_named(found),
        "adcode": figure.adcode,
        "place": figure.place,
        "period": figure.period,
        "basis": list(pair.basis),
        "figures": [_quoted(store, each) for each in pair],
    }


def _quoted(store: Store, figure: Observation) -> dict[str, Any]:
    row = store.database.execute(_QUOTED, [figure.key, figure.number]).fetchone()
    title, url, quote, value, unit = row
    return {
        "document": figure.document,
        "figure": figure.number,
        "title": title,
        "published": figure.published or None,
        "url": url,
        "value": value,
        "unit": unit,
        "as_written": figure.as_written,
        "quote": quote,
    }
