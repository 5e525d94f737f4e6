"""Bystanders: people, bodies and places that were given as measures."""

import json
import re
from pathlib import Path

import pytest

from summarizer import check, scan
from summarizer.checking.bystanders import is_bystander
from summarizer.resources import table
from summarizer.scanning.analysis import Analysis

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold_measures"
PAGE = "浙江省安吉县各级党组织和返乡人员参加演练，护林员劝返外来人员。医务人员200名接种疫苗。\n"


def found(**measure):
    figure = {
        "quote": "医务人员200名接种疫苗",
        "subject": "医务人员",
        "value": 200,
        "unit": "名",
        "measure": "医务人员",
    }
    result = check({"measures": [measure], "slogans": [], "points": [], "figures": [figure]}, PAGE)
    codes = [f.code for f in result.findings if f.code == "measure_is_bystander"]
    return codes, [named.name for named in result.report.measures]


@pytest.mark.parametrize("row", table("bystanders"), ids=lambda row: row[2])
def test_each_rule_speaks_of_its_example(row):
    """The words in 【】 are what its pattern matches."""
    match = re.search(row[1], row[2].replace("【", "").replace("】", ""))
    assert match is not None
    assert match.group() == row[2].partition("【")[2].partition("】")[0]
    assert is_bystander(row[2].replace("【", "").replace("】", ""), Analysis(scan(PAGE)))


@pytest.mark.parametrize("name", ["护林员", "劝返外来人员", "演练", "巡逻队", "网格长", "上门服务老人", "慰问困难党员"])
def test_bodies_that_are_set_up_and_what_is_done_to_people_are_measures(name):
    """Their ends or beginnings tell a kind."""
    assert not is_bystander(name, Analysis(scan(PAGE)))


@pytest.mark.parametrize("name", ["返乡人员", "各级党组织", "安吉县"])
def test_a_bystander_is_left_out_with_a_note(name):
    """Where the model states no kind."""
    assert found(name=name) == (["measure_is_bystander"], [])


@pytest.mark.parametrize(
    "measure",
    [{"name": "返乡人员", "kind": "rule"}, {"name": "返乡人员", "actor": "各级党组织"}, {"name": "医务人员"}],
)
def test_one_with_a_kind_an_actor_or_a_figure_stays(measure):
    """Somebody says more of it than its name."""
    assert found(**measure) == ([], [measure["name"]])


@pytest.mark.skipif(not GOLD.is_dir(), reason="the coders' gold is not here")
def test_no_measure_of_the_coders_is_a_bystander():
    """By their names, with the places that their texts name."""
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        analysis = Analysis(scan((GOLD / "text" / f"{path.stem[:3]}.txt").read_text(encoding="utf-8")))
        assert [m["name"] for m in gold["measures"] if is_bystander(m["name"], analysis)] == []
