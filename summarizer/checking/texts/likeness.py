"""Likeness: how alike the words around two numbers are, wherever in a document the second one is.

The words around a number are pairs of characters, each with the weight of the nearest part that has it:

    item      its list item, from the number before to the one after, and its noun   3
    clause    its clause up to it                                                    1
    sentence  its sentence up to it                                                  0.3

A pair counts by its rarity among the numbers of the source, log(1 + numbers / numbers that have it). The likeness is
the share of what counts of the one's words that the other's have too; a pair that no number of the source has counts
nothing, as a text may say more.
"""

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from summarizer.models import Mention
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import is_blank
from summarizer.scanning.segments import segments

_ITEM, _CLAUSE, _SENTENCE = 3.0, 1.0, 0.3
_FARTHER = 2.0  # what a pair counts more where the source has it nearer to its number than the text
_AFTER, _BEFORE, _FAR = 10, 16, 200
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]+")
MOST = 1.0
"""No words are more alike than this."""
Surroundings = Mapping[str, float]
"""The pairs of characters around a number, each with the weight of its part."""


def surroundings(analysis: Analysis, mention: Mention) -> Surroundings:
    """The words around a number; those of a cell are the labels of its row and column."""
    found: dict[str, float] = {}
    for weight, words in _parts(analysis, mention):
        for word in _WORDS.findall(words):
            for at in range(len(word) - 1 or 1):
                found.setdefault(word[at : at + 2], weight)
    return found


def _parts(analysis: Analysis, mention: Mention) -> Iterator[tuple[float, str]]:
    cell = mention.table
    if cell is not None and cell.is_whole:
        yield _ITEM, "|".join(filter(None, (cell.row, cell.column, mention.noun)))
        yield _SENTENCE, cell.head or ""
        return
    folded, figures, parts = analysis.scan.text.folded, analysis.figures, segments(analysis.scan.text.folded)
    start, end = mention.text_start, mention.text_end
    place = bisect_left(analysis.figure_starts, start)
    after = next((figure.text_start for figure in figures[place : place + 2] if figure.text_start >= end), len(folded))
    floor = figures[place - 1].text_end if place else 0
    far = max(0, start - _FAR)
    clause, sentence = max(parts.start("clause", start), far), max(parts.start("statement", start), far)
    item = max(parts.start("item", start), floor)
    before, following = folded[item:start], folded[end : min(parts.end("item", end), after, end + _AFTER)]
    yield _ITEM, "|".join((before, following, mention.noun or ""))
    yield _CLAUSE, folded[clause:start]
    if not _WORDS.search(before + following) and is_blank(before + following):
        yield _CLAUSE, folded[max(0, floor - _BEFORE) : floor]
    yield _SENTENCE, folded[sentence:clause]


@dataclass(frozen=True, eq=False)
class Surrounded:
    """Numbers of a text with the words around them, each looked for when it is first asked for."""

    analysis: Analysis
    numbers: Sequence[Mention]
    _known: dict[int, Surroundings] = field(default_factory=dict)

    def likeness(self, claimed: Surroundings, mention: Mention) -> float:
        """The share of the words around a claim that a number of the source has around it, 0 to 1."""
        stated, rarity = self.around(mention), self._rarity
        known = [(pair, weight, rarity[pair]) for pair, weight in claimed.items() if pair in rarity]
        whole = sum(weight * rare for _, weight, rare in known)
        shared = sum(min(weight, stated[pair] * _FARTHER) * rare for pair, weight, rare in known if pair in stated)
        return shared / whole if whole else 0.0

    def sharing(self, claimed: Surroundings, most: int) -> list[Mention]:
        """The numbers that share what counts most of the words around a claim, about `most` of them."""
        known = (pair for pair in claimed if pair in self._rarity)
        found: dict[int, Mention] = {}
        for pair in sorted(known, key=lambda pair: -claimed[pair] * self._rarity[pair]):
            found.update((mention.text_start, mention) for mention in self._holders[pair][:most])
            if len(found) >= most:
                break
        return list(found.values())

    @cached_property
    def _holders(self) -> dict[str, list[Mention]]:
        found: defaultdict[str, list[Mention]] = defaultdict(list)
        for mention in self.numbers:
            for pair in self.around(mention):
                found[pair].append(mention)
        return found

    def around(self, mention: Mention) -> Surroundings:
        """The words around a number, one of these or another of the text."""
        known = self._known.get(mention.text_start)
        if known is None:
            known = self._known[mention.text_start] = surroundings(self.analysis, mention)
        return known

    @cached_property
    def _rarity(self) -> dict[str, float]:
        counts = Counter(chain.from_iterable(map(self.around, self.numbers)))
        rarities = {count: math.log(1 + len(self.numbers) / count) for count in set(counts.values())}
        return {pair: rarities[count] for pair, count in counts.items()}
