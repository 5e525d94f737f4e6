"""Quantities: number, sign, qualifiers and unit together."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.folding import fold
from summarizer.scanning.numbers import amounts, numerals, signs
from summarizer.scanning.numbers.quantities import read, values

# a sentence, the characters that the quantity covers, value, unit, qualifier
SINGLE = [
    ("共建成1,809个单元", "1,809个", 1809, "个", None),
    ("开展宣传近200场次", "近200场次", 200, "场次", "近"),
    ("已入户2.3万余次", "2.3万余次", 23000, "次", "余"),
    ("约 300 人参加", "约 300 人", 300, "人", "约"),
    ("面积１２．５万亩", "12.5万亩", 125000, "亩", None),
    ("两千三百多名党员", "两千三百多名", 2300, "名", "多"),
    ("出动325余人次", "325余人次", 325, "人次", "余"),
    ("带动就业约600余人", "约600余人", 600, "人", "约…余"),
    ("至少5000人", "至少5000人", 5000, "人", "至少"),
    ("上百名志愿者", "上百名", 100, "名", "上"),
    ("过万人", "过万人", 10000, "人", "过"),
    ("百余户", "百余户", 100, "户", "余"),
    ("满意度≥90%", "≥90%", 90, "%", "≥"),
    ("湿度＜60%", "<60%", 60, "%", "<"),
    ("耗时<=3天", "<=3天", 3, "天", "<="),
    ("偏差±2天", "±2天", 2, "天", "±"),
    ("访问3000+人次", "3000+人次", 3000, "人次", "+"),
    ("好评96%+", "96%+", 96, "%", "+"),
    ("播放20万+", "20万+", 200000, None, "+"),
    ("产值突破60亿元", "突破60亿元", 6000000000, "元", "突破"),
    ("引进7家内资企业", "7家", 7, "家", None),
    ("建成9个内河码头", "9个", 9, "个", None),
    ("控制在8人内。", "8人内", 8, "人", "内"),
    ("仍达不到20年一遇", "20年一遇", 20, "年一遇", None),
    ("取得突破6项", "6项", 6, "项", None),
    ("接待400来访群众", "400", 400, None, None),
    ("吸引30多元化投资", "30", 30, None, None),
    ("大陆五百多万册", "五百多万册", 5000000, "册", "多"),
    ("百分百满意", "百分百", 100, "%", None),
    ("装机300兆瓦", "300兆瓦", 300, "兆瓦", None),
    ("水压2兆帕", "2兆帕", 2, "兆帕", None),
    ("吞吐量90万TEU", "90万TEU", 900000, "TEU", None),
    ("检验46批(次)", "46批(次)", 46, "批(次)", None),
    ("处置80台（套）", "80台(套)", 80, "台(套)", None),
    ("借阅60万册次", "60万册次", 600000, "册次", None),
    ("下调15个基点", "15个基点", 15, "个基点", None),
    ("下降1.2个千分点", "1.2个千分点", Decimal("1.2"), "个千分点", None),
    ("贷款8000万元人民币", "8000万元人民币", 80000000, "元人民币", None),
    ("地租每坪900元", "900元", 900, "元", None),
    ("九部门联合", "九部门", 9, "部门", None),
    ("近百万条", "近百万条", 1000000, "条", "近"),
    ("30多万元", "30多万元", 300000, "元", "多"),
    ("64余万居民", "64余万", 640000, None, "余"),
    ("两个亿", "两个亿", 200000000, None, None),
    ("合格率99.5%以上", "99.5%以上", Decimal("99.5"), "%", "以上"),
    ("楼龄30年或以上", "30年或以上", 30, "年", "以上"),
    ("不超过0.2mg/kg", "不超过0.2mg/kg", Decimal("0.2"), "mg/kg", "不超过"),
    ("含量216mg/100ml", "216mg/100ml", 216, "mg/100ml", None),
    ("流量1.2万立方米每秒", "1.2万立方米每秒", 12000, "立方米每秒", None),
    ("时速120公里/小时", "120公里/小时", 120, "公里/小时", None),
    ("发病率12.3/10万", "12.3/10万", Decimal("12.3"), "/10万", None),
    ("补助每月500元/人·月", "500元/人·月", 500, "元/人·月", None),
    ("装机5千瓦", "5千瓦", 5, "千瓦", None),
    ("受灾面积11.6千公顷", "11.6千公顷", 11600, "公顷", None),
    ("辖5镇", "5镇", 5, "镇", None),
    ("下降了-3.2%", "-3.2%", Decimal("-3.2"), "%", None),
    ("气温零下5℃", "零下5℃", -5, "℃", None),
    ("负三十六元", "负三十六元", -36, "元", None),
    ("约占三成", "三成", 3, "成", None),
    ("二十年一遇", "二十年一遇", 20, "年一遇", None),
    ("翻两番", "两番", 2, "番", None),
    ("打八五折", "八五折", 85, "折", None),
    ("提高0.6个百分点", "0.6个百分点", Decimal("0.6"), "个百分点", None),
    ("提高0.6个点", "0.6个点", Decimal("0.6"), "个点", None),
    ("监测1,280个点位", "1,280个", Decimal(1280), "个", None),
    ("是去年的1.5倍", "1.5倍", Decimal("1.5"), "倍", None),
    ("增长3倍多", "3倍多", 3, "倍", "多"),
    ("百分之三十的人", "百分之三十", 30, "%", None),
    ("千分之三", "千分之三", 3, "‰", None),
    ("近三分之一", "近三分之一", Decimal(1) / 3, None, "近"),
    ("占1/4", "1/4", Decimal("0.25"), None, None),
    ("一个半小时", "一个半小时", Decimal("1.5"), "小时", None),
    ("一个半月", "一个半月", Decimal("1.5"), "个月", None),
    ("一成半", "一成半", Decimal("1.5"), "成", None),
    ("埋没民宅卅户", "卅户", 30, "户", None),
    ("经过半年多努力", "半年多", Decimal("0.5"), "年", "多"),
    ("提出四点意见", "四点", 4, "点", None),
    ("覆盖二十六地区", "二十六地区", 26, "地区", None),
    ("近一半", "近一半", Decimal("0.5"), None, "近"),
    ("女性超过一半。", "超过一半", Decimal("0.5"), None, "超过"),
    ("约半年", "约半年", Decimal("0.5"), "年", "约"),
    ("自然增长率-1.2‰", "-1.2‰", Decimal("-1.2"), "‰", None),
    ("三天半", "三天半", Decimal("3.5"), "天", None),
    ("等半天", "半天", Decimal("0.5"), "天", None),
    ("两个多月", "两个多月", 2, "个月", "多"),
    ("3年多", "3年多", 3, "年", "多"),
    ("123元1角1分", "123元1角1分", Decimal("123.11"), "元", None),
    ("壹佰捌拾壹圆柒角", "壹佰捌拾壹圆柒角", Decimal("181.7"), "元", None),
    ("三十出头", "三十出头", 30, None, "出头"),
    ("流水达150 多亿", "150 多亿", 15000000000, None, "多"),
    ("年薪 20 余万元", "20 余万元", 200000, "元", "余"),
    ("支出3亿2,500万元", "3亿2,500万元", 325000000, "元", None),
]

# low and high as the qualifiers make them
INTERVALS = [
    ("1500余名", 1500, 1600),
    ("近50人", 45, 50),
    ("约200万", 1800000, 2200000),
    ("近1500人", 1400, 1500),
    ("大半年", Decimal("0.5"), 1),
    ("半年多", Decimal("0.5"), 1),
    ("约2.3万人", 22000, 24000),
    ("300元上下", 270, 330),
    ("超过8600万元", 86000000, None),
    ("不足10%", None, 10),
    ("6小时内", None, 6),
    ("约600余人", 540, 700),
    ("3-5户", 3, 5),
    ("3—5万元", 30000, 50000),
    ("5—10亿元", 500000000, 1000000000),
    ("三至五人", 3, 5),
    ("20%~30%", 20, 30),
    ("3000元至5000元", 3000, 5000),
    ("7000万至9000万港元", 70000000, 90000000),
    ("13到17℃", 13, 17),
    ("-3~5℃", -3, 5),
    ("零下5℃至零下10℃", -10, -5),
    ("二三十户", 20, 30),
    ("两三百人", 200, 300),
    ("两三天内", 2, 3),
    ("数十人", 20, 99),
    ("数百人以上", 200, None),
    ("几百个", 200, 999),
    ("十几名", 11, 19),
    ("多轮次", None, None),
]

SEVERAL = [
    ("分别为5.1%和7.3%", ["5.1%", "7.3%"]),
    ("小区137个、单元1809个", ["137个", "1809个"]),
    ("63户187间", ["63户", "187间"]),
    ("辖5镇3乡、97个村", ["5镇", "3乡", "97个"]),
    ("上堤一万多人次", ["一万多人次"]),
    ("电话0937-3331234", ["0937", "3331234"]),
    ("由Ⅱ级提升至Ⅰ级", ["Ⅱ级", "Ⅰ级"]),
    ("30家长", ["30"]),
    ("12部门联合", ["12部门"]),
    ("附近5家", ["5家"]),
    ("签约21个", ["21个"]),
    ("第一批3人", ["第一批", "3人"]),
]


def surfaces(text):
    folded = fold(text)
    return [folded[quantity.start : quantity.end] for quantity in read(folded)]


@pytest.mark.parametrize(("text", "surface", "value", "unit", "qualifier"), SINGLE)
def test_one_quantity(text, surface, value, unit, qualifier):
    """A quantity covers qualifier, number, multiplier and unit, and has the stated value."""
    folded = fold(text)
    (quantity,) = read(folded)
    assert folded[quantity.start : quantity.end] == surface
    assert (quantity.value, quantity.unit, quantity.qualifier) == (value, unit, qualifier)


@pytest.mark.parametrize(("text", "low", "high"), INTERVALS)
def test_what_a_quantity_can_mean(text, low, high):
    """Qualifiers and ranges make an interval of all possible values."""
    (quantity,) = read(fold(text))
    assert (quantity.low, quantity.high) == (low, high)
    assert (quantity.start, quantity.end) == (0, len(text))


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_quantities(text, expected):
    """Each number of a text is a quantity of its own."""
    assert surfaces(text) == expected


@pytest.mark.parametrize("text", ["3-5户", "几十人", "多轮次"])
def test_ranges_and_indefinite_ones_have_no_value(text):
    """What tells no one number has none."""
    (quantity,) = read(text)
    assert quantity.value is None


def test_values_of_raw_text():
    """The public function reads any text: full width, Traditional, one number or a sentence."""
    assert values("動員１０００餘人") == [(2, 8, 1000)]
    assert values("拾") == [(0, 1, 10)]
    assert values("3-5戶") == [(0, 4, None)]


@given(
    st.text(alphabet="0123456789.,-~/%第负零一两三十百万亿余多近约超以上内个名元角分年月天半至分之Ⅱ级 ℃", max_size=60)
)
def test_quantities_never_overlap(text):
    """Quantities of any text come in order and apart, low not above high."""
    end = 0
    for quantity in read(text):
        assert end <= quantity.start <= quantity.number_start < quantity.number_end <= quantity.end <= len(text)
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        end = quantity.end


@pytest.mark.slow
@pytest.mark.parametrize(
    "char", ["1", "万", "一", "十", ",", "-", "负", "第", "多", "1,", "1-", "几", "百分之", "三分之", "1/", "/"]
)
def test_long_lines_end(char):
    """A line of one character or two, 100,000 times, ends in a moment."""
    assert sum(1 for _ in read(char * (30_000 // len(char)))) <= 30_000


@given(st.text(alphabet="0135.九十三万第约近为超负零下的-到至余多个半年月人元镇左右以内上或+( ,", max_size=16))
def test_plain_numbers_are_what_all_steps_make(text):
    """A number that is read in one look has no sign, qualifier or half that the steps would find."""
    for numeral in numerals.find(text):
        plain = amounts.plain(text, numeral)
        stepwise = signs.signed(text, amounts.qualified(text, amounts.single(text, numeral), 0), 0)
        assert plain in {None, stepwise}
