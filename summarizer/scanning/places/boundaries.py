"""Where words begin and end around a name: 振兴|城市 holds no 兴城市, 吉|安全|生产 no 吉安.

Words are those of jieba's dictionary. Only the few characters around a name are cut, so a name costs microseconds.
"""

import re
from collections.abc import Callable
from functools import cache

AROUND = 6
"""So many characters on each side decide where words begin and end."""
_HAN = "[\u4e00-\u9fff]"
_BEFORE = re.compile(f"{_HAN}*+\\Z")
_AFTER = re.compile(f"{_HAN}*+")
_GREATER = ("中国", "大")
"""Words that a longer word may put before a place's name: 中国台湾, 大凉山."""


@cache
def _cut() -> Callable[[str, bool], list[str]]:
    import rjieba  # noqa: PLC0415 - builds its dictionary, 0.2 s

    cut: Callable[[str, bool], list[str]] = rjieba.cut
    return cut


def crossed(folded: str, start: int, end: int) -> tuple[str, str]:
    """The words that cross the start and the end of a span without holding all of it; empty where none does.

    A longer word that ends with the span (巴尔喀什) crosses its start.
    """
    window_start = max(0, start - AROUND)
    before = _BEFORE.search(folded, window_start, start)
    first = before.start() if before else start
    after = _AFTER.match(folded, end, end + AROUND)
    last = after.end() if after else end
    if (first, last) == (start, end):
        return "", ""
    crosses_start = crosses_end = ""
    offset = first
    for word in _cut()(folded[first:last], False):  # noqa: FBT003 - no words that the dictionary lacks
        word_end = offset + len(word)
        if offset < start < word_end <= end and folded[offset:start] not in _GREATER:
            crosses_start = word
        if start < offset < end < word_end:
            crosses_end = word
        offset = word_end
    return crosses_start, crosses_end
