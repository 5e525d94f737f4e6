"""The forms of files: told by content, read by the module that the table names, refused with what to do."""

import gzip
import io
import re
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.models import Document
from summarizer.reading.cleaning import clean as clean_module
from summarizer.reading.cleaning.clean import clean
from summarizer.reading.formats import file_forms as table
from summarizer.reading.formats.conversion import members
from summarizer.reading.formats.file_forms import form_of, forms
from summarizer.reading.formats.limits import MOST_DEPTH
from summarizer.reading.inputs.documents import UnreadableInput, load, sight
from summarizer.reading.inputs.finding import find
from summarizer.resources import messages

TEXT = "某县设置采样点97个，转移群众1.2万人。"
PAGE = f"<html><body><p>{TEXT}</p></body></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + b"\x09" + bytes(17) + b"\0\0\0\0" + bytes(460)
WARC = b"WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n"
MAIL = b"From: a@example.cn\r\nTo: b@example.cn\r\nMessage-ID: <1@example.cn>\r\n"


def zipped(*names: str, stored: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, stored)
    return file.getvalue()


def of_type(media_type: str) -> bytes:
    return zipped("mimetype", stored=media_type.encode())


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


SAMPLES = [
    ("pdf", b"%PDF-1.7"), ("pdf", b"\r\n%PDF-1.4"),
    ("docx", zipped("_rels/.rels", "word/document2.xml")), ("xlsx", zipped("_rels/.rels", "xl/workbook.xml")),
    ("pptx", zipped("_rels/.rels", "ppt/presentation.xml")), ("ofd", zipped("OFD.xml")),
    ("ods", of_type("application/vnd.oasis.opendocument.spreadsheet")),
    ("odt", of_type("application/vnd.oasis.opendocument.text")),
    ("odp", of_type("application/vnd.oasis.opendocument.presentation")), ("epub", of_type("application/epub+zip")),
    ("wacz", zipped("datapackage.json", "archive/a.warc.gz")),
    ("zip", zipped("word/a.html", "xl/b.html")), ("zip", zipped()), ("zip", zipped("a.pdf", stored=b"%PDF-1.7")),
    ("warc", WARC), ("warc.gz", gzip.compress(WARC)), ("gz", gzip.compress(PAGE.encode())),
    ("eml", MAIL + b"\r\n"), ("eml", b"MIME-Version: 1.0\nSubject: =?utf-8?q?x?=\n\nx"),
    ("mht", b"MIME-Version: 1.0\nContent-Type: multipart/related;\n boundary=x\n\n--x"),
    ("encrypted", stream("EncryptedPackage")), ("doc", stream("WordDocument")), ("xls", stream("Workbook")),
    ("xls", stream("Book")), ("ppt", stream("PowerPoint Document")), ("msg", stream("__properties_version1.0")),
    ("wps", OLE), ("rtf", b"{\\rtf1"), ("rar", b"Rar!\x1a\x07\x01\0"), ("7z", b"7z\xbc\xaf\x27\x1c"),
    ("tar", bytes(257) + b"ustar\x0000"), ("bz2", b"BZh91AY&SY"), ("xz", b"\xfd7zXZ\0"), ("zst", b"\x28\xb5\x2f\xfd"),
    ("parquet", b"PAR1"), ("feather", b"ARROW1"), ("feather", b"FEA1"),
]  # fmt: skip


def name_of(data: bytes, ending: str = "") -> str | None:
    form = form_of(io.BytesIO(data), ending)
    return form.name if form else None


@pytest.mark.parametrize(("name", "data"), SAMPLES, ids=[f"{name} {place}" for place, (name, _) in enumerate(SAMPLES)])
def test_a_form_is_told_by_content(name, data):
    """Whatever the file is called."""
    assert {name_of(data), name_of(data, ".txt"), name_of(data, ".html")} == {name}


@given(
    st.sampled_from([data for _, data in SAMPLES]),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=6),
    st.floats(0, 1),
)
def test_no_damage_breaks_what_tells_a_form(data, damage, kept):
    """Whatever bytes are changed, or cut off, a form is found or none is."""
    damaged = bytearray(data)
    for place, byte in damage:
        damaged[int(place * len(damaged))] = byte
    assert name_of(bytes(damaged[: int(kept * len(damaged))]), ".docx") in {None, *(form.name for form in forms())}


def test_every_form_of_the_table_has_a_sample():
    """But for those that the name must tell."""
    assert {form.name for form in forms() if not form.sign.startswith("binary")} == {name for name, _ in SAMPLES}
    assert name_of(b"CAJ\0", ".caj") == "caj"


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        TEXT,
        "",
        "title: 通报\ndate: 2024-03-05\n\n正文",
        "From: 某县\n" + TEXT,
        "发件人: x\nDate: y\n\n",
        "{}",
        "a,b\n1,2\n",
    ],
)
def test_pages_and_tables_have_none_of_the_forms(text):
    """Nor have texts whose first lines look like fields."""
    assert name_of(text.encode()) is None


def test_a_name_helps_where_few_fields_are_there():
    """What somebody saved as .eml may have lost most of its head."""
    head = "Subject: 关于报送数据的函\nFrom: 某县\n\n正文".encode()
    assert (name_of(head, ".eml"), name_of(head, ".txt")) == ("eml", None)


@pytest.mark.parametrize("form", [form for form in forms() if form.is_read])
def test_what_is_read_has_a_module_that_reads_it(form):
    """The one that the table names, with its library installed for tests."""
    assert form.is_ready
    module = pytest.importorskip(f"summarizer.reading.formats.{form.module}")
    assert callable(members(form) if form.kind == "container" else module.read)


@pytest.mark.parametrize("form", [form for form in forms() if not form.is_read])
def test_what_is_refused_says_what_to_do(form):
    """By the suffix of the file, or where that is another's, by its form."""
    said = form.refusal(form.suffixes[0]).message
    assert form.suffixes[0] in said or form.refused == "password"
    assert form.refused in said or form.refused in {"unpack", "password"}
    assert form.refusal(".txt").message.startswith((f".{form.name} ", messages("en")["encrypted.office"]))


def test_a_missing_library_is_one_line_a_file(tmp_path, monkeypatch):
    """Which names the command that brings it; other files are read."""
    monkeypatch.setattr(table, "_installed", lambda _: None)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.docx").write_bytes(zipped("_rels/.rels", "word/document.xml"))
    (tmp_path / "c.warc").write_bytes(WARC)
    (tmp_path / "d.txt").write_text(TEXT, encoding="utf-8")
    *missing, page = load([str(tmp_path)])
    assert isinstance(page, Document)
    assert [record.error.code for record in missing] == ["no_reader"] * 3
    for extra, record in zip(("pdf", "docx", "warc"), missing, strict=True):
        assert f'pip install "govnews-summarizer[{extra}]"' in record.error.message


def nested(depth: int) -> bytes:
    data = zipped("a.html", stored=PAGE.encode())
    for _ in range(depth - 1):
        data = zipped("inner.zip", stored=data)
    return data


@pytest.mark.parametrize(("depth", "code"), [(MOST_DEPTH, "ok"), (MOST_DEPTH + 1, "too_large"), (40, "too_large")])
def test_containers_are_opened_to_a_depth(tmp_path, depth, code):
    """What is deeper is one record."""
    (tmp_path / "a.zip").write_bytes(nested(depth))
    (record,) = load([str(tmp_path)])
    assert ("ok" if isinstance(record, Document) else record.error.code) == code
    assert record.id == "a.zip" + "#inner.zip" * (min(depth, MOST_DEPTH + 1) - 1) + ("#a.html" if code == "ok" else "")


@pytest.mark.parametrize(("names", "code"), [((), "empty"), (("a.png", "b/"), "empty"), (("a.html",), "empty")])
def test_a_container_without_a_document_is_one_failure(tmp_path, names, code):
    """Nothing vanishes."""
    (tmp_path / "a.zip").write_bytes(zipped(*names))
    (record,) = load([str(tmp_path)])
    assert isinstance(record, UnreadableInput)
    assert record.error.code == code


def test_tables_in_containers_are_rows(tmp_path):
    """Of a packed table too, whose name says that it is one."""
    rows = "id,text,url\n1,采样点97个,http://example.cn/1\n2,采样点98个,u\n"
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(rows.encode()))
    (tmp_path / "b.zip").write_bytes(zipped("x/rows.csv", stored=rows.encode()))
    records = list(load([str(tmp_path)]))
    assert [(record.id, record.path) for record in records] == [
        (name, str(tmp_path / file)) for file, names in (("a.csv.gz", ("1", "2")), ("b.zip", ("1#2", "2#2"))) for name in names
    ]  # fmt: skip
    assert records[0].columns == {"id": "1", "url": "http://example.cn/1"}


def test_a_mail_is_its_text_and_its_attachments(tmp_path):
    """What the mail states of itself comes along as columns; pictures are counted when all was read."""
    mail = EmailMessage()
    mail["From"], mail["Message-ID"], mail["Subject"] = "a@example.cn", "<1@example.cn>", "关于报送数据的函"
    mail.set_content(TEXT)
    mail.add_attachment(PAGE.encode(), maintype="application", subtype="octet-stream", filename="附件.html")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="图.png")
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    found = find([str(tmp_path)])
    text, attached = load(found)
    assert isinstance(text, Document)
    assert isinstance(attached, Document)
    assert (text.id, attached.id) == ("a.eml", "a.eml#附件.html")
    assert (text.columns["title"], text.raw.strip(), attached.raw) == ("关于报送数据的函", TEXT, PAGE)
    assert found.left_inside == {".png": 1}


def test_what_a_converter_left_out_is_counted_by_reason():
    """Its numbers, under reasons that the documentation of cleaning lists and that have names."""
    removed = {"running_head": "第3页 共12页", "deleted": "修路50公里", "watermark": "内部资料"}
    text = clean(Document("a", "a.pdf", TEXT, form="pdf", removed=removed))
    assert text.removed == {"running_head": 2, "deleted": 1, "watermark": 0}
    listed = re.findall(r"\w+", clean_module.__doc__.split("left words out:")[1].split("\n\n")[1])
    assert set(removed) <= set(listed)
    assert {f"removed_{reason}" for reason in listed} <= messages("en").keys()


def test_containers_are_walked_twice_in_the_same_way(tmp_path):
    """Ids, hashes and what is left out are the same; so a run can come back to what failed."""
    (tmp_path / "a.zip").write_bytes(zipped("a.html", "b.html", "c.png", stored=PAGE.encode()))
    inputs = sight([str(tmp_path)])
    first, second = ([sighting for sighting, _ in inputs] for _ in range(2))
    assert first == second
    assert [sighting.id for sighting in first] == ["a.zip#a.html", "a.zip#b.html"]
    assert inputs.found.left_inside == {".png": 1}
