"""What a model must return to the questions of the strategy `staged`, by schema."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, Field


class Overview(BaseModel):
    """The first stage: what a document is about."""

    SCHEMA: ClassVar[str] = "overview"

    summary: str = Field(description="摘要")
    region: str | None = Field(description="地区")
    published: str | None = Field(description="发布日期")


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
