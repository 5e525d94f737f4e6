"""PDF within bounds: pdfminer's parser, document, interpreter and fonts, with a limit to what each may cost.

A file may unpack to more than memory holds, refer to itself, draw a form in a form in a form, or map a font's characters
in ranges of billions. Each costs work that is counted, by bytes and objects and not by the clock, so that the same file
always ends in the same way: `too_large`, one failed document.
"""

import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pdfminer import pdftypes
from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.pdfdocument import LITERAL_OBJSTM, PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, stream_value

from summarizer.errors import InputError
from summarizer.reading.formats.pdf_content import refuse_hazards
from summarizer.resources import message

_MOST_UNPACKED, _LARGEST_STREAM = 500_000_000, 50_000_000
_MOST_DRAWN, _DRAWN_AT_LEAST, _DRAWN_TIMES = 64_000_000, 3_000_000, 20
_OBJECTS_AT_LEAST, _FORMS_AT_LEAST, _MOST_PAGES = 200_000, 1_000, 3_000
_READ_TIMES = 8
_DEEPEST, _LONGEST_STRING = 500, 200_000
_BEFORE_UNPACKING = {*pdftypes.LITERALS_ASCII85_DECODE, *pdftypes.LITERALS_ASCIIHEX_DECODE}
_UNPACKING = {
    *pdftypes.LITERALS_FLATE_DECODE,
    *pdftypes.LITERALS_LZW_DECODE,
    *pdftypes.LITERALS_RUNLENGTH_DECODE,
}
_LZW_TIMES, _RUN_TIMES = 400, 64


class WorkBudget:
    """How much more of each kind of work a document may cost; `spend` raises InputError (`too_large`) where it is used up."""

    def __init__(self, size: int) -> None:
        self._left = {
            "unpacked": _MOST_UNPACKED,
            "drawn": min(_MOST_DRAWN, _DRAWN_AT_LEAST + _DRAWN_TIMES * size),
            "objects": _OBJECTS_AT_LEAST + size // 4,
            "forms": _FORMS_AT_LEAST + size // 200,
            "pages": _MOST_PAGES,
            "read": _READ_TIMES * size + 1_000_000,
        }

    def spend(self, kind: str, amount: int) -> None:
        self._left[kind] -= amount
        if self._left[kind] < 0:
            raise InputError(
                message("too_large.pages", most=_MOST_PAGES) if kind == "pages" else message("too_large.drawn")
            )


class _BoundedStream(PDFStream):
    """A stream that is unpacked within bounds, each time anew, so that no page stays in memory."""

    budget: WorkBudget

    def get_data(self) -> bytes:
        self._check_size()
        kept = self.rawdata
        self.decode()
        data, self.data, self.rawdata = self.data or b"", None, kept
        self.budget.spend("unpacked", len(data))
        if self.get("Type") is LITERAL_OBJSTM:
            refuse_hazards(data)
        return data

    def _check_size(self) -> None:
        """Raise InputError where the stream unpacks to too much, or is packed twice."""
        filters = [name for name, _ in self.get_filters()]
        packings = [name for name in filters if name in _UNPACKING]
        if not packings:
            return
        first = filters.index(packings[0])
        if len(packings) > 1 or not _BEFORE_UNPACKING.issuperset(filters[:first]):
            raise InputError(message("too_large.drawn"))
        packed = self._packed(filters[:first])
        if packings[0] in pdftypes.LITERALS_FLATE_DECODE:
            self.budget.spend("unpacked", _inflated(packed))
        else:
            times = _LZW_TIMES if packings[0] in pdftypes.LITERALS_LZW_DECODE else _RUN_TIMES
            self.budget.spend("unpacked", len(packed) * times)

    def _packed(self, ascii_filters: Sequence[Any]) -> bytes:
        data = self.rawdata or b""
        if self.decipher and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        for name in ascii_filters:
            is_85 = name in pdftypes.LITERALS_ASCII85_DECODE
            data = ascii85decode(data) if is_85 else asciihexdecode(data)
        return data


def _inflated(packed: bytes) -> int:
    """How many bytes data inflates to; raises InputError beyond the largest stream."""
    inflater = zlib.decompressobj()
    try:
        size = len(inflater.decompress(packed, _LARGEST_STREAM))
    except zlib.error:
        return len(packed)
    if inflater.unconsumed_tail:
        raise InputError(message("too_large.drawn"))
    return size


class _BoundedParser(PDFParser):
    """A parser whose streams are bounded."""

    def __init__(self, data: bytes, budget: WorkBudget) -> None:
        super().__init__(BytesIO(data))
        self._budget = budget

    def start_type(self, pos: int, kind: str) -> None:
        if len(self.context) > _DEEPEST:
            raise InputError(message("too_large.drawn"))
        super().start_type(pos, kind)

    def _parse_string(self, s: bytes, i: int) -> int:
        if len(self._curtoken) > _LONGEST_STRING:
            raise InputError(message("too_large.drawn"))
        return super()._parse_string(s, i)

    def push(self, *objs: tuple[int, Any]) -> None:
        super().push(*((place, self._bounded(value)) for place, value in objs))

    def _bounded(self, value: Any) -> Any:
        if not isinstance(value, PDFStream):
            return value
        raw = value.rawdata or b""
        self._budget.spend("read", len(raw))
        stream = _BoundedStream(value.attrs, raw, value.decipher)
        stream.budget = self._budget
        return stream


class BoundedDocument(PDFDocument):
    """A document in which following references has an end."""

    def __init__(self, data: bytes) -> None:
        self.budget = WorkBudget(len(data))
        super().__init__(_BoundedParser(data, self.budget))

    def getobj(self, objid: int) -> object:
        self.budget.spend("objects", 1)
        return super().getobj(objid)


class BoundedInterpreter(PDFPageInterpreter):
    """An interpreter that draws no more than `budget` allows, forms within forms too."""

    budget: WorkBudget

    def execute(self, streams: Sequence[object]) -> None:
        content = b"\n".join(stream_value(stream).get_data() for stream in streams)
        self.budget.spend("drawn", len(content) + 100)
        self.budget.spend("forms", len(self.parent_stream_ids) > 0)
        refuse_hazards(content)
        super().execute(streams)

    def dup(self) -> PDFPageInterpreter:
        made = BoundedInterpreter(self.rsrcmgr, self.device)
        made.budget = self.budget
        return made
