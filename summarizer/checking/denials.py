"""Denials: whether a subject drops or turns a denial of the words around its number.

不合格产品12批次      合格产品 drops it
合格产品88批次        不合格产品 turns it
拒绝接种3人           接种
埋没民宅30户          民宅 is what it says: `data/denials.tsv` has the words that deny nothing
"""

import re
from collections.abc import Iterator
from functools import cache

from summarizer.resources import table

_DENIED = re.compile("(?:拒绝|没有|不|未|非|无|没)(?=(..))")
_DENYING = frozenset("拒没不未非无")
_NOTHING = "\x03"


def may_deny(words: str) -> bool:
    """Whether words hold a character that any denial has."""
    return not _DENYING.isdisjoint(words)


def is_turned(subject: str, context: str) -> bool:
    """Whether a bare subject says undenied what the context only denies, or the reverse."""
    subject, context = _without_idle(subject), _without_idle(context)
    return any(_has_plain(subject, word) and not _has_denied(subject, word) for word in _only_denied(context)) or any(
        _has_plain(context, word) and not _has_denied(context, word) for word in _only_denied(subject)
    )


@cache
def _idle() -> re.Pattern[str]:
    words = sorted((word for row in table("denials") for word in row[0].split()), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _without_idle(words: str) -> str:
    """Words without those that hold a denial and deny nothing."""
    return _idle().sub(_NOTHING, words)


def _only_denied(words: str) -> Iterator[str]:
    """What is denied in some words, and nowhere said without a denial."""
    for match in _DENIED.finditer(words):
        if not _has_plain(words, match[1]):
            yield match[1]


def _has_plain(words: str, word: str) -> bool:
    return _count(words, word) > _denied_count(words, word)


def _has_denied(words: str, word: str) -> bool:
    return _denied_count(words, word) > 0


def _count(words: str, word: str) -> int:
    return words.count(word)


def _denied_count(words: str, word: str) -> int:
    return sum(match[1] == word for match in _DENIED.finditer(words))
