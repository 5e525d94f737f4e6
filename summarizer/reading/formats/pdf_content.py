"""Content on which pdfminer would spend far more than its length: refused before it is parsed.

Its parser adds to a long string, and to the data of an image within the content, piece by piece, and keeps a list of
what each open bracket holds. That is no matter in pages, and days in what is made for it.
"""

import re

from summarizer.errors import InputError
from summarizer.resources import message

_HARMLESS = 20_000
_DEEPEST, _LONGEST_STRING, _MOST_COPIED = 500, 200_000, 40_000_000_000
_MARK = re.compile(rb"\((?:[^()\\]|\\.)*+\)|[()\[\]{}]|<<|>>", re.DOTALL)
_IMAGE = re.compile(rb"(?<![A-Za-z/])ID\s")
_OPENING = (b"[", b"{", b"<<")


def refuse_hazards(content: bytes) -> None:
    """Raise InputError (`too_large`) for content that nests deeply, or has huge strings or images in it."""
    if _IMAGE.search(content) and content.count(b"E") * len(content) > _MOST_COPIED:
        raise InputError(message("too_large.drawn"))
    if content.count(b"(") + content.count(b"[") + content.count(b"<<") + content.count(b"{") > _HARMLESS:
        _refuse_nesting(content)


def _refuse_nesting(content: bytes) -> None:
    depth = parentheses = start = 0
    for mark in _MARK.finditer(content):
        token = mark[0]
        if token == b"(":
            start = start if parentheses else mark.start()
            parentheses += 1
        elif token == b")":
            parentheses = max(0, parentheses - 1)
        elif not parentheses and token in _OPENING:
            depth += 1
        elif not parentheses and len(token) <= len(b">>"):
            depth = max(0, depth - 1)
        length = mark.end() - (start if parentheses else mark.start())
        if depth > _DEEPEST or length > _LONGEST_STRING:
            raise InputError(message("too_large.drawn"))
