"""Where the paragraphs of a Word document are: marks that mammoth carries into the HTML, and that are read there.

Paragraphs are counted from 1 in the order in which they are read, cells and boxes included, empty ones not. The page is
known where Word has noted its breaks (`w:lastRenderedPageBreak`); a note has the place of its mark.
"""

import re
from typing import NamedTuple

from summarizer.models import Anchor
from summarizer.reading.formats.office_zip import Xml
from summarizer.reading.formats.word.wordml import PARAGRAPH, PARAGRAPH_LOOK, TEXT, make, name

_BREAK = name("w:lastRenderedPageBreak")
_NOTE_MARKS = {name("w:footnoteReference"): "footnote", name("w:endnoteReference"): "endnote"}
_ID = name("w:id")
_MARKS = re.compile(r'<a id="(\d+)"></a>')


class _Place(NamedTuple):
    """A page and a paragraph."""

    page: int | None
    paragraph: int


class Places:
    """Puts marks into a document and its notes, and finds them again in the HTML."""

    def __init__(self) -> None:
        self._places: list[_Place] = []
        self._of_notes: dict[tuple[str, str], _Place] = {}

    def mark_body(self, body: Xml) -> None:
        """Mark each paragraph with words, and each page that begins within one."""
        page = 1 if next(body.iter(_BREAK), None) is not None else None
        paragraph = 0
        for element in list(body.iter(PARAGRAPH, _BREAK, *_NOTE_MARKS)):
            if element.tag == PARAGRAPH:
                if any((text.text or "").strip() for text in element.iter(TEXT)):
                    paragraph += 1
                    self._mark(element, _Place(page, paragraph))
            elif element.tag == _BREAK:
                page = (page or 0) + 1
                element.addprevious(self._bookmark(_Place(page, max(paragraph, 1))))
            else:
                self._of_notes[_NOTE_MARKS[element.tag], element.get(_ID) or ""] = _Place(page, max(paragraph, 1))

    def mark_notes(self, notes: Xml, kind: str) -> None:
        """Mark each paragraph of the notes with the place of the note's mark."""
        for note in notes:
            place = self._of_notes.get((kind, note.get(_ID) or ""))
            if place is not None:
                for paragraph in note.iter(PARAGRAPH):
                    self._mark(paragraph, place)

    def _mark(self, paragraph: Xml, place: _Place) -> None:
        look = paragraph.find(PARAGRAPH_LOOK)
        paragraph.insert(0 if look is None else 1, self._bookmark(place))

    def _bookmark(self, place: _Place) -> Xml:
        self._places.append(place)
        return make("w:bookmarkStart", name=str(len(self._places) - 1))

    def read(self, html: str) -> tuple[str, tuple[Anchor, ...]]:
        """The HTML without marks, and where each of them was in it."""
        parts: list[str] = []
        anchors: list[Anchor] = []
        length = end = 0
        for match in _MARKS.finditer(html):
            parts.append(html[end : match.start()])
            length += match.start() - end
            end = match.end()
            anchor = Anchor(length, *self._places[int(match[1])])
            if anchors and anchors[-1].start == length:
                anchors.pop()
            if not anchors or anchors[-1][1:] != anchor[1:]:
                anchors.append(anchor)
        return "".join([*parts, html[end:]]), tuple(anchors)
