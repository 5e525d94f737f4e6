"""Joining: observations of one indicator, place and period, and where two documents contradict each other.

All is grouped by keys; no figure is compared with every other. Within a group, the most exact figures that differ are its
values; every other figure is compared with those alone.

Two documents contradict each other where no number that the one states can be a number that the other states. A document
that states both is no witness against either. More than `MOST_VALUES` values are not one indicator: so many documents
don't err; their words mean different things. Figures whose subject the rules alone give, or of
which no words tell whose they are, contradict nothing (`Observation.is_witness`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from summarizer.delivering.consolidating.observing import Indicator, Observation

MOST_VALUES = 4


class Value(NamedTuple):
    """A value of a group: the figure that states it most exactly, and the documents that it agrees with."""

    figure: Observation
    documents: frozenset[str]


class FactGroup(NamedTuple):
    """The observations of one fact, with its values: the one of most documents first."""

    members: tuple[Observation, ...]
    values: tuple[Value, ...]


class Series(NamedTuple):
    """The groups of one indicator in all places, and the unit that most of them are in."""

    indicator: Indicator
    unit: str | None
    groups: tuple[FactGroup, ...]


class Contradiction(NamedTuple):
    """Two figures that can't both be true; `other` states the value that more documents have, or the more exact one."""

    figure: Observation
    other: Observation

    @property
    def basis(self) -> tuple[str, ...]:
        """How the two were joined, where it is not by the same words."""
        first, second = self
        found = {
            "other_words": first.subject != second.subject,
            "other_unit": first.unit != second.unit,
            "other_period_words": first.period != second.period,
            "period_inferred": "inferred" in {first.period_basis, second.period_basis},
            "place_of_document": "document" in {first.place_basis, second.place_basis},
        }
        return tuple(name for name, holds in found.items() if holds)


def join(observations: Iterable[Observation]) -> Iterator[Series]:
    """The series of observations, which come in their `order`."""
    for indicator, found in groupby(observations, key=lambda observation: observation.indicator):
        groups = tuple(_group(tuple(members)) for _, members in groupby(found, key=lambda member: member.group))
        units = Counter(member.unit for group in groups for member in group.members)
        yield Series(indicator, max(units, key=lambda unit: (units[unit], unit or "")), groups)


def contradictions(group: FactGroup) -> Iterator[Contradiction]:
    """The contradictions of a group: each figure that differs against each value that more documents have."""
    if not 1 < len(group.values) <= MOST_VALUES:
        return
    states = _states(group.values)
    for member in group.members:
        own = states.get(member.document)
        if not member.is_witness or not own:
            continue
        for value in group.values[: min(own)]:
            if not own & states[value.figure.document] and not member.interval.meets(value.figure.interval):
                yield Contradiction(member, value.figure)


def _states(values: Sequence[Value]) -> dict[str, set[int]]:
    """By document, the places of the values that it states."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for place, value in enumerate(values):
        for document in value.documents:
            found[document].add(place)
    return found


def _group(members: tuple[Observation, ...]) -> FactGroup:
    """A group with its values: the most exact figures that differ, those of most documents first."""
    own = [member for member in members if member.is_witness] or members
    firsts: list[Observation] = []
    for member in sorted(own, key=lambda found: (found.interval.width, found.published or "9", found.document)):
        if len(firsts) <= MOST_VALUES and not any(member.interval.meets(first.interval) for first in firsts):
            firsts.append(member)
    values = [
        Value(first, frozenset(member.document for member in members if member.interval.meets(first.interval)))
        for first in firsts
    ]
    return FactGroup(members, tuple(sorted(values, key=lambda value: -len(value.documents))))
