"""Plan parts: headings, titles, openings of sentences and heads of lists tell the state of what follows them."""

import time

import pytest
from undertaken import marked, state

from summarizer.folding import fold
from summarizer.resources import table
from summarizer.scanning.facts.plan_parts import PlanParts, stated_part
from summarizer.scanning.facts.undertakings import undertaking


@pytest.mark.parametrize("row", table("plan_parts"), ids=lambda row: f"{row[1]} {row[3]}")
def test_each_rule_tells_the_state_of_its_example(row):
    """The words of the example have the row's state."""
    assert stated_part(row[1], fold(row[3].split("、")[-1])) == row[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二、2025年工作打算\n（一）抓好农业。建设【高标准农田】3万亩。\n", "planned"),
        ("一、2024年工作回顾\n（一）抓好农业。建设【高标准农田】3万亩。\n", None),
        ("一、2024年工作回顾\n县农业局完成【高标准农田建设】3万亩。\n", "completed"),
        ("一、2024年工作总结\n建成公园。\n二、下一步工作安排\n（一）开展【夜校培训】。\n（二）别的。\n", "planned"),
        ("下一步打算\n开展夜校培训。\n记者手记\n镇里设有【夜校】。\n", None),
        ("下一步打算\n开展【夜校培训】。\n记者手记\n镇里设有学校。\n", "planned"),
        ("三、有关要求\n（一）压实责任。落实【包保制度】。\n", "called_for"),
        ("会议要求，一是要压实责任。二是建立【周报制度】。三是加强督查。", "called_for"),
        ("下一步，县里将从三方面着手。一是扩大覆盖面。二是建立【回访制度】。", "planned"),
        (
            "就做好冬季防火工作，会议提出三点要求：\n一是提高认识；\n二是开展【入户排查】；\n三是严格值班。",
            "called_for",
        ),
        ("主要做法有三点。一是抓培训。二是建立【回访制度】。", None),
        ("关于印发《青禾县乡村绿化行动方案》的通知\n各乡镇：\n现印发给你们。\n建设【环村林带】20公里。\n", "planned"),
        ("青禾县出台乡村绿化行动方案\n记者从县林业局了解到，县里建设【环村林带】20公里。\n", None),
        ("青禾县疫情防控工作方案\n对返乡人员实行【健康监测】14天。\n", None),
        ("一是设立【爱心食堂】，二是提供送餐。", None),
        ("四、下一步工作\n1.继续推进【水质监测】。\n2.强化执法。\n", "planned"),
        ("三、下一步工作\n1.强化执法。\n四、附件\n镇里设有【投诉电话】。\n", None),
        ("四、工作要求\n县里现有的【投诉电话】继续运行。\n", None),
        (
            "一、2023年预算执行情况\n全年拨付资金3亿元。\n二、2024年预算草案\n安排【教育专项】2亿元，支持办学。\n",
            "planned",
        ),
        ("2024年预算收支安排\n（一）安排【乡村振兴资金】2亿元。\n", "planned"),
        ("(三)下半年工作重点\n抓好汛期安全。组织【防汛演练】2次。\n", "planned"),
        ("发布会上，局长介绍，接下来将重点做好三项工作：一是扩建【急诊楼】；二是增加床位。", "planned"),
    ],
)
def test_a_part_tells_the_state_of_what_it_holds(text, expected):
    """Up to the next heading of its level or above, the end of the line or of the list."""
    assert state(text) == expected


def test_the_state_of_a_part_is_told_by_no_words():
    """A finding for a model's other answer is no error."""
    found = undertaking(*marked("三、工作安排\n开展【夜校培训】12期。\n"))
    assert found is not None
    assert (found.state, found.by_words) == ("planned", False)


@pytest.mark.parametrize(
    "shape",
    [
        "一、下一步工作\n",
        "下一步，做好三件事。一是甲。",
        "一是甲\n二是乙\n",
        "二是甲\n",
        "(一)工作安排\n1.安排\n",
        "甲" * 9,
    ],
)
def test_four_times_the_length_takes_no_more_than_eight_times_as_long(shape):
    """Headings, openings and lists without end."""

    def seconds(count):
        folded = fold(shape * count)
        start = time.process_time()
        PlanParts(folded)
        return time.process_time() - start

    seconds(100)
    assert min(seconds(8_000) for _ in range(2)) < 8 * seconds(2_000) + 0.05
