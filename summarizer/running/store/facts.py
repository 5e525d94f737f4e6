"""The facts of a run: one wide table, a row for each delivered figure with its place, time, document and measure.

    for fact in store.facts():
        if fact.counts:
            fact.county, fact.year, fact.subject, fact.value

Each column is declared once, in `Fact`: its type, its SQL, and its words in two languages. The view `facts` of a store's
connection, the exports, their dictionary and the viewer are made from this. The view is temporary, so that it reads what
is laid over the tables: a person's decisions (`decided`) and corrected reports. Its place is that of the figure where
that has a division, else that of the document's report.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Literal, NamedTuple, get_args, get_origin, get_type_hints

from summarizer.running.store.delivered import DeliveredRecords
from summarizer.running.store.typed_rows import typed_rows

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


def _of_json(column: str, name: str) -> str:
    return f"CASE WHEN json_valid({column}) THEN json_extract({column}, '$.{name}') END"


def _of_place(name: str) -> str:
    """A part of the figure's division, or where it has none, of the report's."""
    own = _of_json("figures.place", "adcode")
    return f"CASE WHEN {own} NOT NULL THEN json_extract(figures.place, '$.{name}') ELSE reports.{name} END"


def _day(iso: str, year: str, month: str) -> str:
    """A day as it is; of a year or a month the day that the other two give. The rest is null, as --12-03 is."""
    return (
        f"(SELECT CASE WHEN iso GLOB '{_YEAR}' THEN iso || '{year}' WHEN iso GLOB '{_YEAR}-{_TWO}' THEN {month}"  # noqa: S608 - ours
        f" WHEN iso GLOB '{_YEAR}-{_TWO}-{_TWO}' THEN date(iso, '+0 days') END FROM (SELECT {iso} AS iso))"
    )


_YEAR, _TWO = "[0-9][0-9][0-9][0-9]", "[0-9][0-9]"
_ISO = _of_json("figures.period", "iso")
_FROM = f"CASE WHEN instr({_ISO}, '/') THEN substr({_ISO}, 1, instr({_ISO}, '/') - 1) ELSE {_ISO} END"
_TO = f"substr({_ISO}, instr({_ISO}, '/') + 1)"
_PERIOD_START = _day(_FROM, "-01-01", "date(iso || '-01')")
_PERIOD_END = _day(_TO, "-12-31", "date(iso || '-01', '+1 month', '-1 day')")
# Without '+0 days', SQLite lets a 30th of February pass.
ISO_DAY = "length(documents.published) = 10 AND date(documents.published, '+0 days') = documents.published"
_PUBLISHED = f"CASE WHEN {ISO_DAY} THEN documents.published END"
_PUBLISHED_YEAR = f"CASE WHEN documents.published GLOB '{_YEAR}*' THEN documents.published END"
_COUNTS = (
    "duplicates.document IS NULL AND decided.action IS NOT 'reject' AND (coalesce(decided.action, '') IN ('accept', 'add')"
    " OR (figures.verdict IS NULL OR figures.verdict = 'verified') AND coalesce(figures.role, 'figure') = 'figure')"
    " AND (figures.repeats IS NULL OR repeated.action IS 'reject')"
)
_CONFLICTS = (
    "(SELECT group_concat(place, ' ') FROM (SELECT others.id || '#' || conflicts.other_number AS place FROM conflicts"
    " JOIN documents AS others ON others.document = conflicts.other_document WHERE conflicts.document = figures.document"
    " AND conflicts.number = figures.number ORDER BY others.position, conflicts.other_number))"
)
_WHOLE = (
    "CASE WHEN json_valid(figures.whole) THEN (SELECT surface FROM mentions WHERE mentions.document = figures.document"
    " AND mentions.start = json_extract(figures.whole, '$[0]') AND mentions.end = json_extract(figures.whole, '$[1]')) END"
)
DECISION = (
    "CASE decided.action WHEN 'accept' THEN 'accepted' WHEN 'reject' THEN 'rejected' WHEN 'add' THEN 'added'"
    " WHEN 'edit' THEN 'edited' END"
)
_ROW_UNIT = "the row's unit"
ORDER = "position, document, number"


class Fact(NamedTuple):
    """A row of the facts; null where a document or report does not say."""

    province: Annotated[
        str | None, FactColumn("The province of the place that the figure is about.", "省级", _of_place("province"))
    ]
    city: Annotated[str | None, FactColumn("Its city or prefecture.", "地级", _of_place("city"))]
    county: Annotated[str | None, FactColumn("Its county or district.", "县级", _of_place("county"))]
    town: Annotated[str | None, FactColumn("Its town or street.", "乡级", _of_place("town"))]
    adcode: Annotated[
        str | None,
        FactColumn(
            "Its division code, six digits (for a town, its county's); the nation: CN.",
            "区划代码",
            _of_place("adcode"),
        ),
    ]
    place: Annotated[
        str | None,
        FactColumn(
            "The name of the place that the text gives the figure; null: that of the document.",
            "地点",
            _of_json("figures.place", "name"),
        ),
    ]
    year: Annotated[
        int | None,
        FactColumn(
            "The year in which its period ends; without an end that of its start, without a period that of publication.",
            "年份",
            f"CAST(substr(coalesce({_PERIOD_END}, {_PERIOD_START}, {_PUBLISHED_YEAR}), 1, 4) AS INTEGER)",
        ),
    ]
    published: Annotated[
        date | None,
        FactColumn("The day of publication, if day, month and year are known.", "发布日期", _PUBLISHED),
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
            " rejected, or what an earlier figure of the document states.",
            "是否计入",
            _COUNTS,
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
            "What a change is told against: yoy, mom, previous, other, an ISO time.", "对比基准", "figures.base"
        ),
    ]
    period: Annotated[
        str | None, FactColumn("Its time, in ISO 8601: 2023, 2023-01/2023-06, /2023-03-17.", "所属时间", _ISO)
    ]
    period_start: Annotated[
        date | None, FactColumn("The first day of its period; null: open or not known.", "期间起", _PERIOD_START)
    ]
    period_end: Annotated[
        date | None, FactColumn("The last day of its period; null: open or not known.", "期间止", _PERIOD_END)
    ]
    cumulative: Annotated[bool | None, FactColumn("Whether it is a running total.", "是否累计", "figures.cumulative")]
    new: Annotated[bool | None, FactColumn("Whether it counts what is new alone.", "是否新增", "figures.new")]
    whole: Annotated[
        str | None, FactColumn("The number of which it is a part, as the document writes it.", "所属总数", _WHOLE)
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
    conflicts: Annotated[
        str | None,
        FactColumn(
            "The figures of other documents that contradict it: document#number, with blanks between.",
            "矛盾数据",
            _CONFLICTS,
        ),
    ]


_SOURCE = """
  figures
  JOIN documents ON documents.document = figures.document
  LEFT JOIN reports ON reports.document = figures.document
  LEFT JOIN measures ON measures.document = figures.document AND measures.id = figures.measure
  LEFT JOIN duplicates ON duplicates.document = figures.document
  LEFT JOIN documents AS originals ON originals.document = duplicates.original
  LEFT JOIN decided ON decided.document = figures.document AND decided.number = figures.number
  LEFT JOIN decided AS repeated ON repeated.document = figures.document AND repeated.number = figures.repeats
WHERE documents.position NOT NULL"""


@cache
def fact_columns() -> tuple[DeclaredFact, ...]:
    """The columns of the facts, in their order."""
    return tuple(_declared(name, hint) for name, hint in get_type_hints(Fact, include_extras=True).items())


def _declared(name: str, hint: object) -> DeclaredFact:
    annotation, column = get_args(hint)
    options = set(get_args(annotation)) if get_origin(annotation) is UnionType else {annotation}
    options.discard(type(None))
    return DeclaredFact(name, "number" if float in options else _TYPES[options.pop()], column)


def view() -> str:
    """The SQL that makes the view; `position` is the place of the document among the inputs, `key` documents.document."""
    columns = ", ".join(f'{column.sql} AS "{name}"' for name, _, column in fact_columns())
    return f"CREATE TEMP VIEW facts AS SELECT {columns}, documents.position, documents.document AS key FROM {_SOURCE}"  # noqa: S608 - ours


def every_fact(store: DeliveredRecords) -> Iterator[Fact]:
    """The facts of a store, in the order of the inputs."""
    columns = fact_columns()
    names = ", ".join(f'"{column.name}"' for column in columns)
    found = store.database.execute(f"SELECT {names} FROM facts ORDER BY {ORDER}")  # noqa: S608 - ours
    document_at = next(index for index, column in enumerate(columns) if column.name == "document")
    return map(Fact._make, typed_rows(store, found, [column.type for column in columns], document_at))
