"""What the parts of a report are made of: verdicts, spans, divisions, dates and times."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidatorFunctionWrapHandler, WrapValidator

from summarizer.errors import Message

Verdict = Literal["quote_not_found", "unsupported", "misattributed", "unit_mismatch", "qualifier_mismatch", "verified"]
VERDICTS: tuple[Verdict, ...] = (
    "quote_not_found",
    "unsupported",
    "misattributed",
    "unit_mismatch",
    "qualifier_mismatch",
    "verified",
)
Origin = Literal["model", "rules"]
Action = Literal["accept", "reject", "add", "edit", "undo", "reviewed", "reopened"]
DecidedPart = Literal["figure", "measure", "document"]
TextVerdict = Literal["supported", "equivalent", "derived", "contradicted", "not_stated"]
RawSpan = tuple[int, int]


class ReportPart(BaseModel):
    """Fields that a user's own draft adds are carried along."""

    model_config = ConfigDict(extra="allow")


def is_none(value: object) -> bool:
    """For fields that are left out where they are null."""
    return value is None


def is_empty(value: object) -> bool:
    """For fields that are left out where they are empty."""
    return not value


class DecisionNote(BaseModel):
    """What a person decided on a figure or measure; `verdict` is the checker's on a figure, `at` is in UTC.

    `was` has the fields that were edited, as they were before.
    """

    action: Action
    who: str
    at: str
    note: str | None
    verdict: Verdict | None
    was: dict[str, Any] | None = Field(default=None, exclude_if=is_none)


class ReportRegion(BaseModel):
    """A division of China; `adcode` has six digits, `towncode` nine."""

    name: str
    province: str
    city: str | None
    county: str | None
    town: str | None
    adcode: str
    towncode: str | None
    level: Literal["province", "city", "county", "town"]


def _kept(reason: Any, check: ValidatorFunctionWrapHandler) -> Any:
    return reason if isinstance(reason, Message) else check(reason)


class ReportPublished(BaseModel):
    """When the document was published, with the precision known (ISO 8601)."""

    iso: str
    inferred: bool
    reason: str | None


class ReportDate(BaseModel):
    """A date that the document states; `iso` is null where it stays unknown."""

    start: int
    end: int
    surface: str
    iso: str | None
    inferred: bool
    reason: str | None


class PlaceName(BaseModel):
    """A place that is no division of China; `adcode` is CN for the nation, else null."""

    name: str
    adcode: str | None = None


class ReportPeriod(BaseModel):
    """A time in ISO 8601: a point, `start/end`, `start/`, `/end`; null where its words give none.

    `surface` are those words, null where the document's date gives it; `inferred` and `reason` as of a date.
    """

    iso: str | None
    surface: str | None
    inferred: bool
    reason: Annotated[str, WrapValidator(_kept)] | None
