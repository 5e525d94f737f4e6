"""Records as rows of Arrow: what `SummarizeBatch` gives, and `collecting` takes.

A row holds all that a store needs: the record as a line of `reports.jsonl`, the document that was read, the fates of its
numbers, and every exchange. So Parquet of it can be collected where the inputs are no more.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pyarrow as pa

from summarizer.asking.recording import Exchange
from summarizer.checking.jsonl import line
from summarizer.checking.ledger import MentionStatus
from summarizer.checking.record import Record
from summarizer.errors import InputError, Message
from summarizer.models import Document, Scan
from summarizer.reading.inputs.documents import UnreadableInput
from summarizer.running.arrow.document_rows import Row, document_of, read_row
from summarizer.running.store.rows import as_json
from summarizer.scanning.scanner import scan_document
from summarizer.summarizing.outcome import Outcome

_EXCHANGE = pa.struct(
    {
        "digest": pa.string(),
        "paid": pa.bool_(),
        "cost_usd": pa.float64(),
        "request": pa.string(),
        "response": pa.string(),
    }
)
RECORDS = pa.schema(
    {
        "key": pa.string(),
        "id": pa.string(),
        "path": pa.string(),
        "sha256": pa.string(),
        "status": pa.string(),
        "error_code": pa.string(),
        "title": pa.string(),
        "published": pa.string(),
        "adcode": pa.string(),
        "figures": pa.int32(),
        "verified": pa.int32(),
        "missed": pa.int32(),
        "input_tokens": pa.int64(),
        "output_tokens": pa.int64(),
        "record": pa.string(),
        "fates": pa.string(),
        "reasons": pa.string(),
        "exchanges": pa.list_(_EXCHANGE),
        "encoding": pa.string(),
        "form": pa.string(),
        "raw": pa.string(),
        "anchors": pa.string(),
        "removed": pa.string(),
    }
)
"""A document and its record; `record`, `fates`, `reasons`, `anchors`, `removed`, `request` and `response` are JSON.

`key` is what the record rests on (`freshness.digest_of`), and names the row. `fates` has, for each number of role figure, its
place in the text, its fate, and the place of the number that it repeats. `reasons` has why the time of a
figure (by its index) was inferred, as a message that can be said in both languages. `exchanges` are those of the record; `paid` means
that a model was asked for it here.
"""


class KeptExchange(NamedTuple):
    """An exchange of a record, whether it was paid for, and what it cost in US dollars, if that is known."""

    exchange: Exchange
    paid: bool
    cost_usd: float | None


def record_row(
    key: str, read: Document | UnreadableInput, outcome: Outcome, asked: Sequence[KeptExchange]
) -> dict[str, Any]:
    """A row of `RECORDS`."""
    note = outcome.record.document
    return {
        **{name: value for name, value in read_row(key, read).items() if name in RECORDS.names},
        **note.model_dump(include={"id", "path", "sha256", "title", "published"}),
        **_flat(outcome.record),
        "record": line(outcome.record),
        "fates": as_json([_fate(status) for status in outcome.fates]),
        "reasons": as_json(dict(_reasons(outcome.record))),
        "exchanges": [_exchange(kept) for kept in asked],
    }


def outcome_of(row: Row) -> Outcome:
    """The outcome that a row holds; its document is scanned again. Raises pydantic's ValidationError for a row of others."""
    record = Record.model_validate_json(row["record"])
    scan = _scan(row, record)
    for number, reason in json.loads(row["reasons"]).items():
        _restore_reason(record, int(number), reason)
    return Outcome(record, scan, tuple(_fates(row["fates"], scan)) if scan else ())


def exchanges_of(row: Row) -> Iterator[KeptExchange]:
    """The exchanges that a row keeps."""
    for kept in row["exchanges"] or ():
        exchange = Exchange(kept["digest"], json.loads(kept["request"]), json.loads(kept["response"]))
        yield KeptExchange(exchange, kept["paid"], kept["cost_usd"])


def _flat(record: Record) -> dict[str, Any]:
    """What one looks for first: the state of a record, its place, its counts."""
    region = record.report.region if record.report else None
    ledger = record.ledger.model_dump(include={"figures", "verified", "missed"}) if record.ledger else {}
    return {
        "status": record.status,
        "error_code": record.error.code if record.error else None,
        "adcode": region.adcode if region else None,
        **ledger,
        "input_tokens": sum(part.input_tokens or 0 for part in record.exchanges),
        "output_tokens": sum(part.output_tokens or 0 for part in record.exchanges),
    }


def _fate(status: MentionStatus) -> list[Any]:
    return [status.mention.text_start, status.fate, status.same_as.text_start if status.same_as else None]


def _fates(stored: str, scan: Scan) -> Iterator[MentionStatus]:
    """The fates of the numbers that are still read so."""
    mentions = {mention.text_start: mention for mention in scan.mentions if mention.role == "figure"}
    for start, fate, same_as in json.loads(stored):
        if start in mentions:
            yield MentionStatus(mentions[start], fate, mentions.get(same_as))


def _reasons(record: Record) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, figure in enumerate(record.report.figures if record.report else ()):
        if figure.period is not None and isinstance(figure.period.reason, Message):
            yield str(number), figure.period.reason.as_json()


def _restore_reason(record: Record, number: int, reason: Mapping[str, Any]) -> None:
    period = record.report.figures[number].period if record.report else None
    if period is not None and period.reason is not None:
        period.reason = Message.of(period.reason, reason["key"], reason["params"])


def _exchange(kept: KeptExchange) -> Mapping[str, Any]:
    exchange = kept.exchange
    return {
        "digest": exchange.digest,
        "paid": kept.paid,
        "cost_usd": kept.cost_usd,
        "request": as_json(exchange.request),
        "response": as_json(exchange.response),
    }


def _scan(row: Row, record: Record) -> Scan | None:
    if row["raw"] is None:
        return None
    try:
        return scan_document(document_of(row, record.document.columns))
    except InputError:
        return None
