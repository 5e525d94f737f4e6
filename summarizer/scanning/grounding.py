"""Grounding: where a quote appears in Text, which numbers it holds, and how well a subject names what they count."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz.distance import LCSseq

from summarizer.folding import QUOTES, fold, fold_quotes
from summarizer.models import Mention, Span, Text
from summarizer.resources import lazy_pattern
from summarizer.scanning.segments import segments
from summarizer.scanning.tables.table_rows import squeezed_table

_LONGEST, _MOST = 120, 1000
# Before a noun these make another of it: 不合格, 无症状感染者, 非税收入, 次密切接触者.
_OTHERWISE = frozenset("不无非未次副")
_LOOSE = lazy_pattern(rf"[\s{QUOTES}]")
_MARKS = r"\"'()\[\]<>《》【】"
_NO_WORDS = lazy_pattern(rf"[\s{QUOTES}{_MARKS}]+")


def key(text: str) -> str:
    """What quotes are compared by: script, width and quotation marks folded, white space dropped."""
    return _short_key(text) if len(text) <= _LONGEST else _key(text)


def _key(text: str) -> str:
    folded = fold(text)
    return "".join(fold_quotes(folded).split()) if _LOOSE.search(folded) else folded


_short_key = lru_cache(maxsize=4096)(_key)


@dataclass(frozen=True)
class TextIndex:
    """A Text made ready to find quotes and sentences in; what takes the whole text is done once."""

    text: Text

    @cached_property
    def _squeezed(self) -> tuple[str, list[int]]:
        """The folded text without white space, and the offset of each of its characters."""
        folded = fold_quotes(self.text.folded)
        kept: list[int] = []
        for word in re.finditer(r"\S+", folded):
            kept.extend(range(*word.span()))
        return "".join(folded.split()), kept

    def find(self, quote: str) -> list[Span]:
        """The places of a quote, as spans of `Text.content`, the first thousand; none for an empty quote."""
        wanted, (squeezed, kept) = key(quote), self._squeezed
        found = [Span(kept[start], kept[start + len(wanted) - 1] + 1) for start in _places(wanted, squeezed)]
        return found or (self._in_tables(wanted) if self.text.tables else [])

    def _in_tables(self, wanted: str) -> list[Span]:
        """The places of a quote in tables, apart from the marks between cells; a cell that covers several is in each."""
        rows, wanted = self._rows, wanted.replace("|", "")
        found = [kept[at : at + len(wanted)] for squeezed, kept in rows for at in _places(wanted, squeezed)]
        return [Span(min(offsets), max(offsets) + 1) for offsets in found[:_MOST]]

    @cached_property
    def _rows(self) -> list[tuple[str, list[int]]]:
        """The rows of each table, as `_squeezed` has the text."""
        folded = fold_quotes(self.text.folded)
        return [squeezed_table(folded, table) for table in self.text.tables]

    def says(self, words: str) -> bool:
        """Whether the words appear in Text, apart from script, width and white space."""
        return key(words) in self._squeezed[0]

    def line(self, position: int) -> int:
        """Where the line of a position, its paragraph, begins."""
        return segments(self.text.folded).start("line", position)

    def sentence(self, span: Span) -> Span:
        """The span widened to the ends of its sentences."""
        return segments(self.text.folded).around("sentence", span)


def _places(wanted: str, squeezed: str) -> list[int]:
    """Where squeezed words begin in a squeezed text, the first thousand."""
    found: list[int] = []
    position = squeezed.find(wanted) if wanted else -1
    while position >= 0 and len(found) < _MOST:
        found.append(position)
        position = squeezed.find(wanted, position + len(wanted))
    return found


def holds(quote: Span, mention: Mention) -> bool:
    """Whether a quote holds a mention's whole number: qualifier and unit may be cut off at its edges, a digit not."""
    if quote.start <= mention.text_start and mention.text_end <= quote.end:
        return True
    front, back = _edges(mention.surface, mention.unit, mention.qualifier)
    return quote.start <= mention.text_start + front and mention.text_end - back <= quote.end


@lru_cache(maxsize=4096)
def _edges(surface: str, unit: str | None, qualifier: str | None) -> tuple[int, int]:
    """How many characters of a surface come before and after its number: 约30多万元 has 1 and 1."""
    folded, words = fold(surface), (qualifier or "").split("…")
    front = max((len(word) for word in words if word and folded.startswith(word)), default=0)
    end, parts = len(folded), [word for word in dict.fromkeys((*words, unit)) if word]
    while part := next((part for part in parts if folded.endswith(part, front + 1, end)), None):
        end = len(folded[:end].removesuffix(part).rstrip())
        parts.remove(part)
    return front, len(folded) - end


def bare(words: str | None) -> str:
    """Words folded for comparison, without blanks, quotation marks and brackets; a flood of them cut short."""
    return _bare(words[:_LONGEST]) if words else ""


def is_blank(folded: str) -> bool:
    """Whether folded words are nothing but blanks, quotation marks and brackets."""
    return not folded or _NO_WORDS.fullmatch(folded) is not None


@lru_cache(maxsize=4096)
def _bare(words: str) -> str:
    return _NO_WORDS.sub("", fold(words))


def fit(subject: str | None, noun: str | None) -> float:
    """How well a subject fits a noun, 0 to 1.

    1.0    党员干部, 党员干部          the same
    .95    城镇居民收入, 收入          one ends with the other: the same head
    .75    小区楼长, 小区              one within the other, but another head
    ≤ .7   一产增加值, 第一产业增加值    the share of the shorter's characters that both have, in order
    .5     不合格, 合格                the same head, but denied or another's
    """
    return likeness(bare(subject), bare(noun))


@lru_cache(maxsize=65536)
def likeness(text: str, other: str) -> float:
    """`fit` of two bare words."""
    if not text or not other:
        return 0.0
    if text == other:
        return 1.0
    longer, shorter = (text, other) if len(text) > len(other) else (other, text)
    if longer.endswith(shorter):
        return 0.5 if longer.removesuffix(shorter)[-1] in _OTHERWISE else 0.95
    if text in other or other in text:
        return 0.75
    shared = common(text, other)
    return 0.7 * shared / min(len(text), len(other)) if shared > 1 else 0.0


def common(text: str, other: str) -> int:
    """How many characters two strings have in common in the same order (the longest common subsequence)."""
    return LCSseq.similarity(text, other)
