"""Duplicates among the inputs of a run, as they come: the same bytes, and copies, such as one release on several sites.

What a copy is, `sketches` says. Only documents that stand earlier are compared; of several, the most similar one counts,
and of equal ones the first. (`copies` decides over a whole run which document is the original,
and `borrowing` whether its answer holds for a copy.)
"""

from array import array
from sqlite3 import Connection
from typing import NamedTuple

from summarizer.checking.record import Finding
from summarizer.resources import message
from summarizer.running.sketches import Sketch, copy_resemblance
from summarizer.running.store.store import Store

_COMPARED = 24  # documents that share one key


class Duplicate(NamedTuple):
    """An earlier document that this one repeats; a resemblance of 1 means the same bytes or the same clauses."""

    id: str
    resemblance: float
    same_bytes: bool = False

    def finding(self, *, borrowed: bool) -> Finding:
        """What the record of the later document says of the earlier one."""
        if self.same_bytes:
            return Finding.of(message("duplicate_document", id=self.id), "info")
        key = "near_duplicate.borrowed" if borrowed else "near_duplicate"
        return Finding.of(message(key, share=f"{self.resemblance:.0%}", id=self.id), "info")


class DuplicateIndex:
    """The sketches of a run's documents, in its store; those that this run has not come to yet stand nowhere."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._database = store.database
        self._begun = False
        self._placed: list[tuple[int, str]] = []

    def place(self, name: str, position: int) -> None:
        """Note at which place a document stands that is known already."""
        self._placed.append((position, name))

    def _bring_up_to_date(self) -> None:
        """Forget at which place the inputs of earlier runs stood, and write down those of this run: only when asked."""
        if self._begun and not self._placed:
            return
        with self._store.transaction():
            if not self._begun:
                self._database.execute("UPDATE sketches SET position = NULL")
            self._database.executemany("UPDATE sketches SET position = ? WHERE id = ?", self._placed)
        self._begun = True
        self._placed.clear()

    def same_bytes(self, sha256: str, position: int) -> Duplicate | None:
        """The first document before `position` that has these bytes."""
        self._bring_up_to_date()
        row = self._database.execute(
            "SELECT id FROM sketches WHERE sha256 = ? AND position < ? ORDER BY position LIMIT 1", [sha256, position]
        ).fetchone()
        return Duplicate(row[0], 1.0, same_bytes=True) if row else None

    def near(self, found: Sketch, position: int) -> Duplicate | None:
        """The document before `position` that a text is a copy of, if there is one."""
        self._bring_up_to_date()
        candidates: dict[str, int] = {}
        for key in found.keys:
            for row in self._database.execute(
                "SELECT id, position FROM sketch_keys JOIN sketches USING (id)"
                " WHERE key = ? AND position < ? ORDER BY position DESC LIMIT ?",
                [key, position, _COMPARED],
            ):
                candidates[row[0]] = row[1]
        compared = ((copy_resemblance(self._sketch(name), found), -at, name) for name, at in candidates.items())
        best = max(((share, at, name) for share, at, name in compared if share is not None), default=None)
        return Duplicate(best[2], best[0]) if best else None

    def add(self, name: str, position: int | None, sha256: str, found: Sketch) -> None:
        """Put a document in, in the place of what was known of it."""
        self._bring_up_to_date()
        with self._store.transaction():
            keep_sketch(self._database, name, position, sha256, found)

    def _sketch(self, name: str) -> Sketch:
        return kept_sketch(self._database, name)


def keep_sketch(database: Connection, name: str, position: int | None, sha256: str, found: Sketch) -> None:
    """Write down the sketch of a document, in the place of an earlier one."""
    database.execute("DELETE FROM sketches WHERE id = ?", [name])
    blobs = [array("I", found.shingles).tobytes(), array("I", found.numbers).tobytes()]
    database.execute("INSERT INTO sketches VALUES (?, ?, ?, ?, ?)", [name, position, sha256, *blobs])
    database.executemany("INSERT INTO sketch_keys VALUES (?, ?)", [(key, name) for key in found.keys])


def kept_sketch(database: Connection, name: str) -> Sketch:
    """The sketch of a document that was written down, without its keys."""
    row = database.execute("SELECT shingles, numbers FROM sketches WHERE id = ?", [name]).fetchone()
    return Sketch(array("I", row[0]), array("I", row[1]), ())
