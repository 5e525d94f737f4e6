"""Lines → paragraphs: which line goes on in the next one, across columns and pages too.

A line goes on if what begins the next one had no room on it, and the next one begins at the left margin. It doesn't if
the next one is indented, begins an item, is of another size or far below, or if the line ends a sentence where
paragraphs aren't indented. The left and the right margin of a column are where most of its lines begin and end, or of
columns of that width on pages near by, if it has few.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from summarizer.folding import fold
from summarizer.reading.cleaning.wraps import is_in_number
from summarizer.reading.formats.layout.shapes import Grid, Segment

_INDENT, _SAME, _ROOM, _LONGEST_LEAD = 1.2, 0.6, 0.3, 8.0
_FAR, _OTHER_SIZE, _LARGE = 1.55, 0.12, 1.12
_ENOUGH_LINES, _FEWEST_LINES, _SHARE, _FEW, _NEAR = 6, 3, 0.12, 0.04, 4
_DEEPEST, _WIDEST_MARK, _DRIFT, _LONG, _SET_RIGHT = 3.5, 5.0, 30.0, 0.5, 0.4
_SENTENCE_END = re.compile(r"[。！？!?…；;：:.][”\"’』」）)》】]*(?:\x0e[^\x0f]*\x0f)?\Z")
_ITEM = re.compile(
    r"[•·●■◆▪★☆○◇□▲►]|[（(](?:\d{1,3}|[一二三四五六七八九十百]{1,4})[）)]|[一二三四五六七八九十百]{1,4}、"
    r"|\d{1,3}(?:[、．]|[.)）](?!\d))|第[一二三四五六七八九十百\d]{1,5}[章节条款编篇部分]|[①-⑳]"
)
_NAMED = re.compile(r"附件|附表|附录|[表图]\d|注[：:]")
_LEADER = re.compile(r"[.…·．]{4,}\s*\d+\s*\Z")
_TAIL, _LAST_LINES = 120, 4
_AROUND, _HAN = 24, re.compile("[\u3400-\u9fff]")
_CUT = re.compile(
    r"[,。;、:，；：][^,。;]*[\u3400-\u9fff][^,。;]*(?:\d[\d,.]*|[一二两三四五六七八九十百千万])\Z|[一二两三四五六七八九十百千万]{3}\Z"
)
_REST = re.compile(
    r"(?!(?:19|20)\d\d年|\d{1,3}[、.)](?!\d))(?:\d|[一二三四五六七八九十百千万]{2}|[十百千万](?![个余]))"
)
_HYPHEN = re.compile(r"[A-Za-z]{2}-\Z")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


@dataclass(slots=True)
class TextColumn:
    """A column of a page: its page's width, its lines and grids from the top down, the gutters at its sides, its margins.

    `step` is how far its lines are apart. `boxes` are where text stands beside a box: from where to where, and how far to
    the right it reaches.
    """

    page: int
    width: float
    items: list[Segment | Grid]
    sides: tuple[float, float] = (-math.inf, math.inf)
    left: float = 0.0
    right: float = 0.0
    is_indented: bool = False
    step: float = 0.0
    boxes: list[tuple[float, float, float]] = field(default_factory=list)

    @property
    def lines(self) -> list[Segment]:
        return [item for item in self.items if isinstance(item, Segment)]


@dataclass(slots=True)
class JoinedLines:
    """Lines that belong together: the page of each, and its words with what joins it to the one before."""

    parts: list[tuple[int, str]]

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.parts)

    @property
    def end(self) -> str:
        """The words of its last lines."""
        return "".join(text for _, text in self.parts[-_LAST_LINES:])


class HiddenWords(NamedTuple):
    """What is on a page and nobody sees."""

    page: int
    text: str


Block = JoinedLines | Grid | HiddenWords


def paragraphs(columns: Sequence[TextColumn], body: float) -> list[Block]:
    """The paragraphs and grids of all columns in reading order."""
    _set_margins(columns)
    blocks: list[Block] = []
    above: _Placed | None = None
    paragraph = JoinedLines([])
    for column in columns:
        for item in column.items:
            if isinstance(item, Grid):
                blocks.append(item)
                above = above if item.is_box or (above and above.column is not column) else None
                continue
            here = _Placed(item, column)
            joint = _joint(above, here, paragraph.end, body) if above else None
            if joint is None:
                paragraph = JoinedLines([(column.page, item.text.lstrip())])
                blocks.append(paragraph)
            else:
                _add(paragraph, column.page, joint, item.text)
            above = here
    return blocks


class _Placed(NamedTuple):
    """A line in its column."""

    line: Segment
    column: TextColumn

    @property
    def indent(self) -> float:
        return (self.line.x0 - self.column.left) / self.line.size

    @property
    def room(self) -> float:
        """How much is free at the right, in points."""
        beside = (right for top, bottom, right in self.column.boxes if top < self.line.base < bottom)
        return next(beside, self.column.right) - self.line.x1

    @property
    def is_centred(self) -> bool:
        middle = (self.line.x0 + self.line.x1) / 2
        return abs(middle - (self.column.left + self.column.right) / 2) < self.line.size and self.indent > _SAME


def _joint(above: _Placed, here: _Placed, so_far: str, body: float) -> str | None:
    """What joins a line to the one above, with which a paragraph ends so far; None where it begins a paragraph."""
    line, below = above.line, here.line
    if abs(line.size / below.size - 1) > _OTHER_SIZE or _is_far(above, here):
        return None
    if min(line.size, below.size) > _LARGE * body and above.is_centred and here.is_centred:
        return glue(line.text, below.text)
    ends = _SENTENCE_END.search(line.text.rstrip()) is not None
    if not _is_full(above, below):
        return "" if _is_at_margin(above, here, ends=False) and _is_cut(so_far, below.text) else None
    goes_on = not _begins_item(line.text, below.text, ends=ends) and _is_at_margin(above, here, ends=ends)
    return glue(line.text, below.text) if goes_on else None


def _begins_item(text: str, below: str, *, ends: bool) -> bool:
    """Whether a line can't go on in the next one: that begins an item, or it leads to the number of a page itself."""
    below = below.lstrip()
    is_item = _ITEM.match(below) is not None and not (text[-1:].isdigit() and below[:1].isdigit())
    return is_item or (ends and _NAMED.match(below) is not None) or _LEADER.search(text) is not None


def _is_far(above: _Placed, here: _Placed) -> bool:
    """Whether a line is farther below the other one than lines are."""
    step = here.line.base - above.line.base
    usual = above.column.step or 1.6 * above.line.size
    return above.column is here.column and step > max(_FAR * usual, _FAR * above.line.size)


def _is_full(above: _Placed, below: Segment) -> bool:
    """Whether what begins the next line had no room on a line, which isn't set at the right."""
    across = above.column.right - above.column.left
    return (
        above.line.x0 - above.column.left < _SET_RIGHT * across
        and above.room < min(below.lead, _LONGEST_LEAD * below.size) + _ROOM * below.size
    )


def _is_cut(text: str, below: str) -> bool:
    """Whether a text whose last line isn't full ends within a number all the same."""
    folded, after = fold(text[-_TAIL:].rstrip()), fold(below.lstrip())
    return is_in_number(folded, after) or (_CUT.search(folded) is not None and _REST.match(after) is not None)


def _is_at_margin(above: _Placed, here: _Placed, *, ends: bool) -> bool:
    """Whether a line begins where lines go on."""
    if abs(here.indent) < _SAME:
        return above.column.is_indented or not ends or above.room < _ROOM * above.line.size
    hang = (here.line.x0 - above.line.x0) / here.line.size
    is_hanging = _SAME <= hang < _WIDEST_MARK and _ITEM.match(above.line.text) is not None
    is_back = -_DEEPEST < hang < -_SAME  # from the indent of a first line, in a block that begins within the column
    goes_on = abs(hang) < _SAME or is_hanging or is_back
    return above.column is here.column and here.indent > 0 and goes_on and not ends


def glue(before: str, after: str) -> str:
    """What joins the end of a line to the next one: a space between words, nothing between characters or in a number."""
    first, last = after.lstrip()[:1], before.rstrip()[-1:]
    if not (first.isascii() and first.isalnum() and last.isascii() and (last.isalnum() or last in ",.;:")):
        return ""
    if before[-1:] == " " or after[:1] == " ":
        return " "
    is_latin = _LATIN.search(before[-_AROUND:]) is not None and not _HAN.search(before[-_AROUND:])
    return " " if is_latin or (last.isalpha() and first.isalpha()) else ""


def _add(paragraph: JoinedLines, page: int, joint: str, text: str) -> None:
    """Add a line to a paragraph, without the hyphen that broke a word."""
    number, before = paragraph.parts[-1]
    before = before.rstrip()
    if joint and _HYPHEN.search(before):
        before, joint = before[:-1], ""
    paragraph.parts[-1] = number, before
    paragraph.parts.append((page, joint + text.lstrip()))


def _set_margins(columns: Sequence[TextColumn]) -> None:
    for index, column in enumerate(columns):
        lines = column.lines
        if not lines:
            continue
        near = columns[max(0, index - _NEAR) : index + _NEAR + 1]
        pool = lines
        if len(lines) < _ENOUGH_LINES:
            pool = [line for other in near if _is_kin(column, other) for line in other.lines]
        size = median(line.size for line in pool)
        column.left = min(_edges([line.x0 for line in pool], size))
        widest = max(line.x1 - line.x0 for line in pool)
        column.right = max(_edges([line.x1 for line in pool if line.x1 - line.x0 > _LONG * widest], size))
        indents = sum(_INDENT < (line.x0 - column.left) / size < _DEEPEST for line in pool)
        if len(pool) < _FEWEST_LINES:
            column.left, column.right = _page_edges(column, near)
        column.is_indented = indents >= max(1, len(pool) * _FEW)
        column.boxes = list(_beside_boxes(column))
        steps = [below.base - line.base for line, below in pairwise(pool) if 0 < below.base - line.base < 3 * size]
        column.step = median(steps) if steps else 0.0


def _page_edges(column: TextColumn, near: Iterable[TextColumn]) -> tuple[float, float]:
    """The margins of a page: of all its lines, or if they are few, as wide on the right as on the left."""
    lines = [line for other in near if other.page == column.page for line in other.lines]
    left = min(line.x0 for line in lines)
    right = max(line.x1 for line in lines)
    if len(lines) < _FEWEST_LINES:
        right = max(column.width - left, right)
    return max(left, column.sides[0]), min(right, column.sides[1])


def _beside_boxes(column: TextColumn) -> Iterator[tuple[float, float, float]]:
    for box in column.items:
        if isinstance(box, Grid) and box.is_box:
            ends = [line.x1 for line in column.lines if box.top < line.base < box.bottom and line.x1 <= box.x0]
            if ends:
                yield box.top, box.bottom, max(ends)


def _is_kin(column: TextColumn, other: TextColumn) -> bool:
    """Whether two columns are the same, or in the same place of different pages."""
    if column is other:
        return True
    if not other.lines or other.page == column.page:
        return False
    left, right = min(line.x0 for line in column.lines), max(line.x1 for line in column.lines)
    start, end = min(line.x0 for line in other.lines), max(line.x1 for line in other.lines)
    return abs(left - start) < _DRIFT and (right <= end + _DRIFT) and start < right


def _edges(places: Sequence[float], size: float) -> Iterable[float]:
    """Where several lines begin or end; all places if none has several."""
    ordered = sorted(places)
    least = max(2, len(ordered) * _SHARE)
    common = [
        place
        for place in ordered
        if bisect_right(ordered, place + _SAME * size) - bisect_left(ordered, place - _SAME * size) >= least
    ]
    return common or ordered
