"""Any text against its source: value, unit, noun, direction, status and qualifier of each number, against all of it."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import check, scan
from summarizer.checking.texts.judging import judgements
from summarizer.running.rechecks import recheck
from summarizer.scanning.analysis import Analysis

PAGE = (
    "2023年，临江县新建水库6座，现有水库137座、泵站1809座，培训农民1500余人，粮食产量23.6万吨，同比增长3.2%；"
    "蔬菜面积9000亩，同比下降5.1%。已造林3.2万亩，明年计划造林5万亩。6月，来自4个国际组织的专家到访。"
    "办理案件298件，其中重大案件12件。全县村道长12.38公里，绿地15公顷。\n"
)


@pytest.fixture(scope="module")
def page():
    return Analysis(scan(PAGE))


def verdicts(prose, page):
    return [(judged.surface, judged.verdict) for judged in judgements(prose, page) if judged.kind == "figure"]


@pytest.mark.parametrize(
    "prose",
    [
        "全县现有水库137座、泵站1809座。",
        "泵站1809座，水库137座。",
        "培训农民1500余人，粮食产量23.6万吨。",
        "粮食产量236000吨，增长3.2%。",
        "全县绿地225亩。",
        "明年计划造林5万亩。",
        "已造林3.2万亩。",
        "4个国际组织的专家到访。",
        "2023年6月，办理案件298件。",
        "多次培训，數十個項目。",
        "共造林三万二千亩。",
    ],
)
def test_what_the_document_states_is_verified(prose, page):
    """In other words, another order, other numerals, or another unit of the same amount."""
    assert not [judged for judged in judgements(prose, page) if judged.flagged]


@pytest.mark.parametrize(
    ("prose", "surface", "verdict", "how"),
    [
        ("培训农民1800余人。", "1800余人", "contradicted", "text_number"),
        ("来自6个国际组织的专家到访。", "6个", "contradicted", "text_number"),
        ("粮食产量23.6万亩。", "23.6万亩", "contradicted", "unit_mismatch"),
        ("现有水库1809座、泵站137座。", "1809座", "contradicted", "misattributed"),
        ("粮食产量同比下降3.2%。", "3.2%", "contradicted", "direction_mismatch"),
        ("蔬菜面积同比增长5.1%。", "5.1%", "contradicted", "direction_mismatch"),
        ("今年已造林5万亩。", "5万亩", "contradicted", "misattributed"),
        ("计划造林3.2万亩。", "3.2万亩", "contradicted", "misattributed"),
        ("培训农民1500人。", "1500人", "contradicted", "qualifier"),
        ("泵站近1809座。", "近1809座", "contradicted", "qualifier"),
        ("村道长12.4公里。", "12.4公里", "equivalent", "rounded"),
        ("村道长12.6公里。", "12.6公里", "contradicted", "text_number"),
        ("食堂开张，就餐老人77人。", "77人", "not_stated", None),
    ],
)
def test_what_it_does_not_state_so_is_told_by_kind(prose, surface, verdict, how, page):
    """With how it differs, or in which words it is true."""
    judged = next(judged for judged in judgements(prose, page) if judged.surface == surface)
    assert (judged.verdict, judged.how) == (verdict, how)
    assert prose[judged.start : judged.end] == surface
    assert judged.message or not judged.flagged


def test_a_swap_doubts_both_numbers(page):
    """Each of them is told of the other's noun."""
    assert verdicts("现有水库1809座、泵站137座。", page) == [("1809座", "contradicted"), ("137座", "contradicted")]


def test_a_number_that_the_rules_hold_for_a_name_is_let_pass():
    """Where the document has 三张网 in a name, prose may count the nets."""
    page = Analysis(scan("某县织密“三张网”，守好门户。\n"))
    assert not [judged for judged in judgements("某县织密三张网，共3张网。", page) if judged.flagged]


def test_the_findings_of_a_draft_name_the_point_and_the_place_in_the_document():
    """The span is that of the number in the document which the prose tells otherwise."""
    points = [{"text": "培训农民1500余人。"}, {"text": "粮食产量同比下降3.2%，培训农民1500人。"}]
    found = [f for f in check({"points": points}, PAGE).findings if (f.item or "").startswith("points")]
    turned, dropped = found
    assert [(f.code, f.item) for f in found] == [("summary_mismatch", "points/1")] * 2
    assert (turned.severity, dropped.severity) == ("error", "warning")
    assert PAGE[slice(*turned.span)] == "3.2%"
    assert PAGE[slice(*dropped.span)] == "1500余人"


def test_the_headline_is_judged_too():
    """As the points are."""
    found = check({"headline": "某县新建水库9座"}, PAGE).findings
    assert {(f.code, f.item) for f in found if f.severity == "error"} == {("summary_mismatch", "headline")}


def test_check_looks_at_the_summary_of_a_report(tmp_path):
    """`summarizer check reports.jsonl` has one row a number of the summary besides those of the figures."""
    source, reports = tmp_path / "a.txt", tmp_path / "reports.jsonl"
    source.write_text(PAGE, encoding="utf-8")
    line = {
        "document": {"id": "a.txt", "path": "a.txt"},
        "report": {"summary": "水库1809座，产量23.6万吨。", "figures": []},
    }
    reports.write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    rows = list(recheck(reports, source))
    assert [(row.part, row.figure["as_written"], row.verdict, row.flagged) for row in rows] == [
        ("summary", "1809座", "contradicted", True),
        ("summary", "23.6万吨", "supported", False),
    ]


def test_a_repeated_figure_of_a_report_shifts_no_verdict(tmp_path):
    """It is verified, as the first one is, and says so; the figure after it has its own verdict."""
    source, reports = tmp_path / "a.txt", tmp_path / "reports.jsonl"
    source.write_text("某县设点97个，转移群众1.2万人。\n", encoding="utf-8")
    point = {"quote": "设点97个", "subject": "点", "value": 97, "unit": "个", "origin": "model", "verdict": "verified"}
    wrong = {"quote": "转移群众1.2万人", "subject": "群众", "value": 13000, "unit": "人"} | {"origin": "model"}
    line = {"document": {"id": "a.txt", "path": "a.txt"}, "report": {"figures": [point, point, wrong]}}
    reports.write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    rows = list(recheck(reports, source))
    assert [row.verdict for row in rows] == ["verified", "verified", "unsupported"]
    assert ["twice" in row.why for row in rows] == [False, True, False]


@settings(deadline=None)
@given(st.text(alphabet="0123456789.万亿个座人%余近约增长下降水库泵站计划已，。、-", max_size=60))
def test_any_prose_is_judged_in_order_and_within_itself(prose):
    """Spans are those of the prose, in order and apart, and what is flagged says why."""
    judged = judgements(prose, Analysis(scan(PAGE)))
    assert all(prose[each.start : each.end] == each.surface for each in judged)
    assert all(before.end <= after.start for before, after in pairwise(judged))
    assert all(each.message for each in judged if each.flagged)


@pytest.mark.parametrize(
    ("text", "prose", "verdict"),
    [
        ("某县今年已建成泵站12座。", "某县计划建设泵站12座。", "contradicted"),
        ("某县计划建设泵站12座。", "某县已建成泵站12座。", "contradicted"),
        ("每处值守人员不少于2人，必须配备水泵5台。", "某县已经配备水泵5台。", "contradicted"),
        ("某县计划建设泵站12座。", "某县拟建泵站12座。", "supported"),
        ("某县计划建设泵站12座。", "某县泵站12座。", "supported"),
        ("专家在三个县的6个镇和9个村诊治病人530人。", "专家在三个县诊治病人530人。", "supported"),
        ("面向全市八个街道（含新区）不少于40家商铺发出倡议。", "面向全市八个街道商铺。", "supported"),
        ("本次查出境外输入病例5例和境外输入带菌者2例。", "本次查出境外输入病例2例。", "contradicted"),
    ],
)
def test_the_status_and_the_noun_of_prose_need_evidence_against_them(text, prose, verdict):
    """Status is that of the figure's facts; what both texts count after the number is no other noun."""
    judged = judgements(prose, Analysis(scan(text)))
    assert judged[-1 if verdict != "supported" else 0].verdict == verdict, [each.why for each in judged]


def test_the_benchmark_of_summaries_keeps_its_marks(monkeypatch):
    """Every kind of wrong summary is caught in 95 of 100, true prose doubted in fewer than 1 of 200."""
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "benchmarks")
    import summaries
    from mutations import cases

    read = list(summaries.tellings(list(cases())))[::12]
    for kind, rate in summaries.detection(read).items():
        assert rate.doubted >= 0.95 * rate.of > 0, kind
    alarms = summaries.false_alarms(read).values()
    assert sum(rate.doubted for rate in alarms) <= 0.01 * sum(rate.of for rate in alarms)
