"""Documents as rows of Arrow.

A reader of ours gives rows of `DOCUMENTS`. Rows of your own need a column with the text, of a usual name (`正文`, `content`,
`text` …) or one that `text_column` names; `id` and `path` are what they say, and the other columns come along with the record.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from summarizer.checking.record import ErrorNote
from summarizer.errors import InputError
from summarizer.models import Anchor, Document
from summarizer.reading.inputs.columns import text_columns
from summarizer.reading.inputs.documents import InputRef, UnreadableInput
from summarizer.reading.inputs.items import document
from summarizer.reading.inputs.lazy_inputs import sound
from summarizer.resources import message, restored
from summarizer.running.store.freshness import digest_by
from summarizer.running.store.rows import as_json

DOCUMENTS = pa.schema(
    {
        "key": pa.string(),
        "id": pa.string(),
        "path": pa.string(),
        "sha256": pa.string(),
        "encoding": pa.string(),
        "form": pa.string(),
        "columns": pa.string(),
        "raw": pa.string(),
        "anchors": pa.string(),
        "removed": pa.string(),
        "error": pa.string(),
    }
)
"""A document that was read, or why it could not be (`error`); `columns`, `anchors`, `removed` and `error` are JSON."""

Row = Mapping[str, Any]


def read_row(key: str, read: Document | UnreadableInput) -> dict[str, Any]:
    """A row of `DOCUMENTS`."""
    known = {"key": key, "id": read.id, "path": read.path, "sha256": read.sha256}
    if isinstance(read, UnreadableInput):
        return known | {"error": as_json(ErrorNote.of(read.error).model_dump())}
    return known | {
        "encoding": read.encoding,
        "form": read.form,
        "columns": as_json(dict(read.columns)),
        "raw": read.raw,
        "anchors": as_json(list(read.anchors)),
        "removed": as_json(dict(read.removed)),
    }


def documents_of(
    batch: pa.Table, plan_digest: str, text_column: str | Sequence[str] | None = None
) -> Iterator[tuple[str, Document | UnreadableInput]]:
    """The documents of a batch, each with the key of its row: what its record rests on (`freshness.digest_of`)."""
    if set(DOCUMENTS.names) <= set(batch.column_names):
        for row in batch.to_pylist():
            yield row["key"], _read(row)
        return
    wanted = (text_column,) if isinstance(text_column, str) else tuple(text_column or ())
    for row in batch.to_pylist():
        sighting, read = _of_own_columns(row, wanted)
        yield digest_by(plan_digest, sighting), read


def document_of(row: Row, columns: Mapping[str, Any]) -> Document:
    """The document that a row has the words of."""
    anchors = tuple(Anchor(*anchor) for anchor in json.loads(row["anchors"] or "[]"))
    removed = json.loads(row["removed"] or "{}")
    named = (row["id"], row["path"], row["raw"], row["encoding"] or "", row["sha256"])
    return Document(*named, columns, row["form"] or "", anchors, removed)


def _read(row: Row) -> Document | UnreadableInput:
    if row["error"] is None:
        return document_of(row, json.loads(row["columns"] or "{}"))
    note = ErrorNote.model_validate_json(row["error"])
    error = InputError(restored(note.code, note.params, note.message), note.code)
    return UnreadableInput(row["id"], row["path"], row["sha256"], error)


def _of_own_columns(row: dict[str, Any], wanted: Sequence[str]) -> tuple[InputRef, Document | UnreadableInput]:
    """A row of somebody's own table; without an `id`, it has the beginning of the text's hash."""
    names = text_columns(row, wanted)
    texts = {name: row[name] for name in names if isinstance(row[name], str) and row[name].strip()}
    chosen = next(iter([*texts, *names]), "")
    name, path = str(row.get("id") or ""), str(row.get("path") or "")
    columns = {column: value for column, value in row.items() if column != chosen}
    made = document(Document(name, path, texts.get(chosen, ""), columns=columns))
    named = replace(made, id=name or made.sha256[:16])
    sighting = InputRef(named.id, named.path, named.sha256, named.columns)
    try:
        return sighting, replace(named, raw=_text(row, chosen))
    except InputError as error:
        return sighting, UnreadableInput(named.id, named.path, named.sha256, error)


def _text(row: Row, chosen: str) -> str:
    """The text of a row; raises InputError where it has none."""
    text = row.get(chosen)
    if not isinstance(text, str):
        raise InputError(message("bad_row.no_text", column=chosen) if chosen else message("bad_row.no_column"))
    return sound(text)
