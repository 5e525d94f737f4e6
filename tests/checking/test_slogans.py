"""Slogans: which names say no measure; those given as measures, those that are both, those that no text has."""

import json
import re
from pathlib import Path

import pytest

from summarizer import check
from summarizer.checking.slogans import names_operation, slogan_kind
from summarizer.folding import fold
from summarizer.models import Span
from summarizer.resources import table
from summarizer.scanning.grounding import bare

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold_measures"
PAGE = (
    "青禾县筑牢绿色屏障，党员冲锋在前，群众满意度提升。全县成立巡堤队12支，开展“亮身份、作表率”活动，力争零事故。\n"
    "各乡镇推行网格化管理，压实责任。\n"
)


def found(**draft):
    result = check({"measures": [], "slogans": [], "figures": [], "points": []} | draft, PAGE)
    codes = [(f.code, f.severity, f.item) for f in result.findings if "slogan" in f.code]
    return (
        codes,
        [measure.name for measure in result.report.measures],
        [slogan.text for slogan in result.report.slogans],
    )


@pytest.mark.parametrize("row", table("slogans"), ids=lambda row: row[2])
def test_each_rule_speaks_of_its_example(row):
    """The words in 【】 are what its pattern matches."""
    kind, pattern, example = row
    words = bare(example.replace("【", "").replace("】", ""))
    match = re.search(pattern, words)
    assert match is not None
    assert match.group() == example.partition("【")[2].partition("】")[0]
    assert slogan_kind(words) is not None
    assert kind in {"metaphor", "attitude", "aim", "effect"}


@pytest.mark.parametrize(
    "name",
    [
        "减税降费",
        "昼夜巡逻",
        "划定生态红线",
        "修复古城墙",
        "点亮“微心愿”",
        "监测空气质量",
        "升级改造排水管网",
        "三级网格体系",
        "拉起警戒线",
        "打掉“保护伞”",
        "满意度调查",
        "质量提升行动",
        "能力提升培训",
        "提高低保标准",
        "打造口袋公园",
        "零报告制度",
        "联防联控机制",
        "责任清单",
        "先锋岗",
        "全力抢修",
        "加薪",
        "提标扩面",
        "压力测试",
        "安全意识教育",
        "水质检测",
        "一线指挥部",
        "打通绿色通道",
        "安装防火墙",
        "高质量发展大会",
        "力量下沉",
    ],
)
def test_measures_are_no_slogans(name):
    """Words that a slogan may have too have a plain meaning here."""
    assert slogan_kind(name) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("織密防控網", "metaphor"),
        ("当好“守门员”", "metaphor"),
        ("打赢蓝天保卫战", "metaphor"),
        ("干部身先士卒", "attitude"),
        ("发挥示范引领作用", "attitude"),
        ("确保颗粒归仓", "aim"),
        ("实现“双零”目标", "aim"),
        ("群众获得感明显增强", "effect"),
        ("营造浓厚氛围", "effect"),
        ("提升治理能力", "effect"),
    ],
)
def test_kinds_of_slogans(name, kind):
    """In either script, with and without quotation marks."""
    assert slogan_kind(name) == kind


def test_a_slogan_that_names_an_operation_is_a_measure():
    """“亮身份、作表率”活动 is one, whether or not the model copies 活动."""
    folded = fold(PAGE)
    start = folded.index("亮身份")
    assert slogan_kind("亮身份、作表率") == "attitude"
    assert names_operation(folded, [Span(start, start + 7)])
    assert found(measures=[{"name": "亮身份、作表率"}]) == ([], ["亮身份、作表率"], [])


def test_a_slogan_given_as_a_measure_is_moved_to_the_slogans():
    """With a note; once, if it is there too."""
    moved = ([("measure_is_slogan", "info", "slogans/0")], ["巡堤队"], ["筑牢绿色屏障"])
    assert found(measures=[{"name": "筑牢绿色屏障"}, {"name": "巡堤队"}]) == moved
    assert found(measures=[{"name": "筑牢绿色屏障"}, {"name": "巡堤队"}], slogans=["筑牢绿色屏障"])[1:] == moved[1:]


@pytest.mark.parametrize(
    "measure",
    [
        {"name": "压实责任", "actor": "各乡镇"},
        {"name": "压实责任", "parts": [{"name": "网格化管理"}]},
    ],
)
def test_one_with_an_actor_or_parts_stays(measure):
    """Somebody does something there."""
    assert found(measures=[measure])[0] == []
    assert "压实责任" in found(measures=[measure])[1]


def test_one_that_a_figure_belongs_to_stays():
    """What is counted was done."""
    figure = {"quote": "成立巡堤队12支", "subject": "巡堤队", "value": 12, "unit": "支", "measure": "筑牢绿色屏障"}
    assert found(measures=[{"name": "筑牢绿色屏障"}], figures=[figure])[1] == ["筑牢绿色屏障"]


def test_a_slogan_that_is_a_measure_too_is_left_out_of_the_slogans():
    """With a note."""
    both = found(measures=[{"name": "网格化管理"}], slogans=["网格化管理", "冲锋在前"])
    assert both == ([("slogan_is_measure", "info", None)], ["网格化管理"], ["冲锋在前"])


def test_a_slogan_that_the_text_does_not_have_is_a_warning():
    """Nearly its words are enough."""
    assert found(slogans=["众志成城共克时艰"])[0] == [("slogan_not_in_text", "warning", "slogans/0")]
    assert found(slogans=["群众的满意度提升"])[0] == []


@pytest.mark.skipif(not GOLD.is_dir(), reason="the coders' gold is not here")
def test_no_measure_of_the_coders_is_refused_and_most_slogans_are_found():
    """At least half of the slogans; measures by their names and the words around them."""
    texts = GOLD / "text"
    slogans: list[bool] = []
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        folded = fold((texts / f"{path.stem[:3]}.txt").read_text(encoding="utf-8"))
        slogans += [slogan_kind(slogan["name"]) is not None for slogan in gold["slogans"]]
        for measure in gold["measures"]:
            spans = [Span(*span) for span in measure["spans"]]
            assert slogan_kind(measure["name"]) is None or names_operation(folded, spans), measure["name"]
    assert sum(slogans) >= 0.5 * len(slogans)
