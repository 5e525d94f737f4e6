"""The styles of a document: which are headings, centred, hidden, white, raised or struck, by themselves or by their base."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from summarizer.reading.formats.office_zip import Xml, whole
from summarizer.reading.formats.word.wordml import VALUE, child, is_set, name, names, value

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|标题|標題", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|目錄)\s*[1-9]", re.IGNORECASE)
_READ = names("w:vanish w:strike w:dstrike w:jc w:vertAlign w:sz w:numPr w:color w:shd w:highlight")
_WHITE, _TINY = "FFFFFF", 4
_MOST_BASES = 12


@dataclass(frozen=True, slots=True)
class WordStyle:
    """What a style says: `heading` is 0 for a title, 1 to 9 for headings; None where nothing is said."""

    heading: int | None = None
    is_contents: bool = False
    centred: bool | None = None
    hidden: bool | None = None
    white: bool | None = None
    struck: bool | None = None
    raised: str | None = None
    size: str | None = None
    numbering: Xml | None = None


PLAIN = WordStyle()


def read_styles(root: Xml | None) -> dict[str, WordStyle]:
    """The styles of `styles.xml` by id, each with what its bases say."""
    found = root.iter(name("w:style")) if root is not None else ()
    elements = {element.get(name("w:styleId")) or "": element for element in found}
    return {key: _resolved(element, elements) for key, element in elements.items()}


def look_of(element: Xml | None, styles: Mapping[str, WordStyle], kind: str) -> WordStyle:
    """What a `w:pPr` or `w:rPr` says, else the style that it names (`w:pStyle`, `w:rStyle`)."""
    if element is None:
        return PLAIN
    return _over(_own(element), styles.get(value(element, kind) or "", PLAIN))


def _resolved(element: Xml, elements: Mapping[str, Xml]) -> WordStyle:
    look = _named(element)
    for _ in range(_MOST_BASES):
        base = elements.get(value(element, "w:basedOn") or "")
        if base is None:
            break
        look, element = _over(look, _named(base)), base
    return look


def _named(element: Xml) -> WordStyle:
    """What a style says itself, by its name, for paragraphs and for their text."""
    called = (value(element, "w:name") or "").strip()
    match = _HEADING.fullmatch(called)
    heading = int(match[1]) if match else 0 if _TITLE.fullmatch(called) else None
    own = _over(_own(child(element, "w:pPr")), _own(child(element, "w:rPr")))
    return _over(WordStyle(heading, bool(_CONTENTS.fullmatch(called))), own)


def _own(look: Xml | None) -> WordStyle:
    if look is None:
        return PLAIN
    parts = {part.tag: part for part in look}
    found = {tag: parts.get(tag) for tag in _READ}
    if not any(part is not None for part in found.values()):
        return PLAIN
    hidden, strike, double, aligned, raised, size, numbering, colour, *backgrounds = found.values()
    white = (
        None if colour is None else colour.get(VALUE) == _WHITE and not any(part is not None for part in backgrounds)
    )
    return WordStyle(
        centred=None if aligned is None else aligned.get(VALUE) == "center",
        hidden=_is_tiny(size) or is_set(hidden),
        white=white,
        struck=is_set(double) or is_set(strike),
        raised=None if raised is None else raised.get(VALUE),
        size=None if size is None else size.get(VALUE),
        numbering=numbering,
    )


def _is_tiny(size: Xml | None) -> bool | None:
    """Whether text is two points high or less: nobody sees it."""
    return True if size is not None and whole(size.get(VALUE), _TINY + 1) <= _TINY else None


def _over(upper: WordStyle, lower: WordStyle) -> WordStyle:
    """What the upper one says, and where it says nothing, the lower one."""
    if upper is PLAIN or lower is PLAIN:
        return lower if upper is PLAIN else upper
    pairs = {key: (getattr(upper, key), getattr(lower, key)) for key in WordStyle.__slots__}
    return WordStyle(
        **{key: low if high is None else high for key, (high, low) in pairs.items()}
        | {"is_contents": upper.is_contents or lower.is_contents}
    )
