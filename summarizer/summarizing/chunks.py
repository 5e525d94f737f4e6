"""Chunks: the parts of a Text that go into one question, each on one line.

A piece holds no line break, so that a document can't end its own line in a prompt and be read as instruction.
"""

from collections.abc import Iterator, Sequence

from summarizer.models import Mention, Span, Text
from summarizer.scanning.grounding import TextIndex
from summarizer.scanning.segments import segments
from summarizer.scanning.tables.table_rows import rows_at

# In characters: what is read for the overview, a piece that a small model keeps in view, and what is left out.
BEGINNING, LONGEST_PIECE, SHORTEST_PIECE, LONGEST_CLAUSE = 400, 320, 8, 160
MOST_NUMBERS = 8


def one_line(text: Text, span: Span) -> str:
    """The text of a span, without line breaks."""
    return " ".join(text.content[span.start : span.end].split())


def in_context(text: Text, sentence: Span) -> str:
    """A sentence on one line; of a table, its row after the heads of its columns."""
    around = (table for table in text.tables if table.span.start <= sentence.start and sentence.end <= table.span.end)
    table = next(around, None)
    return one_line(text, sentence) if table is None else "；".join(rows_at(text, table, sentence))


def beginning(text: Text) -> Span:
    """The first sentences of a Text."""
    return Span(0, _cut(text.folded, 0, BEGINNING))


def paragraphs(text: Text) -> Iterator[Span]:
    """The article in pieces: long paragraphs cut at sentence ends, short ones next to each other together."""
    piece: Span | None = None
    for part in _parts(text.folded):
        if piece is not None and part.end - piece.start <= LONGEST_PIECE:
            piece = Span(piece.start, part.end)
            continue
        if piece is not None:
            yield piece
        piece = part
    if piece is not None:
        yield piece


def _parts(folded: str) -> Iterator[Span]:
    for line in segments(folded).spans("line"):
        start, end = line
        while end - start > LONGEST_PIECE:
            cut = _cut(folded, start, start + LONGEST_PIECE)
            yield Span(start, cut)
            start = cut
        if end - start >= SHORTEST_PIECE:
            yield Span(start, end)


def _cut(folded: str, start: int, end: int) -> int:
    """The last end of a sentence before `end`, or `end` itself."""
    cut = segments(folded).start("sentence", end)
    return cut if start < cut and end < len(folded) else min(end, len(folded))


def groups(
    ground: TextIndex, mentions: Sequence[Mention], most: int = MOST_NUMBERS
) -> Iterator[tuple[Span, list[Mention]]]:
    """The mentions of a sentence together, with its shown part: all, or of a very long one the clauses near them.

    At most `most` in one group.
    """
    group: list[Mention] = []
    for mention in mentions:
        if group and (len(group) >= most or not _fits(ground, group[0], mention)):
            yield _sentence_of(ground, group), group
            group = []
        group.append(mention)
    if group:
        yield _sentence_of(ground, group), group


def _fits(ground: TextIndex, first: Mention, last: Mention) -> bool:
    same = ground.sentence(_at(first)) == ground.sentence(_at(last))
    return same and last.text_end - first.text_start <= LONGEST_PIECE


def _sentence_of(ground: TextIndex, group: Sequence[Mention]) -> Span:
    return shown(ground, Span(group[0].text_start, group[-1].text_end))


def shown(ground: TextIndex, inner: Span) -> Span:
    """The part of the sentence around a span that is shown: all, or of a very long one the clauses near the span."""
    whole = ground.sentence(inner)
    if whole.end - whole.start <= LONGEST_PIECE:
        return whole
    folded, room = ground.text.folded, LONGEST_CLAUSE // 2
    left = clause(folded, Span(max(whole.start, inner.start - room), inner.start))
    right = clause(folded, Span(inner.end, min(whole.end, inner.end + room)))
    return Span(max(whole.start, left.start), min(whole.end, right.end))


def clause(folded: str, span: Span) -> Span:
    """The clause around a span, without white space at its ends."""
    whole = segments(folded).around("clause", span)
    start, stop = max(whole.start, span.start - LONGEST_CLAUSE), min(whole.end, span.end + LONGEST_CLAUSE)
    inner = folded[start:stop]
    return Span(start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip()))


def _at(mention: Mention) -> Span:
    return Span(mention.text_start, mention.text_end)
