"""Lists: whose unit is the last one's."""

import pytest

from summarizer.folding import fold
from summarizer.scanning.numbers.quantities import read


def stated(text):
    return [(quantity.value, quantity.unit) for quantity in read(fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("浓度分别为12、31、48微克/立方米", [(12, "微克/立方米"), (31, "微克/立方米"), (48, "微克/立方米")]),
        ("上升1.5和2.5个百分点", [(1.5, "个百分点"), (2.5, "个百分点")]),
        ("招收14、16与19人", [(14, "人"), (16, "人"), (19, "人")]),
        ("各补助2、4、6万元", [(20000, "元"), (40000, "元"), (60000, "元")]),
        ("补助4500、1.5万元", [(4500, "元"), (15000, "元")]),
        ("依次为7万、2亿元", [(70000, "元"), (200000000, "元")]),
        ("分别栽树20,30棵", [(20, "棵"), (30, "棵")]),
        ("分别新建十二、十五所", [(12, "所"), (15, "所")]),
        ("住2、3号楼", [(2, "号楼"), (3, "号楼")]),
    ],
)
def test_a_unit_at_the_end_of_a_list_is_each_numbers(text, expected):
    """Unit and multiplier are shared by what stands in one list."""
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4个村、6人", [(4, "个"), (6, "人")]),
        ("甲村3，乙村5户", [(3, None), (5, "户")]),
        ("合计40，60人参加", [(40, None), (60, "人")]),
        ("病例7、8例", [(7, None), (8, "例")]),
        ("\n1、5人参加", [(1, None), (5, "人")]),
        ("2021、2022年", [(2021, None), (2022, "年")]),
        ("第3、4组", [(3, None), (4, "组")]),
    ],
)
def test_what_is_no_list_of_one_unit_shares_none(text, expected):
    """Own units, other subjects, labels, heads of lists and points in time."""
    assert stated(text) == expected


def test_the_bounds_of_a_range_in_a_list_are_multiplied_too():
    """2-4、6-8万元."""
    first, second = read("补助2-4、6-8万元")
    assert (first.low, first.high, first.unit) == (20000, 40000, "元")
    assert (second.low, second.high) == (60000, 80000)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王小明 5000 周大海 3000 孙立 200", [(5000, None), (3000, None), (200, None)]),
        ("周大海 5000 周小海 5000 周立海 3000", [(5000, None), (5000, None), (3000, None)]),
        ("孙立 5000 周 海 3000 高 明 200", [(5000, None), (3000, None), (200, None)]),
        ("兴业公司 2000 大桥卫生院 590 县医院 800", [(2000, None), (590, None), (800, None)]),
        ("王大明 200 项建国 300 何涛 500", [(200, None), (300, None), (500, None)]),
        ("王大明：500 周涛：200 合计：700", [(500, None), (200, None), (700, None)]),
        ("共有 12 个乡镇 345 个村", [(12, "个"), (345, "个")]),
        ("甲乡 12 个村 乙乡 15 个村", [(12, "个"), (15, "个")]),
        ("12 个乡镇 300 多名干部 5000 名群众", [(12, "个"), (300, "名"), (5000, "名")]),
        ("安置 2000 套住房", [(2000, "套")]),
    ],
)
def test_the_next_item_of_a_spaced_list_is_no_unit(text, expected):
    """A word between blanks that is longer than a unit belongs to the next number where a number has no unit."""
    assert stated(text) == expected


def test_a_qualifier_follows_its_number_in_the_same_line():
    """以上 at the head of the next line is about the list."""
    assert [quantity.qualifier for quantity in read("南村 800\n以上为本月情况")] == [None]
