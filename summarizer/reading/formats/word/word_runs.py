"""Paragraphs and runs in few words: heading or not, list or not, raised, struck or plain text; hidden text goes."""

from collections.abc import Mapping

from summarizer.reading.formats.office_zip import Xml
from summarizer.reading.formats.word.boxes import BOXED
from summarizer.reading.formats.word.word_styles import PLAIN, WordStyle, look_of
from summarizer.reading.formats.word.wordml import (
    CELL,
    PARAGRAPH,
    PARAGRAPH_LOOK,
    RUN,
    RUN_LOOK,
    TEXT,
    child,
    make,
    name,
    names,
    remove,
    replace,
    value,
    words,
)

_TEXT_OF = {"w:noBreakHyphen": "-", "w:softHyphen": "", "w:pgNum": ""}
_SAME_AS = {"w:cr": "w:br", "w:ptab": "w:tab"}
_NOTE_MARKS = names("w:footnoteReference w:endnoteReference")
_RUBY, _BASE = name("w:ruby"), name("w:rubyBase")


def write_characters(root: Xml) -> None:
    """Write what mammoth does not know: hyphens as text, the base of text with readings above it."""
    for short, text in _TEXT_OF.items():
        for mark in list(root.iter(name(short))):
            mark.tag, mark.text = name("w:t"), text
    for short, usual in _SAME_AS.items():
        for mark in list(root.iter(name(short))):
            mark.tag = name(usual)
    for ruby in list(root.iter(_RUBY)):
        bases = ruby.iter(_BASE)
        replace(ruby, [part for base in bases for run in base for part in run if part.tag != RUN_LOOK])


def simplify(root: Xml, styles: Mapping[str, WordStyle]) -> dict[str, list[str]]:
    """Reduce each paragraph and run to what is read of it; returns the words that go by reason."""
    gone: dict[str, list[str]] = {"hidden": [], "contents": []}
    for paragraph in list(root.iter(PARAGRAPH)):
        old = paragraph.find(PARAGRAPH_LOOK)
        look = look_of(old, styles, "w:pStyle")
        if look.is_contents:
            gone["contents"].append(words(paragraph))
            _empty(paragraph)
            continue
        base = styles.get(value(old, "w:pStyle") or "", PLAIN)
        is_bare = paragraph.getparent().tag != CELL and not paragraph.get(BOXED) and child(old, "w:shd") is None
        runs = paragraph.findall(RUN)
        gone["hidden"].append("".join(_simplified(run, styles, base, on_paper=is_bare) for run in runs))
        _join_plain(paragraph)
        if old is not None:
            remove(old)
        new = _paragraph_look(look)
        paragraph.attrib.clear()
        if len(new):
            paragraph.insert(0, new)
    return gone


def _empty(paragraph: Xml) -> None:
    for part in list(paragraph):
        paragraph.remove(part)


def _join_plain(paragraph: Xml) -> None:
    """Join each run of plain text to the one before it, as a number may be split over many."""
    last: Xml | None = None
    parts: list[str] = []
    for run in [*paragraph, None]:
        is_plain = run is not None and run.tag == RUN and all(part.tag == TEXT for part in run)
        if is_plain and last is not None:
            parts += (part.text or "" for part in run)
            paragraph.remove(run)
        elif is_plain:
            last, parts = run, [part.text or "" for part in run]
        elif last is not None:
            _write(last, "".join(parts))
            last = None


def _write(run: Xml, text: str) -> None:
    for part in list(run):
        run.remove(part)
    part = make("w:t")
    part.text = text
    run.append(part)


def _paragraph_look(look: WordStyle) -> Xml:
    """A `w:pPr` with the level of a heading, or the place in a list."""
    made = make("w:pPr")
    if look.heading:
        made.append(make("w:pStyle", val=f"Heading{min(look.heading, 6)}"))
    if look.heading is None and look.numbering is not None:
        made.append(_copied(look.numbering))
    return made


def _copied(numbering: Xml) -> Xml:
    """A place in a list; without a level it is the first one."""
    made = make("w:numPr")
    made.append(make("w:ilvl", val=value(numbering, "w:ilvl") or "0"))
    made.append(make("w:numId", val=value(numbering, "w:numId") or "0"))
    return made


def _simplified(run: Xml, styles: Mapping[str, WordStyle], base: WordStyle, *, on_paper: bool) -> str:
    """Reduce a run to raised, struck or plain text; a hidden one, or a white one on paper, goes: its words are returned."""
    old = run.find(RUN_LOOK)
    look = look_of(old, styles, "w:rStyle")
    is_white = look.white if look.white is not None else base.white
    if (look.hidden if look.hidden is not None else base.hidden) or (is_white and on_paper):
        remove(run)
        return words(run)
    run.attrib.clear()
    if old is not None:
        run.remove(old)
    new = make("w:rPr")
    if look.struck if look.struck is not None else base.struck:
        new.append(make("w:strike"))
    if look.raised in {"superscript", "subscript"} and next(run.iterchildren(*_NOTE_MARKS), None) is None:
        new.append(make("w:vertAlign", val=look.raised))
    if len(new):
        run.insert(0, new)
    return ""
