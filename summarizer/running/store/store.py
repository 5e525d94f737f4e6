"""The store of a run: documents with all that is known of them, and every exchange, in `run.sqlite`.

A document is saved whole in one transaction, or not at all; an exchange is committed before anybody parses its
answer. So a process may be killed at any moment: what was saved is right, and what was paid for is there.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from filelock import FileLock

from summarizer.asking.recording import Exchange, is_completion
from summarizer.asking.token_counts import estimated_tokens
from summarizer.checking.fact_table import FactTable
from summarizer.running.store import decided, rows
from summarizer.running.store.citations import give_citations
from summarizer.running.store.database import FILE, connect, connect_to_read, failure, lock, remove, transaction
from summarizer.running.store.delivered import DeliveredRecords
from summarizer.running.store.facts_view import every_fact, view
from summarizer.running.store.rows import SOUND, DocumentRows, parsed
from summarizer.running.store.totals import State, Usage
from summarizer.summarizing.outcome import Outcome

_PARTS = ("asked", "findings", "reports", "points", "slogans", "measures", "figures", "mentions", "dates")
_OVER_ALL = ("duplicates", "conflicts", "joined")  # what holds over all documents, and no longer does


class Store(DeliveredRecords):
    """The store in the folder `out`; `open` to write, `read` to look. Raises UsageError where it can't be used."""

    def __init__(self, out: Path, database: sqlite3.Connection, held: FileLock | None = None) -> None:
        super().__init__(out, database)
        self._held = held
        database.row_factory = sqlite3.Row
        try:
            give_citations(database)
            for statement in (*decided.TABLES, view()):
                database.execute(statement)
        except sqlite3.Error as error:
            database.close()
            raise failure(error, out / FILE) from None

    @classmethod
    def open(cls, out: Path, *, fresh: bool = False) -> Self:
        """The store for writing, which no other process can be doing; `fresh` deletes what it held."""
        held = lock(out)
        try:
            if fresh:
                remove(out)
            return cls(out, connect(out), held)
        except BaseException:
            held.release()
            raise

    @classmethod
    def open_existing(cls, out: Path) -> Self:
        """The store for writing; raises UsageError where there is none yet."""
        connect_to_read(out).close()
        return cls.open(out)

    @classmethod
    def read(cls, out: Path | str) -> Self:
        return cls(Path(out), connect_to_read(Path(out)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):
            raise failure(error, self.out / FILE) from None

    def close(self) -> None:
        self.database.close()
        if self._held is not None:
            self._held.release()

    # Exchanges

    def get(self, digest: str) -> Exchange | None:
        """The exchange with this digest; None where there is none, or its row is damaged."""
        row = self.database.execute("SELECT request, response FROM exchanges WHERE digest = ?", [digest]).fetchone()
        request, response = map(parsed, row) if row else (None, None)
        if not isinstance(request, dict) or not isinstance(response, dict) or not is_completion(response):
            return None
        return Exchange(digest, request, response)

    def put(self, exchange: Exchange, *, paid: bool = True, cost_usd: float | None = None) -> tuple[int, int]:
        """Keep an exchange, at once and for good; returns the tokens read and written, estimated if nobody counted."""
        request = exchange.request
        read, written = exchange.tokens
        read = round(estimated_tokens(request)) if read is None else read
        written = round(estimated_tokens(exchange.text)) if written is None else written
        values = {
            "digest": exchange.digest,
            "model": request["model"],
            "round": request["round"],
            "attempt": request["attempt"],
            "paid": int(paid),
            "input_tokens": read,
            "output_tokens": written,
            "cached_tokens": exchange.cached_tokens,
            "cost_usd": cost_usd,
            "request": rows.as_json(request),
            "response": rows.as_json(exchange.response),
        }
        with self.transaction():
            self._insert("exchanges", [values], or_replace=True)
        return read, written

    def set_answers_aside(self, document_id: str) -> list[str]:
        """Take the exchanges that a failed document alone rests on out of use, and return their digests.

        They are kept, and counted in `spent`, under a digest that nobody asks for.
        """
        with self.transaction():
            alone = self._column(
                "SELECT DISTINCT digest FROM asked AS its WHERE document = (SELECT document FROM documents WHERE id = ?)"
                " AND NOT EXISTS (SELECT 1 FROM asked WHERE digest = its.digest AND document <> its.document)",
                document_id,
            )
            self.database.execute(
                "DELETE FROM asked WHERE document = (SELECT document FROM documents WHERE id = ?)", [document_id]
            )
            self.database.executemany(
                "UPDATE exchanges SET digest = digest || '-' || hex(randomblob(4)) WHERE digest = ?",
                [[digest] for digest in alone],
            )
        return alone

    @property
    def spent(self) -> Usage:
        """What all answers took that were paid for, in this and in earlier runs of the command."""
        row = self.database.execute(
            "SELECT count(*), coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), sum(cost_usd)"
            " FROM exchanges WHERE paid"
        ).fetchone()
        return Usage(*row)

    @property
    def cached_tokens(self) -> int | None:
        """Of the tokens read that were paid for, those from a provider's cache; None where no endpoint says."""
        cached: int | None = self.database.execute("SELECT sum(cached_tokens) FROM exchanges WHERE paid").fetchone()[0]
        return cached

    # Documents

    def state(self, document_id: str) -> State | None:
        row = self.database.execute(
            "SELECT digest, status <> 'failed' AND NOT EXISTS"  # noqa: S608 - ours
            " (SELECT 1 FROM findings WHERE findings.document = documents.document AND code = 'patch_skipped'"
            " AND json_extract(findings.params, '$.form') = 'not_asked')"
            f" AND {SOUND}, error_code FROM documents WHERE id = ?",
            [document_id],
        ).fetchone()
        return State(row[0], bool(row[1]), row[2]) if row else None

    def save(self, outcome: Outcome | DocumentRows, *, position: int, digest: str) -> None:
        """Put a document in, in the place of what was known of it; decisions on it stay."""
        made = outcome if isinstance(outcome, DocumentRows) else DocumentRows.of(outcome)
        document = {**made.document, "position": position, "digest": digest}
        names = ", ".join(document)
        updates = ", ".join(f"{name} = excluded.{name}" for name in document if name != "id")
        marks = ", ".join(f":{name}" for name in document)
        with self.transaction():
            key = self.database.execute(
                f"INSERT INTO documents ({names}) VALUES ({marks})"  # noqa: S608 - names are ours
                f" ON CONFLICT (id) DO UPDATE SET {updates} RETURNING document",
                document,
            ).fetchone()[0]
            for table in (*_PARTS, *_OVER_ALL):
                self.database.execute(f"DELETE FROM {table} WHERE document = ?", [key])  # noqa: S608
            for table, found in made.parts:
                numbered = table != "reports"
                self._insert(
                    table,
                    [
                        {"document": key, **({"number": number} if numbered else {}), **row}
                        for number, row in enumerate(found)
                    ],
                )

    def place(self, document_id: str, position: int) -> None:
        """Note at which place among the inputs a document stands now."""
        if self._column("SELECT 1 FROM documents WHERE id = ? AND position = ?", document_id, position):
            return
        with self.transaction():
            self.database.execute("UPDATE documents SET position = ? WHERE id = ?", [position, document_id])

    def facts(self) -> FactTable:
        """The facts: one row for each delivered figure, in the order of the inputs; read while the store is open."""
        return FactTable(partial(every_fact, self))

    def keep_only(self, ids: Iterable[str]) -> None:
        """Take the documents that are no longer among the inputs out of what is delivered; their rows stay."""
        with self.transaction():
            self.database.execute("CREATE TEMP TABLE walked (id TEXT PRIMARY KEY) WITHOUT ROWID")
            self.database.executemany("INSERT OR IGNORE INTO walked VALUES (?)", ([name] for name in ids))
            self.database.execute("UPDATE documents SET position = NULL WHERE id NOT IN (SELECT id FROM walked)")
            self.database.execute("DELETE FROM sketches WHERE id NOT IN (SELECT id FROM walked)")
            self.database.execute("DROP TABLE walked")

    def set_settings(self, settings: Mapping[str, Any]) -> None:
        with self.transaction():
            self.database.execute("DELETE FROM settings")
            self._insert("settings", [{"name": name, "value": rows.as_json(value)} for name, value in settings.items()])

    @property
    def settings(self) -> dict[str, Any]:
        found = self.database.execute("SELECT name, value FROM settings ORDER BY name")
        return {row["name"]: parsed(row["value"]) for row in found}

    def _column(self, query: str, *values: Any) -> list[Any]:
        return [row[0] for row in self.database.execute(query, values)]

    def _insert(self, table: str, found: Sequence[Mapping[str, Any]], *, or_replace: bool = False) -> None:
        if found:
            names = list(found[0])
            verb = "INSERT OR REPLACE" if or_replace else "INSERT"
            marks = ", ".join(f":{name}" for name in names)
            quoted = ", ".join(f'"{name}"' for name in names)
            self.database.executemany(f"{verb} INTO {table} ({quoted}) VALUES ({marks})", found)

    def transaction(self) -> AbstractContextManager[None]:
        """All of what is written in it, or nothing; raises UsageError where the disk does not take it."""
        return transaction(self.database, self.out / FILE)
