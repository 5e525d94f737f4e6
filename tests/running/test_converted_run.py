"""Runs over files of other forms: what they are converted to is kept, and figures have the page or cell of their file."""

import csv
import gzip
import json
import sqlite3
import sys
import zipfile
from email.message import EmailMessage
from types import SimpleNamespace

import openpyxl
import pytest
from articles import article, draft
from faulty import Faulty
from loopback import LOOPBACK, Loopback, answer
from office_files import paragraph, word_file
from typer.testing import CliRunner

from summarizer import Summarizer, check, rejudge
from summarizer.cli import app
from summarizer.delivering.reviewing.applying import apply
from summarizer.delivering.reviewing.overlay import lay_over
from summarizer.models import Anchor
from summarizer.reading.formats.conversion import reader_of
from summarizer.reading.formats.converted import Converted
from summarizer.reading.formats.file_forms import forms
from summarizer.running.config import RunOptions
from summarizer.running.store.store import Store

pytestmark = LOOPBACK

PAGED = b"%PDF-1.7 of a program that writes what it is told"


@pytest.fixture
def converter(monkeypatch):
    """A converter of .pdf that counts its calls: an article on pages 2 and 3, a running head left out."""
    raw = article(1)
    half = raw.index("\n") + 1
    made = SimpleNamespace(calls=0, raw=raw)

    def read(data: bytes) -> Converted:
        made.calls += 1
        anchors = (Anchor(0, page=2), Anchor(half, page=3))
        return Converted(made.raw, anchors, {"running_head": "第2页 共3页"}, {"title": "关于修水渠的通报"})

    monkeypatch.setitem(sys.modules, "summarizer.reading.formats.pdf", SimpleNamespace(read=read))
    return made


def asked(server):
    return Summarizer("m", base_url=server.url, patches=0, retries=1, timeout_seconds=20)


def told(number=1):
    return answer(json.dumps(draft(article(number)), ensure_ascii=False))


def reports(out):
    return [json.loads(line) for line in (out / "reports.jsonl").read_text(encoding="utf-8").splitlines()]


def pages_of(record):
    return {figure["page"] for figure in record["report"]["figures"]}


def test_figures_have_the_page_in_reports_tables_and_pages(tmp_path, converter):
    """The report, the store, every export, the page and what `show` prints tell where in the file a figure is."""
    (tmp_path / "a.pdf").write_bytes(PAGED)
    out = tmp_path / "out"
    with Loopback(told()) as server:
        asked(server).run_to(out, [str(tmp_path / "a.pdf")])
    (record,) = reports(out)
    assert record["document"]["form"] == "pdf"
    assert record["document"]["encoding"] is None
    assert record["document"]["title"] == "关于修水渠的通报"
    assert pages_of(record) == {3}
    assert CliRunner().invoke(app, ["export", str(out), "--format", "csv"]).exit_code == 0
    for table in ("figures", "facts"):
        with (out / "tables" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert {row["page"] for row in csv.DictReader(file)} == {"3"}
    assert "page 3" in CliRunner().invoke(app, ["show", str(out), "a"], env={"COLUMNS": "200"}).stdout
    with sqlite3.connect(out / "run.sqlite") as database:
        ((form, begins, text),) = database.execute("SELECT form, anchors, text FROM documents")
    assert form == "pdf"
    assert json.loads(begins) == [[0, 2, None, None], [text.index("\n") + 1, 3, None, None]]


def test_a_file_is_converted_once_whatever_its_record_needs_again(tmp_path, converter):
    """A failed document, asked again, is read from what the store keeps; so is one that is judged again."""
    (tmp_path / "a.pdf").write_bytes(PAGED)
    out = tmp_path / "out"
    with Loopback(answer("no JSON"), answer("none either"), told()) as server:
        made = asked(server)
        made.run_to(out, [str(tmp_path / "a.pdf")])
        tally = made.run_to(out, [str(tmp_path / "a.pdf")], RunOptions(retry_failed=True))
    assert tally.statuses == {"ok": 1}
    assert converter.calls == 1


def test_a_newer_library_shifts_no_span_of_a_record_that_is_judged_again(tmp_path, converter, monkeypatch):
    """Judging again takes what the record rests on; another run converts anew."""
    (tmp_path / "a.pdf").write_bytes(PAGED)
    out = tmp_path / "out"
    with Loopback(told()) as server:
        asked(server).run_to(out, [str(tmp_path / "a.pdf")])
        (before,) = reports(out)
        (pdf,) = (form for form in forms() if form.name == "pdf")
        newer = reader_of(pdf) + ".1"
        monkeypatch.setattr("summarizer.reading.formats.conversion.reader_of", lambda _: newer)
        converter.raw = "页眉\n" + converter.raw
        (again,) = rejudge(out)
        assert not again.problem
        assert converter.calls == 1
        assert reports(out)[0]["report"]["figures"] == before["report"]["figures"]
        Summarizer("m", base_url=server.url, patches=1, retries=1).run_to(out, [str(tmp_path / "a.pdf")])
    assert converter.calls == 2


def test_what_a_person_edits_or_adds_has_its_page(tmp_path, converter):
    """Read from the store, as the file may be gone."""
    (tmp_path / "a.pdf").write_bytes(PAGED)
    out = tmp_path / "out"
    with Loopback(told()) as server:
        asked(server).run_to(out, [str(tmp_path / "a.pdf")])
    (record,) = reports(out)
    first, second = record["report"]["figures"][:2]
    filed = [
        {"action": "edit", "figure": first, "changes": {"subject": "新" + first["subject"]}},
        {"action": "add", "figure": {name: second[name] for name in ("subject", "value", "unit", "quote")}},
        {"action": "add", "measure": {"name": "农田水利", "status": "completed"}},
    ]
    shared = {"document": "a.pdf", "sha256": None, "at": "2026-11-22T10:00:00Z"}
    content = {
        "format": "summarizer-decisions",
        "version": 2,
        "who": "李四",
        "decisions": [shared | part for part in filed],
    }
    (tmp_path / "decisions.json").write_text(json.dumps(content), encoding="utf-8")
    assert not apply(out, tmp_path / "decisions.json").problems
    with Store.read(out) as store:
        lay_over(store, correct=True)
        (corrected,) = map(json.loads, store.lines())
    decided = [part for part in corrected["report"]["figures"] if part.get("decision")]
    assert [(part["decision"]["action"], part["page"]) for part in decided] == [("edit", 3), ("add", 3)]
    assert [part["page"] for part in corrected["report"]["measures"] if part.get("decision")] == [2]


def test_figures_of_a_spreadsheet_have_their_cells(tmp_path):
    """A sheet without a text column is one document; a number is known by its sheet and cell."""
    book = openpyxl.Workbook()
    book.active.title = "产量"
    for row in (("青禾县2024年农产品产量", None), ("指标", "产量（吨）"), ("油料", 8436), ("水产品", 2047)):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    result = CliRunner().invoke(app, ["scan", "--json", str(tmp_path / "a.xlsx")])
    mentions = json.loads(result.stdout)["mentions"]
    assert {m["surface"]: m["cell"] for m in mentions if m["role"] == "figure"} == {
        "8436": "产量!B3",
        "2047": "产量!B4",
    }
    for language, head in (("en", "where"), ("zh", "位置")):
        shown = CliRunner().invoke(app, ["--lang", language, "scan", str(tmp_path / "a.xlsx")]).stdout.splitlines()
        assert shown[1].split()[-1] == head
        assert [line.split()[-1] for line in shown if "8436" in line] == ["产量!B3"]
    claim = {"subject": "油料产量", "value": 8436, "unit": "吨"}
    (figure, *_) = check({"figures": [claim]}, tmp_path / "a.xlsx").report.figures
    assert (figure.verdict, figure.cell, figure.page) == ("verified", "产量!B3", None)


def test_members_are_documents_with_what_their_container_states(tmp_path, converter):
    """One document each, those of containers in containers too; a bad one costs itself, what is none is counted."""
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as inner:
        inner.writestr("b.pdf", PAGED)
        inner.writestr("broken.docx", b"PK\x03\x04")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as outer:
        outer.writestr("页面/a.html", f"<p>{article(1)}</p>")
        outer.write(tmp_path / "inner.zip", "inner.zip")
        outer.writestr("photo.png", b"\x89PNG")
        outer.writestr("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    out = tmp_path / "out"
    with Loopback(told()) as server:
        tally = asked(server).run_to(out, [str(tmp_path / "a.zip")])
    assert [(record["document"]["id"], record["status"]) for record in reports(out)] == [
        ("a.zip#页面/a.html", "ok"),
        ("a.zip#inner.zip#b.pdf", "ok"),
        ("a.zip#inner.zip#broken.docx", "failed"),
        ("a.zip#old.doc", "failed"),
    ]
    assert tally.left_out == {".png": 1}


def pdf_of(*texts: str) -> bytes:
    """A PDF with a page for each text, a line for each of its lines, in a font that is not embedded."""
    kids = " ".join(f"{6 + 2 * page} 0 R" for page in range(len(texts)))
    font = "/Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/FontDescriptor 5 0 R/DW 1000"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(texts)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        f"<<{font}/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
        "<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/Ascent 859/Descent -141>>",
    ]
    for page, text in enumerate(texts):
        lines = [f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in text.splitlines()]
        drawn = f"BT /F 14 Tf 28 TL 72 760 Td {' '.join(lines)} ET"
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {7 + 2 * page} 0 R/Resources<</Font<</F 3 0 R>>>>>>",
            f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
        ]
    made, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n"
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return f"{made}xref\n0 {size}\n0000000000 65535 f \n{rows}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF".encode()


def captured(address: str, page: str) -> bytes:
    """A record of a web archive."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk\r\n\r\n{page}".encode("gbk")
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-03-05T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + answer + b"\r\n\r\n")


def mail_of(text: str, name: str, attached: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Message-ID"], mail["Subject"] = "a@example.cn", "<1@example.cn>", text.splitlines()[0]
    mail.set_content(text)
    mail.add_attachment(attached, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def test_a_run_over_every_form_reports_each_document_with_its_place(tmp_path):
    """From files to reports, with a model that answers by what it is asked; ids, forms, addresses, pages and cells."""
    folder, texts = tmp_path / "in", [article(number) for number in range(8)]
    folder.mkdir()
    lines = texts[1].splitlines()
    (folder / "a.docx").write_bytes(word_file("".join(map(paragraph, texts[0].splitlines()))))
    (folder / "b.pdf").write_bytes(pdf_of("\n".join(lines[:4]), "\n".join(lines[4:])))
    book = openpyxl.Workbook()
    book.active.append(["url", "正文"])
    book.active.append(["http://example.cn/2", texts[2]])
    book.save(folder / "c.xlsx")
    (folder / "d.eml").write_bytes(
        mail_of(texts[3], "附.docx", word_file("".join(map(paragraph, texts[4].splitlines()))))
    )
    pages = (f"<html><body><p>{text}</p></body></html>".replace("\n", "</p><p>") for text in texts[5:7])
    (folder / "e.warc.gz").write_bytes(
        b"".join(captured(f"http://example.cn/{n}", page) for n, page in enumerate(pages))
    )
    with zipfile.ZipFile(folder / "f.zip", "w") as archive:
        archive.writestr("g.pdf", pdf_of(texts[7]))
    out = tmp_path / "out"
    with Faulty() as server:
        asked(server).run_to(out, [str(folder)])
        again = asked(server).run_to(out, [str(folder)])
    assert again.reasons == {"kept": 8}
    found = {
        record["document"]["id"]: (
            record["status"],
            record["document"].get("form"),
            record["document"].get("url"),
            pages_of(record),
        )
        for record in reports(out)
    }
    assert found == {
        "a.docx": ("ok", "docx", None, {None}),
        "b.pdf": ("ok", "pdf", None, {1, 2}),
        "c.xlsx#1": ("ok", None, "http://example.cn/2", {None}),
        "d.eml": ("ok", None, None, {None}),
        "d.eml#附.docx": ("ok", "docx", None, {None}),
        "http://example.cn/0": ("ok", None, "http://example.cn/0", {None}),
        "http://example.cn/1": ("ok", None, "http://example.cn/1", {None}),
        "f.zip#g.pdf": ("ok", "pdf", None, {1}),
    }
    changed = check_again(out, folder)
    assert changed == []


def check_again(out, folder):
    """The figures that `check` judges otherwise than the run did."""
    result = CliRunner().invoke(app, ["check", str(out / "reports.jsonl"), "--source", str(folder), "--json"])
    assert result.exit_code == 0
    return [row for row in map(json.loads, result.stdout.splitlines()) if row["changed"] or row["error"]]
