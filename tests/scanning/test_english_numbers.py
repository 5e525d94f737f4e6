"""English numbers: value, bounds, unit and qualifier of each, by the smallest text that shows a kind."""

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.resources import table
from summarizer.scanning.english.english_reader import read_english
from summarizer.scanning.numbers import qualifiers, units

# The text with what the mention covers in [brackets], its value or (low, high), its unit, its qualifier.
FIGURES = [
    # digits and scales
    ("[12,000 people] took part.", 12000, "人", None),
    ("It cost [RMB 3.2 billion].", 3_200_000_000, "元", None),
    ("It cost [3.2 bn yuan].", 3_200_000_000, "元", None),
    ("It cost [CNY3.2bn] in all.", 3_200_000_000, "元", None),
    ("It cost [¥45 million].", 45_000_000, "元", None),
    ("It cost [US$1.5 million].", 1_500_000, "美元", None),
    ("It cost [$2.5m].", 2_500_000, "美元", None),
    ("It cost [HK$300,000].", 300_000, "港元", None),
    ("It cost [1.2 trillion yuan].", 1_200_000_000_000, "元", None),
    ("It cost [450 million U.S. dollars].", 450_000_000, "美元", None),
    ("It cost [€20 million].", 20_000_000, "欧元", None),
    ("A [3.2-billion-yuan] project began.", 3_200_000_000, "元", None),
    ("It drew [12k visitors].", 12000, "人次", None),
    ("It drew [1.2m visitors].", 1_200_000, "人次", None),
    ("A [50m] long wall was built.", 50, "米", None),
    ("The [600 million kWh] went to the grid.", 600_000_000, "千瓦时", None),
    ("Sales came to [5 hundred million yuan].", 500_000_000, "元", None),
    # measures
    ("Farmers planted [5,000 mu] of tea.", 5000, "亩", None),
    ("A [5,000-mu] tea garden opened.", 5000, "亩", None),
    ("Crops on [300 hectares] were lost.", 300, "公顷", None),
    ("Crops on [300 ha] were lost.", 300, "公顷", None),
    ("The road is [18.6 km] long.", 18.6, "公里", None),
    ("The road is [18.6 kilometres] long.", 18.6, "公里", None),
    ("A [10-kilometer] trail opened.", 10, "公里", None),
    ("The plot has [1,200 square meters].", 1200, "平方米", None),
    ("The plot has [1,200 sq. m].", 1200, "平方米", None),
    ("The basin has [320 km2] of forest.", 320, "平方公里", None),
    ("The lake holds [3 million cubic metres].", 3_000_000, "立方米", None),
    ("They sold [482,000 tonnes].", 482_000, "吨", None),
    ("They sold [300 tons] of apples.", 300, "吨", None),
    ("They sold [800 jin].", 800, "斤", None),
    ("They sold [500 kilograms] each.", 500, "公斤", None),
    ("They sold [500kg].", 500, "公斤", None),
    ("The farm makes [30 kilowatt-hours].", 30, "千瓦时", None),
    ("A [2.4-megawatt] plant opened.", 2.4, "兆瓦", None),
    ("A [100 MW] plant opened.", 100, "兆瓦", None),
    ("It was [38 degrees Celsius].", 38, "℃", None),
    ("It was [5 degrees below zero].", -5, "度", None),
    ("It was [minus 5 degrees].", -5, "度", None),
    ("PM2.5 averaged [17 micrograms per cubic meter].", 17, "微克/立方米", None),
    ("Trains run at [350 km/h].", 350, "公里/小时", None),
    ("Farms get [1,200 yuan per mu].", 1200, "元/亩", None),
    ("Farms get [¥1,200/mu].", 1200, "元/亩", None),
    # shares and multiples
    ("Output rose [40 percent].", 40, "%", None),
    ("Output rose [40%].", 40, "%", None),
    ("Output rose [40 per cent].", 40, "%", None),
    ("The rate fell [0.3 percentage points].", 0.3, "个百分点", None),
    ("The rate fell [0.3 percentage point].", 0.3, "个百分点", None),
    ("The rate is [2.5 points] lower.", 2.5, "个百分点", None),
    ("The bank cut rates by [25 basis points].", 25, "个基点", None),
    ("Income grew [3-fold].", 3, "倍", None),
    ("Income grew [eightfold].", 8, "倍", None),
    ("That is [three times] the figure of 2019.", 3, "倍", None),
    ("That is [3.5 times] as many.", 3.5, "倍", None),
    ("Inspectors came [three times].", 3, "次", None),
    ("Income [doubled] in ten years.", 2, "倍", None),
    ("Income [tripled] in ten years.", 3, "倍", None),
    ("Sales were [twice] as high.", 2, "倍", None),
    ("They [halved] the cost.", 0.5, "倍", None),
    # words
    ("[Twelve thousand people] came.", 12000, "人", None),
    ("[Twenty-five villages] joined.", 25, "村", None),
    ("[Two hundred and forty families] moved.", 240, "户", None),
    ("[One million two hundred thousand yuan] was paid.", 1_200_000, "元", None),
    ("[A dozen villages] joined.", 12, "村", None),
    ("[Two dozen villages] joined.", 24, "村", None),
    ("[Half a million people] came.", 500_000, "人", None),
    ("It takes [half an hour].", 0.5, "小时", None),
    ("It took [three and a half hours].", 3.5, "小时", None),
    ("It took [2 and a half years].", 2.5, "年", None),
    ("[One third] of them are women.", 1 / 3, None, None),
    ("[Two-thirds] of them are women.", 2 / 3, None, None),
    ("[A quarter] of them are women.", 0.25, None, None),
    ("[Half] of them are women.", 0.5, None, None),
    ("[Nine tenths] of the houses are new.", 0.9, None, None),
    ("[3/5] of the houses are new.", 0.6, None, None),
    ("[One in five] is new.", 0.2, None, None),
    ("[Nine out of ten] are new.", 0.9, None, None),
    ("Costs fell by [a fifth].", 0.2, None, None),
    ("The plan runs for [three decades].", 30, "年", None),
    ("With a score of [92.5 points] it won.", 92.5, "个", None),
    # what is counted, with words before it
    ("The city bought [300 new energy vehicles].", 300, "辆", None),
    ("The county sent [12 rescue teams].", 12, "支", None),
    ("The county sent [300] village doctors.", 300, "人", None),
    ("It built [three] more training centers.", 3, "个", None),
    ("It reached [300 households] in [42 villages].", 300, "户", None),
    ("A [200-bed] hospital opened.", 200, "张", None),
    ("A [12-member] team came.", 12, "人", None),
    ("[12] of the 16 townships joined.", 12, "个", None),
    ("[27 companies] signed.", 27, "家", None),
    ("He works one day a week, and [one person] helps.", 1, "人", None),
    ("They grow [300 kinds] of herbs.", 300, "种", None),
    ("They planted [300] widgets.", 300, None, None),
    ("Sheds of [2000 people] were set up.", 2000, "人", None),
    ("It has [2000] new houses.", 2000, "间", None),
    ("Villagers aged [60 and above] get it.", (60, None), "岁", "以上"),
    ("A [60-year-old] man was saved.", 60, "岁", None),
    ("Wang Fang, [47], grows pears.", 47, "岁", None),
    # qualifiers
    ("[About 300 people] came.", (270, 330), "人", "约"),
    ("[Around 1,500 people] came.", (1400, 1600), "人", "约"),
    ("[Approximately 1,500 people] came.", (1400, 1600), "人", "大约"),
    ("[Roughly 1,500 people] came.", (1400, 1600), "人", "大致"),
    ("[Some 1,500 people] came.", (1400, 1600), "人", "约"),
    ("[Nearly 1,500 people] came.", (1400, 1500), "人", "近"),
    ("[Almost 1,500 people] came.", (1400, 1500), "人", "近"),
    ("[More than 1,500 people] came.", (1500, None), "人", "超过"),
    ("[Over 1,500 people] came.", (1500, None), "人", "超"),
    ("Output [exceeded 1,500 tonnes].", (1500, None), "吨", "超过"),
    ("[At least 1,500 people] came.", (1500, None), "人", "至少"),
    ("[No fewer than 1,500 people] came.", (1500, None), "人", "不少于"),
    ("[Up to 1,500 people] may come.", (None, 1500), "人", "最多"),
    ("[Less than 1,500 yuan] was paid.", (None, 1500), "元", "不足"),
    ("[Fewer than 1,500 people] came.", (None, 1500), "人", "不足"),
    ("[Under 1,500 yuan] was paid.", (None, 1500), "元", "不足"),
    ("[No more than 1,500 people] came.", (None, 1500), "人", "不超过"),
    ("[Not exceeding 1,500 yuan], it is paid at once.", (None, 1500), "元", "不超过"),
    ("Reports are due [within 30 minutes].", (None, 30), "分钟", "以内"),
    ("[1,500 people or so] came.", (1400, 1600), "人", "左右"),
    ("[1,500-plus people] came.", (1500, 1600), "人", "+"),
    ("[1,500+ people] came.", (1500, 1600), "人", "+"),
    ("[60-odd boats] came.", (60, 70), "艘", "余"),
    ("Those with [5 mu or more] get it.", (5, None), "亩", "以上"),
    ("[More than RMB 3.2 billion] was spent.", (3_200_000_000, None), "元", "超过"),
    ("[Nearly two thirds] of them are women.", (0.6, 2 / 3), None, "近"),
    ("[Dozens of villagers] came.", (20, 99), "人", None),
    ("[Tens of thousands of people] came.", (20000, 99999), "人", None),
    ("[Several hundred people] came.", (200, 999), "人", None),
    # ranges
    ("It helped [3 to 5 households].", (3, 5), "户", None),
    ("It rose [3–5%].", (3, 5), "%", None),
    ("It rose [3% to 5%].", (3, 5), "%", None),
    ("It rose [3 percent to 5 percent].", (3, 5), "%", None),
    ("It weighs between [800 and 1,000 jin].", (800, 1000), "斤", None),
    ("It costs [1.5 to 1.8 billion yuan].", (1_500_000_000, 1_800_000_000), "元", None),
    ("It costs [$3-5 million].", (3_000_000, 5_000_000), "美元", None),
    ("It takes [two to three years].", (2, 3), "年", None),
    ("It takes [three or four days].", (3, 4), "天", None),
    ("It costs [600-800 yuan] a night.", (600, 800), "元", None),
    ("Output rose from 300 tonnes to [450 tonnes].", 450, "吨", None),
    ("Output rose from [300 tonnes] to 450 tonnes.", 300, "吨", None),
    # lists
    ("They planted [200], 300 and 450 mu.", 200, "亩", None),
    ("They spent [3], 4 and 5 million yuan.", 3_000_000, "元", None),
    ("Income rose from 2,860 yuan in 2010 to [23,100].", 23100, "元", None),
    ("Costs went up from [110] to 150 yuan.", 110, "元", None),
    ("Exports slid [a quarter], to 3 tonnes.", 0.25, None, None),
    ("Costs went up from [110] to 150 yuan.", 110, "元", None),
    ("Exports slid [a quarter], to 3 tonnes.", 0.25, None, None),
    # after a sign
    ("It lies between [-28 to 36.7 degrees].", (-28, 36.7), "度", None),
    ("The dose was [0.8 of a percentage point].", 0.8, "个百分点", None),
    ("- 300 people came.\n-[45 people] left.", 45, "人", None),
    ("Industry ([+7.2%]) grew.", 7.2, "%", None),
    ("Industry ([-2.1%]) shrank.", -2.1, "%", None),
]
OTHERS = [
    ("[COVID-19] patients", "name", None),
    ("The [5G] network", "name", None),
    ("[PM2.5] fell", "name", None),
    ("The [G20] met", "name", None),
    ("[H1N1] spread", "name", None),
    ("Along [Highway 318]", "name", None),
    ("Along the [G318] road", "name", None),
    ("A [5A] scenic spot", "name", None),
    ("Call [110] at once", "name", None),
    ("The [96110] line rang", "name", None),
    ("The [12345] hotline rang", "name", None),
    ("The [one-stop] office", "name", None),
    ("The [two sessions] ended", "name", None),
    ("A [zero-carbon] park", "name", None),
    ("Under the [14th] Five-Year Plan", "ordinal", 14),
    ("The [21st] meeting", "ordinal", 21),
    ("It was ranked [third]", "ordinal", 3),
    ("It was ranked [No. 21]", "ordinal", 21),
    ("The [twenty-first] meeting", "ordinal", 21),
    ("A [Level II] response", "ordinal", 2),
    ("[Article 5] says so", "ordinal", 5),
    ("They won [3]-1", "name", 3),
    ("They lost 1-[2]", "name", 2),
    ("A ratio of [3 to 1]", "figure", None),
    ("A ratio of [3:1]", "figure", None),
    ("It was [12.9:47.6:39.5]", "figure", None),
]


def at(text):
    """The number at the brackets of a text."""
    start = text.index("[")
    read = read_english(text.replace("[", "").replace("]", ""))
    return next((n for n in read.numbers if n.mention.start <= start < n.mention.end), None)


def mark(text):
    """The words in the brackets."""
    return re.search(r"\[(.+?)\]", text)[1]


@pytest.mark.parametrize(("text", "value", "unit", "qualifier"), FIGURES, ids=[row[0] for row in FIGURES])
def test_a_number_is_read_with_its_unit_and_qualifier(text, value, unit, qualifier):
    """Value with its multiplier, bounds, unit and qualifier in Chinese, and the words that it covers."""
    mention = at(text).mention
    low, high = value if isinstance(value, tuple) else (value, value)
    assert (mention.role, mention.unit, mention.qualifier) == ("figure", unit, qualifier)
    assert [mention.low, mention.high] == [None if bound is None else pytest.approx(bound) for bound in (low, high)]
    assert mention.surface == mark(text)


@pytest.mark.parametrize(("text", "role", "value"), OTHERS, ids=[row[0] for row in OTHERS])
def test_names_ordinals_scores_and_ratios_are_told_apart(text, role, value):
    """A name has no value to compare, an ordinal its number."""
    mention = at(text).mention
    assert (mention.role, mention.value, mention.surface) == (role, value, mark(text))


def test_each_qualifier_covers_its_example():
    """The mention of the example has the row's Chinese word, which the Chinese rules know."""
    rows = [(chinese, example) for _, _, chinese, example in table("english_qualifiers")]
    read = [(chinese, example, at(example)) for chinese, example in rows]
    assert [row for row in read if row[2] is None or row[2].mention.qualifier != row[0]] == []
    assert [chinese for chinese, _ in rows if not qualifiers.meanings(chinese)] == []


def test_each_unit_is_read_in_its_example():
    """Its Chinese unit and counters are those of the table of units."""
    rows = [(unit.lstrip("0123456789"), counters, example) for _, unit, _, counters, example in table("english_units")]
    read = [(example, read_english(f"It has {example}.").numbers[:1]) for _, _, example in rows]
    read_units = [(example, [number.mention.unit for number in numbers]) for example, numbers in read]
    wanted = [(example, [unit]) for unit, _, example in rows]
    assert [found for found, row in zip(read_units, wanted, strict=True) if found != row] == []
    named = {name for unit, counters, _ in rows for name in (unit, *counters.split()) if name != "-"}
    assert [name for name in named if units.kind(name) is None] == []


def test_each_number_word_is_read_in_its_example():
    """The mention covers the words in the brackets and has their value."""
    assert [row for row in table("english_numbers") if at(row[3]) is None] == []
    read = [(*row, at(row[3]).mention) for row in table("english_numbers")]
    valued = [row for row in read if row[0] in {"cardinal", "ordinal", "multiple"}]
    assert [(word, mention) for _, word, _, example, mention in read if mark(example) not in mention.surface] == []
    assert [(word, mention) for _, word, value, _, mention in valued if mention.value != float(value)] == []


@pytest.mark.parametrize("row", table("english_words"), ids=lambda row: f"{row[0]} {row[2]}")
def test_each_deciding_word_has_its_example(row):
    """The mention covers the words in the brackets and has the row's unit."""
    _, _, example, unit = row
    mention = at(example).mention
    assert (mention.surface, mention.unit) == (mark(example), None if unit == "-" else unit)


@pytest.mark.parametrize("row", table("english_names"), ids=lambda row: row[2])
def test_each_name_covers_its_example(row):
    """With the role of the row, and no figure within it."""
    role, _, example = row
    mention = at(example).mention
    assert (mention.role, mention.surface) == (role, mark(example))


@pytest.mark.parametrize(
    ("text", "units_", "others"),
    [
        ("12,000 people", ["人", "名", "位"], ["户", "元", "%"]),
        ("300 new houses", ["间", "栋", "套"], ["元", "公里"]),
        ("3.2 billion yuan", ["元", "人民币"], ["美元", "人", None]),
        ("300 widgets", ["个", "件", None], ["元", "%", "公顷"]),
        ("1,200 yuan per mu", ["元/亩", "元"], ["元/吨", "人"]),
        ("30 kWh", ["千瓦时", "度"], ["千瓦"]),
    ],
)
def test_a_number_fits_the_units_that_chinese_may_use(text, units_, others):
    """Counters of what is counted, and no unit of another kind."""
    number = read_english(text).numbers[0]
    assert all(number.fits(unit) for unit in units_)
    assert not any(number.fits(unit) for unit in others)


def test_the_place_of_the_last_digit_is_given():
    """As rounding asks for it; ranges and fractions have none."""
    read = read_english("It spent 3.2 billion yuan on 12,000 people, 3 to 5 percent, a third of the villages.")
    assert [number.step for number in read.numbers] == [100_000_000, 1000, 0, 0]


WORDS = st.sampled_from(
    [
        "12,000",
        "3.2",
        "2023",
        "5",
        "1.5",
        "five",
        "twenty",
        "hundred",
        "thousand",
        "million",
        "bn",
        "half",
        "a",
        "dozen",
        "one",
        "third",
        "people",
        "yuan",
        "RMB",
        "$",
        "percent",
        "%",
        "mu",
        "of",
        "and",
        "or",
        "to",
        "between",
        "from",
        "rose",
        "fell",
        "by",
        "nearly",
        "more",
        "than",
        "about",
        "March",
        "May",
        "first",
        "the",
        "No.",
        "-",
        ".",
        ",",
        ";",
        "(",
        ")",
        ":",
        "/",
        "+",
        "km",
        "m",
        "k",
        "times",
        "in",
        "last",
        "year",
        "8:30",
        "a.m.",
        "县",
        "临泉县有300人。",
        "\n",
    ]
)


@given(st.lists(WORDS, max_size=30), st.sampled_from(["", " "]))
@example(["12,000", "RMB", "12,000"], "")
@settings(max_examples=150, deadline=None)
def test_surfaces_are_slices_in_order_and_apart(words, joint):
    """Of any words whatever."""
    text = joint.join(words)
    read = read_english(text)
    end = 0
    for mention in read.mentions:
        assert mention.surface == text[mention.start : mention.end] != ""
        assert mention.start >= end
        end = mention.end
        assert None in {mention.low, mention.high} or mention.low <= mention.high
    assert all(date.surface == text[date.start : date.end] for date in read.dates)


@pytest.mark.parametrize(
    "part",
    [
        "twenty ",
        "1,",
        "one hundred and ",
        "3 to ",
        "a-",
        "from 3 ",
        "half a ",
        "(",
        "more than ",
        "3:",
        "and ",
        "5 million ",
        "million ",
        "-5 ",
        "one-",
        "3, ",
        "A-",
        "1.",
        "9",
        "May ",
        "1990 ",
    ],
)
def test_time_grows_with_the_length(part):
    """Whatever is repeated."""

    def seconds(count):
        start = time.process_time()
        read_english(f"The {part * count} people")
        return time.process_time() - start

    seconds(50)
    assert seconds(800) < 12 * max(seconds(200), 0.01)
