"""Stretches: which sentences of a text are in English, so that Chinese ones go to the Chinese rules.

A Chinese character weighs as much as three letters. A sentence without either is in the language of the one before it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from summarizer.folding import fold
from summarizer.models import Span
from summarizer.resources import lazy_pattern
from summarizer.scanning.segments import english_segments

_LETTERS = lazy_pattern("[A-Za-zÀ-ɏ]+")
_HAN = lazy_pattern("[\u3400-\u9fff\uf900-\ufaff]+")
_WEIGHT = 3
_SMALL = lazy_pattern("[a-z]{2}")


def english_share(text: str) -> float:
    """The share of Latin letters among the letters of a text, from 0 to 1; 0 where it has none.

    Words in capitals alone (GDP, 5G) count as Chinese has them too, so they say nothing beside Chinese characters.
    """
    han = _WEIGHT * sum(map(len, _HAN.findall(text)))
    latin = sum(len(word) for word in _LETTERS.findall(text) if not han or _SMALL.search(word))
    return latin / (latin + han) if latin else 0.0


def is_english(text: str) -> bool:
    """Whether most of a text is in English."""
    return english_share(text) > 1 / 2


@lru_cache(maxsize=32)
def english_spans(text: str) -> tuple[Span, ...]:
    """The stretches of English sentences, in order and as long as they can be."""
    return tuple(_joined(text)) if _LETTERS.search(text) else ()


def _joined(text: str) -> Iterator[Span]:
    start: int | None = None
    english = is_english(text)
    end = 0
    for sentence in _sentences(text):
        words = text[sentence.start : sentence.end]
        if _LETTERS.search(words) or _HAN.search(words):
            english = is_english(words)
        if english:
            start, end = sentence.start if start is None else start, sentence.end
        elif start is not None:
            yield Span(start, end)
            start = None
    if start is not None:
        yield Span(start, end)


def _sentences(text: str) -> Iterator[Span]:
    """The sentences of a text, each with the mark that ends it."""
    for span in english_segments(fold(text)).spans("statement"):
        yield Span(span.start, min(span.end + 1, len(text)))


def without_english(text: str) -> str:
    """A text with blanks in the place of its English sentences: what the Chinese rules read, at the same offsets."""
    parts, end = [], 0
    for span in english_spans(text):
        parts += [text[end : span.start], re.sub(r"[^\n]", " ", text[span.start : span.end])]
        end = span.end
    return "".join([*parts, text[end:]])
