"""Plan parts: the parts of a document whose measures are planned or asked for, by their heading, opening or list head.

    二、今年的重点工作 … 三、…          from a heading to the next of its level or above; 过去一年的工作 ends a plan too
    青禾县绿化工作方案                a title, for the whole document
    下一步，我们将补齐短板。 …         from a sentence that opens a plan to the end of its line
    会议要求：一是…。二是…。          a list goes on with its head's state to the end of its line

`data/plan_parts.tsv` has the words. The part that begins last decides, be it that it says nothing.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, cast

from summarizer.models import MeasureStatus, Span
from summarizer.resources import lazy_pattern, table
from summarizer.scanning.segments import ENDS, Segments, segments

_LONGEST, _HEAD, _MOST_ITEMS = 30, 60, 10
_TITLE, _LONGEST_TITLE = 400, 80  # where a title begins at the latest, and how long it is
_TARGETS = lazy_pattern("主要(?:预期)?目标(?:是|为|:)")
_NUMBER = lazy_pattern(
    r"[ \t]*(?:(?P<chapter>第[一二三四五六七八九十]{1,3}[章部][分]?[ 、:]?)|(?P<first>[一二三四五六七八九十]{1,3}[、.])"
    r"|(?P<second>\([一二三四五六七八九十]{1,3}\)[、]?)|(?P<third>[0-9]{1,2}[、.)](?![0-9])))[ \t]*"
)
_LEVELS = {"chapter": 1, "first": 2, "second": 3, "third": 4}
_BARE = 0
_SENTENCE_ENDS = lazy_pattern(f"[{ENDS['sentence']}:]")
_NEXT_ITEM = lazy_pattern(
    r"\n[ \t]*(?:[二三四五六七八九十](?:是|要)|其[二三四五],|第[二三四五六七八],|其次,|再次,|最后,)"
)
_FIRST_ITEM = lazy_pattern(r"(?:一是|其一,|第一,|首先,|一要)")


class _Part(NamedTuple):
    """A span of the text and what it says of its measures."""

    start: int
    end: int
    state: MeasureStatus | None


class _Heading(NamedTuple):
    start: int
    level: int
    state: str | None


class PlanParts:
    """The parts of one folded text."""

    def __init__(self, folded: str) -> None:
        targets = _TARGETS.search(folded)
        self._targets = targets.start() if targets else len(folded)
        self._borders = _borders([*_by_headings(folded), *_by_openings(folded)])
        self._starts = [start for start, _ in self._borders]

    def state(self, position: int) -> MeasureStatus | None:
        """What the innermost part around a position says; after the targets of a work report, what none says is planned."""
        index = bisect_right(self._starts, position) - 1
        state = self._borders[index][1] if index >= 0 else None
        return state or ("planned" if position > self._targets else None)


def _borders(parts: list[_Part]) -> list[tuple[int, MeasureStatus | None]]:
    """From where on which state holds, of parts that lie within each other."""
    borders: list[tuple[int, MeasureStatus | None]] = []
    around: list[_Part] = []
    for part in sorted((part for part in parts if part.start < part.end), key=lambda part: (part.start, -part.end)):
        while around and around[-1].end <= part.start:
            borders.append((around.pop().end, around[-1].state if around else None))
        borders.append((part.start, part.state))
        around.append(part)
    while around:
        borders.append((around.pop().end, around[-1].state if around else None))
    return borders


@cache
def _rules(where: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row[0], re.compile(row[2])) for row in table("plan_parts") if row[1] == where)


def stated_part(where: str, words: str) -> str | None:
    """The state that a heading, title, opening or list head tells; `none`: things that are; None: it is silent."""
    bare = "".join(words.split())
    return next((state for state, pattern in _rules(where) if pattern.search(bare)), None)


def _state(stated: str | None) -> MeasureStatus | None:
    return None if stated in {None, "none"} else cast("MeasureStatus", stated)


def _by_headings(folded: str) -> Iterator[_Part]:
    """A part for each heading that tells a state, up to the next heading of its level or above."""
    opened: list[_Heading] = []
    for heading in _headings(folded):
        while opened and heading.level <= opened[-1].level:
            yield from _part(opened.pop(), heading.start)
        opened.append(heading)
    for heading in opened:
        yield from _part(heading, len(folded))


def _part(heading: _Heading, end: int) -> Iterator[_Part]:
    if heading.state is not None:
        yield _Part(heading.start, end, _state(heading.state))


def _headings(folded: str) -> Iterator[_Heading]:
    """The title that tells a state, numbered headings that do or that end others, and bare ones that do."""
    titled = False
    deep = False  # within a bare heading that tells a state
    for line in segments(folded).spans("line"):
        if not titled and _is_planned_title(folded, line):
            titled = True
            yield _Heading(line.start, -1, "planned")
            continue
        heading = _heading(folded, line)
        if heading is None or (heading.level == _BARE and heading.state is None and not deep):
            continue
        deep = (heading.level == _BARE and heading.state is not None) or (deep and heading.level > _BARE)
        yield heading


def _is_planned_title(folded: str, line: Span) -> bool:
    short = line.start < _TITLE and line.end - line.start < _LONGEST_TITLE
    return short and stated_part("title", folded[line.start : line.end]) == "planned"


def _heading(folded: str, line: Span) -> _Heading | None:
    """The heading at the start of a line: a short line, or the numbered words before its first 。 or ：."""
    number = _NUMBER.match(folded, line.start, line.end)
    words = number.end() if number else line.start
    stop = _SENTENCE_ENDS.search(folded, words, min(words + _LONGEST + 1, line.end))
    end = stop.start() if stop and number else line.end
    if end - words > _LONGEST or (stop and not number):
        return _Heading(line.start, _level(number), None) if number else None
    stated = stated_part("heading", folded[words:end])
    return _Heading(line.start, _level(number), stated)


def _level(number: re.Match[str] | None) -> int:
    return _LEVELS[number.lastgroup or ""] if number else _BARE


def _by_openings(folded: str) -> Iterator[_Part]:
    """What follows a sentence that opens a plan, or the head of a list, to the end of the line."""
    parts = segments(folded)
    for statement in parts.spans("statement"):
        end = parts.end("line", statement.start)
        head = folded[statement.start : min(statement.end, statement.start + _HEAD)]
        if stated_part("opening", head) == "planned":
            yield _Part(statement.start, end, "planned")
        item = _FIRST_ITEM.search(folded, statement.start, statement.end)
        if item and (stated := stated_part("list", _head(folded, parts, item.start()))):
            yield _Part(item.start(), _list_end(folded, parts, end), _state(stated))


def _list_end(folded: str, parts: Segments, end: int) -> int:
    """The end of the last of the lines that go on with a list."""
    for _ in range(_MOST_ITEMS):
        if not _NEXT_ITEM.match(folded, end):
            break
        end = parts.end("line", end + 1)
    return end


def _head(folded: str, parts: Segments, item: int) -> str:
    """The words that a list hangs on: those before it in its statement, else the statement before."""
    start = parts.start("statement", item)
    if not folded[start:item].strip() and start:
        item, start = start - 1, parts.start("statement", start - 1)
    return folded[max(start, item - _HEAD) : item]
