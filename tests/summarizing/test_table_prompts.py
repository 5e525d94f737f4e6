"""What a model reads of a table: rows with all their cells; documents without tables are as they are."""

from itertools import islice

import mutations

from summarizer import check
from summarizer.models import Document, Span
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import TextIndex
from summarizer.scanning.scanner import scan_document
from summarizer.summarizing.chunks import in_context
from summarizer.summarizing.rendering import shown_part

PAGE = (
    "<p>某县情况</p><table><tr><td rowspan=2>乡镇</td><td colspan=2>脱贫户</td></tr><tr><td>户数</td><td>人数</td></tr>"
    "<tr><td>石桥乡</td><td>86</td><td>240</td></tr><tr><td>柳溪镇</td><td></td><td>402</td></tr></table><p>全县12个村。</p>"
)
ROWS = ["乡镇 | 脱贫户 | 脱贫户", "乡镇 | 户数 | 人数", "石桥乡 | 86 | 240", "柳溪镇 |  | 402"]


def scanned(raw):
    return scan_document(Document("page", "page", raw))


def test_a_table_is_shown_with_its_columns_kept():
    """A wide cell in each of its columns, an empty one as nothing between two pipes."""
    text = scanned(PAGE).text
    assert shown_part(text, Span(0, len(text.content))).split("\n") == ["某县情况", *ROWS, "全县12个村。"]


def test_markdown_is_shown_without_its_line_of_dashes():
    """And with the same pipes."""
    text = scanned("某县情况\n|乡镇|户数|\n|---|---|\n|石桥乡|86|\n全县12个村。").text
    assert shown_part(text, Span(0, len(text.content))) == "某县情况\n乡镇 | 户数\n石桥乡 | 86\n全县12个村。"


def test_a_part_that_begins_in_a_table_has_its_heads():
    """Wherever a long document is cut between rows."""
    text = scanned(PAGE).text
    cut = text.content.index("柳溪镇")
    assert shown_part(text, Span(0, cut)).split("\n")[1:4] == ROWS[:3]
    assert shown_part(text, Span(cut, len(text.content))).split("\n") == [*ROWS[:2], ROWS[3], "全县12个村。"]


def test_what_is_shown_can_be_quoted():
    """Each row, and several rows together."""
    index = TextIndex(scanned(PAGE).text)
    for first in range(len(ROWS)):
        for last in range(first, len(ROWS)):
            assert index.find("\n".join(ROWS[first : last + 1])), ROWS[first : last + 1]


def test_a_question_about_a_number_of_a_table_has_its_heads():
    """In a patch and in stages, the row comes after the heads of its columns."""
    scan = scanned(PAGE)
    mention = next(mention for mention in scan.mentions if mention.value == 402)
    sentence = TextIndex(scan.text).sentence(Span(mention.text_start, mention.text_end))
    assert in_context(scan.text, sentence) == "；".join([*ROWS[:2], ROWS[3]])


def test_a_missed_number_of_a_table_is_quoted_by_its_row():
    """So that a person finds it."""
    report = check({"figures": []}, PAGE).report
    assert [(figure.quote, figure.subject) for figure in report.figures][:2] == [
        ("石桥乡\t86\t240", "石桥乡脱贫户户数"),
        ("石桥乡\t86\t240", "石桥乡脱贫户人数"),
    ]


def test_a_document_without_tables_is_shown_as_it_is():
    """To the character, so that recordings of it are found again."""
    for case in islice(mutations.cases(), 8):
        text = case.scan.text
        assert text.tables == (), case.name
        assert shown_part(text, Span(3, len(text.content) - 3)) == text.content[3:-3], case.name
    assert Analysis(case.scan).index.find("没有这一句话") == []
