"""Which lines of a whole page are the article, and which of its titles is the article's.

Readability (imported only when needed, as it is slow) finds the paragraphs of the article. All lines from the heading,
or else from the first of these paragraphs, to the last of them stay, and with them the tables and subheadings in
between. Tables right below stay too, and bylines everywhere. Of the rest only links and lines without a number go:
readability drops lists of results too. Where it fails, or keeps no more than half of the sentences, all lines stay.
"""

import html
from collections.abc import Container
from typing import NamedTuple

from summarizer.folding import fold
from summarizer.models import Span
from summarizer.reading.cleaning.boilerplate import Line, is_byline, is_paragraph, section_reason
from summarizer.reading.cleaning.metadata import STATED_TITLES
from summarizer.reading.cleaning.pieces import Cut, ParsedMarkup
from summarizer.reading.cleaning.titles import SITE, is_untitled, squeeze
from summarizer.resources import lazy_pattern

_READABLE_CHARS = 300_000
_ANCHOR_CHARS = 20
_HEADING_CHARS = 8
_MARKS = "_|｜—–->"
_DIGIT = lazy_pattern(r"[\d〇一二三四五六七八九十百千万亿两]")
_TAG = lazy_pattern(r"<[^<>]*>")
_LAST_PART = lazy_pattern(r"(?:(?<![ \t\xa0])[ \t\xa0]++)?_[ \t\xa0]*+[^_\s\d]{1,8}$")


class _Words(NamedTuple):
    """A heading or line of the text, and its words without white space."""

    span: Span
    text: str


def outside(raw: str, lines: list[Line], content: str, lexed: ParsedMarkup) -> list[Cut]:
    """The lines of a page that are not its article. Title and lines are spans of `content`."""
    headings = {_text_start(content, heading) for heading in lexed.headings}
    article = _article(lines, [squeeze(content[line.start : line.end]) for line in lines], _readable(raw), headings)
    if not _holds_most(lines, article):
        return []
    title_end = lexed.title.end if lexed.title else 0
    linked = _linked(lexed)
    return [
        Cut("navigation", line.start, line.end)
        for line in [*lines[: article.start], *lines[article.stop :]]
        if line.end > title_end and not is_byline(line.text) and _is_spare(line, linked)
    ]


def _article(lines: list[Line], squeezed: list[str], readable: str, headings: Container[int]) -> range:
    """The lines from the article's heading to its last paragraph or table; none where no paragraph is readable."""
    anchors = [index for index, text in enumerate(squeezed) if len(text) >= _ANCHOR_CHARS and text in readable]
    if not anchors:
        return range(0)
    first, last = anchors[0], anchors[-1]
    while first > 0 and squeezed[first - 1] in readable:
        first -= 1
    first = next((index for index in range(first, -1, -1) if lines[index].start in headings), first)
    while last + 1 < len(lines) and ("\t" in lines[last + 1].text or squeezed[last + 1] in readable):
        last += 1
    return range(first, last + 1)


def _holds_most(lines: list[Line], article: range) -> bool:
    """Whether more than half of the sentences are in these lines."""
    sentences = [line.text.count("。") for line in lines]
    return sum(sentences[article.start : article.stop]) * 2 > sum(sentences)


def _linked(lexed: ParsedMarkup) -> bytearray:
    """For each character of the text 1 if it is in a link, else 0."""
    marks = bytearray(lexed.length)
    for start, end in lexed.links:
        marks[start:end] = b"\1" * (end - start)
    return marks


def _is_spare(line: Line, linked: bytearray) -> bool:
    """Whether a line is mostly a link, or has no number (and heads no list, which would then go with it)."""
    if linked.count(1, line.start, line.end) * 2 > line.end - line.start:
        return True
    return not _DIGIT.search(line.text) and section_reason(line.text) is None


def _text_start(content: str, span: Span) -> int:
    text = content[span.start : span.end]
    return span.start + len(text) - len(text.lstrip())


def _readable(raw: str) -> str:
    """The article as readability finds it, squeezed; empty where it fails or the page is too large for it."""
    if len(raw) > _READABLE_CHARS:
        return ""
    import logging  # noqa: PLC0415

    from readability import Document as Page  # noqa: PLC0415 - slow, and needed for whole pages alone

    logging.getLogger("readability").setLevel(logging.CRITICAL)
    try:
        summary = Page(raw).summary(html_partial=True)
    except ValueError:  # readability raises its Unparseable whatever goes wrong
        return ""
    return squeeze(html.unescape(_TAG.sub("", summary)))


def headline(content: str, lines: list[Line], lexed: ParsedMarkup) -> tuple[list[Cut], bool]:
    """What goes of the titles of a page, and whether its first line is then the article's title.

    Of `<title>` and a heading with the same words, without the name of the site or with more words, the heading stays,
    and the lines above it go. If a byline or paragraph is above it, `<title>` stays instead.
    """
    if lexed.title is None:
        return _by_statement(content, lines, lexed)
    title = content[lexed.title.start : lexed.title.end]
    headings = _words(content, lexed.headings)
    below = _words(content, [Span(line.start, line.end) for line in lines if line.start >= lexed.title.end])
    stated = stated_titles(lexed)
    end = _title_end(title, [words.text for words in headings] + stated, [words.text for words in below])
    own = title[:end]
    if _names_nothing(own):
        cuts, titled = _by_statement(content, lines, lexed)
        if titled or stated or not all(_names_nothing(words.text) for words in headings):
            return [Cut("navigation", *lexed.title), *cuts], titled
    short = squeeze(own)
    same = _repeats(content, short, squeeze(title), headings, below)
    fuller = [words.span for words in headings if len(words.text) > len(short) and words.text.startswith(short)]
    shown = min([*fuller, *(words.span for words in same if words.text == short)], default=None)
    above = [line for line in lines if shown and lexed.title.end <= line.start and line.end <= shown.start]
    if shown and not any(is_byline(line.text) or is_paragraph(line.text) for line in above):
        return _keep_heading(lexed.title, shown, above, same), True
    if fuller or not short:
        return [Cut("navigation", *lexed.title)], False
    return _keep_title(lexed.title, lexed.title.start + end, same), True


def _words(content: str, spans: list[Span]) -> list[_Words]:
    return [_Words(span, squeeze(content[span.start : span.end])) for span in spans]


def _names_nothing(title: str) -> bool:
    """Whether a title is empty, or only the name of a column or site."""
    return not squeeze(title) or is_untitled(fold(title))


def _repeats(content: str, short: str, whole: str, headings: list[_Words], below: list[_Words]) -> list[_Words]:
    """The headings and lines that repeat `<title>`, with or without the name of the site, or a part of it."""
    same = [words for words in headings if words.text and (short.startswith(words.text) or whole.endswith(words.text))]
    starts = {_text_start(content, words.span) for words in same}
    return same + [words for words in below if words.text == short and words.span.start not in starts]


def _keep_heading(title: Span, shown: Span, above: list[Line], same: list[_Words]) -> list[Cut]:
    """`<title>` goes, the lines between it and the heading too, and all that repeats the heading."""
    cuts = [Cut("navigation", *title), *(Cut("navigation", line.start, line.end) for line in above)]
    return cuts + [Cut("duplicate", *words.span) for words in same if words.span != shown]


def _keep_title(title: Span, end: int, same: list[_Words]) -> list[Cut]:
    """The name of the site after `end` goes, and all that repeats `<title>`."""
    cuts = [Cut("navigation", end, title.end)] if end < title.end else []
    return cuts + [Cut("duplicate", *words.span) for words in same]


def _by_statement(content: str, lines: list[Line], lexed: ParsedMarkup) -> tuple[list[Cut], bool]:
    """Keep the title that a meta tag states as the first line, if no line of the text has the same words."""
    if lexed.stated is None:
        return [], False
    span = lexed.stated
    wanted = squeeze(content[span.start : span.end])
    first_line = min((line.start for line in lines if lexed.title is None or line.start >= lexed.title.end), default=0)
    below = (squeeze(content[line.start : line.end]) for line in lines)
    if not wanted or is_untitled(fold(wanted)) or first_line < span.end or wanted in below:
        return [], False
    lexed.stated = None
    return [], True


def stated_titles(lexed: ParsedMarkup) -> list[str]:
    """The titles that meta tags and scripts state, squeezed."""
    return [squeeze(field.value) for field in lexed.fields if field.name in STATED_TITLES]


def _title_end(title: str, others: list[str], lines: list[str]) -> int:
    """The length of the article's title in `<title>`: what a heading repeats, else what comes before the site's name.

    Any other line counts as a heading only if all that it lacks is the site's name after a mark.
    """
    squeezed = squeeze(title)
    others = others + [
        text for text in lines if len(text) >= _HEADING_CHARS and squeezed[len(text) : len(text) + 1] in _MARKS
    ]
    repeated = max((len(text) for text in others if text and squeezed.startswith(text)), default=0)
    if repeated:
        return _unsqueezed(title, repeated)
    end = len(title)
    site = SITE.search(title)
    while site and site.start() > 0:
        end = site.start()
        site = SITE.search(title[:end]) or _LAST_PART.search(title[:end])
    return end


def _unsqueezed(text: str, count: int) -> int:
    """The offset in `text` after its first `count` characters that are not white space."""
    for offset, char in enumerate(text):
        count -= not char.isspace()
        if count == 0:
            return offset + 1
    return len(text)
