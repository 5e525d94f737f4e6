"""Arabic digits as a number is written with them: their pattern and their value.

    commas       1,809 · 1,234,567.8
    blanks       12 345 · 1 035.6 · 1'234, in groups of three (GB/T 15835)
    point        99.5 · .5%
    powers       1.2e5 · 3.2×10⁴ · 10^4 · 2^10
    fractions    ½ · 1¾

A blank also separates columns (石桥村 120 345), so it groups digits only where no digits come before or after, and
where a unit follows, or the cell or clause ends.
"""

from decimal import Decimal
from fractions import Fraction
from unicodedata import numeric

from summarizer.resources import lazy_pattern

Value = int | Decimal

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = str.maketrans(RAISED + "⁺⁻", "0123456789+-")
_COMMAS = "[0-9]{1,3}(?:,[0-9]{3})++(?!,?[0-9])"
_APOSTROPHES = "(?<![A-Za-z0-9])[0-9]{1,3}(?:['’][0-9]{3})++(?!['’]?[0-9])"
_COUNTED = "[万亿千百余多]|[元人名位户个家台套件吨亩米辆头只架棵株公平立兆%‰℃项处座条所次例宗起张份册岁天里斤]"
_CELL_ENDS = r"\Z|[\n\t|,，。；;、)）]"
# Columns of bare digits: a blank before them and no unit after.
_COLUMNS = rf"(?<=[ ])[0-9]++(?:[ ][0-9]{{3}})++(?:\.[0-9]++)?(?:{_CELL_ENDS})"
_BLANKS = (
    # No date, time, label or code before it: 5月12 345人, 14:20 345, 表1 200户, A1 234.
    r"(?<![0-9.,:/^×'’A-Za-z图表第月-])(?<![0-9][ ])(?<![图表第][ ])(?<!附件)(?<!附件[ ])"
    rf"(?!{_COLUMNS})[1-9][0-9]{{0,2}}(?:[ ][0-9]{{3}})++(?![0-9,:/-])(?![ ][0-9])"
    rf"(?=(?:\.[0-9]++)?(?:[\u4e00-\u9fff%‰℃]|[ ](?:{_COUNTED})|{_CELL_ENDS}))"
)
_GROUPED = rf"(?:{_COMMAS}|{_APOSTROPHES}|{_BLANKS})(?:\.[0-9]++)?"
_EXPONENT = rf"(?:\^[+-]?[0-9]{{1,2}}(?![0-9.])|[⁺⁻]?[{RAISED}]{{1,2}})"
_TEN = rf"(?:[0-9]++(?:\.[0-9]++)?[ ]?[×xX*·][ ]?)?10(?!¹(?![{RAISED}])){_EXPONENT}"
# No exponent is the number of a house or a model: 2e3栋.
_POWER = r"[eE][+-]?[0-9]{1,2}(?![0-9A-Za-z栋座号楼室区幢单层路线型类])|\^[+-]?[0-3]?[0-9](?![0-9.])"
_PLAIN = rf"[0-9]++(?:\.[0-9]++|[{VULGAR}])?(?:{_POWER})?"
# .5% after a blank, a mark, or a word that a number follows; elsewhere a point may end a sentence.
_BEGINS = r"(?:(?<!\S)|(?<=[\s:(|,、~<>=≥≤+-])|(?<=[为达是约近至到于占了长降升减低高超仅率比之]))"
_POINT = rf"(?:{_BEGINS}\.[0-9]++(?![.])|(?<=[\u4e00-\u9fff])(?<![一二三四五六七八九十])\.[0-9]++(?=[%‰]|个百分点))"
# The first character decides which forms are tried.
PATTERN = rf"(?=[0-9])(?:{_TEN}|{_GROUPED}|{_PLAIN})|{_POINT}|[{VULGAR}]"
FIRST = "0123456789." + VULGAR


def value(written: str) -> Value:
    """The value of what `PATTERN` matches."""
    if written.isdecimal():
        return int(written)
    if written[-1] in VULGAR:
        return exact(Fraction(written[:-1] or 0) + Fraction(numeric(written[-1])).limit_denominator(8))
    if written[-1] in _MARKS or not _MARKS.isdisjoint(written):
        return _raised(written)
    plain = "".join(char for char in written if char not in ", '’")
    return Decimal(plain) if "." in plain else int(plain)


_MARKS = frozenset("eE^" + RAISED)
_PARTS = lazy_pattern(rf"(?:([0-9.]+)[ ]?[×xX*·][ ]?)?([0-9.]+)[\^eE]?([+-]?[0-9]+|[⁺⁻]?[{RAISED}]+)")


def _raised(written: str) -> Value:
    """Of 3.2×10⁴, 1.2e5 and 2^10; zero has no inverse and stays zero."""
    if "e" in written.lower():
        return _whole(Decimal(written))
    parts = _PARTS.fullmatch(written)
    if parts is None:
        return Decimal(0)
    base, exponent = Fraction(parts[2]), int(parts[3].translate(_RAISED))
    return exact(Fraction(parts[1] or 1) * (base**exponent if base else 0))


def exact(fraction: Fraction) -> Value:
    """A quotient as a number with a point, to 28 digits; a whole one as an int."""
    return _whole(Decimal(fraction.numerator) / Decimal(fraction.denominator))


def _whole(number: Decimal) -> Value:
    return int(number) if number == number.to_integral_value() else number


def place(value: Value) -> Value:
    """The place of the last digit given: 1500 → 100, 2.3 → 0.1, 0 → 1."""
    if isinstance(value, Decimal) and (exponent := int(value.as_tuple().exponent)) < 0:
        return Decimal(1).scaleb(exponent)
    if value % 10:
        return 1
    whole = str(int(value))
    return 10 ** (len(whole) - len(whole.rstrip("0"))) if value else 1
