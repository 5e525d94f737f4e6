"""Marks: what the Markdown of a chat answer puts around and before words, none of which is the text's own.

**97**个 → 97个      1. 设点97个 → 设点97个      ## 要点 → 要点      - 二、设点97个 → 设点97个
"""

import re
from array import array
from collections.abc import Sequence
from typing import NamedTuple

_HEAD = re.compile(
    r"^[ \t]*(?:(?:[-*+•·●▪■]|#{1,6})[ \t]+)?(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[、)）](?![\d一二三四五六七八九十])|[.．](?=[ \t*]))[ \t]*)?",
    re.MULTILINE,
)
_STRONG = re.compile(r"(\*\*|__|`)(?=[^\s*_`])[^*_`\n]{0,200}?(?<=[^\s*_`])(\1)")


class Unmarked(NamedTuple):
    """A text without marks, and where each of its characters was before."""

    words: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the marked text that `words[start:end]`, which must not be empty, is from."""
        return self.places[start], self.places[end - 1] + 1


def unmarked(marked: str) -> Unmarked:
    """A text without the marks of lists, headings and emphasis."""
    cuts = [match.span() for match in _HEAD.finditer(marked) if match.end() > match.start()]
    cuts += [match.span(group) for match in _STRONG.finditer(marked) for group in (1, 2)]
    if not cuts:
        return Unmarked(marked, range(len(marked)))
    words, places, end = [], array("i"), 0
    for start, stop in [*sorted(cuts), (len(marked), len(marked))]:
        if start >= end:
            words.append(marked[end:start])
            places.extend(range(end, start))
        end = max(end, stop)
    return Unmarked("".join(words), places)
