"""Undertakings: whether a measure is planned, asked for, completed or ended, row by row and through statements."""

import re

import pytest

from summarizer.folding import fold
from summarizer.models import Span
from summarizer.resources import table
from summarizer.scanning.facts.undertakings import state_at, undertaking


def marked(text):
    """The folded text and the spans of what is in 【】."""
    spans, plain = [], ""
    for part in re.split("(【.+?】)", text):
        words = part.strip("【】")
        if part.startswith("【"):
            spans.append(Span(len(plain), len(plain) + len(words)))
        plain += words
    return fold(plain), spans


def state(text):
    found = undertaking(*marked(text))
    return found.state if found else None


@pytest.mark.parametrize("row", table("undertakings"), ids=lambda row: f"{row[0]} {row[3]}")
def test_each_rule_speaks_of_its_example(row):
    """The measure in 【】 has the row's state."""
    folded, spans = marked(row[3])
    assert state_at(folded, spans[0]) == row[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县里成立了【巡逻队】12支。", None),
        ("镇里计划新建学校3所、改造【村卫生室】5个。", "planned"),
        ("下一步，县里继续推行【河长制】，强化考核。", "planned"),
        ("代表建议增设【夜间公交】。", "called_for"),
        ("会议强调，要压实责任，推行【周调度】。", "called_for"),
        ("全市【老旧小区改造】已全部完成。", "completed"),
        ("本市取消【限购措施】。", "ended"),
        ("【临时交通管制】已解除。", "ended"),
        ("按照计划推进【河道清淤】。", None),
        ("按照上级要求开展【安全检查】。", None),
        ("对照方案和要求，落实【值班制度】。", None),
        ("将防疫卡点移到【线上平台】。", None),
        ("完善【计划生育奖励】制度。", None),
        ("印发《应急预案》，开展【应急演练】。", None),
        ("下沉干部必须【第一时间到场】。", None),
        ("计划建房300套，目前已落实【租金补贴】。", None),
        ("计划投资3亿元。县里开展【宣讲】。", None),
    ],
)
def test_words_tell_the_state_of_what_they_are_about(text, expected):
    """A plan goes on through a list; a requirement that is in force is none, nor is 将 for 把."""
    assert state(text) == expected


def test_places_of_a_name_must_agree_and_headings_say_nothing():
    """Built this year and planned for the next is no plan; a heading that repeats a name doesn't matter."""
    assert state("计划新建【泵站】\n计划新建【泵站】3座。") == "planned"
    assert state("今年新建【泵站】3座。明年再建【泵站】5座。") is None


def test_what_follows_the_targets_of_a_work_report_is_planned_but_not_by_words():
    """As figures are (`standing.planned_from`)."""
    found = undertaking(*marked("去年建成【公园】。\n今年发展主要预期目标是：增长6%。\n"))
    assert found is None or found.state == "completed"
    planned = undertaking(*marked("今年发展主要预期目标是：增长6%。\n抓好【河道清淤】。\n"))
    assert planned is not None
    assert (planned.state, planned.by_words) == ("planned", False)
