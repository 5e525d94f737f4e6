"""Subjects of figures by what they name, whatever place, time and verbs go with it (`data/indicators.tsv`).

今年上半年全县规上工业企业数 and 规模以上工业企业 have one head, 工业企业, and one scope, 规模以上. Figures of two scopes are not
compared. A general head (投资, 人员) names no indicator by itself.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.folding import fold
from summarizer.resources import table
from summarizer.scanning.facts.periods import leading

_MARKS = re.compile(r"[\s\"'“”‘’《》〈〉「」,、。;:·()\[\]【】-]+")
_BRACKETED = re.compile(r"[(\[【]([^)\]】]{1,20})[)\]】]")
_HERE = re.compile("[全我本该](?:[省市县区州旗镇乡村]|自治[区县州])")
_TIMED = re.compile("[0-9年月日季]")
_LONGEST = 60
_SUFFIX = re.compile("(?:特别行政|自治|新)?[省市县区州旗盟镇乡]\\Z|(?:街道|地区)\\Z|(?:[一-龥]{1,3}族)+自治[县州]\\Z")


class SubjectHead(NamedTuple):
    """What a subject names; `scope` in a fixed order.

    `general` says that the head names no indicator by itself, `known` that the table has it as one.
    """

    head: str
    scope: tuple[str, ...]
    general: bool
    known: bool


@lru_cache(maxsize=1 << 14)
def subject_head(subject: str, places: tuple[str, ...] = ()) -> SubjectHead:
    """The head of a subject; `places` are names of divisions that may begin it."""
    folded = fold(subject[:_LONGEST])
    notes = tuple(match.group(1) for match in _BRACKETED.finditer(folded))
    words = _MARKS.sub("", _BRACKETED.sub("", folded)) or _MARKS.sub("", folded)
    words = _without_lead(words, _short_too(places))
    known = _known(words)
    head, scope = (known, set()) if known else _apart(words)
    named = _known(head)
    return SubjectHead(
        named or head, tuple(sorted({*scope, *notes})), not named and head in _general(), named is not None
    )


def names_place(words: str, places: tuple[str, ...]) -> bool:
    """Whether words name a place, by its name or as 全县."""
    folded = fold(words)
    return _HERE.search(folded) is not None or any(place in folded for place in _short_too(places))


def _known(words: str) -> str | None:
    """The first name of an indicator that these words name."""
    bare = _without_tail(words)
    return _same().get(words.upper()) or _same().get(bare.upper())


def _apart(words: str) -> tuple[str, set[str]]:
    """Words without those of their scope, and that."""
    scope = set[str]()
    for name, pattern in _scopes():
        rest = pattern.sub("", words)
        if rest != words and rest:
            scope.add(name)
            words = rest
    return _without_tail(words), scope


def _without_lead(words: str, places: Iterable[str]) -> str:
    while not _known(words):
        rest = next((words.removeprefix(place) for place in places if words.startswith(place)), words)
        rest = _past_lead(rest[len(leading(rest)) if _TIMED.search(rest) else 0 :])
        if rest == words or not rest:
            break
        words = rest
    return words


def _past_lead(words: str) -> str:
    found = _lead().match(words)
    return words[found.end() :] if found else words


def _without_tail(words: str) -> str:
    while (rest := _tail().sub("", words)) != words and rest:
        words = rest
    return words


@lru_cache(maxsize=1 << 12)
def _short_too(places: tuple[str, ...]) -> tuple[str, ...]:
    """The names and their short forms, the longest first: 饶河县, 饶河."""
    names = {fold(name) for name in places if name}
    shorts = {_SUFFIX.sub("", name) for name in names}
    return tuple(sorted(names | {name for name in shorts if len(name) > 1}, key=lambda name: (-len(name), name)))


def _rows(kind: str) -> Iterator[tuple[str, list[str]]]:
    return ((row[1], row[2].split()) for row in table("indicators") if row[0] == kind)


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(pattern for _, patterns in _rows('lead') for pattern in patterns)})")


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(pattern for _, patterns in _rows('tail') for pattern in patterns)})\\Z")


@cache
def _scopes() -> list[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile("|".join(patterns))) for name, patterns in _rows("scope")]


@cache
def _same() -> dict[str, str]:
    return {word.upper(): name for name, words in _rows("same") for word in (name, *words)}


@cache
def _general() -> frozenset[str]:
    return frozenset(word for _, words in _rows("general") for word in words)
