"""Tables to documents: one record for each row, whatever the table's dialect and whatever is broken in it."""

import json

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from summarizer.models import Document
from summarizer.reading.inputs.columns import stated_title
from summarizer.reading.inputs.documents import UnreadableInput, load
from summarizer.reading.inputs.finding import find
from summarizer.scanning.scanner import scan_document

ARTICLE = "某县设置采样点97个，转移群众1.2万人。"


def read(path, data, **options):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(load([str(path)], **options))


def codes(records):
    return [record.error.code if isinstance(record, UnreadableInput) else "ok" for record in records]


def texts(records):
    return [record.raw for record in records if isinstance(record, Document)]


def table(rows=2000, *, cells=3, article=ARTICLE):
    """The lines of a .csv, header first."""
    middle = ["u"] * (cells - 2)
    names = ["id", *(f"c{number}" for number in range(cells - 2)), "text"]
    return [",".join(names), *(",".join([str(number), *middle, article]) for number in range(1, rows + 1))]


@pytest.mark.parametrize("cells", [2, 3, 5])
def test_an_unclosed_quote_costs_its_row(tmp_path, cells):
    """In row 5 of 2,000 a quote is opened and not closed: that row fails, the others are read."""
    lines = table(cells=cells)
    lines[5] = lines[5].replace(ARTICLE, f'"{ARTICLE}')
    found = codes(read(tmp_path / "rows.csv", "\n".join(lines)))
    assert len(found) == 2000
    assert [number for number, code in enumerate(found, 1) if code != "ok"] == [5]


def test_an_unclosed_quote_before_quoted_rows_of_several_lines_costs_its_row(tmp_path):
    """The next row begins at the first line from which a whole row can be read."""
    lines = ["id,url,text", *(f'{number},u,"第{number}段\n{ARTICLE}"' for number in range(1, 50))]
    lines[5] = f'5,u,"第5段\n{ARTICLE}'
    records = read(tmp_path / "rows.csv", "\n".join(lines))
    assert codes(records) == [*["ok"] * 4, "bad_row", *["ok"] * 44]
    assert records[5].id == "6"


def test_an_unclosed_quote_does_not_swallow_rows_up_to_a_stray_quote(tmp_path):
    """A later row that lost its opening quote does not close the earlier one's."""
    lines = table(20)
    lines[5] = lines[5].replace(ARTICLE, f'"{ARTICLE}')
    lines[12] += '"'
    assert len(read(tmp_path / "rows.csv", "\n".join(lines))) == 20


def test_broken_rows_beside_each_other_are_a_record_each(tmp_path):
    """An unclosed quote is followed by a row that lacks a cell."""
    lines = table(20)
    lines[5] = lines[5].replace(ARTICLE, f'"{ARTICLE}')
    lines[6] = "6,u"
    assert codes(read(tmp_path / "rows.csv", "\n".join(lines)))[4:7] == ["bad_row", "bad_row", "ok"]


def test_a_quoted_cell_of_many_lines_is_one_cell(tmp_path):
    """Lines of an article that look like rows of other shapes stay in their cell."""
    article = '一、概况\n数据,来源,说明\n\n二、其他\n第一,第二,第三\n他说""好""，再见。'
    records = read(tmp_path / "rows.csv", f'id,url,text\n7,u,"{article}"\n8,u,{ARTICLE}\n')
    assert texts(records) == [article.replace('""', '"'), ARTICLE]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_dialects_are_told(tmp_path, delimiter, encoding, suffix):
    """Delimiters and encodings of Excel, also of its "Unicode text", which is UTF-16 with tabs."""
    lines = [delimiter.join(("编号", "标题", "正文")), *(delimiter.join((str(n), "题", ARTICLE)) for n in range(9))]
    records = read(tmp_path / f"rows{suffix}", "\r\n".join(lines).encode(encoding))
    assert texts(records) == [ARTICLE] * 9


def test_unicode_text_of_excel_is_a_table(tmp_path):
    """It is a .txt in UTF-16 with tabs; one without a text column in its first line is a page."""
    lines = ["编号\t正文", f"1\t{ARTICLE}", f"2\t{ARTICLE}"]
    assert texts(read(tmp_path / "rows.txt", "\r\n".join(lines).encode("utf-16"))) == [ARTICLE] * 2
    assert len(read(tmp_path / "page.txt", "\r\n".join(lines[1:]).encode("utf-16"))) == 1


def test_the_line_sep_names_the_delimiter(tmp_path):
    """Excel's first line `sep=;` is no header."""
    assert texts(read(tmp_path / "rows.csv", f"sep=;\r\nid;text\r\n1;{ARTICLE}\r\n")) == [ARTICLE]


@pytest.mark.parametrize("header", ["id,text", "id,text,", "id,text,,"])
@pytest.mark.parametrize("end", ["", ",", ",,"])
def test_trailing_commas_are_no_cells(tmp_path, header, end):
    """Rows may have more delimiters at their end than the header, or fewer."""
    assert texts(read(tmp_path / "rows.csv", f"{header}\n1,{ARTICLE}{end}\n2,{ARTICLE}{end}\n")) == [ARTICLE] * 2


def test_two_columns_of_one_name_are_both_kept(tmp_path):
    """The second is name.2, and that is said."""
    (record,) = read(tmp_path / "rows.csv", f"id,text,text,url\n1,{ARTICLE},第二,u\n")
    assert (record.raw, record.columns) == (ARTICLE, {"id": "1", "text.2": "第二", "url": "u"})
    (notice,) = find([str(tmp_path)]).notices
    assert "text is the name of two columns" in notice


@pytest.mark.parametrize(
    "name",
    [
        "正文",
        "内容",
        "content",
        "Text",
        "BODY",
        "內容",
        "article-text",
        "Article Content",
        "article_text",
        "article",
        "html",
        "正文内容",
    ],
)
def test_usual_names_of_the_text_column_are_guessed(tmp_path, name):
    """Without --text-column, whatever the case."""
    assert texts(read(tmp_path / "rows.jsonl", json.dumps({"id": 1, name: ARTICLE}))) == [ARTICLE]


def test_several_text_columns_serve_several_tables(tmp_path):
    """Each table has the first that it knows; one that has none fails alone, and names its columns."""
    for name in ("body", "正文", "fliesstext"):
        (tmp_path / f"{name}.csv").write_text(f"id,{name}\n1,{ARTICLE}\n", encoding="utf-8")
    (tmp_path / "z.txt").write_text(ARTICLE, encoding="utf-8")
    records = list(load([str(tmp_path)], text_column=["正文", "body"]))
    assert codes(records) == ["ok", "no_text_column", "ok", "ok"]
    assert "id, fliesstext" in records[1].error.message


def test_a_blank_text_column_gives_way_to_the_next(tmp_path):
    """A row without `text` that has its `html` is read from that."""
    assert texts(read(tmp_path / "rows.jsonl", json.dumps({"text": "", "html": ARTICLE}))) == [ARTICLE]


def test_columns_of_scrapers_are_title_and_date(tmp_path):
    """The title of a row is that of its document, its date the published one; neither enters the text."""
    row = {"标题": " 县里\n新闻 ", "发布时间": "2024-03-21 18:30", "链接": "http://x", "正文": ARTICLE}
    (document,) = read(tmp_path / "rows.jsonl", json.dumps(row))
    scan = scan_document(document)
    assert stated_title(document.columns) == "县里 新闻"
    assert scan.published.iso == "2024-03-21"
    assert scan.text.content == ARTICLE
    assert document.columns["链接"] == "http://x"


def nested(depth):
    return "[" * depth + "]" * depth


@pytest.mark.parametrize(
    "bad",
    [
        f'{{"text": "甲", "c": {nested(200)}}}',
        f'{{"text": "甲", "c": {nested(100_000)}}}',
        '{"text": "甲", "c": ' + "9" * 5000 + "}",
        '{"text": "甲", "c": NaN}',
        '{"text": "甲", "c": 1e999}',
        '{"text": "甲", "text": "乙"}',
        b'{"text": "\xff\xfe", "c": 1}',
        '"甲"',
    ],
    ids=lambda bad: str(bad)[:40],
)
@pytest.mark.parametrize("suffix", [".jsonl", ".json"])
def test_a_bad_row_of_json_fails_alone(tmp_path, bad, suffix):
    """The next row is read."""
    good = json.dumps({"text": ARTICLE}, ensure_ascii=False).encode()
    data = good + b"\n" + (bad if isinstance(bad, bytes) else bad.encode()) + b"\n" + good
    records = read(tmp_path / f"rows{suffix}", data)
    assert codes(records) == ["ok", "bad_row", "ok"]
    assert "\n" not in records[1].error.message


def test_a_lone_surrogate_fails_its_row(tmp_path):
    """In the text it is a failure of its own; in another column it is replaced."""
    lines = ['{"text": "\\ud800"}', f'{{"text": "{ARTICLE}", "c": "\\ud800"}}', f'{{"text": "{ARTICLE}"}}']
    assert codes(read(tmp_path / "rows.jsonl", "\n".join(lines))) == ["lone_surrogates", "ok", "ok"]


@pytest.mark.parametrize(
    "value",
    [[{"text": ARTICLE}, {"text": ARTICLE}], {"total": 2, "data": [{"text": ARTICLE}, {"text": ARTICLE}]}],
)
def test_json_of_rows_is_a_table(tmp_path, value):
    """A list of objects, or an object with one."""
    assert texts(read(tmp_path / "rows.json", json.dumps(value))) == [ARTICLE] * 2


def test_a_gbk_table_with_300_rows_of_ascii_first_is_read(tmp_path):
    """The encoding is told by the bytes that are not ASCII, wherever they begin."""
    lines = [*(f"{number},{'plain ascii ' * 90}" for number in range(300)), f"300,{ARTICLE}", f"301,{ARTICLE}"]
    records = read(tmp_path / "rows.csv", ("id,text\n" + "\n".join(lines)).encode("gbk"))
    assert texts(records)[-2:] == [ARTICLE] * 2
    assert len(records) == 302


def test_bytes_of_another_encoding_are_told_as_that(tmp_path):
    """A row of GBK in a table of UTF-8 is no lone surrogate."""
    rows = [f"1,{ARTICLE}\n".encode(), f"2,{ARTICLE}\n".encode("gbk"), f"3,{ARTICLE}\n".encode()]
    records = read(tmp_path / "rows.csv", b"id,text\n" + rows[0] * 50 + rows[1] + rows[2] * 50)
    assert codes(records) == [*["ok"] * 50, "bad_row", *["ok"] * 50]
    assert "not utf-8" in records[50].error.message


CELLS = st.sampled_from(["", "u", "x y", "2024-03-21", "第一，第二", "第一段\n第二段", '他说"好"', "a,b"])


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(',"\n') else cell


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.tuples(CELLS, CELLS), min_size=3, max_size=30),
    st.data(),
    st.sampled_from(['"', ",", "，", "x", '""', ";"]),
)
def test_as_many_records_as_rows_whatever_is_put_into_one(tmp_path, rows, data, mutation):
    """A row that is damaged costs itself: before and after it every row is read, under its own id."""
    lines = [f"{100 + number},{quoted(first)},{quoted(last)}" for number, (first, last) in enumerate(rows)]
    hit = data.draw(st.integers(0, len(rows) - 1))
    place = data.draw(st.integers(0, len(lines[hit])))
    assume(
        mutation not in {'"', '""'} or lines[hit][place : place + 1] != "\n"
    )  # a quote there ends the row for any reader
    lines[hit] = lines[hit][:place] + mutation + lines[hit][place:]
    records = read(tmp_path / "rows.csv", "id,url,text\n" + "\n".join(lines))
    others = [str(100 + number) for number in range(len(rows)) if number != hit]
    assert len(records) == len(rows)
    assert [record.id for record in records[:hit] + records[hit + 1 :]] == others


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from(["rows.csv", "rows.tsv", "rows.jsonl", "rows.json", "page.shtml", "page"])
)
def test_any_bytes_in_a_folder_are_records_or_left_out(tmp_path, data, name):
    """No file of a folder raises anything."""
    folder = tmp_path / "pages"
    folder.mkdir(exist_ok=True)
    (folder / "good.txt").write_text(ARTICLE, encoding="utf-8")
    for other in folder.iterdir():
        if other.name != "good.txt":
            other.unlink()
    (folder / name).write_bytes(data)
    found = find([str(folder)])
    records = list(load(found))
    assert found.left_out.total() + len({record.path for record in records}) == 2
    assert len({record.id for record in records}) == len(records)
