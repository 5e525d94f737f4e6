"""Glyphs → rows of segments: what is on a line, raised digits, letters drawn twice, and the spaces between words.

A gap between Chinese characters is no space, unless it is as wide as a character nearly: then it parts two segments (a
tab, a column). Between letters and digits it is one from a quarter of a character on, and where the page has a space.
One that begins or ends a line is kept, for what the line is joined with.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median

from summarizer.reading.formats.layout.shapes import LEVEL, RAISED, Glyph, Segment

_SAME_LINE, _SAME_PLACE = 0.3, 0.3
_SMALL, _HIGHEST, _LOWEST, _NEAR = 0.8, 0.8, 0.3, 0.6
_PART, _SPACE, _SPACE_WRITTEN, _LOOSEST = 0.8, 0.25, 0.12, 0.4
_NARROW = re.compile(r"[!-~\u00a1-\u024f\u0370-\u04ff%‰°]")
_OPENING, _CLOSING = "（(《〈“‘「『【〔［[{", "，。、；：？！,.;:?!）)》〉”’」』】〕］]}%％‰℃"
_LONGEST_LEAD = 30


def rows(glyphs: Sequence[Glyph]) -> list[list[Segment]]:
    """The rows of upright glyphs, from the top down, each a list of segments from left to right."""
    lines = [_Line(line) for line in _lines(glyphs)]
    _raise_small(lines)
    return [segments for line in lines if line.glyphs and (segments := list(_segments(line)))]


class _Line:
    """Glyphs of one baseline, from left to right, and which of them are raised."""

    def __init__(self, glyphs: list[Glyph]) -> None:
        self.glyphs = _without_doubles(sorted(glyphs, key=attrgetter("x0")))
        self.size = _common_size(self.glyphs)
        self.base = median(glyph.base for glyph in self.glyphs)
        self.raised: set[Glyph] = set()

    def takes(self, glyph: Glyph) -> bool:
        """Whether a small glyph above or below the line belongs to a character beside it."""
        up = self.base - glyph.base
        if not -_LOWEST * self.size <= up <= _HIGHEST * self.size or glyph.size > _SMALL * self.size:
            return False
        after = bisect_right(self.glyphs, glyph.x0 + _SAME_PLACE * self.size, key=attrgetter("x0"))
        beside = self.glyphs[max(0, after - 1) : after + 1]
        return any(
            (other.size > glyph.size and -_NEAR < (glyph.x0 - other.x1) / self.size < _NEAR)
            or -_NEAR < (other.x0 - glyph.x1) / self.size < _NEAR
            for other in beside
        )


def _lines(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs whose baselines are the same, from the top down."""
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=attrgetter("base")):
        if line and glyph.base - line[0].base > _SAME_LINE * min(glyph.size, line[0].size):
            yield line
            line = []
        line.append(glyph)
    if line:
        yield line


def _without_doubles(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Without the second of two equal glyphs in one place, which make a letter bold."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        double = (other for other in kept[-3:] if other.text == glyph.text)
        if not any(glyph.x0 - other.x0 < _SAME_PLACE * max(0.1, other.x1 - other.x0) for other in double):
            kept.append(glyph)
    return kept


def _common_size(glyphs: Sequence[Glyph]) -> float:
    sizes = sorted(glyph.size for glyph in glyphs if not glyph.text.isspace()) or [glyphs[0].size]
    return sizes[len(sizes) // 2]


def _raise_small(lines: list[_Line]) -> None:
    """Move small glyphs of a line of their own to the line beside whose characters they are."""
    for index, small in enumerate(lines):
        near = [line for line in lines[max(0, index - 2) : index + 3] if line.size * _SMALL >= small.size]
        for line in near:
            own = [glyph for glyph in small.glyphs if line.takes(glyph)]
            if own and len(own) == sum(not glyph.text.isspace() for glyph in small.glyphs):
                line.raised.update(glyph for glyph in own if glyph.base < line.base)
                line.glyphs = sorted([*line.glyphs, *own], key=attrgetter("x0"))
                small.glyphs = []
                break


def _segments(line: _Line) -> Iterator[Segment]:
    """The parts of a line between wide gaps."""
    inked = [glyph for glyph in line.glyphs if not glyph.text.isspace()]
    blanks = [glyph.x0 for glyph in line.glyphs if glyph.text.isspace()]
    loose = _looseness(inked, line.size)
    lead = " " if inked and sum(inked[0].x0 - line.size < x < inked[0].x0 for x in blanks) == 1 else ""
    part: list[Glyph] = []
    gaps: list[str] = []
    for glyph in inked:
        gap = glyph.x0 - part[-1].x1 if part else 0
        if part and gap > (_PART + loose) * line.size:
            yield _segment(part, gaps, line, lead)
            part, gaps, lead = [], [], ""
        elif part:
            is_written = bisect_left(blanks, part[-1].x0) < bisect_left(blanks, glyph.x0)
            gaps.append(_space(part[-1].text, glyph.text, gap / line.size, loose, is_written=is_written))
        part.append(glyph)
    if part:
        last = _segment(part, gaps, line, lead)
        yield last._replace(text=last.text + " ") if blanks and blanks[-1] > part[-1].x0 else last


def _looseness(glyphs: Sequence[Glyph], size: float) -> float:
    """How far apart all glyphs of a line are set, in parts of its size."""
    gaps = [max(0.0, right.x0 - left.x1) / size for left, right in pairwise(glyphs)]
    usual = median(gaps) if len(gaps) > 3 else 0.0  # noqa: PLR2004 - of three gaps none is usual
    return usual if usual < _LOOSEST else 0.0


def _space(before: str, after: str, gap: float, loose: float, *, is_written: bool) -> str:
    is_narrow = _NARROW.match(before[-1:]) is not None and _NARROW.match(after[:1]) is not None
    if is_written:
        return " " if gap - loose > (_SPACE_WRITTEN if is_narrow else _SPACE) else ""
    return " " if is_narrow and gap - loose > _SPACE else ""


def _segment(glyphs: Sequence[Glyph], gaps: Sequence[str], line: _Line, lead: str) -> Segment:
    words = [lead]
    is_up = False
    for glyph, gap in zip(glyphs, ["", *gaps], strict=True):
        raised = glyph in line.raised
        if raised != is_up:
            words.append(RAISED if raised else LEVEL)
            is_up = raised
        words += gap, glyph.text
    text = "".join([*words, LEVEL if is_up else ""])
    return Segment(glyphs[0].x0, glyphs[-1].x1, line.base, line.size, text, _lead(glyphs, gaps))


def _lead(glyphs: Sequence[Glyph], gaps: Sequence[str]) -> float:
    """The width of the first glyphs that no line end parts: an opening bracket, a character and its comma, a number."""
    end = 1
    while end < min(len(glyphs), _LONGEST_LEAD) and not gaps[end - 1]:
        before, after = glyphs[end - 1].text[-1:], glyphs[end].text[:1]
        if not (before in _OPENING or after in _CLOSING or (_NARROW.match(before) and _NARROW.match(after))):
            break
        end += 1
    return glyphs[end - 1].x1 - glyphs[0].x0
