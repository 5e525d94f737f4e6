"""Edges of a noun: what may come between it and its number, and what at its ends is no part of it.

    总人口|约为35万, 藏书|增加到2023年的, 增速|比同期提高     words between noun and number
    而|香港, 及|湖南省, 亦比前年                           words before a noun; where nothing else is left it is none
    (含专家组                                            white space, brackets and quotes whose other half is outside

The words are in `data/words.tsv`.
"""

import re
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from summarizer.models import Span
from summarizer.resources import table

_OPEN, _CLOSE = '("“‘《【[', ')"”’》】]'
_EDGES = frozenset(_OPEN + _CLOSE + "".join(filter(str.isspace, map(chr, range(0x3001)))))
_LONGEST_BETWEEN, _LONGEST_DATE = 5, 14
_RELATIVE = "去年|前年|上年|今年|当年|往年|历年|同期|同月|同季|上月|上季度|年末|年底|年初"
DATE = re.compile(
    r"(?:截至|相对于|相比|比|较|与|同|从|由|自|到|至|在|于)?"
    rf"(?:[0-9〇零一二三四五六七八九十]{{1,4}}(?:年|月份|月|日|号|季度)|{_RELATIVE})+(?:底|末|初|以来|同期|同月|全年)?"
)
"""A date, or a time told by its distance, with the preposition before it."""
JOINER = re.compile(r"(?:其中|以及|并且|而且|且|和|与|及|的|\s)+")
_NAMES_SOMETHING = re.compile(r"\w")


@cache
def words(kind: str) -> frozenset[str]:
    """The words of a kind of `data/words.tsv`."""
    return frozenset(word for row in table("words") if row[0] == kind for word in row[1].split())


@cache
def one_of(*kinds: str) -> re.Pattern[str]:
    """A pattern of the words of some kinds, the longest first; those that begin alike are tried together."""
    rests: dict[str, list[str]] = {}
    for word in sorted({word for kind in kinds for word in words(kind)}, key=lambda word: (-len(word), word)):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items()))


@cache
def _automaton(*kinds: str) -> tuple[list[str], AhoCorasick]:
    listed = sorted({word for kind in kinds for word in words(kind)})
    return listed, AhoCorasick(listed, matchkind=MatchKind.LeftmostLongest)


def find(text: str, *kinds: str) -> list[tuple[str, int, int]]:
    """The words of some kinds in a text, from left to right, and at each place the longest: word, start, end."""
    listed, automaton = _automaton(*kinds)
    return [(listed[index], start, end) for index, start, end in automaton.find_matches_as_indexes(text)]


@cache
def _between() -> dict[str, tuple[str, ...]]:
    """What may come between a noun and its number, the longest first, by the last character."""
    ends: dict[str, list[str]] = {}
    for word in sorted(words("copula") | words("change") | words("link"), key=len, reverse=True):
        if len(word) <= _LONGEST_BETWEEN:
            ends.setdefault(word[-1], []).append(word)
    return {last: tuple(found) for last, found in ends.items()}


def strip_back(folded: str, end: int, floor: int) -> int:
    """Back over the words between a noun and its number: 总人口|约为, GDP|同比增长, 藏书|增加到2023年的."""
    last, between = end, _between()
    while end > floor:
        final = folded[end - 1]
        length = next((len(word) for word in between.get(final, ()) if folded.endswith(word, floor, end)), 0)
        length = length or _date_length(folded, floor, end)
        if not length and end < last and final in "比较" and DATE.match(folded, end, last):
            length = 1
        if not length and final != " ":
            break
        end -= length or 1
    return end


def _date_length(folded: str, floor: int, end: int) -> int:
    if folded[end - 1] not in "年月日号份度底末初来期季":
        return 0
    for start in range(max(floor, end - _LONGEST_DATE), end - 1):
        if DATE.fullmatch(folded, start, end):
            return end - start
    return 0


def cleaned(folded: str, noun: Span) -> Span | None:
    """A trimmed noun without the words before it that are no part of it; None where nothing else is left.

    After such a word a date is none either: 而|2012年的|投诉.
    """
    start, end = noun
    lead = _leads().match(folded, start, end)
    while lead:
        if lead.end() == end:
            return None
        start = lead.end()
        lead = _leads().match(folded, start, end) or DATE.match(folded, start, end)
    left = folded[start:end]
    if left in words("none") or left[-1] == "等" or not _NAMES_SOMETHING.search(left):
        return None
    if start == noun.start:
        return noun
    edged = trimmed(folded, start, end)
    return cleaned(folded, edged) if edged else None


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(f"{one_of('lead').pattern}|{JOINER.pattern}")


def trimmed(folded: str, start: int, end: int) -> Span | None:
    """Without white space, and without brackets or quotes whose other half is outside."""
    while start < end and folded[start] in _EDGES and _begins_outside(folded, start, end):
        start += 1
    while start < end and folded[end - 1] in _EDGES and _ends_outside(folded, start, end):
        end -= 1
    return Span(start, end) if start < end else None


def _begins_outside(folded: str, start: int, end: int) -> bool:
    first = folded[start]
    if first.isspace() or first in _CLOSE:
        return True
    return _CLOSE[_OPEN.find(first)] not in folded[start + 1 : end]


def _ends_outside(folded: str, start: int, end: int) -> bool:
    last = folded[end - 1]
    if last.isspace() or (last in _OPEN and last not in _CLOSE):
        return True
    kind = _CLOSE.find(last)
    return kind >= 0 and _OPEN[kind] not in folded[start : end - 1]
