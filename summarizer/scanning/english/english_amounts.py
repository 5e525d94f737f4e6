"""English amounts: a number with its sign, its money or unit, and its qualifiers.

more than RMB 3.2 billion · 5,000-mu · 60-odd boats · 5 mu or more · +3.8% · 5 degrees below zero · eightfold · twice as many
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from summarizer.models import Number
from summarizer.scanning.english import english_pairs, english_qualifiers, english_signs, english_units, number_words
from summarizer.scanning.english.english_signs import NumberSign
from summarizer.scanning.english.english_tokens import TokenText
from summarizer.scanning.english.english_units import EnglishUnit, UnitPlace
from summarizer.scanning.english.number_words import EnglishNumeral
from summarizer.scanning.numbers.arabic import Value
from summarizer.scanning.numbers.qualifiers import interval, opened

_RATIO = EnglishUnit("比", "share", ())
_FOLD = EnglishUnit("倍", "share", ())
_TIMES = EnglishUnit("次", "times", ())
_LARGER = frozenset(
    [
        "as",
        "the",
        "that",
        "those",
        "what",
        "more",
        "higher",
        "larger",
        "greater",
        "faster",
        "bigger",
        "longer",
        "its",
        "their",
        "of",
        "over",
        "above",
        "compared",
    ]
)
_CHANGES = {"ed": 1, "ng": 1, "es": 1, "ve": 1}  # doubled, doubling, doubles, halve; not twice, double
_COMPARED = frozenset(["lower", "higher", "up", "down", "more", "less", "above", "below", "from"])
_GREW = frozenset(
    [
        "by",
        "grew",
        "grow",
        "grown",
        "increased",
        "increase",
        "rose",
        "risen",
        "jumped",
        "expanded",
        "up",
        "soared",
        "surged",
        "climbed",
    ]
)
_DOUBLES_WHAT = frozenset(
    [
        "the",
        "that",
        "its",
        "their",
        "what",
        "of",
        "to",
        "from",
        "by",
        "in",
        "as",
        "within",
        "over",
        "and",
        "since",
        "compared",
        "on",
        "year",
        ",",
        ".",
        ";",
        ")",
    ]
)
_DOUBLES_AFTER = frozenset(
    [
        "to",
        "will",
        "would",
        "nearly",
        "almost",
        "than",
        "about",
        "roughly",
        "should",
        "could",
        "may",
        "more",
        "approximately",
    ]
)
_AGE = EnglishUnit("岁", "time", ("周岁",))
_POINTS = EnglishUnit("个百分点", "share", ())
_YOUNGEST, _OLDEST = 10, 115
_DIVISORS = frozenset({"小时", "分钟", "秒"})


class EnglishAmount(NamedTuple):
    """A number at [start, end) of the text, of the tokens [first, last); `step` is the place of its last digit.

    `unit` is None where what it counts is unknown; `qualifier` is in Chinese; `parts` are those of a ratio. `changed` is
    1 or -1 where a sign says so. `bare` says that nothing follows the number itself.
    """

    start: int
    end: int
    first: int
    last: int
    value: Value | None
    low: Value | None
    high: Value | None
    step: Value
    unit: EnglishUnit | None
    qualifier: str | None
    parts: tuple[Number, ...] = ()
    changed: int = 0
    bare: bool = False
    scale: int = 1


def amount(text: TokenText, index: int, floor: int) -> EnglishAmount | None:
    """The number that begins at a token, or None; `floor` is the token that nothing before belongs to it."""
    multiple = _multiple(text, index)
    if multiple is not None:
        found = _qualified(text, multiple, UnitPlace(multiple_unit(text, multiple), multiple.last), floor)
        return found._replace(changed=_CHANGES.get(text.word(index)[-2:], 0) * (-1 if multiple.high < 1 else 1))
    sign = english_units.sign_before(text, index)
    numeral = number_words.numeral(text, index, is_money=sign is not None)
    if numeral is None:
        return None
    ratio = None if sign else english_pairs.ratio(text, numeral)
    if ratio is not None:
        empty = numeral._replace(last=ratio.last, value=None)
        return _built(text, empty, UnitPlace(_RATIO, ratio.last), index, ())._replace(
            low=None, high=None, parts=ratio.parts
        )
    numeral = english_pairs.share(text, numeral) or english_pairs.range_(text, numeral) or numeral
    if sign is not None:
        return _qualified(text, numeral, UnitPlace(sign.unit, numeral.last), floor, sign.last)
    return _qualified(text, numeral, None, floor)


def plain_amount(text: TokenText, index: int) -> EnglishAmount:
    """The digits of a token, and nothing beside them."""
    token = text.at(index)
    value = number_words.digits_value(token.text)
    return EnglishAmount(token.start, token.end, index, index + 1, value, value, value, 0, None, None)


# --- multiples ----------------------------------------------------------------------------------------------


def _multiple(text: TokenText, index: int) -> EnglishNumeral | None:
    """Doubled, twice, eightfold."""
    word = text.word(index)
    count = word[: -len("fold")].removesuffix("-")
    folded = number_words.value_of("cardinal", count) if word.endswith("fold") else None
    stated = str(folded) if folded else number_words.words("multiple").get(word)
    if stated is None or (word in {"double", "triple", "quadruple"} and not _is_multiple(text, index)):
        return None
    value: Value = number_words.whole(Decimal(stated))
    return EnglishNumeral(index, index + 1, value, value, value, 1)


def _is_multiple(text: TokenText, index: int) -> bool:
    """Double the output, will double; not double-digit, a double room."""
    return not text.is_hyphen(index + 1) and (
        text.word(index + 1) in _DOUBLES_WHAT or text.word(index - 1) in _DOUBLES_AFTER
    )


def multiple_unit(text: TokenText, numeral: EnglishNumeral) -> EnglishUnit:
    """倍, but 次 for twice a year."""
    is_often = text.word(numeral.first) in {"twice", "thrice"} and text.word(numeral.last) not in _LARGER
    return _TIMES if is_often else _FOLD


# --- units and qualifiers -----------------------------------------------------------------------------------


def _qualified(
    text: TokenText, numeral: EnglishNumeral, unit: UnitPlace | None, floor: int, start: int | None = None
) -> EnglishAmount:
    """The amount with its unit, sign and qualifiers."""
    start = numeral.first if start is None else start
    inner = english_qualifiers.after(text, numeral.last)
    end = inner.edge if inner else numeral.last
    if unit is None:
        unit = _unit(text, numeral, end)
    elif unit.unit.kind == "money":
        unit = UnitPlace(*_rated(text, unit.unit, end))
    end = max(end, unit.last) if unit is not None else end
    outer = None if inner else english_qualifiers.after(text, end)
    sign = english_signs.before(text, start)
    sign = sign if sign and sign.start >= floor else None
    start = sign.start if sign else start
    kind = unit.unit.kind if unit else ""
    front = None if sign else english_qualifiers.before(text, start, kind)
    if front is not None and front.edge < floor:
        front = None
    words = [place.word for place in (front, inner, outer) if place]
    built = _built(
        text, numeral._replace(last=outer.edge if outer else end), unit, front.edge if front else start, words
    )
    return _signed(text, built, sign)


def _unit(text: TokenText, numeral: EnglishNumeral, index: int) -> UnitPlace | None:
    """The unit after a number; its `last` is 0 where other words come between."""
    aged = _age(text, numeral, index)
    if aged is not None:
        return aged
    place = text.phrase_end(index, ("of", "a")) or text.after_hyphen(index)
    direct = english_units.at(text, place)
    if text.word(index) == "of" and not (direct and direct.unit.kind == "share"):
        direct = None
    if direct is not None and (place > index or _is_whole_phrase(direct)):
        return _with_rate(text, numeral, direct)
    if place > index:
        return None
    if numeral.is_part:
        return None
    if text.word(index) in {"of", "out"} and text.word(index + 1) in {"the", "its", "their", "these", "those", "of"}:
        return _of_whole(text, index)
    found = english_units.head(text, index, plural=numeral.value != 1)
    return found and (found if found.first == index else found._replace(last=0))


def _age(text: TokenText, numeral: EnglishNumeral, index: int) -> UnitPlace | None:
    """Aged 60, over the age of 50, Li Guiying, 63, says: years of age."""
    previous = text.word(numeral.first - 1)
    if not numeral.high <= _OLDEST or text.at(index).kind == "digits" or english_units.at(text, index):
        return None
    before = english_qualifiers.before(text, numeral.first, "")
    is_told = text.word((before.edge if before else numeral.first) - 1) in {"aged", "age", "ages"} or (
        previous == "of" and text.word(numeral.first - 2) == "age"
    )
    named = previous == "," and text.word(index) == "," and text.at(numeral.first - 2).text[:1].isupper()
    is_aside = named and numeral.in_digits and numeral.value is not None and numeral.low >= _YOUNGEST
    return UnitPlace(_AGE, 0) if is_told or is_aside else None


def _is_whole_phrase(direct: UnitPlace) -> bool:
    """Whether a unit is no modifier: 300 households, but 300 village doctors."""
    return direct.unit.kind != "count" or direct.plural


def _of_whole(text: TokenText, index: int) -> UnitPlace | None:
    """12 of the 16 townships: 12 townships."""
    place = index + 1
    while place < index + 4 and text.word(place) in {"of", "the", "its", "their", "these", "those", "all"}:
        place += 1
    whole = number_words.numeral(text, place)
    found = english_units.head(text, whole.last if whole else place, plural=True)
    return found and found._replace(last=0)


def _with_rate(text: TokenText, numeral: EnglishNumeral, direct: UnitPlace) -> UnitPlace:
    if direct.unit.kind == "times":
        following, previous = text.word(direct.last), text.word(numeral.first - 1)
        return direct._replace(unit=_FOLD if following in _LARGER or previous in _GREW else direct.unit)
    if text.word(direct.last - 1) in {"point", "points"} and text.word(direct.last) in _COMPARED:
        return direct._replace(unit=_POINTS)
    unit, last = _rated(text, direct.unit, direct.last)
    return UnitPlace(unit, last, direct.plural)


def _rated(text: TokenText, unit: EnglishUnit, last: int) -> tuple[EnglishUnit, int]:
    """17 micrograms per cubic meter, 1,200 yuan/mu: a rate by a measure or a time of the clock."""
    if unit.kind not in {"measure", "money"} or text.word(last) not in {"per", "/", "an", "a"}:
        return unit, last
    by = english_units.at(text, last + 1)
    if by is None or not (by.unit.kind == "measure" or by.unit.unit in _DIVISORS):
        return unit, last
    return EnglishUnit(f"{unit.unit}/{by.unit.unit}", "measure", (unit.unit,)), by.last


def _signed(text: TokenText, built: EnglishAmount, sign: NumberSign | None) -> EnglishAmount:
    """The amount with its sign; a mark tells how something changed. A range has the signs of its ends."""
    if text.word(built.last) == "below" and text.word(built.last + 1) == "zero":
        return _negative(built)._replace(end=text.at(built.last + 1).end, last=built.last + 2)
    if sign is None or built.value is None:
        return built
    change = (-1 if sign.is_minus else 1) if sign.is_mark else 0
    return (_negative(built) if sign.is_minus else built)._replace(changed=change)


def _negative(built: EnglishAmount) -> EnglishAmount:
    low, high = (None if bound is None else -bound for bound in (built.high, built.low))
    return built._replace(value=None if built.value is None else -built.value, low=low, high=high)


def _built(
    text: TokenText, numeral: EnglishNumeral, unit: UnitPlace | None, first: int, words: Sequence[str]
) -> EnglishAmount:
    span = text.at(first).start, text.at(numeral.last - 1).end
    if unit is not None and unit.unit.factor > 1:
        numeral = numeral.times(unit.unit.factor, numeral.last)
    qualifier = "…".join(words) or None
    low, high = _bounds(numeral, qualifier)
    return EnglishAmount(
        *span,
        first,
        numeral.last,
        numeral.value,
        low,
        high,
        numeral.step,
        unit.unit if unit else None,
        qualifier,
        scale=numeral.scale,
    )


def _bounds(numeral: EnglishNumeral, qualifier: str | None) -> tuple[Value | None, Value | None]:
    if qualifier is None:
        return numeral.low, numeral.high
    if numeral.value is None:
        return opened(numeral.low, numeral.high, qualifier)
    return interval(numeral.value, numeral.step or 1, qualifier)
