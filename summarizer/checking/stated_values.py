"""The mentions of a document by their value, for numbers that come without a quote; each look-up takes a bounded time."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from summarizer.folding import fold
from summarizer.models import Mention, Number
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import bare
from summarizer.scanning.numbers import quantities, units

_MOST_OF_A_VALUE = 24
_MOST_OF_A_NOUN = 16
_DIGITS = 12
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
Value = tuple[str, ...]


def value_of(mention: Mention) -> Value:
    """What mentions of one value share: the number, both ends of a range, the numbers of a ratio."""
    if mention.value is not None:
        return (_shown(mention.value),)
    if mention.unit == "比":
        return ("比", *_NUMBER.findall(fold(mention.surface)))
    return (_shown(mention.low), _shown(mention.high))


def _shown(number: Number | None) -> str:
    return "" if number is None else f"{number:.{_DIGITS}g}"


def _amount(mention: Mention) -> tuple[str, str] | None:
    """A measured amount in the base of its unit: 15公顷 and 225亩 are one."""
    if mention.value is None or mention.unit is None or units.kind(mention.unit) != "measure":
        return None
    base = units.base(mention.unit)
    return base, _shown(units.convert(mention.value, mention.unit, base))


@dataclass(frozen=True, eq=False)
class StatedValues:
    """The figures of a document by value, noun, amount and unit, and its other mentions by value."""

    analysis: Analysis

    def same(self, number: Mention) -> list[Mention]:
        """The figures of a number's value or amount; of very many, those of its noun and the first ones."""
        value = value_of(number)
        found = [
            *self._by_noun.get((value, bare(number.noun)), ())[:_MOST_OF_A_NOUN],
            *self._by_value.get(value, ())[:_MOST_OF_A_VALUE],
            *self._by_amount.get(_amount(number), ())[:_MOST_OF_A_NOUN],
        ]
        return list({mention.text_start: mention for mention in found}.values())

    def others(self, number: Mention) -> list[Mention]:
        """The dates, ordinals and names that have a number's value in them, the first ones of each role."""
        return self._others.get(value_of(number), [])

    def near(self, number: Mention, reach: float) -> Iterator[Mention]:
        """The figures of a number's unit whose value is at most `reach` away from its own, the first ones."""
        if number.value is None:
            return
        alike = self._by_unit.get(units.base(number.unit), [])
        start = bisect_left(alike, number.value - reach, key=_known_value)
        end = bisect_right(alike, number.value + reach, key=_known_value)
        for mention in alike[start : min(end, start + _MOST_OF_A_VALUE)]:
            if units.same(mention.unit, number.unit):
                yield mention

    @cached_property
    def _by_value(self) -> dict[Value, list[Mention]]:
        found: defaultdict[Value, list[Mention]] = defaultdict(list)
        for mention in self.analysis.figures:
            found[value_of(mention)].append(mention)
        return found

    @cached_property
    def _by_noun(self) -> dict[tuple[Value, str], list[Mention]]:
        found: defaultdict[tuple[Value, str], list[Mention]] = defaultdict(list)
        for mention in self.analysis.figures:
            found[value_of(mention), bare(mention.noun)].append(mention)
        return found

    @cached_property
    def _by_amount(self) -> dict[tuple[str, str] | None, list[Mention]]:
        found: defaultdict[tuple[str, str] | None, list[Mention]] = defaultdict(list)
        for mention in self.analysis.figures:
            if (amount := _amount(mention)) is not None:
                found[amount].append(mention)
        return found

    @cached_property
    def _by_unit(self) -> dict[str, list[Mention]]:
        found: defaultdict[str, list[Mention]] = defaultdict(list)
        for mention in self.analysis.figures:
            if mention.value is not None:
                found[units.base(mention.unit)].append(mention)
        return {base: sorted(mentions, key=_known_value) for base, mentions in found.items()}

    @cached_property
    def _others(self) -> dict[Value, list[Mention]]:
        found: defaultdict[Value, dict[str, Mention]] = defaultdict(dict)
        folded = self.analysis.scan.text.folded
        for mention in self.analysis.scan.mentions:
            if mention.role in {"date", "time"}:
                read = quantities.read(folded[mention.text_start : mention.text_end])
                values: list[Value] = [
                    (_shown(float(quantity.value)),) for quantity in read if quantity.value is not None
                ]
            else:
                values = [] if mention.role == "figure" else [value_of(mention)]
            for value in values:
                found[value].setdefault(mention.role, mention)
        return {value: list(mentions.values()) for value, mentions in found.items()}


@lru_cache(maxsize=4)
def stated_values(analysis: Analysis) -> StatedValues:
    """Those of an analysis, kept while its drafts are checked."""
    return StatedValues(analysis)


def _known_value(mention: Mention) -> Number:
    return mention.value or 0
