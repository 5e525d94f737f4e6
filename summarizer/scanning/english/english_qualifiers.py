"""English qualifiers: the words around a number that widen it, each as the Chinese word that says the same.

The table is `data/english_qualifiers.tsv`; what the Chinese words make of low and high is in `numbers.qualifiers`.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from summarizer.resources import table
from summarizer.scanning.english.english_lexicon import one_of
from summarizer.scanning.english.english_tokens import TokenText

_Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


class QualifierPlace(NamedTuple):
    """A qualifier in Chinese, and the token where it begins (before a number) or the one after it."""

    word: str
    edge: int


@cache
def _phrases(where: str) -> _Phrases:
    """The phrases of a place, the longest first, by their word next to the number."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for place, words, chinese, _ in table("english_qualifiers"):
        if place == where:
            phrase = tuple(words.split())
            found.setdefault(phrase[-1 if where == "before" else 0], []).append((phrase, chinese))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in found.items()}


def before(text: TokenText, index: int, kind: str) -> QualifierPlace | None:
    """The qualifier that ends before a token; `kind` is that of the number's unit."""
    point = int(text.word(index - 1) == "." and text.word(index - 2) in {"approx", "ca"})
    end = index - point
    for phrase, chinese in _phrases("before").get(text.word(end - 1), ()):
        start = text.phrase_start(end, phrase)
        if start is not None and _widens(text, phrase, start, kind):
            return QualifierPlace(chinese, start)
    return None


def _widens(text: TokenText, phrase: tuple[str, ...], start: int, kind: str) -> bool:
    previous = text.word(start - 1)
    if phrase == ("top",):
        return previous in one_of("before top")
    if phrase == ("over",):
        return kind != "time" or previous in one_of("before over time")
    return phrase != ("within",) or kind in {"time", "measure"}


def after(text: TokenText, index: int) -> QualifierPlace | None:
    """The qualifier that begins at a token: or more, -odd, +."""
    place = text.after_hyphen(index)
    for phrase, chinese in _phrases("after").get(text.word(place), ()):
        end = text.phrase_end(place, phrase)
        if end is not None and _follows(text, phrase, index, place):
            return QualifierPlace(chinese, end)
    return None


def _follows(text: TokenText, phrase: tuple[str, ...], index: int, place: int) -> bool:
    if phrase in {("odd",), ("plus",)}:
        return place > index
    return phrase != ("+",) or (text.is_glued(index) and text.at(index + 1).kind != "digits")
