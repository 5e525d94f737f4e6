"""The draft: what a model must return, by schema. Nothing in it is believed yet.

Quotes come first, so that a model looks a passage up before it states what it says. The descriptions are
in the documents' language, because they are told to the model (see `prompting.outline`).
"""

from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from summarizer.asking.fitting import ANSWER
from summarizer.checking import draft_values as values
from summarizer.models import Direction

_OF_MEASURE = frozenset({"description", "actor", "region"})
_OF_FIGURE = frozenset({"value", "low", "high", "unit", "qualifier", "direction", "period", "region", "measure"})


class DraftMeasure(BaseModel):
    """A measure that the document tells of: a mechanism, body, campaign, facility, rule or action."""

    quote: str = Field(description="原文短句")
    name: str = Field(description="名称")
    description: str | None = Field(default=None, description="做什么")
    actor: str | None = Field(default=None, description="谁做")
    region: str | None = Field(default=None, description="在哪里")

    @model_validator(mode="before")
    @classmethod
    def _read_values(cls, data: Any) -> Any:
        data = values.named(data)
        return values.without_nothings(data, _OF_MEASURE) if isinstance(data, dict) else data

    @model_validator(mode="after")
    def _has_content(self, info: ValidationInfo) -> Self:
        """A name that was answered has one; what a program makes is its own affair."""
        if info.context == ANSWER and values.is_nothing(self.name):
            raise ValueError("it has no name")
        return self


class DraftFigure(BaseModel):
    """A number of the document with what it counts.

    Numbers may come as strings in any form that the rules read (两万三千, 1,809, 99.5%): they are turned into
    values, and a unit or qualifier in them fills the field that was left empty.
    """

    quote: str = Field(description="原文短句")
    subject: str = Field(description="统计对象")
    value: float | None = Field(default=None, description="数值")
    low: float | None = Field(default=None, description="区间下限")
    high: float | None = Field(default=None, description="上限")
    unit: str | None = Field(default=None, description="量词或单位")
    qualifier: str | None = Field(default=None, description="余、多、近、约、超过、以上……")
    direction: Direction | None = Field(default=None, description="增或减")
    period: str | None = Field(default=None, description="所属时间")
    region: str | None = Field(default=None, description="所属地点")
    measure: str | None = Field(default=None, description="所属措施的 name")

    @model_validator(mode="before")
    @classmethod
    def _read_values(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        data = values.with_numbers(values.without_nothings(data, _OF_FIGURE))
        return {**data, "direction": values.direction(data["direction"])} if "direction" in data else data

    @model_validator(mode="after")
    def _has_content(self, info: ValidationInfo) -> Self:
        """A figure that was answered has a quote, a subject and a number; what a program makes is its own affair."""
        if info.context != ANSWER:
            return self
        for name in ("quote", "subject"):
            if values.is_nothing(getattr(self, name)):
                raise ValueError(f"it has no {name}")
        if self.value is self.low is self.high is None and values.says_no_number(self.quote):
            raise ValueError("it has no number")
        return self


class FiguresDraft(BaseModel):
    """The answer to a patch: the faulty and missed figures alone."""

    SCHEMA: ClassVar[str] = "patch"

    figures: list[DraftFigure]

    @model_validator(mode="before")
    @classmethod
    def _read_values(cls, data: Any) -> Any:
        return {**data, "figures": values.listed(data["figures"])} if _has(data, "figures") else data


class Draft(BaseModel):
    """The answer to the first request. Subclass it, and its items, to ask for fields of your own."""

    model_config = ConfigDict(title="draft")
    SCHEMA: ClassVar[str] = "draft"

    summary: str = Field(description="摘要")
    region: str | None = Field(default=None, description="地区")
    published: str | None = Field(default=None, description="发布日期，YYYY-MM-DD")
    measures: list[DraftMeasure]
    figures: list[DraftFigure]

    @model_validator(mode="before")
    @classmethod
    def _read_values(cls, data: Any, info: ValidationInfo) -> Any:
        if not isinstance(data, dict):
            return data
        read = values.without_nothings(data, {"region", "published"})
        if "published" in read:
            read["published"] = values.iso_date(read["published"])
        if "figures" in read:
            read["figures"] = values.listed(read["figures"])
        if info.context == ANSWER and read.get("summary") is None:
            read["summary"] = ""
        return read


def _has(data: Any, name: str) -> bool:
    return isinstance(data, dict) and name in data
