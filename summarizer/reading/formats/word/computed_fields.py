"""Fields: what Word computed stays as text, but numbers of pages and tables of contents go.

A field begins, has its code, and after a separator its result; all three may be in different paragraphs. Only fields
that end are read as such, so that a mark without its end takes no text along.
"""

from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from summarizer.reading.formats.office_zip import Xml
from summarizer.reading.formats.word.wordml import PARAGRAPH, name, names, remove

_MARK, _CODE, _SIMPLE = name("w:fldChar"), name("w:instrText"), name("w:fldSimple")
_KIND, _INSTRUCTION = name("w:fldCharType"), name("w:instr")
_PARTS = names("w:fldChar w:instrText w:t w:tab w:br w:sym w:noBreakHyphen w:drawing w:pict w:p")
_GONE_AS = {
    "PAGE": "page_number",
    "NUMPAGES": "page_number",
    "SECTIONPAGES": "page_number",
    "PAGEREF": "page_number",
    "TOC": "contents",
    "TOA": "contents",
    "INDEX": "contents",
}


class _Field(NamedTuple):
    """Where a field begins, its result begins, and it ends, among the parts of a text; the first word of its code."""

    start: int
    result: int
    end: int
    kind: str


def take_out_fields(root: Xml) -> dict[str, list[str]]:
    """Take out the codes of fields, and the results that are no text; returns the words of these by reason."""
    gone: dict[str, list[str]] = {}
    for simple in list(root.iter(_SIMPLE)):
        reason = _GONE_AS.get(_kind(simple.get(_INSTRUCTION) or ""))
        if reason:
            gone.setdefault(reason, []).append("".join(text.text or "" for text in simple.iter(name("w:t"))))
            remove(simple)
    parts = list(root.iter(*_PARTS))
    fields = list(_fields(parts))
    for part in _covered(parts, [(field.start, field.result) for field in fields]):
        _take_out(part)
    for reason in set(_GONE_AS.values()):
        spans = [(field.result, field.end) for field in fields if _GONE_AS.get(field.kind) == reason]
        found = [_take_out(part) for part in _covered(parts, spans)]
        gone.setdefault(reason, []).append("".join(found))
    for part in root.iter(_MARK, _CODE):
        part.tag = name("w:proofErr")
    return gone


def _fields(parts: list[Xml]) -> Iterator[_Field]:
    """The fields that end, inner ones first."""
    opened: list[tuple[int, int, list[str]]] = []
    for place, part in enumerate(parts):
        kind = part.get(_KIND) if part.tag == _MARK else None
        if part.tag == _CODE and opened:
            opened[-1][2].append(part.text or "")
        elif kind == "begin":
            opened.append((place, -1, []))
        elif kind == "separate" and opened and opened[-1][1] < 0:
            opened[-1] = opened[-1][0], place, opened[-1][2]
        elif kind == "end" and opened:
            start, result, code = opened.pop()
            yield _Field(start, result if result >= 0 else place, place, _kind("".join(code)))


def _kind(code: str) -> str:
    return (code.split(maxsplit=1) or [""])[0].upper()


def _covered(parts: list[Xml], spans: list[tuple[int, int]]) -> list[Xml]:
    """The parts within any of the spans."""
    steps = [0] * (len(parts) + 1)
    for start, end in spans:
        steps[start] += 1
        steps[end] -= 1
    return [part for part, depth in zip(parts, accumulate(steps), strict=False) if depth]


def _take_out(part: Xml) -> str:
    """Take a part out and return its words; a paragraph itself stays, as other text may be in it."""
    if part.tag == PARAGRAPH:
        return "\n"
    text = (part.text or "") if part.tag == name("w:t") else ""
    if part.tag not in {_MARK, _CODE}:
        remove(part)
    return text
