"""Sentences: short texts that are scanned together, which takes less time than one by one.

Their numbers are read from one text that has them all. The dates and places of each are read by themselves, as another
sentence could tell what they mean.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from summarizer.models import Mention, Place, Scan, Span, Text
from summarizer.scanning.dates import reader as dates
from summarizer.scanning.dates.reader import Dated
from summarizer.scanning.places import regions
from summarizer.scanning.scanner import mentions_of_dates, read_mentions, scan_prose, whole

_APART = "\n。\n"  # no rule for numbers reads across it


class _Sentence(NamedTuple):
    """A sentence that starts at a place of the text of all, with its own dates and places."""

    start: int
    text: Text
    dated: Dated
    places: tuple[Place, ...]

    def spans(self) -> tuple[list[Span], list[Span]]:
        """Where its dates and its places are in the text of all."""
        dated, places = (
            [Span(self.start + (part.text_start or 0), self.start + (part.text_end or 0)) for part in parts]
            for parts in (self.dated.mentions, self.places)
        )
        return dated, places

    def scan(self, numbers: Sequence[Mention]) -> Scan:
        """Its scan, with its numbers of the text of all."""
        mentions = [self._own(number) for number in numbers]
        if self.dated.mentions:
            mentions += mentions_of_dates(self.text, self.dated.mentions)
            mentions.sort(key=lambda mention: mention.text_start)
        return Scan(self.text, tuple(mentions), self.dated.mentions, self.dated.published, None, self.places)

    def _own(self, number: Mention) -> Mention:
        start, end = number.text_start - self.start, number.text_end - self.start
        values = (number.value, number.low, number.high, number.unit, number.qualifier)
        return Mention(start, end, number.surface, start, end, *values, number.role, number.noun, number.parts)


def scan_sentences(sentences: Sequence[str], published: str | None = None) -> list[Scan]:
    """The scans of sentences, each as `scan_prose` makes it of that sentence alone."""
    text = whole(_APART.join(sentences))
    read = list(_read(text, sentences, published))
    spans = [sentence.spans() for sentence in read]
    dated, places = ([span for each in spans for span in each[kind]] for kind in (0, 1))
    numbers = read_mentions(text, (), places, (dated,))
    starts = [number.text_start for number in numbers]
    bounds = [*(bisect_left(starts, sentence.start) for sentence in read), len(starts)]
    own = [numbers[first:last] for first, last in pairwise(bounds)]
    return [
        scan_prose(sentence.text.content, published) if any(each.table for each in inside) else sentence.scan(inside)
        for sentence, inside in zip(read, own, strict=True)
    ]


def _read(text: Text, sentences: Sequence[str], published: str | None) -> Iterator[_Sentence]:
    columns, start = {"published": published} if published else {}, 0
    for sentence in sentences:
        length, end = len(sentence), start + len(sentence)
        part = Text(sentence, text.folded[start:end], text.starts[:length], text.ends[:length])
        yield _Sentence(start, part, dates.read(part, columns), regions.read(part))
        start = end + len(_APART)
