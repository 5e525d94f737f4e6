"""The figures of a report: what each counts, what the number means, where it is stated, and the verdict on it."""

from typing import Annotated, Any

from pydantic import Field

from summarizer.checking import flat_columns
from summarizer.checking.fields import ReportField
from summarizer.checking.report_values import (
    VERDICTS,
    DecisionNote,
    Origin,
    PlaceName,
    RawSpan,
    ReportPart,
    ReportPeriod,
    ReportRegion,
    Verdict,
    is_none,
)
from summarizer.models import Aspect, Direction, FactStatus, Mention, Role
from summarizer.scanning.facts.context import FigureContext
from summarizer.scanning.tables.table_cells import place_in_table

_ROW_UNIT = "the row's unit"
_VERDICT = f"The checker's verdict: {', '.join((VERDICTS[-1], *VERDICTS[:-1]))}; null: from the rules."


def table_of(mention: Mention, _context: FigureContext) -> dict[str, Any] | None:
    """Where in a table the number is."""
    return place_in_table(mention.table)


class Figure(ReportPart):
    """A figure with its verdict; those that the model missed have origin `rules` and no verdict.

    `decision` is there in corrected reports alone, on what a person accepted, added or edited.
    """

    subject: Annotated[str | None, ReportField("What is counted.", "统计对象")]
    value: Annotated[
        int | float | None,
        ReportField("The stated number; null for a range or an indefinite number.", "数值", _ROW_UNIT),
    ]
    low: Annotated[
        int | float | None, ReportField("The least that the number can mean; null: no lower bound.", "下限", _ROW_UNIT)
    ]
    high: Annotated[
        int | float | None, ReportField("The most that the number can mean; null: no upper bound.", "上限", _ROW_UNIT)
    ]
    unit: Annotated[str | None, ReportField("The unit or classifier, in Simplified; null: none.", "单位或量词")]
    qualifier: Annotated[
        str | None, ReportField("The qualifier (余, 近, 约, 超过 …) as written, in Simplified.", "修饰词")
    ]
    as_written: Annotated[str | None, ReportField("The number as the document writes it.", "原文写法")]
    status: Annotated[FactStatus | None, ReportField("actual, planned, required, offered or negated.", "事实状态")]
    aspect: Annotated[Aspect | None, ReportField("amount, change, growth, share, per, index or duration.", "数值含义")]
    direction: Annotated[Direction | None, ReportField("The direction of a change: increase or decrease.", "增减方向")]
    base: Annotated[
        str | None, ReportField("What a change is compared with: yoy, mom, previous, other, an ISO time.", "对比基准")
    ]
    cumulative: Annotated[bool | None, ReportField("Whether it is a running total.", "是否累计")]
    new: Annotated[bool | None, ReportField("Whether it counts what is new alone.", "是否新增")]
    period: Annotated[
        ReportPeriod | None,
        ReportField(
            "The time that the figure is about, in ISO 8601, and how it is known.", "所属时间", flat=flat_columns.PERIOD
        ),
    ]
    place: Annotated[
        ReportRegion | PlaceName | None,
        ReportField(
            "The place that the figure is about, with its code; the nation: CN.", "所属地点", flat=flat_columns.PLACE
        ),
    ]
    whole: Annotated[
        RawSpan | None,
        ReportField("The span of the figure of which it is a part.", "所属总数的位置", flat=flat_columns.WHOLE),
    ]
    measure: Annotated[str | None, ReportField("The measure that it belongs to: measures.id.", "所属措施")]
    quote: Annotated[str, ReportField("The document's words that support it.", "原文引句")]
    quote_span: RawSpan | None
    span: RawSpan | None
    page: Annotated[
        int | None,
        ReportField("The page of the file that it is on, from 1; null: none is known.", "页码"),
    ] = None
    cell: Annotated[
        str | None, ReportField("The cell of a spreadsheet that it is in, with its sheet: 数据!B4.", "单元格")
    ] = None
    role: Annotated[
        Role | None,
        ReportField(
            "What the rules read the number as: a figure, or a date, rank or name (a warning says so).", "数字类别"
        ),
    ] = None
    verdict: Annotated[Verdict | None, ReportField(_VERDICT, "核查结论")]
    origin: Annotated[Origin, ReportField("Who gave the figure: model, or rules if the model left it out.", "来源")]
    table: Annotated[
        dict[str, Any] | None,
        ReportField(
            "Its place in a table: label of the row, path of the column's heads, words above; units: those that it may have.",
            "在表格中的位置",
            rule=table_of,
            flat=flat_columns.TABLE,
        ),
    ] = None
    decision: DecisionNote | None = Field(default=None, exclude_if=is_none)
