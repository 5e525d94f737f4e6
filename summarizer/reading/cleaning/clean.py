"""From a document to what the model reads: the title, then the article, each character mapped to the raw document.

Cleaning only deletes, or puts one character in the place of markup: the character of an entity, a line break, tab or
space for a tag, a raised digit (10⁴) for one in `<sup>`. A line break goes where a converter broke a line (see `wraps`).
Each step lists what goes, and why. `removed` counts the numbers in it by reason, even if there are
none, so that it lists each reason that removed something:

    front_matter · markup · script · feed · hidden · navigation · related · footer · licence · counter · pinyin · invisible
    · url · chat_mark · duplicate · withdrawn · note

and of a file that was converted, each reason for which its converter left words out:

    deleted · hidden · comment · contents · running_head · page_number · watermark · drawing · formula

What may be there to mislead is kept apart as `Text.withheld`.

When in doubt a line stays: captions, bylines with their dates, datelines, whatever reads like a paragraph.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import replace

from summarizer.errors import InputError
from summarizer.folding import fold
from summarizer.models import Document, HiddenContent, Text
from summarizer.reading.cleaning import boilerplate, pages, titles, withheld, wraps
from summarizer.reading.cleaning.boilerplate import Line
from summarizer.reading.cleaning.grids import tables
from summarizer.reading.cleaning.markup import lex
from summarizer.reading.cleaning.pieces import Cut, ParsedMarkup, Piece, apart
from summarizer.resources import message

_NUMERAL = "零〇一二三四五六七八九十百千万萬亿億两兩"
_NUMBER = re.compile(rf"[\d{_NUMERAL}](?:(?<=\d)\d*(?:[.,]\d+)*|[{_NUMERAL}]*)")
_LINE = re.compile(r"\S(?:[^\n\r]*\S)?")
_OFFSETS = array("i", range(32_768))


class MappedText:
    """What is left of a raw document: its text, and for each character the span in the raw document."""

    def __init__(self, content: str, starts: "array[int]", ends: "array[int]") -> None:
        self.content = content
        self.starts = starts
        self.ends = ends

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> "MappedText":
        kept = cls("", array("i"), array("i"))
        for start, end, text in pieces:
            verbatim = len(text) == end - start
            kept.starts.extend(_offsets(start, end) if verbatim else (start,))
            kept.ends.extend(_offsets(start + 1, end + 1) if verbatim else (end,))
        kept.content = "".join(piece.text for piece in pieces)
        return kept

    def without(self, cuts: list[Cut]) -> "MappedText":
        """What is left without these spans of the text, which are in order and do not overlap."""
        if not cuts:
            return self
        spans = list(_between(cuts, len(self.content)))
        content = "".join([self.content[start:end] for start, end in spans])
        return MappedText(content, _picked(self.starts, spans), _picked(self.ends, spans))


def _picked(offsets: "array[int]", spans: list[tuple[int, int]]) -> "array[int]":
    """The offsets of these spans; copied as bytes, as there may be many."""
    view = memoryview(offsets)
    return array("i", b"".join([view[start:end] for start, end in spans]))


def _offsets(start: int, end: int) -> "array[int] | range":
    """The numbers from `start` up to `end`; copied from a table where it has them, as counting is slow."""
    return _OFFSETS[start:end] if end <= len(_OFFSETS) else range(start, end)


def _lines(content: str, folded: str) -> list[Line]:
    """The lines that are not blank, without outer white space."""
    spans = [match.span() for match in _LINE.finditer(content)]
    return [Line(start, end, folded[start:end]) for start, end in spans]


def _left(text: str, cuts: list[Cut]) -> str:
    return "".join([text[start:end] for start, end in _between(cuts, len(text))])


def _between(cuts: list[Cut], length: int) -> Iterator[tuple[int, int]]:
    position = 0
    for cut in cuts:
        if position < cut.start:
            yield position, cut.start
        position = cut.end
    if position < length:
        yield position, length


def clean(document: Document) -> Text:
    """The text of `document`.

    Raises InputError (`no_article`) where nothing but markup and navigation is left.
    """
    lexed = lex(document.raw)
    removed = Counter({reason: _numbers(words) for reason, words in document.removed.items()})
    _count(removed, document.raw, lexed.cuts)
    kept = MappedText.of(lexed.pieces)
    titled = lexed.title is not None
    if lexed.is_page:
        kept, titled = _article_of_page(document.raw, kept, lexed, removed)
    aside = list(withheld.elements(document.raw, lexed.cuts))
    for find in (boilerplate.invisible, boilerplate.noise):
        cuts = find(kept.content)
        _count(removed, kept.content, cuts)
        aside += withheld.characters(kept.content, cuts, kept.starts, kept.ends)
        kept = kept.without(cuts)
    text = _text(document.raw, kept, lexed, removed, aside, titled=titled)
    if not document.anchors:
        return text
    return replace(text, anchors=document.anchors, unread_pages=str(document.columns.get("unread_pages", "")))


def _count(removed: Counter[str], text: str, cuts: Iterable[Cut]) -> None:
    parts_of: defaultdict[str, list[str]] = defaultdict(list)
    for reason, start, end in cuts:
        parts_of[reason].append(text[start:end])
    for reason, parts in parts_of.items():
        removed[reason] += _numbers("\n".join(parts))


def _numbers(words: str) -> int:
    return len(_NUMBER.findall(words))


def _article_of_page(raw: str, kept: MappedText, lexed: ParsedMarkup, removed: Counter[str]) -> tuple[MappedText, bool]:
    """The article of a whole page, and whether its first line is its title."""
    lines = _lines(kept.content, fold(kept.content))
    if lexed.stated is not None:
        lines = [line for line in lines if line.end <= lexed.stated.start or lexed.stated.end <= line.start]
    found, titled = pages.headline(kept.content, lines, lexed)
    spare = [Cut("markup", *lexed.stated)] if lexed.stated is not None else []
    cuts = apart([*found, *spare, *pages.outside(raw, lines, kept.content, lexed)])
    _count(removed, kept.content, cuts)
    return kept.without(cuts), titled


def _text(
    raw: str, kept: MappedText, lexed: ParsedMarkup, removed: Counter[str], aside: list[HiddenContent], *, titled: bool
) -> Text:
    """What the rules for lines leave, with its title; a single line break separates two lines."""
    folded = fold(kept.content)
    lines = _lines(kept.content, folded)
    counters = boilerplate.counters(lines)
    if counters:
        _count(removed, kept.content, counters)
        kept, folded = kept.without(counters), _left(folded, counters)
        lines = _lines(kept.content, folded)
    reasons = boilerplate.judge(lines)
    if titled and lines:
        reasons[0] = None
    staying = [line for line, reason in zip(lines, reasons, strict=True) if not reason]
    goes_on = wraps.joined(kept.content, staying, _parted(zip(lines, reasons, strict=True)))
    if titled and staying:
        goes_on.discard(staying[0].start)
    own = _mark_repeats(lines, reasons, _stated(lexed), goes_on, titled=titled)
    judged = list(zip(lines, reasons, strict=True))
    _count(removed, kept.content, [Cut(reason, line.start, line.end) for line, reason in judged if reason])
    staying = [line for line, reason in judged if not reason]
    if own is not None:
        own -= sum(line.start in goes_on for line in staying[:own])
    gaps = list(_gaps(kept.content, staying, goes_on))
    kept, folded = kept.without(gaps), _left(folded, gaps)
    lines = _lines(kept.content, folded)
    if len(lines) <= titled:
        raise InputError(message("no_article"))
    title = titles.span(lines[own]) if own is not None else None
    stated, gone = tuple(lexed.fields), dict(removed)
    held = tables(raw, kept.content, kept.starts, kept.ends, (lines, lexed.tables))
    return Text(kept.content, folded, kept.starts, kept.ends, title, stated, gone, tuple(aside), held)


def _stated(lexed: ParsedMarkup) -> frozenset[str]:
    """The titles that the page states, and its headings, folded and squeezed."""
    return frozenset(fold(title) for title in pages.stated_titles(lexed))


def _mark_repeats(
    lines: list[Line], reasons: list[str | None], stated: Collection[str], goes_on: Container[int], *, titled: bool
) -> int | None:
    """The index of the title among the lines that stay, those that only repeat it gone; no line that goes on is one."""
    kept = [index for index, reason in enumerate(reasons) if reason is None]
    staying = [lines[index] for index in kept]
    own = (0 if staying else None) if titled else titles.choose(staying, stated, goes_on)
    if own is None:
        return None
    own, gone = titles.repeats(staying, own)
    for index in gone:
        reasons[kept[index]] = "duplicate"
    return own - sum(index < own for index in gone)


def _parted(judged: Iterable[tuple[Line, str | None]]) -> list[bool]:
    """For each line that stays whether the number of a page was between it and the next."""
    parted: list[bool] = []
    for line, reason in judged:
        if reason is None:
            parted.append(False)
        elif parted and wraps.is_page_number(line.text):
            parted[-1] = True
    return parted


def _gaps(content: str, lines: list[Line], goes_on: Container[int]) -> Iterator[Cut]:
    """Everything between the lines except a single line break, and that too where a line goes on in the next one."""
    position = 0
    above = -1
    for line in lines:
        if position and above not in goes_on:
            newline = content.find("\n", position, line.start)
            newline = newline if newline >= 0 else content.find("\r", position, line.start)
            yield Cut("blank", position, newline)
            position = newline + 1
        yield Cut("blank", position, line.start)
        position, above = line.end, line.start
    yield Cut("blank", position, len(content))
