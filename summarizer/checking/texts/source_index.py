"""The likeliest sources of a text, of very many: those that share the most of its rarer numbers, dates and words.

A document has keys: its numbers by value, its days, the places that it is about, what its numbers count, and each two
successive characters of its title. A key weighs the more, the fewer documents have it. Of the documents that share the
most, those come first that have the words of the text too.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nlargest
from itertools import islice
from math import log

from summarizer.folding import fold
from summarizer.models import Number, Scan

MOST_SOURCES = 20
"""So many documents a text is judged against."""
_LEAST_SHARE = 0.4  # of the score of the likeliest one: last year's report beside this year's
_LOOKED_INTO = 200
_MOST_PAIRS = 600
_COMMON = 0.25  # a key that so many of the documents have tells none of them from the others
_HEAD = 400
_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_NUMERAL = re.compile(r"(\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,9})?)([千万亿]?)")
_SCALES = {"": 1, "千": 1_000, "万": 10_000, "亿": 100_000_000}

Key = Number | str


@dataclass(frozen=True)
class SourceIndex:
    """Which documents have a key; documents are known by numbers of the caller's."""

    _having: defaultdict[Key, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, keys: Iterable[tuple[int, Key]]) -> None:
        """Note keys, each with the document that has it."""
        having = self._having
        for document, key in keys:
            having[key].add(document)

    @cached_property
    def _documents(self) -> int:
        """How many documents have any key; asked for when all are added."""
        return len(set().union(*self._having.values()))

    def weights(self, keys: Iterable[Key]) -> dict[int, float]:
        """The documents that share the most with these keys, at most 200, with the weight of what they share."""
        found: defaultdict[int, float] = defaultdict(float)
        whole = self._documents
        for key in set(keys):
            having = self._having.get(key, ())
            if len(having) <= max(1, _COMMON * whole):
                weight = log((1 + whole) / max(1, len(having)))
                for document in having:
                    found[document] += weight
        return {document: found[document] for document in nlargest(_LOOKED_INTO, found, key=found.__getitem__)}


def likeliest(text: Scan, weights: Mapping[int, float], read: Callable[[int], str]) -> list[int]:
    """Of the documents that share something with a text, the likeliest first, those that its words are in too.

    `read` gives the words of a document. What the weights and the words tell counts alike.
    """
    pairs = set(title_keys(text.text.folded, _MOST_PAIRS))
    shared = {document: sum(pair in words for pair in pairs) for document in weights if (words := fold(read(document)))}
    most, most_shared = max(weights.values(), default=1), max(shared.values(), default=0) or 1
    scores = {document: weights[document] / most + shared[document] / most_shared for document in shared}
    best = nlargest(MOST_SOURCES, scores, key=scores.__getitem__)
    return [document for document in best if scores[document] >= _LEAST_SHARE * scores[best[0]]]


def keys_of_text(scan: Scan) -> Iterator[Key]:
    """All keys by which the sources of a text can be found."""
    for mention in scan.mentions:
        yield from (key for key in (mention.value, mention.noun) if key is not None)
    yield from (date.iso for date in scan.dates if date.iso)
    for place in scan.places:
        yield from place_keys(
            place.surface, *(name for region in place.candidates for name in (region.county, region.town))
        )
    yield from title_keys(scan.text.folded)


def keys_of_page(raw: str) -> Iterator[Key]:
    """The keys of a document that nothing is known of yet: its numerals, and the words that it begins with."""
    folded = fold(raw)
    for digits, scale in _NUMERAL.findall(folded):
        yield float(digits.replace(",", "")) * _SCALES[scale]
    yield from title_keys(folded[: 10 * _HEAD], _HEAD)


def title_keys(words: str, most: int | None = None) -> Iterator[str]:
    """Each two successive Chinese characters, of the first `most` ones."""
    pairs = (part[at : at + 2] for part in _HAN.findall(words) for at in range(len(part) - 1))
    yield from islice(pairs, most)


def place_keys(*names: str | None) -> Iterator[str]:
    """The names of places that are known."""
    yield from (name for name in names if name)
