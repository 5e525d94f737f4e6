"""Spreadsheets: numbers as a person sees them, tables with their titles and units, or rows with a text column."""

import pytest
from office_files import packed, sheet, workbook

from summarizer.errors import InputError
from summarizer.models import Document
from summarizer.reading.formats.spreadsheet.cell_formats import show
from summarizer.reading.formats.spreadsheets import has_rows, read, rows
from summarizer.scanning.scanner import scan_document

SHOWN = [
    (0.1 + 0.2, "", "0.3"),
    (35218.6, "", "35218.6"),
    (1234567, "General", "1234567"),
    (0.2345, "0.0%", "23.5%"),
    (0.234, "0%", "23%"),
    (2.5, "0", "3"),
    (1234567.5, "#,##0.00", "1,234,567.50"),
    (1234.5, '#,##0.0"万元"', "1,234.5万元"),
    (86, 'G/通用格式"户"', "86户"),
    (12345, '0!.0,"万"', "1.2万"),
    (123456, '[>=10000]0!.0,"万";0', "12.3万"),
    (860, '[>=10000]0!.0,"万";0', "860"),
    (-6.4, "0.0_);(0.0)", "-6.4"),
    (-6.4, "0.00_);[Red]0.00", "-6.40"),
    (-0.064, '"增长"0.0%;"下降"0.0%', "下降6.4%"),
    (-1234, "#,##0", "-1,234"),
    (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
    (3.5, "#.##", "3.5"),
    (0.5, "0.0#", "0.5"),
    (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
    (0.333333, "# ?/?", "0.333333"),
    (45356, 'yyyy"年"m"月"d"日"', "2024年3月5日"),
    (45356, "yyyy-mm-dd", "2024-03-05"),
    (45356, 'yyyy"年"m"月"', "2024年3月"),
    (45356.75, "yyyy/m/d h:mm", "2024/3/5 18:00"),
    (1.5, "[h]:mm", "36:00"),
    (12, ";;;", ""),
]


@pytest.mark.parametrize(("value", "code", "text"), SHOWN)
def test_a_number_is_shown_as_its_format_says(value, code, text):
    """Rounded, grouped, scaled and signed, with the words around it."""
    assert show(value, code) == text


BUDGET = sheet(
    ("永宁县2024年财政收支情况表",),
    ("填报单位：永宁县财政局", None, None, "单位：万元"),
    ("项目", "2024年", None, "比上年增长"),
    (None, "预算数", "完成数"),
    ("一般公共预算收入", (36000, 1), (35218.64, 2), (0.0543, 3)),
    ("一般公共预算支出", (128000, 1), (127455, 2), (-0.012, 3)),
    (),
    ("注：完成数为快报数。",),
    merged=("A1:D1", "A3:A4", "B3:C3", "D3:D4"),
)
FORMATS = {1: "#,##0", 2: "#,##0.0", 3: "0.0%"}


def test_a_sheet_is_a_table_with_title_unit_and_note():
    """Merged heads are spans; each number has its unit and its cell."""
    made = read(workbook({"收支": BUDGET}, formats=FORMATS))
    assert made.columns == {"title": "永宁县2024年财政收支情况表"}
    assert made.raw.startswith(
        "<h1>永宁县2024年财政收支情况表</h1><p>填报单位：永宁县财政局\u3000单位：万元</p><table>"
    )
    assert made.raw.endswith("</table><p>注：完成数为快报数。</p>")
    scanned = scan_document(Document("d", "d.xlsx", made.raw)).mentions
    found = [(mention.surface, mention.unit, mention.table.column) for mention in scanned if mention.table]
    assert found == [
        ("36,000", "元", "2024年/预算数"),
        ("35,218.6", "元", "2024年/完成数"),
        ("5.4%", "%", "比上年增长"),
        ("128,000", "元", "2024年/预算数"),
        ("127,455.0", "元", "2024年/完成数"),
        ("-1.2%", "%", "比上年增长"),
    ]
    cells = {anchor.cell: made.raw[anchor.start :].partition("<")[0] for anchor in made.anchors}
    assert cells["收支!C5"] == "35,218.6"
    assert cells["收支!A8"] == "注：完成数为快报数。"


def test_several_sheets_have_their_names_above_them_and_hidden_ones_are_left_out():
    """Hidden rows and columns too; their words are kept apart."""
    first = sheet(
        ("乡镇", "户数", "编号"),
        ("柳溪镇", 31, 7),
        ("石桥乡", 47, 8),
        before='<cols><col min="3" max="3" hidden="1"/></cols>',
    ).replace('<row r="3">', '<row r="3" hidden="1">')
    made = read(workbook({"户数": first, "底稿": sheet(("草稿", 99))}, state="hidden"))
    assert made.raw == "<table><tr><td>乡镇</td><td>户数</td></tr><tr><td>柳溪镇</td><td>31</td></tr></table>"
    assert made.removed == {"hidden": "编号\n7\n石桥乡\n47\n8\n草稿\n99"}
    both = read(
        workbook({"户数": sheet(("乡镇", "户数"), ("柳溪镇", 31)), "人数": sheet(("乡镇", "人数"), ("柳溪镇", 96))})
    )
    assert both.raw.startswith("<h2>户数</h2><table>")
    assert "</table><h2>人数</h2><table>" in both.raw


def test_text_that_is_set_in_keeps_its_indent():
    """By blanks, or by the look of its cell: it says that a row is a part of the one above."""
    content = sheet(("指标", "万元"), ("收入", 36), ("\u3000税收", 21), ("土地", 9)).replace('r="A4"', 'r="A4" s="1"')
    made = read(workbook({"a": content}, formats={1: "0"}, indent=2))
    assert "<td>\u3000税收</td>" in made.raw
    assert "<td>\u3000\u3000土地</td>" in made.raw


def test_a_blank_row_parts_tables_only_before_a_title_or_a_head():
    """Rows below a blank one without a head go on."""
    made = read(
        workbook(
            {
                "a": sheet(
                    ("乡镇", "户数"),
                    ("柳溪镇", 31),
                    (),
                    ("石桥乡", 47),
                    (),
                    ("表2 经费",),
                    ("项目", "万元"),
                    ("修路", 12),
                )
            }
        )
    )
    assert made.raw.count("<table>") == 2
    assert "<tr><td>石桥乡</td><td>47</td></tr></table><h1>表2 经费</h1><table>" in made.raw


def test_a_merged_cell_whose_first_row_is_hidden_is_shown_in_the_next():
    """As a program shows it."""
    content = sheet(("乡镇", "年份", "户数"), ("柳溪镇", "去年", 31), (None, "今年", 47), merged=("A2:A3",))
    made = read(workbook({"a": content.replace('<row r="2">', '<row r="2" hidden="1">')}))
    assert "<tr><td>柳溪镇</td><td>今年</td><td>47</td></tr>" in made.raw


def test_a_formula_that_was_never_computed_is_counted():
    """It has no value to show."""
    content = sheet(("项目", "万元"), ("修路", 12)).replace("<v>12</v>", "<f>SUM(B3:B9)</f>")
    assert read(workbook({"a": content})).removed == {"formula": "=SUM(B3:B9)"}


PROSE = "全县整治农田1,208亩，惠及86户。" * 3


def test_a_sheet_with_a_text_column_is_rows():
    """The other columns come along; a sheet without such a column is one row with its fault."""
    data = workbook(
        {
            "新闻": sheet(("标题", "正文", "发布日期"), ("春耕", PROSE, (45356, 1)), ("供水", PROSE, None)),
            "说明": sheet(("字段", "含义")),
        },
        formats={1: "yyyy-mm-dd"},
    )
    assert has_rows(data)
    found = list(rows(data))
    assert [row.columns for row in found] == [
        {"标题": "春耕", "正文": PROSE, "发布日期": "2024-03-05"},
        {"标题": "供水", "正文": PROSE, "发布日期": ""},
        {},
    ]
    assert "说明" in (found[2].fault or "")


def test_a_table_whose_column_is_called_content_is_no_rows():
    """内容 heads short cells of statistics too; a column that the user names is taken at their word."""
    data = workbook({"a": sheet(("序号", "内容", "金额"), (1, "修路", 12), (2, "架桥", 30))})
    assert not has_rows(data)
    assert has_rows(data, ["内容"])


ODS_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def ods(content: str) -> bytes:
    """An .ods of one sheet."""
    table = f'<table:table table:name="表1">{content}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    return packed({"content.xml": f"<office:document-content {ODS_SPACES}>{body}</office:document-content>"})


def ods_cell(text: str, look: str = "") -> str:
    return f"<table:table-cell {look}><text:p>{text}</text:p></table:table-cell>"


def test_an_ods_is_read_as_it_was_shown():
    """Its texts, merged and repeated cells; hidden rows and comments are left out."""
    row = "<table:table-row {}>{}</table:table-row>".format
    note = '<table:table-cell office:value="0.054"><office:annotation><text:p>批注9</text:p></office:annotation><text:p>5.4%</text:p></table:table-cell>'
    made = read(
        ods(
            row(
                "",
                ods_cell("指标", 'table:number-rows-spanned="2"')
                + ods_cell("数值", 'table:number-columns-spanned="2"')
                + "<table:covered-table-cell/>",
            )
            + row("", "<table:covered-table-cell/>" + ods_cell("收入") + ods_cell("增长"))
            + row("", ods_cell("合计") + ods_cell("35<text:s/>218") + note)
            + row('table:visibility="collapse"', ods_cell("暗", 'table:number-columns-repeated="3"'))
        )
    )
    assert made.raw == (
        '<table><tr><td rowspan="2">指标</td><td colspan="2">数值</td></tr><tr><td>收入</td><td>增长</td></tr>'
        "<tr><td>合计</td><td>35 218</td><td>5.4%</td></tr></table>"
    )
    assert made.removed == {"hidden": "暗\n暗\n暗"}


FAR = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
BAD_SHEETS = {
    "cells too far apart": (workbook({"a": FAR}), "too_large.sheet"),
    "one row that is repeated a million times": (
        ods(
            '<table:table-row table:number-rows-repeated="1048576">'
            + ods_cell("1", 'table:number-columns-repeated="9"')
            + "</table:table-row>"
        ),
        "too_large.cells",
    ),
    "nothing that is shown": (workbook({"a": "<sheetData/>"}), "empty.sheets"),
    "no sheets": (packed({"xl/other.xml": "<a/>"}), "unreadable.no_document"),
}


@pytest.mark.parametrize("name", BAD_SHEETS)
def test_a_sheet_that_can_not_be_read_is_one_error(name):
    """With what to do about it."""
    data, key = BAD_SHEETS[name]
    with pytest.raises(InputError) as caught:
        read(data)
    assert caught.value.message.key == key


def test_merged_cells_that_overlap_or_reach_beyond_the_sheet_do_no_harm():
    """The grid stays as large as its cells."""
    merged = tuple(f"A{row}:XFD1048576" for row in range(1, 60))
    made = read(workbook({"a": sheet(*[("x", 1)] * 60, merged=merged)}))
    assert made.raw.count("<tr>") <= 60
