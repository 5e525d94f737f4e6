"""What cleaning removed that somebody may have put there for a model, or to make a number look like another.

    hidden       an element that a browser does not show                         <p style="display:none">
    withdrawn    shown crossed out                                               <s>50座</s>30座
    unrendered   shown only by a browser without scripts, or never               <noscript>, <template>, <canvas>
    note         a comment of the page                                           <!-- -->
    mark         a token that frames the turns of a chat                         <|im_start|>
    in_number    characters that can't be seen, between two digits               12|7
    in_word      several of them, or of variation selectors, inside a word
    turned       marks that reverse the direction of writing: 721 is shown as 127
    smuggled     tag characters, which spell words that nobody sees

None of it is in Text. Single characters of the last four kinds that ordinary editors leave (before a paragraph, beside
a full stop, after an emoji) are not listed.
"""

import html
from collections.abc import Iterable, Iterator, Sequence

from summarizer.models import HiddenContent, HiddenKind, Span
from summarizer.reading.cleaning.boilerplate import INVISIBLE
from summarizer.reading.cleaning.elements import ELEMENTS
from summarizer.reading.cleaning.pieces import Cut
from summarizer.resources import lazy_pattern

_TAG = lazy_pattern(r"<[^<>]*>")
_UNRENDERED = tuple(f"<{name}" for name in sorted(ELEMENTS["script"] - {"svg", "object"}))
_TURNING = lazy_pattern("[\u202b\u202e\u2067]")
_SELECTORS = lazy_pattern("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2}")
_TAGS = lazy_pattern("[\U000e0020-\U000e007e]")
_FLAG = "\U0001f3f4"  # flags of England, Scotland and Wales are spelt with tag characters
_NUMERIC = frozenset("0123456789０１２３４５６７８９零〇一二三四五六七八九十百千万萬亿億.,．，")
_AROUND = 8


def elements(raw: str, cuts: Iterable[Cut]) -> Iterator[HiddenContent]:
    """The hidden elements and comments among the cuts of the markup, with their words."""
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
    if cut.reason == "withdrawn":
        return "withdrawn"
    if cut.reason == "script" and raw[cut.start : cut.start + 9].lower().startswith(_UNRENDERED):
        return "unrendered"
    return "note" if cut.reason == "markup" and raw.startswith("<!--", cut.start) else None


def characters(
    content: str, cuts: Iterable[Cut], starts: Sequence[int], ends: Sequence[int]
) -> Iterator[HiddenContent]:
    """The marks among the cuts inside lines, and the invisible characters where none should be."""
    for cut in cuts:
        kind: HiddenKind | None = "mark" if cut.reason == "chat_mark" else None
        if cut.reason == "invisible":
            kind = _concealing(content, cut)
        if kind is not None:
            yield HiddenContent(kind, Span(starts[cut.start], ends[cut.end - 1]), _words(kind, content, cut))


def _concealing(content: str, cut: Cut) -> HiddenKind | None:
    run, before, after = (
        content[cut.start : cut.end],
        content[max(0, cut.start - 1) : cut.start],
        content[cut.end : cut.end + 1],
    )
    if _TAGS.search(run) and before != _FLAG:
        return "smuggled"
    if _TURNING.search(run):
        return "turned"
    if before in _NUMERIC and after in _NUMERIC and before and after:
        return "in_number"
    within_word = len(run) > 1 and before.isalnum() and after.isalnum()
    return "in_word" if within_word or _SELECTORS.search(run) else None


def _words(kind: HiddenKind, content: str, cut: Cut) -> str:
    if kind == "mark":
        return content[cut.start : cut.end]
    if kind == "smuggled":
        return "".join(chr(ord(char) - 0xE0000) for char in _TAGS.findall(content, cut.start, cut.end))
    around = content[max(0, cut.start - _AROUND) : cut.end + _AROUND]
    return INVISIBLE.sub("", around)
