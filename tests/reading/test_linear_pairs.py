"""No input takes time that grows faster than its length: pairs of what the rules look for, repeated, at two lengths."""

import itertools
import random
import time
from contextlib import suppress

import pytest

from summarizer import scan
from summarizer.errors import InputError

NUMBERS = "5 12 0.5 2024 三 十 百万 两 ½ 元 % 个 公里 年 月 日 时 号"
MARKS = '、 , 。 : . - ~ / + ± · _ " ( ) “ ” 《 〔 】 # = | < > <p> </td> <!-- &nbsp; & http:// @ a'
WORDS = "上年 周三 正月 民国 截至 近 以上 第 比 增长 分别为 至 县 青山 来源 电话"
BLANKS = (" ", "\t", "\n", "\xa0", "\u3000", "\u200b", "\ufffd", "---\n")
ATOMS = (*NUMBERS.split(), *MARKS.split(), *WORDS.split(), *BLANKS)
SENTENCE = "\n共设置采样点97个。\n"
PLACES = (
    "某县新闻\n\n{}" + SENTENCE,
    "<html><head><title>某县{}</title></head><body><p>" + SENTENCE * 9 + "</p></body></html>",
    "<html><body><p>" + SENTENCE * 9 + "{}" + SENTENCE + "</p></body></html>",
    "---\ntitle: 某县{}\n---\n" + SENTENCE,
)
SMALL, LARGE, MORE = 1_500, 6_000, 24_000
FEW, SAMPLE, SEED = 12, 72, 13


def shapes() -> list[tuple[str, str]]:
    """All pairs of atoms, each with one of the places in turn, in an order that is random and always the same."""
    pairs = list(itertools.product(ATOMS, repeat=2))
    random.Random(SEED).shuffle(pairs)  # noqa: S311 - the order only has to be the same each time
    return [(first + second, place) for (first, second), place in zip(pairs, itertools.cycle(PLACES), strict=False)]


def seconds(unit: str, place: str, length: int) -> float:
    raw = place.replace("{}", unit * (length // len(unit)))
    started = time.process_time()
    with suppress(InputError):
        scan(raw)
    return time.process_time() - started


def grows_faster(unit: str, place: str) -> bool:
    """Whether four times the length takes over eight times as long; a doubted shape is measured again, at more."""
    if seconds(unit, place, LARGE) < max(0.3, 8 * seconds(unit, place, SMALL)):
        return False
    small, large = (min(seconds(unit, place, length) for _ in range(2)) for length in (LARGE, MORE))
    return large > max(8 * small, 1)


def test_no_pair_of_a_small_sample_takes_time_that_grows_faster_than_its_length():
    assert [shape for shape in shapes()[:FEW] if grows_faster(*shape)] == []


@pytest.mark.slow
def test_no_pair_of_a_larger_sample_takes_time_that_grows_faster_than_its_length():
    """`python tests/reading/test_linear_pairs.py` measures all of them, in some fifteen minutes."""
    assert [shape for shape in shapes()[FEW:SAMPLE] if grows_faster(*shape)] == []


if __name__ == "__main__":
    for shape in filter(lambda shape: grows_faster(*shape), shapes()):
        print(shape)
