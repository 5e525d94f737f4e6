"""Whatever a model answers, its document's record is valid, finite and bounded, and nothing but a ModelError is raised."""

import json
import math
import time
from dataclasses import replace
from pathlib import Path

import anyio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from summarizer.asking.client import Client, Settings
from summarizer.asking.recording import Exchange, parse
from summarizer.asking.transport import ReplayTransport
from summarizer.checking.jsonl import line
from summarizer.delivering.exporting.exporter import FORMATS, export
from summarizer.delivering.viewer.page import page
from summarizer.models import Document
from summarizer.running.store.store import Store
from summarizer.scanning.scanner import scan_document
from summarizer.summarizing.pipeline import summarize_scan
from summarizer.summarizing.plan import Plan

ROOT = Path(__file__).parents[2]
SCHEMA = Draft202012Validator(json.loads((ROOT / "schemas" / "report.json").read_text(encoding="utf-8")))
ARTICLE = "某县疫情防控情况\n某县设置采样点97个，转移群众1.2万余人，覆盖率99.5%，下拨资金300万元，派出数十名干部。\n"
DOCUMENT = Document("a.txt", "a.txt", ARTICLE, "utf-8", "0" * 64, {})
SCAN = scan_document(DOCUMENT)
FIGURE = {"quote": "设置采样点97个", "subject": "采样点", "value": 97, "unit": "个"}
FIGURES = [
    FIGURE,
    {"quote": "转移群众1.2万余人", "subject": "群众", "value": 12000, "unit": "人", "qualifier": "余"},
    {"quote": "覆盖率99.5%", "subject": "覆盖率", "value": 99.5, "unit": "%"},
]
MEASURE = {"name": "采样点", "kind": "facility", "actor": "某县", "parts": [{"name": "转移群众", "kind": "action"}]}
POINT = {"text": "设置采样点97个。", "measures": ["采样点"]}
GOOD = {
    "region": None,
    "published": None,
    "measures": [MEASURE],
    "slogans": ["群众满意"],
    "figures": FIGURES,
    "headline": "某县设置采样点97个",
    "points": [POINT],
}


class Always:
    """Recordings that have the same answer to everything, or one after another."""

    def __init__(self, *responses):
        self.responses = [parse(json.dumps(response)) for response in responses]

    def get(self, digest):
        response = self.responses.pop(0) if len(self.responses) > 1 else self.responses[0]
        return Exchange(digest, {"model": "m", "messages": [], "round": 0, "attempt": 0}, response)

    def put(self, exchange):
        """Nothing new comes."""


def outcome_of(answer, scan=SCAN, patches=0, **changes):
    """What becomes of the document if this text is answered; `changes` are of the ChatCompletion or its choice."""
    text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    finish = changes.pop("finish_reason", "stop")
    message = changes.pop("message", {"role": "assistant", "content": text})
    response = {"choices": [{"message": message, "finish_reason": finish}], **changes}

    async def main():
        chosen = Settings(model="m")
        async with Client(chosen, ReplayTransport(Always(response))) as client:
            kept.append(await summarize_scan(DOCUMENT, scan, client, Plan(chosen, patches=patches)))

    kept = []
    anyio.run(main)
    return kept[0]


def refuse(word):
    raise ValueError(word)


def strict(text):
    return json.loads(text, parse_constant=refuse, parse_float=finite)


def finite(digits):
    assert math.isfinite(float(digits))
    return float(digits)


def findings(record, code):
    return [finding for finding in record.findings if finding.code == code]


def test_an_item_that_is_dropped_is_a_finding_and_the_rules_deliver_it():
    """The answer is not asked for again; 97个 comes from the rules, the others are verified."""
    record = outcome_of(GOOD | {"figures": [{**FIGURE, "subject": None}, *FIGURES[1:]]}).record
    assert (record.error, len(record.exchanges), record.ledger.verified) == (None, 1, 2)
    (finding,) = findings(record, "item_dropped")
    assert (finding.severity, finding.item) == ("warning", None)
    assert "figures/0 (设置采样点97个)" in finding.message
    assert [figure.value for figure in record.report.figures if figure.origin == "rules"] == [97, 3000000, None]


def test_an_answer_that_was_cut_is_used_as_far_as_it_came():
    """Two figures were whole; the third, and what would have followed, come from the rules."""
    text = json.dumps(GOOD, ensure_ascii=False)
    record = outcome_of(text[: text.index('"覆盖率99.5%"') + 5], finish_reason="length").record
    assert (record.error, record.ledger.verified) == (None, 2)
    assert [finding.severity for finding in findings(record, "answer_cut")] == ["warning"]
    assert {99.5, 3000000} <= {figure.value for figure in record.report.figures if figure.origin == "rules"}


def test_an_answer_that_was_cut_before_anything_was_whole_is_truncated():
    """Nothing of it holds."""
    assert outcome_of('{"region": "某县设', finish_reason="length").record.error.code == "truncated"


@pytest.mark.slow
def test_a_part_without_an_answer_costs_that_part_alone():
    """Of a document that is asked about in parts the others are delivered, and a finding names the one."""
    scan = scan_document(replace(DOCUMENT, raw=ARTICLE + "某县新建粮仓12座。" * 30))
    good, bad = ({"choices": [{"message": {"content": text}}]} for text in (json.dumps(GOOD), "抱歉"))

    async def main(*responses):
        chosen = Settings(model="m", reasks=0)
        async with Client(chosen, ReplayTransport(Always(*responses))) as client:
            kept.append(await summarize_scan(DOCUMENT, scan, client, Plan(chosen, patches=0, longest_part=120)))

    kept = []
    anyio.run(main, good, bad)
    anyio.run(main, bad)
    record, failed = (outcome.record for outcome in kept)
    assert (record.error, record.ledger.verified) == (None, 3)
    assert findings(record, "part_failed")[0].message.startswith("part 2 of the document has no answer")
    assert failed.error.code == "malformed"


def test_many_flaws_are_few_findings():
    """Of 3,000 bad items, ten are reported, and the count of the rest."""
    bad = [{"quote": "设置采样点97个", "value": index} for index in range(3000)]
    record = outcome_of(GOOD | {"figures": [FIGURE, *bad]}).record
    found = findings(record, "item_dropped")
    assert len(found) == 11
    assert found[-1].message.startswith("2990 more")


@pytest.mark.parametrize(
    "message",
    [
        {"content": [{"type": "text", "text": json.dumps(GOOD)}]},
        {"content": [{"type": "text", "text": json.dumps(GOOD)[:40]}, {"type": "text", "text": json.dumps(GOOD)[40:]}]},
        {"content": None, "tool_calls": [{"function": {"name": "draft", "arguments": GOOD}}]},
        {"content": None, "tool_calls": [{"function": {"name": "draft", "arguments": json.dumps(GOOD)}}]},
        {"content": "", "reasoning_content": f"想一想。\n</think>\n{json.dumps(GOOD)}"},
        {"content": "\n\n", "reasoning": json.dumps(GOOD)},
        {"content": f"<think>{{</think>{json.dumps(GOOD)}", "reasoning_content": "想一想"},
    ],
)
def test_an_answer_is_found_where_servers_put_it(message):
    """Content in parts, arguments as an object, all of it as reasoning."""
    record = outcome_of("", message=message).record
    assert (record.error, record.ledger.verified) == (None, 3)


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [
        ({"prompt_tokens": 11, "completion_tokens": 7}, (11, 7)),
        ({"prompt_tokens": 10**30, "completion_tokens": 7}, (None, None)),
        ({"prompt_tokens": int("9" * 400), "completion_tokens": 10**19}, (None, None)),
        ({"prompt_tokens": -1, "completion_tokens": 7}, (None, None)),
        ({"prompt_tokens": "11", "completion_tokens": "7"}, (None, None)),
        ({"prompt_tokens": None, "completion_tokens": 7}, (None, None)),
        ({"prompt_tokens": True, "completion_tokens": 7}, (None, None)),
        ({"prompt_tokens": math.inf, "completion_tokens": math.nan}, (None, None)),
        ({}, (None, None)),
        (None, (None, None)),
        ([], (None, None)),
    ],
)
def test_a_usage_that_can_not_be_is_none(usage, tokens, tmp_path):
    """It is estimated, as of an endpoint that counts nothing; the store takes the exchange and the record."""
    outcome = outcome_of(GOOD, usage=usage)
    (exchange,) = outcome.record.exchanges
    assert (exchange.input_tokens, exchange.output_tokens) == tokens
    with Store.open(tmp_path) as store:
        store.put(Always({"choices": [{"message": {"content": "{}"}}], "usage": usage}).get(exchange.digest))
        store.save(outcome, position=0, digest="d")
        assert store.spent.tokens > 0


@pytest.mark.parametrize(
    ("details", "cached"),
    [
        ({"cached_tokens": 8}, 8),
        ({"cached_tokens": 0}, 0),
        ({"cached_tokens": 10**30}, None),
        ({"cached_tokens": -1}, None),
        ({"cached_tokens": "8"}, None),
        ({}, None),
        (None, None),
        ([], None),
    ],
)
def test_cached_tokens_are_those_that_the_endpoint_states(details, cached, tmp_path):
    """Null where it states none, or what can't be; the store has them too."""
    usage = {"prompt_tokens": 11, "completion_tokens": 7, "prompt_tokens_details": details}
    outcome = outcome_of(GOOD, usage=usage)
    (exchange,) = outcome.record.exchanges
    assert (exchange.input_tokens, exchange.cached_tokens) == (11, cached)
    with Store.open(tmp_path) as store:
        store.put(Always({"choices": [{"message": {"content": "{}"}}], "usage": usage}).get(exchange.digest))
        assert store.cached_tokens == cached


@pytest.mark.slow
def test_300_000_figures_take_seconds():
    """Of an answer of 30 MB 5,000 figures are judged, and the finding says so."""
    begun = time.monotonic()
    record = outcome_of(GOOD | {"figures": [FIGURE | {"value": index} for index in range(300_000)]}).record
    assert time.monotonic() - begun < 60
    assert record.ledger.figures <= 5000
    assert any("300000" in finding.message for finding in findings(record, "field_dropped"))


NOTHINGS = [None, True, "", "无", "null", {}]
NUMBERS = [
    math.nan,
    -math.inf,
    10**30,
    -1,
    60,
    99.5,
    20240708,
    "NaN",
    "1e999",
    "9" * 5000,
    "60余名",
    "6-8人",
    "±3",
    "1" * 30 + "万",
]
WORDS = ["数十", "设置采样点97个", "采样点", "某县", "increase", "2024年13月45日", "九" * 300, "一" * 3000, "亿" * 2000]
SHAPES = [[60], ["a", "b"], {"name": "某县"}, "\x00", "\ud800", "=1+1", "1/0"]
ODD = st.sampled_from([*NOTHINGS, *NUMBERS, *WORDS, *SHAPES])
NAMES = (
    "quote",
    "subject",
    "value",
    "low",
    "high",
    "unit",
    "qualifier",
    "direction",
    "period",
    "region",
    "measure",
    "name",
)
ITEMS = st.dictionaries(st.sampled_from(NAMES), ODD, max_size=8).map(lambda changes: {**FIGURE, **changes})
PARTS = st.lists(ITEMS | ODD, max_size=5) | ODD | st.dictionaries(st.text(max_size=3), ITEMS | ODD, max_size=3)
ANSWERS = st.dictionaries(st.sampled_from(list(GOOD)), PARTS, max_size=5).map(lambda changes: {**GOOD, **changes})
JSONISH = st.recursive(
    ODD | st.text(max_size=9), lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner)
)
NOISE = st.text(alphabet="{}[]\",:\\'“”<>/*abn甲0-. \n\t`", max_size=12)


@st.composite
def texts(draw):
    """An answer as text, perhaps cut, with noise put in."""
    text = json.dumps(draw(ANSWERS | JSONISH), ensure_ascii=draw(st.booleans()))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(NOISE) + text[at + draw(st.integers(0, 3)) :]
    return text[: draw(st.integers(0, len(text)))] if draw(st.booleans()) else text


@pytest.mark.slow
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=texts(), finish=st.sampled_from(["stop", "length", None]))
def test_whatever_is_answered_the_record_is_valid(text, finish):
    """A report or the code of a failure, in strict JSON, as the schema says, and not large but for the answers kept."""
    record = outcome_of(text, patches=1, finish_reason=finish).record
    written = line(record)
    SCHEMA.validate(strict(written))
    assert record.error is None or record.error.code in {"malformed", "truncated", "empty_answer"}
    assert len(written) < 200_000 + 4 * len(json.dumps(text))


def test_ten_megabytes_of_reports_from_hostile_answers_are_strict_json():
    """Every line of them."""
    size = 0
    values = [math.nan, math.inf, 10**30, "9" * 5000, "NaN", "1e999", None, 97]
    texts = [json.dumps(GOOD | {"figures": [FIGURE | {"value": value, "quote": "x" * 2000} for value in values] * 9})]
    texts.append(json.dumps(GOOD | {"summary": "甲" * 9000, "measures": [MEASURE | {"description": "8" * 1999}] * 200}))
    lines = [line(outcome_of(text).record) for text in texts]
    while size < 10_000_000:
        for written in lines:
            strict(written)
            size += len(written.encode())


def test_a_run_of_hostile_answers_is_exported_and_shown(tmp_path):
    """Tables in every format, and the viewer's page."""
    odd = [math.nan, math.inf, 10**30, 10**17, "9" * 5000, -5, "亿" * 50, "97个", None, "6-8人"]
    figures = [
        FIGURE | {name: value} for name in ("value", "low", "unit", "period", "region", "quote") for value in odd
    ]
    outcome = outcome_of(GOOD | {"summary": "\x00\x1b[31m甲\ud800" + "8" * 9000, "figures": figures, "region": "\x07"})
    with Store.open(tmp_path) as store:
        (exchange,) = outcome.record.exchanges
        store.put(Always({"choices": [{"message": {"content": "{}"}}]}).get(exchange.digest))
        store.save(outcome, position=0, digest="d")
    files = export(tmp_path, FORMATS)
    assert all(file.stat().st_size for file in files)
    with Store.read(tmp_path) as store:
        assert "application/json" in page(store).html
