"""The tables of the exports that are made over all documents: series, contradictions, measures by place.

They read the temporary tables of `consolidating.consolidation.lay_consolidated_over`.
"""

from collections.abc import Iterator

from summarizer.delivering.exporting.export_columns import Column, ExportTable, Type

_UNIT = "the row's unit"
_BASIS = (
    "How the two were joined, where not by the same words: other_words (names of one indicator), other_unit (converted),"
    " other_period_words, period_inferred, place_of_document."
)
_MEASURE_PLACES = """
(SELECT *, count(*) OVER (PARTITION BY plain) AS places FROM (
  SELECT *, count(*) OVER at_place AS documents, min(published) OVER at_place AS first, max(published) OVER at_place AS last,
         row_number() OVER (PARTITION BY plain, adcode ORDER BY coalesce(published, '9'), id) AS place
  FROM (
    SELECT replace(replace(replace(replace(replace(measures.name, '“', ''), '”', ''), '"', ''), '《', ''), '》', '') AS plain,
           measures.document, min(measures.number) AS number, measures.kind, measures.status, documents.id,
           documents.published, documents.title, documents.url, reports.province, reports.city, reports.county, reports.adcode
    FROM measures JOIN documents ON documents.document = measures.document
    LEFT JOIN reports ON reports.document = measures.document
    WHERE documents.position NOT NULL AND measures.document NOT IN (SELECT document FROM duplicates)
    GROUP BY 1, measures.document
  ) WINDOW at_place AS (PARTITION BY plain, adcode)
) WHERE place = 1) AS counted ORDER BY places DESC, plain, adcode, id"""


def _of(table: str, *named: tuple[str, Type, str, str]) -> Iterator[Column]:
    """Columns that have the name of their SQL column."""
    for name, type_, english, chinese in named:
        yield Column(name, type_, f'{table}."{name}"', english, chinese)


def _indicator(table: str) -> tuple[Column, ...]:
    return (
        Column(
            "subject", "string", f"{table}.subject", "The indicator: what is counted, whatever words name it.", "指标"
        ),
        Column("scope", "string", f"{table}.scope", "What it is limited to: 规模以上, 城镇, 新增 …", "口径"),
        Column(
            "measure", "string", f"{table}.measure", "The measure that a general subject (投资) belongs to.", "所属措施"
        ),
        Column(
            "aspect", "string", f"{table}.aspect", "amount (levels, shares, averages), growth or change.", "数值含义"
        ),
        Column("figure_status", "string", f"{table}.status", "actual, planned, required or offered.", "事实状态"),
        Column("base", "string", f"{table}.base", "What a change is compared with.", "对比基准"),
    )


_PLACE: tuple[tuple[str, Type, str, str], ...] = (
    ("province", "string", "The province of the place.", "省级"),
    ("city", "string", "Its city or prefecture.", "地级"),
    ("county", "string", "Its county or district.", "县级"),
    ("town", "string", "Its town or street.", "乡级"),
    ("adcode", "string", "Its division code.", "区划代码"),
)
_PERIOD = Column("period", "string", "series.period", "The period in ISO 8601.", "期间")
_DOCUMENT: tuple[str, Type, str, str] = (
    "document",
    "string",
    "A document that states the value: documents.id.",
    "文档编号",
)

SERIES = ExportTable(
    "series",
    "One row per indicator, place and period: the value that most documents state; one that a single document states of"
    " one place and period alone is left out.",
    "时间序列：每个指标、地点、期间一行，取多数文档的数值",
    "series JOIN facts ON facts.key = series.document AND facts.number = series.number"
    " ORDER BY series.indicator, facts.adcode, series.place, series.period_end, series.period, facts.document",
    ("document", "number"),
    (
        *_indicator("series"),
        *_of("facts", *_PLACE),
        Column("place", "string", "series.place", "The name of the place.", "地点"),
        _PERIOD,
        Column("period_end", "date", "series.period_end", "The last day of the period.", "期间止"),
        Column("value", "number", "series.value", "The value in the unit of the series; null: none.", "数值", _UNIT),
        Column("unit", "string", "series.unit", "The unit that most documents use for the indicator.", "单位"),
        Column("low", "number", "series.low", "The least that it can mean, with rounding; null: open.", "下限", _UNIT),
        Column("high", "number", "series.high", "The most that it can mean, with rounding; null: open.", "上限", _UNIT),
        *_of("facts", ("as_written", "string", "The number as the document writes it.", "原文写法")),
        Column(
            "documents", "integer", "series.documents", "How many documents state it; copies don't count.", "文档数"
        ),
        Column(
            "differing", "integer", "series.differing", "How many documents state another value.", "数值不同的文档数"
        ),
        Column(
            "period_basis", "string", "series.period_basis", "How the period is known: stated or inferred.", "期间依据"
        ),
        Column(
            "place_basis", "string", "series.place_basis", "stated, or document: the place of the document.", "地点依据"
        ),
        *_of(
            "facts",
            _DOCUMENT,
            ("number", "integer", "The index of its figure in the document.", "序号"),
            ("published", "date", "The day of its publication, if known.", "发布日期"),
            ("title", "string", "Its title.", "标题"),
            ("url", "string", "Where it was published.", "链接"),
            ("quote", "string", "Its words that support the figure.", "原文引句"),
        ),
    ),
)


def _side(table: str, prefix: str, english: str, chinese: str) -> Iterator[Column]:
    """The columns of one of two figures."""
    facts: tuple[tuple[str, Type, str, str], ...] = (
        ("value", "number", "The number", "数值"),
        ("unit", "string", "The unit", "单位"),
        ("as_written", "string", "The number as written", "原文写法"),
        ("quote", "string", "The words that support it", "原文引句"),
        ("published", "date", "The day of publication", "发布日期"),
        ("title", "string", "The title", "标题"),
        ("url", "string", "The address", "链接"),
        ("document", "string", "The document", "文档编号"),
        ("number", "integer", "The index of the figure", "序号"),
    )
    for name, type_, meaning, words in facts:
        unit = _UNIT if name == "value" else ""
        yield Column(f"{prefix}{name}", type_, f"{table}.{name}", f"{meaning} of {english}.", f"{words}{chinese}", unit)


CONFLICTS = ExportTable(
    "conflicts",
    "One row per contradiction: two documents state values of one indicator, place and period that can't both be true.",
    "矛盾数据：同一指标、地点、期间，两份文档数值不一，每对一行",
    "conflicts JOIN facts AS one ON one.key = conflicts.document AND one.number = conflicts.number"
    " JOIN facts AS other ON other.key = conflicts.other_document AND other.number = conflicts.other_number"
    " WHERE json_extract(conflicts.reason, '$.states') = 'fewer'"
    " ORDER BY one.adcode, one.subject, one.period_end, one.document, one.number, other.document, other.number",
    ("document", "number", "other_document", "other_number"),
    (
        *_of("one", ("subject", "string", "What is counted.", "统计对象"), *_PLACE),
        Column("place", "string", "one.place", "The name of the place that the text gives it.", "地点"),
        *_of(
            "one",
            ("period_start", "date", "The first day of the period; null: open.", "期间起"),
            ("period_end", "date", "The last day of the period.", "期间止"),
            ("figure_status", "string", "actual, planned, required or offered.", "事实状态"),
            ("aspect", "string", "What the number is: amount, growth, change …", "数值含义"),
        ),
        *_side("one", "", "the figure that fewer documents state", ""),
        *_side("other", "other_", "the figure that more documents state, or the more exact one", "（另一方）"),
        Column("basis", "object", "json_extract(conflicts.reason, '$.basis')", _BASIS, "合并依据"),
    ),
)
MEASURE_PLACES = ExportTable(
    "measure_places",
    "One row per measure and place: how many documents name it there, and in how many places it is named.",
    "各地措施：每项措施在每个地点一行，含文档数与地点数",
    _MEASURE_PLACES,
    ("document", "number"),
    (
        Column("name", "string", "counted.plain", "The measure.", "措施"),
        *_of(
            "counted",
            ("kind", "string", "The kind of the measure, as the first document has it.", "措施种类"),
            ("status", "string", "Its status there.", "措施状态"),
            ("places", "integer", "In how many places it is named.", "地点数"),
            *(row for row in _PLACE if row[0] != "town"),
            ("documents", "integer", "How many documents name it there; copies don't count.", "文档数"),
        ),
        Column(
            "first_published", "string", "counted.first", "When the first was published, as far as known.", "最早发布"
        ),
        Column("last_published", "string", "counted.last", "When the last was published, as far as known.", "最近发布"),
        Column("document", "string", "counted.id", "The first document: documents.id.", "文档编号"),
        *_of(
            "counted",
            ("number", "integer", "The index of the measure in it.", "序号"),
            ("title", "string", "Its title.", "标题"),
            ("url", "string", "Where it was published.", "链接"),
        ),
    ),
)
