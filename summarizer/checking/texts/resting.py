"""Which of many likely sources a text rests on: a number is not right because some other county has it too.

The first is the one that states the most of its numbers. Another one joins if it states two more of them at least, or one
more and is about the same place: last year's report beside this year's.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.checking.texts.text_check import TextCheck
from summarizer.models import Region

_OF_TIME = frozenset({"date", "time"})
_LEAST_GAIN = 2


class Candidate(NamedTuple):
    """A likely source: the check of the text against it alone, and the place that it is about."""

    check: TextCheck
    region: Region | None

    @property
    def states(self) -> frozenset[int]:
        """Where the numbers of the text start that it states; dates are in too many documents to tell."""
        found = (each for each in self.check.judgements if not each.flagged and each.kind not in _OF_TIME)
        return frozenset(each.start for each in found)


def rests_on(candidates: Sequence[Candidate]) -> list[int]:
    """The places of the sources that a text rests on, the likeliest first; of `candidates` that are in that order."""
    states = [candidate.states for candidate in candidates]
    chosen = [max(range(len(states)), key=lambda place: len(states[place]))] if states else []
    while (joining := max(_joining(candidates, states, chosen), default=None)) is not None:
        chosen.append(-joining[1])
    return chosen


def _joining(
    candidates: Sequence[Candidate], states: Sequence[frozenset[int]], chosen: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The sources that may join those chosen, each by how many numbers more it states and its place, negative."""
    covered = frozenset[int]().union(*(states[place] for place in chosen))
    for place, stated in enumerate(states):
        gain = len(stated - covered)
        if gain >= _LEAST_GAIN or (gain and _is_same_place(candidates[place].region, candidates[chosen[0]].region)):
            yield gain, -place


def _is_same_place(region: Region | None, other: Region | None) -> bool:
    return region is not None and other is not None and region.adcode == other.adcode
