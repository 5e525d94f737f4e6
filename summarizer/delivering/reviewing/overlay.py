"""A view of the store with a person's decisions, through one connection; the store is not changed.

The temporary table `decided` has which figure was decided on, how, by whom. For corrected exports, temporary views
take the place of the tables in which corrected documents differ, so that whatever reads the store reads them corrected.
"""

import json
from collections import defaultdict
from typing import Any

from summarizer.checking.record import Record
from summarizer.checking.report_values import RawSpan
from summarizer.delivering.reviewing.correcting import Number, corrected, decided
from summarizer.delivering.reviewing.decisions import Decision, stored
from summarizer.running.store import rows
from summarizer.running.store.repetitions import repetitions
from summarizer.running.store.store import Store

_OVERLAID = ("documents", "reports", "points", "figures", "measures", "findings")
_KEPT = {"documents", "reports"}
_LEDGER = ("figures", "verified", "mentions", "reported", "restated", "missed")


def lay_over(store: Store, *, correct: bool) -> None:
    """Make the decisions of a store readable beside its figures; `correct` the reports that they change."""
    by_document: defaultdict[int, list[Decision]] = defaultdict(list)
    for decision in stored(store):
        by_document[decision.key].append(decision)
    redone = {}
    for key, decisions in by_document.items():
        record = _record(store, key)
        if record is None:
            continue
        if not correct:
            _note_undone(store, key, record, decisions)
        elif (changed := corrected(record, decisions, _numbers(store, key))) is not record:
            redone[key] = changed
            _note_done(store, key, changed)
    if correct:
        _overlay(store, redone)


def _record(store: Store, key: int) -> Record | None:
    row = store.database.execute("SELECT id FROM documents WHERE document = ?", [key]).fetchone()
    return store.record(row[0])


def _numbers(store: Store, key: int) -> list[Number]:
    found = store.database.execute("SELECT role, fate, figure, start, end FROM mentions WHERE document = ?", [key])
    return [Number(role, fate, figure, (start, end)) for role, fate, figure, start, end in found]


def _note_undone(store: Store, key: int, record: Record, decisions: list[Decision]) -> None:
    """Record the decisions next to the model's own figures."""
    if record.report is not None:
        chosen = decided(record.report, decisions).of_record
        rows = [
            [key, number, decision.action, decision.who, decision.at, decision.note]
            for number, decision in chosen.items()
        ]
        store.database.executemany("INSERT INTO decided VALUES (?, ?, ?, ?, ?, ?)", rows)


def _note_done(store: Store, key: int, record: Record) -> None:
    for number, figure in enumerate(record.report.figures if record.report else ()):
        if (note := figure.decision) is not None:
            row = [key, number, note.action, note.who, note.at, note.note]
            store.database.execute("INSERT INTO decided VALUES (?, ?, ?, ?, ?, ?)", row)


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
    ledger = [getattr(record.ledger, name) for name in _LEDGER]
    updates = ", ".join(f"{name} = ?" for name in _LEDGER)
    execute(
        f"UPDATE redone_reports SET {updates}, set_aside = ? WHERE document = ?",  # noqa: S608
        [*ledger, json.dumps(record.ledger.set_aside, allow_nan=False), key],
    )
    for number, point in enumerate(record.report.points):
        _insert(store, "redone_points", {"document": key, "number": number, **rows.columns(point)})
    for number, measure in enumerate(record.report.measures):
        own = {"document": key, "number": number, **rows.columns(measure)}
        _insert(store, "redone_measures", own | _ends("", rows.first_span(measure)))
    repeats = repetitions(record.report.figures)
    for number, figure in enumerate(record.report.figures):
        own = {"document": key, "number": number, **rows.columns(figure), "repeats": repeats.get(number)}
        _insert(store, "redone_figures", own | _ends("", figure.span) | _ends("quote_", figure.quote_span))
    for number, finding in enumerate(record.findings):
        row = {"document": key, "number": number, **rows.finding(finding), **_ends("", finding.span)}
        _insert(store, "redone_findings", row)


def _ends(prefix: str, span: RawSpan | None) -> dict[str, int | None]:
    start, end = span or (None, None)
    return {f"{prefix}start": start, f"{prefix}end": end}


def _insert(store: Store, table: str, row: dict[str, Any]) -> None:
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    store.database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))  # noqa: S608
