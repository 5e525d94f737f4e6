"""Which lines of a whole page are the article, and which of its titles is the article's.

Readability (imported when it is needed: it is slow) tells which paragraphs belong to the article. Everything from
the heading, or else from the first of them, to the last of them stays, so that tables and subheadings between
them do; tables right below do too, and bylines everywhere. Of the rest only links and lines without a number go:
readability drops lists of results too. Where readability fails, or keeps no more than half of
the sentences, all lines stay.
"""

import html
import logging
import re

from summarizer.folding import fold
from summarizer.models import Span
from summarizer.reading.cleaning.boilerplate import Line, is_byline, is_paragraph, section_reason
from summarizer.reading.cleaning.metadata import STATED_TITLES
from summarizer.reading.cleaning.pieces import Cut, ParsedMarkup
from summarizer.reading.cleaning.titles import SITE, is_untitled, squeeze

_READABLE_CHARS = 300_000
_ANCHOR_CHARS = 20
_HEADING_CHARS = 8
_MARKS = "_|｜—–->"
_DIGIT = re.compile(r"[\d〇一二三四五六七八九十百千万亿两]")
_TAG = re.compile(r"<[^<>]*>")
_LAST_PART = re.compile(r"(?:(?<![ \t\xa0])[ \t\xa0]++)?_[ \t\xa0]*+[^_\s\d]{1,8}$")


def outside(raw: str, lines: list[Line], content: str, lexed: ParsedMarkup) -> list[Cut]:
    """The lines of a page that are not its article. Title and lines are spans of `content`."""
    readable = _readable(raw)
    held = [squeeze(content[line.start : line.end]) for line in lines]
    anchors = [i for i, text in enumerate(held) if len(text) >= _ANCHOR_CHARS and text in readable]
    if not anchors:
        return []
    first, last = anchors[0], anchors[-1]
    while first > 0 and held[first - 1] in readable:
        first -= 1
    headings = {_text_start(content, heading) for heading in lexed.headings}
    first = next((i for i in range(first, -1, -1) if lines[i].start in headings), first)
    while last + 1 < len(lines) and ("\t" in lines[last + 1].text or held[last + 1] in readable):
        last += 1
    sentences = [line.text.count("。") for line in lines]
    if sum(sentences[first : last + 1]) * 2 <= sum(sentences):
        return []
    title_end = lexed.title.end if lexed.title else 0
    linked = _linked(lexed)
    return [
        Cut("navigation", line.start, line.end)
        for line in [*lines[:first], *lines[last + 1 :]]
        if line.end > title_end and not is_byline(line.text) and _is_spare(line, linked)
    ]


def _linked(lexed: ParsedMarkup) -> bytearray:
    """For each character of the text 1 if it stands in a link, else 0."""
    marks = bytearray(lexed.length)
    for start, end in lexed.links:
        marks[start:end] = b"\1" * (end - start)
    return marks


def _is_spare(line: Line, linked: bytearray) -> bool:
    """Whether a line is a link for the most part, or tells no number (and heads no list, which then goes with it)."""
    if linked.count(1, line.start, line.end) * 2 > line.end - line.start:
        return True
    return not _DIGIT.search(line.text) and section_reason(line.text) is None


def _text_start(content: str, span: Span) -> int:
    text = content[span.start : span.end]
    return span.start + len(text) - len(text.lstrip())


def _readable(raw: str) -> str:
    """What readability takes for the article, squeezed; empty where it fails or the page is too large for it."""
    if len(raw) > _READABLE_CHARS:
        return ""
    from readability import Document as Page  # noqa: PLC0415 - slow, and needed for whole pages alone

    logging.getLogger("readability").setLevel(logging.CRITICAL)
    try:
        summary = Page(raw).summary(html_partial=True)
    except ValueError:  # readability puts all that goes wrong into its Unparseable
        return ""
    return squeeze(html.unescape(_TAG.sub("", summary)))


def headline(content: str, lines: list[Line], lexed: ParsedMarkup) -> tuple[list[Cut], bool]:
    """What goes of the titles of a page, and whether its first line is then the article's title.

    Of `<title>` and the heading that says the same, without the name of the site or with more words, the heading
    stays, and what stands above it goes; but where a byline or a paragraph stands above it, `<title>` stays.
    """
    if lexed.title is None:
        return _by_statement(content, lines, lexed)
    title = content[lexed.title.start : lexed.title.end]
    headings = [(span, squeeze(content[span.start : span.end])) for span in lexed.headings]
    stated = stated_titles(lexed)
    below = [Span(line.start, line.end) for line in lines if line.start >= lexed.title.end]
    told = [(span, squeeze(content[span.start : span.end])) for span in below]
    end = _title_end(title, [text for _, text in headings] + stated, [text for _, text in told])
    short, whole = squeeze(title[:end]), squeeze(title)
    if not short or is_untitled(fold(title[:end])):
        cuts, titled = _by_statement(content, lines, lexed)
        if titled or stated or any(text and not is_untitled(fold(text)) for _, text in headings):
            return [Cut("navigation", *lexed.title), *cuts], titled
    alike = [span for span, text in headings if text and (short.startswith(text) or whole.endswith(text))]
    starts = {_text_start(content, span) for span in alike}
    alike += [span for span, text in told if text == short and span.start not in starts]
    fuller = [span for span, text in headings if len(text) > len(short) and text.startswith(short)]
    full = [span for span in alike if squeeze(content[span.start : span.end]) == short]
    shown = min([*fuller, *full], default=None)
    above = [line for line in lines if shown and lexed.title.end <= line.start and line.end <= shown.start]
    if shown and not any(is_byline(line.text) or is_paragraph(line.text) for line in above):
        cuts = [Cut("navigation", *lexed.title), *(Cut("navigation", line.start, line.end) for line in above)]
        return cuts + [Cut("duplicate", *span) for span in alike if span != shown], True
    if fuller or not short:
        return [Cut("navigation", *lexed.title)], False
    start = lexed.title.start
    cuts = [Cut("navigation", start + end, lexed.title.end)] if end < len(title) else []
    return cuts + [Cut("duplicate", *span) for span in alike], True


def _by_statement(content: str, lines: list[Line], lexed: ParsedMarkup) -> tuple[list[Cut], bool]:
    """The title that a meta tag states, as the first line, where no line of the text says the same."""
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
    """How much of `<title>` is the article's title: what a heading says too, else what stands before the site's name.

    Any other line is taken for a heading only if the site's name, behind a mark, is all that it lacks.
    """
    squeezed = squeeze(title)
    others = others + [
        text for text in lines if len(text) >= _HEADING_CHARS and squeezed[len(text) : len(text) + 1] in _MARKS
    ]
    told = max((len(text) for text in others if text and squeezed.startswith(text)), default=0)
    if told:
        return _unsqueezed(title, told)
    end = len(title)
    site = SITE.search(title)
    while site and site.start() > 0:
        end = site.start()
        site = SITE.search(title[:end]) or _LAST_PART.search(title[:end])
    return end


def _unsqueezed(text: str, count: int) -> int:
    """The offset in `text` behind its first `count` characters that are no white space."""
    for offset, char in enumerate(text):
        count -= not char.isspace()
        if count == 0:
            return offset + 1
    return len(text)
