"""English roles: whether a number counts something, and whether four digits are a year.

2000 people · RMB 2000 · about 2000      counts        in 2000 · the 2022 budget       years
two-way · three-dimensional              names         won 3-1                         scores
"""

from typing import NamedTuple

from summarizer.models import Number, Role
from summarizer.scanning.english import english_numeral, english_qualifiers, english_units
from summarizer.scanning.english.english_amounts import EnglishAmount
from summarizer.scanning.english.english_lexicon import one_of
from summarizer.scanning.english.english_tokens import TokenText

_HUNDREDS = 100
_MOST_POINTS = 250
_CUE_REACH = 12


class EnglishScore(NamedTuple):
    """The numbers of a score, with the token after it."""

    numbers: tuple[Number, Number]
    last: int


def is_year(text: TokenText, index: int) -> bool:
    """Whether a token of four digits, which may be a year, is one."""
    if english_units.sign_before(text, index) or english_numeral.value_of("scale", text.word(index + 1)):
        return False
    direct = english_units.at(text, index + 1)
    if direct is not None and (direct.unit.kind in {"measure", "money", "share", "times"} or _is_symbol(direct, index)):
        return False
    if text.word(index - 1) in one_of("of years"):
        return True
    if english_qualifiers.before(text, index, "") or (direct is not None and direct.plural):
        return False
    is_round = int(text.at(index).text) % _HUNDREDS == 0
    return not (is_round and english_units.head(text, index + 1, plural=True))


def _is_symbol(direct: english_units.UnitPlace, index: int) -> bool:
    return direct.unit.kind == "measure" and direct.first == index + 1


def role(text: TokenText, found: EnglishAmount) -> Role | None:
    """figure, or name for two-way; None for one and zero that count nothing known (one of them, zero growth)."""
    if found.unit is None and text.is_hyphen(found.last) and text.at(found.last + 1).kind == "word":
        return None if text.word(found.last - 1) == "one" else "name"
    if found.unit is None and found.qualifier is None and text.at(found.first).kind == "word":
        if found.value == 1 and text.word(found.first - 1) == "and" and _is_verb(text.word(found.last)):
            return "figure"
        stands_alone = text.word(found.first - 1) in one_of("pointing") and text.word(found.last) in one_of(
            "after pointing"
        )
        return None if found.value in {0, 1} or stands_alone else "figure"
    return "figure"


def _is_verb(word: str) -> bool:
    """Whether a word tells what became of one of several: three died and one was injured."""
    return word in {"is", "was", "has", "remains"} or word.endswith("ed")


def score(text: TokenText, index: int) -> EnglishScore | None:
    """3-1, 25-20: two numbers of which the first is larger, or that a word for winning precedes."""
    digits = [text.at(index), text.at(index + 2)]
    if (
        not text.is_hyphen(index + 1)
        or not all(token.text.isdecimal() for token in digits)
        or text.is_hyphen(index + 3)
    ):
        return None
    first, second = (int(token.text) for token in digits)
    unit = english_units.at(text, text.after_hyphen(index + 3))
    if max(first, second) > _MOST_POINTS or unit is not None:
        return None
    return EnglishScore((first, second), index + 3) if first > second or _tells_of_game(text, index) else None


def _tells_of_game(text: TokenText, index: int) -> bool:
    return any(text.word(place) in one_of("score") for place in range(max(0, index - _CUE_REACH), index))
