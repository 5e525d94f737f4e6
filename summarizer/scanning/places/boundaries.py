"""Where words begin and end around a name: 振兴|城市 holds no 兴城市, 吉|安全|生产 no 吉安.

Words are those of jieba's dictionary. Only the few characters around a name are cut, so a name costs microseconds.
"""

from collections.abc import Callable
from functools import cache, lru_cache

AROUND = 5
"""So many characters on each side decide where words begin and end."""
_GREATER = ("中国", "大")
"""Words that a longer word may put before a place's name: 中国台湾, 大凉山."""


@cache
def _cut() -> Callable[[str, bool], list[str]]:
    import rjieba  # noqa: PLC0415 - builds its dictionary, 0.2 s

    cut: Callable[[str, bool], list[str]] = rjieba.cut
    return cut


@lru_cache(maxsize=16384)
def _words(window: str) -> tuple[str, ...]:
    """The words of a few characters; no words that the dictionary lacks."""
    return tuple(_cut()(window, False))  # noqa: FBT003


def is_chinese(char: str) -> bool:
    """Whether a character is one of those that words are made of; the empty string isn't."""
    return "\u4e00" <= char <= "\u9fff"


def crosses_start(folded: str, start: int, end: int) -> bool:
    """Whether a word that begins before a span ends in it, or with it (巴尔喀什)."""
    if not is_chinese(folded[start - 1 : start]):
        return False
    offset = max(0, start - AROUND)
    for word in _words(folded[offset : end + AROUND]):
        word_end = offset + len(word)
        if word_end > start:
            return offset < start and word_end <= end and folded[offset:start] not in _GREATER
        offset = word_end
    return False


def crosses(folded: str, start: int, end: int) -> bool:
    """Whether a word that begins before a span ends in it, or one that begins in it ends after it."""
    if crosses_start(folded, start, end):
        return True
    if not is_chinese(folded[end : end + 1]):
        return False
    offset = start
    for word in _words(folded[start : end + AROUND]):
        word_end = offset + len(word)
        if word_end > end:
            return offset not in {start, end}
        offset = word_end
    return False
