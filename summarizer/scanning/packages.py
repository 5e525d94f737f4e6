"""Packages: a head that says how many parts it has, and as many parts named beside it.

    党员联户、干部包片、支部会商|三项机制          the parts come before the head, in its clause
    |三项机制|，即党员联户、干部包片和支部会商      … or after it: 即, 包括, a colon, brackets
    |“四查”|（查证、查车、查货、查人）
    |三项措施|：一是建网格；二是设卡口；三是发卡片   … or each begins with its number

A package is read only where the number of its parts is the head's number.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.models import Span
from summarizer.resources import lazy_pattern, table
from summarizer.scanning.numbers import nouns
from summarizer.scanning.segments import ENDS, segments

_DIGITS = {digit: value for value, digit in enumerate("二三四五六七八九十", start=2)} | {"两": 2}
_NUMERAL = "(?P<number>十[一二三四五六]?|[二两三四五六七八九]|1[0-9](?![0-9])|[2-9](?![0-9]))"
_QUOTED = f'[“「『"]{_NUMERAL}[\u4e00-\u9fff]{{1,4}}[”」』"]'
_HEAD = lazy_pattern(
    "(?<![第0-9.一二三四五六七八九十百千万余多年月/+-])(?:"
    f'{_NUMERAL}(?:个(?!月|小时|百分点|工作日|点|多)|[项大张本道条类种套支件])(?P<noun>[“「『"]?[\u4e00-\u9fff]{{1,2}})[\u4e00-\u9fff]{{0,6}}[”」』"]?'
    f"|{_QUOTED.replace('<number>', '<quoted>')}"
    f"|{_NUMERAL.replace('<number>', '<listed>')}[必查不严包清问联看有到化管][\u4e00-\u9fff]{{0,2}}(?=[(:]))"
)
_LEADS = lazy_pattern('[”」』"]?(?:[,，]?(?:即|就是|分别是|分别为|包括)[:]?|[(:])')
_ORDERED = "一二三四五六七八九十"
_BETWEEN = lazy_pattern("(?:的?[\u4e00-\u9fff]{0,4})[:。;,\\s]{1,3}(?=一是)")
_OPENING, _CLOSING = "“「『(《", "”」』)》"
_EDGES = " \t\u3000“”「」『』\"'‘’"
_JOINED = lazy_pattern("以及|和|及|与")
_ENDS_LIST = lazy_pattern(f"[{ENDS['sentence']}]")
_FAR, _FAR_ORDERED, _LONGEST, _SHORTEST, _UNLIKE = 240, 3000, 20, 2, 2


class Package(NamedTuple):
    """The span of a head in Text, its number with at most two characters of its noun; the number; its parts, in order."""

    head: Span
    size: int
    parts: tuple[Span, ...]


@lru_cache(maxsize=8)
def packages(folded: str) -> tuple[Package, ...]:
    """The packages of a folded text, in its order; one for each head whose parts can be read."""
    found = (_package(folded, match) for match in _HEAD.finditer(folded))
    return tuple(package for package in found if package is not None)


def _package(folded: str, match: re.Match[str]) -> Package | None:
    head = _trimmed(folded, Span(match.start(), match.end("noun") if match["noun"] else match.end()))
    count = number(match["number"] or match["quoted"] or match["listed"])
    for parts in (_after(folded, match.end()), _before(folded, match.start(), count), _ordered(folded, match.end())):
        named = parts if len(parts) == count else _with_last_divided(folded, parts)
        if len(named) == count and all(_SHORTEST <= part.end - part.start <= _LONGEST for part in named):
            return Package(head, count, tuple(named))
    return None


def number(numeral: str) -> int:
    """The value of a numeral from two to nineteen: 十二, 12, 两."""
    if numeral.isdigit():
        return int(numeral)
    return 10 + _ORDERED.index(numeral[1]) + 1 if len(numeral) > 1 else _DIGITS[numeral]


def _after(folded: str, end: int) -> list[Span]:
    """The members of the list that a head leads into."""
    lead = _LEADS.match(folded, end) or _LEADS.match(folded, max(0, end - 1))
    if lead is None:
        return []
    stop = _end_of_list(folded, lead.end(), bracketed=lead.group().endswith("("))
    return _members(folded, Span(lead.end(), stop))


def _end_of_list(folded: str, start: int, *, bracketed: bool) -> int:
    limit = min(len(folded), start + _FAR)
    if bracketed:
        closing = folded.find(")", start, limit)
        return closing if closing >= 0 else start
    found = _ENDS_LIST.search(folded, start, limit)
    end = found.start() if found else limit
    comma = folded.find(",", folded.find("、", start, end) if "、" in folded[start:end] else start, end)
    return comma if comma >= 0 and "、" in folded[start:end] else end


def _before(folded: str, start: int, count: int) -> list[Span]:
    """The members of the list before a head, in its clause; the first without what leads up to it."""
    begin = segments(folded).start("clause", start)
    members = _members(folded, Span(begin, start)) if start - begin <= _FAR else []
    if len(members) == count - 1 and count > _SHORTEST:
        members = _with_last_divided(folded, members)
    if len(members) != count:
        return []
    first = _without_lead(folded, members[0], members[1:])
    return [first, *members[1:]] if first else []


def _without_lead(folded: str, first: Span, others: Sequence[Span]) -> Span | None:
    """明确|党员联户: after a quotation mark or a verb that sets up, else after the verb that leaves it as long as the others.

    None where it stays much longer or shorter than they are.
    """
    marks = [folded.rfind(mark, first.start, first.end) for mark in _OPENING[:3]]
    set_up = [verb.end() for verb in _leads().finditer(folded, first.start, first.end - 1)]
    if max(marks) >= 0 or set_up:
        return _trimmed(folded, Span(max(*marks, *set_up), first.end))
    usual = sorted(part.end - part.start for part in others)[(len(others) - 1) // 2]
    verbs = nouns.one_of("verb").finditer(folded, first.start, first.end - 1)
    starts = [first.start, *(verb.end() for verb in verbs)]
    best = min(starts, key=lambda start: (abs(first.end - start - usual), -start))
    return Span(best, first.end) if abs(first.end - best - usual) <= _UNLIKE else None


@cache
def _leads() -> re.Pattern[str]:
    """The words of `data/belonging.tsv` after which something new is named, or a list begins."""
    verbs = {verb for row in table("belonging") if row[0] in {"sets_up", "leads"} for verb in row[1].split()}
    return re.compile("|".join(sorted(verbs, key=lambda verb: (-len(verb), verb))))


def _ordered(folded: str, end: int) -> list[Span]:
    """一是A，…二是B，…: the first clause after each number, where they come in order."""
    between = _BETWEEN.match(folded, end)
    if between is None:
        return []
    parts: list[Span] = []
    position, limit = between.end(), min(len(folded), end + _FAR_ORDERED)
    for digit in _ORDERED:
        at = folded.find(f"{digit}是", position, limit)
        if at < 0 or (parts and folded[at - 1] not in "。;,\n \u3000"):
            break
        parts.append(_trimmed(folded, Span(at + 2, segments(folded).end("clause", at))))
        position = at + 2
    return parts


def _members(folded: str, span: Span) -> list[Span]:
    """The parts of a list, divided at 、 outside quotation marks and brackets, and between quotations."""
    parts: list[Span] = []
    depth, start = 0, span.start
    for position in range(span.start, span.end):
        char = folded[position]
        if char in _CLOSING:
            depth = max(0, depth - 1)
        elif char in _OPENING:
            if depth == 0 and position > start and folded[position - 1] in _CLOSING:
                parts.append(Span(start, position))
                start = position
            depth += 1
        elif char == "、" and depth == 0:
            parts.append(Span(start, position))
            start = position + 1
    last = folded[start : span.end].removesuffix("的").removesuffix("等")
    parts.append(Span(start, start + len(last)))
    trimmed = [_trimmed(folded, part) for part in parts]
    return [part for part in trimmed if part.start < part.end]


def _with_last_divided(folded: str, parts: Sequence[Span]) -> list[Span]:
    """A list whose last member joins two: 干部包片和支部会商."""
    if not parts:
        return []
    joined = _JOINED.search(folded, parts[-1].start + 1, parts[-1].end - 1)
    if joined is None:
        return list(parts)
    last = Span(parts[-1].start, joined.start()), Span(joined.end(), parts[-1].end)
    return [*parts[:-1], *(_trimmed(folded, part) for part in last)]


def _trimmed(folded: str, span: Span) -> Span:
    """A span without the blanks and quotation marks around it."""
    start, end = span
    while start < end and folded[start] in _EDGES:
        start += 1
    while end > start and folded[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)
