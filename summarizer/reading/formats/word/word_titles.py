"""The title of a Word document: what a style calls so, else the centred lines that head it.

永宁县人民政府办公室文件            letterhead: none
永政办〔2024〕12号                 number of the document: none
永宁县人民政府办公室                centred, alike and next to each other: one title
关于印发农村供水实施方案的通知
（2024年3月5日）                   a date or a place: none
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from summarizer.reading.formats.office_zip import Xml
from summarizer.reading.formats.word.word_styles import WordStyle, look_of
from summarizer.reading.formats.word.wordml import (
    PARAGRAPH,
    PARAGRAPH_LOOK,
    RUN,
    RUN_LOOK,
    TABLE,
    TEXT,
    child,
    make,
    remove,
)

_PROSE = re.compile(r"[。；]|.{61}")
_NUMBER = re.compile(r".{0,20}[〔\[（(【]\s*(?:19|20)\d\d\s*[〕\]）)】].{0,8}号.*")
_NO_TITLE = re.compile(
    r".{0,40}文\s*件|第\s*[\d一二三四五六七八九十百]+\s*期.*"
    r"|附\s*件.{0,4}|目\s*录|[（(—–-].*|[\d\s./-]+|(?:19|20)?[\d〇○零一二三四五六七八九]{2,4}年.{1,4}月(?:.{1,4}日)?"
)
_SECTION = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]|第[一二三四五六七八九十\d]+[章节条部]"
)
_LONGEST, _MOST_LINES = 120, 4


class _Line(NamedTuple):
    """A paragraph: its words, the level of its heading, how it looks; `size` is that of its first run."""

    element: Xml
    text: str
    heading: int | None
    centred: bool
    size: str


def mark_title(body: Xml, styles: Mapping[str, WordStyle]) -> str:
    """Give the lines of the title the style of a title, and return them joined; empty where there is none."""
    lines = list(_head(body, styles))
    title = _styled(lines) or _centred(lines)
    for line in title:
        look = child(line.element, "w:pPr")
        if look is None:
            look = make("w:pPr")
            line.element.insert(0, look)
        style = child(look, "w:pStyle")
        if style is not None:
            remove(style)
        look.insert(0, make("w:pStyle", val="Heading1"))
    return "".join(line.text for line in title)


def _head(body: Xml, styles: Mapping[str, WordStyle]) -> Iterator[_Line]:
    """The paragraphs with words before the first table or the first one of prose."""
    for element in body:
        if element.tag == TABLE:
            return
        if element.tag != PARAGRAPH:
            continue
        text = " ".join("".join(part.text or "" for part in element.iter(TEXT)).split())
        look = look_of(element.find(PARAGRAPH_LOOK), styles, "w:pStyle")
        if look.heading is None and _PROSE.search(text):
            return
        if text:
            yield _Line(element, text, look.heading, bool(look.centred), _size(element, styles) or look.size or "")


def _size(paragraph: Xml, styles: Mapping[str, WordStyle]) -> str | None:
    return next((look_of(run.find(RUN_LOOK), styles, "w:rStyle").size for run in paragraph.iterchildren(RUN)), None)


def _styled(lines: list[_Line]) -> list[_Line]:
    """The lines of the style `Title`, else the first heading if it is no section's."""
    titles = _together([line for line in lines if line.heading == 0], lines)
    headings = [line for line in lines if line.heading == 1]
    return titles or [line for line in headings[:1] if not _SECTION.match(line.text)]


def _centred(lines: list[_Line]) -> list[_Line]:
    """The first centred lines of one size; below the document's number, where it has one, as a letterhead is above it."""
    numbered = [place for place, line in enumerate(lines) if _NUMBER.fullmatch(line.text)]
    found = list(filter(_may_be_title, lines))
    below = list(filter(_may_be_title, lines[numbered[0] + 1 :])) if numbered else []
    found = below or found
    return _together([line for line in found if line.size == found[0].size], lines)


def _may_be_title(line: _Line) -> bool:
    no_title = (_NUMBER.fullmatch(line.text), _NO_TITLE.fullmatch(line.text), _SECTION.match(line.text))
    return line.centred and len(line.text) <= _LONGEST and not any(no_title)


def _together(found: list[_Line], lines: list[_Line]) -> list[_Line]:
    """Of the lines found, the first and those that directly follow it."""
    start = lines.index(found[0]) if found else 0
    return [line for place, line in enumerate(found[:_MOST_LINES]) if lines[start + place] is line]
