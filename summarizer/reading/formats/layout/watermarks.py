"""What is written across a page, and what nobody sees on it.

    watermark    slanted; or much larger than the text, and light or in one place of several pages
    hidden       white on white, tiny, beyond the page, or drawn without ink where no picture shows it

A picture of a page often has its text drawn without ink over it (by OCR): that is read.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from summarizer.reading.formats.layout.shapes import SLANTED, UPRIGHT, DrawnPage, Glyph

_LARGE, _LIGHT, _WHITE, _TINY, _CUT = 1.7, 0.55, 0.93, 2.0, 2.0
_PICTURED = 0.5


class Sorted(NamedTuple):
    """The glyphs of a page that are read, those that are turned otherwise, and the words that go, by reason."""

    read: list[Glyph]
    turned: list[Glyph]
    removed: dict[str, str]


def body_size(glyphs: Iterable[Glyph]) -> float:
    """The size of most characters."""
    sizes = Counter(round(glyph.size * 2) / 2 for glyph in glyphs if not glyph.text.isspace())
    return max(sizes, key=lambda size: (sizes[size], -size), default=10.5)


def sort_glyphs(sheet: DrawnPage, body: float) -> Sorted:
    """What of a page is read."""
    is_pictured = sum(box.area for box in sheet.pictures) > _PICTURED * sheet.width * sheet.height
    read: list[Glyph] = []
    turned: list[Glyph] = []
    removed: dict[str, list[str]] = {"watermark": [], "hidden": []}
    for glyph in sheet.glyphs:
        if glyph.turn == SLANTED or _is_watermark(glyph, body):
            removed["watermark"].append(glyph.text)
        elif _is_hidden(glyph, sheet, is_pictured=is_pictured):
            removed["hidden"].append(glyph.text)
        else:
            (turned if glyph.turn else read).append(glyph)
    return Sorted(read, turned, {reason: "".join(words) for reason, words in removed.items() if words})


def _is_watermark(glyph: Glyph, body: float) -> bool:
    return glyph.size > _LARGE * body and _LIGHT < glyph.light < _WHITE


def _is_hidden(glyph: Glyph, sheet: DrawnPage, *, is_pictured: bool) -> bool:
    if not glyph.is_drawn:
        return not is_pictured
    x, y = glyph.middle
    x0, top, x1, bottom = sheet.visible
    if glyph.turn == UPRIGHT and not (x0 - _CUT < x < x1 + _CUT and top - _CUT < y < bottom + _CUT):
        return True
    if glyph.size < _TINY:
        return True
    return glyph.light > _WHITE and not _is_shown(sheet, x, y)


def _is_shown(sheet: DrawnPage, x: float, y: float) -> bool:
    """Whether something dark is under a white character: the last fill there, or a picture."""
    under = next((fill for fill in reversed(sheet.fills) if fill.box.holds(x, y)), None)
    if under is not None:
        return under.light < _WHITE
    return any(picture.holds(x, y) for picture in sheet.pictures)
