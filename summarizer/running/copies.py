"""Copies among the documents of a store: which are copies, and of which original.

Of documents with the same bytes or that are copies of each other (`sketches`), the original is the one published first; of
those of one day, or without a date, the one with the most numbers, then the first among the inputs. So the order of the
inputs decides nothing else.
Documents are compared that share a key, each with the `_COMPARED` before it at most: the time grows with their number.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from summarizer.checking.jsonl import REPORTS, line, write_lines
from summarizer.folding import fold
from summarizer.running.duplicates import keep_sketch, kept_sketch
from summarizer.running.sketches import Sketch, WrittenNumber, copy_resemblance, numbers_differ, sketch
from summarizer.running.store.store import Store

_COMPARED = 24  # documents that share one key
_REPORTED = "documents JOIN reports ON reports.document = documents.document WHERE documents.position NOT NULL"
_UNSKETCHED = f"{_REPORTED} AND text NOT NULL AND id NOT IN (SELECT id FROM sketches)"  # noqa: S608 - ours
_SHARED = "SELECT key, id FROM sketch_keys WHERE key IN (SELECT key FROM sketch_keys GROUP BY key HAVING count(*) > 1)"


class Copy(NamedTuple):
    """A document that is a copy of another; both by documents.document."""

    document: int
    original: int
    resemblance: float


def write_reports(store: Store) -> None:
    """Write `reports.jsonl` of a run that has ended, after its copies were found."""
    find_copies(store)
    write_lines(store.out / REPORTS, store.lines())


def find_copies(store: Store) -> None:
    """Find the copies of a store anew and keep them: in `duplicates`, and in the records, which name their original."""
    with store.transaction():
        before = dict(store.database.execute("SELECT document, original FROM duplicates").fetchall())
        found = _find(store)
        changed = {
            key for key in {*before, *found} if before.get(key) != (found[key].original if key in found else None)
        }
        _name_originals(store, changed, found)


def lay_copies_over(store: Store) -> None:
    """Find the copies of a store that is only read, if its run did not; the store is not changed."""
    if store.database.execute(f"SELECT EXISTS (SELECT 1 FROM {_UNSKETCHED})").fetchone()[0]:  # noqa: S608 - ours
        for table in ("sketches", "sketch_keys", "duplicates"):
            store.database.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM main.{table}")  # noqa: S608
        _find(store)


def _find(store: Store) -> dict[int, Copy]:
    _sketch_missing(store)
    found = {copy.document: copy for copy in _copies(store)}
    store.database.execute("DELETE FROM duplicates")
    store.database.executemany("INSERT INTO duplicates VALUES (?, ?, ?)", found.values())
    return found


def _sketch_missing(store: Store) -> None:
    """Sketch what no sketch is known of: documents of a store of an older version."""
    missing = store.database.execute(
        f"SELECT documents.document, id FROM {_UNSKETCHED}"  # noqa: S608 - ours
    ).fetchall()
    for key, name in missing:
        text, sha256 = store.database.execute("SELECT text, sha256 FROM documents WHERE document = ?", [key]).fetchone()
        keep_sketch(store.database, name, None, sha256 or "", sketch(fold(text), _numbers(store, key)))


def _numbers(store: Store, key: int) -> Iterator[WrittenNumber]:
    return map(
        WrittenNumber._make,
        store.database.execute(
            "SELECT text_start, text_end, role, value FROM mentions WHERE document = ? ORDER BY number", [key]
        ),
    )


def _copies(store: Store) -> Iterator[Copy]:
    """The copies, each after its original."""
    keys = _in_order(store)
    ranks = {name: rank for rank, name in enumerate(keys)}
    names = list(keys)
    neighbours = _neighbours(store, ranks)
    sketches: dict[int, Sketch] = {}
    originals: dict[int, int] = {}
    for rank in sorted(neighbours):
        sketches[rank] = kept_sketch(store.database, names[rank])
        families: defaultdict[int, list[int]] = defaultdict(list)
        for earlier in neighbours[rank]:
            families[originals.get(earlier, earlier)].append(earlier)
        found = _original(rank, families, neighbours[rank], sketches)
        if found is not None:
            originals[rank] = found[1]
            yield Copy(keys[names[rank]], keys[names[found[1]]], found[0])


def _original(
    rank: int, families: Mapping[int, Sequence[int]], same: Mapping[int, bool], sketches: Mapping[int, Sketch]
) -> tuple[float, int] | None:
    """How much a document resembles its original, and which it is; None where it has none.

    It is no copy where its numbers differ from those of another copy: a correction also resembles an excerpt of what it
    corrects.
    """
    own, found = sketches[rank], []
    for original, family in families.items():
        share = 1.0 if any(same[member] for member in family) else copy_resemblance(sketches[original], own)
        if share is not None and not any(numbers_differ(sketches[member], own) for member in family):
            found.append((share, -original))
    best = max(found, default=None)
    return (best[0], -best[1]) if best else None


def _in_order(store: Store) -> dict[str, int]:
    """The documents with a report by id, with their keys, the earlier published ones first."""
    found = store.database.execute(
        "SELECT documents.id, documents.document FROM documents JOIN reports ON reports.document = documents.document"
        " LEFT JOIN sketches ON sketches.id = documents.id WHERE documents.position NOT NULL"
        " ORDER BY CASE WHEN documents.published GLOB '[0-9]*' THEN documents.published ELSE '9' END,"
        " length(sketches.numbers) DESC, documents.position, documents.id"
    )
    return dict(found.fetchall())


def _neighbours(store: Store, ranks: Mapping[str, int]) -> dict[int, dict[int, bool]]:
    """For each document that shares something: earlier ones, the nearest first, and whether they have the same bytes."""
    groups: defaultdict[Any, list[int]] = defaultdict(list)
    for key, name in store.database.execute(_SHARED):
        if name in ranks:
            groups[key].append(ranks[name])
    for sha256, name in store.database.execute("SELECT sha256, id FROM sketches WHERE sha256 <> ''"):
        if name in ranks:
            groups[sha256].append(ranks[name])
    found: defaultdict[int, dict[int, bool]] = defaultdict(dict)
    for key, members in groups.items():
        if len(members) > 1:
            members.sort()
            for place, rank in enumerate(members):
                near = found[rank]
                for earlier in members[max(0, place - _COMPARED) : place]:
                    near[earlier] = near.get(earlier, False) or isinstance(key, str)
    return {rank: dict(sorted(near.items(), reverse=True)) for rank, near in found.items()}


def _name_originals(store: Store, changed: Iterable[int], found: Mapping[int, Copy]) -> None:
    """Write into the records of these documents which document they are copies of."""
    for key in sorted(changed):
        row = store.database.execute("SELECT id FROM documents WHERE document = ?", [key]).fetchone()
        record = store.record(row[0]) if row else None
        if record is None:
            continue
        original = found[key].original if key in found else None
        names = store.database.execute("SELECT id FROM documents WHERE document = ?", [original]).fetchone()
        record.document.duplicate_of = names[0] if names else None
        store.database.execute("UPDATE documents SET record = ? WHERE document = ?", [line(record), key])
