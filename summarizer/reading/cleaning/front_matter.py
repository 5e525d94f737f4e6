"""Front matter in YAML or TOML: its fields, and its title as the first line of the text.

Only what scrapers write is read: a block between two lines of `---` (`+++` in TOML), one `name: value` (`name = value`) a line, where a value may be
quoted, folded or go on in indented lines. It is read line by line, so a title with a bare colon, which is no YAML
(`title: 某县: 三张网`), costs nothing. Lists (`categories`) are no fields.
"""

import re

from summarizer.models import Field, Span
from summarizer.reading.cleaning.pieces import Cut, ParsedMarkup
from summarizer.resources import lazy_pattern

_FRONT = lazy_pattern(
    r"\s*(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>\s*[A-Za-z][\w-]*[ \t]*[:=](?:(?!(?P=fence))[^\n]*\n){1,100}?)"
    r"(?P=fence)[ \t]*(?:\r?\n|\Z)"
)
_FRONT_FIELD = lazy_pattern(
    r"^(?P<name>[A-Za-z][\w-]*)[ \t]*[:=][ \t]*(?P<value>[^\n]*(?:\n[ \t]+[^\s-][^\n]*)*)", re.MULTILINE
)
_BLOCK_SCALAR = lazy_pattern(r"[|>][+-]?\s*\n\s*")
_BROKEN_BLANK = lazy_pattern(r"(?:(?<![^\S\n])[^\S\n]++)?\n\s*+")


def read_front_matter(raw: str, lexed: ParsedMarkup) -> int:
    """The offset after the front matter; its title becomes the first line of the text."""
    front = _FRONT.match(raw)
    if front is None:
        return 0
    for match in _FRONT_FIELD.finditer(raw, *front.span("body")):
        span = _bare_value(raw, *match.span("value"))
        if span.start < span.end:
            lexed.fields.append(Field(match["name"].lower(), raw[span.start : span.end], span))
    title = next((stated.span for stated in lexed.fields if stated.name == "title"), None)
    if title is None:
        lexed.cuts.append(Cut("front_matter", *front.span()))
        return front.end()
    lexed.cuts += [Cut("front_matter", front.start(), title.start), Cut("front_matter", title.end, front.end())]
    position = title.start
    for blank in _BROKEN_BLANK.finditer(raw, title.start, title.end):
        lexed.add(position, blank.start(), raw[position : blank.start()])
        position = blank.end() - 1 if raw[blank.end() - 1] == " " else blank.end()
    lexed.add(position, title.end, raw[position : title.end])
    lexed.title = Span(0, lexed.length)
    newline = raw.index("\n", title.end)
    lexed.add(newline, newline + 1, "\n")
    return front.end()


def _bare_value(raw: str, start: int, end: int) -> Span:
    """The span of a YAML value without quotes, block mark and outer white space."""
    mark = _BLOCK_SCALAR.match(raw, start, end)
    start = mark.end() if mark else start
    while end > start and raw[end - 1].isspace():
        end -= 1
    if end - start > 1 and raw[start] == raw[end - 1] and raw[start] in "'\"":
        start, end = start + 1, end - 1
    return Span(start, end)
