"""PDF → text with anchors to page and paragraph.

pdfminer reads what is drawn (`pdf_device`), within bounds (`pdf_limits`); lines, columns, tables and paragraphs are found
by geometry (`layout`). Scripts, forms and attachments are never looked at.
"""

import logging
from collections.abc import Iterator

from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdfpage import PDFPage

from summarizer.errors import InputError
from summarizer.reading.formats.converted import Converted
from summarizer.reading.formats.layout.line_joining import HiddenWords
from summarizer.reading.formats.layout.page_flow import LaidPage, flow, page
from summarizer.reading.formats.layout.shapes import UNKNOWN, DrawnPage
from summarizer.reading.formats.layout.writing import write
from summarizer.reading.formats.pdf_device import PageDevice
from summarizer.reading.formats.pdf_fonts import BoundedFonts
from summarizer.reading.formats.pdf_limits import BoundedDocument, BoundedInterpreter
from summarizer.resources import message

logging.getLogger("pdfminer").addHandler(logging.NullHandler())

_UNKNOWN_SHARE = 0.3
_PICTURE_SHARE, _DRAWN_STROKES = 0.3, 300
_SHOWN_PAGES = 20


def read(data: bytes) -> Converted:
    """The text of a PDF: `raw` is HTML, `anchors` give page and paragraph, `removed` has heads, feet and watermarks.

    `columns["unread_pages"]` lists pages without text that are pictures. Raises InputError: `encrypted`, `broken`,
    `too_large`, `scanned_pdf` (no page has text), `unknown_characters` (its fonts don't say what they show), `empty`.
    """
    pages: list[LaidPage] = []
    unread: list[int] = []
    shown = unknown = 0
    for sheet in _sheets(data):
        drawn = [glyph for glyph in sheet.glyphs if not glyph.text.isspace()]
        shown += len(drawn)
        unknown += sum(glyph.text == UNKNOWN for glyph in drawn)
        if not drawn and _is_picture(sheet):
            unread.append(sheet.number)
        pages.append(page(sheet))
    if unknown > _UNKNOWN_SHARE * shown:
        raise InputError(message("unknown_characters"))
    blocks, removed = flow(pages)
    if all(isinstance(block, HiddenWords) for block in blocks):
        raise InputError(message("scanned_pdf" if unread else "empty.pages"))
    raw, anchors = write(blocks)
    columns = {"unread_pages": ", ".join(map(str, unread[:_SHOWN_PAGES]))} if unread else {}
    return Converted(raw, anchors, removed, columns)


def _sheets(data: bytes) -> Iterator[DrawnPage]:
    """The pages as they are drawn, one at a time."""
    try:
        document = BoundedDocument(data)
        fonts = BoundedFonts()
        device = PageDevice(fonts)
        interpreter = BoundedInterpreter(fonts, device)
        interpreter.budget = document.budget
        for number, drawn in enumerate(PDFPage.create_pages(document), start=1):
            document.budget.spend("pages", 1)
            interpreter.process_page(drawn)
            sheet = device.sheet()
            sheet.number = number
            yield sheet
    except InputError:
        raise
    except PDFEncryptionError:
        raise InputError(message("encrypted.pdf")) from None
    except Exception as error:  # pdfminer raises whatever a broken file leads it to
        raise InputError(message("broken.pdf")) from error


def _is_picture(sheet: DrawnPage) -> bool:
    """Whether a page without text shows a large picture, or letters that are drawn as outlines."""
    pictured = sum(box.area for box in sheet.pictures)
    return pictured > _PICTURE_SHARE * sheet.width * sheet.height or sheet.strokes > _DRAWN_STROKES
