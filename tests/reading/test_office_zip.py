"""Office files that are hostile or broken: one line each, within bounds."""

import pytest
from office_files import packed, paragraph, run, word_file

from summarizer.errors import InputError
from summarizer.reading.formats import docx, office_zip

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORDS = paragraph("全县共有86户。")
DEEP = "<w:tbl><w:tr><w:tc>" * 10_000 + WORDS + "</w:tc></w:tr></w:tbl>" * 10_000
DEEP_FOR_MAMMOTH = "<w:tbl><w:tr><w:tc>" * 80 + WORDS + "</w:tc></w:tr></w:tbl>" * 80
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>'
FETCHES = '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'
WHOLE = word_file(WORDS * 50)
BAD = {
    "a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted.office"),
    "old Office": (lambda: OLE, "unsupported_type.old_office"),
    "no zip": (lambda: b"PK\x03\x04 and nothing more", "unreadable.zip"),
    "cut off": (lambda: WHOLE[:-40], "unreadable.zip"),
    "damaged inside": (lambda: WHOLE[:300] + bytes(40) + WHOLE[340:], "unreadable.zip"),
    "no document": (lambda: packed({"a.txt": "x"}), "unreadable.no_document"),
    "broken XML": (lambda: packed({"word/document.xml": "<a><b>"}), "unreadable.xml"),
    "entities": (lambda: packed({"word/document.xml": LAUGHS}), "unreadable.entities"),
    "an outer entity": (lambda: packed({"word/document.xml": FETCHES}), "unreadable.entities"),
    "10,000 nested tables": (lambda: word_file(DEEP), "unreadable.nested"),
    "80 nested tables": (lambda: word_file(DEEP_FOR_MAMMOTH), "unreadable.nested"),
    "a bomb": (lambda: packed({"word/document.xml": b" " * 70_000_000}), "too_large.part"),
    "tags beyond number": (lambda: packed({"word/document.xml": b"<a/>" * 1_500_001}), "too_large.tags"),
    "paragraphs beyond number": (lambda: word_file("<w:p/>" * 50_001), "too_large.paragraphs"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_can_not_be_read_is_one_error(name):
    """Of one line, before it is unpacked or while it is bounded."""
    made, key = BAD[name]
    with pytest.raises(InputError) as caught:
        docx.read(made())
    assert caught.value.message.key == key
    assert "\n" not in caught.value.message


def test_all_parts_together_are_bounded(monkeypatch):
    """Many parts below the bound of one are too much too."""
    monkeypatch.setattr(office_zip, "_LARGEST_SUM", 2_000)
    with pytest.raises(InputError) as caught:
        docx.read(word_file(WORDS, comments=WORDS * 50))
    assert caught.value.code == "too_large"


def test_macros_and_embedded_files_are_never_opened():
    """A .docm is read as what it shows."""
    made = docx.read(packed({"word/document.xml": _document(WHOLE), "word/vbaProject.bin": b"x" * 100}))
    assert made.raw == "<p>全县共有86户。</p>" * 50


def _document(data: bytes) -> bytes:
    return office_zip.OfficeZip(data).read("word/document.xml")


def test_words_that_look_like_marks_or_markup_are_words():
    """A document can't forge an anchor, or a tag."""
    made = docx.read(word_file(paragraph('&lt;a id="0"&gt;&lt;/a&gt;&lt;script&gt;共86户') + paragraph(run("次段。"))))
    assert "&lt;script&gt;" in made.raw
    assert [anchor.paragraph for anchor in made.anchors] == [1, 2]
