"""Citations of a store's figures and measures, from the text that was read of each document.

`facts` has those of figures as a column, made by a function that SQL calls: `citation('en', …)`.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any

from summarizer.checking.citing import Citation, CitedSource
from summarizer.models import Span
from summarizer.resources import Language
from summarizer.running.store.delivered import DeliveredRecords

_SOURCE = ("title", "publisher", "published", "sha256", "url")
_OF_DOCUMENT = ", ".join(f"documents.{name}" for name in ("text", *_SOURCE))
_PARTS = {
    "figures": ("quote", "quote_start", "quote_text_start", "quote_text_end", "coalesce(cell, page)"),
    "measures": ("name", "start", "text_start", "text_end", "NULL"),
}


def give_citations(database: sqlite3.Connection) -> None:
    """Give a connection the function that `fact_sql.citation_sql` calls."""
    count = 1 + len(_PARTS["figures"]) + 1 + len(_SOURCE)
    database.create_function("citation", count, _citation_text, deterministic=True)


def _citation_text(language: Language, *cells: Any) -> str | None:
    words, text, source = cells[:5], cells[5], CitedSource(*cells[6:])
    citation = _citation(words, text, source)
    return citation.text(language) if citation else None


def _citation(cells: Sequence[Any], text: str | None, source: CitedSource) -> Citation | None:
    """The citation of words with their place in the raw document and in its text; None where they have none there."""
    words, start, text_start, text_end, where = cells
    if start is None or not words.strip():
        return None
    return Citation.of(words, source, text, None if text_start is None else Span(text_start, text_end), where)


def cited_source(store: DeliveredRecords, key: int) -> tuple[str | None, CitedSource]:
    """The text of a document, by its number in the store, and what a citation says of it."""
    query = f"SELECT {_OF_DOCUMENT} FROM documents WHERE document = ?"  # noqa: S608 - ours
    text, *known = store.database.execute(query, [key]).fetchone()
    return text, CitedSource(*known)


def citations(store: DeliveredRecords, key: int) -> dict[str, list[Citation | None]]:
    """The citations of a document's `figures` and `measures`, in their order; None where the words are not in it."""
    text, source = cited_source(store, key)
    return {
        table: [_citation(tuple(row), text, source) for row in store.database.execute(_rows_of(table), [key])]
        for table in _PARTS
    }


def citations_of(store: DeliveredRecords, document_id: str) -> list[Citation]:
    """The citations of a document by its id: those of its figures, then those of its measures."""
    [key] = store.database.execute("SELECT document FROM documents WHERE id = ?", [document_id]).fetchone()
    return [citation for found in citations(store, key).values() for citation in found if citation]


def _rows_of(table: str) -> str:
    columns = ", ".join(_PARTS[table])
    return f"SELECT {columns} FROM {table} WHERE document = ? ORDER BY number"  # noqa: S608 - ours
