"""What a model must return to the questions of the strategy `staged`, and on a document that was asked about in parts."""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, Field, model_validator

from summarizer.checking import draft_values as values
from summarizer.checking.draft import DraftPoint


class Overview(BaseModel):
    """The first stage: where a document is about, of which the rules do not find out."""

    SCHEMA: ClassVar[str] = "overview"

    region: str | None = Field(description="地区")


LONGEST_NAME = 16


class MeasureNames(BaseModel):
    """The second stage: the measures that a piece of the article names, in its own words.

    The schema alone limits them: a server that holds to it cuts a copied clause off, which costs less than asking
    again; one that is as long as the limit was cut, and is none.
    """

    SCHEMA: ClassVar[str] = "measures"

    measures: list[Annotated[str, Field(json_schema_extra={"maxLength": LONGEST_NAME})]] = Field(
        description="名称", json_schema_extra={"maxItems": 14}
    )


class Counted(BaseModel):
    """What one number counts, and the measure that it belongs to; `number` is copied, to tell which one is meant."""

    number: str = Field(description="数字", max_length=40)
    subject: str = Field(description="统计对象", max_length=60)
    measure: str | None = Field(description="所属做法", max_length=60)


class CountedNumbers(BaseModel):
    """The third stage: the numbers of a sentence, in its order."""

    SCHEMA: ClassVar[str] = "figures"

    numbers: list[Counted] = Field(max_length=8)


class PointsDraft(BaseModel):
    """The answer on a document as a whole: its headline and its points."""

    SCHEMA: ClassVar[str] = "points"

    headline: str | None = Field(default=None, description="标题")
    points: list[DraftPoint] = Field(description="要点")

    @model_validator(mode="before")
    @classmethod
    def _read_values(cls, data: Any) -> Any:
        return values.without_nothings(data, {"headline"}) if isinstance(data, dict) else data
