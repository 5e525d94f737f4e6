"""Fonts of a PDF: which characters their glyphs show, without maps and widths that are longer than fonts are.

A map of a few bytes may name ranges of billions of codes. It is left out, and the text is read without it.
"""

import re
import struct
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any, BinaryIO

from pdfminer import cmapdb
from pdfminer.pdffont import PDFCIDFont, PDFFont, TrueTypeFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1

_MOST_CODES = 300_000
_LARGEST_MAP = 4_000_000
_RANGE_END = re.compile(rb"end(?:bf|cid)range")
_RANGES = re.compile(rb"begin(?:bf|cid)range([^()]*?)end(?:bf|cid)range")
_TOKEN = re.compile(rb"<[0-9A-Fa-f\s]*>|\[[^\]]*\]|\d+")


class BoundedFonts(PDFResourceManager):
    """Fonts, without the maps and widths whose ranges are too long, and with codes that are read in any case."""

    def __init__(self) -> None:
        super().__init__(caching=False)
        self._made: dict[object, PDFFont] = {}

    def get_font(self, objid: object, spec: Mapping[str, Any]) -> PDFFont:
        if objid is None:
            return self._make(spec)
        if objid not in self._made:
            self._made[objid] = self._make(spec)
        return self._made[objid]

    def _make(self, spec: Mapping[str, Any]) -> PDFFont:
        sound = _sound_spec(spec)
        described = resolve1(sound.get("FontDescriptor"))
        file = resolve1(described.get("FontFile2")) if isinstance(described, dict) else None
        if file is not None:
            sound["FontDescriptor"] = {name: value for name, value in described.items() if name != "FontFile2"}
        font = super().get_font(None, sound)
        if isinstance(font, PDFCIDFont):
            _mend(font, file)
        return font


def _mend(font: PDFCIDFont, file: Any) -> None:
    """Read codes by two bytes where their own map isn't known; characters by the collection or the font's own file."""
    if font.unicode_map is None and isinstance(file, PDFStream):
        font.unicode_map = _map_of(file.get_data())
    if type(font.cmap) is cmapdb.CMap and not font.cmap.code2cid:
        font.cmap = cmapdb.IdentityCMap(WMode=int(font.vertical))
    elif isinstance(font.cmap, cmapdb.PyCMap) and font.unicode_map is not None:
        try:
            font.unicode_map = cmapdb.CMapDB.get_unicode_map(font.cidcoding, font.vertical)
        except cmapdb.CMapDB.CMapNotFound:
            return


def _map_of(file: bytes) -> cmapdb.UnicodeMap | None:
    """What the glyphs of a TrueType font show, by its own file."""
    try:
        return _BoundedFontFile("", BytesIO(file)).create_unicode_map()
    except (TrueTypeFont.CMapNotFound, struct.error, AssertionError, ValueError):
        return None


class _BoundedFontFile(TrueTypeFont):
    """The file of a font, whose maps may hold so many codes together and no more."""

    _codes = 0

    def parse_cmap_format_2(self, _file: BinaryIO, _glyphs: dict[int, int]) -> None:
        raise self.CMapNotFound

    def parse_cmap_format_4(self, fp: BinaryIO, char2gid: dict[int, int]) -> None:
        start = fp.tell()
        count = struct.unpack(">4xH6x", fp.read(12))[0] // 2
        ends = struct.unpack(f">{count}H", fp.read(2 * count))
        starts = struct.unpack(f">2x{count}H", fp.read(2 * count + 2))
        self._count(sum(max(0, end - first + 1) for first, end in zip(starts, ends, strict=True)))
        fp.seek(start)
        super().parse_cmap_format_4(fp, char2gid)

    def parse_cmap_format_12(self, fp: BinaryIO, char2gid: dict[int, int]) -> None:
        start = fp.tell()
        count = min(struct.unpack(">10xL", fp.read(14))[0], _MOST_CODES)
        groups = struct.iter_unpack(">LL4x", fp.read(12 * count))
        self._count(sum(max(0, end - first + 1) for first, end in groups))
        fp.seek(start)
        super().parse_cmap_format_12(fp, char2gid)

    def _count(self, codes: int) -> None:
        self._codes += codes
        if self._codes > _MOST_CODES:
            raise self.CMapNotFound


def _sound_spec(spec: Mapping[str, Any]) -> dict[str, Any]:
    sound = dict(spec)
    mapped = resolve1(sound.get("ToUnicode"))
    if isinstance(mapped, PDFStream) and not _is_short(mapped.get_data()):
        del sound["ToUnicode"]
    for name, step in (("W", 3), ("W2", 5)):
        if name in sound and _span([resolve1(part) for part in resolve1(sound[name]) or ()], step) > _MOST_CODES:
            del sound[name]
    return sound


def _is_short(mapped: bytes) -> bool:
    """Whether the ranges of a map hold no more codes than fonts have."""
    ranges = _RANGES.findall(mapped)
    if len(mapped) > _LARGEST_MAP or len(ranges) != len(_RANGE_END.findall(mapped)):
        return False
    codes = 0
    for part in ranges:
        tokens = _TOKEN.findall(part)
        codes += sum(max(0, _code(end) - _code(start)) for start, end in zip(tokens[::3], tokens[1::3], strict=False))
    return codes <= _MOST_CODES


def _code(token: bytes) -> int:
    digits = b"".join(token.strip(b"<>[]").split())
    return int(digits, 16) if token.startswith(b"<") and digits else 0


def _span(parts: Iterable[Any], step: int) -> int:
    """How many codes the ranges of an array of widths hold: `c [w …]` or `first last w …`."""
    numbers: list[float] = []
    codes = 0
    for part in parts:
        if isinstance(part, list):
            codes += len(part)
            numbers = []
        elif isinstance(part, int | float):
            numbers.append(part)
            if len(numbers) == step:
                codes += max(0, int(numbers[1] - numbers[0]))
                numbers = []
    return codes
