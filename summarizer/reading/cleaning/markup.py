"""HTML to the pieces of the raw document that are text.

An own lexer, since no parser of HTML tells which characters of the source a character of its text came from.
It is linear: each token is found once, elements are paired with one stack a name, nothing recurses.

Rules:

1. A tag is taken for one only in a document that has at least one common tag, or a comment: `<通知>` and `a<b` are text.
2. A block tag becomes a line break that maps to the tag; the tag of a table cell a tab. In a short cell breaks
   are spaces and line ends of the source vanish, so that a row of a table is a line.
3. Scripts, navigation and hidden elements (see `hiding`) are dropped whole, if they are closed. One that holds most sentences of
   the page (a form around all of it) is no navigation, nor is one that only its class names so (`<ul class="nav">`)
   and that holds any sentence.
4. An entity becomes its character, if that is a single one.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.models import Field, Span
from summarizer.reading.cleaning.front_matter import read_front_matter
from summarizer.reading.cleaning.hiding import Sheet, hides, may_hide, read_sheets
from summarizer.reading.cleaning.metadata import STATED_TITLES, is_heading, may_state, of_script, of_tag
from summarizer.reading.cleaning.pieces import Cut, ParsedMarkup
from summarizer.resources import table

_COMMON = re.compile(
    r"</?(?:p|div|br|html|body|head|meta|span|table|td|img|a|h[1-6]|strong|b|em|i|ul|li|font|article|section)"
    r"(?:\s[^<>]*)?/?>|<!--",
    re.IGNORECASE,
)
_ENTITY = r"&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|&nbsp"
_ENTITIES = re.compile(f"(?P<entity>{_ENTITY})", re.VERBOSE)
_TOKENS = re.compile(
    rf"""
      (?P<script><(script|style)\b[^<>]*>.*?(?:</\2\s*>|\Z))
    | (?P<note><!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>|<[!?][^<>]*>)
    | (?P<tag><(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)(?:(?:[^<>"']|"[^"<]*"|'[^'<]*')*+>|[^<>]*>))
    | (?P<entity>{_ENTITY})
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_BROKEN_BLANK = re.compile(r"(?:(?<![^\S\n])[^\S\n]++)?\n\s*+")
_CLASS = re.compile(r"""\s(?:class|id|role)\s*=\s*["']?([^"'<>]*)""", re.IGNORECASE)

_ELEMENTS = {kind: frozenset(names.split()) for kind, names, _why in table("elements")}
_DROPPED = {name: reason for reason in ("navigation", "footer", "script") for name in _ELEMENTS[reason]}
_DROPPED_CLASS = {
    name: reason for reason in ("navigation", "related", "footer") for name in _ELEMENTS[f"{reason} class"]
}
_SHORT_CELL = 120


class Token(NamedTuple):
    """A tag, entity, comment or script of the raw document; `text` counts the characters of text before it."""

    kind: str
    name: str
    closing: bool
    start: int
    end: int
    text: int


def lex(raw: str) -> ParsedMarkup:
    """The text of `raw` with its front matter's title first, what was cut, and what front matter and tags state."""
    lexed = ParsedMarkup()
    start = read_front_matter(raw, lexed)
    if not _COMMON.search(raw, start):
        _read_entities(raw, start, len(raw), lexed)
        return lexed
    tokens = list(_tokens(raw, start))
    lexed.is_page = any(token.name in ("body", "html") for token in tokens)
    _read_markup(raw, start, tokens, lexed)
    return lexed


def _read_entities(raw: str, start: int, end: int, lexed: ParsedMarkup) -> None:
    for match in _ENTITIES.finditer(raw, start, end):
        lexed.add(start, match.start(), raw[start : match.start()])
        lexed.add(match.start(), match.end(), _entity(match[0]))
        start = match.end()
    lexed.add(start, end, raw[start:end])


def _entity(raw: str) -> str:
    char = html.unescape(raw)
    return char if len(char) == 1 else raw


def _tokens(raw: str, start: int) -> Iterator[Token]:
    text, position = 0, start
    for match in _TOKENS.finditer(raw, start):
        text += match.start() - position
        position = match.end()
        kind = match.lastgroup or "tag"
        kind = "tag" if kind in ("close", "name") else kind
        name = match["name"].lower() if kind == "tag" else ""
        yield Token(kind, name, bool(match["close"]), match.start(), position, text)


def _closings(tokens: list[Token]) -> dict[int, int]:
    """The index of the closing tag for that of each opening tag which has one."""
    opened: dict[str, list[int]] = {}
    closings: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if token.kind != "tag" or token.name in _ELEMENTS["void"]:
            continue
        stack = opened.setdefault(token.name, [])
        if stack and (token.closing or token.name in _ELEMENTS["closed by next"]):
            closings[stack.pop()] = index
        if not token.closing:
            stack.append(index)
    return closings


def _read_markup(raw: str, position: int, tokens: list[Token], lexed: ParsedMarkup) -> None:
    closings = _closings(tokens)
    stops = [match.start() for match in re.finditer("。", raw)]
    sheet = read_sheets(raw[token.start : token.end] for token in tokens if _is_sheet(raw, token))
    last = len(tokens)
    tokens.append(Token("tag", "", closing=True, start=len(raw), end=len(raw), text=0))
    cell_end = article_end = index = -1
    opened: dict[int, int] = {}
    headings: set[int] = set()
    after_cell = False
    while (index := index + 1) < len(tokens):
        token = tokens[index]
        _add_text(raw, position, token.start, lexed, in_cell=index <= cell_end, after_cell=after_cell)
        position = token.end
        closing = closings.get(index, -1)
        if token.kind == "entity":
            lexed.add(token.start, token.end, _entity(raw[token.start : token.end]))
        elif token.kind != "tag":
            lexed.cuts.append(Cut("script" if token.kind == "script" else "markup", token.start, token.end))
            if token.kind == "script":
                lexed.fields += of_script(raw, token.start, token.end)
        elif not token.closing and (
            reason := _drop_reason(
                raw, token, tokens[closing] if closing > 0 else None, stops, sheet, in_article=index < article_end
            )
        ):
            closing = closing if closing > 0 else last
            closed_by_next = not tokens[closing].closing
            position = tokens[closing].start if closed_by_next else tokens[closing].end
            lexed.cuts.append(Cut(reason, token.start, position))
            lexed.separate(
                token.start, token.end, "\n" if token.name in _ELEMENTS["block"] and index > cell_end else ""
            )
            index = closing - 1 if closed_by_next else closing
        else:
            if token.name in ("article", "main"):
                article_end = max(article_end, closing)
            if closing > 0 and token.name in _ELEMENTS["cell"] and tokens[closing].text - token.text <= _SHORT_CELL:
                cell_end = max(cell_end, closing)
            if index in opened:
                _note_span("h1" if index in headings else token.name, Span(opened[index], lexed.length), lexed)
            _add_tag(raw, token, lexed, in_cell=index <= cell_end)
            if closing > 0 and _is_noted(raw, token, lexed):
                opened[closing] = lexed.length
                headings |= {closing} if is_heading(raw[token.start : token.end], token.name) else set()
        after_cell = token.name in _ELEMENTS["cell"] or token.name == "tr"
    _add_text(raw, position, len(raw), lexed, in_cell=False, after_cell=False)


def _add_text(raw: str, start: int, end: int, lexed: ParsedMarkup, *, in_cell: bool, after_cell: bool) -> None:
    """Add `raw[start:end]`; between cells blanks vanish, and in a short one each line end with the blanks around it."""
    if start == end or (after_cell and raw[start:end].isspace()):
        return
    if in_cell:
        for match in _BROKEN_BLANK.finditer(raw, start, end):
            lexed.add(start, match.start(), raw[start : match.start()])
            start = match.end()
            kept = match.end() - 1
            if lexed.length and not lexed.pieces[-1].text[-1].isspace():
                lexed.add(kept, kept + 1, raw[kept])
    lexed.add(start, end, raw[start:end])


def _drop_reason(
    raw: str, token: Token, closing: Token | None, stops: list[int], sheet: Sheet, *, in_article: bool
) -> str | None:
    """Why the element from `token` to `closing` is dropped, if it is; a hidden one that is not closed, to the end."""
    if token.name in _ELEMENTS["void"]:
        return None
    tag = raw[token.start : token.end]
    inner = Span(token.end, closing.start if closing else len(raw))
    is_hideable = may_hide(tag, sheet)
    if closing is None and not is_hideable:
        return None
    held = bisect_left(stops, inner.end) - bisect_left(stops, inner.start)
    holds_most = held * 2 > len(stops)
    if is_hideable and hides(raw, tag, inner, sheet, held / len(stops) if stops else 0.5):
        return None if closing is None and holds_most else "hidden"
    if closing is None:
        return None
    reason = _DROPPED.get(token.name)
    if reason is None:
        return _reason_of_class(tag) if token.name in _ELEMENTS["block"] and not held else None
    return None if holds_most or (token.name == "header" and in_article) else reason


def _is_sheet(raw: str, token: Token) -> bool:
    return token.kind == "script" and raw.startswith(("<style", "<STYLE"), token.start)


def _reason_of_class(tag: str) -> str | None:
    """Why an element of this class, id or role goes."""
    names = (name for stated in _CLASS.finditer(tag) for name in stated[1].lower().split())
    return next((_DROPPED_CLASS[name] for name in names if name in _DROPPED_CLASS), None)


def _add_tag(raw: str, token: Token, lexed: ParsedMarkup, *, in_cell: bool) -> None:
    field = _field(raw, token, lexed)
    if field is not None and field.name in STATED_TITLES and lexed.is_page and lexed.stated is None:
        _add_stated(raw, token, field, lexed)
        return
    if token.end - token.start > len(token.name) + len("</>"):
        lexed.cuts.append(Cut("markup", token.start, token.end))
    if token.name in _ELEMENTS["cell"]:
        if not token.closing:
            lexed.separate(token.start, token.end, "\t")
    elif token.name in _ELEMENTS["block"]:
        lexed.separate(token.start, token.end, " " if in_cell else "\n")


def _field(raw: str, token: Token, lexed: ParsedMarkup) -> Field | None:
    """What an opening tag states of the page, which is noted among its fields; of <time> the first alone."""
    tag = raw[token.start : token.end]
    field = None if token.closing or not may_state(tag, token.name) else of_tag(tag, token.name, token.start)
    if field is None or (field.name == "time" and any(other.name == "time" for other in lexed.fields)):
        return None
    lexed.fields.append(field)
    return field


def _add_stated(raw: str, token: Token, field: Field, lexed: ParsedMarkup) -> None:
    """Put the title that a meta tag states into the text, on a line of its own; `pages.headline` decides on it."""
    span, has_text = field.span, lexed.has_text
    lexed.cuts += [Cut("markup", token.start, span.start), Cut("markup", span.end, token.end)]
    lexed.separate(token.start, span.start, "\n")
    start = lexed.length
    _read_entities(raw, span.start, span.end, lexed)
    lexed.stated = Span(start, lexed.length)
    lexed.separate(span.end, token.end, "\n")
    lexed.has_text = has_text


def _is_noted(raw: str, token: Token, lexed: ParsedMarkup) -> bool:
    if token.name == "a" or (token.name == "title" and not lexed.has_text):
        return True
    return not token.closing and is_heading(raw[token.start : token.end], token.name)


def _note_span(name: str, span: Span, lexed: ParsedMarkup) -> None:
    if name == "h1":
        lexed.headings.append(span)
    elif name == "a":
        lexed.links.append(span)
    elif lexed.title is None:
        lexed.title = span
