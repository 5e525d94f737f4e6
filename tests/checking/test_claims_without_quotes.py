"""Claims without a quote: the number of the whole document that fits best is taken, and that is said."""

import json
import time

import pytest
from typer.testing import CliRunner

from summarizer import check
from summarizer.checking.recheck import lines_by_document, rechecked
from summarizer.cli import app

TEXT = "某县简报\n设置采样点97个，拆除学校97所。\n转移群众1.2万余人，其中老人三成。\n4月7日，第97批物资到达。\n某县去年植树15公顷。\n"


def judged(**claim):
    """The verdict on a claim, and the number that it rests on."""
    result = check({"figures": [claim]}, TEXT)
    return result.judgements[0].verdict, result.report.figures[0].as_written


@pytest.mark.parametrize(
    ("claim", "verdict", "number"),
    [
        ({"subject": "采样点", "value": 97, "unit": "个"}, "verified", "97个"),
        ({"subject": "学校", "value": 97, "unit": "所"}, "verified", "97所"),
        ({"subject": "群众", "value": 12000, "unit": "人", "qualifier": "余"}, "verified", "1.2万余人"),
        ({"subject": "群众", "value": 12000, "unit": "人"}, "qualifier_mismatch", "1.2万余人"),
        ({"subject": "群众", "value": 1.2, "unit": "万人", "qualifier": "余"}, "verified", "1.2万余人"),
        ({"subject": "学校", "value": 97, "unit": "个"}, "unit_mismatch", "97所"),
        ({"subject": "老人", "value": 30, "unit": "%"}, "verified", "三成"),
        ({"subject": "植树", "value": 15, "unit": "公顷"}, "verified", "15公顷"),
        ({"subject": "采样点", "value": 98, "unit": "个"}, "unsupported", None),
        ({"subject": "物资", "value": 4, "unit": "批"}, "misattributed", None),
        ({"subject": "", "value": 97}, "verified", "97个"),
    ],
)
def test_the_best_number_of_the_document_counts(claim, verdict, number):
    """By value, unit and subject; a date or rank supports nothing."""
    assert judged(**claim) == (verdict, number)


def test_the_sentence_of_the_number_is_delivered_and_a_note_says_so():
    """The figure has the quote and spans that a claim with a quote has."""
    result = check({"figures": [{"subject": "采样点", "value": 97, "unit": "个"}]}, TEXT)
    figure = result.report.figures[0]
    assert "采样点97个" in figure.quote
    assert TEXT[slice(*figure.span)] == "97个"
    assert [(finding.code, finding.severity) for finding in result.findings if finding.item == "figures/0"] == [
        ("quote_none", "info")
    ]


def test_each_number_carries_one_claim():
    """Two claims of one value rest on two numbers."""
    claims = [{"subject": "某物", "value": 97, "unit": None}] * 2
    spans = {figure.span for figure in check({"figures": claims}, TEXT).report.figures[:2]}
    assert len(spans) == 2


def test_lines_of_another_tool_need_no_quote(tmp_path):
    """The result says where it was looked; a line without any number is refused."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text(TEXT, encoding="utf-8")
    claims = tmp_path / "claims.jsonl"
    lines = [
        {"path": "a.txt", "subject": "采样点", "value": 97, "unit": "个", "quote": None},
        {"path": "a.txt", "value": 5, "subject": "x"},
    ]
    claims.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(claims), "--source", str(tmp_path / "docs"), "--json"])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["verdict"], row["place"]) for row in rows] == [("verified", "document"), ("unsupported", "document")]
    claims.write_text('{"path": "a.txt", "subject": "x"}', encoding="utf-8")
    wrong = CliRunner().invoke(app, ["check", str(claims), "--source", str(tmp_path / "docs")])
    assert (wrong.exit_code, "a value or a quote" in wrong.stderr) == (2, True)


def test_many_claims_about_one_text_take_no_more_than_the_text_and_each_claim(tmp_path):
    """The text is read once for all of them, and a claim asks for no report: else these would take a minute."""
    page, claims = tmp_path / "a.txt", tmp_path / "claims.jsonl"
    page.write_text("".join(f"青山乡发放宣传单{1000 + index}份。\n" for index in range(400)), encoding="utf-8")
    lines = [{"path": "a.txt", "subject": "宣传单", "value": 1000 + index, "unit": "份"} for index in range(400)]
    claims.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (about,) = lines_by_document(claims, page)
    started = time.process_time()
    rows = [row for _, rows in rechecked(about) for row in rows]
    assert time.process_time() - started < 5
    assert {row.verdict for row in rows} == {"verified"}
