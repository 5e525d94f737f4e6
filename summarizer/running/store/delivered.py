"""What a store delivers: its records, and what holds over all of them.

A record that is damaged costs itself alone: it is left out, and `unreadable` names it.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from summarizer.checking.record import Finding, Record
from summarizer.errors import InternalError, last_net
from summarizer.models import Mention
from summarizer.resources import message, restored
from summarizer.running.store.database import FILE
from summarizer.running.store.rows import SOUND, parsed

_WORSE = "findings JOIN documents USING (document) WHERE position NOT NULL AND severity <> 'info'"
_MOST_NAMED = 5


def _finding(row: sqlite3.Row) -> Finding:
    params = parsed(row["params"]) if row["params"] else {}
    return Finding(**{name: row[name] for name in ("code", "severity", "item", "message")}, params=params)


class DeliveredRecords:
    """The reading side of the store in the folder `out`.

    `unreadable` has what turned out to be damaged: by kind (`record`, `decision` …), the ids of the documents.
    `undelivered` has, by id, why a document could not be exported or shown as it is (`InternalError`).
    """

    def __init__(self, out: Path, database: sqlite3.Connection) -> None:
        self.out = out
        self.database = database
        self.unreadable: defaultdict[str, set[str]] = defaultdict(set)
        self.undelivered: dict[str, str] = {}

    def __str__(self) -> str:
        return str(self.out / FILE)

    @property
    def damage(self) -> str | None:
        """What could not be read, as a line that says what to do; None where all could."""
        parts = [
            message(
                "store.damaged_parts",
                count=len(ids),
                kind=message(f"store.kind.{kind}{'s' if len(ids) > 1 else ''}"),
                names=sorted(ids)[:_MOST_NAMED],
            )
            for kind, ids in sorted(self.unreadable.items())
        ]
        return message("store.unreadable", path=self, parts=parts) if parts else None

    @contextmanager
    def delivering(self, document_id: str) -> Iterator[None]:
        """What fails in it in a way that nobody foresaw costs this document alone, and is noted in `undelivered`."""
        try:
            with last_net(sqlite3.Error, OSError):
                yield
        except InternalError as error:
            self.undelivered[document_id] = error.message

    def record(self, document_id: str) -> Record | None:
        """A document's record, as it was delivered; None where there is none, or it can't be read."""
        row = self.database.execute("SELECT record FROM documents WHERE id = ?", [document_id]).fetchone()
        return self._readable(document_id, row[0]) if row else None

    def lines(self) -> Iterator[str]:
        """The lines of reports.jsonl, in the order of the inputs; a record that is damaged is left out."""
        found = self.database.execute(
            f"SELECT id, record, {SOUND} AS sound FROM documents WHERE position NOT NULL ORDER BY position, id"  # noqa: S608 - ours
        )
        for row in found:
            if row["sound"]:
                yield row["record"]
            else:
                self.unreadable["record"].add(row["id"])

    def delivered(self) -> Iterator[Record]:
        """The delivered records in the order of the inputs."""
        return self._records("SELECT id, record FROM documents WHERE position NOT NULL ORDER BY position, id")

    def counts(self) -> dict[str, int]:
        """How many of the delivered documents are ok, flagged, failed."""
        found = self.database.execute(
            "SELECT status, count(*) FROM documents WHERE position NOT NULL GROUP BY status ORDER BY status"
        )
        return dict(tuple(row) for row in found)

    def find(self, beginning: str) -> list[Record]:
        """The records of the documents whose id begins so, in the order of the inputs."""
        wanted = "SELECT id, record FROM documents WHERE substr(id, 1, ?) = ? ORDER BY position, id"
        return list(self._records(wanted, len(beginning), beginning))

    def mentions(self, document_id: str) -> list[Mention]:
        """The numbers of a document, in its order, as far as the store keeps them."""
        names = (
            "start",
            "end",
            "surface",
            "text_start",
            "text_end",
            "value",
            "low",
            "high",
            "unit",
            "qualifier",
            "role",
            "noun",
        )
        found = self.database.execute(
            f"SELECT {', '.join(f'mentions.{name}' for name in names)} FROM mentions JOIN documents USING (document)"  # noqa: S608
            " WHERE id = ? ORDER BY number",
            [document_id],
        )
        return [Mention(*row) for row in found]

    def records(self, most: int) -> Iterator[Record]:
        """The delivered records in the order of the inputs; of more than `most`, those to look at."""
        wanted = (
            "SELECT document, position, id, record FROM documents WHERE position NOT NULL"
            " ORDER BY status = 'ok', position LIMIT ?"
        )
        return self._records(f"SELECT id, record FROM ({wanted}) ORDER BY position, id", most)  # noqa: S608

    def ledger(self) -> tuple[int, int, int]:
        """Figures verified, figures of the model, numbers that it missed, over all delivered documents."""
        row = self.database.execute(
            "SELECT coalesce(sum(verified), 0), coalesce(sum(figures), 0), coalesce(sum(missed), 0)"
            " FROM reports JOIN documents USING (document) WHERE position NOT NULL"
        ).fetchone()
        return row[0], row[1], row[2]

    def worst_findings(self, most: int) -> list[tuple[str, Finding]]:
        """The first findings that are more than info, errors before warnings, each with its document's id."""
        found = self.database.execute(
            f"SELECT id, code, severity, item, params, message FROM {_WORSE}"  # noqa: S608
            " ORDER BY severity, position, number LIMIT ?",
            [most],
        )
        return [(row["id"], _finding(row)) for row in found]

    def count_findings(self) -> int:
        """How many findings are more than info."""
        count: int = self.database.execute(f"SELECT count(*) FROM {_WORSE}").fetchone()[0]  # noqa: S608
        return count

    def failures(self) -> list[tuple[str, int, str]]:
        """Each kind of failure: its code, how often it came, and the first one's message."""
        found = self.database.execute(
            "SELECT error_code, count(*), error_message, min(position), CASE WHEN json_valid(record)"
            " THEN json_extract(record, '$.error.params') END FROM documents"
            " WHERE status = 'failed' AND position NOT NULL GROUP BY error_code ORDER BY min(position)"
        )
        return [(row[0], row[1], restored(row[0], json.loads(row[4] or "{}"), row[2])) for row in found]

    def _records(self, query: str, *values: Any) -> Iterator[Record]:
        for row in self.database.execute(query, values):
            if (record := self._readable(row["id"], row["record"])) is not None:
                yield record

    def _readable(self, document_id: str, stored: str) -> Record | None:
        try:
            return Record.model_validate_json(stored)
        except ValidationError:
            self.unreadable["record"].add(document_id)
            return None
