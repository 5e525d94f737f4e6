"""What stands on pages again and again: heads, feet, the numbers of pages. It goes, and its words are kept apart.

A head or foot is an outermost row that has the same words, in the same size and place, on another page near by; or the
number of the page, alone or with marks around it (— 3 —, 第3页 共9页, 3/9); or what a browser prints around a page. A large one stays where it is first: a
letterhead, a title.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from summarizer.reading.formats.layout.shapes import Grid, Row, Segment

_MOST_ROWS = 4
_SAME_HEIGHT, _SAME_SIZE, _LARGE = 6.0, 0.15, 1.25
_NEAR = 3
_LONGEST = 60
_EDGE, _OUTERMOST = 0.12, 0.05
_MARKED = re.compile(
    r"[-—–−‐·•~～]{1,3}(?P<a>\d{1,4})[-—–−‐·•~～]{1,3}|第(?P<b>\d{1,4}|[一二三四五六七八九十百]{1,5})页(?:[,，/]?[（(]?共\d{1,4}页[）)]?)?"
    r"|(?P<c>\d{1,4})[/／]\d{1,4}|[Pp]age(?P<d>\d{1,4})(?:of\d{1,4})?"
)
_PRINTED_FOOT = re.compile(r"\S{2,6}://\S+?\d{1,4}/\d{1,4}")
_PRINTED_HEAD = re.compile(
    r"\d{1,4}[/.年-]\d{1,2}[/.月-]\d{1,4}日?[,，]?(?:上午|下午)?\d{1,2}:\d{2}(?:[AP]M)?(?!.*(?:来源|发布|编辑))"
)
_BARE = re.compile(r"\d{1,4}|[ivxIVX]{1,6}")
_DIGITS = re.compile(r"\d+")


class Edges:
    """The outer rows of a page: those at its top, from the top down, and those at its bottom, from the bottom up."""

    def __init__(self, height: float, rows: Sequence[Row], grids: Sequence[Grid]) -> None:
        self.height = height
        top, bottom = (
            min((grid.top for grid in grids), default=height),
            max((grid.bottom for grid in grids), default=0.0),
        )
        above = [row for row in rows if row[0].base <= top]
        below = [row for row in rows if row[0].base >= bottom]
        self.sides = above[:_MOST_ROWS], below[::-1][:_MOST_ROWS]


def running_rows(pages: Sequence[Edges], body: float) -> list[list[Row]]:
    """For each page its rows that are heads, feet or numbers of pages."""
    found = [list[Row]() for _ in pages]
    for side in (0, 1):
        going = [True] * len(pages)
        for depth in range(_MOST_ROWS):
            rows = [page.sides[side][depth] if depth < len(page.sides[side]) else None for page in pages]
            repeated = _repeated(rows, body)
            for index, (page, row) in enumerate(zip(pages, rows, strict=True)):
                going[index] = (
                    going[index] and row is not None and (index in repeated or _is_number(page, row, rows, index))
                )
                if going[index] and row is not None and row not in found[index]:
                    found[index].append(row)
    return found


def _repeated(rows: Sequence[Row | None], body: float) -> set[int]:
    """The pages whose row is on another page near by too; not the first page of a large one."""
    found: set[int] = set()
    last: dict[str, int] = {}
    for index, row in enumerate(rows):
        if row is None:
            continue
        before = last.get(_words(row), -_NEAR - 1)
        other = rows[before] if before >= 0 else None
        if other is not None and index - before <= _NEAR and _is_alike(row, other):
            found |= {index} if row[0].size > _LARGE * body else {before, index}
        last[_words(row)] = index
    return found


def _is_alike(row: Row, other: Row) -> bool:
    return abs(row[0].base - other[0].base) <= _SAME_HEIGHT and abs(row[0].size / other[0].size - 1) <= _SAME_SIZE


def _is_number(page: Edges, row: Row, rows: Sequence[Row | None], index: int) -> bool:
    """Whether a row is the number of a page, alone or with words that other pages have too."""
    words = _words(row)
    if _MARKED.fullmatch(words) or _is_of_browser(page, row, words):
        return True
    is_outside = not _EDGE * page.height < row[0].base < (1 - _EDGE) * page.height
    if _BARE.fullmatch(words):
        return is_outside
    near = ((step, index + step) for step in (-1, 1, -2, 2) if 0 <= index + step < len(rows))
    return any((other := rows[place]) is not None and _counts_on(row, other, step) for step, place in near)


def _is_of_browser(page: Edges, row: Row, words: str) -> bool:
    """Whether a browser has printed the row around a page: its address and number, the time and its title."""
    if row[0].base < _OUTERMOST * page.height:
        return _PRINTED_HEAD.match(words) is not None
    return row[0].base > (1 - _OUTERMOST) * page.height and _PRINTED_FOOT.fullmatch(words) is not None


def _counts_on(row: Row, other: Row, step: int) -> bool:
    """Whether two rows, so many pages apart, differ in one number only, and by just as much."""
    words, others = _words(row), _words(other)
    if not _is_alike(row, other) or len(words) > _LONGEST or _DIGITS.sub("#", words) != _DIGITS.sub("#", others):
        return False
    numbers = zip(_DIGITS.findall(words), _DIGITS.findall(others), strict=True)
    return [int(after) - int(number) for number, after in numbers if number != after] == [step]


def _words(row: Row) -> str:
    return "".join(segment.text.replace(" ", "") for segment in row)


def words_of(rows: Iterable[Row]) -> Iterator[str]:
    """The words of rows, each row's as they are read."""
    for row in rows:
        yield " ".join(segment.text for segment in row)


def without(rows: Sequence[Row], gone: Sequence[Row]) -> list[Row]:
    """The rows that stay."""
    places: defaultdict[float, list[Sequence[Segment]]] = defaultdict(list)
    for row in gone:
        places[row[0].base].append(row)
    return [row for row in rows if row not in places[row[0].base]]
