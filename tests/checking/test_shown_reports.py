"""Reports, checks and scans to look at, at a prompt and in a notebook: short, bounded, and nothing of a document is markup."""

import json
from html import escape

import pytest
from handmade import failure, figure, outcome
from lxml import html

from summarizer import Record, check, scan
from summarizer.models import Document

HOSTILE = "<img src=x onerror=alert(1)>\"'&lt;\u202e\u001b[31m\r\n</td><script>steal()</script>甲"
TAGS = {"b", "div", "li", "span", "table", "td", "th", "tr", "ul", "mark"}
FREE = {"subject", "unit", "as_written", "quote", "headline", "text", "name", "title", "id", "message", "iso", "code"}


def altered(part, words):
    """A part of a record in which every text that a document or a model may set is `words`."""
    if isinstance(part, dict):
        return {name: words if name in FREE and value else altered(value, words) for name, value in part.items()}
    return [altered(value, words) for value in part] if isinstance(part, list) else part


def hostile_record(words=HOSTILE):
    figures = [figure("设置采样点97个", "采样点", 97, "个"), figure("设置采样点97个", "医院", 41, "家")]
    record = outcome(figures=figures, headline="某县设置采样点97个").record
    return Record.model_validate(altered(json.loads(record.model_dump_json()), words))


def only_our_tags(shown):
    """The words of what is shown; no tag and no attribute in it is another's."""
    elements = [each for each in html.fragment_fromstring(shown, create_parent=True).iter() if each.tag != "body"]
    assert {each.tag for each in elements} <= TAGS
    assert {name for each in elements for name in each.attrib} <= {"style", "title"}
    return "".join(html.fragment_fromstring(shown, create_parent=True).itertext())


def test_a_record_is_shown_with_what_a_person_looks_for():
    """Its status, headline and place, each figure with its verdict in words and marks, and what to look at."""
    record = outcome(headline="某县设置采样点97个").record
    words = only_our_tags(record._repr_html_())
    for expected in (
        "flagged ⚠",
        "某县设置采样点97个",
        "1.2万余人",
        "qualifier mismatch ✗",
        "verified ✓",
        "from the rules –",
    ):
        assert expected in words
    assert "error ✗ the document says 1.2万余人; the claim has no qualifier" in words
    assert repr(record).startswith("<Record 'a.txt': flagged, 2 of 4 figures verified, ")
    assert str(record).splitlines()[1] == "某县设置采样点97个"
    assert "✗ the document says 1.2万余人; the claim has no qualifier" in str(record)


def test_a_failure_says_why():
    """It has no report."""
    record = failure().record
    assert "failed ✗" in only_our_tags(record._repr_html_())
    assert str(record) == "lost.txt: failed\nempty: it is empty"
    assert repr(record) == "<Record 'lost.txt': failed>"


def test_what_a_document_says_is_no_markup():
    """In a record, in its report, in a check and in a scan."""
    record = hostile_record()
    claimed = check({"figures": [{"subject": HOSTILE, "value": 97, "unit": "个"}]}, f"{HOSTILE}设点97个。")
    for shown in (record, record.report, claimed, scan(f"设点97个{escape(HOSTILE)}，共98个。")):
        words = only_our_tags(shown._repr_html_())
        assert "<script>steal()</script>" in words or "<img src=x onerror=alert(1)>" in words


@pytest.mark.parametrize("shown", [hostile_record(), hostile_record().report], ids=["record", "report"])
def test_what_is_printed_commands_no_terminal(shown):
    """No control character and no mark of direction; a line stays one."""
    for words in (str(shown), repr(shown)):
        assert all(char.isprintable() or char == "\n" for char in words)
    assert len(str(shown).splitlines()) < 12
    assert "\n" not in repr(shown)


def test_what_is_shown_is_bounded():
    """However many figures there are, and however long their words: what is left out is counted."""
    record = hostile_record(HOSTILE * 2_000)
    record.report.figures *= 500
    record.report.points *= 500
    record.findings *= 500
    assert len(record._repr_html_()) < 60_000
    assert f"{len(record.report.figures) - 30:,} more figures" in record._repr_html_()
    assert len(str(record)) < 5_000
    assert len(repr(record)) < 300
    assert len(scan("设点97个。" * 20_000)._repr_html_()) < 120_000


def test_a_scan_and_a_check_are_short_at_a_prompt():
    """What they have is counted."""
    assert repr(scan("2024年3月1日，玉门市设点97个。")) == "<Scan: numbers=2, dates=1, region=玉门市, published=None>"
    checked = check({"figures": [{"subject": "点", "value": 98, "unit": "个"}]}, "设点97个。")
    assert repr(checked) == "<CheckResult: 0 of 1 figure verified, 1 number missed, 0 measures, 1 error, 1 warning>"
    assert str(checked).splitlines()[1].startswith("✗ 98 does not appear in the document")


def test_a_document_is_shown_without_its_text():
    """A page may have megabytes."""
    assert repr(Document("a", "a.html", "x" * 100_000)) == (
        "Document(id='a', path='a.html', encoding='utf-8', sha256='', columns={}, form='')"
    )
