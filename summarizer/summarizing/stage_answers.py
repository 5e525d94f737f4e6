"""What a model must return to the questions of the strategy `staged`, by schema."""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, Field, ValidationInfo, model_validator

from summarizer.asking.fitting import ANSWER


class Overview(BaseModel):
    """The first stage: what a document is about."""

    SCHEMA: ClassVar[str] = "overview"

    summary: str = Field(description="摘要")
    region: str | None = Field(description="地区")
    published: str | None = Field(description="发布日期")

    @model_validator(mode="before")
    @classmethod
    def _may_lack_a_summary(cls, data: Any, info: ValidationInfo) -> Any:
        lacks = isinstance(data, dict) and info.context == ANSWER and data.get("summary") is None
        return {**data, "summary": ""} if lacks else data


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
