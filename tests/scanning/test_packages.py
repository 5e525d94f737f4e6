"""Packages: a head that says how many parts it has, and those parts, wherever a text names them."""

import time

import pytest

from summarizer.folding import fold
from summarizer.scanning.packages import number, packages


def read(text):
    folded = fold(text)
    return [
        (folded[package.head.start : package.head.end], [folded[part.start : part.end] for part in package.parts])
        for package in packages(folded)
    ]


@pytest.mark.parametrize(
    ("text", "head", "parts"),
    [
        ("镇里明确干部包片、党员联户、支部会商三项机制。", "三项机制", ["干部包片", "党员联户", "支部会商"]),
        ("镇里建立三项机制，即河长制、林长制和田长制，成效明显。", "三项机制", ["河长制", "林长制", "田长制"]),
        ("推行“四查”（查证、查车、查货、查人）。", "四查", ["查证", "查车", "查货", "查人"]),
        ("推行“四查”：查证、查车、查货、查人，堵住漏洞。", "四查", ["查证", "查车", "查货", "查人"]),
        ("开展“清塘”“清沟”“清渠”三大行动。", "三大行动", ["清塘", "清沟", "清渠"]),
        ("落实三必访(老人必访、儿童必访、病户必访)。", "三必访", ["老人必访", "儿童必访", "病户必访"]),
        ("编制出行臺賬、外出臺賬、匯總臺賬“三本賬”。", "三本账", ["出行台账", "外出台账", "汇总台账"]),
        (
            "采取三项措施：一是建网格，分片包干；二是设卡口，日夜值守；三是发卡片。",
            "三项措施",
            ["建网格", "设卡口", "发卡片"],
        ),
        ("领导小组下设办公室、应急处置组、后勤保障组三个专班。", "三个专班", ["办公室", "应急处置组", "后勤保障组"]),
        ("建设图书馆、文化馆和博物馆等三个场馆。", "三个场馆", ["图书馆", "文化馆", "博物馆"]),
        ("打造3个平台，包括智慧平台、数据平台、服务平台。", "3个平台", ["智慧平台", "数据平台", "服务平台"]),
    ],
)
def test_a_package_is_read_before_and_after_its_head(text, head, parts):
    """In a list, in brackets, in quotations, after numbers; without what leads up to the first part."""
    assert read(text) == [(head, parts)]


@pytest.mark.parametrize(
    "text",
    [
        "县乡、村两级建立排查、登记、上报三项制度。",
        "推行“四查”（查证、查车、查货）。",
        "采取三项措施：一是建网格；二是设卡口。",
        "全县分三个片区，张三负责。",
        "张村、李村、王村第三批改造。",
        "历时三个月，组织宣传、培训、演练。",
        "落实三项措施，成效明显。一是认识到位；二是人员到位；三是经费到位。",
        "成立三支队伍",
    ],
)
def test_no_package_is_read_where_the_numbers_differ(text):
    """Nor where the number is of something else, or the list is that of another sentence."""
    assert read(text) == []


@pytest.mark.parametrize(("numeral", "value"), [("两", 2), ("七", 7), ("十", 10), ("十二", 12), ("15", 15), ("3", 3)])
def test_numerals_up_to_nineteen(numeral, value):
    """In Chinese and in digits."""
    assert number(numeral) == value


def test_a_flood_of_heads_takes_time_in_proportion_to_the_text():
    """Ten times the text, ten times the time or so, whatever its punctuation."""

    def seconds(count):
        start = time.process_time()
        for text in ("甲、乙、丙三项机制" * count, "“三查”（" * count, "三项措施：一是" * count):
            packages(text)
        return time.process_time() - start

    seconds(100)
    assert seconds(20_000) < 30 * max(seconds(2_000), 0.01)
