"""What the viewer shows, read from a store: an index of all documents, totals over all, and each document whole.

Rows are arrays, whose columns are listed once in `COLUMNS`, so that a page of thousands stays small. Spans are
half-open and count code points: `text_start`, `text_end` in the text that the model read, the others in the raw
document, as decisions name them. Documents are numbered by their place in the index, in the order of the inputs.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from summarizer.checking.fields import declared
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_measures import Measure, Point
from summarizer.delivering.reviewing.decisions import REVIEWS, as_filed, stored
from summarizer.delivering.reviewing.settled_findings import is_settled, settled_items
from summarizer.resources import messages
from summarizer.running.store.rows import parsed
from summarizer.running.store.store import Store

INDEX = (
    *("id", "title", "published", "status", "error_code"),
    *("region", "province", "city", "county", "town", "adcode"),
    *("figures", "verified", "reported", "restated", "missed"),
    *("errors", "warnings", "infos", "codes", "reviewed"),
)
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
    "dates": ("surface", "iso", "inferred", "reason", "said", *_IN_TEXT),
    "findings": ("code", "severity", "item", "params", "message", *_IN_TEXT),
}
_DECLARED = {"figures": declared(Figure), "points": declared(Point), "measures": declared(Measure)}
FIELDS = {
    table: [{"name": name, "type": type_, "en": field.english, "zh": field.chinese} for name, type_, field in fields]
    for table, fields in _DECLARED.items()
}
_OBJECTS = {table: {name for name, type_, _ in fields if type_ == "object"} for table, fields in _DECLARED.items()}
_OBJECTS["measures"].add("text_spans")
MESSAGES = messages("zh")
MOST_MEASURES = 24

_INDEXED = f"""
SELECT d.document, d.id, coalesce(d.title, substr(d.text, 1, 40) || '…') AS title, coalesce(r.published, d.published) AS published, d.status, d.error_code,
       r.region, r.province, r.city, r.county, r.town, r.adcode,
       r.figures, r.verified, r.reported, r.restated, r.missed,
       coalesce(f.errors, 0) AS errors, coalesce(f.warnings, 0) AS warnings, coalesce(f.infos, 0) AS infos,
       coalesce(f.codes, '') AS codes, who AS reviewed
FROM documents AS d LEFT JOIN reports AS r USING (document)
LEFT JOIN (SELECT document, sum(severity = 'error') AS errors, sum(severity = 'warning') AS warnings,
                  sum(severity = 'info') AS infos, group_concat(DISTINCT code) AS codes
           FROM findings GROUP BY document) AS f USING (document)
LEFT JOIN ({REVIEWS}) USING (document)
WHERE d.position NOT NULL ORDER BY d.position, d.id
"""  # noqa: S608 - ours
_VERDICTS = """
SELECT coalesce(verdict, 'missed') AS name, count(*) AS figures FROM figures JOIN documents USING (document)
WHERE position NOT NULL GROUP BY 1 ORDER BY 2 DESC
"""
_KINDS = """
SELECT kind AS name, count(*) AS measures, count(DISTINCT document) AS documents,
       count(*) FILTER (WHERE measures.status IN ('planned', 'called_for')) AS ahead,
       count(*) FILTER (WHERE measures.status = 'ended') AS ended
FROM measures JOIN documents USING (document) WHERE position NOT NULL AND kind NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1
"""
_MEASURES = """
SELECT measures.name, count(*) AS figures, count(DISTINCT figures.document) AS documents
FROM figures JOIN measures ON measures.document = figures.document AND measures.id = figures.measure
JOIN documents ON documents.document = figures.document
WHERE position NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?
"""
_CODES = """
SELECT code AS name, severity, count(*) AS findings, count(DISTINCT document) AS documents
FROM findings JOIN documents USING (document) WHERE position NOT NULL GROUP BY 1, 2 ORDER BY severity, 3 DESC
"""
_MODELS = """
SELECT model AS name, count(*) AS answers, sum(paid) AS paid, sum(input_tokens) AS input_tokens,
       sum(output_tokens) AS output_tokens, sum(cost_usd) AS cost_usd
FROM exchanges GROUP BY 1 ORDER BY 2 DESC
"""
_EXCHANGES = """
SELECT model, prompt, replayed, round, input_tokens, output_tokens, cost_usd
FROM asked JOIN exchanges USING (digest) WHERE document = ? ORDER BY number
"""
_DECIDED = """
SELECT count(*) AS decisions FROM decisions JOIN documents USING (document)
WHERE position NOT NULL AND decisions.sha256 IS documents.sha256
"""


class Index(NamedTuple):
    """The delivered documents in the order of the inputs: a row of `INDEX` each, and the store's own number."""

    rows: list[list[Any]]
    keys: list[int]

    def without_reports_of(self, failed: Mapping[str, str]) -> "Index":
        """The index with these documents, by id, as failed ones."""
        shown = dict.fromkeys(INDEX[5:]) | {"status": "failed", "error_code": "internal_error", "codes": ""}
        shown |= dict.fromkeys(("errors", "warnings", "infos"), 0)
        return self._replace(rows=[_changed(row, shown) if row[0] in failed else row for row in self.rows])

    def updated(self, later: "Index") -> "Index":
        """The documents of this index as a later one has them; their places stay."""
        rows = dict(zip(later.keys, later.rows, strict=True))
        return Index([rows.get(key, row) for key, row in zip(self.keys, self.rows, strict=True)], self.keys)


def _changed(row: list[Any], shown: Mapping[str, Any]) -> list[Any]:
    return [shown.get(name, cell) for name, cell in zip(INDEX, row, strict=True)]


def index(store: Store) -> Index:
    """All delivered documents, as they are at this moment; errors and warnings are those that no decision settles."""
    found = store.database.execute(_INDEXED).fetchall()
    settled = settled_items(store)
    rows = [{name: row[name] for name in INDEX} | _left(store, row, settled) for row in found]
    return Index([[row[name] for name in INDEX] for row in rows], [row["document"] for row in found])


def _left(store: Store, row: Mapping[str, Any], settled: Mapping[int, set[str]]) -> dict[str, Any]:
    """What is left to review of a document that somebody decided on something in."""
    items = settled.get(row["document"])
    if not items or row["status"] == "failed":
        return {}
    found = store.database.execute("SELECT severity, item FROM findings WHERE document = ?", [row["document"]])
    left = Counter(severity for severity, item in found if not is_settled(item, items))
    return {"errors": left["error"], "warnings": left["warning"], "status": "flagged" if left["error"] else "ok"}


def totals(store: Store) -> dict[str, Any]:
    """Totals over all documents: figures by verdict and measure, measures by kind, findings by code, answers by model."""
    return {
        "verdicts": _all(store, _VERDICTS),
        "kinds": _all(store, _KINDS),
        "measures": _all(store, _MEASURES, MOST_MEASURES),
        "codes": _all(store, _CODES),
        "models": _all(store, _MODELS),
        **_all(store, _DECIDED)[0],
        "settings": store.settings,
    }


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
    note |= dict.fromkeys(("title", "published", "encoding", "text"))
    note |= {"columns": {}, "tables": [], "input_tokens": 0, "output_tokens": 0}
    note |= {"status": "failed", "error_code": "internal_error", "error_message": store.undelivered[note["id"]]}
    empty: dict[str, Any] = {table: [] for table in (*COLUMNS, "exchanges", "decisions")}
    return {"note": note, "report": None, **empty}


def _document(store: Store, key: int) -> dict[str, Any]:
    [note] = _all(
        store,
        "SELECT id, path, title, published, encoding, sha256, columns, text, tables, status, error_code, error_message,"
        " input_tokens, output_tokens FROM documents WHERE document = ?",
        key,
    )
    note["columns"] = _object(store, note["id"], "record", note["columns"])
    note["tables"] = parsed(note["tables"] or "[]") or []
    reports = _all(store, "SELECT * FROM reports WHERE document = ?", key)
    for report in reports:
        report["set_aside"] = _object(store, note["id"], "record", report["set_aside"])
    return {
        "note": note,
        "report": reports[0] if reports else None,
        **{table: list(_rows(store, table, columns, key)) for table, columns in COLUMNS.items()},
        "exchanges": _all(store, _EXCHANGES, key),
        "decisions": [as_filed(decision) for decision in stored(store, [key])],
    }


def _object(store: Store, document_id: str, kind: str, stored: str) -> dict[str, Any]:
    """An object of JSON; an empty one where it is damaged, which the store then knows."""
    content = parsed(stored)
    if isinstance(content, dict):
        return content
    store.unreadable[kind].add(document_id)
    return {}


def holding(store: Store, words: str) -> set[int]:
    """The numbers of the documents whose texts hold these words; small and capital letters are one."""
    found = store.database.execute("SELECT document FROM documents WHERE instr(lower(text), lower(?))", [words])
    return {row["document"] for row in found}


def _rows(store: Store, table: str, columns: Sequence[str], key: int) -> Iterator[list[Any]]:
    names = ", ".join(f'"{name}"' for name in columns)
    objects = _OBJECTS.get(table, set())
    for row in store.database.execute(f"SELECT {names} FROM {table} WHERE document = ? ORDER BY number", [key]):  # noqa: S608 - names are ours
        yield [_object_of(cell) if name in objects and cell else cell for name, cell in zip(columns, row, strict=True)]


def _object_of(cell: str) -> Any:
    """The object of a cell; the reason of a period has its key and parameters too, for other languages."""
    value = parsed(cell)
    if isinstance(value, dict) and isinstance(reason := value.get("reason"), str):
        value["said"] = _said(reason)
    return value


@cache
def _said(reason: str) -> str | None:
    """A reason as a date has it, by its key and parameters; None for words that no message has."""
    for key, pattern in _reasons():
        if found := pattern.fullmatch(reason):
            return json.dumps({"key": key, "params": found.groupdict()}, ensure_ascii=False)
    return None


@cache
def _reasons() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The English reasons of dates, each as a pattern of its parameters; those with the most words of their own first."""
    reasons = [(key, re.split(r"\{(\w+)\}", words)) for key, words in messages("en").items() if key.startswith("date.")]
    reasons.sort(key=lambda reason: -sum(map(len, reason[1][::2])))
    return tuple((key, re.compile("".join(map(_pattern, enumerate(parts))))) for key, parts in reasons)


def _pattern(part: tuple[int, str]) -> str:
    number, words = part
    return f"(?P<{words}>.+)" if number % 2 else re.escape(words)


def _all(store: Store, query: str, *values: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in store.database.execute(query, values)]
