"""What the viewer shows of a document, read from a store.

Rows are arrays, whose columns are listed once in `COLUMNS`, so that a page of thousands stays small. Spans are
half-open and count code points: `text_start`, `text_end` in the text that the model read, the others in the raw
document, as decisions name them.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from summarizer.checking.citing import Citation
from summarizer.checking.fields import declared
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_measures import Measure, Point
from summarizer.delivering.reviewing.decisions import as_filed, stored
from summarizer.resources import LANGUAGES, Language, sentences, table
from summarizer.running.store.citations import citations, cited_source
from summarizer.running.store.rows import parsed
from summarizer.running.store.store import Store

_SPAN, _IN_TEXT = ("start", "end"), ("text_start", "text_end")
COLUMNS = {
    "figures": (
        *(field.name for field in declared(Figure)),
        *("quote_start", "quote_end", "quote_text_start", "quote_text_end", *_SPAN, *_IN_TEXT),
    ),
    "mentions": (
        *("role", "fate", "figure", "surface", "value", "low", "high", "unit", "qualifier", "noun"),
        *(*_SPAN, *_IN_TEXT),
    ),
    "points": tuple(field.name for field in declared(Point)),
    "measures": (*(field.name for field in declared(Measure)), *_IN_TEXT, "text_spans", "description"),
    "slogans": ("text", *_IN_TEXT),
    "dates": ("surface", "iso", "inferred", "reason", "said", *_SPAN, *_IN_TEXT),
    "findings": ("code", "severity", "item", "params", "message", *_IN_TEXT),
}
_DECLARED = {"figures": declared(Figure), "points": declared(Point), "measures": declared(Measure)}
FIELDS = {
    table: [{"name": name, "type": type_, "en": field.english, "zh": field.chinese} for name, type_, field in fields]
    for table, fields in _DECLARED.items()
}
_OBJECTS = {table: {name for name, type_, _ in fields if type_ == "object"} for table, fields in _DECLARED.items()}
_OBJECTS["measures"].add("text_spans")
MESSAGES = sentences("messages", "zh") | sentences("errors", "zh")
LABELS = {key: [chinese, english] for key, english, chinese in table("labels")}

_EXCHANGES = """
SELECT model, prompt, replayed, round, input_tokens, output_tokens, cost_usd
FROM asked JOIN exchanges USING (digest) WHERE document = ? ORDER BY number
"""


def run_key(store: Store) -> str:
    """A name for a run's documents as they are: what decisions made in a browser are kept under."""
    rows = store.database.execute("SELECT id, sha256 FROM documents WHERE position NOT NULL ORDER BY id")
    return hashlib.sha256(
        json.dumps([list(row) for row in rows], allow_nan=False).encode("utf-8", "surrogatepass")
    ).hexdigest()[:16]


def document(store: Store, key: int) -> dict[str, Any]:
    """All that is shown of one document, by its number in the store; where that can't be made, a failed document."""
    [note] = _all(store, "SELECT id, path, sha256 FROM documents WHERE document = ?", key)
    with store.delivering(note["id"]):
        return _document(store, key)
    note |= dict.fromkeys(("title", "url", "published", "encoding", "form", "text"))
    note |= {"columns": {}, "pages": [], "tables": [], "input_tokens": 0, "output_tokens": 0}
    note |= {"status": "failed", "error_code": "internal_error", "error_message": store.undelivered[note["id"]]}
    empty: dict[str, Any] = {table: [] for table in (*COLUMNS, "exchanges", "decisions")}
    return {"note": note, "report": None, "citations": {}, **empty}


def _document(store: Store, key: int) -> dict[str, Any]:
    [note] = _all(
        store,
        "SELECT id, path, title, published, encoding, sha256, form, columns, text, anchors, tables, status, error_code, error_message,"
        " CASE WHEN json_valid(record) THEN json_extract(record, '$.error.params') END AS error_params, input_tokens, output_tokens FROM documents WHERE document = ?",
        key,
    )
    note["columns"] = _object(store, note["id"], "record", note["columns"])
    note["pages"] = _pages(parsed(note.pop("anchors") or "[]") or [])
    note["tables"] = parsed(note["tables"] or "[]") or []
    reports = _all(store, "SELECT * FROM reports WHERE document = ?", key)
    for report in reports:
        report["set_aside"] = _object(store, note["id"], "record", report["set_aside"])
    _, source = cited_source(store, key)
    note["url"] = source.url
    note["cited"] = {language: source.around(language) for language in LANGUAGES}
    return {
        "note": note,
        "report": reports[0] if reports else None,
        "citations": {table: list(map(_cited, found)) for table, found in citations(store, key).items()},
        **{table: list(_rows(store, table, columns, key)) for table, columns in COLUMNS.items()},
        "exchanges": _all(store, _EXCHANGES, key),
        "decisions": [as_filed(decision) for decision in stored(store, [key])],
    }


def _cited(citation: Citation | None) -> tuple[str, str, dict[Language, str]] | None:
    """What a citation has of its own: the quote, what follows the address of the document, and what ends the quote."""
    if citation is None:
        return None
    endings = {language: citation.ending(language) for language in LANGUAGES} if citation.where else {}
    return citation.quote, citation.fragment if citation.link else "", endings


def _pages(anchors: list[list[Any]]) -> list[list[int]]:
    """Where in the text each page begins, and its number."""
    pages = [(page, next(found)) for page, found in groupby(anchors, key=itemgetter(1))]
    return [[first[0], page] for page, first in pages if page]


def _object(store: Store, document_id: str, kind: str, stored: str) -> dict[str, Any]:
    """An object of JSON; an empty one where it is damaged, which the store then knows."""
    content = parsed(stored)
    if isinstance(content, dict):
        return content
    store.unreadable[kind].add(document_id)
    return {}


def _rows(store: Store, table: str, columns: Sequence[str], key: int) -> Iterator[list[Any]]:
    names = ", ".join(f'"{name}"' for name in columns)
    objects = _OBJECTS.get(table, set())
    for row in store.database.execute(f"SELECT {names} FROM {table} WHERE document = ? ORDER BY number", [key]):  # noqa: S608 - names are ours
        yield [parsed(cell) if name in objects and cell else cell for name, cell in zip(columns, row, strict=True)]


def _all(store: Store, query: str, *values: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in store.database.execute(query, values)]
