"""What cleaning took away that somebody may have put there for a model, and what makes a number look like another.

    hidden       an element that a browser does not show                         <p style="display:none">
    unrendered   one that a browser shows without scripts alone, or never        <noscript>, <template>
    note         a comment of the page                                           <!-- -->
    mark         a token that frames the turns of a chat                         <|im_start|>
    in_number    characters that can't be seen, between two digits               12|7
    in_word      a row of them, or of selectors of variants, inside a word
    turned       marks that turn the direction of writing: 721 is shown as 127
    smuggled     tag characters, which spell words that nobody sees

All of it is gone from Text. Single ones of the last four that usual editors leave behind (before a paragraph, beside
a full stop, behind an emoji) are left out here.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from summarizer.models import HiddenContent, HiddenKind, Span
from summarizer.reading.cleaning.boilerplate import INVISIBLE
from summarizer.reading.cleaning.pieces import Cut

_TAG = re.compile(r"<[^<>]*>")
_UNRENDERED = ("<noscript", "<template")
_TURNING = re.compile("[\u202b\u202e\u2067]")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2}")
_TAGS = re.compile("[\U000e0020-\U000e007e]")
_FLAG = "\U0001f3f4"  # flags of England, Scotland and Wales are spelt with tag characters
_NUMERIC = frozenset("0123456789０１２３４５６７８９零〇一二三四五六七八九十百千万萬亿億.,．，")
_AROUND = 8


def elements(raw: str, cuts: Iterable[Cut]) -> Iterator[HiddenContent]:
    """Of what the markup took away: the hidden elements and comments with their words."""
    for cut in cuts:
        kind = _kind(raw, cut)
        if kind is not None:
            element = raw[cut.start : cut.end]
            words = element[4:].removesuffix("-->") if kind == "note" else _TAG.sub(" ", element)
            words = INVISIBLE.sub("", html.unescape(words)).strip()
            if words:
                yield HiddenContent(kind, Span(cut.start, cut.end), words)


def _kind(raw: str, cut: Cut) -> HiddenKind | None:
    if cut.reason == "hidden":
        return "hidden"
    if cut.reason == "script" and raw[cut.start : cut.start + 9].lower() in _UNRENDERED:
        return "unrendered"
    return "note" if cut.reason == "markup" and raw.startswith("<!--", cut.start) else None


def characters(
    content: str, cuts: Iterable[Cut], starts: Sequence[int], ends: Sequence[int]
) -> Iterator[HiddenContent]:
    """Of what was cut from inside of lines: the marks, and the invisible characters that stand where none should."""
    for cut in cuts:
        kind: HiddenKind | None = "mark" if cut.reason == "chat_mark" else None
        if cut.reason == "invisible":
            kind = _concealing(content, cut)
        if kind is not None:
            yield HiddenContent(kind, Span(starts[cut.start], ends[cut.end - 1]), _words(kind, content, cut))


def _concealing(content: str, cut: Cut) -> HiddenKind | None:
    run, before, behind = (
        content[cut.start : cut.end],
        content[max(0, cut.start - 1) : cut.start],
        content[cut.end : cut.end + 1],
    )
    if _TAGS.search(run) and before != _FLAG:
        return "smuggled"
    if _TURNING.search(run):
        return "turned"
    if before in _NUMERIC and behind in _NUMERIC and before and behind:
        return "in_number"
    within_word = len(run) > 1 and before.isalnum() and behind.isalnum()
    return "in_word" if within_word or _SELECTORS.search(run) else None


def _words(kind: HiddenKind, content: str, cut: Cut) -> str:
    if kind == "mark":
        return content[cut.start : cut.end]
    if kind == "smuggled":
        return "".join(chr(ord(char) - 0xE0000) for char in _TAGS.findall(content, cut.start, cut.end))
    around = content[max(0, cut.start - _AROUND) : cut.end + _AROUND]
    return INVISIBLE.sub("", around)
