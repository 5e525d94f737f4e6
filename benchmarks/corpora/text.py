"""Text with its numbers marked: pieces, blocks, articles, and how a figure's quote is cut out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from corpora.facts import Fact, indicators
from corpora.numbers import Written

CLAUSE = "，。；：？！,;?!"
SENTENCE = "。？！"


@dataclass(frozen=True)
class Slot:
    """A number on a page; `when` and `where` are the page's words, `verb` holds a change's direction."""

    fact: Fact
    written: Written
    when: str | None
    where: str | None
    verb: str = ""
    subject: str | None = None
    note: str = ""
    measure: str | None = None

    @property
    def text(self) -> str:
        if self.note != "cell":
            return self.verb + self.written.text
        style = self.written.style
        return self.verb + self.written.text.removesuffix(style.multiplier + style.unit)


Piece = str | Slot


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading or a table; a table's rows are lists of cells, each a list of pieces."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()


@dataclass(frozen=True)
class Measure:
    name: str
    kind: str


@dataclass
class Page:
    county: str
    genre: str
    topic: str
    title: tuple[Piece, ...]
    blocks: list[Block]
    published: str = ""
    voice: str = ""
    source: str = ""
    author: str = ""
    document: str = ""
    measures: list[Measure] = field(default_factory=list)
    slogans: list[str] = field(default_factory=list)
    group: str = ""
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Quoted:
    """A figure of a page with the words that it rests on."""

    slot: Slot
    subject: str
    quote: str
    sentence: str


def plain(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def block_text(block: Block) -> str:
    if block.kind == "table":
        return "\n".join("\t".join(plain(cell) for cell in row) for row in block.rows)
    return plain(block.pieces)


def article_text(page: Page) -> str:
    return "\n".join(block_text(block) for block in page.blocks)


def _edge(text: str, start: int, marks: str) -> int:
    return max((text.rfind(mark, 0, start) for mark in marks), default=-1) + 1


def _end(text: str, start: int, marks: str) -> int:
    return min((place for mark in marks if (place := text.find(mark, start)) >= 0), default=len(text))


def subject_in(text: str, low: int, start: int, high: int, names: tuple[str, ...]) -> tuple[int, str] | None:
    """Find the name of what is counted: the last before the number, else the first behind it."""
    before = [(place + len(name), len(name), name) for name in names if (place := text.rfind(name, low, start)) >= 0]
    if before:
        end, length, name = max(before)
        return end - length, name
    behind = [(place, -len(name), name) for name in names if (place := text.find(name, start, high)) >= 0]
    return (min(behind)[0], min(behind)[2]) if behind else None


def figures_in(pieces: tuple[Piece, ...]) -> Iterator[Quoted]:
    text = plain(pieces)
    start = 0
    for piece in pieces:
        if isinstance(piece, str):
            start += len(piece)
            continue
        yield quoted(text, start, piece)
        start += len(piece.text)


def quoted(text: str, start: int, slot: Slot) -> Quoted:
    low, high = _edge(text, start, SENTENCE), _end(text, start, SENTENCE)
    left, right = _edge(text, start, CLAUSE), _end(text, start + len(slot.text), CLAUSE)
    names = indicators()[slot.fact.indicator].names if slot.subject is None else (slot.subject,)
    found = subject_in(text, low, start, high, names)
    if found is None and slot.subject:
        found = (start, slot.subject)
    if found is None:
        raise LookupError(f"no subject for {slot.fact.indicator} in {text[low:high]}")
    place, name = found
    quote = text[min(left, _edge(text, place, CLAUSE)) : max(right, _end(text, place, CLAUSE))]
    return Quoted(slot, name, quote.strip("“”（）() 　"), text[low : high + 1])


def table_figures(block: Block) -> Iterator[Quoted]:
    for row in block.rows:
        cells = [plain(cell) for cell in row]
        for cell in row:
            for piece in cell:
                if isinstance(piece, Slot):
                    yield Quoted(piece, piece.subject or cells[0], " ".join(cells), " ".join(cells))


def page_figures(page: Page) -> list[Quoted]:
    found = list(figures_in(page.title))
    for block in page.blocks:
        found += list(table_figures(block) if block.kind == "table" else figures_in(block.pieces))
    return found


def mapped(page: Page, change: Callable[[Piece], Piece]) -> Page:
    """Return the page with every piece changed by a function."""
    blocks = [
        replace(
            block,
            pieces=tuple(change(piece) for piece in block.pieces),
            rows=tuple(tuple(tuple(change(piece) for piece in cell) for cell in row) for row in block.rows),
        )
        for block in page.blocks
    ]
    return replace(page, title=tuple(change(piece) for piece in page.title), blocks=blocks)


def choices(template: str, pick: Callable[[list[str]], str]) -> str:
    """Resolve [a|b|c]."""
    return re.sub(r"\[([^\[\]]*\|[^\[\]]*)\]", lambda match: pick(match[1].split("|")), template)
