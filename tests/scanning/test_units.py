"""Units: where they occur, which are the same, how they convert."""

import pytest

from summarizer.errors import UsageError
from summarizer.scanning.numbers import units


@pytest.mark.parametrize(
    ("behind_the_number", "unit"),
    [
        ("个小区", "个"),
        ("人次", "人次"),
        ("公里/小时", "公里/小时"),
        ("平方米", "平方米"),
        ("元/斤", "元/斤"),
        ("元/人·月", "元/人·月"),
        ("mg/100ml）", "mg/100ml"),
        ("立方米每秒", "立方米每秒"),
        ("人每组", "人"),
        ("%以上", "%"),
        ("年一遇", "年一遇"),
        ("个百分点", "个百分点"),
        ("兆瓦时", "兆瓦时"),
        ("标准立方米", "标准立方米"),
        ("吨标准煤", "吨标准煤"),
        ("人(次)", "人(次)"),
        ("省份", "省份"),
        ("bp", "bp"),
        ("坪", "坪"),
        ("站长", None),
        ("手机", None),
        ("名额", "名额"),
        ("m2", "m2"),
        ("家长", None),
        ("部门", "部门"),
        ("多人", None),
    ],
)
def test_the_longest_unit_that_stands_there(behind_the_number, unit):
    """A unit is read whole, rates with both their units, and no word that only begins like one."""
    assert units.at(behind_the_number, 0) == unit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("名", "人"),
        ("人", "位"),
        ("公里", "千米"),
        (None, "个"),
        ("公里/小时", "千米每小时"),
        ("元/斤", "块钱/斤"),
        ("bp", "个基点"),
        ("标箱", "TEU"),
        ("批(次)", "批次"),
        ("元人民币", "元"),
    ],
)
def test_units_that_are_the_same(one, other):
    """Units of one base and factor are one."""
    assert units.same(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("%", "个百分点"), ("人", "人次"), ("亩", "公顷"), ("元", None), ("元/斤", "元")]
)
def test_units_that_differ(one, other):
    """Units of another base or factor are not."""
    assert not units.same(one, other)


@pytest.mark.parametrize(
    ("value", "unit", "to", "converted"),
    [
        (15, "亩", "公顷", 1),
        (2, "斤", "克", 1000),
        (36, "公里/小时", "米/秒", 10),
        (3, "成", "%", 30),
        (2, "里", "公里", 1),
        (5, "个千分点", "个百分点", 0.5),
        (2, "兆瓦", "千瓦", 2000),
        (3, "英亩", "平方米", 12140.57),
    ],
)
def test_convert(value, unit, to, converted):
    """A value converts to another unit of its base, rates too."""
    assert units.convert(value, unit, to) == pytest.approx(converted)


def test_convert_refuses_another_base():
    """亩 is no length."""
    with pytest.raises(UsageError):
        units.convert(1, "亩", "米")


def test_no_unit_is_written_twice():
    """Each unit has one row."""
    names = [row[0] for row in units.table("units")]
    assert len(names) == len(set(names))
