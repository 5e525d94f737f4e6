"""Names of the elements of WordprocessingML, and small moves in its trees."""

from collections.abc import Iterable
from functools import cache

from lxml import etree

from summarizer.reading.formats.office_zip import Xml

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_VML = "urn:schemas-microsoft-com:vml"
_ALTERNATIVES = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_SPACES = {"w": _W, "m": _MATH, "v": _VML, "mc": _ALTERNATIVES, "r": _RELATIONS}


@cache
def name(short: str) -> str:
    """`w:p` as lxml writes it."""
    space, _, local = short.partition(":")
    return f"{{{_SPACES[space]}}}{local}"


def names(shorts: str) -> tuple[str, ...]:
    """Several names, parted by blanks."""
    return tuple(map(name, shorts.split()))


PARAGRAPH, RUN, TEXT, TABLE, ROW, CELL = names("w:p w:r w:t w:tbl w:tr w:tc")
PARAGRAPH_LOOK, RUN_LOOK, ROW_LOOK, CELL_LOOK = names("w:pPr w:rPr w:trPr w:tcPr")
_DRAWN = ("{http://schemas.openxmlformats.org/drawingml/2006/main}t", f"{_CHART}v")
_LINES = (PARAGRAPH, "{http://schemas.openxmlformats.org/drawingml/2006/main}p", f"{_CHART}pt")
DELETED_TEXT = name("w:delText")
VALUE = name("w:val")


def make(short: str, **attributes: str) -> Xml:
    """A new element of `w:`, with attributes of it."""
    element = etree.Element(name(short))
    for key, value in attributes.items():
        element.set(name(f"w:{key}"), value)
    return element


def run_of(text: str, raised: str = "") -> Xml:
    """A run with a text; `raised` is `superscript` or `subscript`."""
    run = make("w:r")
    if raised:
        look = make("w:rPr")
        look.append(make("w:vertAlign", val=raised))
        run.append(look)
    run.append(make("w:t"))
    run[-1].text = text
    return run


def child(element: Xml | None, *path: str) -> Xml | None:
    """The first child of a name, or of its child along a path; None where there is none."""
    for short in path:
        element = element.find(name(short)) if element is not None else None
    return element


def value(element: Xml | None, *path: str) -> str | None:
    """The `w:val` of what `child` finds."""
    found = child(element, *path)
    return found.get(VALUE) if found is not None else None


def is_set(switch: Xml | None) -> bool | None:
    """Whether a switch is on; None where there is none."""
    return None if switch is None else switch.get(VALUE) not in {"0", "false", "off", "none"}


def remove(element: Xml) -> None:
    """Take an element out of its parent, if it still has one."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def replace(element: Xml, others: Iterable[Xml]) -> None:
    """Put others, in order, in the place of an element."""
    for other in others:
        element.addprevious(other)
    remove(element)


def words(element: Xml) -> str:
    """The words in an element, deleted ones too, a line for each paragraph."""
    parts = (
        "\n" if node.tag in _LINES else node.text or "" for node in element.iter(*_LINES, TEXT, DELETED_TEXT, *_DRAWN)
    )
    return "".join(parts).strip()
