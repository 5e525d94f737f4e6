"""The texts of a run as documents: what a text is checked against, by `--source OUT`.

A document of a store is a row of it, as one of a table: its path is that of the store, its characters are
`documents.text`, which its spans count, and its columns say when it was published. So a store is all that is needed, though
the files that it was made from are gone.
"""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property

from summarizer.checking.texts.source_index import Key, title_keys
from summarizer.models import Document
from summarizer.running.store.rows import parsed
from summarizer.running.store.store import Store

_IDS = "SELECT document, id FROM documents WHERE position NOT NULL AND text NOT NULL ORDER BY position, id"
_KEYS = (
    "SELECT document, value FROM mentions WHERE value NOT NULL",
    "SELECT document, noun FROM mentions WHERE noun NOT NULL",
    "SELECT document, iso FROM dates WHERE iso NOT NULL",
    "SELECT document, county FROM reports WHERE county NOT NULL",
    "SELECT document, town FROM reports WHERE town NOT NULL",
)
_TITLES = "SELECT document, title FROM documents WHERE position NOT NULL AND text NOT NULL AND title NOT NULL"


class StoredTexts:
    """The texts of the delivered documents of a store, known by the numbers that the store gives them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def ids(self) -> Mapping[int, str]:
        """The ids of the documents by their numbers, in the order of the inputs."""
        found = self._store.database.execute(_IDS)
        return dict(tuple(row) for row in found)

    def document(self, number: int) -> Document:
        """A document with the text that was read of it."""
        row = self._store.database.execute(
            "SELECT id, text, title, published, columns FROM documents WHERE document = ?", [number]
        ).fetchone()
        columns = parsed(row["columns"])
        stated = {name: row[name] for name in ("title", "published") if row[name]}
        digest = hashlib.sha256(row["text"].encode("utf-8", "surrogatepass")).hexdigest()
        columns = {**(columns if isinstance(columns, dict) else {}), **stated}
        return Document(row["id"], str(self._store), row["text"], sha256=digest, columns=columns)

    def keyed(self) -> Iterator[tuple[int, Key]]:
        """Numbers of documents, each with a key of it."""
        for query in _KEYS:
            yield from self._store.database.execute(query)
        for number, title in self._store.database.execute(_TITLES):
            yield from ((number, key) for key in title_keys(title))
