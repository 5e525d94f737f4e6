"""Tables of a Text: which there are, and where their cells are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.models import Document
from summarizer.reading.cleaning.clean import clean


def grids(raw):
    """The words of each table's cells with row, column, rowspan and colspan."""
    text = clean(Document("page", "page", raw))
    return [
        [
            (text.content[slice(*cell.span)], cell.row, cell.column, cell.rowspan, cell.colspan)
            for row in table.rows
            for cell in row
        ]
        for table in text.tables
    ]


def words(raw):
    """The words of each table, row by row."""
    text = clean(Document("page", "page", raw))
    return [[[text.content[slice(*cell.span)] for cell in row] for row in table.rows] for table in text.tables]


def test_spans_put_cells_in_their_columns():
    """A cell below two rows of a label, and one below a wide head."""
    [cells] = grids(
        "<p>情况<table><tr><th rowspan=2>乡镇<th colspan='2'>人口<tr><th>户数<th>人数<tr><td>石桥乡<td><td>240</table>完"
    )
    assert cells == [
        ("乡镇", 0, 0, 2, 1),
        ("人口", 0, 1, 1, 2),
        ("户数", 1, 1, 1, 1),
        ("人数", 1, 2, 1, 1),
        ("石桥乡", 2, 0, 1, 1),
        ("", 2, 1, 1, 1),
        ("240", 2, 2, 1, 1),
    ]


def test_a_page_that_ends_within_its_last_table_has_its_cells():
    """A download is cut off, or an excerpt."""
    [cells] = grids(
        "<p>分区面积</p><table><tr><td colspan=2>分区</td><td>公顷</td></tr>"
        "<tr><td rowspan=8>城区</td><td>住宅</td><td>86</td></tr><tr><td>商业</td><td>24</td></tr><tr>"
    )
    assert [cell[:3] for cell in cells] == [
        ("分区", 0, 0),
        ("公顷", 0, 2),
        ("城区", 1, 0),
        ("住宅", 1, 1),
        ("86", 1, 2),
        ("商业", 2, 1),
        ("24", 2, 2),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "甲县\n乡镇\t户数\n石桥乡\t86\n完。",
        "甲县\n| 乡镇 | 户数 |\n|---|---|\n| 石桥乡 | 86 |\n完。",
        "甲县\n乡镇 | 户数\n:--|--:\n石桥乡 | 86\n完。",
        "<p>甲县</p><table><tr><td>乡镇</td><td>户数</td></tr><tr><td>石桥乡</td><td>86</td></tr></table><p>完。</p>",
        "<p>甲县<table><tr><td>乡镇<td>户数<tr><td>石桥乡<td>86</table>完。",
        "<p>甲县</p><table><tr><td><p>乡镇</p></td><td><p>户数</p></td></tr><tr><td><p>石桥乡<td><div>86</div></td></tr></table>",
    ],
)
def test_the_same_table_in_every_notation(page):
    """HTML with and without closing tags, Markdown with and without outer pipes, tabs."""
    assert words(page) == [[["乡镇", "户数"], ["石桥乡", "86"]]]


def test_tabs_that_begin_a_line_keep_the_columns():
    """The corner of a table is often empty."""
    assert words("甲县\n\t户数\t人数\n石桥乡\t86\t240\n\t—\t3\n") == [
        [["", "户数", "人数"], ["石桥乡", "86", "240"], ["", "—", "3"]]
    ]


def test_an_indented_block_of_tabs_is_a_table_without_its_margin():
    """All lines begin with a tab."""
    assert words("甲县\n\t乡镇\t户数\n\t石桥乡\t86\n完。") == [[["乡镇", "户数"], ["石桥乡", "86"]]]


@pytest.mark.parametrize(
    "page",
    [
        "甲县情况\n来源：某报\t2024-05-01\n全县投入12万元。",
        "甲县情况\n|首页|要闻|\n全县投入12万元|不含税。",
        "<table><tr><td>甲县情况</td></tr><tr><td>全县投入12万元，惠及3村。</td></tr></table>",
        "<table><tr><td>菜单</td><td><p>甲县情况</p><p>全县投入12万元。</p></td></tr></table>",
        "<table><tr><td>菜单</td><td><p>甲</p></td></tr><tr><td>栏目</td><td>"
        + "<p>全县投入12万元，建设学校。</p>" * 60
        + "</td></tr></table>",
    ],
)
def test_what_only_looks_like_a_table_is_none(page):
    """One line with a tab, pipes without a line of dashes, tables that lay out a page."""
    assert words(page) == []


def test_a_table_in_a_layout_table_is_the_table():
    """The outer one lays out the page."""
    page = "<table><tr><td>菜单</td><td>甲县</td></tr><tr><td>栏目<td><p>如下<table><tr><td>乡镇<td>户数<tr><td>石桥乡<td>86</table></td></tr></table>"
    assert words(page) == [[["乡镇", "户数"], ["石桥乡", "86"]]]


def test_hidden_cells_are_not_there():
    """A browser does not give them a column either."""
    page = "<p>甲县<table><tr><td>乡镇<td style='display:none'>代码</td><td>户数<tr><td>石桥乡<td>86</table>完"
    assert words(page) == [[["乡镇", "户数"], ["石桥乡", "86"]]]


@given(
    st.lists(
        st.sampled_from(
            [
                "<table>",
                "</table>",
                "<tr>",
                "<td rowspan=3>",
                "<td colspan=2>",
                "<th>",
                "</td>",
                "<p>",
                "</p>",
                "12",
                "甲",
                "\t",
                "|",
                "\n",
                "|--|--|\n",
                "<br>",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_cells_are_spans_of_the_text_that_do_not_overlap(raw):
    """Whatever the markup: in order of rows and columns, within the table, each place filled at most once."""
    try:
        text = clean(Document("page", "page", raw))
    except InputError:
        return
    for table in text.tables:
        places = set()
        for row in table.rows:
            for cell in row:
                assert 0 <= cell.span.start <= cell.span.end <= len(text.content)
                assert (
                    cell.span.start == cell.span.end
                    or table.span.start <= cell.span.start <= cell.span.end <= table.span.end
                )
                own = {
                    (r, c)
                    for r in range(cell.row, cell.row + cell.rowspan)
                    for c in range(cell.column, cell.column + cell.colspan)
                }
                assert not own & places
                assert all(r < len(table.rows) and c < table.columns for r, c in own)
                places |= own
