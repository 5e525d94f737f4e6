"""What a page is made of: glyphs and rules; and what is made of them: segments, cells and grids."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self

UPRIGHT, SLANTED = 0, -1
"""How a glyph is turned: quarter turns to the left, or not along an edge of the page."""

RAISED, LEVEL = "\x0e", "\x0f"
"""What begins and ends raised characters in the text of a segment; no glyph has them."""

UNKNOWN = "\ufffd"
"""The text of a glyph whose font doesn't say which character it draws."""

ASCENT, DESCENT = 0.88, 0.12
"""How far a character reaches above and below its line, in parts of its size."""


class Glyph(NamedTuple):
    """A character on a page (a ligature has several letters): where it begins and ends along its line, the line's height, its size and brightness (0 black)."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    turn: int = UPRIGHT
    light: float = 0.0
    is_drawn: bool = True

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, self.base - self.size * (ASCENT - DESCENT) / 2


class Rule(NamedTuple):
    """A straight line along an edge of the page: its height if it is level (else its distance from the left), its ends."""

    is_level: bool
    at: float
    start: float
    end: float

    @classmethod
    def level(cls, height: float, start: float, end: float) -> Self:
        return cls(True, height, start, end)  # noqa: FBT003 - the field's name says it

    @classmethod
    def upright(cls, place: float, start: float, end: float) -> Self:
        return cls(False, place, start, end)  # noqa: FBT003 - the same


class Box(NamedTuple):
    """A rectangle."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x < self.x1 and self.top <= y < self.bottom

    @property
    def area(self) -> float:
        return max(0.0, self.x1 - self.x0) * max(0.0, self.bottom - self.top)


_NOWHERE = Box(0, 0, 0, 0)


class Fill(NamedTuple):
    """A rectangle that is filled, and how bright."""

    box: Box
    light: float


@dataclass(slots=True)
class DrawnPage:
    """A page as it is drawn; `visible` is what of it is shown, `strokes` counts what is drawn beside rules."""

    number: int
    width: float
    height: float
    visible: Box = _NOWHERE
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    strokes: int = 0


class Segment(NamedTuple):
    """Words in a row without a wide gap; `lead` is the width of what can't be broken at their beginning."""

    x0: float
    x1: float
    base: float
    size: float
    text: str
    lead: float

    @property
    def top(self) -> float:
        return self.base - self.size * ASCENT

    @property
    def bottom(self) -> float:
        return self.base + self.size * DESCENT


Row = Sequence[Segment]
"""The segments of a line across the page, from left to right."""


class GridCell(NamedTuple):
    """A cell of a grid: its row and column, how many it covers, its words (lines parted by line ends)."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str


@dataclass(slots=True)
class Grid:
    """A table: where it is, the pages and counts of its rows, its cells in order, from where to where its columns are."""

    box: Box
    columns: Sequence[tuple[float, float]]
    cells: list[GridCell]
    rows: int
    pages: list[tuple[int, int]] = field(default_factory=list)

    @property
    def is_box(self) -> bool:
        """Whether it is no table: text in a frame beside other text."""
        return len(self.columns) == 1

    @property
    def x0(self) -> float:
        return self.box.x0

    @property
    def x1(self) -> float:
        return self.box.x1

    @property
    def top(self) -> float:
        return self.box.top

    @property
    def bottom(self) -> float:
        return self.box.bottom


Item = Segment | Grid
