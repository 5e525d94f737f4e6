"""A view of the store with a person's decisions, through one connection; the store is not changed.

The temporary tables `decided`, `decided_measures` and `reviewed` say which figure, measure or document was decided on, how,
by whom, and what it was before; `settled`, which parts findings need no longer tell of. For corrected exports, temporary
views take the place of the tables in which corrected documents differ, so that whatever reads the store reads them
corrected.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from summarizer.checking.record import Record
from summarizer.checking.repetitions import repetitions
from summarizer.checking.report_values import DecisionNote, RawSpan
from summarizer.delivering.reviewing.corrected_measures import note_of
from summarizer.delivering.reviewing.correcting import Number, corrected
from summarizer.delivering.reviewing.decided_rows import decided_rows
from summarizer.delivering.reviewing.decisions import Decision, stored
from summarizer.delivering.reviewing.holding import Held, held
from summarizer.running.store import rows
from summarizer.running.store.store import Store

_OVERLAID = ("documents", "reports", "points", "figures", "measures", "findings", "dates")
_KEPT = {"documents", "reports"}
_LEDGER = ("figures", "verified", "mentions", "reported", "restated", "missed")


def lay_over(store: Store, *, correct: bool, keys: Sequence[int] | None = None) -> None:
    """Make the decisions of a store readable beside its figures; `correct` the reports that they change.

    With `keys`, of these documents alone.
    """
    by_document: defaultdict[int, list[Decision]] = defaultdict(list)
    for decision in stored(store, keys):
        by_document[decision.key].append(decision)
    if correct:
        _correct(store, by_document)
    else:
        for key, decisions in by_document.items():
            _note_undone(store, key, held(decisions))


def _correct(store: Store, by_document: Mapping[int, list[Decision]]) -> None:
    redone = {}
    for key, decisions in by_document.items():
        record = _record(store, key)
        if record is not None and (changed := corrected(record, decisions, _numbers(store, key))) is not record:
            redone[key] = changed
            _note_done(store, key, changed)
    _overlay(store, redone)


def _record(store: Store, key: int) -> Record | None:
    row = store.database.execute("SELECT id FROM documents WHERE document = ?", [key]).fetchone()
    return store.record(row[0])


def _numbers(store: Store, key: int) -> list[Number]:
    found = store.database.execute("SELECT role, fate, figure, start, end FROM mentions WHERE document = ?", [key])
    return [Number(role, fate, figure, (start, end)) for role, fate, figure, start, end in found]


def _note_undone(store: Store, key: int, holding: Held) -> None:
    """Record the decisions next to the model's own figures and measures."""
    settled = set(holding.fields)
    for row in decided_rows(store, key, holding):
        table = "decided" if row.table == "figures" else "decided_measures"
        _note(store, table, key, {row.number: note_of(row.decision)})
        settled.add(row.item)
    _note_review(store, key, note_of(holding.review) if holding.review else None, holding.fields)
    store.database.executemany("INSERT OR IGNORE INTO settled VALUES (?, ?)", [[key, item] for item in settled])


def _note_done(store: Store, key: int, record: Record) -> None:
    assert record.report is not None and record.reviewed is not None  # noqa: S101, PT018 - `corrected` saw to it
    figures, measures = record.report.figures, record.report.measures
    _note(store, "decided", key, {n: figure.decision for n, figure in enumerate(figures) if figure.decision})
    _note(
        store, "decided_measures", key, {n: measure.decision for n, measure in enumerate(measures) if measure.decision}
    )
    _note_review(store, key, record.reviewed.done, record.reviewed.fields)


def _note(store: Store, table: str, key: int, notes: Mapping[int, DecisionNote]) -> None:
    store.database.executemany(
        f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - ours
        [
            [key, number, note.action, note.who, note.at, note.note, rows.as_json(note.was) if note.was else None]
            for number, note in notes.items()
        ],
    )


def _note_review(store: Store, key: int, review: DecisionNote | None, fields: Iterable[str]) -> None:
    who, at = (review.who, review.at) if review else (None, None)
    edited = ", ".join(sorted(fields)) or None
    store.database.execute("INSERT OR REPLACE INTO reviewed VALUES (?, ?, ?, ?)", [key, who, at, edited])


def _overlay(store: Store, redone: dict[int, Record]) -> None:
    execute = store.database.execute
    execute("CREATE TEMP TABLE redone (document INTEGER PRIMARY KEY)")
    store.database.executemany("INSERT INTO redone VALUES (?)", [[key] for key in redone])
    for table in _OVERLAID:
        wanted = "document IN redone" if table in _KEPT else "false"
        execute(f"CREATE TEMP TABLE redone_{table} AS SELECT * FROM main.{table} WHERE {wanted}")  # noqa: S608
    for key, record in redone.items():
        _redo(store, key, record)
    for table in _OVERLAID:
        execute(
            f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE document NOT IN temp.redone"  # noqa: S608
            f" UNION ALL SELECT * FROM temp.redone_{table}"
        )


def _redo(store: Store, key: int, record: Record) -> None:
    """The rows of a corrected record in the temporary tables."""
    assert record.report is not None and record.ledger is not None  # noqa: S101, PT018 - `corrected` saw to it
    execute = store.database.execute
    changed = rows.as_json(record.model_dump(mode="json"))
    execute("UPDATE redone_documents SET status = ?, record = ? WHERE document = ?", [record.status, changed, key])
    ledger = {name: getattr(record.ledger, name) for name in _LEDGER}
    fields = rows.overview(record.report) | ledger | {"set_aside": rows.as_json(record.ledger.set_aside)}
    updates = ", ".join(f"{name} = ?" for name in fields)
    execute(f"UPDATE redone_reports SET {updates} WHERE document = ?", [*fields.values(), key])  # noqa: S608
    if record.reviewed is not None and "published" in record.reviewed.fields:
        execute("UPDATE redone_documents SET published = ? WHERE document = ?", [fields["published"], key])
    for number, point in enumerate(record.report.points):
        _insert(store, "redone_points", {"document": key, "number": number, **rows.columns(point)})
    for number, measure in enumerate(record.report.measures):
        own = {"document": key, "number": number, **rows.columns(measure)}
        _insert(store, "redone_measures", own | _ends("", rows.first_span(measure)))
    repeats = repetitions(record.report.figures)
    for number, figure in enumerate(record.report.figures):
        own = {"document": key, "number": number, **rows.columns(figure), "repeats": repeats.get(number)}
        _insert(store, "redone_figures", own | _ends("", figure.span) | _ends("quote_", figure.quote_span))
    for number, date in enumerate(record.report.dates):
        _insert(store, "redone_dates", {"document": key, "number": number, **rows.date(date)})
    for number, finding in enumerate(record.findings):
        row = {"document": key, "number": number, **rows.finding(finding), **_ends("", finding.span)}
        _insert(store, "redone_findings", row)


def _ends(prefix: str, span: RawSpan | None) -> dict[str, int | None]:
    start, end = span or (None, None)
    return {f"{prefix}start": start, f"{prefix}end": end}


def _insert(store: Store, table: str, row: dict[str, Any]) -> None:
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    store.database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))  # noqa: S608
