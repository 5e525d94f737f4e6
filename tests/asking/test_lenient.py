"""Answers as models give them: what of each is read, and in what time."""

import json
import time

import pytest

from summarizer.asking.lenient import AnswerValue, read_answer_text

WANTED = ("summary", "region", "published", "measures", "figures")
GOOD = '{"summary": "甲", "figures": [{"value": 60}]}'
VALUE = {"summary": "甲", "figures": [{"value": 60}]}


def read(text, wanted=WANTED):
    found = read_answer_text(text, wanted)
    assert found is not None
    assert not found.cut
    return found.value


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"\ufeff{GOOD}",
        f"<think>原文有60，所以……</think>{GOOD}",
        f"<think>\n先看 {{summary}}，再写\n</think>\n\n```json\n{GOOD}\n```",
        f"原文里有 60 名。\n</think>\n\n{GOOD}",
        f'<think>可能是 {{"summary": "乙", "figures": []}}</think>{GOOD}',
        f'```json\n<think>试写 {{"summary": "乙"</think>\n{GOOD}\n```',
        f"<thinking>{{</thinking>{GOOD}",
        f"◁think▷……◁/think▷{GOOD}",
        f"```json\n{GOOD}\n```",
        f"```\n{GOOD}\n```",
        f"```JSON\n{GOOD}```",
        f"以下是整理结果：\n\n```json\n{GOOD}\n```\n\n请核对。",
        f"以下是整理结果（见[1]）：{GOOD}\n注：{{}} 内为数据。",
        f"json\n{GOOD}",
        f"[{GOOD}]",
        f'{{"draft": {GOOD}}}',
        f'{{"Draft": {GOOD}}}',
        f'{{"result": {GOOD}, "code": 0}}',
        f'{{"type": "object", "properties": {GOOD}}}',
        f'{{"data": {{"draft": {GOOD}}}}}',
        json.dumps(GOOD),
        json.dumps(GOOD, ensure_ascii=False),
        f"```json\n{json.dumps(GOOD)}\n```",
        json.dumps({"answer": GOOD}),
        f'<tool_call>\n{{"name": "draft", "arguments": {GOOD}}}\n</tool_call>',
        json.dumps({"name": "draft", "arguments": GOOD}),
        f"<|channel|>analysis<|message|>想一想<|end|><|channel|>final<|message|>{GOOD}",
        '{"summary": "甲", "figures": [{"value": 60,},],}',
        '{"summary": "甲",, "figures": [{"value": 60}]}',
        '{"summary": "甲" "figures": [{"value": 60}]}',
        "{'summary': '甲', 'figures': [{'value': 60}]}",
        '{summary: "甲", figures: [{value: 60}]}',
        "{“summary”：“甲”，“figures”：[{“value”：60}]}",
        '{"summary"："甲"，"figures"：[{"value"：60}]}',
        '{"summary": "甲", // 摘要\n "figures": [{"value": 60 /* 名 */}]}',
        '{"summary": "甲", "figures": [{"value": 60]}',
        '"summary": "甲", "figures": [{"value": 60}]}',
        '{"Summary": "甲", "Figures": [{"value": 60}]}',
        f'{{"summary": "乙", "figures": []}}\n更正：\n{GOOD}',
        f"{GOOD}\n```\n\n{{注意",
        f"{GOOD}\n\nuser\n{{",
    ],
)
def test_what_stands_around_an_answer_is_left_off(text):
    """Thinking, fences, prose, wrappings, marks of another kind: the answer is the same."""
    assert read(text) == VALUE


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"summary": "甲\n乙\t丙"}', "甲\n乙\t丙"),
        ('{"summary": "启动"安澜行动"，转移群众"}', '启动"安澜行动"，转移群众'),
        ('{"summary": "启动"安澜行动""}', '启动"安澜行动"'),
        ('{"summary": "\\\'甲\\\'"}', "'甲'"),
        ('{"summary": "甲\\ud83d"}', "甲\ufffd"),
        ('{"summary": "\\ud83d\\ude00\n"}', "\U0001f600\n"),
        ('{"summary": "甲\\d"}', "甲d"),
        ('{"summary": None}', None),
        ('{"summary": True}', True),
        ('{"summary": 60余名}', "60余名"),
        ('{"summary": 1,809}', 1809),
        ('{"summary": 99.5%}', "99.5%"),
        ('{"summary": +5}', "+5"),
        ('{"summary": 甲}', "甲"),
    ],
)
def test_tokens_are_mended_one_by_one(text, value):
    """What JSON does not know is read as what was meant, and never a word of it lost."""
    assert read(text) == {"summary": value}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"summary": "甲", "figures": [{"value": 60}, {"value": 12', {"summary": "甲", "figures": [{"value": 60}]}),
        ('{"summary": "甲", "figures": [{"value": 60}, {"value": 12,', {"summary": "甲", "figures": [{"value": 60}]}),
        ('{"summary": "甲", "figures": [{"value": 60}, {"quote": "共', {"summary": "甲", "figures": [{"value": 60}]}),
        ('{"summary": "甲", "figures": [{"value": 60}', {"summary": "甲", "figures": [{"value": 60}]}),
        ('{"summary": "甲", "figures": [', {"summary": "甲"}),
        (
            '```json\n{"summary": "甲", "figures": [{"value": 60}, {"va\n```',
            {"summary": "甲", "figures": [{"value": 60}]},
        ),
        ('[{"summary": "甲", "figures": [{"value": 60}, {"va', {"summary": "甲", "figures": [{"value": 60}]}),
    ],
)
def test_of_an_answer_that_was_cut_whole_items_are_read(text, value):
    """A number that was cut, the 12 of 12000, is never taken for one."""
    assert read_answer_text(text, WANTED) == AnswerValue(value, cut=True)


@pytest.mark.parametrize(
    "text", ["", "抱歉，我不能回答。", "null", "[1", '{"summary": "某县', "{", "{{{", "<think>{", "\x00"]
)
def test_an_answer_without_anything_whole_has_no_value(text):
    """Prose, a string that was cut, a bracket: there is nothing to be used."""
    found = read_answer_text(text, WANTED)
    assert found is None or not isinstance(found.value, dict)


def test_a_list_is_the_only_field_of_an_answer():
    """Asked for figures alone, models give the list without its name."""
    assert read('[{"number": "1"}, {"number": "2"}]', ("numbers",)) == {"numbers": [{"number": "1"}, {"number": "2"}]}
    assert read('["林长制", "安澜行动"]', ("measures",)) == {"measures": ["林长制", "安澜行动"]}


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    [
        "[",
        "{",
        '{"a":',
        '{"',
        '"',
        "{'",
        '{"a":“',
        '{"a":"\\',
        '{"a":"x" y ',
        '{"a":1,',
        "/*",
        "<think>",
        '"a":"b",\n',
        "\\",
    ],
)
def test_a_hostile_answer_takes_linear_time(part):
    """Half a megabyte of openings, quotes or escapes is read, or refused, in seconds."""
    begun = time.monotonic()
    read_answer_text(part * (500_000 // len(part)), WANTED)
    assert time.monotonic() - begun < 10
