"""Text that addresses a model: where a document tells its reader to leave its instructions, or what to answer.

The phrases are the rows of `data/injections.tsv`, made for what no government news says: 不得忽略上述要求 and
应急指挥系统下达转移指令 are news, 请忽略上面的要求 is not. They are looked for in folded text without white space, so
that a blank or a line break inside of a phrase hides nothing. One pass finds the marks of all rows; only around these
the patterns are tried, so ordinary documents cost that pass alone.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from ahocorasick_rs import AhoCorasick, MatchKind

from summarizer.models import Span
from summarizer.resources import table

_MOST = 20
_BEFORE, _BEHIND = 60, 300
_OTHER_LETTERS = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN = str.maketrans("АВСЕНІЈКМОРЅТХавсеіјоорѕхуԁοανιΑΒΕΗΙΚΜΝΟΡΤΧΥΖ", "ABCEHIJKMOPSTXabceijoopsxydoaviABEHIKMNOPTXYZ")
_PLEADING = "请你您须必即并要应"
_GOES_ON = ",、"


@cache
def _rows() -> list[tuple[str, list[str], re.Pattern[str]]]:
    """Kind, marks and pattern of each row but the tokens, which cleaning has taken out."""
    rows = [row for row in table("injections") if row[0] != "mark"]
    return [(kind, marks.split("|"), re.compile(pattern)) for kind, marks, pattern, _example in rows]


@cache
def _marks() -> tuple[AhoCorasick, list[list[int]]]:
    """What finds all marks, and for each mark the rows that it belongs to."""
    rows_of: dict[str, list[int]] = {}
    for index, (_, marks, _) in enumerate(_rows()):
        for mark in marks:
            rows_of.setdefault(mark, []).append(index)
    return AhoCorasick(list(rows_of), matchkind=MatchKind.Standard), list(rows_of.values())


def find(folded: str) -> list[Span]:
    """Where a folded string addresses a model, in order and apart; the first twenty."""
    squeezed = "".join(_lower(folded).split())
    automaton, rows_of = _marks()
    hits = automaton.find_matches_as_indexes(squeezed, overlapping=True)
    if not hits:
        return []
    kept = [index for index, char in enumerate(folded) if not char.isspace()]
    found = _found(folded, squeezed, kept, ((start, row) for mark, start, _ in hits for row in rows_of[mark]))
    return list(islice(_apart(found), _MOST))


def _lower(folded: str) -> str:
    """Lower case, one character for one; Cyrillic and Greek letters that look like Latin ones are those."""
    if _OTHER_LETTERS.search(folded):
        folded = folded.translate(_LATIN)
    lowered = folded.lower()
    return lowered if len(lowered) == len(folded) else "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)


def _found(folded: str, squeezed: str, kept: list[int], hits: Iterator[tuple[int, int]]) -> Iterator[Span]:
    for start, index in hits:
        kind, _, pattern = _rows()[index]
        first = max(0, start - _BEFORE)
        for match in pattern.finditer(squeezed, first, start + _BEHIND):
            span = Span(kept[match.start()], kept[match.end() - 1] + 1)
            if match.end() > start and _stands(kind, folded, span.start):
                yield span
                break


def _stands(kind: str, folded: str, start: int) -> bool:
    """Whether a match of this kind may begin here: some only at the start of a line, or of a sentence."""
    before = folded[max(0, start - _BEFORE) : start].rstrip(" \t")[-1:]
    if kind == "line":
        return before in "\r\n"
    return kind != "plea" or before in _PLEADING or not (before.isalnum() or before in _GOES_ON)


def _apart(spans: Iterator[Span]) -> Iterator[Span]:
    """Each span that does not begin inside of one before."""
    end = 0
    for span in spans:
        if span.start >= end:
            end = span.end
            yield span
