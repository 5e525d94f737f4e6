"""Inputs to documents: what is found, how it is decoded, and that one bad input costs one record."""

import hashlib
import io
import json
import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError, UsageError
from summarizer.models import Document
from summarizer.reading.inputs.decoding import decode
from summarizer.reading.inputs.documents import UnreadableInput, load
from summarizer.reading.inputs.finding import find

PAGES = Path(__file__).parents[2] / "fixtures" / "pages"


def write(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def codes(records: list[Document | UnreadableInput]) -> dict[str, str]:
    return {record.id: record.error.code if isinstance(record, UnreadableInput) else "ok" for record in records}


def test_folder_is_walked_in_order_with_relative_ids(tmp_path):
    """Documents come in sorted order, below their folder; hidden files and other kinds are skipped."""
    write(tmp_path, b_txt="乙", a_md="甲", c__d_html="<p>丙</p>", _hidden_txt="x", e_jpg="x")
    assert [source.id for source in find([str(tmp_path)])] == ["a.md", "b.txt", "c/d.html"]


def test_single_file_is_known_by_its_name(tmp_path):
    """The id of a file given alone is its name, and its digest that of its bytes."""
    write(tmp_path, a_txt="正文")
    (document,) = load([str(tmp_path / "a.txt")])
    assert isinstance(document, Document)
    assert (document.id, document.raw, document.encoding) == ("a.txt", "正文", "utf-8")
    assert document.sha256 == hashlib.sha256("正文".encode()).hexdigest()


def test_glob_gives_ids_below_its_fixed_part(tmp_path):
    """A pattern stands for the documents that it matches."""
    write(tmp_path, x__a_txt="甲", y__a_txt="乙", y__b_log="丙")
    assert [source.id for source in find([str(tmp_path / "*" / "*")])] == ["x/a.txt", "y/a.txt"]


def test_ids_stay_unique_and_no_file_is_read_twice(tmp_path):
    """A file named twice is one document; two of one name under one id get a number."""
    write(tmp_path, x__a_txt="甲", rows_csv="id,text\na.txt,乙\n")
    inputs = [str(tmp_path / "x"), str(tmp_path / "x" / "a.txt"), str(tmp_path / "rows.csv")]
    assert list(codes(list(load(inputs)))) == ["a.txt", "a.txt#2"]


def test_standard_input_is_a_document(monkeypatch):
    """`-` reads standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("正文".encode())))
    (document,) = load(["-"])
    assert isinstance(document, Document)
    assert (document.id, document.raw) == ("stdin", "正文")


@pytest.mark.parametrize("given_input", ["absent.txt", ".", "*.txt"])
def test_wrong_paths_are_told_before_anything_is_read(tmp_path, monkeypatch, given_input):
    """A missing file and a folder or glob without documents are the caller's mistakes."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError):
        load([given_input])


@pytest.mark.parametrize("column", [None, "content"])
@pytest.mark.parametrize("name", ["rows_csv", "rows_jsonl"])
def test_table_without_a_text_column_fails_alone(tmp_path, name, column):
    """Where no column has a usual name, or the one that is named, the table is one failure that names its columns."""
    content = "id,words\n1,正文\n" if name.endswith("csv") else '{"id": 1, "words": "正文"}\n'
    write(tmp_path, a_txt="正文", **{name: content})
    good, bad = load([str(tmp_path)], text_column=column)
    assert isinstance(good, Document)
    assert isinstance(bad, UnreadableInput)
    assert bad.error.code == "no_text_column"
    assert bad.error.message.endswith("--text-column: id, words")


def test_csv_rows_are_documents_with_columns(tmp_path):
    """A row's id is its id column; what else it has comes along; a broken row costs itself."""
    write(tmp_path, rows_csv='id,url,body\n7,u1,"第一,\n行"\n8,u2\n,u3,第三\n7,u4,第四\n9,u5,\n')
    records = list(load([str(tmp_path)], text_column="body"))
    assert codes(records) == {
        "7": "ok", "rows.csv#2": "bad_row", "rows.csv#3": "ok", "7#2": "ok", "9": "empty",
    }  # fmt: skip
    first = records[0]
    assert isinstance(first, Document)
    assert (first.raw, first.columns) == ("第一,\n行", {"id": "7", "url": "u1"})


def test_jsonl_rows_are_documents_with_columns(tmp_path):
    """Blank lines are nothing; what is no object, no text or no sound text costs its row."""
    lines = [
        '{"id": 1, "t": "甲"}',
        "",
        "{broken",
        "[1]",
        '{"t": 5}',
        '{"t": "\\ud800"}',
        '{"t": "a\\u0000"}',
        '{"t": "乙"}',
    ]
    write(tmp_path, rows_jsonl="\n".join(lines))
    assert list(codes(list(load([str(tmp_path)], text_column="t"))).values()) == [
        "ok", "bad_row", "bad_row", "bad_row", "lone_surrogates", "nul_bytes", "ok",
    ]  # fmt: skip


def test_gb18030_table_is_decoded(tmp_path):
    """Tables are decoded like documents."""
    write(tmp_path, rows_csv="编号,正文\n1,今年投入五百万元修建水库三座\n".encode("gb18030"))
    (document,) = load([str(tmp_path)], text_column="正文")
    assert isinstance(document, Document)
    assert document.raw.startswith("今年投入")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
        ("a.txt", "正文".encode() * 30 + b"\0", "nul_bytes"),
        ("a.txt", b"abc\xed\xa0\x80def", "lone_surrogates"),
        ("a.txt", b"x" * 2000, "too_large"),
        ("a.rtf", b"{\\rtf1 x}", "unsupported_type"),
        ("a.zip", b"PK\x03\x04", "unreadable"),
    ],
)
def test_bad_input_is_one_record_with_its_code(tmp_path, name, data, code):
    """What can't be read is told by a stable code, and the next input is read."""
    (tmp_path / name).write_bytes(data)
    (tmp_path / "b.txt").write_text("正文", encoding="utf-8")
    assert codes(list(load([str(tmp_path / name), str(tmp_path)], max_bytes=1000))) == {name: code, "b.txt": "ok"}


def test_links_and_pipes_are_refused(tmp_path):
    """Nothing but plain files is opened."""
    write(tmp_path, a_txt="正文")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert codes(list(load([str(tmp_path)]))) == {"a.txt": "ok", "link.txt": "unreadable", "pipe.txt": "unreadable"}


def test_vanished_file_is_one_record(tmp_path):
    """Inputs are read as they are asked for; one that has gone since is told."""
    write(tmp_path, a_txt="甲", b_txt="乙")
    records = load([str(tmp_path)])
    (tmp_path / "a.txt").unlink()
    assert codes(list(records)) == {"a.txt": "not_found", "b.txt": "ok"}


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("\ufeff正文\r\n二".encode(), "utf-8"),
        (b"\xff\xfe" + "正文\r\n二".encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + "正文\r\n二".encode("utf-16-be"), "utf-16"),
        ("正文\r\n二".encode(), "utf-8"),
    ],
)
def test_byte_order_mark_is_no_character_and_line_ends_stay(data, encoding):
    """Marks are not counted, CRLF is kept."""
    assert decode(data) == ("正文\r\n二", encoding)


@pytest.mark.parametrize(
    ("page", "encoding", "words"), [("gbk", "gb18030", "引进项目42个"), ("big5", "big5", "引進項目42個")]
)
def test_pages_in_chinese_charsets_are_told(page, encoding, words):
    """GBK and Big5 pages are decoded by what they hold."""
    raw, told = decode((PAGES / f"{page}.html").read_bytes())
    assert told == encoding
    assert words in raw


def test_wrong_declaration_does_not_win():
    """A UTF-8 page that says gb2312 is UTF-8."""
    assert decode('<meta charset="gb2312"><p>投入5万元</p>'.encode())[1] == "utf-8"


LONG_HEAD = b"<style>" + b".a{margin:0 auto;width:100px}\n" * 10_000 + b"</style>"
WORDS = "全县投入五百万元修建水库三座，转移群众一万二千人。"


@pytest.mark.parametrize("meta", [b"", b"<meta charset=gb2312>", b'<meta content="text/html; charset=GBK">'])
@pytest.mark.parametrize(("codec", "encoding"), [("gb18030", "gb18030"), ("big5hkscs", "big5")])
def test_the_charset_is_told_by_what_comes_after_a_long_head_of_ascii(meta, codec, encoding):
    """Styles and inline pictures of 300,000 bytes say nothing of a page's charset; a wrong declaration does not win."""
    words = WORDS if codec == "gb18030" else "全縣投入五百萬元修建水庫三座，轉移羣眾一萬二千人，學校與醫院同時開工。"
    raw, told = decode(meta + LONG_HEAD + words.encode(codec))
    assert told == encoding
    assert raw.endswith(words)


def test_a_declared_charset_decides_where_bytes_are_few():
    """Two characters could be GBK or Big5."""
    assert decode(b"<meta charset=gb2312><p>" + "县长".encode("gbk"))[0].endswith("县长")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("page", [f"<html><p>{WORDS}</p></html>", f"{WORDS}\r\n{WORDS}"])
def test_utf_16_is_told_without_a_byte_order_mark(codec, page):
    """NUL bytes at every other place are no sign of a binary file."""
    assert decode(page.encode(codec)) == (page, "utf-16")


def test_pairs_of_surrogates_written_one_by_one_are_one_character():
    """MySQL's utf8 and Java write an emoji as two characters of three bytes each."""
    pair = "😀".encode("utf-16-be")
    written = b"".join(
        pair[at : at + 2].decode("utf-16-be", "surrogatepass").encode("utf-8", "surrogatepass") for at in (0, 2)
    )
    assert decode("正文".encode() + written) == ("正文😀", "utf-8")


def test_cut_character_costs_itself_alone():
    """A page cut in the middle of a character stays UTF-8."""
    raw, encoding = decode("全县投入五百万元".encode()[:-1])
    assert (raw, encoding) == ("全县投入五百万\ufffd", "utf-8")


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data):
    """No input raises anything but InputError."""
    with suppress(InputError):
        assert isinstance(decode(data)[0], str)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1))
def test_rows_keep_their_text(tmp_path_factory, text):
    """A row's text comes out as it went in."""
    path = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    path.write_text(json.dumps({"t": text}) + "\n", encoding="utf-8")
    (record,) = load([str(path)], text_column="t")
    assert isinstance(record, UnreadableInput) == text.isspace()
    assert isinstance(record, UnreadableInput) or record.raw == text
