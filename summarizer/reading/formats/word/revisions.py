"""Tracked changes: what was deleted or moved away goes, and a deleted end of a paragraph joins the next one to it."""

from summarizer.reading.formats.office_zip import Xml
from summarizer.reading.formats.word.wordml import (
    CELL_LOOK,
    PARAGRAPH,
    PARAGRAPH_LOOK,
    ROW_LOOK,
    RUN,
    child,
    name,
    remove,
    words,
)

_GONE = (name("w:del"), name("w:moveFrom"))
_OF_A_LOOK = (name("w:rPr"), ROW_LOOK, name("w:numPr"))


def take_out_deleted(root: Xml) -> list[str]:
    """Take out what is deleted or moved away; returns its words."""
    ended = [look.getparent() for look in root.iter(PARAGRAPH_LOOK) if _is_gone(child(look, "w:rPr"))]
    rows = [look.getparent() for look in root.iter(ROW_LOOK) if _is_gone(look)]
    cells = [look.getparent() for look in root.iter(CELL_LOOK) if child(look, "w:cellDel") is not None]
    contents = [part for cell in cells for part in cell if part.tag != CELL_LOOK]
    runs = [mark for mark in root.iter(*_GONE) if mark.getparent().tag not in _OF_A_LOOK]
    gone: list[str] = []
    for element in [*rows, *contents, *runs]:
        gone.append(words(element))
        remove(element)
    for cell in cells:
        cell.append(cell.makeelement(PARAGRAPH))
    for paragraph in ended:
        _join(paragraph)
    return gone


def _is_gone(look: Xml | None) -> bool:
    return look is not None and any(look.find(tag) is not None for tag in _GONE)


def _join(paragraph: Xml) -> None:
    """Put the content of a paragraph whose end is deleted before that of the next one."""
    following = paragraph.getnext()
    if following is None or following.tag != PARAGRAPH:
        return
    content = [part for part in paragraph if part.tag != PARAGRAPH_LOOK]
    if any(part.tag == RUN or len(part) for part in content):
        look = child(following, "w:pPr")
        at = 0 if look is None else 1
        following[at:at] = content
    remove(paragraph)
