"""English multiples: doubled, tripled, twice, eightfold, which tell how many times as much."""

from decimal import Decimal

from summarizer.scanning.english.english_lexicon import one_of
from summarizer.scanning.english.english_numeral import EnglishNumeral, value_of, whole, words
from summarizer.scanning.english.english_tokens import TokenText
from summarizer.scanning.english.english_units import EnglishUnit

FOLD = EnglishUnit("倍", "share", ())
_TIMES = EnglishUnit("次", "times", ())
_MOVED = ("ed", "ng", "es", "ve")  # doubled, doubling, doubles, halve; not twice, double


def multiple(text: TokenText, index: int) -> EnglishNumeral | None:
    """Doubled, twice, eightfold."""
    word = text.word(index)
    count = word[: -len("fold")].removesuffix("-")
    folded = value_of("cardinal", count) if word.endswith("fold") else None
    stated = str(folded) if folded else words("multiple").get(word)
    if stated is None or (word in {"double", "triple", "quadruple"} and not _is_multiple(text, index)):
        return None
    value = whole(Decimal(stated))
    return EnglishNumeral(index, index + 1, value, value, value, 1)


def _is_multiple(text: TokenText, index: int) -> bool:
    """Double the output, will double; not double-digit, a double room."""
    return not text.is_hyphen(index + 1) and (
        text.word(index + 1) in one_of("after double") or text.word(index - 1) in one_of("before double")
    )


def multiple_unit(text: TokenText, numeral: EnglishNumeral) -> EnglishUnit:
    """倍, but 次 for twice a year."""
    is_often = text.word(numeral.first) in {"twice", "thrice"} and text.word(numeral.last) not in one_of("after times")
    return _TIMES if is_often else FOLD


def change(text: TokenText, numeral: EnglishNumeral) -> int:
    """1 where a multiple says that something grew, -1 where it says that it shrank, else 0."""
    if not text.word(numeral.first).endswith(_MOVED):
        return 0
    return -1 if numeral.high < 1 else 1
