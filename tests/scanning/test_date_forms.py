"""Forms of dates: what pages of offices, newspapers and of Taiwan and Hong Kong write, and to which year a word belongs."""

from array import array

import pytest

from summarizer import scan
from summarizer.folding import fold
from summarizer.models import Text
from summarizer.scanning.dates import reader as dates


def read(raw, published=None):
    """Surface → iso of all that `raw` states, on a page published that day."""
    offsets = range(len(raw))
    text = Text(raw, fold(raw), array("l", offsets), array("l", (offset + 1 for offset in offsets)))
    return {m.surface: m.iso for m in dates.read(text, {"date": published} if published else {}).mentions}


FORMS = [
    ("发布日期：20240709 来源：县政府", "20240709", "2024-07-09"),
    ("本报20240709讯", "20240709", "2024-07-09"),
    ("2022 11 23 来源：县融媒体中心", "2022 11 23", "2022-11-23"),
    ("2024年元月9日开工", "2024年元月9日", "2024-01-09"),
    ("2022 年 11 月 23 日开工", "2022 年 11 月 23 日", "2022-11-23"),
    ("2024-07-0908:30", "2024-07-09", "2024-07-09"),
    ("“scrapedAt”: 2025-11-30T16:04:35.649Z", "16:04:35", "16:04:35"),
    ("民國113年5月6日新增8例", "113年5月6日", "2024-05-06"),
    ("民國一百一十三年核定", "一百一十三年", "2024"),
    ("113年5月6日新增8例", "113年5月6日", "2024-05-06"),
    ("發布日期：113-07-09", "113-07-09", "2024-07-09"),
    ("臺北市112年度預算較111年度成長", "112年", "2023"),
    ("臺北市98年5月6日成立,113年度預算", "98年5月6日", "2009-05-06"),
    ("二○二三／二四年度預算", "二○二三／二四年度", "2023/2024"),
    ("2023-2024学年开学", "2023-2024学年", "2023/2024"),
    ("图2:2011-2015三次产业增加值", "2011-2015", "2011/2015"),
    ("2022年统计公报 2022\n正文", "2022", "2022"),
    ("【原刊期号】199604", "199604", "1996-04"),
    ("夜里7点，停电", "7点", "19:00"),
    ("2024年Q3营收", "2024年Q3", "2024-07/2024-09"),
    ("2024Q1增长", "2024Q1", "2024-01/2024-03"),
    ("“7·20”特大暴雨", "7·20", "--07-20"),
    ("成立70周年", "70周年", None),
    ("周三晚转移20人", "周三晚", None),
    ("会议改在星期五举行", "星期五", None),
    ("2022年扩建，年底完工", "年底", None),
]


@pytest.mark.parametrize(("raw", "surface", "iso"), FORMS)
def test_a_form_is_read_wherever_a_page_writes_it(raw, surface, iso):
    found = read(raw)
    assert surface in found or iso is None
    assert found.get(surface) == iso


BY_DAY = [
    ("元月16日开工", "2024-02-01", "元月16日", "2024-01-16"),
    ("前10月进出口", "2023-11-20", "前10月", "2023-01/2023-10"),
    ("前十月比去年同期增長", "2023-11-20", "前十月", "2023-01/2023-10"),
    ("11／23（周四）开工", "2023-12-01", "11／23", "2023-11-23"),
    ("上周三开会", "2024-05-10", "上周三", "2024-05-01"),
    ("本周五开会", "2024-05-08", "本周五", "2024-05-10"),
    ("本月5號開會", "2024-06-10", "5號", "2024-06-05"),
    ("五月初开工，中旬完工", "2024-05-20", "中旬", "2024-05"),
    ("2022年扩建，年底前完工", "2023-05-20", "年底", "2022"),
    ("春节的除夕、初一两天", "2024-01-24", "初一", "2024-02-10"),
    ("上一年度收入300万元", "2024-03-01", "上一年", "2023"),
]


@pytest.mark.parametrize(("raw", "day", "surface", "iso"), BY_DAY)
def test_what_a_form_leaves_out_comes_from_the_page(raw, day, surface, iso):
    assert read(raw, day)[surface] == iso


@pytest.mark.parametrize(
    ("raw", "years"),
    [
        ("2025全县招商推介会", ["2025"]),
        ("“2024赛季”开幕，2023届毕业生，2022级新生", ["2024", "2023", "2022"]),
        ("召开2024中国国际博览会", ["2024"]),
        ("2025名，2012人，2000万元，2030余户，2008家", []),
        ("共2030户，有2012党员", []),
    ],
)
def test_a_year_goes_without_its_word_where_no_unit_follows(raw, years):
    assert list(read(raw)) == years


@pytest.mark.parametrize(
    "raw",
    [
        "民國初年建校",
        "文件编号20240709已存",
        "学校创校113年",
        "隋大业三年",
        "每周三次例会",
        "本周五家企业开工",
        "每月5000元月租",
        "完成率1/3的农户",
        "比例5:5:5:5:5",
    ],
)
def test_what_only_looks_like_one_of_these_is_none(raw):
    assert read(raw, "2024-05-10") == {}


def test_a_year_of_three_digits_is_a_length_of_time_where_no_page_of_taiwan_says_it():
    assert read("学校有112年历史，用了98年") == {}


@pytest.mark.parametrize("raw", ["3月5日(星期六)", "星期六（3月5日）", "2022-03-05 08:33:21 星期六"])
def test_the_weekday_beside_a_date_is_no_date_of_its_own(raw):
    assert not any("星期" in surface for surface in read(raw, "2022-03-09"))


LAST_YEARS = [
    ("2023年增长5%，比上年快。\n工业增长4%，比上年快。\n农业比上年好。", "2024-03-01", "上年", "2022"),
    ("2022年，与2020年相比增长。比上年增长", "2023-03-01", "上年", "2021"),
    ("成立于2016年。\n2022年，比上年增长", "2023-03-01", "上年", "2021"),
    ("从2019年的5家增至2023年的8家，比上年多", "2024-03-01", "上年", "2022"),
    ("2022年，比去年同期增长", "2023-03-01", "去年", "2021"),
    ("2022年，比2020年增长，比前年增长", "2023-03-01", "前年", "2020"),
    ("去年完成3亿元，比上年增长", "2023-03-01", "上年", "2021"),
    ("2024年计划投资，本年完成", "2024-03-01", "本年", "2024"),
    ("建县于2003年。\n本年完成投资", "2015-10-21", "本年", "2015"),
    ("2022年，全县植树，今年又植树", None, "今年", "2022"),
    ("成立于2016年，今年又植树", None, "今年", None),
    ("两艘船于去年交付，2011年签约", "2015-04-20", "去年", "2014"),
]


@pytest.mark.parametrize(("raw", "day", "surface", "year"), LAST_YEARS)
def test_last_year_hangs_on_the_last_year_that_the_text_tells_of(raw, day, surface, year):
    """It never counts down through a text; years that are compared with, or in which something began, are no such year."""
    assert read(raw, day).get(surface) == year


def test_a_comparison_leaves_the_year_of_what_follows():
    assert read("2022年增长3%，比上年快，一季度植树", "2023-05-01")["一季度"] == "2022-01/2022-03"


@pytest.mark.parametrize(
    ("raw", "figures"),
    [
        ("周三晚转移20人。", [20]),
        ("上一年度收入300万元。", [3_000_000]),
        ("2025全县招商推介会签约12个项目。", [12]),
        ("民國113年5月6日新增8例。", [8]),
        ("民國113年度編列12億元。", [1_200_000_000]),
        ("建党100周年之际，发展党员12名。", [12]),
        ("二○二三／二四年度撥款5億元。", [500_000_000]),
    ],
)
def test_the_numbers_of_dates_are_no_figures(raw, figures):
    assert [mention.value for mention in scan(raw).mentions if mention.role == "figure"] == figures
