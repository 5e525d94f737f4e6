"""Duplicates: inputs with the same bytes, and texts that are nearly the same, such as one release on several sites.

The measure is resemblance (Broder 1997): of all clauses that two texts have, the share that both have. Clauses are
what stands between punctuation marks, folded, without white space, of `SHORTEST_CLAUSE` characters or more. A text is
kept as its `SKETCH` smallest clause hashes: of texts with no more clauses than that the resemblance is exact, of
longer ones an estimate with a standard error of at most 0.06. Texts from `NEAR` on are near-duplicates. Candidates are
those that share one of the `INDEXED` smallest hashes (two texts of resemblance 0.8 fail to once in 2,000 times).
Of several, the most similar one counts, and of equal ones the first; only documents that stand earlier are compared.

An answer about a near-duplicate is borrowed where it holds for the other text as well: checked against that, it
has no more errors than before, and tells all of its numbers.
"""

import hashlib
import re
from array import array
from collections.abc import Iterable
from typing import NamedTuple

from summarizer.checking.checker import check
from summarizer.checking.record import Finding, Record
from summarizer.checking.redrafting import draft_of
from summarizer.models import Document, Scan, Text
from summarizer.reading.inputs.documents import UnreadableInput
from summarizer.resources import message
from summarizer.running.store.store import Store
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.segments import segments
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.pipeline import delivered, title_of
from summarizer.summarizing.points_by_rules import with_points

NEAR = 0.8
SKETCH = 64
INDEXED = 6
SHORTEST_CLAUSE = 6
_FEWEST_CLAUSES = 4
_COMPARED = 12
_SPACE = re.compile(r"\s+")


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


def sketch(text: Text) -> "array[int]":
    """The smallest hashes of the clauses of a text, in order: at most `SKETCH`, each of 63 bits."""
    folded = text.folded
    clauses = {_SPACE.sub("", folded[start:end]) for start, end in segments(folded).spans("term")}
    hashes = {_hash(clause) for clause in clauses if len(clause) >= SHORTEST_CLAUSE}
    return array("q", sorted(hashes)[:SKETCH])


def resemblance(first: "array[int]", other: "array[int]") -> float:
    """The share of the smallest hashes of both that both have; 0 where there are too few to tell."""
    if min(len(first), len(other)) < _FEWEST_CLAUSES:
        return 0.0
    union = sorted({*first, *other})
    if max(len(first), len(other)) == SKETCH:
        union = union[:SKETCH]
    both = {*first} & {*other}
    return sum(value in both for value in union) / len(union)


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

    def near(self, clauses: "array[int]", position: int) -> Duplicate | None:
        """The document before `position` that a text repeats, if there is one."""
        self._bring_up_to_date()
        candidates: dict[str, int] = {}
        for value in clauses[:INDEXED]:
            for row in self._database.execute(
                "SELECT id, position FROM sketch_clauses JOIN sketches USING (id)"
                " WHERE hash = ? AND position < ? LIMIT ?",
                [value, position, _COMPARED],
            ):
                candidates[row[0]] = row[1]
        found = ((resemblance(clauses, self._clauses(name)), -place, name) for name, place in candidates.items())
        best = max((twin for twin in found if twin[0] >= NEAR), default=None)
        return Duplicate(best[2], best[0]) if best else None

    def add(self, name: str, position: int, sha256: str, clauses: "array[int]") -> None:
        """Put a document in, in the place of what was known of it."""
        self._bring_up_to_date()
        with self._store.transaction():
            self._database.execute("DELETE FROM sketches WHERE id = ?", [name])
            self._database.execute(
                "INSERT INTO sketches VALUES (?, ?, ?, ?)", [name, position, sha256, clauses.tobytes()]
            )
            self._database.executemany(
                "INSERT INTO sketch_clauses VALUES (?, ?)", [(value, name) for value in clauses[:INDEXED]]
            )

    def _clauses(self, name: str) -> "array[int]":
        row = self._database.execute("SELECT clauses FROM sketches WHERE id = ?", [name]).fetchone()
        return array("q", row[0])


def borrowed(record: Record, document: Document | UnreadableInput, scan: Scan) -> Outcome | None:
    """The draft of an earlier record, checked against this document; None where it does not hold here."""
    report = record.report
    if report is None:
        return None
    analysis = Analysis(scan)
    checked = with_points(check(draft_of(report), analysis), analysis, title_of(document, scan))
    if checked.missed or _errors(checked.findings) > _errors(record.findings):
        return None
    return delivered(document, scan, checked)


def _errors(findings: Iterable[Finding]) -> int:
    return sum(finding.severity == "error" for finding in findings)


def _hash(clause: str) -> int:
    digest = hashlib.blake2b(clause.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1
