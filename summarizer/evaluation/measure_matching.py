"""Measures: which gold measure each delivered one is.

    found      a core measure of the gold
    neutral    another name that is accepted, and counts neither way
    duplicate  another name of a measure that is found already
    slogan     words that the gold lists as slogan, aim or effect
    other      nothing in the gold

The most alike pair comes first, and each core measure is found once. Of names that are equally alike, the nearer one in
the document counts.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from summarizer.checking.report_measures import Measure
from summarizer.evaluation.gold import Gold, GoldMeasure, GoldNeutral, GoldSlogan
from summarizer.evaluation.matching import likeness, plain

Label = Literal["found", "neutral", "duplicate", "slogan", "other"]
GoldName = GoldMeasure | GoldNeutral | GoldSlogan
_LEAST_NEUTRAL, _ALIAS, _AS_WELL = 0.77, 0.995, 0.05
_NEAR, _NEAR_CHARACTERS = 0.004, 50


class MatchedMeasure(NamedTuple):
    """A delivered measure, what it counts as, and what the gold has of it."""

    measure: Measure
    label: Label
    gold: GoldName | None


class _Pair(NamedTuple):
    """A delivered measure, by its index, that may be one of the gold."""

    likeness: float
    length: int
    at: int
    label: Label
    gold: GoldName


def matched(gold: Gold, measures: Sequence[Measure]) -> list[MatchedMeasure]:
    """Each delivered measure with its label, in their order."""
    pairs = sorted(_pairs(gold, measures), key=lambda pair: (-pair.likeness, -pair.length, pair.at))
    of_index: dict[int, list[_Pair]] = {}
    for pair in pairs:
        of_index.setdefault(pair.at, []).append(pair)
    labels: dict[int, tuple[Label, GoldName]] = {}
    found: set[int] = set()
    for pair in pairs:
        if pair.at in labels:
            continue
        label = pair.label
        if label == "found" and id(pair.gold) in found:
            if any(_fits_as_well(other, pair, found) for other in of_index[pair.at]):
                continue
            label = "duplicate"
        elif label == "found":
            found.add(id(pair.gold))
        labels[pair.at] = label, pair.gold
    return [MatchedMeasure(measure, *labels.get(index, ("other", None))) for index, measure in enumerate(measures)]


def _fits_as_well(other: _Pair, pair: _Pair, found: set[int]) -> bool:
    """Whether a measure that is found already needs not be what this name means."""
    is_free = other.label != "found" or id(other.gold) not in found
    return is_free and other.likeness >= pair.likeness - _AS_WELL


def _pairs(gold: Gold, measures: Sequence[Measure]) -> Iterator[_Pair]:
    others = [measure for measure in gold.measures if not measure.core]
    sorts: tuple[tuple[Label, Sequence[GoldName]], ...] = (
        ("found", [measure for measure in gold.measures if measure.core]),
        ("neutral", [*others, *gold.neutral]),
        ("slogan", gold.slogans),
    )
    names = [(label, item, _names(item)) for label, items in sorts for item in items]
    for index, measure in enumerate(measures):
        name = plain(measure.name)
        for label, item, wordings in names:
            alike = max(likeness(name, words) * (_ALIAS if rank else 1) for rank, words in enumerate(wordings))
            if alike > 0 and (label != "neutral" or alike >= _LEAST_NEUTRAL):
                yield _Pair(alike + _nearness(measure, item), len(wordings[0]), index, label, item)


def _names(item: GoldName) -> list[str]:
    return [plain(name) for name in (item.name, *(item.aliases if isinstance(item, GoldMeasure) else ()))]


def _nearness(measure: Measure, item: GoldName) -> float:
    """A little for a name that appears near its gold."""
    spans: Sequence[tuple[int, int]] = item.spans if isinstance(item, GoldMeasure) else ()
    if not spans or not measure.spans:
        return 0.0
    apart = min(abs(measure.spans[0][0] - start) for start, _ in spans)
    return _NEAR / (1 + apart / _NEAR_CHARACTERS)
