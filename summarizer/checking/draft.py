"""The draft: what a model must return, by schema. Nothing in it is believed yet.

Quotes come first, so that a model looks a passage up before it states what it says. The descriptions are
in the documents' language, because they are part of the question (see `prompting.outline`).
"""

from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator

from summarizer.asking.fitting import ANSWER
from summarizer.checking import draft_values as values
from summarizer.models import Direction, FactStatus, MeasureKind, MeasureStatus

_OF_MEASURE = frozenset({"kind", "actor", "target", "place", "status", "when"})
_OF_FIGURE = frozenset(
    {"value", "low", "high", "unit", "qualifier", "status", "direction", "period", "place", "measure"}
)

Kind = Annotated[MeasureKind | None, BeforeValidator(values.measure_kind)]
MeasureState = Annotated[MeasureStatus | None, BeforeValidator(values.measure_status)]
FigureState = Annotated[FactStatus | None, BeforeValidator(values.figure_status)]


class DraftDetail(BaseModel):
    """A measure of the deepest level that is asked for."""

    name: str = Field(description="名称")
    kind: Kind = Field(default=None, description="种类")
    actor: str | None = Field(default=None, description="谁做")
    target: str | None = Field(default=None, description="对谁、对什么")
    place: str | None = Field(default=None, description="在哪里")
    status: MeasureState = Field(default=None, description="状态")
    when: str | None = Field(default=None, description="何时")

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


class DraftSubpart(DraftDetail):
    """A part of a part; what an answer nests deeper stands beside its own parts."""

    parts: list[DraftDetail] = Field(default_factory=list, description="分项")

    @model_validator(mode="before")
    @classmethod
    def _read_parts(cls, data: Any) -> Any:
        return {**data, "parts": values.unnested(data["parts"])} if _has(data, "parts") else data


class DraftPart(DraftDetail):
    """A part of a measure, with parts of its own."""

    parts: list[DraftSubpart] = Field(default_factory=list, description="分项")


class DraftMeasure(DraftDetail):
    """A measure that the document states: what somebody sets up, requires, does, pays or plans, with its parts."""

    parts: list[DraftPart] = Field(default_factory=list, description="分项")


class DraftPoint(BaseModel):
    """A sentence of the summary, with the names of the measures that it is about."""

    text: str = Field(description="一句话")
    measures: list[str] = Field(default_factory=list, description="涉及的措施的 name")

    @model_validator(mode="before")
    @classmethod
    def _read_values(cls, data: Any) -> Any:
        return {"text": data} if isinstance(data, str) else data


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
    status: FigureState = Field(default=None, description="已是事实，还是计划、要求、可得、否定")
    direction: Direction | None = Field(default=None, description="增或减")
    period: str | None = Field(default=None, description="所属时间")
    place: str | None = Field(default=None, description="所属地点")
    measure: str | None = Field(default=None, description="所属措施的 name")

    @model_validator(mode="before")
    @classmethod
    def _read_values(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        data = values.with_numbers(values.without_nothings(values.renamed(data), _OF_FIGURE))
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

    region: str | None = Field(default=None, description="地区")
    published: str | None = Field(default=None, description="发布日期，YYYY-MM-DD")
    measures: list[DraftMeasure] = Field(description="措施")
    slogans: list[str] = Field(description="口号、目标、效果、态度")
    figures: list[DraftFigure] = Field(description="数字")
    headline: str | None = Field(default=None, description="标题")
    points: list[DraftPoint] = Field(description="要点")

    @model_validator(mode="before")
    @classmethod
    def _read_values(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        read = values.without_nothings(values.with_points(data), {"headline", "region", "published"})
        if "published" in read:
            read["published"] = values.iso_date(read["published"])
        if "figures" in read:
            read["figures"] = values.listed(read["figures"])
        return read


def _has(data: Any, name: str) -> bool:
    return isinstance(data, dict) and name in data
