"""Dates: what is read as a date or a time, what is not, and from where a missing year comes."""

import json
import time
from array import array
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import resources
from summarizer.folding import fold
from summarizer.models import DateMention, Field, Span, Text
from summarizer.scanning.dates import reader as dates

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted(ROOT.glob("seeds/*.txt"))


def text_of(raw, start=0, fields=()):
    """A Text that keeps all of `raw[start:]`, character by character."""
    offsets = range(start, len(raw))
    ends = array("l", (offset + 1 for offset in offsets))
    return Text(raw[start:], fold(raw[start:]), array("l", offsets), ends, fields=tuple(fields))


def front_matter(raw, name):
    start = raw.index(f"{name}: ") + len(name) + 2
    value = raw[start:].splitlines()[0]
    return Field(name, value, Span(start, start + len(value)))


def seed(path):
    with path.open(encoding="utf-8", newline="") as file:
        raw = file.read()
    if "date: " not in raw:
        return raw, text_of(raw)
    return raw, text_of(raw, raw.index("<div>"), [front_matter(raw, "date")])


def read(raw, published=None):
    """Surface → iso of all that `raw` states, on a page published that day."""
    return {m.surface: m.iso for m in mentions(raw, published)}


def mentions(raw, published=None):
    return dates.read(text_of(raw), {"date": published} if published else {}).mentions


def published(raw, **columns):
    return dates.read(text_of(raw), columns).published


@pytest.mark.parametrize(
    ("number", "iso", "inferred"),
    [
        (0, "2021-12-03", False),
        (1, "2021-10-25", False),
        (2, "2022-04-07", False),
        (3, "2020-02-11", True),
        (4, "2022-03-23", False),
    ],
)
def test_the_published_date_of_each_seed_is_found(number, iso, inferred):
    found = dates.read(seed(SEEDS[number])[1]).published
    assert (found.iso, found.inferred) == (iso, inferred)


def test_the_year_of_a_dateline_comes_from_a_lunar_day_further_down():
    """Nothing but 1月26日(正月初二) tells the year of the fourth seed, and the reason says so."""
    assert "正月初二 only in 2020" in dates.read(seed(SEEDS[3])[1]).published.reason


def test_each_mention_is_the_raw_slice_that_its_span_names():
    for path in SEEDS:
        raw, text = seed(path)
        for mention in dates.read(text).mentions:
            assert raw[mention.start : mention.end] == mention.surface


def test_the_seeds_state_the_dates_and_times_known_of_them():
    expected = {
        0: [("03 Dec 2021", "2021-12-03"), ("08:57:27", "08:57:27Z"), ("12月3日", "2021-12-03")],
        1: [
            ("21-10-25", "2021-10-25"),
            ("16:43", "16:43"),
            ("8点钟", "08:00"),
            ("昨天晚上", None),
            ("今早", None),
            ("7点", "07:00"),
            ("今天", None),
        ],
        2: [("07 Apr 2022", "2022-04-07"), ("06:38:50", "06:38:50Z"), ("3月17日", "2022-03-17")],
        3: [
            ("2月11日", "2020-02-11"),
            ("2月9日", "2020-02-09"),
            ("2月8日", "2020-02-08"),
            ("1月26日", "2020-01-26"),
            ("正月初二", "2020-01-26"),
        ],
        4: [("2022-03-23", "2022-03-23"), ("23:25:11", "23:25:11")],
    }
    vague = {"近日", "近年来", "目前", "截至目前"}
    for number, wanted in expected.items():
        found = dates.read(seed(SEEDS[number])[1]).mentions
        assert [(m.surface, m.iso) for m in found if m.surface not in vague] == wanted


@pytest.mark.parametrize("name", ["dateforms", "datewords"])
def test_each_row_of_the_tables_reads_its_own_example(name):
    """The text in [brackets] is the date; an example without brackets has none."""
    for reading, _, example in resources.table(name):
        before, _, rest = example.partition("[")
        surface, _, _ = rest.partition("]")
        found = {(m.start, m.surface) for m in mentions(example.replace("[", "").replace("]", ""))}
        assert ((len(before), surface) in found) if surface else (not found and reading == "no"), example


STATED = [
    ("二〇二一年十二月三日", "2021-12-03"),
    ("2021 年 12 月 3 日", "2021-12-03"),
    ("2021年12月", "2021-12"),
    ("2021年", "2021"),
    ("2021/12/3", "2021-12-03"),
    ("2021.12.03", "2021-12-03"),
    ("２０２１年１２月３日", "2021-12-03"),
    ("2019-2021年", "2019/2021"),
    ("2016年至2020年", "2016/2020"),
    ("2021年1-10月", "2021-01/2021-10"),
    ("2021年上半年", "2021-01/2021-06"),
    ("2021年前三季度", "2021-01/2021-09"),
    ("2023年第一季", "2023-01/2023-03"),
    ("2021年3月1日—4月15日", "2021-03-01/2021-04-15"),
    ("2021年12月28日至1月3日", "2021-12-28/2022-01-03"),
    ("2021年12月至2022年3月", "2021-12/2022-03"),
    ("2022年末", "2022"),
    ("2021年12月底", "2021-12"),
    ("2020年春节", "2020-01-25"),
    ("2021年除夕", "2021-02-11"),
    ("公元220年", "0220"),
    ("20世纪90年代", "1990/1999"),
    ("“十四五”期间", "2021/2025"),
    ("“十三五”時期", "2016/2020"),
    ("2023年5月3日", "2023-05-03"),
    ("二O二二年三月五日", "2022-03-05"),
    ("2022-23年度", "2022/2023"),
    ("2020/2021学年", "2020/2021"),
    ("2022年首三季", "2022-01/2022-09"),
    ("2022年二、三季度", "2022-04/2022-09"),
    ("2022年头两个月", "2022-01/2022-02"),
    ("二十世纪九十年代", "1990/1999"),
    ("二十世紀二三十年代", "1920/1939"),
    ("上世纪70至80年代", "1970/1989"),
]


@pytest.mark.parametrize(("surface", "iso"), STATED)
def test_a_full_date_is_read_as_it_stands(surface, iso):
    assert read(f"全縣{surface},共完成造林。") == {surface: iso}


BY_PUBLISHED = [
    ("12月20日", "2022-01-10", "2021-12-20", "12月20日,全县开工"),
    ("1月5日", "2022-01-10", "2022-01-05", "1月5日,全县开工"),
    ("5月1日", "2022-04-20", "2022-05-01", "大桥将于5月1日通车"),
    ("1月", "2021-12-03", "2022-01", "新校舍预计1月启用"),
    ("12月底", "2021-10-09", "2021-12", "12月底前全部完工"),
    ("3月底", "2022-04-07", "2022-03", "3月底前已全部完成"),
    ("今年", "2022-01-10", "2022", "今年以来,新增就业"),
    ("去年12月", "2022-01-10", "2021-12", "去年12月建成"),
    ("去年同期", "2022-01-10", None, "比去年同期增长5%"),
    ("本月", "2022-01-10", "2022-01", "本月起实施"),
    ("上月", "2022-01-10", "2021-12", "上月完成投资"),
    ("昨日", "2022-01-01", "2021-12-31", "记者昨日从县里获悉"),
    ("明年", "2021-12-03", "2022", "明年建成"),
    ("3日", "2021-12-05", "2021-12-03", "记者3日从应急局获悉"),
    ("30日", "2021-12-05", "2021-11-30", "记者30日从应急局获悉"),
    ("上半年", "2022-07-20", "2022-01/2022-06", "上半年,全市生产总值"),
    ("1-10月", "2022-03-23", "2021-01/2021-10", "1-10月,全市进出口"),
    ("前10个月", "2021-11-18", "2021-01/2021-10", "前10个月外贸增长"),
    ("一季度", "2022-04-18", "2022-01/2022-03", "一季度,规上工业"),
    ("春节", "2022-01-20", "2022-02-01", "春节期间供应充足"),
    ("7月21日", "2021-07-22", "2021-07-21", "截至7月21日8时,全县转移"),
    ("2月29日", "2022-03-01", "2020-02-29", "2月29日启动响应"),
    ("5月3日", "2023-05-03", "2023-05-03", "運輸署5月3日公布"),
]


@pytest.mark.parametrize(("surface", "day", "iso", "raw"), BY_PUBLISHED)
def test_what_a_date_leaves_out_comes_from_the_published_date(surface, day, iso, raw):
    found = read(raw, day)
    assert found.get(surface) == iso


PAGES = [
    ("今年1-4月,完成投资", "2022-05-20", {"今年1-4月": "2022-01/2022-04"}),
    ("1—11月,全市进出口", "2022-12-20", {"1—11月": "2022-01/2022-11"}),
    ("2022年末常住人口7万人,比上年末减少", "2023-04-02", {"2022年末": "2022", "上年末": "2021"}),
    ("比上年同期增长5%", "2022-04-20", {"上年": "2021"}),
    ("7月,产量3吨,比上年增长", "2022-01-20", {"7月": "2021-07", "上年": "2020"}),
    ("自2021年以来,近三年", "2022-01-20", {"2021年": "2021"}),
    ("2021年度考核", "2022-01-20", {"2021年": "2021"}),
    ("截至11日24时,累计确诊", "2022-03-12", {"11日": "2022-03-11", "24时": "24:00"}),
    ("3日凌晨,溃口合龙", "2022-07-05", {"3日": "2022-07-03"}),
    ("30日夜间至31日白天", "2022-07-30", {"30日": "2022-07-30", "31日": "2022-07-31"}),
    (
        "7月20日8时至21日8时,全县平均降雨",
        "2022-07-22",
        {"7月20日": "2022-07-20", "21日": "2022-07-21", "8时": "08:00"},
    ),
    ("农历腊月二十三,小年", "2022-01-20", {"农历腊月二十三": "2022-01-25"}),
    ("将于本月15日开工", "2022-01-10", {"本月": "2022-01", "15日": "2022-01-15"}),
    ("7月3日停工,次日复工", "2022-07-09", {"7月3日": "2022-07-03", "次日": "2022-07-04"}),
    ("7月3日当晚9时许", "2022-07-09", {"7月3日": "2022-07-03", "当晚": "2022-07-03", "9时": "21:00"}),
    ("今晨6時42分發生火警", "2023-12-05", {"今晨": "2023-12-05", "6時42分": "06:42"}),
    ("昨(3)日公布", "2023-12-04", {"3": "2023-12-03"}),
    ("去年首三季火警213宗", "2023-12-05", {"去年首三季": "2022-01/2022-09"}),
    ("建县于清雍正十三年(1735年)", "2023-12-05", {"十三年": "1735", "1735年": "1735"}),
    ("民国23年置县,洪武元年筑城", "2023-12-05", {"23年": "1934", "元年": "1368"}),
    ("在绍兴三年,开元集团", "2023-12-05", {}),
    ("周五(3月5日)", "2022-04-01", {"3月5日": "2021-03-05"}),
]


@pytest.mark.parametrize(("raw", "day", "wanted"), PAGES)
def test_the_forms_of_communiques_bulletins_and_notices(raw, day, wanted):
    """What county profiles, statistics, flood bulletins and press releases say of time."""
    assert read(raw, day) == wanted


def test_what_was_supplied_is_marked_with_its_reason():
    (mention,) = mentions("12月3日,全县开工", "2021-12-05")
    assert mention.inferred
    assert mention.reason == "year from the published date 2021-12-05"


def test_what_is_stated_in_full_is_not_marked():
    (mention,) = mentions("2021年12月3日,全县开工", "2021-12-05")
    assert (mention.inferred, mention.reason) == (False, None)


def test_without_evidence_the_year_stays_unknown():
    found = mentions("12月3日,全县开工。12月1日至5日。10月。近日。")
    assert [m.iso for m in found] == ["--12-03", "--12-01/--12-05", "--10", None]
    assert not any(m.inferred for m in found)


CARRIED = [
    ("2019年6月3日开工,12月竣工。", {"2019年6月3日": "2019-06-03", "12月": "2019-12"}),
    ("2020年2月3日启动。2月9日,全县设卡。", {"2020年2月3日": "2020-02-03", "2月9日": "2020-02-09"}),
    ("2021年12月28日开工,1月5日停工。", {"2021年12月28日": "2021-12-28", "1月5日": "2022-01-05"}),
    ("12月3日开工,5日停工。", {"12月3日": "2022-12-03", "5日": "2022-12-05"}),
    ("11月30日开工,2日停工。", {"11月30日": "2022-11-30", "2日": "2022-12-02"}),
    ("2016年建成,同年12月通车。", {"2016年": "2016", "同年12月": "2016-12"}),
    ("2022年全县脱贫。一季度,全县植树。", {"2022年": "2022", "一季度": "2022-01/2022-03"}),
    ("2022年增长3%,比上年快。", {"2022年": "2022", "上年": "2021"}),
    ("2024年1月1日起放假,1月1日至3日停工。", {"2024年1月1日": "2024-01-01", "1月1日至3日": "2024-01-01/2024-01-03"}),
    ("每年3月5日植树,每月15日清扫。", {"3月5日": "--03-05", "15日": None}),
    ("3月5日开工,当日浇筑,次日停工。", {"3月5日": "2023-03-05", "当日": "2023-03-05", "次日": "2023-03-06"}),
]


@pytest.mark.parametrize(("raw", "wanted"), CARRIED)
def test_a_date_leans_on_the_one_before_it(raw, wanted):
    assert read(raw, "2023-04-01") == wanted


def test_a_year_does_not_carry_over_to_a_later_sentence():
    """自2016年 says nothing of the day that the next sentence tells of."""
    assert read("公司成立于2016年。1月5日,公司捐款。", "2022-01-10")["1月5日"] == "2022-01-05"


def test_a_weekday_decides_between_years():
    assert read("3月5日(星期五),开工。", "2022-04-01")["3月5日"] == "2021-03-05"


def test_of_the_years_that_a_clue_allows_the_nearest_to_the_published_date_counts():
    assert read("端午节(6月25日)", "2020-02-10")["6月25日"] == "2020-06-25"


def test_a_weekday_that_is_a_slip_does_not_move_the_year_far():
    assert read("3月5日(星期二),开工。", "2022-04-01")["3月5日"] == "2022-03-05"


def test_of_several_years_that_a_weekday_allows_the_pandemic_decides():
    assert read("2月10日(星期一),新冠肺炎疫情防控")["2月10日"] == "2020-02-10"
    assert read("2月10日(星期一),春耕")["2月10日"] == "--02-10"


@pytest.mark.parametrize("raw", ["农历正月初二(1月26日)", "1月26日(农历正月初二)", "1月26日,正月初二"])
def test_a_lunar_day_and_a_solar_one_tell_the_year_together(raw):
    assert set(read(raw).values()) == {"2020-01-26"}


TIMES = [
    ("上午9时30分", "9时30分", "09:30"),
    ("晚8时许", "8时", "20:00"),
    ("下午三時三十分", "三時三十分", "15:30"),
    ("每天9:00-11:30开放", "9:00-11:30", "09:00/11:30"),
    ("下午2点至5点", "2点至5点", "14:00/17:00"),
    ("凌晨12点", "12点", "00:00"),
    ("凌晨2时", "2时", "02:00"),
    ("中午1点", "1点", "13:00"),
    ("夜里2时", "2时", "02:00"),
    ("晚上8点半", "8点半", "20:30"),
    ("香港時間15時30分", "15時30分", "15:30"),
    ("7月20日8时至21日8时", "8时", "08:00"),
    ("0-24时", "0-24时", "00:00/24:00"),
]


@pytest.mark.parametrize(("raw", "surface", "iso"), TIMES)
def test_a_time_of_day_is_read_by_the_clock_of_24_hours(raw, surface, iso):
    found = [m for m in mentions(raw) if m.kind == "time"]
    assert (found[0].surface, found[0].iso) == (surface, iso)


NEITHER = [
    "24小时值守",
    "14天",
    "2日内办结",
    "1800余名",
    "提出三点要求",
    "3点意见",
    "12345热线",
    "“1+1+1”机制",
    "3:2",
    "比分21:15",
    "几点",
    "一点一滴",
    "3月龄",
    "5年",
    "三年行动",
    "10年来",
    "每月",
    "每日",
    "1.5时",
    "V2.1.3",
    "十月怀胎",
    "128公里",
    "3个月",
    "连续5日",
    "为期3日",
    "行政拘留10日",
    "1-2日内",
    "15日龄",
    "一时间",
    "同时",
    "不时",
    "第一时间",
    "5G时代",
    "工业4.0时代",
    "项目前期",
    "97个点",
    "3-5户",
    "114107人",
    "62010002000486号",
    "七一",
    "八一路",
    "三月三",
    "第3日",
    "每3日一次",
    "距今1800年",
    "2000年前",
    "5.12%",
    "上涨5点",
    "192.168.1.12",
    "400-800-1234",
    "13:0",
    "1:100",
    "十二条",
    "2022号",
    "3号楼",
    "三日",
    "一日三餐",
    "百日攻坚",
    "以上年龄",
    "说明年份",
]


@pytest.mark.parametrize("raw", NEITHER)
def test_what_only_looks_like_a_date_is_none(raw):
    assert read(f"落实{raw},确保到位", "2022-01-10") == {}


def test_two_digit_years_are_read_by_the_other_evidence_of_the_page():
    assert read("21-10-25 16:43 来源:中国甘肃网")["21-10-25"] == "2021-10-25"
    assert read("25-10-21 16:43 来源:中国甘肃网", "2021-10-26")["25-10-21"] == "2021-10-25"


BYLINES = [
    ("城镇新增就业增长\n发布时间:2022-03-23 10:00 来源:统计局\n正文。", "2022-03-23"),
    ("标题\n2022年3月23日 来源:县政府办\n正文。", "2022-03-23"),
    ("标题\n時間:2022-03-23 23:25:11來源:中國甘肅在線編輯:趙小春點擊:", "2022-03-23"),
    ("标题\n本报12月3日讯(记者张三)2021年12月2日,全县", "2021-12-03"),
    ("新华社北京2021年12月3日电 全国", "2021-12-03"),
    ("運輸署公布安排\n正文。\n完\n2023年5月3日(星期三)\n香港時間17時30分", "2023-05-03"),
    ("标题\n中新网哈尔滨2月11日电 全省设卡。", "--02-11"),
    ("标题\n青山县统计局　2022年4月2日\n全年增长。", "2022-04-02"),
    ("标题\n2022-10-11 17:58:03 青山县人民政府网\n新华社兰州10月10日电 全县", "2022-10-11"),
    ("標題\n撰文：陳一心　出版：2023-12-05 14:32　更新：2023-12-06 18:07\n正文。", "2023-12-05"),
    ("标题\n更新时间:2022-03-25\n发布时间:2022-03-23\n正文。", "2022-03-23"),
    ("关于放假的通知\n全县放假3天。\n青山县人民政府办公室\n二〇二二年三月二十三日", "2022-03-23"),
]


@pytest.mark.parametrize(("raw", "iso"), BYLINES)
def test_the_published_date_stands_in_the_byline_the_dateline_or_on_a_line_of_its_own(raw, iso):
    assert published(raw).iso == iso


def test_a_date_told_in_the_article_is_not_the_published_one():
    assert published("标题\n全县造林。2021年3月5日,县里开会。据新华社3月5日报道,全国造林。") is None
    assert published("2021年3月5日,记者从县里获悉水的来源\n全县造林。") is None
    assert published("大事记\n2021年3月5日 县里召开会议\n2021年3月9日 全县造林") is None


def test_a_field_is_trusted_more_than_the_byline_and_a_column():
    raw = "date: 2022-05-01\n发布时间:2022-05-02 来源:县政府办"
    text = text_of(raw, 17, [front_matter(raw, "date")])
    assert dates.read(text, {"date": "2022-05-03"}).published.iso == "2022-05-01"


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_in_a_column_is_what_the_same_day_with_a_blank_before_it_is(day):
    plain, spaced = (dates.read(text_of("标题"), {"date": f"{blank}{day}"}).published for blank in ("", " "))
    assert plain is not None
    assert plain == spaced


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("Fri, 03 Dec 2021 20:57:27 GMT", "2021-12-04"),
        ("2021-12-03T16:30:00Z", "2021-12-04"),
        ("2021-12-03T16:30:00+08:00", "2021-12-03"),
        ("2021-12-03 16:30:00", "2021-12-03"),
        ("2021年12月3日", "2021-12-03"),
        ("December 3, 2021", "2021-12-03"),
        ("20211203", "2021-12-03"),
    ],
)
def test_a_column_is_put_into_beijing_time(value, iso):
    assert published("标题", pub_date=value).iso == iso


def test_a_field_that_is_no_date_is_not_searched_for_one():
    """An image's address has a date in it that nobody stated."""
    entry = Field("headimg", "http://a.example/2021/12/03/1.jpeg", Span(0, 34))
    assert dates.read(text_of("标题", fields=[entry])).mentions == ()


@pytest.mark.parametrize("value", ["", "昨天", "99-99-99", "2021-02-30", None, 0, "Fri, 03 Dec 2021 99:99:99 +9999"])
def test_a_column_that_says_nothing_costs_nothing(value):
    found = published("标题", date=value)
    assert found is None or found.iso.startswith("2021")


def test_a_day_that_never_was_has_no_day_in_its_iso():
    (mention,) = mentions("2021年2月30日,全县")
    assert (mention.iso, mention.reason) == ("2021", "there is no such day")


ALPHABET = "0123456789年月日号时点:-/.·至到()“”农历正腊初廿十一二三百元民国今去昨当同本天前上下半中旬季度周星期五届代QT,。 \n縣"


@given(st.text(alphabet=ALPHABET, max_size=80), st.sampled_from(["", "2022-01-10", "2020-02-29"]))
def test_any_text_is_read_without_overlaps_and_in_order(raw, day):
    found = mentions(raw, day)
    assert all(isinstance(m, DateMention) and raw[m.start : m.end] == m.surface for m in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all(m.reason for m in found if m.inferred)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["1", "一", "1 ", "前", "12:", "2021-", "(", "“"])
def test_a_line_of_a_quarter_of_a_million_characters_ends_in_seconds(unit):
    assert seconds(unit, 250_000) < 10


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        *("1月", "3日", "2021年", "1月1日", "正月初二", "昨天“", "21-10-25", "3月5日(星期六)", "1、"),
        *("7", "<", "县", "二", "1月1日至", "雍正三年", "元年", "周五("),
    ],
)
def test_time_grows_with_the_length_of_a_hostile_line_and_no_faster(unit):
    """A square would take sixteen times as long."""
    assert seconds(unit, 60_000) < 8 * seconds(unit, 15_000) + 0.5


def seconds(unit, length):
    text = text_of(unit * (length // len(unit)))
    start = time.process_time()
    dates.read(text, {"date": "2022-01-10"})
    return time.process_time() - start


def test_the_gold_dates_are_json_that_survives_a_round_trip():
    """Both iso and reason go into reports.jsonl as they are."""
    found = [[m.surface, m.iso, m.reason] for m in dates.read(seed(SEEDS[3])[1]).mentions]
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found
