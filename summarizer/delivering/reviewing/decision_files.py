"""A file of decisions, as the viewer writes it and `summarizer review apply` reads it.

    {"format": "summarizer-decisions", "version": 2, "who": "…", "decisions": [
      {"document": "a.txt", "sha256": "…" | null, "action": "…", "figure": {…}, "changes": {…}, "note": "…" | null,
       "at": "2026-11-22T10:00:00Z"}]}

A decision is on a `figure`, on a `measure`, or, without either, on the document.

accept      a figure or measure is right as it is, or with these `changes`, whatever the checker says
reject      a figure or measure is wrong
add         a figure or measure is missing; the quote or name must be in the document
edit        fields of a figure, of a measure or of the document have other values: `changes` has these alone
undo        the latest decision on it is taken back
reviewed    a person is done with the document
reopened    … and is not, after all

A decision holds for the bytes that it was made on. Version 1 has the first three actions, on figures alone, and is read.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self

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
    model_validator,
)

from summarizer.checking.jsonl import first_problem, read_as
from summarizer.checking.report_values import Action, DecidedPart, RawSpan
from summarizer.models import Aspect, Direction, FactStatus, MeasureKind, MeasureStatus
from summarizer.resources import message
from summarizer.scanning.facts.periods import Period

_FIRST_YEAR, _LAST_YEAR = 1970, 9998
_ON_PARTS = frozenset({"accept", "reject", "add"})
_ON_DOCUMENTS = frozenset({"reviewed", "reopened"})
_WITH_CHANGES = frozenset({"accept", "edit"})


def _in_utc(moment: datetime) -> datetime:
    if not _FIRST_YEAR < moment.year < _LAST_YEAR:
        raise ValueError(message("decision.time"))
    return moment.astimezone(UTC)


def _that_a_float_holds(number: float) -> float:
    try:
        float(number)
    except OverflowError:
        raise ValueError(message("decision.number")) from None
    return number


def _in_words(part: Any) -> Any:
    """A time or place in words, of a file that has it as a report does."""
    return (
        next((part[name] for name in ("surface", "iso", "name") if part.get(name)), None)
        if isinstance(part, dict)
        else part
    )


def _known_date(iso: str) -> str:
    if "/" in iso or Period.of(iso) is None:
        raise ValueError(message("decision.date"))
    if len(iso) == len("2024-05-06"):
        datetime.strptime(iso, "%Y-%m-%d").replace(tzinfo=UTC)
    return iso


_Number = Annotated[int | float, AfterValidator(_that_a_float_holds)]
_Words = Annotated[str | None, BeforeValidator(_in_words)]
_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Date = Annotated[str, AfterValidator(_known_date)]


class _Changes(BaseModel):
    """New values of some fields; those that are left out stay as they are."""

    model_config = ConfigDict(allow_inf_nan=False, extra="allow")

    @property
    def names(self) -> set[str]:
        """The fields that are changed, those of your own too."""
        return self.model_fields_set


class FigureChanges(_Changes):
    """New values of a figure: places by name or code, times in ISO 8601 or in words, `measure` by id or name.

    `whole` is the span of another figure of the report.
    """

    subject: str | None = None
    value: _Number | None = None
    low: _Number | None = None
    high: _Number | None = None
    unit: str | None = None
    qualifier: str | None = None
    status: FactStatus | None = None
    aspect: Aspect | None = None
    direction: Direction | None = None
    base: str | None = None
    cumulative: bool | None = None
    new: bool | None = None
    period: _Words = None
    place: _Words = None
    whole: RawSpan | None = None
    measure: str | None = None
    quote: _Name = ""


class MeasureChanges(_Changes):
    """New values of a measure; `parent` by id or name."""

    name: _Name = ""
    kind: MeasureKind | None = None
    status: MeasureStatus = "in_force"
    actor: str | None = None
    target: str | None = None
    place: _Words = None
    when: str | None = None
    parent: str | None = None


class ChangedPoint(BaseModel):
    """A point as a person wrote it; `measures` by id or name."""

    text: _Name
    measures: list[str] = []


class ChangedDate(BaseModel):
    """A date of the document, by its raw span; `iso` is null where nobody can know it."""

    start: int
    end: int
    surface: str = ""
    iso: str | None


class OverviewChanges(_Changes):
    """New values of the document's own fields: `region` by name or code, `points` and `dates` all of them."""

    model_config = ConfigDict(extra="forbid")

    region: str | None = None
    published: _Date | None = None
    headline: str | None = None
    points: list[ChangedPoint] = []
    dates: list[ChangedDate] = []


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
    direction: Direction | None = None
    period: _Words = None
    place: Annotated[_Words, Field(validation_alias=AliasChoices("place", "region"))] = None
    measure: str | None = None
    quote: str
    span: RawSpan | None = None


class DecidedMeasure(MeasureChanges):
    """The measure that a decision is about: known by its name and the first of its spans; an added one by its name."""

    model_config = ConfigDict(extra="ignore")

    name: _Name
    spans: list[RawSpan] = []


Changes = FigureChanges | MeasureChanges | OverviewChanges
_CHANGES: dict[DecidedPart, type[Changes]] = {
    "figure": FigureChanges,
    "measure": MeasureChanges,
    "document": OverviewChanges,
}


class FiledDecision(BaseModel):
    """One decision of a file."""

    document: str
    sha256: str | None = None
    action: Action
    figure: DecidedFigure | None = None
    measure: DecidedMeasure | None = None
    changes: Changes | None = None
    note: str | None = None
    at: Annotated[AwareDatetime, AfterValidator(_in_utc)]

    @property
    def part(self) -> DecidedPart:
        """What it is on."""
        return "figure" if self.figure is not None else "measure" if self.measure is not None else "document"

    @model_validator(mode="before")
    @classmethod
    def _read_changes(cls, data: Any) -> Any:
        """Changes by the fields that the part has."""
        changes = data.get("changes") if isinstance(data, dict) else None
        if not isinstance(changes, dict):
            return data
        part: DecidedPart = "figure" if data.get("figure") else "measure" if data.get("measure") else "document"
        try:
            return {**data, "changes": _CHANGES[part].model_validate(changes)}
        except ValidationError as error:
            raise ValueError(first_problem(error, "changes")) from None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """An action has what it is on, and changes where it may have some."""
        if self.figure is not None and self.measure is not None:
            raise ValueError(message("decision.two_parts"))
        if self.part == "document" and self.action in _ON_PARTS:
            raise ValueError(message("decision.no_part", action=self.action))
        if self.part != "document" and self.action in _ON_DOCUMENTS:
            raise ValueError(message("decision.on_document", action=self.action, part=self.part))
        if self.action == "edit" and not (self.changes and self.changes.names):
            raise ValueError(message("decision.without_changes"))
        if self.changes is not None and self.action not in _WITH_CHANGES:
            raise ValueError(message("decision.with_changes", action=self.action))
        return self


class DecisionsFile(BaseModel):
    """A file of decisions."""

    format: Literal["summarizer-decisions"]
    version: Literal[1, 2]
    who: _Name
    decisions: list[FiledDecision]


def read_decisions(path: Path) -> DecisionsFile:
    """The decisions of a file; raises UsageError where it can't be read or is not such a file."""
    return read_as(path, DecisionsFile, message("json.what.decisions"))
