"""Numerals: what is read as a number, and its value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.scanning.numbers import groups, numeral_rows, numerals
from summarizer.scanning.numbers.numerals import find, parse, place

VALUES = [
    ("1809", 1809),
    ("1,809", 1809),
    ("1,234,567", 1234567),
    ("99.5", Decimal("99.5")),
    ("一千八百零九", 1809),
    ("一千零五十", 1050),
    ("两千零十", 2010),
    ("二〇二二", 2022),
    ("廿三", 23),
    ("卅五", 35),
    ("壹佰叁拾", 130),
    ("玖仟捌佰柒拾陆万", 98760000),
    ("百八", 180),
    ("一万二", 12000),
    ("三千五", 3500),
    ("一百零八", 108),
    ("两三千零八十", None),
    ("十点六七", Decimal("10.67")),
    ("零点五", Decimal("0.5")),
    ("2.3万", 23000),
    ("3千5百", 3500),
    ("1.2亿", 120000000),
    ("1亿2000万", 120000000),
    ("3万亿", 3 * 10**12),
    ("一亿零两千三百", 100002300),
    ("九千八百七十六万五千四百三十二亿九千八百七十六万", 9876543298760000),
    ("15k", 15000),
    ("30w", 300000),
]

BOUNDS = [
    ("三四百", 300, 400),
    ("二三十", 20, 30),
    ("十五六", 15, 16),
    ("两三百", 200, 300),
    ("三百五六", 350, 360),
    ("七八", 7, 8),
    ("三五", 3, 5),
    ("几十", 20, 99),
    ("数百", 200, 999),
    ("十几", 11, 19),
    ("几十万", 200000, 990000),
    ("十几万", 110000, 199999),
    ("几", 2, 9),
]

PARTS = [
    ("十一十二", ["十一", "十二"]),
    ("百十一", ["百", "十一"]),
    ("三百四百", ["三百", "四百"]),
    ("二两", ["二", "两"]),
    ("一千两位", ["一千", "两"]),
    ("10.1万零100", ["10.1万", "零", "100"]),
    ("很多万", ["万"]),
    ("八点十五分", ["八", "十五"]),
    ("5千瓦", ["5"]),
    ("20千克", ["20"]),
    ("900百帕", ["900"]),
    ("3千米", ["3"]),
    ("500兆", ["500"]),
    ("5,55", ["5", "55"]),
    ("1,809,其中", ["1,809"]),
]


@pytest.mark.parametrize(("written", "value"), VALUES)
def test_values(written, value):
    """A numeral in any form has the value that a reader gives it."""
    (numeral,) = find(written)
    assert (numeral.start, numeral.end, numeral.value) == (0, len(written), value)


@pytest.mark.parametrize(("written", "low", "high"), BOUNDS)
def test_bounds(written, low, high):
    """Neighbouring digits and vague ones have two ends and no value."""
    (numeral,) = find(written)
    assert (numeral.value, numeral.low, numeral.high) == (None, low, high)


@pytest.mark.parametrize(("written", "parts"), PARTS)
def test_what_is_one_number_and_what_is_not(written, parts):
    """Digits that can't form one number are several, and a unit is no scale."""
    assert [written[numeral.start : numeral.end] for numeral in find(written)] == parts


@pytest.mark.parametrize("written", ["大陆百姓", "队伍千人", "登陆", "放肆", "收拾"])
def test_financial_digits_in_words_are_none(written):
    """陆 and 伍 that end a word are no digits."""
    assert all(written[numeral.start] in "百千" for numeral in find(written))


@pytest.mark.parametrize(
    ("written", "word"), [("64余万", "余"), ("30多万", "多"), ("两个亿", "个"), ("三百多亿", "多")]
)
def test_words_between_digits_and_scale(written, word):
    """余, 多 and 个 may come between digits and 万 or 亿."""
    (numeral,) = find(written)
    assert (numeral.more, numeral.end) == (word, len(written))


@pytest.mark.parametrize(
    ("written", "value"),
    [("壹", 1), ("拾", 10), ("负一", -1), ("-3.5", Decimal("-3.5")), ("零点壹", Decimal("0.1")), ("两万三千", 23000)],
)
def test_parse_reads_one_plain_number(written, value):
    """An isolated string that is one number has its value."""
    assert parse(written) == value


@pytest.mark.parametrize(
    "written",
    ["", "负", "零点", "点零", "点一", "元整", "百十一", "十一十二", "10..1万", "几十", "三四百", "五个"],
)
def test_parse_refuses_what_is_no_plain_number(written):
    """Anything besides one plain number is refused."""
    assert parse(written) is None


@pytest.mark.parametrize(
    ("value", "step"), [(1500, 100), (50, 10), (1, 1), (0, 1), (Decimal("2.3"), Decimal("0.1")), (Decimal(120), 10)]
)
def test_place_of_the_last_digit(value, step):
    """The step is the place of the last digit given."""
    assert place(value) == step


@pytest.mark.parametrize(("written", "step"), [("2.3万", 1000), ("二十万", 100000), ("3万亿", 10**12), ("一百五", 10)])
def test_step_of_a_numeral(written, step):
    """A multiplier raises the place of the last digit."""
    (numeral,) = find(written)
    assert numeral.step == step


def written_out(value: int) -> str:
    """A whole number in Chinese numerals, as schools teach it."""
    if value >= 10**4:
        scale, name = (10**8, "亿") if value >= 10**8 else (10**4, "万")
        high, low = divmod(value, scale)
        filler = "零" if 0 < low < scale // 10 else ""
        return written_out(high) + name + filler + (written_out(low) if low else "")
    digits, text = f"{value:04d}", ""
    for digit, name in zip(digits, "千百十 ", strict=True):
        if digit != "0":
            text += "零一二三四五六七八九"[int(digit)] + name.strip()
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零") or "零"


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_every_number_written_out_is_read_back(value):
    """What a whole number is written as has its value."""
    assert parse(written_out(value)) == value


@given(st.text(alphabet="0123456789,.零〇一二两三九十百千万亿兆几数余多个点廿壹拾k 年", max_size=60))
def test_numerals_never_overlap(text):
    """Numerals of any text come in order, inside of it, apart from each other, with low not above high."""
    end = 0
    for numeral in find(text):
        assert end <= numeral.start < numeral.end <= len(text)
        assert numeral.low <= numeral.high
        end = numeral.end


@given(st.text(alphabet="0123456789,.零〇一二两三九十百千万亿兆几数余多个点廿壹拾kK半下分之eE^×½²' 年", max_size=24))
def test_digits_read_in_one_look_are_what_their_groups_make(text):
    """Digits that nothing goes on with are the numeral that a row of groups would be."""
    rows = numeral_rows.find(groups.find(text), text)
    assert list(find(text)) == [numerals._numeral(row) for row in rows if numerals._is_number(row, text)]
