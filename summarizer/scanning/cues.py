"""Cues: words of which a text must have one for a pattern to match, so that of a long table few patterns are searched.

    (?:停止|取消|终止)了?(?:对[^,]{0,8}的?)?      停止, 取消, 终止
    (?<![草模比虚])拟(?=新建|扩建)                 新建, 扩建
    [^,]{0,6}(?:已[^,])?                         none: it is always searched

They are read from the pattern itself. Of its parts that may not be left out, the one with the longest and fewest words
decides; what must not be there, punctuation and sets that are not listed tell none.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

_Words = frozenset[str]
_Part = tuple[Any, Any]
_HOLDS = frozenset({kinds.SUBPATTERN, kinds.ASSERT})
_REPEATS = frozenset({kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT})


class Cues:
    """The patterns of a table by their cues."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self._always: list[int] = []
        by_word: defaultdict[str, list[int]] = defaultdict(list)
        for index, pattern in enumerate(patterns):
            words = cues(pattern)
            for word in words:
                by_word[word].append(index)
            if not words:
                self._always.append(index)
        self._of_words = list(by_word.values())
        self._words = AhoCorasick(list(by_word), matchkind=MatchKind.Standard)

    def matching(self, text: str) -> list[int]:
        """The indexes of the patterns that may match in a text, or in a part of it, in order."""
        found = set(self._always)
        for word, _, _ in self._words.find_matches_as_indexes(text, overlapping=True):
            found.update(self._of_words[word])
        return sorted(found)


def cues(pattern: re.Pattern[str]) -> frozenset[str]:
    """Words of which each text has one that a pattern matches in; none where the pattern tells none."""
    return _Words() if pattern.flags & re.IGNORECASE else _needed(parser.parse(pattern.pattern, pattern.flags))


def _needed(parts: Iterable[_Part]) -> _Words:
    return max(_options(parts), key=lambda words: (min(map(len, words), default=0), -len(words)))


def _options(parts: Iterable[_Part]) -> Iterator[_Words]:
    """The words that each part of a pattern needs; characters that follow each other are one part."""
    literal = ""
    for kind, value in parts:
        if kind is kinds.LITERAL and chr(value).isalnum():
            literal += chr(value)
            continue
        yield _Words({literal} - {""})
        literal = ""
        yield _of_part(kind, value)
    yield _Words({literal} - {""})


def _of_part(kind: Any, value: Any) -> _Words:
    if kind is kinds.BRANCH:
        branches = [_needed(branch) for branch in value[1]]
        return _Words().union(*branches) if all(branches) else _Words()
    if kind in _HOLDS or (kind in _REPEATS and value[0] > 0):
        return _needed(value[-1])
    if kind is kinds.IN and all(each is kinds.LITERAL and chr(char).isalnum() for each, char in value):
        return _Words(chr(char) for _, char in value)
    return _Words()
