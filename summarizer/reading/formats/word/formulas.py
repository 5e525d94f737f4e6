"""Equations as a line of text: fractions with a stroke, powers raised."""

from collections.abc import Iterator

from summarizer.reading.formats.office_zip import Xml
from summarizer.reading.formats.word.wordml import child, name, replace, run_of

_FORMULA, _TEXT = name("m:oMath"), name("m:t")
_RAISED = {name("m:sSup"): ("m:sup",), name("m:sSub"): ("m:sub",), name("m:sSubSup"): ("m:sub", "m:sup")}
_FRACTION, _BRACKETS, _ROOT = name("m:f"), name("m:d"), name("m:rad")


def write_formulas(root: Xml) -> None:
    """Replace each equation by runs of text."""
    for formula in list(root.iter(_FORMULA)):
        replace(formula, [run_of(text, raised) for text, raised in _line(formula)])


def _line(element: Xml | None) -> Iterator[tuple[str, str]]:
    """The texts of an equation, each with how it is raised."""
    for part in element if element is not None else ():
        if part.tag == _TEXT:
            yield part.text or "", ""
        elif part.tag == _FRACTION:
            yield from [(" ", ""), *_line(child(part, "m:num")), ("/", ""), *_line(child(part, "m:den"))]
        elif part.tag in _RAISED:
            yield from _line(child(part, "m:e"))
            for place in _RAISED[part.tag]:
                raised = "superscript" if place == "m:sup" else "subscript"
                yield "".join(text for text, _ in _line(child(part, place))), raised
        elif part.tag == _BRACKETS:
            yield from [("(", ""), *_line(part), (")", "")]
        elif part.tag == _ROOT:
            yield from [("√", ""), *_line(child(part, "m:e"))]
        else:
            yield from _line(part)
