"""Units of lists of names and amounts: those of their captions."""

import pytest

from summarizer.folding import fold
from summarizer.scanning.numbers.quantities import read
from summarizer.scanning.tables.listed_units import with_listed_units


def stated(text):
    folded = fold(text)
    found = with_listed_units(folded, read(folded))
    return [(quantity.value, quantity.unit) for quantity in found if quantity.arabic]


YUAN = [(500, "元"), (300, "元"), (200, "元")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("单位：元 王小明 500 周大海 300 县医院 200", YUAN),
        ("单位：元\n王小明 500\n周大海 300\n县医院 200", YUAN),
        ("姓名 捐款金额（元）\n王小明 500\n周大海 300\n县医院 200", YUAN),
        ("捐款名单（单位：元）：王小明 500，周大海 300，县医院 200", YUAN),
        ("单位：元 王小明：500 周大海：300 合计：200", YUAN),
        ("中标价（万元） 甲公司 50 乙公司 30 丙公司 20", [(500000, "元"), (300000, "元"), (200000, "元")]),
        ("单位：亩 东村 120 西村 80 南村 60", [(120, "亩"), (80, "亩"), (60, "亩")]),
        ("单位：元 王小明 500 周大海 300 县医院 200。到会 45 人", [*YUAN, (45, "人")]),
        ("单位：元 王小明 500 周大海 300 县医院 200 联系电话 8665123", [*YUAN, (8665123, None)]),
    ],
)
def test_bare_amounts_have_the_unit_of_their_caption(text, expected):
    """A caption's unit and multiplier are those of each amount after a name."""
    assert stated(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "单位：元 王小明 500 周大海 300",
        "单位：套、户 甲小区 500 乙小区 300 丙小区 200",
        "单位：市人民医院 床位 500 医生 300 护士 200",
        "单位：元。床位 500 医生 300 护士 200",
        "单位：元 甲 1 500 2 300 3 200",
    ],
)
def test_other_numbers_have_no_unit_of_a_caption(text):
    """Too few amounts, several units, a name of an institution, another sentence and rows of several numbers."""
    assert {unit for _, unit in stated(text)} == {None}
