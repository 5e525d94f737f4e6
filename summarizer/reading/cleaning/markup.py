"""HTML to the pieces of the raw document that are text: tree (`elements`), decisions (`dropping`), text (here).

Rules:

1. A document is HTML only if it has at least one common tag, or a comment: in others `<通知>` and `a<b` are text.
2. A block tag becomes a line break that maps to the tag; the tag of a table cell becomes a tab. In a short cell breaks
   are spaces and line ends of the source vanish, so that a row of a table is a line.
3. Elements that `dropping` names go whole.
4. An entity becomes its character, if it stands for a single one.
5. Digits of two elements that a browser shows as two numbers get a space between them (see `seams`).
6. Powers become raised characters (see `raised`).
"""

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from summarizer.models import Field, Span
from summarizer.reading.cleaning import escapes, own_address, template_values
from summarizer.reading.cleaning.dropping import dropped
from summarizer.reading.cleaning.elements import ELEMENTS, ENTITY, Element, Leaf, Tree, parse
from summarizer.reading.cleaning.front_matter import read_front_matter
from summarizer.reading.cleaning.html_tables import html_tables
from summarizer.reading.cleaning.metadata import STATED_TITLES, is_heading, may_state, of_script, of_tag
from summarizer.reading.cleaning.pieces import Cut, ParsedMarkup, Piece
from summarizer.reading.cleaning.raised import How, find, how, may_be_raised, raise_digits
from summarizer.reading.cleaning.seams import Seam, may_begin
from summarizer.resources import lazy_pattern

_COMMON = lazy_pattern(
    r"</?(?:p|div|br|html|body|head|meta|span|table|td|img|a|h[1-6]|strong|b|em|i|ul|li|font|article|section)"
    r"(?:\s[^<>]*)?/?>|<!--|<\?(?:php|=)|<%|\{\{--",
    re.IGNORECASE,
)
_ENTITIES = lazy_pattern(ENTITY, re.VERBOSE)
_BROKEN_BLANK = lazy_pattern(r"(?:(?<![^\S\n])[^\S\n]++)?\n\s*+")
_BLOCKS, _CELLS = ELEMENTS["block"], ELEMENTS["cell"]
_CELLS_AND_ROWS = _CELLS | ELEMENTS["row"]
_FEED_DATES = frozenset({"published", "pubdate"})
_SHORT_CELL = 120
_SEAM_CHARS, _SEAM_PIECES = 20, 8


def lex(raw: str) -> ParsedMarkup:
    """The text of `raw` with its front matter's title first, what was cut, and what front matter and tags state."""
    lexed = ParsedMarkup()
    start = read_front_matter(raw, lexed)
    lexed.fields += own_address.day(raw)
    lexed.is_dump = escapes.is_dump(raw, start)
    lexed.fields += escapes.title(raw, start) if lexed.is_dump else ()
    markup = escapes.view(raw) if lexed.is_dump else raw
    if not _COMMON.search(markup, start):
        for piece in _plain(raw, start, len(raw), lexed):
            _read_entities(raw, piece.start, piece.end, lexed)
        return lexed
    tree = parse(template_values.view(markup), start)
    lexed.is_page = any(node.name in ("body", "html") for node in tree.nodes)
    drops = dropped(tree)
    lexed.tables = html_tables(tree, drops)
    _Reader(tree, raw, lexed).read(drops)
    return lexed


def _read_entities(raw: str, start: int, end: int, lexed: ParsedMarkup) -> None:
    for match in _ENTITIES.finditer(raw, start, end):
        lexed.add(start, match.start(), raw[start : match.start()])
        lexed.add(match.start(), match.end(), _entity(match[0]))
        start = match.end()
    lexed.add(start, end, raw[start:end])


def _plain(raw: str, start: int, end: int, lexed: ParsedMarkup) -> Iterator[Piece]:
    """The plain text of `raw[start:end]`, the escapes of a dump already added before what follows them."""
    if not lexed.is_dump:
        yield Piece(start, end, "")
        return
    for piece in escapes.read(raw, start, end):
        if not piece.text:
            lexed.cuts.append(Cut("markup", piece.start, piece.end))
            if set(":,(") & set(raw[piece.start : piece.end]):
                lexed.separate(piece.start, piece.end, "\n")
        elif len(piece.text) == piece.end - piece.start:
            yield piece
        else:
            lexed.add(*piece)


def _entity(raw: str) -> str:
    char = html.unescape(raw)
    return char if len(char) == 1 else raw


class _Reader:
    """Reads the nodes of a tree in document order into pieces, cuts, fields and noted spans.

    `cell_end` is where the short cells that were opened end in the raw document; `after_cell` whether the last node
    was the tag of a cell or row; `noted` the kind of span and its start in the text, by where its element ends.
    """

    def __init__(self, tree: Tree, raw: str, lexed: ParsedMarkup) -> None:
        self._tree, self._raw, self._lexed = tree, raw, lexed
        self._cell_end = -1
        self._tables = [table.start for table in lexed.tables]
        self._after_cell = False
        self._noted: dict[int, tuple[str, int]] = {}
        self._seam, self._ends = Seam(), dict[int, Element]()
        self._raised: tuple[int, How] = (-1, "apart")
        self._has_time = any(field.name == "time" for field in lexed.fields)

    def read(self, drops: Mapping[int, Cut]) -> None:
        position = self._tree.root.start
        for node in self._tree.nodes:
            if node.start < position:
                continue
            cut = drops.get(node.start)
            if isinstance(node, Leaf):
                if cut is None or node.kind not in ("text", "entity"):
                    self._read_leaf(node)
                else:
                    self._lexed.cuts.append(cut)
            elif cut is not None:
                position = cut.end
                self._drop(node, cut)
            else:
                self._open(node)
            self._after_cell = node.name in _CELLS_AND_ROWS

    def _read_leaf(self, leaf: Leaf) -> None:
        raw, lexed = self._raw, self._lexed
        if leaf.kind == "text":
            self._sew(raw[leaf.start : leaf.start + _SEAM_CHARS])
            for piece in _plain(raw, leaf.start, leaf.end, lexed) if lexed.is_dump else (leaf,):
                self._add_text(piece.start, piece.end)
        elif leaf.kind == "entity":
            char = _entity(raw[leaf.start : leaf.end])
            self._sew(char)
            lexed.add(leaf.start, leaf.end, self._raise(char, leaf.start))
        elif leaf.kind == "closing":
            self._end_inline(leaf)
            if leaf.start in self._noted:
                self._end_noted(leaf.start)
            self._add_tag(leaf.name, leaf.start, leaf.end)
        else:
            lexed.cuts.append(Cut("script" if leaf.kind == "script" else "markup", leaf.start, leaf.end))
            if leaf.kind == "script":
                lexed.fields += of_script(raw, leaf.start, leaf.end)

    def _add_text(self, start: int, end: int) -> None:
        """Add text; between cells blanks vanish, and in a short cell each line end with the blanks around it."""
        raw, lexed = self._raw, self._lexed
        if self._after_cell and raw[start:end].isspace():
            return
        if start < self._cell_end:
            for match in _BROKEN_BLANK.finditer(raw, start, end):
                lexed.add(start, match.start(), raw[start : match.start()])
                start = match.end()
                kept = match.end() - 1
                if lexed.length and not lexed.pieces[-1].text[-1].isspace():
                    lexed.add(kept, kept + 1, raw[kept])
        lexed.add(start, end, self._raise(raw[start:end], start))

    def _raise(self, text: str, start: int) -> str:
        """The text of a power, each digit by a raised one; a degree's sign; other text as it is."""
        until, kind = self._raised
        if start >= until:
            return text
        return raise_digits(text) if kind == "power" else "°" if kind == "degree" and len(text) == 1 else text

    def _sew(self, after: str) -> None:
        """Put a space between two numbers that only tags part, before `after` is added."""
        if self._seam and after:
            if may_begin(after):
                for start, end in self._seam.gaps(self._tail(), after):
                    self._lexed.add(start, end, " ")
            self._seam = Seam()

    def _tail(self) -> str:
        return "".join(piece.text[-_SEAM_CHARS:] for piece in self._lexed.pieces[-_SEAM_PIECES:])

    def _end_inline(self, leaf: Leaf) -> None:
        element = self._ends.pop(leaf.start, None)
        if element is not None:
            self._seam.close(self._tree.source(element), element.name, leaf.start, leaf.end)

    def _start_inline(self, element: Element, tag: str) -> None:
        """Note an inline element for what follows it, and whether it is raised."""
        self._seam.enter(tag, element.name, element.start, element.inner_start)
        if element.is_closed:
            self._ends[element.inner_end] = element
        raised = find(self._raw, element) if may_be_raised(element.name, tag) else None
        kind = how(raised) if raised else None
        if kind == "apart":
            self._lexed.separate(element.start, element.inner_start, " ")
        elif kind is not None:
            self._raised = element.inner_end, kind
            self._seam = Seam()

    def _drop(self, element: Element, cut: Cut) -> None:
        self._lexed.cuts.append(cut)
        if cut.reason in ("withdrawn", "note"):
            self._seam.tear(element.start, element.inner_start)
        if element.name in _BLOCKS and element.start >= self._cell_end:
            self._lexed.separate(element.start, element.inner_start, "\n")

    def _open(self, element: Element) -> None:
        """Read an opening tag: what it states, the break it makes, the span of text to note when its element ends."""
        tag = self._tree.source(element)
        if element.name in _CELLS and self._is_short(element):
            self._cell_end = max(self._cell_end, element.inner_end)
        if element.start in self._noted:
            self._end_noted(element.start)
        if element.name not in _BLOCKS:
            self._start_inline(element, tag)
        field = self._field(element, tag)
        if field is not None and field.name in STATED_TITLES and self._lexed.is_page and self._lexed.stated is None:
            self._add_stated(element, field)
        else:
            self._add_tag(element.name, element.start, element.inner_start)
        if element.is_closed:
            self._note(element, tag)
            if element.name in _FEED_DATES:
                content = element.content
                self._lexed.fields.append(Field("pubdate", self._raw[content.start : content.end], content))

    def _is_short(self, cell: Element) -> bool:
        """Whether a cell has few words and no table in it."""
        if not cell.is_closed or cell.text_chars > _SHORT_CELL:
            return False
        inner = bisect_left(self._tables, cell.start)
        return inner == len(self._tables) or self._tables[inner] >= cell.inner_end

    def _add_tag(self, name: str, start: int, end: int) -> None:
        lexed = self._lexed
        if end - start > len(name) + len("</>"):
            lexed.cuts.append(Cut("markup", start, end))
        if name in _CELLS:
            if not self._raw.startswith("</", start):
                lexed.separate(start, end, "\t")
        elif name in _BLOCKS:
            lexed.separate(start, end, " " if start <= self._cell_end else "\n")

    def _field(self, element: Element, tag: str) -> Field | None:
        """What an opening tag states of the page, which is noted among its fields; of <time> the first alone."""
        field = of_tag(tag, element.name, element.start) if may_state(tag, element.name) else None
        if field is None or (field.name == "time" and self._has_time):
            return None
        self._has_time = self._has_time or field.name == "time"
        self._lexed.fields.append(field)
        return field

    def _add_stated(self, element: Element, field: Field) -> None:
        """Put the title that a meta tag states into the text, on a line of its own; `pages.headline` decides on it."""
        lexed, span, had_text = self._lexed, field.span, self._lexed.has_text
        lexed.cuts += [Cut("markup", element.start, span.start), Cut("markup", span.end, element.inner_start)]
        lexed.separate(element.start, span.start, "\n")
        start = lexed.length
        _read_entities(self._raw, span.start, span.end, lexed)
        lexed.stated = Span(start, lexed.length)
        lexed.separate(span.end, element.inner_start, "\n")
        lexed.has_text = had_text

    def _note(self, element: Element, tag: str) -> None:
        """Remember where a heading, link or title starts in the text; `<title>` counts only above all text."""
        if is_heading(tag, element.name):
            self._noted[element.inner_end] = "heading", self._lexed.length
        elif element.name == "a" or (element.name == "title" and not self._lexed.has_text):
            self._noted[element.inner_end] = element.name, self._lexed.length

    def _end_noted(self, position: int) -> None:
        """Note the span of the heading, link or title whose content ends at `position`."""
        lexed = self._lexed
        kind, start = self._noted.pop(position)
        span = Span(start, lexed.length)
        if kind == "heading":
            lexed.headings.append(span)
        elif kind == "a":
            lexed.links.append(span)
        elif lexed.title is None:
            lexed.title = span
