"""Elements that only wrap others: their content takes their place; what was never typed goes."""

from summarizer.reading.formats.office_zip import Xml
from summarizer.reading.formats.word.wordml import PARAGRAPH_LOOK, child, name, names, remove, replace, value, words

_WRAPPERS = names(
    "w:ins w:moveTo w:hyperlink w:smartTag w:customXml w:dir w:bdo w:sdtContent w:sdt w:fldSimple m:oMathPara"
)
_NOTES = names(
    "w:sdtPr w:sdtEndPr w:customXmlPr w:smartTagPr w:bookmarkStart w:bookmarkEnd w:proofErr w:rPrChange w:pPrChange"
    " w:tblPrChange w:trPrChange w:tcPrChange w:sectPrChange w:tblPrExChange w:tblGridChange w:numberingChange"
    " w:commentRangeStart w:commentRangeEnd w:commentReference w:permStart w:permEnd m:oMathParaPr"
)
_CONTROL, _CHOICES = name("w:sdt"), name("mc:AlternateContent")
_BOX, _WORD_ART = name("w:txbxContent"), name("v:textpath")
_CONTENTS = "Table of Contents"


def choose(root: Xml) -> None:
    """Replace alternatives of one thing, as boxes are written for newer and older programs, by the one to read."""
    for choices in list(root.iter(_CHOICES)):
        replace(choices, list(_chosen(choices)))


def take_out_contents(root: Xml) -> list[str]:
    """Take out the tables of contents that are controls; returns their words."""
    gone: list[str] = []
    for control in list(root.iter(_CONTROL)):
        if value(control, "w:sdtPr", "w:docPartObj", "w:docPartGallery") == _CONTENTS:
            gone.append(words(control))
            remove(control)
    return gone


def unwrap(root: Xml) -> None:
    """Replace wrappers by what is in them; earlier looks and marks go."""
    for control in root.iter(_CONTROL):
        if child(control, "w:sdtPr", "w:showingPlcHdr") is not None:
            _empty(control)
    for note in list(root.iter(*_NOTES)):
        remove(note)
    for wrapper in list(root.iter(*_WRAPPERS)):
        replace(wrapper, [part for part in wrapper if part.tag != PARAGRAPH_LOOK])


def _empty(control: Xml) -> None:
    content = child(control, "w:sdtContent")
    for text in content.iter(name("w:t")) if content is not None else ():
        text.text = ""


def _chosen(choices: Xml) -> Xml | tuple[()]:
    """Of the alternatives of one thing, the first with words, else the last one."""
    with_words = (option for option in choices if next(option.iter(_BOX, _WORD_ART), None) is not None)
    return next(with_words, choices[-1] if len(choices) else ())
