"""The columns of the table of documents."""

from summarizer.checking.record import Report
from summarizer.delivering.exporting.export_columns import Column, of_record
from summarizer.running.store.facts import ISO_DAY

_PRECISION = (
    f"CASE WHEN {ISO_DAY} THEN 'day' WHEN documents.published GLOB '--??-??' THEN 'month-day'"
    " WHEN documents.published GLOB '????-??' THEN 'month' WHEN documents.published GLOB '????' THEN 'year'"
    " WHEN documents.published NOT NULL THEN 'other' END"
)
_COST = (
    "(SELECT CASE WHEN count(*) = count(cost_usd) THEN sum(cost_usd) END FROM exchanges"
    " WHERE digest IN (SELECT digest FROM asked WHERE asked.document = documents.document))"
)
_REQUESTS = "(SELECT count(*) FROM asked WHERE asked.document = documents.document)"
_SET_ASIDE = "CASE WHEN reports.document NOT NULL THEN (SELECT coalesce(sum(value), 0) FROM json_each(CASE WHEN json_valid(reports.set_aside) THEN reports.set_aside END)) END"
_ORIGINAL = (
    "(SELECT originals.id FROM duplicates JOIN documents AS originals ON originals.document = duplicates.original"
    " WHERE duplicates.document = documents.document)"
)

DOCUMENT_COLUMNS = (
    Column(
        "id", "string", "documents.id", "The document: its path relative to the input, or its row's id.", "文档编号"
    ),
    Column("path", "string", "documents.path", "Where the document was read.", "文件路径"),
    Column("title", "string", "documents.title", "The title of the document.", "标题"),
    Column("url", "string", "documents.url", "Where the document was published.", "链接"),
    Column(
        "duplicate_of",
        "string",
        _ORIGINAL,
        "The document of which it is a copy or reprint; its figures do not count.",
        "重复自",
    ),
    Column("status", "string", "documents.status", "ok; flagged: a finding of severity error; failed.", "状态"),
    Column("error_code", "string", "documents.error_code", "The code of the reason why it failed.", "失败代码"),
    Column("error_message", "string", "documents.error_message", "The reason why it failed, in words.", "失败原因"),
    Column(
        "published",
        "date",
        f"CASE WHEN {ISO_DAY} THEN documents.published END",
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
    Column("encoding", "string", "documents.encoding", "How its bytes were decoded; null: see form.", "编码"),
    Column("form", "string", "documents.form", "From what it was converted: pdf, docx …; null: from nothing.", "格式"),
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
