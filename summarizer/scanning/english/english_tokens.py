"""Tokens of an English text: digits, words and marks, each with its span."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers.arabic import VULGAR

_TOKEN = lazy_pattern(
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])(?:\.[0-9]++)?|[0-9]++(?:\.[0-9]++)?|(?<![0-9A-Za-z])\.[0-9]++)"
    r"|(?P<word>(?:[A-Za-z]\.){2,8}|(?:km|cm|m)[²³](?![A-Za-z])|[A-Za-zÀ-ɏμµ]++(?:'[a-z]{1,3}(?![A-Za-z]))?)"
    r"|(?P<mark>°C|\S)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token at [start, end); `word` is in small letters."""

    start: int
    end: int
    text: str
    word: str
    kind: str


_NONE = Token(-1, -1, "", "", "none")


_MOST_DIGITS = 24
_PADDING = 24  # more than any rule looks ahead or back


@dataclass(frozen=True)
class TokenText:
    """A folded text and its tokens, which are counted from 0."""

    folded: str

    @cached_property
    def _tokens(self) -> list[Token]:
        """The tokens in order, and empty ones, which also precede the first; white space is none."""
        found = [
            Token(match.start(), match.end(), match[0], match[0].lower(), _kind(match))
            for match in _TOKEN.finditer(self.folded)
        ]
        return found + [_NONE] * _PADDING

    @cached_property
    def count(self) -> int:
        """The number of tokens."""
        return len(self._tokens) - _PADDING

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self._tokens[: self.count]]

    def index_at(self, start: int) -> int:
        """The index of the first token that does not begin before a position."""
        return bisect_left(self._starts, start)

    def at(self, index: int) -> Token:
        """The token of an index; just beyond the ends an empty one."""
        return self._tokens[index]

    def word(self, index: int) -> str:
        """The word of an index in small letters."""
        return self._tokens[index].word

    def is_glued(self, index: int) -> bool:
        """Whether nothing separates a token from the one before it."""
        return 0 < index < self.count and self._tokens[index].start == self._tokens[index - 1].end

    def is_hyphen(self, index: int) -> bool:
        """Whether a token is a hyphen between two others, without blanks."""
        return self.word(index) == "-" and self.is_glued(index) and self.is_glued(index + 1)

    def after_hyphen(self, index: int) -> int:
        """The index after a hyphen at an index, else the index."""
        return index + 1 if self.is_hyphen(index) else index

    def phrase_end(self, index: int, phrase: tuple[str, ...]) -> int | None:
        """The index after a phrase that begins at an index; hyphens between its words don't count."""
        for place, expected in enumerate(phrase):
            index = self.after_hyphen(index) if place else index
            if self.word(index) != expected:
                return None
            index += 1
        return index

    def phrase_start(self, index: int, phrase: tuple[str, ...]) -> int | None:
        """The index where a phrase begins that ends before an index."""
        start = index - len(phrase)
        return start if start >= 0 and all(self.word(start + i) == word for i, word in enumerate(phrase)) else None


def _kind(match: re.Match[str]) -> str:
    """digits, word or mark; a run of digits that no number has is a mark."""
    return "mark" if len(match[0]) > _MOST_DIGITS and match["digits"] else str(match.lastgroup)


def is_fraction_sign(token: Token) -> bool:
    """Whether a token is ½, ¾ or the like."""
    return token.text != "" and token.text in VULGAR
