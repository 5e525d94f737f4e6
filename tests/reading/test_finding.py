"""Folders and globs: which files are inputs, which are left out, and under what ids."""

import os
from pathlib import Path

import pytest

from summarizer.errors import UsageError
from summarizer.models import Document
from summarizer.reading.inputs.documents import UnreadableInput, load
from summarizer.reading.inputs.finding import find, left_out_line

ARTICLE = "某县设置采样点97个，转移群众1.2万人。"
PAGE = f"<html><head><title>某县新闻</title></head><body><p>{ARTICLE}</p></body></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + b"\x09" + bytes(17) + b"\0\0\0\0" + bytes(460)
PAGES = (
    "t.shtml", "t.xhtml", "t.jsp", "t.asp", "t.aspx", "t.php", "t.jhtml", "t.htm", "t.html", "content_123",
    "q.html?id=3", "show.php?id=4", "t20240321_99", "a.HTML", "page.html.1", "t.do",
)  # fmt: skip


def ids(*given, **options):
    return [source.id for source in find([str(path) for path in given], **options)]


def fill(folder, names, content=PAGE):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_pages_are_told_by_their_content(tmp_path):
    """Whatever the server or the crawler named them, equal pages are equal documents."""
    fill(tmp_path, PAGES)
    records = list(load([str(tmp_path)]))
    assert {record.id for record in records} == set(PAGES)
    assert all(isinstance(record, Document) and record.raw == PAGE for record in records)


@pytest.mark.parametrize(
    "content", [ARTICLE * 9, (ARTICLE * 9).encode("gbk"), (ARTICLE * 9).encode("utf-16"), f"<p>{ARTICLE}"]
)
def test_text_without_a_suffix_is_a_page_in_any_encoding(tmp_path, content):
    """Chinese prose and fragments of HTML are pages."""
    assert ids(fill(tmp_path, ["content_1"], content)) == ["content_1"]


def test_a_page_whose_characters_cannot_be_told_is_a_failure(tmp_path):
    """It is not left out: somebody may count on it."""
    fill(tmp_path, ["content_1"], "<html><p>café à la crème, naïve</p></html>".encode("latin-1"))
    (record,) = load([str(tmp_path)])
    assert isinstance(record, UnreadableInput)
    assert record.error.code == "unreadable"


def test_what_is_no_document_is_left_out_and_counted(tmp_path):
    """Pictures, programs, formats that are not read, text that is not Chinese; READMEs and hidden files are not told."""
    fill(tmp_path, ["a.txt", "README.md", ".hidden"])
    fill(tmp_path, ["1.jpg", "2.jpg", "picture"], b"\xff\xd8\xff")
    fill(tmp_path, ["a.doc", "b.ppt", "c.xls"], OLE)
    fill(tmp_path, ["d.rtf"], "{\\rtf1 正文}")
    fill(tmp_path, ["e.7z"], b"7z\xbc\xaf\x27\x1c")
    fill(tmp_path, ["f.parquet"], b"PAR1")
    fill(tmp_path, ["index.php"], "<?php echo '中文中文中文'; ?>")
    fill(tmp_path, ["package.json"], '{"name": "x"}')
    fill(tmp_path, ["notes"], "plain English words")
    found = find([str(tmp_path)])
    assert [source.id for source in found] == ["a.txt"]
    assert left_out_line(found.left_out).startswith("12 files left out: 2 .jpg, 2 without a suffix, 1 .")
    assert set(found.left_out) == {
        ".jpg", "without a suffix", ".doc", ".ppt", ".xls", ".rtf", ".7z", ".parquet", ".php", ".json",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "what_to_do"),
    [
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "soffice --headless --convert-to docx FILE"),
        ("a.wps", OLE, "soffice --headless --convert-to docx FILE"),
        ("a.et", OLE + "Workbook".encode("utf-16-le"), "soffice --headless --convert-to xlsx FILE"),
        ("a.rtf", b"{\\rtf1 x}", "soffice --headless --convert-to docx FILE"),
        ("a.caj", b"CAJ\0\0", "save it as .pdf"),
        ("a.rar", b"Rar!\x1a\x07\x01\0", "unpack it first"),
        ("a.parquet", b"PAR1", "save it as .csv"),
    ],
)
def test_a_format_that_is_not_read_is_refused_by_name(tmp_path, name, data, what_to_do):
    """A file that is named has a record, which says what to do."""
    fill(tmp_path, [name], data)
    (record,) = load([str(tmp_path / name)])
    assert isinstance(record, UnreadableInput)
    assert record.error.code == "unsupported_type"
    assert record.error.message.startswith(Path(name).suffix)
    assert what_to_do in record.error.message


@pytest.mark.parametrize("name", ["a.doc", "a.xls", "a.pdf", "a.docx", "a.mht", "a.zip"])
def test_a_page_is_one_whatever_it_is_called(tmp_path, name):
    """Systems export HTML as `.doc`, and servers answer with a page where a file was."""
    assert ids(fill(tmp_path, [name])) == [name]
    (record,) = load([str(tmp_path / name)])
    assert isinstance(record, Document)
    assert record.raw == PAGE


def test_a_damaged_file_of_a_form_that_is_read_has_a_record(tmp_path):
    """It is not left out of its folder: somebody may count on it."""
    fill(tmp_path, ["a.docx", "b.pdf", "c.zip"], b"\0\1\2 broken")
    fill(tmp_path, ["d.docx"], OLE + "EncryptedPackage".encode("utf-16-le"))
    records = list(load([str(tmp_path)]))
    assert [(record.id, record.error.code) for record in records] == [
        ("a.docx", "binary"), ("b.pdf", "binary"), ("c.zip", "binary"), ("d.docx", "encrypted"),
    ]  # fmt: skip


def test_a_glob_takes_pages_by_content(tmp_path):
    """A pattern for a suffix that is no usual one finds its pages."""
    fill(tmp_path, ["e/a.shtml", "e/b.shtml", "e/c.txt", "f/d.shtml"])
    assert ids(tmp_path / "e" / "*.shtml") == ["a.shtml", "b.shtml"]
    assert ids(tmp_path / "**" / "*.shtml") == ["e/a.shtml", "e/b.shtml", "f/d.shtml"]
    assert ids(tmp_path / "e" / "**") == ["a.shtml", "b.shtml", "c.txt"]
    assert ids(tmp_path / "[ef]" / "?.s*") == ["e/a.shtml", "e/b.shtml", "f/d.shtml"]


def test_a_glob_in_the_working_folder(tmp_path, monkeypatch):
    """Ids count from there."""
    monkeypatch.chdir(fill(tmp_path, ["a.txt", "e/b.txt", ".x/c.txt"]))
    assert ids("*.txt") == ["a.txt"]
    assert ids("**/*.txt") == ["a.txt", "e/b.txt"]
    assert ids("./*.txt") == ["a.txt"]


def test_a_glob_of_files_that_are_left_out_says_so(tmp_path):
    """It is not the pattern that is wrong."""
    fill(tmp_path, ["a.rar", "b.rar"], b"Rar!\x1a\x07\0")
    with pytest.raises(UsageError, match=r"2 files left out: 2 \.rar"):
        find([str(tmp_path / "*.rar")])


def test_globs_do_not_go_through_links(tmp_path):
    """A loop gives each file once, a link out of the folder nothing; both are counted."""
    fill(tmp_path, ["in/a.txt", "in/deep/b.txt", "outside/secret.txt"])
    (tmp_path / "in" / "deep" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "out").symlink_to(tmp_path / "outside")
    found = find([str(tmp_path / "in" / "**" / "*.txt")])
    assert [source.id for source in found] == ["a.txt", "deep/b.txt"]
    assert found.left_out == {"linked folder": 2}
    assert ids(tmp_path / "in" / "*" / "*.txt") == ["deep/b.txt"]


@pytest.mark.parametrize(
    "path", ["x" * 300, "x" * 300 + "/*.txt", "a\0b", "a\0*", "/proc/nowhere/*", "a/" * 3000 + "*"]
)
def test_impossible_paths_are_wrong_usage(tmp_path, monkeypatch, path):
    """Names that are too long or hold NUL are one short line."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as caught:
        find([path])
    assert len(caught.value.message) < 300
    assert caught.value.message.isprintable()


def test_pipes_in_a_folder_are_not_opened(tmp_path):
    """Without a usual suffix they are counted, with one they have a record."""
    fill(tmp_path, ["a.txt"])
    os.mkfifo(tmp_path / "queue")
    os.mkfifo(tmp_path / "pipe.txt")
    found = find([str(tmp_path)])
    assert found.left_out == {"pipe, socket or device": 1}
    assert [type(record) for record in load(found)] == [Document, UnreadableInput]


def test_a_folder_that_cannot_be_listed_is_one_record(tmp_path, monkeypatch):
    """The rest of the folder is read."""
    fill(tmp_path, ["a.txt", "denied/b.txt"])
    scandir = os.scandir

    def refusing(path="."):
        if str(path).endswith("denied"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    for given in (tmp_path, tmp_path / "**" / "*.txt"):
        records = list(load([str(given)]))
        assert [(record.id, type(record)) for record in records] == [("a.txt", Document), ("denied", UnreadableInput)]


def test_of_several_folders_each_id_begins_with_its_own(tmp_path):
    """Files of one name in two folders can be told apart; one folder's ids are as ever."""
    fill(tmp_path, ["a/001.txt", "b/001.txt", "b/c/002.txt"])
    assert ids(tmp_path / "a", tmp_path / "b") == ["a/001.txt", "b/001.txt", "b/c/002.txt"]
    assert ids(tmp_path / "a") == ["001.txt"]
    assert ids(tmp_path / "a", tmp_path / "a" / "") == ["001.txt"]
    assert ids(tmp_path / "a", tmp_path / "b" / "*.txt") == ["a/001.txt", "b/001.txt"]
    assert ids(tmp_path / "b" / "*.txt", tmp_path / "b" / "c" / "*") == ["b/001.txt", "c/002.txt"]


def test_folders_of_one_name_are_told_apart_by_those_above(tmp_path):
    """2023/pages and 2024/pages."""
    fill(tmp_path, ["2023/pages/001.txt", "2024/pages/001.txt"])
    given = [tmp_path / year / "pages" for year in ("2023", "2024")]
    assert ids(*given) == ["2023/pages/001.txt", "2024/pages/001.txt"]


def test_named_files_of_one_name_are_told_apart_by_their_folders(tmp_path):
    """A name that is alone stays short."""
    fill(tmp_path, ["a/001.txt", "b/001.txt", "b/002.txt"])
    given = [tmp_path / name for name in ("a/001.txt", "b/001.txt", "b/002.txt")]
    assert ids(*given) == ["a/001.txt", "b/001.txt", "002.txt"]


def test_what_a_run_wrote_is_no_input(tmp_path):
    """A folder with a run in it is read again without its reports, tables and view."""
    fill(tmp_path, ["a.txt", "view.html", "out/run.sqlite", "out/view.html", "out/tables/documents.csv", "out/b.txt"])
    fill(tmp_path, ["out/reports.jsonl"], '{"text": "正文"}')
    found = find([str(tmp_path)])
    assert [source.id for source in found] == ["a.txt", "view.html", "out/b.txt"]
    assert found.left_out == {"output of a run": 3, ".sqlite": 1}


@pytest.mark.parametrize("name", ["rows.json", "api?page=1"])
def test_a_named_file_of_json_is_a_table(tmp_path, name):
    """One without a text column is a failure, as any table."""
    fill(tmp_path, [name], f'[{{"content": "{ARTICLE}"}}]')
    (record,) = load([str(tmp_path / name)])
    assert isinstance(record, Document)
    assert record.raw == ARTICLE
    fill(tmp_path, ["other.json"], '{"x": 1}')
    (record,) = load([str(tmp_path / "other.json")])
    assert isinstance(record, UnreadableInput)
    assert record.error.code == "no_text_column"
