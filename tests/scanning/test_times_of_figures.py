"""The times of figures that stand beside those of another year, and pages of a city and of one in it."""

import pytest

from summarizer import scan
from summarizer.checking.coding import coded_period
from summarizer.scanning.analysis import Analysis

DATED = "某县经济运行情况\n发布日期：2023-07-20\n"


def times(text):
    found = Analysis(scan(DATED + text))
    periods = [found.context.facts(figure).period for figure in found.figures]
    return [period and period.iso for period in periods]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1—6月社零总额3.2亿元，上年同期为2.9亿元。", ["2023-01/2023-06", "2022-01/2022-06"]),
        ("截至2023年6月末建成基站820座，去年同期760座。", ["2023-06-30", "2022-06-30"]),
        ("1—6月社零总额3.2亿元，比上年同期增长5%。", ["2023-01/2023-06", "2023-01/2023-06"]),
        ("2022年造林4.8万亩，上年为4.5万亩。全年栽树30万株。", ["2022", "2021", "2022"]),
        ("2023年一季度一般公共预算收入1.5亿元。", ["2023-01/2023-03"]),
        ("截至2024年2月29日有学生820人，上年同期为760人。", ["2024-02-29", "2023-02-28"]),
    ],
)
def test_values_beside_those_of_another_year(text, expected):
    """上年同期 has the time of this year's value, a year before; 上年 does not make its year that of what follows."""
    assert times(text) == expected


def test_a_place_ends_in_a_word_that_compares():
    """泰和2022年 is no comparison with 2022."""
    text = "泰和县：稳中求进\n发布日期：2023-03-23\n截至2022年12月底有监测户810户。泰和2022年实现集体经济收入1.4亿元。"
    found = Analysis(scan(text))
    assert found.context.facts(found.figures[-1]).period.iso == "2022"


@pytest.mark.parametrize(
    ("words", "iso"), [("2023年12月底", "2023-12-31"), ("2023年末", "2023-12-31"), ("2023年", "2023")]
)
def test_ends_of_claimed_times(words, iso):
    """The end of a year or month that a model states is its last day."""
    assert coded_period(words, scan(DATED)).iso == iso


def test_a_column_of_growth():
    """A share in a column of growth is a growth."""
    page = "<h1>某县指标</h1><table><tr><th>指标</th><th>单位</th><th>全年</th><th>同比增长(%)</th></tr><tr><td>产值</td><td>亿元</td><td>14.3</td><td>-7.1</td></tr><tr><td>用电量</td><td>亿千瓦时</td><td>2.5</td><td>3.2</td></tr></table>"
    found = Analysis(scan(page))
    facts = [found.context.facts(figure) for figure in found.figures if figure.unit == "%"]
    assert [(each.aspect, each.direction, each.base) for each in facts] == [
        ("growth", "decrease", "yoy"),
        ("growth", "increase", "yoy"),
    ]


def test_a_page_of_a_city_is_not_of_a_city_in_it():
    """Where the title names the whole and the page says 全市 twice, the part with the same word does not take over."""
    text = (
        "绍兴市经济扫描\n发布日期：2023-03-20\n绍兴市全市收入60亿元。全市新增就业8万人。"
        "诸暨市收入7亿元。诸暨市新增就业9800人。诸暨市造林3万亩。诸暨市用电2亿千瓦时。诸暨市学位2470个。"
    )
    assert scan(text).region.name == "绍兴市"
