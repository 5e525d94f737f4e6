"""What a PDF draws on a page, as glyphs, rules, fills and pictures (a device of pdfminer)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import atan2, degrees, hypot
from typing import Any, NamedTuple

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix, PathSegment, Point, Rect, apply_matrix_pt, mult_matrix

from summarizer.errors import InputError
from summarizer.folding import plain_forms
from summarizer.reading.formats.layout.shapes import SLANTED, UNKNOWN, UPRIGHT, Box, DrawnPage, Fill, Glyph, Rule
from summarizer.resources import message

_MOST_GLYPHS, _MOST_STROKES = 100_000, 20_000
_QUARTER, _SLANT = 90, 3
_UPSIDE_DOWN, _DOWNWARD = 2, 3
_UNDRAWN = frozenset({3, 7})
_THIN, _SHORTEST = 3.0, 2.0
_WHITE = 0.95
_COLOURS = frozenset({"DeviceGray", "CalGray", "DeviceRGB", "CalRGB", "DeviceCMYK", "ICCBased"})


class _Frame(NamedTuple):
    """The width and height of a page, on which a point is found from the corner where text of a turn begins."""

    width: float
    height: float

    def place(self, x: float, y: float, turn: int) -> Point:
        """How far right, and down, a point is (given from the lower left corner) where text of this turn is upright."""
        if turn == 1:
            return y, x
        if turn == _UPSIDE_DOWN:
            return self.width - x, y
        if turn == _DOWNWARD:
            return self.height - y, self.width - x
        return x, self.height - y


class _Style(NamedTuple):
    """How a string is drawn: size, turn, brightness, whether with ink, how far it is stretched and lifted off its line."""

    size: float
    turn: int
    light: float
    is_drawn: bool
    stretch: float
    lift: Point
    drop: float


class PageDevice(PDFTextDevice):
    """Collects what a page draws; `sheet` returns it when the page is done."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self._frame = _Frame(0, 0)
        self._style = _Style(1, UPRIGHT, 0, True, 1, (0, 0), 0)  # noqa: FBT003 - the fields' names say it
        self._known: dict[PDFFont, dict[int, tuple[str, float]]] = {}
        self._glyphs: dict[int, tuple[str, float]] = {}
        self._visible: list[Point] = []
        self._contexts: list[Matrix | None] = []
        self._paths: list[tuple[list[Point], bool, float]] = []
        self._sheet = DrawnPage(0, 0, 0)

    def sheet(self) -> DrawnPage:
        """The page that was drawn last, turned so that most of its text is upright."""
        sheet = self._sheet
        counts = [0, 0, 0, 0]
        for glyph in sheet.glyphs:
            if glyph.turn != SLANTED and not glyph.text.isspace():
                counts[glyph.turn] += 1
        turn = counts.index(max(counts))
        sheet.glyphs = [
            glyph._replace(turn=(glyph.turn - turn) % 4) if glyph.turn != SLANTED else glyph for glyph in sheet.glyphs
        ]
        if turn % 2:
            sheet.width, sheet.height = sheet.height, sheet.width
        sheet.visible = _box([self._frame.place(*point, turn) for point in self._visible])
        for points, is_stroke, light in self._paths:
            self._add_path([self._frame.place(*point, turn) for point in points], light, is_stroke=is_stroke)
        sheet.pictures = [_box([self._frame.place(*point, turn) for point in _corners(box)]) for box in sheet.pictures]
        return sheet

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        box = _box([apply_matrix_pt(ctm, point) for point in _corners(Box(*page.mediabox))])
        self._frame = _Frame(box.x1 - box.x0, box.bottom - box.top)
        self._sheet = DrawnPage(0, *self._frame)
        self._contexts, self._paths, self._known = [], [], {}
        self._visible = [apply_matrix_pt(ctm, point) for point in _corners(Box(*page.cropbox))]

    def begin_figure(self, _name: str, _bbox: Rect, _matrix: Matrix) -> None:
        self._contexts.append(self.ctm)

    def end_figure(self, _name: str) -> None:
        self.ctm = self._contexts.pop()

    def render_image(self, _name: str, _stream: PDFStream) -> None:
        corners = _corners(Box(0, 0, 1, 1))
        self._sheet.pictures.append(_box([apply_matrix_pt(self._context, point) for point in corners]))

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        font = textstate.font
        if font is None:
            return
        a, b, c, d = mult_matrix(textstate.matrix, self._context)[:4]
        size = hypot(c, d) * abs(textstate.fontsize) * _scale(font)
        is_vertical = font.is_vertical()
        turn = _turn(a * textstate.fontsize, b * textstate.fontsize, is_vertical=is_vertical)
        light = _light(graphicstate.ncolor, ncs)
        is_drawn = textstate.render not in _UNDRAWN
        lift = textstate.rise * c, textstate.rise * d
        self._style = _Style(size or 1.0, turn, light, is_drawn, hypot(a, b), lift, size / 2 if is_vertical else 0.0)
        self._glyphs = self._known.setdefault(font, {})
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        _rise: float,
        cid: int,
        _ncs: PDFColorSpace,
        _graphicstate: PDFGraphicState,
    ) -> float:
        found = self._glyphs.get(cid)
        if found is None:
            found = self._glyphs[cid] = _text(font, cid), font.char_width(cid)
        text, width = found
        advance = width * fontsize * scaling
        size, turn, light, is_drawn, stretch, lift, drop = self._style
        x, y = self._frame.place(matrix[4] + lift[0], matrix[5] + lift[1], turn)
        if len(self._sheet.glyphs) >= _MOST_GLYPHS:
            raise InputError(message("too_large.glyphs", most=_MOST_GLYPHS))
        end = x + abs(advance) * stretch
        self._sheet.glyphs.append(Glyph(text, x, end, y + drop, size, turn, light, is_drawn))
        return advance

    def paint_path(
        self,
        graphicstate: PDFGraphicState,
        stroke: bool,  # noqa: FBT001 - the signature is pdfminer's
        fill: bool,  # noqa: FBT001
        _evenodd: bool,  # noqa: FBT001
        path: Sequence[PathSegment],
    ) -> None:
        self._sheet.strokes += len(path)
        if self._sheet.strokes > _MOST_STROKES:
            self._paths = []
            return
        light = _light(graphicstate.scolor, graphicstate.scs) if stroke else 0.0
        inside = _light(graphicstate.ncolor, graphicstate.ncs) if fill else 0.0
        for points in _subpaths(path):
            placed = [apply_matrix_pt(self._context, point) for point in points]
            if fill:
                self._paths.append((placed, False, inside))
            if stroke and light < _WHITE:
                self._paths.append((placed, True, light))

    @property
    def _context(self) -> Matrix:
        return self.ctm or (1, 0, 0, 1, 0, 0)

    def _add_path(self, points: Sequence[Point], light: float, *, is_stroke: bool) -> None:
        """Make rules of the lines that are drawn, and of a filled shape a rule if it is thin, else a fill."""
        if is_stroke:
            self._sheet.rules += filter(None, (_rule(*ends) for ends in pairwise(points)))
            return
        box = _box(points)
        across, down = box.x1 - box.x0, box.bottom - box.top
        if light >= _WHITE or min(across, down) > _THIN:
            self._sheet.fills.append(Fill(box, light))
        elif down <= across >= _SHORTEST:
            self._sheet.rules.append(Rule.level((box.top + box.bottom) / 2, box.x0, box.x1))
        elif down >= _SHORTEST:
            self._sheet.rules.append(Rule.upright((box.x0 + box.x1) / 2, box.top, box.bottom))


def _text(font: PDFFont, cid: int) -> str:
    """What a glyph shows, or UNKNOWN; radicals are characters (⼈ is 人); controls, halves of characters and what has no shape are left out."""
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return UNKNOWN
    sound = [char for char in text if char >= " " and char != "\x7f" and not "\ud800" <= char <= "\udfff"]
    return plain_forms("".join(sound)) or (UNKNOWN if text.strip("\0\t\r\n ") or not text else " ")


def _scale(font: PDFFont) -> float:
    """The height of a character of size 1: a font of drawings has its own."""
    if isinstance(font, PDFType3Font) and abs(font.vscale) > 0.02:  # noqa: PLR2004 - not a thousandth or so
        return abs(font.get_height()) or 1.0
    return 1.0


def _turn(a: float, b: float, *, is_vertical: bool) -> int:
    if is_vertical:
        return _DOWNWARD
    angle = degrees(atan2(b, a)) % 360
    quarter = round(angle / _QUARTER)
    return quarter % 4 if abs(angle - quarter * _QUARTER) <= _SLANT else SLANTED


def _light(colour: Any, space: PDFColorSpace) -> float:
    """How bright a colour is, from 0 (black) to 1 (white); 0 where that isn't known."""
    parts = colour if isinstance(colour, tuple) else (colour,)
    if space.name not in _COLOURS or not all(isinstance(part, int | float) for part in parts):
        return 0.0
    if len(parts) == len("cmyk"):
        cyan, magenta, yellow, black = parts
        parts = tuple((1 - ink) * (1 - black) for ink in (cyan, magenta, yellow))
    if len(parts) == len("rgb"):
        red, green, blue = parts
        return float(0.3 * red + 0.59 * green + 0.11 * blue)
    return float(parts[0]) if len(parts) == 1 else 0.0


def _subpaths(path: Sequence[PathSegment]) -> Iterator[list[Point]]:
    """The corners of each shape of a path that has no curve, its first one again where it is closed."""
    points: list[Point] = []
    is_straight = True
    for operator, *numbers in (*path, ("m", 0.0, 0.0)):
        if operator == "m":
            if len(points) > 1 and is_straight:
                yield points
            points, is_straight = [], True
        if operator == "h":
            points += points[:1]
        elif len(numbers) == len("xy"):
            points.append((float(numbers[0]), float(numbers[1])))
        else:
            is_straight = False


def _rule(start: Point, end: Point) -> Rule | None:
    """The rule between two points, None where it is short or slanted."""
    (x0, y0), (x1, y1) = start, end
    if abs(y1 - y0) <= 1 and abs(x1 - x0) >= _SHORTEST:
        return Rule.level((y0 + y1) / 2, min(x0, x1), max(x0, x1))
    if abs(x1 - x0) <= 1 and abs(y1 - y0) >= _SHORTEST:
        return Rule.upright((x0 + x1) / 2, min(y0, y1), max(y0, y1))
    return None


def _corners(box: Box) -> list[Point]:
    return [(box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom)]


def _box(points: Iterable[Point]) -> Box:
    across, down = zip(*points, strict=True)
    return Box(min(across), min(down), max(across), max(down))
