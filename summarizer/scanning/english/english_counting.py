"""What an English number counts: the unit after it, of the whole that it is a part of, or years of age."""

from summarizer.scanning.english import english_number_words, english_qualifiers, english_units
from summarizer.scanning.english.english_lexicon import one_of
from summarizer.scanning.english.english_multiples import FOLD
from summarizer.scanning.english.english_numeral import EnglishNumeral
from summarizer.scanning.english.english_tokens import TokenText
from summarizer.scanning.english.english_units import EnglishUnit, UnitPlace

_AGE = EnglishUnit("岁", "age", ("周岁",))
_POINTS = EnglishUnit("个百分点", "share", ())
_YOUNGEST, _OLDEST = 10, 115
_DIVISORS = frozenset({"小时", "分钟", "秒"})


def unit_after(text: TokenText, numeral: EnglishNumeral, index: int) -> UnitPlace | None:
    """The unit after a number; its `last` is 0 where other words come between."""
    aged = _age(text, numeral, index)
    if aged is not None:
        return aged
    place = text.phrase_end(index, ("of", "a")) or text.after_hyphen(index)
    direct = english_units.at(text, place)
    if direct and (
        (text.word(index) == "of" and direct.unit.kind != "share") or (numeral.is_part and direct.unit.kind == "count")
    ):
        direct = None
    if direct is not None and (place > index or _is_whole_phrase(direct)):
        return _with_rate(text, numeral, direct)
    if place > index:
        return None
    if numeral.is_part:
        return None
    if text.word(index) in {"of", "out"} and text.word(index + 1) in one_of("of whole"):
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
    is_told = is_told or (
        before is not None and text.word(before.edge - 1) in one_of("before age") and _ends(text, index)
    )
    named = previous == "," and text.word(index) == "," and text.at(numeral.first - 2).text[:1].isupper()
    is_aside = named and numeral.in_digits and numeral.value is not None and numeral.low >= _YOUNGEST
    return UnitPlace(_AGE, 0) if is_told or is_aside else None


def _ends(text: TokenText, index: int) -> bool:
    """Whether nothing counted follows: those over 60 pay less."""
    return text.at(index).kind != "word" or english_units.head(text, index, plural=True) is None


def _is_whole_phrase(direct: UnitPlace) -> bool:
    """Whether a unit is no modifier: 300 households, but 300 village doctors."""
    return direct.unit.kind != "count" or direct.plural


def _of_whole(text: TokenText, index: int) -> UnitPlace | None:
    """12 of the 16 townships: 12 townships."""
    place = index + 1
    while place < index + 4 and text.word(place) in one_of("of whole"):
        place += 1
    whole = english_number_words.numeral(text, place)
    found = english_units.head(text, whole.last if whole else place, plural=True)
    return found and found._replace(last=0)


def _with_rate(text: TokenText, numeral: EnglishNumeral, direct: UnitPlace) -> UnitPlace:
    if direct.unit.kind == "times":
        following, previous = text.word(direct.last), text.word(numeral.first - 1)
        return direct._replace(
            unit=FOLD if following in one_of("after times") or previous in one_of("before times") else direct.unit
        )
    if text.word(direct.last - 1) in {"point", "points"} and text.word(direct.last) in one_of("after points"):
        return direct._replace(unit=_POINTS)
    unit, last = rated(text, direct.unit, direct.last)
    return UnitPlace(unit, last, direct.plural)


def rated(text: TokenText, unit: EnglishUnit, last: int) -> tuple[EnglishUnit, int]:
    """17 micrograms per cubic meter, 1,200 yuan/mu: a rate by a measure or a time of the clock."""
    if unit.kind not in {"measure", "money"} or text.word(last) not in {"per", "/", "an", "a"}:
        return unit, last
    by = english_units.at(text, last + 1)
    if by is None or not (by.unit.kind == "measure" or by.unit.unit in _DIVISORS):
        return unit, last
    return EnglishUnit(f"{unit.unit}/{by.unit.unit}", "measure", (unit.unit,)), by.last
