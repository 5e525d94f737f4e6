"""The store's table of decisions: read, listed, added to. What they are is in `decision_files`.

A figure is identified by its content and its span (`identity`), since its number may change in a later run; a measure by its
name and where it first appears. Of several decisions on one part the latest holds (`holding`); all are kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError

from summarizer.checking import contract1
from summarizer.checking.record import Finding, Report
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_measures import Measure, Point
from summarizer.checking.report_values import Action, DecidedPart, ReportDate, ReportPublished, ReportRegion
from summarizer.delivering.reviewing.decision_files import DecidedFigure, DecidedMeasure
from summarizer.running.store.rows import as_json, parsed
from summarizer.running.store.store import Store

_KNOWN_BY = ("subject", "value", "low", "high", "unit", "qualifier", "quote")
_COLUMNS = "decisions.sha256, action, part, about, changes, result, findings, who, at, note"
_FINDINGS = TypeAdapter(list[Finding])
Identity = tuple[Any, ...]

# The latest of the decisions that say whether a person is done with a document as it is.
REVIEWS = """
SELECT document, who, at FROM (
  SELECT document, action, who, at, row_number() OVER (PARTITION BY document ORDER BY at DESC, decision DESC) AS place
  FROM decisions JOIN documents USING (document)
  WHERE action IN ('reviewed', 'reopened') AND decisions.sha256 IS documents.sha256
) WHERE place = 1 AND action = 'reviewed'
"""
_PROGRESS = f"""
SELECT count(reviewed.document), count(*) FROM documents LEFT JOIN ({REVIEWS}) AS reviewed USING (document)
WHERE position NOT NULL AND status <> 'failed'
"""  # noqa: S608 - ours


class RevisedOverview(BaseModel):
    """Fields of a report that are about the whole document; only those that were set are meant."""

    region: ReportRegion | None = None
    published: ReportPublished | None = None
    headline: str | None = None
    points: list[Point] = []
    dates: list[ReportDate] = []


DecidedOn = Figure | Measure | RevisedOverview
_MODELS: dict[DecidedPart, type[DecidedOn]] = {"figure": Figure, "measure": Measure, "document": RevisedOverview}


class Decision(NamedTuple):
    """A decision of the store; `key` is documents.document, `at` ISO 8601 in UTC to the second.

    `about` is the part as it was, `result` the part with the `changes`; of a document, both have the changed fields alone.
    """

    key: int
    sha256: str | None
    action: Action
    part: DecidedPart
    about: DecidedOn | None
    changes: Mapping[str, Any] | None
    result: DecidedOn | None
    findings: Sequence[Finding]
    who: str
    at: str
    note: str | None

    @property
    def identity(self) -> Identity:
        """The part that it is on; empty for the document."""
        return () if self.about is None or isinstance(self.about, RevisedOverview) else identity(self.about)

    @property
    def outcome(self) -> DecidedOn | None:
        """The part as it is after the decision."""
        return self.result or self.about

    @property
    def was(self) -> dict[str, Any] | None:
        """The changed fields, as they were."""
        if self.about is None or not self.changes:
            return None
        content = _content(self.about) or {}
        return {name: content[name] for name in self.changes if name in content}


def identity(part: Figure | Measure | DecidedFigure | DecidedMeasure) -> Identity:
    """The key by which two figures or measures of a document are the same: their words, values and spans."""
    if isinstance(part, Measure | DecidedMeasure):
        return part.name, *(tuple(span) for span in part.spans[:1])
    return (*(getattr(part, name) for name in _KNOWN_BY), part.span)


def stored(store: Store, keys: Sequence[int] | None = None) -> Iterator[Decision]:
    """The decisions of the store on versions of documents that it has, the latest last; of these documents, if given."""
    chosen = "" if keys is None else f" AND decisions.document IN ({', '.join(map(str, keys))})"
    found = store.database.execute(
        f"SELECT decisions.document AS key, documents.id, {_COLUMNS}"  # noqa: S608 - names and numbers are ours
        " FROM main.decisions JOIN main.documents USING (document)"
        f" WHERE decisions.sha256 IS documents.sha256{chosen} ORDER BY at, decision"
    )
    for row in found:
        try:
            yield _decision(row)
        except ValidationError:
            store.unreadable["decision"].add(row["id"])


def _decision(row: Mapping[str, Any]) -> Decision:
    """A row of the table; raises ValidationError where it is damaged."""
    part: DecidedPart = row["part"]
    changes = _object(row["changes"])
    return Decision(
        row["key"],
        row["sha256"],
        row["action"],
        part,
        _part(part, row["about"]),
        changes if isinstance(changes, dict) else None,
        _part(part, row["result"]),
        _FINDINGS.validate_python(_object(row["findings"]) or []),
        row["who"],
        row["at"],
        row["note"],
    )


def _part(part: DecidedPart, column: str | None) -> DecidedOn | None:
    """A part that was decided on, perhaps by a version of before."""
    if column is None:
        return None
    content = parsed(column)
    older = part == "figure" and isinstance(content, dict)
    return _MODELS[part].model_validate(contract1.figure(content) if older else content)


def _object(column: str | None) -> Any:
    return None if column is None else parsed(column)


def listed(store: Store) -> list[dict[str, Any]]:
    """Every decision, the latest last, with its document's id and whether it `holds` for the document as it is now."""
    found = store.database.execute(
        f"SELECT decisions.document AS key, documents.id AS id, {_COLUMNS}, decisions.sha256 IS documents.sha256 AS holds"  # noqa: S608 - names are ours
        " FROM decisions JOIN documents USING (document) ORDER BY at, decision"
    )
    lines = []
    for row in found:
        try:
            lines.append({"document": row["id"], **as_filed(_decision(row)), "holds": bool(row["holds"])})
        except ValidationError:
            store.unreadable["decision"].add(row["id"])
    return lines


def as_filed(decision: Decision) -> dict[str, Any]:
    """A decision as a file has it, with the `result` of its changes and what the checker says against that."""
    about = _content(decision.about)
    return {
        "sha256": decision.sha256,
        "action": decision.action,
        "figure": about if decision.part == "figure" else None,
        "measure": about if decision.part == "measure" else None,
        "changes": decision.changes,
        "was": decision.was,
        "result": _content(decision.result),
        "findings": [finding.model_dump(mode="json") for finding in decision.findings],
        "who": decision.who,
        "at": decision.at,
        "note": decision.note,
    }


class ReviewProgress(NamedTuple):
    """How many documents that have a report a person is done with, of how many."""

    reviewed: int
    documents: int


def review_progress(store: Store) -> ReviewProgress:
    """How far the review of the delivered documents is."""
    row = store.database.execute(_PROGRESS).fetchone()
    return ReviewProgress(*row)


def without_part(store: Store) -> list[str]:
    """The ids of the documents of decisions that hold for their bytes, but whose figure or measure the report lost."""
    ids = dict(store.database.execute("SELECT document, id FROM documents").fetchall())
    known: dict[int, set[Identity]] = {}
    lost = []
    for decision in stored(store):
        if decision.key not in known:
            record = store.record(ids[decision.key])
            known[decision.key] = set(_identities(record.report if record else None))
        if decision.action == "add":
            known[decision.key].add(decision.identity)
        elif decision.identity and decision.identity not in known[decision.key]:
            lost.append(ids[decision.key])
    return lost


def _identities(report: Report | None) -> Iterator[Identity]:
    if report is not None:
        yield from map(identity, report.figures)
        yield from map(identity, report.measures)


def keep(store: Store, decisions: Iterable[Decision]) -> int:
    """Add decisions to the store, all or none, without those that it already has; returns how many are new."""
    wanted = list(decisions)
    known = {_mark(decision) for decision in stored(store, sorted({decision.key for decision in wanted}))}
    new = {_mark(decision): decision for decision in wanted if _mark(decision) not in known}
    with store.transaction():
        store.database.executemany(
            "INSERT INTO decisions (document, sha256, action, part, about, changes, result, findings, who, at, note)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            map(_row, new.values()),
        )
    return len(new)


def _mark(decision: Decision) -> tuple[Any, ...]:
    """What a decision is known by when it is applied again."""
    changes = as_json(decision.changes)
    return decision.key, decision.action, decision.part, decision.identity, changes, *decision[-3:]


def _row(decision: Decision) -> tuple[Any, ...]:
    findings = [finding.model_dump(mode="json") for finding in decision.findings]
    return (
        *(decision.key, decision.sha256, decision.action, decision.part),
        _column(decision.about),
        as_json(decision.changes) if decision.changes else None,
        _column(decision.result),
        as_json(findings) if findings else None,
        *(decision.who, decision.at, decision.note),
    )


def _column(part: DecidedOn | None) -> str | None:
    content = _content(part)
    return None if content is None else as_json(content)


def _content(part: DecidedOn | None) -> dict[str, Any] | None:
    """A part as JSON; of a document, the fields that were changed alone."""
    return None if part is None else part.model_dump(mode="json", exclude_unset=isinstance(part, RevisedOverview))
