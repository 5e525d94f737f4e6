"""Long documents are asked about in parts, put together, and asked once for their headline and points."""

import asyncio
import json
from dataclasses import replace
from string import Template

import pytest

from summarizer import Document, RunOptions, Summarizer
from summarizer.asking.client import Answer
from summarizer.asking.recording import Exchange, ExchangeSummary
from summarizer.asking.token_counts import estimated_tokens
from summarizer.checking.draft import Draft, DraftMeasure
from summarizer.errors import ModelError
from summarizer.running.estimate import forecast
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.scanner import scan_document
from summarizer.summarizing.merging import merged, merged_measures
from summarizer.summarizing.pipeline import summarize_scan
from summarizer.summarizing.plan import Plan
from summarizer.summarizing.pointing import MOST_CHARACTERS, PointsDraft, shown_measures
from summarizer.summarizing.rendering import parts
from summarizer.summarizing.stored_answers import rejudged

THINGS = (
    ("农村公路", "新建", "公里"),
    ("口袋公园", "建成", "个"),
    ("充电桩", "安装", "个"),
    ("老旧小区", "改造", "个"),
    ("污水管网", "铺设", "公里"),
    ("日间照料中心", "新建", "家"),
    ("粮食仓库", "修建", "座"),
    ("巡河队", "组建", "支"),
    ("技能培训", "开展", "期"),
    ("就业岗位", "开发", "个"),
)
TOWNS = [
    "东岭",
    "西坪",
    "南塘",
    "北河",
    "青石",
    "白沙",
    "石桥",
    "柳林",
    "云峰",
    "长滩",
    "金竹",
    "龙泉",
    "双溪",
    "新店",
    "红岩",
    "枫树",
    "竹溪",
    "梅岭",
    "松山",
    "清江",
    "桃源",
    "花桥",
    "大湾",
    "小坝",
    "高寨",
]
FILLER = "镇里反复听取群众意见，邀请乡贤和施工单位一道到现场踏勘，逐项商定路线、工期和责任人，并把进度张贴在村务公开栏里，接受村民代表的监督。"
HEAD = "青禾县政府工作报告\n过去一年，青禾县实施“十件实事”，推行河长制，筑牢绿色屏障。\n"
LAST = "“十件实事”包括农村公路、口袋公园等，河长制由水利局牵头，筑牢绿色屏障。\n"
SENTENCES = [
    (name, f"{verb}{name}{100 + 10 * row + place}{unit}", 100 + 10 * row + place, unit, f"{town}镇")
    for row, town in enumerate(TOWNS)
    for place, (name, verb, unit) in enumerate(THINGS)
]
REPORT = HEAD + "".join(f"{town}{words}。{FILLER}\n" for _, words, _, _, town in SENTENCES) + LAST
WHOLE = {
    "headline": "青禾县推行河长制办好十件实事",
    "points": [{"text": "青禾县实施“十件实事”，东岭镇新建农村公路100公里。", "measures": ["十件实事", "农村公路"]}],
}


class Model:
    """It answers each part with what the part states, and the question on the whole with `whole`, or an error."""

    def __init__(self, whole=WHOLE):
        self.whole = whole
        self.asked = []
        self.kept = {}

    def get(self, digest):
        return self.kept.get(digest)

    async def ask(self, request, kind):
        content = request.messages[-1]["content"]
        self.asked.append((request.prompt, content))
        note = ExchangeSummary(
            request.model,
            request.prompt,
            request.digest(0),
            replayed=False,
            round=request.round,
            input_tokens=9,
            output_tokens=9,
        )
        answer = self.whole if kind is PointsDraft else answer_on(content)
        if isinstance(answer, ModelError):
            answer.asked = (note,)
            raise answer
        message = {"role": "assistant", "content": json.dumps(answer, ensure_ascii=False)}
        self.kept[note.digest] = Exchange.of(request, 0, {"choices": [{"message": message, "finish_reason": "stop"}]})
        return Answer(kind.model_validate(answer), (note,))

    def judge(self, asked, error=None):
        """Nothing is paid."""


def answer_on(content):
    stated = [sentence for sentence in SENTENCES if f"{sentence[4]}{sentence[1]}" in content]
    names = dict.fromkeys(name for name, *_ in stated)
    measures = [{"name": name, "kind": "project"} for name in names]
    first, last = HEAD[11:30] in content, LAST[:20] in content
    if first or last:
        heads = [{"name": "“十件实事”", "kind": "scheme"}, {"name": "河长制", "kind": "rule"}]
        heads[0]["parts"] = [{"name": "农村公路"}, {"name": "口袋公园"}] if last else []
        heads[1] |= {"actor": "水利局"} if last else {}
        measures = [*heads, *measures]
    return {
        "region": "青禾县" if first else None,
        "measures": measures,
        "slogans": ["筑牢绿色屏障"] if first or last else [],
        "figures": [
            {"quote": words, "subject": name, "value": value, "unit": unit, "measure": name}
            for name, words, value, unit, _ in stated
        ],
        "headline": "一部分的标题",
        "points": [{"text": "一部分的要点。", "measures": []}],
    }


@pytest.fixture(scope="module")
def scan():
    return scan_document(Document("r.txt", "r.txt", REPORT, "utf-8", "0" * 64, {}))


def plan(**changes):
    return replace(Plan(Summarizer("m").plan.settings, patches=0), **changes)


def summarized(scan, model):
    document = Document("r.txt", "r.txt", REPORT, "utf-8", "0" * 64, {})
    return asyncio.run(summarize_scan(document, scan, model, plan())).record


def test_a_work_report_of_250_figures_is_one_report(scan):
    """Each figure is verified and belongs to a measure of the whole; headline and points are asked for once."""
    assert len(REPORT) >= 20_000
    model = Model()
    record = summarized(scan, model)
    report = record.report
    assert (record.ledger.figures, record.ledger.verified, record.ledger.missed) == (250, 250, 0)
    asked = [prompt.partition("@")[0] for prompt, _ in model.asked]
    assert asked == ["summarize"] * len(parts(scan.text, 6000)) + ["points"]
    assert [exchange.prompt.partition("@")[0] for exchange in record.exchanges] == asked
    assert report.headline == WHOLE["headline"]
    assert [(point.origin, [number.verdict for number in point.numbers]) for point in report.points] == [
        ("model", ["supported", "supported"])
    ]
    assert len(report.measures) == 2 + len(THINGS)
    assert sum(len(measure.figures) for measure in report.measures) == 250
    assert {figure.measure for figure in report.figures} <= {measure.id for measure in report.measures}


def test_a_measure_told_in_two_parts_is_one_and_its_head_may_come_later(scan):
    """What the later telling adds is there; a slogan is listed once."""
    report = summarized(scan, Model()).report
    by_name = {measure.name: measure for measure in report.measures}
    assert by_name["河长制"].actor == "水利局"
    assert by_name["农村公路"].parent == by_name["口袋公园"].parent == by_name["“十件实事”"].id
    assert by_name["充电桩"].parent is None
    assert [slogan.text for slogan in report.slogans] == ["筑牢绿色屏障"]


def test_the_question_on_the_whole_shows_measures_and_clauses_within_a_bound(scan):
    """Names as they nest, each with clauses of its verified figures; the last part's measures as well as the first's."""
    model = Model()
    summarized(scan, model)
    _, content = model.asked[-1]
    shown = content[content.index("- “十件实事”") : content.rindex("</")]
    assert len(shown) <= MOST_CHARACTERS + 100
    assert "\n  - 农村公路：东岭镇新建农村公路100公里；" in shown
    assert "\n- 就业岗位：东岭镇开发就业岗位109个；" in shown


def test_a_claim_that_is_wrong_is_not_shown_to_it(scan):
    """Only verified figures are."""
    wrong = {"quote": "新建农村公路100公里", "subject": "农村公路", "value": 77, "unit": "公里", "measure": "农村公路"}
    draft = Draft.model_validate({"measures": [{"name": "农村公路"}], "slogans": [], "figures": [wrong], "points": []})
    assert shown_measures(draft, Analysis(scan)) == ["- 农村公路"]


def test_an_unusable_answer_on_the_whole_costs_it_alone(scan):
    """Points and headline are the rules' then."""
    record = summarized(scan, Model(ModelError("no JSON", "malformed")))
    report = record.report
    assert (record.error, record.ledger.verified) == (None, 250)
    assert record.exchanges[-1].prompt.startswith("points@")
    assert report.headline == "青禾县政府工作报告"
    assert 3 <= len(report.points) <= 5
    assert {point.origin for point in report.points} == {"rules"}
    assert all(number.verdict == "supported" for point in report.points for number in point.numbers)


def test_a_model_that_can_not_be_reached_fails_the_document(scan):
    """Its answers on the parts are kept, so that the next run asks for the points alone."""
    record = summarized(scan, Model(ModelError("down", "no_answer")))
    assert record.error.code == "no_answer"


@pytest.mark.parametrize("asked", ["today", "then"])
def test_stored_answers_are_put_together_alike(scan, asked):
    """Whether the question on the whole is found by its digest or, as it would be put otherwise today, by its prompt."""
    model = Model()
    before = summarized(scan, model)
    document = Document("r.txt", "r.txt", REPORT, "utf-8", "0" * 64, {})
    today = plan()
    if asked == "then":
        sections = tuple((role, Template(f"{body.template}。")) for role, body in today.points_prompt.sections)
        today = replace(today, points_prompt=replace(today.points_prompt, sections=sections))
    again = asyncio.run(rejudged(document, scan, before, today, model)).record
    assert again.report == before.report
    assert again.report.headline == WHOLE["headline"]


def test_a_forecast_counts_the_question_on_the_whole(scan, tmp_path):
    """One request more than parts."""
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8")
    made = Summarizer("m", base_url="http://127.0.0.1:1/v1")
    expected = forecast(tmp_path / "out", [str(tmp_path / "r.txt")], made.plan, RunOptions())
    model = Model()
    summarized(scan, model)
    assert expected.requests == len(model.asked)
    assert expected.input_tokens > sum(estimated_tokens(content) for _, content in model.asked)


def nested(*measures):
    return Draft(measures=[DraftMeasure.model_validate(m) for m in measures], slogans=[], figures=[], points=[])


def shape(measures):
    return [(m.name, shape(getattr(m, "parts", []))) for m in measures]


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ({"name": "甲制"}, {"name": "“甲制”"}, [("甲制", [])]),
        ({"name": "甲制"}, {"name": "乙网", "parts": [{"name": "甲制"}]}, [("乙网", [("甲制", [])])]),
        ({"name": "乙网", "parts": [{"name": "甲制"}]}, {"name": "甲制"}, [("乙网", [("甲制", [])])]),
        (
            {"name": "乙网", "parts": [{"name": "甲制"}]},
            {"name": "甲制", "parts": [{"name": "乙网"}]},
            [("乙网", [("甲制", [])])],
        ),
        ({"name": "甲制"}, {"name": "甲制", "parts": [{"name": "甲制"}]}, [("甲制", [])]),
        (
            {"name": "甲", "parts": [{"name": "乙", "parts": [{"name": "丙", "parts": [{"name": "丁"}]}]}]},
            {"name": "丁", "parts": [{"name": "戊"}]},
            [("甲", [("乙", [("丙", [("丁", []), ("戊", [])])])])],
        ),
    ],
)
def test_measures_of_parts_are_nested_anew(first, second, together):
    """By name; in no circle; not deeper than a draft nests them."""
    drafts = [nested(first), nested(second)]
    assert shape(merged(drafts).measures) == shape(merged_measures(Draft, drafts)) == together


class OwnMeasure(DraftMeasure):
    funding: str
    law: str | None = None


class Own(Draft):
    measures: list[OwnMeasure]


def test_fields_of_ones_own_are_carried_along():
    """Those of a measure that was a part first are empty."""
    one = {"name": "甲", "funding": "省级", "parts": [{"name": "乙"}]}
    two = {"name": "乙", "funding": "县级", "law": "办法"}
    drafts = [
        Own.model_validate({"measures": [measure], "slogans": [], "figures": [], "points": []})
        for measure in (one, {**one, "law": "条例"}, two)
    ]
    [whole] = merged(drafts).measures
    assert (type(whole), whole.funding, whole.law, shape([whole])) == (
        OwnMeasure,
        "省级",
        "条例",
        [("甲", [("乙", [])])],
    )
