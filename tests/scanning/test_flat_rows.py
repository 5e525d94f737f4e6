"""Flat rows: rows of a table that blanks alone part, each a label with its unit and numbers."""

import pytest

from summarizer.models import Document
from summarizer.scanning.scanner import scan_document

HEADS = "2023年主要指标 指标 单位 本月 累计 增长(%) "


def figures(text):
    scan = scan_document(Document("d", "d.txt", text))
    return [mention for mention in scan.mentions if mention.role == "figure"]


def read(text):
    return [(mention.noun, mention.value, mention.unit) for mention in figures(text)]


def test_levels_have_the_unit_of_their_label_and_the_last_number_is_a_change():
    """A scale of the unit is that of the levels; a row with an empty cell still ends in the change."""
    text = f"{HEADS}一、工业总产值亿元12.5 98.2 6.4 #化工产值万元 410 3600 -2.5 二、货运量万吨 77.1 1.8"
    assert read(text) == [
        ("工业总产值", 1250000000, "元"),
        ("工业总产值", 9820000000, "元"),
        ("工业总产值", 6.4, "%"),
        ("化工产值", 4100000, "元"),
        ("化工产值", 36000000, "元"),
        ("化工产值", -2.5, "%"),
        ("货运量", 771000, "吨"),
        ("货运量", 1.8, "%"),
    ]


def test_a_row_a_line_is_read_the_same():
    """The rows of a table may be lines; the sign of a change is its direction."""
    found = figures(f"{HEADS}\n工业总产值 亿元 12.5 98.2 6.4\n固定资产投资 亿元 -9.1\n货运量 万吨 7.1 77.1 -1.8\n")
    assert [mention.unit for mention in found] == ["元", "元", "%", "%", "吨", "吨", "%"]
    assert [mention.table.direction for mention in found] == [
        None,
        None,
        "increase",
        "decrease",
        None,
        None,
        "decrease",
    ]


def test_a_number_alone_may_be_level_or_change():
    """Of one number without a sign it is not sure, and both units are candidates; % of an index is its unit."""
    found = figures(f"{HEADS}工业总产值亿元 12.5 98.2 6.4 项目投资亿元 9.1 货运量万吨 7.1 77.1 1.8 物价指数% 101.2")
    alone = next(mention for mention in found if mention.noun == "项目投资")
    assert (alone.value, alone.unit) == (9.1, None)
    assert [unit.written for unit in alone.table.units] == ["亿元", "%"]
    assert (found[-1].value, found[-1].unit) == (101.2, "%")


def test_without_a_head_of_change_the_last_number_is_open():
    """The heads may be lost: levels but for the last number, which may be a change."""
    found = figures("工业总产值亿元 12.5 98.2 6.4\n农业总产值亿元 2.5 8.2 3.1\n货运量万吨 7.1 77.1 1.8\n")
    assert [mention.unit for mention in found] == ["元", "元", None, "元", "元", None, "吨", "吨", None]


@pytest.mark.parametrize(
    "text",
    [
        "工业总产值亿元 12.5 98.2 农业总产值亿元 2.5 8.2",
        "小米 12 98 玉米 25 82 糙米 71 77",
        "石桥村 12 98 柳溪村 25 82 大田村 71 77",
        "产值亿元 12.5 98.2。农业产值亿元 2.5 8.2。货运量万吨 7.1 77.1",
    ],
)
def test_other_lines_are_no_flat_rows(text):
    """Two rows, names that end like units, and sentences."""
    assert all(mention.table is None for mention in figures(text))


def test_offsets_are_those_of_the_document():
    """Each number is at its place in the raw document, and none is there twice."""
    text = f"{HEADS}一、工业总产值亿元12.5 98.2 6.4 二、化工产值万元 410 3,600 -2.5 三、货运量万吨 77.1 1.8"
    found = figures(text)
    assert [text[mention.start : mention.end] for mention in found] == [mention.surface for mention in found]
    assert len({mention.start for mention in found}) == len(found) == 8


def test_names_beside_the_numbers_of_a_list_are_no_qualifiers():
    """超 of 孙 超 and 余 of 余大海 are names; 超1500余元 keeps its qualifier."""
    found = figures("单位：元 李 伟 1500 孙 超 1500 余大海 1000 黄明 800")
    assert [(mention.value, mention.unit, mention.qualifier) for mention in found] == [
        (1500, "元", None),
        (1500, "元", None),
        (1000, "元", None),
        (800, "元", None),
    ]
    assert figures("募得善款超1500元。")[0].qualifier == "超"
