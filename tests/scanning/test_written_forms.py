"""The forms that numbers are written in, and what lies beside them: signs, blanks, ratios, changes, prices."""

import re

import pytest

from summarizer import scan
from summarizer.folding import fold
from summarizer.resources import table
from summarizer.scanning.numbers.quantities import read, values

# a sentence, and each number: its characters and its value, both ends, or its parts
SIGNS = [
    ("固定资产投资\t—\t11.2", [("11.2", 11.2)]),
    ("病例\t-\t-3.4\t—", [("-3.4", -3.4)]),
    ("| 利润 | — | 11.2 | -5 |", [("11.2", 11.2), ("-5", -5)]),
    ("医院 — 3家。", [("3家", 3)]),
    ("增加值 6.56 -11.2", [("6.56", 6.56), ("-11.2", -11.2)]),
    ("投资 – 5亿元。", [("5亿元", 500000000)]),
    ("学校-12所", [("12所", 12)]),
    ("-12所学校", [("12所", 12)]),
    ("利润总额-2.4亿元。", [("-2.4亿元", -240000000)]),
    ("净增量-2.4万人", [("-2.4万人", -24000)]),
    ("增速为-5.64，", [("-5.64", -5.64)]),
    ("为5.1、-5.64、3.2个百分点", [("5.1", 5.1), ("-5.64", -5.64), ("3.2个百分点", 3.2)]),
    ("增长－1.2%", [("-1.2%", -1.2)]),
    ("增长−1.2%", [("-1.2%", -1.2)]),
    ("(-5.3%)", [("-5.3%", -5.3)]),
    ("— 1 —", [("1", 1)]),
    ("-1-", [("1", 1)]),
    ("零下5至10度", [("零下5至10度", (-10, -5))]),
    ("零下5℃至10℃", [("零下5℃至10℃", (-5, 10))]),
    ("增长-.34%", [("-.34%", -0.34)]),
]
TOGETHER = [
    ("投资12亿8个项目", [("12亿", 1200000000), ("8个", 8)]),
    ("投资1.17万亿640个项目", [("1.17万亿", 1170000000000), ("640个", 640)]),
    ("投资十二亿八个项目", [("十二亿", 1200000000), ("八个", 8)]),
    ("投资12亿八家企业", [("12亿", 1200000000), ("八家", 8)]),
    ("30万20千", [("30万", 300000), ("20千", 20000)]),
    ("1.2万600个", [("1.2万", 12000), ("600个", 600)]),
    ("3亿5千万元", [("3亿5千万元", 350000000)]),
    ("12亿8千万元", [("12亿8千万元", 1280000000)]),
    ("1万2千人", [("1万2千人", 12000)]),
    ("1万2元", [("1万2元", 12000)]),
    ("1万600元", [("1万600元", 10600)]),
    ("3万5000人", [("3万5000人", 35000)]),
    ("五千三", [("五千三", 5300)]),
    ("三百三人", [("三百三人", 330)]),
    ("村民1千零20人", [("1千零20人", 1020)]),
    ("3万零5户", [("3万零5户", 30005)]),
    ("10.1万零100", [("10.1万", 101000), ("零", 0), ("100", 100)]),
]
BLANKS = [
    ("财政收入12 345万元", [("12 345万元", 123450000)]),
    ("达1 035.6亿元", [("1 035.6亿元", 103560000000)]),
    ("补助1\xa0234元", [("1 234元", 1234)]),
    ("补助1\u202f234元", [("1 234元", 1234)]),
    ("人口 1 234 567 人", [("1 234 567 人", 1234567)]),
    ("1'234人", [("1'234人", 1234)]),
    ("1’234人", [("1’234人", 1234)]),
    ("项目\t12 345\t8.2", [("12 345", 12345), ("8.2", 8.2)]),
    ("12 个乡镇 345 个村", [("12 个", 12), ("345 个", 345)]),
    ("2021 2022 2023", [("2021", 2021), ("2022", 2022), ("2023", 2023)]),
    ("石桥村 120 345 86", [("120", 120), ("345", 345), ("86", 86)]),
    ("石桥村 120 345", [("120", 120), ("345", 345)]),
    ("5月12 345人", [("5", 5), ("12", 12), ("345人", 345)]),
    ("附件1 120家企业", [("1", 1), ("120家", 120)]),
    ("表1 200户", [("1", 1), ("200户", 200)]),
    ("种树205，318，440棵", [("205", 205), ("318", 318), ("440棵", 440)]),
    ("172,315,317人", [("172,315,317人", 172315317)]),
    ("1，234，567元", [("1,234,567元", 1234567)]),
    ("１２，３４５元", [("12,345元", 12345)]),
    ("十二 万元", [("十二 万元", 120000)]),
    ("第 1 2 条", [("第 1 2 条", 12)]),
    ("第 1 条", [("第 1 条", 1)]),
]
FORMS = [
    ("完成率为.5%", [(".5%", 0.5)]),
    ("比重为.35", [(".35", 0.35)]),
    ("共.5个", [("5个", 5)]),
    ("产量3.2×10⁴吨", [("3.2×10⁴吨", 32000)]),
    ("产量3.2x10^4吨", [("3.2x10^4吨", 32000)]),
    ("产量10⁴吨", [("10⁴吨", 10000)]),
    ("浓度2.5×10⁻³克", [("2.5×10⁻³克", 0.0025)]),
    ("共1.2e5人", [("1.2e5人", 120000)]),
    ("面积300m²", [("300m²", 300)]),
    ("占½", [("½", 0.5)]),
    ("1¾小时", [("1¾小时", 1.75)]),
    ("三又四分之一", [("三又四分之一", 3.25)]),
    ("3又二分之一倍", [("3又二分之一倍", 3.5)]),
    ("4万万元", [("4万万元", 400000000)]),
    ("四万万人", [("四万万人", 400000000)]),
    ("两亿亿", [("两亿亿", 20000000000000000)]),
    ("千千万万", []),
    ("三成五", [("三成五", 3.5)]),
    ("三成半", [("三成半", 3.5)]),
    ("七八成群众", [("七八成", (7, 8))]),
    ("半成", [("半成", 0.5)]),
    ("半成品", []),
    ("一半以上", [("一半以上", 0.5)]),
    ("半数以上", [("半数以上", 0.5)]),
    ("百分百", [("百分百", 100)]),
    ("百分之百", [("百分之百", 100)]),
    ("百儿八十人", [("百儿八十人", (80, 100))]),
    ("千儿八百块钱", [("千儿八百块钱", (800, 1000))]),
    ("死亡率20.5/十万", [("20.5/十万", 20.5)]),
    ("发生率3/万", [("3/万", 3)]),
    ("两块五", [("两块五", 2.5)]),
    ("宽两米三，", [("两米三", 2.3)]),
    ("百分之四十二万分之五", [("百分之四十二", 42), ("万分之五", 0.0005)]),
    ("捐款三⼗五元", [("三十五元", 35)]),
    ("⼆百元", [("二百元", 200)]),
    ("三⼗五元", [("三十五元", 35)]),
]
PRICES = [
    ("工资三千一个月", [("三千", 3000), ("一个月", 1)]),
    ("检查五百一次", [("五百", 500), ("一次", 1)]),
    ("三百一天", [("三百", 300), ("一天", 1)]),
    ("五百一斤", [("五百", 500), ("一斤", 1)]),
    ("两块五一斤", [("两块五", 2.5), ("一斤", 1)]),
    ("两百二一晚", [("两百二", 220), ("一晚", 1)]),
    ("一百一", [("一百一", 110)]),
    ("一千零一人", [("一千零一人", 1001)]),
    ("共1.5e3户，住2e3栋", [("1.5e3户", 1500), ("2", 2), ("3栋", 3)]),
]
CHANGES = [
    ("学校增加20所至70所", [("20所", 20), ("70所", 70)]),
    ("人数减少30人至200人", [("30人", 30), ("200人", 200)]),
    ("提高5个百分点到60%", [("5个百分点", 5), ("60%", 60)]),
    ("上调了约50元至300元", [("约50元", 50), ("300元", 300)]),
    ("每户增加300元至500元", [("300元至500元", (300, 500))]),
    ("成本降低5%至10%", [("5%至10%", (5, 10))]),
    ("每组15至20人", [("15至20人", (15, 20))]),
    ("增加20至30人", [("20至30人", (20, 30))]),
    ("由20所增至70所", [("20所", 20), ("70所", 70)]),
    ("投资3-5个亿元", [("3-5个亿元", (300000000, 500000000))]),
    ("投资3至5个亿", [("3至5个亿", (300000000, 500000000))]),
    ("8000万—1亿元", [("8000万-1亿元", (80000000, 100000000))]),
]
RATIOS = [
    ("三次产业结构为5.8:41.2:53.0", "5.8:41.2:53.0", (5.8, 41.2, 53)),
    ("由15.9∶46.4∶37.7调整", "15.9:46.4:37.7", (15.9, 46.4, 37.7)),
    ("结构由12:40:48调整为10:42:48", "10:42:48", (10, 42, 48)),
    ("师生比1:15", "1:15", (1, 15)),
    ("按1:1配套资金", "1:1", (1, 1)),
    ("以3:1的比例兑换", "3:1", (3, 1)),
    ("床护比为1：0.4", "1:0.4", (1, 0.4)),
    ("按3比1配备", "3比1", (3, 1)),
    ("按三比一的比例", "三比一", (3, 1)),
    ("比例约1:500", "约1:500", (1, 500)),
]
WRITTEN = [*SIGNS, *TOGETHER, *BLANKS, *FORMS, *PRICES, *CHANGES]


def stated(quantity):
    """The value as a float, or both ends."""
    if quantity.value is not None:
        return float(quantity.value)
    return quantity.low, quantity.high


@pytest.mark.parametrize(("text", "expected"), WRITTEN, ids=[text for text, _ in WRITTEN])
def test_written_forms(text, expected):
    """A number has the characters and the value that a reader of the sentence gives it."""
    folded = fold(text)
    found = [(folded[q.start : q.end], stated(q)) for q in read(folded) if folded[q.start] != "数"]
    assert found == expected


@pytest.mark.parametrize(("text", "surface", "parts"), RATIOS)
def test_a_ratio_is_one_figure_with_parts(text, surface, parts):
    """A ratio has no value, the unit 比 and its numbers, and no time of day is read from it."""
    (mention,) = [
        mention for mention in scan(text).mentions if mention.unit == "比" and fold(mention.surface) == surface
    ]
    assert (mention.role, mention.value, mention.low, mention.high) == ("figure", None, None, None)
    assert mention.parts == parts


@pytest.mark.parametrize(
    "text", ["会议14:20开始", "3:2战胜对手", "比分25:20", "以3比1获胜", "14:20:33", "今年比去年好"]
)
def test_times_and_scores_are_no_ratios(text):
    """A colon or 比 alone makes no ratio."""
    assert [mention for mention in scan(text).mentions if mention.parts] == []


@pytest.mark.parametrize(
    "text",
    [
        "转移群众1��2万人",
        "转移群众12??万人",
        "转移1□2万人",
        "转移�12万人",
        "支出I23元",
        "走访l27户",
        "安置1O0户",
        "增长O.5%",
    ],
)
def test_damaged_numerals_and_look_alikes_are_not_read(text):
    """No part of a numeral that can't be read is a mention, and the scan says where it is."""
    found = scan(text)
    assert found.mentions == ()
    assert found.unread or [part for part in found.damaged if part.numeral]


def test_a_long_run_of_bare_numbers_is_one_name():
    """Data that no person wrote as prose is one mention; a list of a sentence is not."""
    found = scan("编码" + "1," * 200 + "1。共设置采样点97个。").mentions
    assert [(mention.role, mention.value) for mention in found] == [("name", None), ("figure", 97)]
    assert len(scan("分别为" + "1、" * 20 + "1个。").mentions) == 21


def reads(kind, text):
    """Whether the rules read from a text what its kind in the table says."""
    found = read(fold(text))
    if kind == "change":
        return len(found) == 2
    if kind == "balance":
        return found[-1].value < 0
    return bool(found[-1].parts) is kind.startswith("ratio")


@pytest.mark.parametrize("row", table("adjoining"), ids=lambda row: row[2])
def test_each_row_of_the_words_beside_numbers_has_its_effect(row):
    """The example of a row has the words, and what they make of its numbers."""
    kind, pattern, example = row
    assert re.search(pattern, fold(example))
    assert reads(kind, example)


ISOLATED = [
    ("廿", 20), ("卅三", 33), ("卌二", 42), ("兩百", 200), ("两千五", 2500), ("一百零八", 108), ("一百八", 180),
    ("負一百二十萬", -1200000), ("负 七", -7), ("- 1,200,000", -1200000), ("1.2M", 1200000), ("-1200K", -1200000),
    (".0012G", 1200000), ("四點一", 4.1), ("1點8", 1.8), ("半", 0.5), ("一半", 0.5), ("三個半", 3.5), ("十 五", 15),
    ("一百 五十 万", 1500000), ("三 百 二 十", 320), ("1 000 000", 1000000), ("1e10", 10**10), ("1E-2", 0.01),
    ("2^10", 1024), ("1.1^2", 1.21), ("10⁶", 10**6), ("负三又二分之一", -3.5), ("壹仟贰佰叁拾肆", 1234), ("一万零百一十一", 10111),
    ("一百点123", 100.123), ("二十八万三千八百一十八点二八万", 2838182800),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), ISOLATED)
def test_a_string_that_is_one_number(text, value):
    """However it is spaced and whatever its suffix, it is read as one."""
    ((start, end, found),) = values(text)
    assert (start, end) == (0, len(text))
    assert float(found) == pytest.approx(value, rel=1e-12)
