"""The surface of a mention, read alone, gives the value that the mention has."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import scan
from summarizer.folding import fold
from summarizer.scanning.numbers.quantities import read

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*sorted((ROOT / "seeds").glob("*.txt")), *sorted((ROOT / "fixtures").rglob("*.txt"))]

HEADS = [
    "投资",
    "财政收入",
    "新增",
    "全县共有",
    "增速为",
    "同比",
    "医院 — ",
    "学校 - ",
    "利润总额",
    "约",
    "近",
    "其中",
    "增加",
    "、",
    "；",
    "（",
    "\t",
    "|",
    "",
]
NUMBERS = [
    "12",
    "1,234",
    "12 345",
    "1 035.6",
    "1'234",
    ".5",
    "-5.64",
    "－2.4",
    "3.2×10⁴",
    "10^4",
    "1.2e5",
    "½",
    "1½",
    "12亿",
    "1.17万亿",
    "3亿5千万",
    "1万2千",
    "五千三",
    "三千",
    "五百",
    "1千零20",
    "4万万",
    "两百八",
    "三⼗五",
    "廿三",
    "三四十",
    "十几",
    "数百",
    "百分之三十",
    "千分之五",
    "三又四分之一",
    "3又1/2",
    "百分百",
    "5-8",
    "三至五",
    "20%~30",
    "一百零八点五",
]
UNITS = [
    "",
    "万元",
    "亿元",
    "人",
    "户",
    "个",
    "%",
    "个百分点",
    "吨",
    "公里",
    "一个月",
    "8个项目",
    "/十万",
    "成五",
    "℃",
    "余人",
    "所至70所",
    "个亿元",
]
TAILS = ["。", "，", "、", " ", "\n", "\t", "的项目", "以上", "左右", "，比上年增长5.2%。", "至70所。", "（不含税）"]


def values(text):
    """Value, ends and unit of each number of a text that has one value or two ends, ratios aside, with its surface."""
    folded = fold(text)
    return [(folded[q.start : q.end], q) for q in read(folded) if not q.parts and q.unit != "比"]


def holds(surface, quantity):
    """Whether the surface alone is one number of the same value and ends."""
    alone = [other for other in read(surface) if not other.parts]
    stated = [(other.value, other.low, other.high) for other in alone]
    return stated == [(quantity.value, quantity.low, quantity.high)]


@settings(max_examples=400)
@given(
    st.lists(st.tuples(*map(st.sampled_from, (HEADS, NUMBERS, UNITS, TAILS))).map("".join), min_size=1, max_size=4).map(
        "".join
    )
)
def test_surfaces_of_generated_sentences(text):
    """No number takes its value from the words around its surface."""
    assert [surface for surface, quantity in values(text) if not holds(surface, quantity)] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_surfaces_of_documents(path):
    """Every figure of the seeds and fixtures has the value of its surface; cells of tables have their unit elsewhere."""
    figures = [mention for mention in scan(path).mentions if mention.role == "figure" and not mention.parts]
    wrong = []
    for mention in figures:
        alone = read(fold(mention.surface))
        if mention.value is not None and [float(quantity.value or 0) for quantity in alone] != [float(mention.value)]:
            wrong.append((mention.surface, mention.value, alone))
    assert wrong == []
    assert figures
