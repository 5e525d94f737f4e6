"""No input takes time that grows faster than its length: pairs of what the rules look for, repeated, at two lengths."""

import random
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from summarizer import scan
from summarizer.errors import InputError

ATOMS = (
    *("5", "12", "0.5", "2024", "20240709", "三", "十二", "百", "万", "亿", "两", "几", "〇", "½", "Ⅳ", "１"),
    *("元", "%", "个", "公里", "人次", "年", "月", "日", "时", "点", "℃", "个百分点", "号", "条", "级"),
    *("、", ",", "。", ":", ";", ".", "-", "—", "~", "/", "+", "±", "·", "…", "!", "?", "=", "*", "#", "_", "'", '"'),
    *("(", ")", "（", "）", "“", "”", "《", "》", "[", "]", "【", "】", "{", "}", "〔", "〕"),
    *(" ", "\t", "\n", "|", "\xa0", "\u3000", "\r\n", "\ufeff", "\u200b", "\ufffd"),
    *("<", ">", "<p>", "</p>", "<td>", "<tr>", "<table>", "<b", "<!--", "-->", "<script>", "<style>", "&nbsp;", "&", "&#"),
    *("今年", "上年", "周三", "星期六", "上半年", "春节", "正月", "初一", "民国", "农历", "截至", "Q3", "T", "May"),
    *("近", "约", "超过", "以上", "余", "共", "第", "每", "比", "增长", "下降", "分别为", "其中", "至", "到", "和", "占"),
    *("县", "市", "省", "某县", "青山", "村", "街道", "来源", "发布", "记者", "电话", "http://", "www.", "@", "a", "v2.", "---\n"),
)
SENTENCE = "\n共设置采样点97个。\n"
SMALL, LARGE, MORE = 2_500, 10_000, 40_000
FEW, SEED = 24, 13


def pairs() -> Iterator[tuple[str, str]]:
    """All pairs of different atoms, in an order that is random and always the same."""
    every = [(first, second) for first in ATOMS for second in ATOMS]
    random.Random(SEED).shuffle(every)
    return iter(every)


def seconds(unit: str, length: int) -> float:
    raw = "某县新闻\n\n" + unit * (length // len(unit)) + SENTENCE
    started = time.process_time()
    with suppress(InputError):
        scan(raw)
    return time.process_time() - started


def grows_faster(unit: str) -> bool:
    """Whether four times the length takes over eight times as long; doubted cases are measured again, at more."""
    if seconds(unit, LARGE) < max(0.3, 8 * seconds(unit, SMALL)):
        return False
    small, large = (min(seconds(unit, length) for _ in range(2)) for length in (LARGE, MORE))
    return large > max(8 * small, 1)


def test_no_pair_of_a_small_sample_takes_time_that_grows_faster_than_its_length():
    chosen = [first + second for _, (first, second) in zip(range(FEW), pairs(), strict=False)]
    assert [unit for unit in chosen if grows_faster(unit)] == []


@pytest.mark.slow
@pytest.mark.parametrize("first", ATOMS)
def test_no_pair_takes_time_that_grows_faster_than_its_length(first):
    assert [second for second in ATOMS if grows_faster(first + second)] == []
