"""A file of decisions, as the viewer writes it and `summarizer review apply` reads it, and the store's table of them.

    {"format": "summarizer-decisions", "version": 1, "who": "…", "decisions": [
      {"document": "a.txt", "sha256": "…" | null, "action": "accept" | "reject" | "add",
       "figure": {…}, "note": "…" | null, "at": "2026-11-22T10:00:00Z"}]}

accept   a figure that the checker doubted, or one of the rules, is right as it is
reject   a figure is wrong
add      a figure is missing; its quote must be in the document

A figure is identified by its content and its span (`identity`), since its number may change in a later run.
A decision holds for the bytes that it was made on. Of several on one figure the latest holds; all are kept.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    AliasChoices,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from summarizer.checking import contract1
from summarizer.checking.jsonl import read_as
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_values import Action
from summarizer.resources import message
from summarizer.running.store.rows import parsed
from summarizer.running.store.store import Store

_SAID = ("subject", "value", "low", "high", "unit", "qualifier", "quote")
Identity = tuple[Any, ...]


_FIRST_YEAR, _LAST_YEAR = 1970, 9998


def _in_utc(moment: datetime) -> datetime:
    if not _FIRST_YEAR < moment.year < _LAST_YEAR:
        raise ValueError("this is no time of our days")
    return moment.astimezone(UTC)


def _that_a_float_holds(number: float) -> float:
    try:
        float(number)
    except OverflowError:
        raise ValueError("this number is too large") from None
    return number


_Number = Annotated[int | float, AfterValidator(_that_a_float_holds)]


def _in_words(part: Any) -> Any:
    """A time or place in words, of a file that has it as a report does."""
    return (
        next((part[name] for name in ("surface", "iso", "name") if part.get(name)), None)
        if isinstance(part, dict)
        else part
    )


_Words = Annotated[str | None, BeforeValidator(_in_words)]


class DecidedFigure(BaseModel):
    """The figure that a decision is about; other fields of the file are ignored.

    `measure` is a measure's id or its name; `region` is what files of before call `place`.
    """

    model_config = ConfigDict(allow_inf_nan=False)

    subject: str | None = None
    value: _Number | None = None
    low: _Number | None = None
    high: _Number | None = None
    unit: str | None = None
    qualifier: str | None = None
    direction: Literal["increase", "decrease"] | None = None
    period: _Words = None
    place: Annotated[_Words, Field(validation_alias=AliasChoices("place", "region"))] = None
    measure: str | None = None
    quote: str
    span: tuple[int, int] | None = None


class FiledDecision(BaseModel):
    """One decision of a file."""

    document: str
    sha256: str | None = None
    action: Action
    figure: DecidedFigure
    note: str | None = None
    at: Annotated[AwareDatetime, AfterValidator(_in_utc)]


class DecisionsFile(BaseModel):
    """A file of decisions."""

    format: Literal["summarizer-decisions"]
    version: Literal[1]
    who: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    decisions: list[FiledDecision]


class Decision(NamedTuple):
    """A decision of the store; `key` is documents.document, `at` ISO 8601 in UTC to the second."""

    key: int
    sha256: str | None
    action: Action
    figure: Figure
    who: str
    at: str
    note: str | None


def read_decisions(path: Path) -> DecisionsFile:
    """The decisions of a file; raises UsageError where it can't be read or is not such a file."""
    return read_as(path, DecisionsFile, message("json.what.decisions"))


def identity(figure: Figure | DecidedFigure) -> Identity:
    """The key by which two figures of a document are the same: their values, in the document's words, and their spans."""
    return (*(getattr(figure, name) for name in _SAID), figure.span)


def stored(store: Store) -> Iterator[Decision]:
    """All decisions of the store on versions of documents that it has, the latest last."""
    found = store.database.execute(
        "SELECT decisions.document, documents.id, decisions.sha256, action, figure, who, at, note"
        " FROM main.decisions JOIN main.documents USING (document)"
        " WHERE decisions.sha256 IS documents.sha256 ORDER BY at, decision"
    )
    for key, document, sha256, action, figure, who, at, note in found:
        try:
            yield Decision(key, sha256, action, _figure(parsed(figure)), who, at, note)
        except ValidationError:
            store.unreadable["decision"].add(document)


def listed(store: Store) -> list[dict[str, Any]]:
    """Every decision, the latest last, with its document's id and whether it `holds` for the document as it is now."""
    found = store.database.execute(
        "SELECT id AS document, decisions.sha256, action, figure, who, at, note,"
        " decisions.sha256 IS documents.sha256 AS holds"
        " FROM decisions JOIN documents USING (document) ORDER BY at, decision"
    )
    return [row for row in map(dict, found) if _made_whole(store, row)]


def without_figure(store: Store) -> list[str]:
    """The ids of the documents of decisions that hold for their bytes, but whose figure the report no longer has."""
    ids = dict(store.database.execute("SELECT document, id FROM documents").fetchall())
    known: dict[int, set[Identity]] = {}
    lost = []
    for decision in stored(store):
        if decision.key not in known:
            record = store.record(ids[decision.key])
            figures = record.report.figures if record is not None and record.report is not None else []
            known[decision.key] = {identity(figure) for figure in figures}
        if decision.action == "add":
            known[decision.key].add(identity(decision.figure))
        elif identity(decision.figure) not in known[decision.key]:
            lost.append(ids[decision.key])
    return lost


def _made_whole(store: Store, row: dict[str, Any]) -> bool:
    """Parse the JSON fields of a row of `listed`; False where they are damaged."""
    try:
        figure = _figure(parsed(row["figure"]))
    except ValidationError:
        store.unreadable["decision"].add(row["document"])
        return False
    row |= {"figure": figure.model_dump(mode="json"), "holds": bool(row["holds"])}
    return True


def _figure(content: Any) -> Figure:
    """A figure that was decided on, perhaps by a version of before; raises ValidationError where it is damaged."""
    return Figure.model_validate(contract1.figure(content) if isinstance(content, dict) else content)


def keep(store: Store, decisions: Iterable[Decision]) -> int:
    """Add decisions to the store, all or none, without those that it already has; returns how many are new."""
    before = store.database.total_changes
    with store.transaction():
        store.database.executemany(
            "INSERT INTO decisions (document, sha256, action, figure, who, at, note)"
            " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE NOT EXISTS (SELECT 1 FROM decisions WHERE document = ?1"
            " AND sha256 IS ?2 AND action = ?3 AND figure = ?4 AND who = ?5 AND at = ?6 AND note IS ?7)",
            [(*decision[:3], decision.figure.model_dump_json(), *decision[4:]) for decision in decisions],
        )
    return store.database.total_changes - before
