"""The tables of the exports, declared once.

The data dictionary, `datapackage.json`, the CSV headers, the Parquet schemas, the workbook's sheets and the SQLite file
are all made from this. Names and types are a contract: columns may be added, none changes its meaning.

Each table is one SELECT on the store, in the order of the inputs; `decided`, `decided_measures` and `reviewed` have what a
person decided on (reviewing/overlay).
"""

from collections.abc import Iterator

from summarizer.checking.record import Report
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_measures import Measure, Point
from summarizer.delivering.exporting.export_columns import (
    Column,
    ExportTable,
    decision_columns,
    declared_columns,
    of_record,
)

# Without '+0 days', SQLite lets a 30th of February pass.
_ISO_DAY = "length(documents.published) = 10 AND date(documents.published, '+0 days') = documents.published"
_PRECISION = (
    f"CASE WHEN {_ISO_DAY} THEN 'day' WHEN documents.published GLOB '--??-??' THEN 'month-day'"
    " WHEN documents.published GLOB '????-??' THEN 'month' WHEN documents.published GLOB '????' THEN 'year'"
    " WHEN documents.published NOT NULL THEN 'other' END"
)
_COST = (
    "(SELECT CASE WHEN count(*) = count(cost_usd) THEN sum(cost_usd) END FROM exchanges"
    " WHERE digest IN (SELECT digest FROM asked WHERE asked.document = documents.document))"
)
_REQUESTS = "(SELECT count(*) FROM asked WHERE asked.document = documents.document)"
_SET_ASIDE = "CASE WHEN reports.document NOT NULL THEN (SELECT coalesce(sum(value), 0) FROM json_each(CASE WHEN json_valid(reports.set_aside) THEN reports.set_aside END)) END"
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


_DOCUMENTS = (
    Column(
        "id", "string", "documents.id", "The document: its path relative to the input, or its row's id.", "文档编号"
    ),
    Column("path", "string", "documents.path", "Where the document was read.", "文件路径"),
    Column("title", "string", "documents.title", "The title of the document.", "标题"),
    Column("status", "string", "documents.status", "ok; flagged: a finding of severity error; failed.", "状态"),
    Column("error_code", "string", "documents.error_code", "The code of the reason why it failed.", "失败代码"),
    Column("error_message", "string", "documents.error_message", "The reason why it failed, in words.", "失败原因"),
    Column(
        "published",
        "date",
        f"CASE WHEN {_ISO_DAY} THEN documents.published END",
        "The day of publication, if day, month and year are known.",
        "发布日期（年月日齐全时）",
    ),
    Column(
        "published_text",
        "string",
        "documents.published",
        "The date of publication as far as it is known (ISO 8601): 2021-12-03, 2021-12, 2021, --12-03.",
        "发布日期（已知部分）",
    ),
    Column(
        "published_precision",
        "string",
        _PRECISION,
        "How much of the date is known: day, month, year, month-day or other.",
        "发布日期的精度",
    ),
    Column(
        "published_inferred",
        "boolean",
        "reports.published_inferred",
        "Whether a part of the date is inferred, not stated.",
        "发布日期是否推断",
    ),
    Column("published_reason", "string", "reports.published_reason", "How the date was inferred.", "推断依据"),
    Column(
        "region",
        "string",
        "reports.region",
        "The division that the document is about; null: no single division.",
        "所属地区",
    ),
    Column("province", "string", "reports.province", "Its province.", "省级"),
    Column("city", "string", "reports.city", "Its city or prefecture.", "地级"),
    Column("county", "string", "reports.county", "Its county or district.", "县级"),
    Column("town", "string", "reports.town", "Its town or street.", "乡级"),
    Column(
        "adcode",
        "string",
        "reports.adcode",
        "Its division code, six digits (for a town, its county's).",
        "六位区划代码",
    ),
    Column("towncode", "string", "reports.towncode", "The town's own code, nine digits.", "九位乡级代码"),
    Column(
        "level", "string", "reports.level", "The level of the division: province, city, county or town.", "地区级别"
    ),
    Column("headline", "string", "reports.headline", "What the document says, in one line.", "要点标题"),
    Column("summary", "string", "reports.summary", "The summary of the document: its points, joined.", "摘要"),
    Column("figures", "integer", "reports.figures", "How many figures the model gave.", "模型给出的数据", "figures"),
    Column("verified", "integer", "reports.verified", "How many of them are verified.", "其中已核实", "figures"),
    Column("mentions", "integer", "reports.mentions", "How many numbers the document has.", "原文中的数字", "numbers"),
    Column(
        "reported",
        "integer",
        "reports.reported",
        "How many of these a verified figure reports.",
        "其中已报告",
        "numbers",
    ),
    Column("restated", "integer", "reports.restated", "How many repeat a reported number.", "其中重复", "numbers"),
    Column("missed", "integer", "reports.missed", "How many the model left out.", "其中遗漏", "numbers"),
    Column(
        "set_aside",
        "integer",
        _SET_ASIDE,
        "How many are not figures: dates, times, ranks, parts of names; reported + restated + missed + set_aside = mentions.",
        "其中非数据（日期、序数、名称等）",
        "numbers",
    ),
    Column("requests", "integer", _REQUESTS, "How many requests the model answered.", "模型请求", "requests"),
    Column("input_tokens", "integer", "documents.input_tokens", "Tokens read by the model.", "输入词元", "tokens"),
    Column("output_tokens", "integer", "documents.output_tokens", "Tokens written by the model.", "输出词元", "tokens"),
    Column("cost_usd", "number", _COST, "What the requests cost; null: a price is not known.", "费用", "US dollars"),
    Column("encoding", "string", "documents.encoding", "How its bytes were decoded.", "编码"),
    Column("sha256", "string", "documents.sha256", "The digest of its bytes.", "文件摘要"),
    Column("reviewed_by", "string", "reviewed.who", "Who is done with reviewing the document.", "审阅人"),
    Column("reviewed_at", "datetime", "reviewed.at", "When it was marked as reviewed, in UTC.", "审阅时间（UTC）"),
    Column(
        "edited_fields",
        "string",
        "reviewed.edited",
        "The fields of the document itself that a person edited: region, published, dates, headline, points.",
        "人工修改的栏目",
    ),
    of_record(Report, "'$.report'")[1],
    Column("columns", "object", "documents.columns", "The other columns of its row.", "随行附带的列"),
)

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


def _of_documents(table: str, joined: str = "") -> str:
    """The rows of a table that tells of documents, in the order of the inputs."""
    return (
        f"{table} JOIN documents ON documents.document = {table}.document {joined}"
        f" WHERE position NOT NULL ORDER BY position, documents.id, {table}.number"
    )


DOCUMENTS = ExportTable(
    "documents",
    "One row per input: the document, its status, and the account of its numbers.",
    "每个输入一行：文档、状态与数字核对",
    "documents LEFT JOIN reports ON reports.document = documents.document"
    " LEFT JOIN reviewed ON reviewed.document = documents.document"
    " WHERE position NOT NULL ORDER BY position, documents.id",
    ("id",),
    _DOCUMENTS,
)
FIGURES = ExportTable(
    "figures",
    "One row per figure of a report, with its verdict and its quote.",
    "每个数据一行：数值、核查结论与原文",
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
    "每项措施一行",
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
    "每条要点一行：一句话与其中数字的核对",
    _of_documents("points"),
    ("document", "number"),
    _POINTS,
)
SLOGANS = ExportTable(
    "slogans",
    "One row per slogan of a document.",
    "每个口号一行",
    _of_documents("slogans"),
    ("document", "number"),
    _SLOGANS,
)
FINDINGS = ExportTable(
    "findings",
    "One row per finding, for a person to look at.",
    "每个待查问题一行",
    _of_documents("findings"),
    ("document", "number"),
    _FINDINGS,
)
TABLES = (DOCUMENTS, POINTS, FIGURES, MEASURES, SLOGANS, FINDINGS)
DICTIONARY = ("table", "column", "type", "unit", "english", "chinese")


def dictionary() -> Iterator[tuple[str, ...]]:
    """What every column means: a row each, with the columns of `DICTIONARY`."""
    for table in TABLES:
        for column in table.columns:
            yield table.name, column.name, column.type, column.unit, column.english, column.chinese
