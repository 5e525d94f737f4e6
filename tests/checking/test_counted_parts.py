"""Counted parts: the number of parts that a name promises."""

import pytest

from summarizer.checking.counted_parts import promised_parts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("七必管", 7),
        ("三张网", 3),
        ("“四查”", 4),
        ("五本賬", 5),
        ("群防群控三项机制", 3),
        ("“三个一”工作制度", 3),
        ("三级联动“六包”机制", 6),
        ("十大行动", 10),
        ("12项措施", 12),
        ("八件民生实事", 8),
    ],
)
def test_a_number_of_parts_is_read(name, parts):
    """With a classifier, in quotation marks, or as the beginning of a short name."""
    assert promised_parts(name) == parts


@pytest.mark.parametrize(
    "name",
    [
        "24小时值守",
        "三级包保",
        "七天居家监测",
        "第二批改造",
        "三天两检",
        "三农工作",
        "两委换届",
        "一图一表",
        "三年行动计划",
        "三个月整治",
        "四级网格",
        "十四五规划",
        "百日攻坚",
        "巡河制度",
    ],
)
def test_other_numbers_are_none(name):
    """Times, levels, ranks, two numbers, fixed words."""
    assert promised_parts(name) is None
