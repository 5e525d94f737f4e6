"""Marks of notes in plain text, and what Markdown crosses out.

    [^1]                  a note of Markdown, anywhere                      note
    3000[1]万元, 5%[2]，  a number in brackets right after a number         note
    3000①万元            a ringed number between a number and its unit     note
    ~~50座~~              crossed out, where a digit is inside              withdrawn

A document's number (湛仲字[98]5号), a list (①新建…) and a row of pages ([1] [2]) have no number before them, or no unit
after, and stay.
"""

import re
from collections.abc import Iterator

from summarizer.reading.cleaning.pieces import Cut
from summarizer.resources import lazy_pattern, table

_UNITS = "".join(sorted({row[0][0] for row in table("units")} - set("0123456789")))
_NOTES = lazy_pattern(
    r"\[\^[\w-]{1,20}\](?!:)"
    r"|(?<=[\d%％万亿])[\[［]\d{1,2}[\]］](?![ \d(（\[])"
    rf"|(?<=\d)[①-⑳❶-❿](?=[万亿{re.escape(_UNITS)}])"
)
_MARK = lazy_pattern(r"[\[［①-⑩❶❷❸]")
_WITHDRAWN = lazy_pattern(r"~~(?=\S)[^~\n]{0,60}?\d[^~\n]{0,60}(?<=\S)~~")


def marks_of_notes(content: str) -> Iterator[Cut]:
    """What goes of a text, by reason."""
    if _MARK.search(content):
        yield from (Cut("note", *match.span()) for match in _NOTES.finditer(content))
    if "~~" in content:
        yield from (Cut("withdrawn", *match.span()) for match in _WITHDRAWN.finditer(content))
