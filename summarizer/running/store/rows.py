"""A record and its scan as rows of the store's tables."""

import json
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple, Self

from pydantic import BaseModel

from summarizer.checking.fields import declared
from summarizer.checking.jsonl import line
from summarizer.checking.record import Finding, Record, Report
from summarizer.checking.repetitions import repetitions
from summarizer.checking.report_measures import Measure
from summarizer.checking.report_values import RawSpan, ReportDate, ReportPeriod
from summarizer.errors import Message
from summarizer.models import Anchor, Scan, Text
from summarizer.scanning.tables.table_rows import drawn_tables
from summarizer.summarizing.outcome import Outcome

Row = dict[str, Any]


class DocumentRows(NamedTuple):
    """The record of a document, its row, and the rows of other tables that tell of it, without their `document` and `number`."""

    record: Record
    document: Row
    parts: list[tuple[str, list[Row]]]

    @classmethod
    def of(cls, outcome: Outcome) -> Self:
        return cls(outcome.record, _document(outcome), list(_parts(outcome)))


_BEYOND_SQLITE = 2**63


# A record that is JSON, and the record of a document.
SOUND = (
    "CASE WHEN json_valid(record) THEN json_type(record, '$.document.id') = 'text'"
    " AND json_type(record, '$.status') = 'text' ELSE 0 END"
)


def parsed(stored: str) -> Any:
    """The value of a column that holds JSON; None where it is damaged."""
    try:
        return json.loads(stored)
    except (ValueError, RecursionError):
        return None


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _document(outcome: Outcome) -> Row:
    record, scan = outcome.record, outcome.scan
    note = record.document
    return {
        **note.model_dump(include={"id", "path", "title", "published", "encoding", "sha256"}),
        "form": note.form,
        "columns": as_json(note.columns),
        "url": note.url,
        "publisher": note.publisher,
        "text": scan.text.content if scan else None,
        "anchors": as_json(_anchors(scan.text)) if scan and scan.text.anchors else None,
        "tables": as_json(drawn_tables(scan.text)) if scan and scan.text.tables else None,
        "status": record.status,
        "error_code": record.error.code if record.error else None,
        "error_message": record.error.message if record.error else None,
        "input_tokens": sum(part.input_tokens or 0 for part in record.exchanges),
        "output_tokens": sum(part.output_tokens or 0 for part in record.exchanges),
        "record": line(record),
    }


def _anchors(text: Text) -> list[Anchor]:
    """The anchors at places of the text; of several at one, those before it have no words."""
    places: dict[int, Anchor] = {}
    for anchor in text.anchors:
        place = bisect_left(text.starts, anchor.start)
        while text.content[place : place + 1].isspace():
            place += 1
        places[place] = anchor._replace(start=place)
    places.pop(len(text.content), None)
    return list(places.values())


def _parts(outcome: Outcome) -> Iterator[tuple[str, list[Row]]]:
    record, scan = outcome.record, outcome.scan
    yield "asked", [part.model_dump(include={"digest", "prompt", "replayed"}) for part in record.exchanges]
    yield "findings", [{**finding(part), **_both("", part.span, scan)} for part in record.findings]
    if record.report is None or record.ledger is None or scan is None:
        return
    yield "reports", [_report(record, scan)]
    yield "points", [columns(part) for part in record.report.points]
    yield "slogans", [{"text": part.text, **_both("", part.span, scan)} for part in record.report.slogans]
    yield "measures", [_measure(part, scan) for part in record.report.measures]
    repeats = repetitions(record.report.figures)
    yield (
        "figures",
        [
            {
                **columns(part),
                "period": _period(part.period),
                "repeats": repeats.get(number),
                **_both("quote_", part.quote_span, scan),
                **_both("", part.span, scan),
            }
            for number, part in enumerate(record.report.figures)
        ],
    )
    yield "mentions", list(_mentions(outcome, scan))
    stated = ("surface", "iso", "reason", "start", "end", "text_start", "text_end")
    yield (
        "dates",
        [
            {**_fields(part, stated), "inferred": int(part.inferred), "said": _said(part.reason)}
            for part in scan.dates
            if part.kind == "date"
        ],
    )


def finding(part: Finding) -> Row:
    """A finding without its span, as its columns hold it."""
    return {**part.model_dump(include={"code", "severity", "item", "message"}), "params": as_json(part.params)}


def _report(record: Record, scan: Scan) -> Row:
    assert record.report is not None and record.ledger is not None  # noqa: S101, PT018 - `_parts` saw to it
    ledger = record.ledger.model_dump(exclude={"by_verdict", "set_aside"})
    return {
        **overview(record.report),
        "published_said": _said(scan.published.reason if scan.published else None),
        **ledger,
        "set_aside": as_json(record.ledger.set_aside),
    }


def overview(report: Report) -> Row:
    """What a report says of the document as a whole, as the columns of `reports` hold it."""
    region, published = report.region, report.published
    place = region.model_dump() if region else {}
    return {
        "headline": report.headline,
        "summary": report.summary,
        "region": place.pop("name", None),
        **{name: place.get(name) for name in ("province", "city", "county", "town", "adcode", "towncode", "level")},
        "published": published.iso if published else None,
        "published_inferred": int(published.inferred) if published else None,
        "published_reason": published.reason if published else None,
    }


def date(part: ReportDate) -> Row:
    """A date of a report, as its columns hold it; its span in the text is not known."""
    return part.model_dump() | {"inferred": int(part.inferred)}


def _measure(part: Measure, scan: Scan) -> Row:
    inner = [scan.text.text_span(*span) for span in part.spans]
    return {
        **columns(part),
        **_both("", first_span(part), scan),
        "text_spans": as_json([span for span in inner if span]),
    }


def _mentions(outcome: Outcome, scan: Scan) -> Iterator[Row]:
    fates = {fate.mention.text_start: fate for fate in outcome.fates}
    assert outcome.record.report is not None  # noqa: S101 - `_parts` saw to it
    tellers = {
        figure.span: number
        for number, figure in enumerate(outcome.record.report.figures)
        if figure.verdict in {"verified", None}
    }
    columns_of_mention = ("role", "surface", "value", "low", "high", "unit", "qualifier", "noun", "start", "end")
    for mention in scan.mentions:
        fate = fates.get(mention.text_start)
        carrier = (fate.same_as or mention) if fate else mention
        yield {
            **_fields(mention, (*columns_of_mention, "text_start", "text_end")),
            "fate": fate.fate if fate else None,
            "figure": tellers.get((carrier.start, carrier.end)) if fate else None,
        }


def _period(period: ReportPeriod | None) -> str | None:
    """A time as its column holds it: with its reason by key and parameters, as `said`, where the rules gave it."""
    if period is None:
        return None
    reason = _said(period.reason)
    return as_json(period.model_dump(mode="json") | ({"said": reason} if reason else {}))


def _said(reason: str | None) -> str | None:
    """A reason by its key and parameters, for other languages."""
    return as_json(reason.as_json()) if isinstance(reason, Message) else None


def first_span(measure: Measure) -> RawSpan | None:
    """Where the name of a measure appears first."""
    return measure.spans[0] if measure.spans else None


def columns(part: BaseModel) -> Row:
    """The declared fields of a figure, measure or point, as its columns hold them."""
    fields = part.model_dump(mode="json", include={field.name for field in declared(type(part))})
    return {name: _storable(value) for name, value in fields.items()}


def _fields(part: object, names: tuple[str, ...]) -> Row:
    return {name: _storable(getattr(part, name)) for name in names}


def _storable(value: Any) -> Any:
    """What SQLite can hold: an object as JSON; a whole number beyond 64 bits as its nearest float (whole in the record)."""
    if isinstance(value, dict | list | tuple):
        return as_json(value)
    return float(value) if isinstance(value, int) and abs(value) >= _BEYOND_SQLITE else value


def _both(prefix: str, span: RawSpan | None, scan: Scan | None) -> Row:
    """The raw span of a part and its span in the text, as columns; null where it has none."""
    inner = scan.text.text_span(*span) if span and scan else None
    start, end = span or (None, None)
    text_start, text_end = inner or (None, None)
    return {
        f"{prefix}start": start,
        f"{prefix}end": end,
        f"{prefix}text_start": text_start,
        f"{prefix}text_end": text_end,
    }
