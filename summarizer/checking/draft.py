"""The draft: what a model must return, by schema. Nothing in it is believed yet.

Quotes come first, so that a model looks a passage up before it states what it says. The descriptions are
in the documents' language, because they are told to the model (see `prompting.outline`).
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from summarizer.folding import fold
from summarizer.numbers.qualifiers import plain
from summarizer.numbers.quantities import Quantity, read

Direction = Literal["increase", "decrease"]


class DraftMeasure(BaseModel):
    """A measure that the document tells of: a mechanism, body, campaign, facility, rule or action."""

    quote: str = Field(description="原文中提到该措施的连续短句，逐字抄录")
    name: str = Field(description="措施名称，用原文的词")
    description: str | None = Field(None, description="一句话说明做什么")
    actor: str | None = Field(None, description="实施主体，用原文的词")
    region: str | None = Field(None, description="实施地点，用原文的词")


class DraftFigure(BaseModel):
    """A number of the document with what it counts.

    Numbers may come as strings in any form that the rules read (两万三千, 1,809, 99.5%): they are turned into
    values, and a unit or qualifier in them fills the field that was left empty.
    """

    quote: str = Field(description="原文中含有该数字的连续短句，逐字抄录")
    subject: str = Field(description="该数字统计的是什么，用原文的词")
    value: float | None = Field(None, description="数值，已乘万、亿；区间则为 null")
    low: float | None = Field(None, description="区间下限，仅用于“3-5户”一类")
    high: float | None = Field(None, description="区间上限")
    unit: str | None = Field(None, description="量词或单位，不含万、亿")
    qualifier: str | None = Field(None, description="修饰词：余、多、近、约、超过、以上等")
    direction: Direction | None = Field(None, description="增长为 increase，下降为 decrease")
    period: str | None = Field(None, description="该数字所属的时间，用原文的词")
    region: str | None = Field(None, description="该数字所属的地点，用原文的词")
    measure: str | None = Field(None, description="该数字所属措施的名称，与 measures 中一致")

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

    figures: list[DraftFigure] = Field(description="要求补正的数字")


class Draft(BaseModel):
    """The answer to the first request. Subclass it, and its items, to ask for fields of your own."""

    model_config = ConfigDict(title="draft")

    summary: str = Field(description="两三句话的摘要")
    region: str | None = Field(None, description="本文报道的地区，尽量具体，写全称，如某省某市某县")
    published: str | None = Field(None, description="发布日期，YYYY-MM-DD；文中无法得知则为 null")
    measures: list[DraftMeasure] = Field(description="全部措施")
    figures: list[DraftFigure] = Field(description="全部统计数字")
