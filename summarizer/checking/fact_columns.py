"""The facts: one wide table, a row for each delivered figure with its place, time, document and measure.

    for fact in store.facts():
        if fact.counts:
            fact.county, fact.year, fact.subject, fact.value

Each column is declared once, in `Fact`: its type, its SQL on the tables of a store, and its words in two languages. The
view `facts` of a store's connection (`running/store/facts_view`), the exports, their dictionary, the viewer and the data
frames are made from this; `record_facts` reads the same of a single record. The place is that of the figure where that
has a division, else that of the document's report.
"""

from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Literal, NamedTuple, get_args, get_origin, get_type_hints

from summarizer.checking.fact_sql import (
    CONFLICTS,
    COUNTS,
    DECISION,
    ISO,
    PERIOD_END,
    PERIOD_START,
    PUBLISHED,
    PUBLISHED_YEAR,
    SAME_AS,
    WHOLE,
    citation_sql,
    of_json,
    of_place,
)

FactType = Literal["string", "integer", "number", "boolean", "date"]

_TYPES: dict[type, FactType] = {str: "string", bool: "boolean", int: "integer", date: "date"}


class FactColumn(NamedTuple):
    """What a column of the facts means, in English and Chinese, its SQL, and the unit of its numbers."""

    english: str
    chinese: str
    sql: str
    unit: str = ""


class DeclaredFact(NamedTuple):
    """A column of the facts by its name and type."""

    name: str
    type: FactType
    column: FactColumn


_ROW_UNIT = "the row's unit"


class Fact(NamedTuple):
    """A row of the facts; null where a document or report does not say."""

    province: Annotated[
        str | None, FactColumn("The province of the place that the figure is about.", "省级", of_place("province"))
    ]
    city: Annotated[str | None, FactColumn("Its city or prefecture.", "地级", of_place("city"))]
    county: Annotated[str | None, FactColumn("Its county or district.", "县级", of_place("county"))]
    town: Annotated[str | None, FactColumn("Its town or street.", "乡级", of_place("town"))]
    adcode: Annotated[
        str | None,
        FactColumn(
            "Its division code, six digits (for a town, its county's); the nation: CN.",
            "区划代码",
            of_place("adcode"),
        ),
    ]
    place: Annotated[
        str | None,
        FactColumn(
            "The name of the place that the text gives the figure; null: that of the document.",
            "地点",
            of_json("figures.place", "name"),
        ),
    ]
    year: Annotated[
        int | None,
        FactColumn(
            "The year in which its period ends; without an end that of its start, without a period that of publication.",
            "年份",
            f"CAST(substr(coalesce({PERIOD_END}, {PERIOD_START}, {PUBLISHED_YEAR}), 1, 4) AS INTEGER)",
        ),
    ]
    published: Annotated[
        date | None,
        FactColumn("The day of publication, if day, month and year are known.", "发布日期", PUBLISHED),
    ]
    title: Annotated[str | None, FactColumn("The title of the document.", "标题", "documents.title")]
    url: Annotated[str | None, FactColumn("Where the document was published.", "链接", "documents.url")]
    subject: Annotated[str | None, FactColumn("What is counted.", "统计对象", "figures.subject")]
    value: Annotated[
        int | float | None,
        FactColumn("The stated number; null for a range or an indefinite number.", "数值", "figures.value", _ROW_UNIT),
    ]
    unit: Annotated[
        str | None, FactColumn("The unit or classifier, in Simplified; null: none.", "单位", "figures.unit")
    ]
    as_written: Annotated[
        str | None, FactColumn("The number as the document writes it.", "原文写法", "figures.as_written")
    ]
    low: Annotated[
        int | float | None,
        FactColumn("The least that the number can mean; null: no lower bound.", "下限", "figures.low", _ROW_UNIT),
    ]
    high: Annotated[
        int | float | None,
        FactColumn("The most that the number can mean; null: no upper bound.", "上限", "figures.high", _ROW_UNIT),
    ]
    counts: Annotated[
        bool,
        FactColumn(
            "Whether to count it: the document bears it out or a person accepted it, and it is not a copy's, a name,"
            " rejected, or what another figure states and counts for (same_as, an earlier one of the document).",
            "是否计入",
            COUNTS,
        ),
    ]
    newest: Annotated[
        bool | None,
        FactColumn(
            "Whether it is what to read for its indicator, place and year: of the latest period the value that most"
            " documents state; null: not comparable.",
            "是否最新",
            "joined.newest",
        ),
    ]
    figure_status: Annotated[
        str | None, FactColumn("actual, planned, required, offered or negated.", "事实状态", "figures.status")
    ]
    aspect: Annotated[
        str | None,
        FactColumn("amount, change, growth, share, per, index or duration.", "数值含义", "figures.aspect"),
    ]
    direction: Annotated[
        str | None, FactColumn("The direction of a change: increase or decrease.", "增减方向", "figures.direction")
    ]
    base: Annotated[
        str | None,
        FactColumn(
            "What a change is compared with: yoy, mom, previous, other, an ISO time.", "对比基准", "figures.base"
        ),
    ]
    period: Annotated[
        str | None, FactColumn("Its time, in ISO 8601: 2023, 2023-01/2023-06, /2023-03-17.", "所属时间", ISO)
    ]
    period_start: Annotated[
        date | None, FactColumn("The first day of its period; null: open or not known.", "期间起", PERIOD_START)
    ]
    period_end: Annotated[
        date | None, FactColumn("The last day of its period; null: open or not known.", "期间止", PERIOD_END)
    ]
    cumulative: Annotated[bool | None, FactColumn("Whether it is a running total.", "是否累计", "figures.cumulative")]
    new: Annotated[bool | None, FactColumn("Whether it counts what is new alone.", "是否新增", "figures.new")]
    whole: Annotated[
        str | None, FactColumn("The number of which it is a part, as the document writes it.", "所属总数", WHOLE)
    ]
    measure: Annotated[str | None, FactColumn("The measure that it belongs to.", "所属措施", "measures.name")]
    measure_kind: Annotated[
        str | None,
        FactColumn(
            "scheme, rule, body, action, facility, tool, document, oversight, project or funding.",
            "措施种类",
            "measures.kind",
        ),
    ]
    measure_status: Annotated[
        str | None,
        FactColumn("in_force, completed, planned, called_for or ended.", "措施状态", "measures.status"),
    ]
    actor: Annotated[str | None, FactColumn("Who does the measure.", "谁做", "measures.actor")]
    verdict: Annotated[
        str | None,
        FactColumn(
            "verified, quote_not_found, unsupported, misattributed, unit_mismatch or qualifier_mismatch;"
            " null: from the rules.",
            "核查结论",
            "figures.verdict",
        ),
    ]
    decision: Annotated[
        str | None,
        FactColumn("What a person decided on it: accepted, rejected, added or edited.", "人工结论", DECISION),
    ]
    quote: Annotated[str, FactColumn("The document's words that support it.", "原文引句", "figures.quote")]
    citation: Annotated[
        str | None,
        FactColumn(
            "The quote with its source, to be pasted: title, publisher, date, digest, and an address that leads to the"
            " quote; null: the quote is not in the document.",
            "引用格式",
            citation_sql("en"),
        ),
    ]
    page: Annotated[
        int | None,
        FactColumn("The page of the file that it is on, from 1; null: none is known.", "页码", "figures.page"),
    ]
    cell: Annotated[
        str | None, FactColumn("The cell of a spreadsheet that it is in: 数据!B4.", "单元格", "figures.cell")
    ]
    document: Annotated[str, FactColumn("The document: documents.id.", "文档编号", "documents.id")]
    number: Annotated[
        int, FactColumn("The index of the figure in the document: figures.number.", "序号", "figures.number")
    ]
    duplicate_of: Annotated[
        str | None, FactColumn("The document of which its document is a copy or reprint.", "重复自", "originals.id")
    ]
    same_as: Annotated[
        str | None,
        FactColumn(
            "The figure of another document on the same indicator, place and period that counts in its place:"
            " document#number.",
            "同指数据",
            SAME_AS,
        ),
    ]
    conflicts: Annotated[
        str | None,
        FactColumn(
            "The figures of other documents that contradict it: document#number, with blanks between.",
            "矛盾数据",
            CONFLICTS,
        ),
    ]


@cache
def fact_columns() -> tuple[DeclaredFact, ...]:
    """The columns of the facts, in their order."""
    return tuple(_declared(name, hint) for name, hint in get_type_hints(Fact, include_extras=True).items())


def _declared(name: str, hint: object) -> DeclaredFact:
    annotation, column = get_args(hint)
    options = set(get_args(annotation)) if get_origin(annotation) is UnionType else {annotation}
    options.discard(type(None))
    return DeclaredFact(name, "number" if float in options else _TYPES[options.pop()], column)
