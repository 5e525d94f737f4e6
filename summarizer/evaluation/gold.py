"""Gold: what a reader annotated in a document, in the form of `fixtures/gold/README.md`."""

from typing import Literal

from pydantic import BaseModel, Field

from summarizer.checking.report_values import RawSpan
from summarizer.models import Aspect, Direction, FactStatus, MeasureKind, MeasureStatus

FactName = Literal["status", "aspect", "direction", "base", "cumulative", "new", "whole", "period", "place"]


class GoldMention(BaseModel):
    """A number of the raw file; a range has both its ends as `value`, None being open. Those of `core` false are neutral."""

    start: int
    end: int
    role: str
    surface: str = ""
    value: float | list[float | None] | str | None = None
    unit: str | None = None
    qualifier: str | None = None
    subject: str | None = None
    core: bool = True
    meta: bool = False


class GoldFacts(BaseModel):
    """What a figure means; facts that are `unsure` are not scored.

    `period` is an ISO 8601 time, or `..published`: until the day of publication; `place` a division's code, or CN; `whole`
    the start of the figure that this one is a part of.
    """

    status: FactStatus = "actual"
    aspect: Aspect = "amount"
    direction: Direction | None = None
    base: str | None = None
    cumulative: bool = False
    new: bool = False
    whole: int | None = None
    period: str | None = None
    place: str | None = None
    unsure: list[FactName] = Field(default_factory=list)


class GoldFigure(BaseModel):
    """What the mention with this span belongs to and means: `measures` are ids, `measure` and `region` names."""

    start: int
    end: int
    measure: str | None = None
    measures: list[str] = Field(default_factory=list)
    region: str | None = None
    facts: GoldFacts | None = None


class GoldMeasure(BaseModel):
    """A measure that a report should name, unless `core` is false; each list has what is accepted, an empty one is not scored.

    `parent` has ids; None in it: it may stand alone; empty: it has none; None: not annotated. `spans` are of the raw file.
    """

    id: str = ""
    name: str
    aliases: list[str] = Field(default_factory=list)
    kind: list[MeasureKind] = Field(default_factory=list)
    parent: list[str | None] | None = None
    actor: list[str] = Field(default_factory=list)
    target: list[str] = Field(default_factory=list)
    place: list[str] = Field(default_factory=list)
    status: list[MeasureStatus] = Field(default_factory=list)
    when: str | None = None
    spans: list[RawSpan] = Field(default_factory=list)
    core: bool = True


class GoldNeutral(BaseModel):
    """A name that a report may list or leave out."""

    name: str
    parent: list[str | None] | None = None


class GoldSlogan(BaseModel):
    """Words that are no measure: a slogan, aim or effect."""

    name: str
    sort: Literal["slogan", "aim", "effect"] = "slogan"


class GoldDate(BaseModel):
    """A date that the document states; `iso` is None where nobody can know it."""

    start: int
    end: int
    surface: str = ""
    iso: str | None = None


class GoldRegion(BaseModel):
    """The division that the document is about, by its six digits."""

    adcode: str


class Gold(BaseModel):
    """The annotations of one document; `doc` is its file's name, spans count code points of the raw file.

    With `figures_alone` or `measures_alone` nothing else was annotated, so nothing else is scored.
    """

    doc: str
    region: GoldRegion | None
    published: str | None
    measures: list[GoldMeasure]
    slogans: list[GoldSlogan] = Field(default_factory=list)
    neutral: list[GoldNeutral] = Field(default_factory=list)
    mentions: list[GoldMention]
    figures: list[GoldFigure] = Field(default_factory=list)
    event_dates: list[GoldDate] = Field(default_factory=list)
    figures_alone: bool = False
    measures_alone: bool = False

    @property
    def numbers(self) -> list[GoldMention]:
        """The figures that have a value; a delivered figure that is not among them is wrong."""
        return [mention for mention in self.mentions if mention.role == "figure" and mention.value is not None]

    def figure_at(self, mention: GoldMention) -> GoldFigure | None:
        return next(
            (figure for figure in self.figures if (figure.start, figure.end) == (mention.start, mention.end)), None
        )
