"""The draft: what a model must return, by schema. Nothing in it is believed yet.

Quotes come first, so that a model looks a passage up before it states what it says. The descriptions are
in the documents' language, because they are told to the model (see `prompting.outline`).
"""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from summarizer.folding import fold
from summarizer.models import Direction
from summarizer.scanning.numbers.qualifiers import plain
from summarizer.scanning.numbers.quantities import Quantity, read


class DraftMeasure(BaseModel):
    """A measure that the document tells of: a mechanism, body, campaign, facility, rule or action."""

    quote: str = Field(description="原文短句")
    name: str = Field(description="名称")
    description: str | None = Field(default=None, description="做什么")
    actor: str | None = Field(default=None, description="谁做")
    region: str | None = Field(default=None, description="在哪里")


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
    def _read_strings(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("value"), str):
            return {**data, **_told(data)}
        return data


def _told(data: dict[str, Any]) -> dict[str, Any]:
    folded = fold(data["value"]).strip()
    found = read(folded)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(folded)):
        return {"value": data["value"]}
    return _fields_of(found[0], data)


def _fields_of(quantity: Quantity, data: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"value": plain(quantity.value)}
    if quantity.value is None:
        told |= {"low": plain(quantity.low), "high": plain(quantity.high)}
    told["unit"] = data.get("unit") or quantity.unit
    told["qualifier"] = data.get("qualifier") or quantity.qualifier
    return told


class FiguresDraft(BaseModel):
    """The answer to a patch: the faulty and missed figures alone."""

    SCHEMA: ClassVar[str] = "patch"

    figures: list[DraftFigure]


class Draft(BaseModel):
    """The answer to the first request. Subclass it, and its items, to ask for fields of your own."""

    model_config = ConfigDict(title="draft")
    SCHEMA: ClassVar[str] = "draft"

    summary: str = Field(description="摘要")
    region: str | None = Field(default=None, description="地区")
    published: str | None = Field(default=None, description="发布日期，YYYY-MM-DD")
    measures: list[DraftMeasure]
    figures: list[DraftFigure]
