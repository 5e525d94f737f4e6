"""Records of contract 1, as records of today.

They are in stores and files of versions before measures had kinds and parts. What holds of them is read; what they do
not have (points, slogans, the kind of a measure, what a figure means) stays empty. A measure's quote and description
are left out, and its quote's span takes the place of the spans of its name; places and times are words alone.
"""

from collections.abc import Mapping
from typing import Any

Content = dict[str, Any]

_GONE_OF_MEASURES = {"description", "region", "quote", "quote_span"}
_GONE_OF_FIGURES = {"region", "time"}
_FACTS = ("status", "aspect", "base", "cumulative", "new", "whole")


def is_record(content: Any) -> bool:
    """Whether an object is a record of contract 1: it has a report without points, whose parts are objects."""
    report = content.get("report") if isinstance(content, Mapping) else None
    if not isinstance(report, Mapping) or "contract" in content or "points" in report:
        return False
    return all(_is_list_of_objects(report.get(name, [])) for name in ("measures", "figures"))


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, dict) for part in value)


def record(content: Mapping[str, Any]) -> Content:
    """A record of today from one of contract 1."""
    report = content["report"]
    measures, figures = report.get("measures", []), report.get("figures", [])
    names = [measure.get("name") for measure in measures]
    today = {
        "headline": None,
        "points": [],
        "slogans": [],
        **report,
        "measures": [_measure(measure, number, figures) for number, measure in enumerate(measures)],
        "figures": [{**figure(part), "measure": _id(part.get("measure"), names)} for part in figures],
    }
    return {**content, "report": today}


def _id(name: Any, names: list[Any]) -> str | None:
    return f"m{names.index(name) + 1}" if name in names else None


def figure(content: Mapping[str, Any]) -> Content:
    """A figure of today from one of contract 1; its measure stays a name. One of today is returned as it is."""
    if "as_written" in content:
        return dict(content)
    kept = {name: value for name, value in content.items() if name not in _GONE_OF_FIGURES}
    return {
        **dict.fromkeys(_FACTS),
        **kept,
        "as_written": _as_written(content),
        "period": _period(content.get("period")),
        "place": _place(content.get("region")),
    }


def _measure(content: Content, number: int, figures: list[Content]) -> Content:
    span = content.get("quote_span")
    return {
        **dict.fromkeys(("kind", "parent", "actor", "target", "when")),
        "status": "in_force",
        **{name: value for name, value in content.items() if name not in _GONE_OF_MEASURES},
        "id": f"m{number + 1}",
        "place": _place(content.get("region")),
        "spans": [span] if span else [],
        "figures": [index for index, part in enumerate(figures) if part.get("measure") == content.get("name")],
    }


def _place(words: Any) -> Content | None:
    return {"name": words} if words else None


def _period(words: Any) -> Content | None:
    return {"iso": None, "surface": words, "inferred": False, "reason": None} if words else None


def _as_written(content: Mapping[str, Any]) -> str | None:
    """The characters of a figure's number, where its quote has the document's."""
    match content:
        case {"quote": str(quote), "quote_span": [int(first), int(last)], "span": [int(start), int(end)]}:
            inside = last - first == len(quote) and first <= start <= end <= last
            return quote[start - first : end - first] if inside else None
    return None
