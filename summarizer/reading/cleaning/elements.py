"""HTML as a tree of elements, each with its place in the raw document.

No parser that is kept up gives what Text needs, the source span of every character: lxml and html5lib report no offsets
(lxml a line), and `html.parser` reports the line and column of a tag but not where its text ends once entities are
resolved; it also drops what it can't read. So this is a lexer of one regular expression and a stack.

    tokens   tags, entities, comments and scripts; everything between two of them is text
    pairs    a closing tag closes the last open element of its name, even if others are open in it
    tree     a node belongs to the innermost element that is open where it starts; the end of an element ends all in it

The nodes cover the document: joined in order they are `raw[start:]`. A walk over `nodes` is a walk in document order,
so no caller recurses. Time and memory are linear in the length of the document, whatever it holds.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, cast

from summarizer.models import Span
from summarizer.resources import lazy_pattern, table

Kind = Literal["text", "entity", "script", "comment", "closing"]

ELEMENTS = {kind: frozenset(names.split()) for kind, names, _why in table("elements")}
"""The names of `data/elements.tsv` by kind."""

ENTITY = r"&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|&nbsp"
_TOKENS = lazy_pattern(
    rf"""
    (?=[<&{{\]])(?:
      (?P<script><(script|style)\b[^<>]*>.*?(?:</\2\s*>|\Z))
    | (?P<comment><\?(?:(?!<\?).){{0,5000}}?\?>|<\?(?:php|=)(?:(?!<\?).){{0,5000}}+\Z|<%(?:(?!<%).){{0,5000}}?%>|\{{\{{--(?:(?!\{{\{{--).){{0,5000}}?--\}}\}}
        |\{{[\{{%!][^{{}}|\u3400-\u9fff\n]{{0,300}}[%!\}}]\}}|<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>|<[!?][^<>]*>)
    | (?P<tag><(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*+)(?:(?:[^<>"']|"[^"<]*"|'[^'<]*')*+>|[^<>]*>))
    | (?P<entity>{ENTITY})
    )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = lazy_pattern(r"""([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")
_TAG_NAME = lazy_pattern(r"</?[^\s/>]+")

_VOID, _CLOSED_BY_NEXT = ELEMENTS["void"], ELEMENTS["closed by next"]
_FORMATTING, _ENDS_PARAGRAPH = ELEMENTS["formatting"], ELEMENTS["ends paragraph"]
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
    unless HTML lets its end be left out (`<td>`, `<li>`, `<p>`). The closing tag of a wrongly
    nested element may come after that of its parent. `text_chars` counts the characters of text in a closed element, without entities. `limit` is the end of the element
    around it; formatting (`<b>`, `<font>`) that is never closed goes on to the end of the page.
    """

    name: str
    start: int
    inner_start: int
    inner_end: int
    end: int
    is_closed: bool = False
    text_chars: int = 0
    limit: int = 0
    children: list["Element | Leaf"] = field(default_factory=list, repr=False)

    @property
    def content(self) -> Span:
        return Span(self.inner_start, self.inner_end)

    @property
    def reach(self) -> int:
        """Where a browser ends the element: at its end, or, without a closing tag, at that of its parent."""
        return self.end if self.is_closed or self.name in _ENDED_BY else self.limit


@dataclass(slots=True, eq=False)
class Tree:
    """A document from `root.start` on; `nodes` are all elements and leaves in document order, closing tags too."""

    raw: str
    root: Element
    nodes: list[Element | Leaf] = field(repr=False)

    @property
    def elements(self) -> Iterator[Element]:
        """The elements in document order."""
        return (node for node in self.nodes if isinstance(node, Element))

    def source(self, node: Element | Leaf) -> str:
        """The raw characters of a leaf, or of the opening tag of an element."""
        return self.raw[node.start : node.inner_start if isinstance(node, Element) else node.end]


class _Open(NamedTuple):
    """An element that is open, and the offset where its content ends, or that of an element around it."""

    element: Element
    until: int


def attributes(tag: str) -> Iterator[tuple[str, str, Span]]:
    """Name, value and span of the value within `tag` of each attribute; without a value both are empty."""
    name = _TAG_NAME.match(tag)
    for match in _ATTRIBUTE.finditer(tag, name.end() if name else 0):
        group = match.lastindex or 1
        span = Span(*match.span(group)) if group > 1 else Span(match.end(), match.end())
        yield match[1].lower(), tag[span.start : span.end], span


def parse(raw: str, start: int = 0) -> Tree:
    """The tree of `raw[start:]`. It never fails: what is no tag is text."""
    nodes = list(_nodes(raw, start))
    _pair(nodes)
    root = Element("", start, start, len(raw), len(raw))
    _nest(nodes, root)
    return Tree(raw, root, nodes)


def _nodes(raw: str, start: int) -> Iterator[Element | Leaf]:
    """The nodes in document order; an element has no content yet."""
    for match in _TOKENS.finditer(raw, start):
        found, end = match.span()
        if start < found:
            yield Leaf("text", start, found)
        start = end
        name = match["name"]
        if not name:
            yield Leaf(cast("Kind", match.lastgroup), found, end)
        elif match["close"]:
            yield Leaf("closing", found, end, name.lower())
        else:
            yield Element(name.lower(), found, end, end, end)
    if start < len(raw):
        yield Leaf("text", start, len(raw))


def _pair(nodes: Iterable[Element | Leaf]) -> None:
    """Close each element at the closing tag of its name, or at the next `<p>`, and count the text in it.

    A `<p>` ends at the tags of other blocks too.
    """
    opened: dict[str, list[tuple[Element, int]]] = {}
    text = 0
    for node in nodes:
        name = node.name
        if not name:
            text += node.end - node.start if isinstance(node, Leaf) and node.kind == "text" else 0
        elif name not in _VOID:
            is_opening = isinstance(node, Element)
            if is_opening and name in _ENDS_PARAGRAPH and (open_paragraphs := opened.get("p")):
                _close(*open_paragraphs.pop(), node, text)
            stack = opened.setdefault(name, [])
            if stack and (not is_opening or name in _CLOSED_BY_NEXT):
                _close(*stack.pop(), node, text)
            if isinstance(node, Element):
                stack.append((node, text))


def _close(element: Element, text_before: int, node: Element | Leaf, text: int) -> None:
    """Close an element at the tag that ends it."""
    element.is_closed, element.text_chars = True, text - text_before
    element.inner_end, element.end = node.start, node.start if isinstance(node, Element) else node.end


def _nest(nodes: Iterable[Element | Leaf], root: Element) -> None:
    """Put each node but closing tags among the children of the innermost element that is open."""
    stack = [_Open(root, root.end + 1)]
    for node in nodes:
        while stack[-1].until <= node.start:
            stack.pop()
        if isinstance(node, Element):
            _open(stack, node)
        elif node.kind != "closing":
            stack[-1].element.children.append(node)


def _open(stack: list[_Open], element: Element) -> None:
    """Add an element to its parent, and keep it open if it has content."""
    while not (last := stack[-1].element).is_closed and element.name in _ENDED_BY.get(last.name, ()):
        last.inner_end = last.end = element.start
        stack.pop()
    parent, until = stack[-1]
    parent.children.append(element)
    element.limit = stack[0].element.end if element.name in _FORMATTING else min(until, stack[0].element.end)
    if element.name in _VOID:
        element.limit = element.end
    if element.is_closed:
        stack.append(_Open(element, min(element.inner_end, until)))
    elif element.name in _ENDED_BY:
        element.inner_end = element.end = min(until, stack[0].element.end)
        stack.append(_Open(element, until))
