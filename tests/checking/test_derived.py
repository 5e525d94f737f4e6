"""Derived: numbers that can be computed from those of the source, with formula and operands."""

import re
from pathlib import Path

import pytest

from summarizer import scan
from summarizer.checking.texts.derived import Derived
from summarizer.checking.texts.operands import operands_of
from summarizer.checking.texts.restated import Restated
from summarizer.checking.texts.statements import statements
from summarizer.models import Span
from summarizer.resources import render, table
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.scanner import scan_prose

OTHERS = dict(zip("0123456789", "3417692851", strict=True))
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def derived(text, source):
    """What becomes of each figure of a text, None where the source has nothing that it follows from."""
    prose, document = Analysis(scan_prose(text)), Analysis(scan(source))
    judge = Derived(prose, document)
    return [judge.judge(each) for each in statements(prose) if each.kind == "figure"]


def only(text, source):
    [judgement] = derived(text, source)
    return judgement


@pytest.mark.parametrize("row", table("derivations"), ids=lambda row: f"{row[0]} {row[4]}")
def test_each_cue_accepts_its_example_and_not_another_result(row):
    """The example names the operation."""
    operation, _, _, source, text, other = row
    judgement = derived(text, source)[-1]
    assert (judgement.verdict, judgement.how) == ("derived", operation)
    assert not any(judgement and judgement.verdict == "derived" for judgement in derived(other, source))


@pytest.mark.parametrize(
    ("source", "text", "other", "formula"),
    [
        (
            "在校学生1210人，共22个班。",
            "22个班共有学生1210人，平均每班55人。",
            "22个班共有学生1210人，平均每班56人。",
            "1210人 ÷ 22个",
        ),
        (
            "出动车辆40台，其中消防车10台。",
            "出动车辆40台，其中四分之一为消防车。",
            "出动车辆40台，其中一半为消防车。",
            "10台 ÷ 40台",
        ),
        (
            "全年出口2.7亿元，进出口总额3亿元。",
            "出口2.7亿元，占进出口总额的90%。",
            "出口2.7亿元，占进出口总额的80%。",
            "2.7亿元 ÷ 3亿元",
        ),
        (
            "最大雨量为上坝村的96毫米，其次为石桥村的81毫米。",
            "上坝村达96毫米，比石桥村多15毫米。",
            "上坝村达96毫米，比石桥村多25毫米。",
            "96毫米 − 81毫米",
        ),
        (
            "参赛队伍60支，比上届增加12支。",
            "60支队伍参赛，参赛队伍比上届增长四分之一。",
            "60支队伍参赛，参赛队伍比上届增长一半。",
            "12支 ÷ (60支 − 12支)",
        ),
        (
            "个人缴费380元，财政补助640元。",
            "个人缴费380元，加上财政补助，合计1020元。",
            "个人缴费380元，加上财政补助，合计1120元。",
            "380元 + 640元",
        ),
        (
            "计划任务28项，已有21项完成。",
            "28项计划任务已完成四分之三，还剩7项。",
            "28项计划任务已完成四分之三，还剩9项。",
            "28项 − 21项",
        ),
        (
            "审核限5个工作日内完成，拨付限10个工作日内完成。",
            "审核限时和拨付限时合计不超过15个工作日。",
            "审核限时和拨付限时合计不超过20个工作日。",
            "5个工作日内 + 10个工作日内",
        ),
    ],
)
def test_a_number_may_be_computed_from_those_that_the_text_names_before(source, text, other, formula):
    """The number before says what is divided, compared or left."""
    judgement = derived(text, source)[-1]
    assert judgement.verdict == "derived"
    assert judgement.formula.startswith(formula)
    assert not any(
        each and each.verdict == "derived" and each.start >= len(other) - 10 for each in derived(other, source)
    )


@pytest.mark.parametrize(
    ("source", "text", "formula", "operands"),
    [
        ("贫困户由去年的812户降到635户。", "贫困户减少177户。", "812户 − 635户 = 177户", ["812户", "635户"]),
        (
            "沙地由400万亩减到363万亩。",
            "沙地下降9.25%。",
            "(363万亩 − 400万亩) ÷ 400万亩 = 9.25%",
            ["363万亩", "400万亩"],
        ),
        ("小学招生32人，初中招生28人。", "小学和初中共招生60人。", "32人 + 28人 = 60人", ["32人", "28人"]),
        ("企业500家，其中民营企业400家。", "民营企业占八成。", "400家 ÷ 500家 = 八成", ["400家", "500家"]),
        ("3个村共修路15公里。", "平均每个村修路5公里。", "15公里 ÷ 3个 = 5公里", ["15公里", "3个"]),
        ("补助60%，其余由农户自筹。", "农户自筹40%。", "100% − 60% = 40%", ["60%"]),
        ("工程3月1日开工，3月31日完工。", "工程历时30天。", "3月1日 → 3月31日 = 30天", ["3月1日", "3月31日"]),
    ],
)
def test_a_derived_number_comes_with_its_formula_and_operands(source, text, formula, operands):
    """Each operand is a span of the source."""
    judgement = only(text, source)
    assert (judgement.verdict, judgement.formula) == ("derived", formula)
    assert [source[slice(*span)] for span in judgement.operands] == operands
    assert judgement.source_span == judgement.operands[0]


def test_a_wrong_result_of_named_operands_is_contradicted_with_the_right_one():
    """In both languages."""
    judgement = only("贫困户比去年减少277户。", "贫困户由去年的812户降到今年的635户。")
    assert (judgement.verdict, judgement.how) == ("contradicted", "difference")
    assert judgement.formula == "812户 − 635户 = 177户"
    assert "812户 − 635户 = 177户" in judgement.message
    assert "812户 − 635户 = 177户" in render(judgement.why.key, judgement.why.params, "zh")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("东渠18公里，西渠14公里。", "公路32公里。"),  # no cue
        ("东渠衬砌18公里，西渠衬砌14公里。", "机耕路共硬化32公里。"),  # something else
        ("贫困户由812户降到635户。", "贫困户增加177户。"),  # the other direction
        ("产值由120万元增加到150万元。", "学生增长25%。"),
        ("2021年播种面积40亩，2022年播种面积50亩。", "2022年播种面积比2019年增加10亩。"),  # another year
        ("东渠衬砌18公里。\n西渠衬砌14公里。", "水渠共衬砌32公里。"),  # far from each other, and not named
        ("出口增长5%，进口增长3%。", "出口和进口共增长8%。"),  # growths add up to nothing
        ("最高奖励30万元，最低奖励10万元。", "两项奖励合计40万元。"),  # offers are not paid
        ("超过500家，其中民营超过400家。", "民营占80%。"),  # bounds
    ],
)
def test_a_coincidence_is_no_derivation(source, text):
    """Cue, topic, time and nearness must fit, and operands be exact."""
    assert not any(judgement and judgement.verdict == "derived" for judgement in derived(text, source))


def test_a_count_is_that_of_the_figures_that_its_sum_adds_up():
    """三项资金合计500万元 of three sums."""
    source = "县级安排300万元，乡镇自筹180万元，社会捐赠20万元。"
    assert [judgement.how for judgement in derived("三项资金合计500万元。", source)] == ["count", "sum"]
    assert [judgement and judgement.how for judgement in derived("两项资金合计500万元。", source)] == [None, None]


@pytest.mark.parametrize("name", [path.name for path in SEEDS[:3]])
def test_hardly_a_wrong_number_passes(name):
    """Of the clauses of a document, each with other digits."""
    document = Analysis(scan(next(path for path in SEEDS if path.name == name)))
    content, passed, judged = document.scan.text.content, 0, 0
    for figure in document.figures:
        clause = document.segments.around("clause", Span(figure.text_start, figure.text_end))
        wrong = re.sub("[0-9]", lambda digit: OTHERS[digit[0]], figure.surface, count=2)
        prose = content[clause.start : figure.text_start] + wrong + content[figure.text_end : clause.end]
        text = Analysis(scan_prose(prose))
        start = figure.text_start - clause.start
        for each in statements(text):
            if each.kind == "figure" and each.span.start == start and wrong != figure.surface:
                found = Restated(text, document).judge(each) or Derived(text, document).judge(each)
                judged += 1
                passed += bool(found and found.verdict in {"equivalent", "derived"} and found.how != "written")
    assert judged
    assert passed <= 0.01 * judged


def test_a_number_is_compared_with_a_bounded_number_of_figures():
    """However many have its topic."""
    document = Analysis(scan("\n".join(f"第{i}村种水稻{7 * i + 3}亩，小麦{5 * i + 1}亩。" for i in range(1, 120))))
    operands = operands_of(document)
    assert len(operands.all) == 238
    assert len(operands.about("水稻小麦")) <= 60
    assert len(operands.about("水稻小麦", "平方米")) <= 60
