"""The tables of the exports, declared once.

The data dictionary, `datapackage.json`, the CSV headers, the Parquet schemas, the workbook's sheets and the SQLite file
are all made from this. Names and types are a contract: columns may be added, none changes its meaning.

Each table is one SELECT on the store, in the order of the inputs; `decided`, `decided_measures` and `reviewed` have what a
person decided on (reviewing/overlay), `sources` the columns of the inputs, which tables of one store have besides
(`source_columns`).
"""

from collections.abc import Iterable, Iterator

from summarizer.checking.fact_columns import fact_columns
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_measures import Measure, Point
from summarizer.delivering.exporting.consolidated_tables import CONFLICTS, MEASURE_PLACES, SERIES
from summarizer.delivering.exporting.document_columns import DOCUMENT_COLUMNS
from summarizer.delivering.exporting.export_columns import (
    Column,
    ExportTable,
    decision_columns,
    declared_columns,
    of_record,
)

_MEASURE_NAME = (
    "(SELECT measures.name FROM measures WHERE measures.document = figures.document AND measures.id = figures.measure)"
)
_PARENT_NAME = (
    "(SELECT above.name FROM measures AS above WHERE above.document = measures.document AND above.id = measures.parent)"
)
_MEASURE_NAMES = (
    "CASE WHEN json_valid(points.measures) THEN (SELECT group_concat(name, '、') FROM (SELECT measures.name"
    " FROM json_each(points.measures) AS named JOIN measures ON measures.document = points.document"
    " AND measures.id = named.value ORDER BY named.key)) END"
)
_CHARACTERS = "characters (Unicode code points) of the raw document, from 0"


_DOCUMENT = Column("document", "string", "documents.id", "The document: documents.id.", "文档编号")

_FIGURES = (
    _DOCUMENT,
    Column("number", "integer", "figures.number", "The index of the figure in the document, from 0.", "序号"),
    *declared_columns(Figure, "figures", first=("verdict", "origin")),
    Column("measure_name", "string", _MEASURE_NAME, "The name of the measure that it belongs to.", "所属措施名称"),
    Column("adcode", "string", "reports.adcode", "The division code of the document's region.", "文档的区划代码"),
    *decision_columns("decided"),
    Column("start", "integer", 'figures."start"', "Where its number begins.", "数字起点", _CHARACTERS),
    Column("end", "integer", 'figures."end"', "Where its number ends.", "数字终点", _CHARACTERS),
    Column("quote_start", "integer", "figures.quote_start", "Where its quote begins.", "引句起点", _CHARACTERS),
    Column("quote_end", "integer", "figures.quote_end", "Where its quote ends.", "引句终点", _CHARACTERS),
    of_record(Figure, "'$.report.figures[' || figures.number || ']'")[1],
)

_MEASURES = (
    _DOCUMENT,
    Column("number", "integer", "measures.number", "The index of the measure in the document, from 0.", "序号"),
    *declared_columns(Measure, "measures"),
    Column("parent_name", "string", _PARENT_NAME, "The name of the measure that it is a part of.", "上级措施名称"),
    *decision_columns("decided_measures"),
    *of_record(Measure, "'$.report.measures[' || measures.number || ']'"),
    Column(
        "start",
        "integer",
        'measures."start"',
        "Where its name first begins; null: its name is not in the document.",
        "起点",
        _CHARACTERS,
    ),
    Column("end", "integer", 'measures."end"', "Where its name first ends.", "终点", _CHARACTERS),
)

_POINTS = (
    _DOCUMENT,
    Column("number", "integer", "points.number", "The index of the point in the document, from 0.", "序号"),
    *declared_columns(Point, "points"),
    Column(
        "measure_names",
        "string",
        _MEASURE_NAMES,
        "The names of the measures that it is about, with 、 between them.",
        "涉及措施的名称",
    ),
)

_SLOGANS = (
    _DOCUMENT,
    Column("number", "integer", "slogans.number", "The index of the slogan in the document, from 0.", "序号"),
    Column("text", "string", "slogans.text", "A metaphor, aim, effect or attitude: no measure.", "口号"),
    Column(
        "start", "integer", 'slogans."start"', "Where it begins; null: it is not in the document.", "起点", _CHARACTERS
    ),
    Column("end", "integer", 'slogans."end"', "Where it ends.", "终点", _CHARACTERS),
)

_FINDINGS = (
    _DOCUMENT,
    Column("number", "integer", "findings.number", "The index of the finding in the document, from 0.", "序号"),
    Column("severity", "string", "findings.severity", "error, warning or info.", "严重程度"),
    Column("code", "string", "findings.code", "The kind of finding.", "代码"),
    Column("item", "string", "findings.item", "The part of the report: figures/3 is its figure 3.", "涉及部分"),
    Column("message", "string", "findings.message", "What to look at.", "说明"),
    Column("params", "object", "findings.params", "The parameters of the message, by name.", "说明的参数"),
    Column("start", "integer", 'findings."start"', "Where it begins in the document.", "起点", _CHARACTERS),
    Column("end", "integer", 'findings."end"', "Where it ends in the document.", "终点", _CHARACTERS),
)

_FACTS = tuple(
    Column(name, type_, f'facts."{name}"', column.english, column.chinese, column.unit)
    for name, type_, column in fact_columns()
)


def _of_documents(table: str, joined: str = "") -> str:
    """The rows of a table that tells of documents, in the order of the inputs."""
    return (
        f"{table} JOIN documents ON documents.document = {table}.document {joined}"
        f" WHERE position NOT NULL ORDER BY position, documents.id, {table}.number"
    )


FACTS = ExportTable(
    "facts",
    "One row per figure with its place, time, document and measure: the table to count and sum.",
    "数据总表：每个数据一行，含地区、时间、来源与措施，可直接做数据透视表",
    "facts LEFT JOIN sources ON sources.document = facts.key ORDER BY position, facts.document, number",
    ("document", "number"),
    _FACTS,
)
DOCUMENTS = ExportTable(
    "documents",
    "One row per input: the document, its status, and the account of its numbers.",
    "文档：每个输入一行，含状态与数字核对",
    "documents LEFT JOIN reports ON reports.document = documents.document"
    " LEFT JOIN reviewed ON reviewed.document = documents.document"
    " LEFT JOIN sources ON sources.document = documents.document WHERE position NOT NULL ORDER BY position, documents.id",
    ("id",),
    DOCUMENT_COLUMNS,
)
FIGURES = ExportTable(
    "figures",
    "One row per figure of a report, with its verdict and its quote.",
    "数据：每个数据一行，含数值、核查结论与原文",
    _of_documents(
        "figures",
        "LEFT JOIN reports ON reports.document = figures.document"
        " LEFT JOIN decided ON decided.document = figures.document AND decided.number = figures.number",
    ),
    ("document", "number"),
    _FIGURES,
)
MEASURES = ExportTable(
    "measures",
    "One row per measure of a report.",
    "措施：每项措施一行",
    _of_documents(
        "measures",
        "LEFT JOIN decided_measures"
        " ON decided_measures.document = measures.document AND decided_measures.number = measures.number",
    ),
    ("document", "number"),
    _MEASURES,
)
POINTS = ExportTable(
    "points",
    "One row per point: the sentences of the summary, with the account of their numbers.",
    "要点：每条要点一行，一句话与其中数字的核对",
    _of_documents("points"),
    ("document", "number"),
    _POINTS,
)
SLOGANS = ExportTable(
    "slogans",
    "One row per slogan of a document.",
    "口号：每个口号一行",
    _of_documents("slogans"),
    ("document", "number"),
    _SLOGANS,
)
FINDINGS = ExportTable(
    "findings",
    "One row per finding, for a person to look at.",
    "待查问题：每个问题一行",
    _of_documents("findings"),
    ("document", "number"),
    _FINDINGS,
)
TABLES = (FACTS, SERIES, CONFLICTS, MEASURE_PLACES, DOCUMENTS, POINTS, FIGURES, MEASURES, SLOGANS, FINDINGS)
DICTIONARY = ("table", "column", "type", "unit", "english", "chinese")


def dictionary(tables: Iterable[ExportTable] = TABLES) -> Iterator[tuple[str, ...]]:
    """What every column means: a row each, with the columns of `DICTIONARY`."""
    for table in tables:
        for column in table.columns:
            yield table.name, column.name, column.type, column.unit, column.english, column.chinese
