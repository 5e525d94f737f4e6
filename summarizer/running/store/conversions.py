"""The conversions that a store keeps, so that a file is converted once, and the spans of its record stay what they are.

A document is read in a thread of its own (`feed`), so each look opens the file anew.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from summarizer.models import Anchor
from summarizer.reading.formats.converted import Converted
from summarizer.running.store.database import FILE, transaction
from summarizer.running.store.rows import as_json, parsed

_WAIT_SECONDS = 60.0
_KEPT = "SELECT raw, anchors, removed, columns FROM conversions WHERE sha256 = ?"


class KeptConversions:
    """Those of the store in the folder `out`, which is open for writing.

    A run takes what the reader of today made, and converts anew what an older one did. With `latest`, what a record
    rests on is taken, whichever reader made it.
    """

    def __init__(self, out: Path, *, latest: bool = False) -> None:
        self._path = out / FILE
        self._latest = latest

    def kept(self, sha256: str, reader: str) -> Converted | None:
        """The conversion of the bytes; None where there is none, or it is damaged."""
        with self._database() as database:
            if self._latest:
                query, values = f"{_KEPT} ORDER BY conversion DESC LIMIT 1", [sha256]
            else:
                query, values = f"{_KEPT} AND reader = ?", [sha256, reader]
            row = database.execute(query, values).fetchone()
        return _converted(*row) if row else None

    def keep(self, sha256: str, reader: str, converted: Converted) -> None:
        """Keep a conversion."""
        parts = (list(converted.anchors), dict(converted.removed), dict(converted.columns))
        with self._database() as database, transaction(database, self._path):
            database.execute(
                "INSERT OR REPLACE INTO conversions (sha256, reader, raw, anchors, removed, columns)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [sha256, reader, converted.raw, *map(as_json, parts)],
            )

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=_WAIT_SECONDS)) as database:
            yield database


def _converted(raw: str, *stored: str) -> Converted | None:
    anchors, removed, columns = map(parsed, stored)
    try:
        return Converted(raw, tuple(Anchor(*anchor) for anchor in anchors), dict(removed), dict(columns))
    except (TypeError, ValueError):
        return None
