"""HTML as a tree of elements, each with its place in the raw document.

No parser that is kept up gives what Text needs, the source span of every character: lxml and html5lib report no offsets
(lxml a line), and `html.parser` reports the line and column of a tag but not where its text ends once entities are
resolved; it also drops what it can't read. So this is a lexer of one regular expression and a stack.

    tokens   tags, entities, comments and scripts; everything between two of them is text
    pairs    a closing tag closes the last open element of its name, so wrongly nested elements are closed too
    tree     a node belongs to the innermost element that is open where it starts; the end of an element ends all in it

The nodes cover the document: joined in order they are `raw[start:]`. A walk over `nodes` is a walk in document order,
so no caller recurses. Time and memory are linear in the length of the document, whatever it holds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, cast

from summarizer.models import Span
from summarizer.resources import table

Kind = Literal["text", "entity", "script", "comment", "closing"]

ELEMENTS = {kind: frozenset(names.split()) for kind, names, _why in table("elements")}
"""The names of `data/elements.tsv` by kind."""

ENTITY = r"&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|&nbsp"
_TOKENS = re.compile(
    rf"""
      (?P<script><(script|style)\b[^<>]*>.*?(?:</\2\s*>|\Z))
    | (?P<comment><!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>|<[!?][^<>]*>)
    | (?P<tag><(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*+)(?:(?:[^<>"']|"[^"<]*"|'[^'<]*')*+>|[^<>]*>))
    | (?P<entity>{ENTITY})
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")
_TAG_NAME = re.compile(r"</?[^\s/>]+")

_VOID, _CLOSED_BY_NEXT = ELEMENTS["void"], ELEMENTS["closed by next"]
_CELLS, _ROWS, _GROUPS = ELEMENTS["cell"], ELEMENTS["row"], ELEMENTS["row group"]
_ENDED_BY = {
    **dict.fromkeys(_CELLS, _CELLS | _ROWS | _GROUPS),
    **dict.fromkeys(_ROWS, _ROWS | _GROUPS),
    **dict.fromkeys(_GROUPS, _GROUPS),
    **dict.fromkeys(ELEMENTS["item"], ELEMENTS["item"]),
    **dict.fromkeys(ELEMENTS["term"], ELEMENTS["term"]),
    **{name: frozenset({name}) for name in _CLOSED_BY_NEXT},
}


@dataclass(slots=True, eq=False)
class Leaf:
    """`raw[start:end]`: text, an entity, a comment or declaration, a whole script or style, or a closing tag."""

    kind: Kind
    start: int
    end: int
    name: str = ""


@dataclass(slots=True, eq=False)
class Element:
    """An element: `raw[start:inner_start]` is its opening tag, `raw[inner_start:inner_end]` its content.

    `end` is after its closing tag, or where the content ends if it has none. A tag that is never closed has no content,
    unless HTML lets its end be left out (`<td>`, `<li>`, `<p>`). The closing tag of a wrongly nested element may be after that
    of its parent. `text_chars` counts the characters of text in a closed element, without entities.
    """

    name: str
    start: int
    inner_start: int
    inner_end: int
    end: int
    is_closed: bool = False
    text_chars: int = 0
    children: list["Element | Leaf"] = field(default_factory=list, repr=False)

    @property
    def content(self) -> Span:
        return Span(self.inner_start, self.inner_end)


@dataclass(slots=True, eq=False)
class Tree:
    """A document from `root.start` on; `nodes` are all elements and leaves in document order, closing tags too."""

    raw: str
    root: Element
    nodes: list[Element | Leaf] = field(default_factory=list, repr=False)
    elements: list[Element] = field(default_factory=list, repr=False)

    def source(self, node: Element | Leaf) -> str:
        """The raw characters of a leaf, or of the opening tag of an element."""
        return self.raw[node.start : node.inner_start if isinstance(node, Element) else node.end]


class _Token(NamedTuple):
    """A tag, entity, comment or script; `text` counts the characters of text before it."""

    kind: Kind | Literal["opening"]
    name: str
    start: int
    end: int
    text: int


class _Open(NamedTuple):
    """An element that is open, and the index of the token that ends it or its parent."""

    element: Element
    until: int


def attributes(tag: str) -> Iterator[tuple[str, str, Span]]:
    """Name, value and span of the value within `tag` of each attribute; an attribute without a value has an empty one."""
    name = _TAG_NAME.match(tag)
    for match in _ATTRIBUTE.finditer(tag, name.end() if name else 0):
        group = match.lastindex or 1
        span = Span(*match.span(group)) if group > 1 else Span(match.end(), match.end())
        yield match[1].lower(), tag[span.start : span.end], span


def parse(raw: str, start: int = 0) -> Tree:
    """The tree of `raw[start:]`. It never fails: what is no tag is text."""
    tokens = [
        *_tokens(raw, start),
        _Token("closing", "", len(raw), len(raw), 0),
    ]  # the last only ends the text before it
    ends = _pair(tokens)
    tree = Tree(raw, Element("", start, start, len(raw), len(raw)))
    stack = [_Open(tree.root, len(tokens))]
    position = start
    for index, token in enumerate(tokens):
        if position < token.start:
            _add(tree, stack, Leaf("text", position, token.start))
        position = token.end
        while stack[-1].until <= index:
            stack.pop()
        if token.kind == "opening":
            _open(tree, stack, token, ends.get(index), tokens)
        elif token.kind == "closing":
            tree.nodes.append(Leaf("closing", token.start, token.end, token.name))
        else:
            _add(tree, stack, Leaf(token.kind, token.start, token.end))
    tree.nodes.pop()
    return tree


def _tokens(raw: str, start: int) -> Iterator[_Token]:
    text, position = 0, start
    for match in _TOKENS.finditer(raw, start):
        text += match.start() - position
        position = match.end()
        name = match["name"]
        if name:
            yield _Token("closing" if match["close"] else "opening", name.lower(), match.start(), position, text)
        else:
            yield _Token(cast("Kind", match.lastgroup), "", match.start(), position, text)


def _pair(tokens: list[_Token]) -> dict[int, int]:
    """For the index of each opening tag the index of the tag that ends its element, if any does."""
    opened: dict[str, list[int]] = {}
    ends: dict[int, int] = {}
    for index, token in enumerate(tokens):
        kind, name = token.kind, token.name
        if not name or name in _VOID:
            continue
        stack = opened.setdefault(name, [])
        if stack and (kind == "closing" or name in _CLOSED_BY_NEXT):
            ends[stack.pop()] = index
        if kind == "opening":
            stack.append(index)
    return ends


def _add(tree: Tree, stack: list[_Open], leaf: Leaf) -> None:
    stack[-1].element.children.append(leaf)
    tree.nodes.append(leaf)


def _open(tree: Tree, stack: list[_Open], token: _Token, end: int | None, tokens: list[_Token]) -> None:
    """Add the element that `token` opens, and keep it open if it has content."""
    name, start, inner_start = token.name, token.start, token.end
    if stack[-1].element.name in _ENDED_BY:
        _end_siblings(stack, token)
    parent = stack[-1]
    if end is not None:
        last = tokens[end]
        after = last.end if last.kind == "closing" else last.start
        element = Element(name, start, inner_start, last.start, after, True, last.text - token.text)  # noqa: FBT003 - faster
        stack.append(_Open(element, min(end, parent.until)))
    elif name in _ENDED_BY:
        inner_end = max(inner_start, parent.element.inner_end)
        element = Element(name, start, inner_start, inner_end, inner_end)
        stack.append(_Open(element, parent.until))
    else:
        element = Element(name, start, inner_start, inner_start, inner_start)
    parent.element.children.append(element)
    tree.nodes.append(element)
    tree.elements.append(element)


def _end_siblings(stack: list[_Open], token: _Token) -> None:
    """End the open elements without a closing tag that a tag of this name ends: a cell by the next cell or row."""
    while not stack[-1].element.is_closed and token.name in _ENDED_BY.get(stack[-1].element.name, ()):
        ended = stack.pop().element
        ended.inner_end = ended.end = token.start
