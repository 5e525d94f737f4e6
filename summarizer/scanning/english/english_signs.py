"""English signs: plus and minus before a number, as marks or as words.

(+3.8%) · -2.1 percent      marks, which tell how something changed
minus 5 degrees             words
"""

from typing import NamedTuple

from summarizer.scanning.english import english_numeral
from summarizer.scanning.english.english_tokens import TokenText

_OPENING = frozenset("([:,/")


class NumberSign(NamedTuple):
    """Whether a number is below zero, the token where its sign begins, and whether that is a mark."""

    is_minus: bool
    start: int
    is_mark: bool


def before(text: TokenText, index: int) -> NumberSign | None:
    """The sign that ends before a token; no hyphen, and no dash that begins a line."""
    word = text.word(index - 1)
    if word in {"+", "-"} and text.is_glued(index) and not _is_joined(text, index - 1):
        return NumberSign(word == "-", index - 1, is_mark=True)
    if index > 0 and word in english_numeral.words("sign"):
        return NumberSign(is_minus=True, start=index - 1, is_mark=False)
    return None


def _is_joined(text: TokenText, index: int) -> bool:
    """Whether something precedes a mark at once, or nothing in its line."""
    if text.is_glued(index):
        return text.word(index - 1) not in _OPENING
    return index == 0 or "\n" in text.folded[text.at(index - 1).end : text.at(index).start]
