"""Text boxes and word art: their paragraphs go beside the one that they hang on.

A box that hangs before all words of its paragraph comes before it, as the letterhead of a red-headed document does;
any other comes after it. Pictures go.
"""

from collections.abc import Iterator

from summarizer.reading.formats.office_zip import Xml
from summarizer.reading.formats.word.wordml import PARAGRAPH, RUN, TABLE, TEXT, make, name, remove, run_of

_FRAMES = (name("w:drawing"), name("w:pict"), name("w:object"))
BOXED = name("w:boxed")
"""The mark of a paragraph or table that was in a box."""

_BOX, _WORD_ART = name("w:txbxContent"), name("v:textpath")


def lift_boxes(root: Xml) -> int:
    """Make paragraphs of boxes, inner ones first; returns how many frames had no words: pictures."""
    hung = {next(frame.iterancestors(PARAGRAPH), root) for frame in root.iter(*_FRAMES)}
    ranked = sorted(hung, key=lambda paragraph: -sum(1 for _ in paragraph.iterancestors()))
    pictures = sum(_lift(paragraph) for paragraph in ranked if paragraph.tag == PARAGRAPH)
    for frame in list(root.iter(*_FRAMES)):
        remove(frame)
    return pictures


def _lift(paragraph: Xml) -> int:
    pictures, has_words, last = 0, False, paragraph
    parts = [part for run in paragraph for part in (run if run.tag == RUN else [run])]
    for part in parts:
        if part.tag == TEXT:
            has_words = has_words or bool((part.text or "").strip())
        elif part.tag in _FRAMES:
            blocks = list(_blocks(part))
            pictures += not blocks
            remove(part)
            for block in blocks:
                block.set(BOXED, "1")
                if has_words:
                    last.addnext(block)
                    last = block
                else:
                    paragraph.addprevious(block)
    return pictures


def _blocks(frame: Xml) -> Iterator[Xml]:
    """The paragraphs and tables in a frame."""
    for part in list(frame.iter(_BOX, _WORD_ART)):
        if part.tag == _BOX:
            yield from [block for block in part if block.tag in {PARAGRAPH, TABLE}]
        elif part.get("string"):
            paragraph = make("w:p")
            paragraph.append(run_of(part.get("string")))
            yield paragraph
