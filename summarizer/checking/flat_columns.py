"""The columns that tables for people have in the place of nested fields of a report (`fields.FlatColumn`)."""

from summarizer.checking.fields import FlatColumn

_VERDICTS = {
    "supported": "与原文一致",
    "equivalent": "与原文等值",
    "derived": "由原文推算",
    "contradicted": "与原文矛盾",
    "not_stated": "原文未提",
}

PLACE = (
    FlatColumn("place", "string", "json_extract({}, '$.name')", "The name of the place.", "地点"),
    FlatColumn(
        "place_adcode",
        "string",
        "json_extract({}, '$.adcode')",
        "Its division code, six digits (for a town, its county's); the nation: CN.",
        "地点的区划代码",
    ),
)
PERIOD = (
    FlatColumn("period", "string", "json_extract({}, '$.iso')", "The time, in ISO 8601.", "所属时间"),
    FlatColumn("period_text", "string", "json_extract({}, '$.surface')", "The time in words.", "所属时间（原文）"),
    FlatColumn(
        "period_inferred",
        "boolean",
        "json_extract({}, '$.inferred')",
        "Whether a part of the time is inferred, not stated.",
        "所属时间是否推断",
    ),
)
WHOLE = (
    FlatColumn(
        "whole_start",
        "integer",
        "json_extract({}, '$[0]')",
        "Where the figure of which it is a part begins in the document.",
        "所属总数的起点",
    ),
    FlatColumn("whole_end", "integer", "json_extract({}, '$[1]')", "Where that figure ends.", "所属总数的终点"),
)
TABLE = (
    FlatColumn("table_row", "string", "json_extract({}, '$.row')", "In a table: the label of its row.", "表格行名"),
    FlatColumn(
        "table_column",
        "string",
        "json_extract({}, '$.column')",
        "In a table: the heads of its column, joined by /.",
        "表格列名",
    ),
    FlatColumn(
        "table_head", "string", "json_extract({}, '$.head')", "In a table: the words above or before it.", "表格标题"
    ),
)
APPEARANCES = (
    FlatColumn("appearances", "integer", "json_array_length({})", "How often its name appears.", "出现次数"),
)
FIGURES = (FlatColumn("figures", "integer", "json_array_length({})", "How many figures it has.", "所含数字个数"),)
MEASURES = (
    FlatColumn(
        "measures",
        "string",
        "(SELECT group_concat(value, ' ') FROM json_each({}))",
        "The ids of the measures that it is about, with blanks between them.",
        "涉及措施的编号",
    ),
)
NUMBERS = (
    FlatColumn("numbers", "integer", "json_array_length({})", "How many numbers it has.", "其中的数字个数"),
    *(
        FlatColumn(
            verdict,
            "integer",
            f"(SELECT count(*) FROM json_each({{}}) WHERE json_extract(value, '$.verdict') = '{verdict}')",  # noqa: S608 - ours
            f"How many of its numbers are {verdict.replace('_', ' ')}.",
            f"其中{chinese}的数字",
        )
        for verdict, chinese in _VERDICTS.items()
    ),
)
