"""Restated: what says the same as a number of the source in other words, or less exactly, and what does not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import scan
from summarizer.checking.texts.derived import Derived
from summarizer.checking.texts.dimensions import Amount, amount, written_step
from summarizer.checking.texts.exactness import restating
from summarizer.checking.texts.restated import Restated
from summarizer.checking.texts.statements import statements
from summarizer.resources import table
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.scanner import scan_prose

PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parent / "restatement_pairs.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
ACCEPTED = {"equivalent", "derived"}


def restated(text, source):
    """What becomes of each figure of a text, None where the source states nothing like it."""
    prose, document = Analysis(scan_prose(text)), Analysis(scan(source))
    judge = Restated(prose, document)
    return [judge.judge(each) for each in statements(prose) if each.kind == "figure"]


def computed(text, source):
    """The same, where figures may be computed too."""
    prose, document = Analysis(scan_prose(text)), Analysis(scan(source))
    kinds = Restated(prose, document), Derived(prose, document)
    return [
        next(filter(None, (kind.judge(each) for kind in kinds)), None)
        for each in statements(prose)
        if each.kind == "figure"
    ]


def only(text, source):
    [judgement] = restated(text, source)
    return judgement


@pytest.mark.parametrize("row", table("restatements"), ids=lambda row: f"{row[0]} {row[5]}")
def test_each_way_of_restating_accepts_its_example_and_not_the_other(row):
    """The example names the way; the counter-example says something else."""
    how, *_, source, text, other = row
    assert (only(text, source).verdict, only(text, source).how) == ("equivalent", how)
    assert not any(judgement and judgement.verdict == "equivalent" for judgement in restated(other, source))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]} {pair[2]}")
def test_a_true_restatement_is_told_from_a_false_one(pair):
    """Of numbers that are restated or computed."""
    _, source, true, false = pair
    assert all(judgement and judgement.verdict in ACCEPTED for judgement in computed(true, source))
    assert not all(judgement and judgement.verdict in ACCEPTED for judgement in computed(false, source))


@pytest.mark.parametrize(
    ("source", "text", "how"),
    [
        ("接待游客10345人。", "接待游客不足万人。", "qualifier"),
        ("聚集群众300多名。", "聚集群众近300名。", "qualifier"),
        ("聚集群众1500余名。", "聚集群众1500名。", "qualifier"),
        ("大棚面积增长两倍。", "大棚面积是原来的两倍。", "multiple"),
        ("出口额同比下降3.24%。", "出口额同比增长约3.2%。", "direction"),
    ],
)
def test_a_number_that_excludes_the_one_of_the_source_contradicts_it(source, text, how):
    """With the number that it should be."""
    judgement = only(text, source)
    assert (judgement.verdict, judgement.how) == ("contradicted", how)
    assert source[slice(*judgement.source_span)] in source
    assert judgement.message


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("参保居民12345人。", "参保居民1万人。"),  # rounding takes a twentieth at most
        ("参保居民861人。", "参保居民860人。"),  # … and no small number that nothing calls rounded
        ("参保居民11248602人。", "参保居民11248600人。"),
        ("参保居民1.2万人。", "参保居民12345人。"),  # more exact than the source
        ("参保居民321人。", "参保居民不足322人。"),  # no rounder than the source
        ("参保居民12345人。", "优抚对象约1.2万人。"),  # something else
        ("绿地占30%。", "绿地增长三成。"),  # a share is no change
        ("大豆每吨4351元，白糖每吨5608元。", "大豆每吨5600元。"),
        ("施工540天。", "施工一年半。"),  # days are months only about
        ("补贴50%。", "补贴50个百分点。"),
    ],
)
def test_what_only_looks_alike_is_no_restatement(source, text):
    """Neither by rounding too far nor of another thing or dimension."""
    assert not any(judgement and judgement.verdict == "equivalent" for judgement in restated(text, source))


def test_a_conversion_that_the_source_itself_rounds_is_exact_in_the_text():
    """540天，约18个月: the source says that they are the same."""
    assert only("工期一年半。", "工期540天，约18个月。").verdict == "equivalent"
    assert only("修缮耗时一年半。", "修缮耗时约18个月。").verdict == "contradicted"


@given(st.integers(10**3, 10**9), st.integers(1, 3))
def test_a_number_rounded_to_its_first_digits_is_within_half_a_step(exact, digits):
    """And the next one in either direction is not."""
    step = 10 ** max(0, len(str(exact)) - 1 - digits)
    nearest = round(exact / step) * step
    stated = Amount("个", exact, 1.0 if step > 1 else 0.1, frozenset())
    about = Amount("个", nearest, step, frozenset({"about"}))
    assert restating(about, stated) in {"same", "qualifier", "rounded"}
    for other in (nearest - step, nearest + step):
        if abs(other - exact) > step / 2:
            assert restating(about._replace(value=other), stated) is None


@pytest.mark.parametrize(
    ("words", "value", "step", "written"),
    [
        ("1500人", 1500, 100, 1),
        ("860人", 860, 1, 1),
        ("约860人", 860, 10, 1),
        ("1.20万人", 12000, 100, 100),
        ("六千人", 6000, 1000, 1000),
        ("三成", 30, 10, 10),
        ("30%", 30, 1, 1),
    ],
)
def test_how_exactly_a_number_is_given(words, value, step, written):
    """By the last digit that is not 0, and by the last one that is written."""
    [mention] = scan_prose(f"占{words}。").mentions
    read = amount(mention)
    assert (read.value, read.step, written_step(mention)) == (value, step, written)
