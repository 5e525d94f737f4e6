"""Tests of sentences that are scanned together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.scanning.scanner import scan_prose
from summarizer.scanning.sentences import scan_sentences

PARTS = [
    *"0123456789.,，、;:()|/+>-%万亿约余日人个 \t\n",
    *(
        "一",
        "第",
        "其中",
        "增长",
        "2021年",
        "3月5日",
        "去年",
        "上年",
        "单位：元",
        "金额（元）",
        "双鸭山市",
        "饶河县",
        "老城区",
        "“三个",
    ),
]
SENTENCES = st.lists(st.lists(st.sampled_from(PARTS), max_size=12).map("".join), min_size=1, max_size=5)


@settings(deadline=None, max_examples=50)
@given(SENTENCES, st.sampled_from([None, "2022-03-05"]))
def test_each_sentence_is_read_as_if_it_were_alone(sentences: list[str], published: str | None) -> None:
    """Sentences that are scanned together have the numbers, dates and places that each has alone."""
    assert scan_sentences(sentences, published) == [scan_prose(sentence, published) for sentence in sentences]


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("2021年受灾。", "当年给予50万元奖励"),
        ("饶河县在双鸭山市。", "老城区有3个网格"),
        ("捐款金额（元）王小明 500", "李大海 300 县医院 200 高晓燕 100"),
        ("降幅>", "0.5%"),
        ("苹果 吨 12 34 5.6", "大豆 吨 18 19 2.1\n玉米 吨 11 14 3.5"),
    ],
)
def test_a_sentence_before_tells_nothing_of_the_next(before: str, sentence: str) -> None:
    """Neither a year, a place, a unit, a sign nor a row of a table goes on from one sentence to the next."""
    assert scan_sentences([before, sentence])[1] == scan_prose(sentence)
