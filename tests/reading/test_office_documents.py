"""Whole documents, as Word, LibreOffice and libraries write them: every number, in order, with its unit."""

from pathlib import Path

import pytest
from documents import measure, read_of

from summarizer.reading.cleaning.clean import clean

ROOT = Path(__file__).parents[2]
OWN = ROOT / "benchmarks" / "cases" / "documents"
SHARED = ROOT.parent / "shared" / "documents"
SUFFIXES = (".docx", ".xlsx", ".ods")


@pytest.mark.parametrize("name", sorted(path.name for path in OWN.iterdir() if path.suffix in SUFFIXES))
def test_every_number_of_our_own_documents_is_read_in_order(name):
    """Red heads in boxes, tracked changes, tables of three rules, merged heads, formats of cells."""
    assert measure(OWN / name).missed == []


@pytest.mark.parametrize("name", ["1_two_column.docx", "2_table.docx"])
def test_every_number_of_the_shared_documents_is_read_in_order(name):
    """They are not part of this repository."""
    if not (SHARED / name).exists():
        pytest.skip("no shared documents beside this checkout")
    measured = measure(SHARED / name)
    assert measured.missed == []
    assert measured.more == 0


def test_what_a_reader_does_not_see_is_in_no_text():
    """Deleted, hidden and running words of a document with tracked changes."""
    [document] = read_of(OWN / "3_revised.docx")
    text = clean(document).content
    gone = ("1.8万", "1,402", "500万元", "320", "另有8处", "内部明电")
    assert [words for words in gone if words in text] == []
