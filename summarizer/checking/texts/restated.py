"""Restated: numbers of a text that say the same as one of the source in other words, or less exactly.

`data/restatements.tsv` lists the ways with examples, `exactness` says what a rounded number may be, and `dimensions` in
which measure two numbers are compared. What both count must fit, and their directions too.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from summarizer.checking.qualifying import agrees
from summarizer.checking.report_values import TextVerdict
from summarizer.checking.texts.dimensions import (
    CHANGES,
    DAYS_OF_A_MONTH,
    MULTIPLE,
    PERCENT,
    SECONDS_OF_A_DAY,
    Amount,
    amount,
    claimed,
    ends,
    multiple,
)
from summarizer.checking.texts.exactness import Restating, restating, same
from summarizer.checking.texts.likeness import surroundings
from summarizer.checking.texts.statements import Statement
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.checking.texts.text_source import source_of
from summarizer.checking.texts.topics import FITS, FITS_WELL, Topics
from summarizer.models import Mention, Span
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.numbers import units

_MOST = 48
_SURELY = 0.9  # so alike are the words around two numbers that state one thing
_OF_ONE_AMOUNT = frozenset({"unit", "share", "written", "range", "qualifier"})
_MONTHS, _SECONDS = "个月", "秒"
_OF_A_MONTH = DAYS_OF_A_MONTH * SECONDS_OF_A_DAY
_WITHIN = frozenset({"内", "以内", "之内"})
_CONTRADICTING = {"turned": "qualifier", "dropped": "qualifier", "other_multiple": "multiple"}


class StatedAmount(NamedTuple):
    """A figure of the source in its dimension."""

    value: float
    figure: Mention
    amount: Amount


class _Match(NamedTuple):
    how: str
    figure: Mention
    fit: float


@dataclass(frozen=True, eq=False)
class StatedAmounts:
    """The figures of a document by dimension, each sorted by value."""

    source: Analysis

    @cached_property
    def _by_dimension(self) -> dict[str, list[StatedAmount]]:
        found: defaultdict[str, list[StatedAmount]] = defaultdict(list)
        for figure in self.source.figures:
            read = amount(figure)
            if read is not None:
                found[read.dimension].append(StatedAmount(read.value, figure, read))
        return {name: sorted(amounts, key=_value) for name, amounts in found.items()}

    @cached_property
    def multiples(self) -> list[StatedAmount]:
        """The changes that are given as shares or multiples, by what is now of what was."""
        shares = [row for name in CHANGES for row in self._by_dimension.get(name, ())]
        read = [(row.figure, multiple(self.source, row.figure)) for row in shares]
        return sorted((StatedAmount(found.value, figure, found) for figure, found in read if found), key=_value)

    def near(self, claim: Amount) -> list[StatedAmount]:
        """Those of a dimension from a half of an amount to its double, the first ones."""
        return _between(self._by_dimension.get(claim.dimension, ()), claim)

    def alike(self, figure: Mention) -> Iterator[Mention]:
        """The figures of a figure's dimension, the first ones."""
        read = amount(figure)
        return (row.figure for row in self._by_dimension.get(read.dimension if read else "", ())[:_MOST])

    def multiples_near(self, claim: Amount) -> list[StatedAmount]:
        return _between(self.multiples, claim)

    @cached_property
    def ranges(self) -> dict[tuple[str, float | None, float | None], list[Mention]]:
        """The ranges by dimension and ends, each rounded to nine digits."""
        found: defaultdict[tuple[str, float | None, float | None], list[Mention]] = defaultdict(list)
        for figure in self.source.figures:
            if (key := _range_key(figure)) is not None:
                found[key].append(figure)
        return found


@lru_cache(maxsize=4)
def stated_amounts(source: Analysis) -> StatedAmounts:
    """Those of an analysis, kept while texts are compared with it."""
    return StatedAmounts(source)


@dataclass(frozen=True)
class Restated:
    """A text on one side, its source on the other."""

    text: Analysis
    source: Analysis

    @cached_property
    def topics(self) -> Topics:
        return Topics(self.text, self.source)

    def judge(self, statement: Statement) -> TextJudgement | None:
        """Equivalent where the source states a number in other words, contradicted where it says otherwise, else None."""
        number = statement.mention
        matches = sorted(self._matches(number), key=lambda match: match.fit, reverse=True)
        best = next((match for match in matches if match.how not in _CONTRADICTING), None)
        if best is not None:
            turned = self.topics.turned(number, best.figure)
            if turned is None:
                return self._judged(statement, "equivalent", best)
            place = Span(best.figure.start, best.figure.end)
            return statement.judged("contradicted", how="direction", source_span=place, why=turned)
        other = next((match for match in matches if match.fit >= FITS_WELL), None)
        return self._judged(statement, "contradicted", other) if other else None

    def _judged(self, statement: Statement, verdict: TextVerdict, match: _Match) -> TextJudgement:
        why = message(f"restated.{match.how}", surface=statement.surface, other=match.figure.surface)
        place = Span(match.figure.start, match.figure.end)
        how = _CONTRADICTING.get(match.how, match.how)
        return statement.judged(verdict, how=how, source_span=place, why=why)

    def _matches(self, number: Mention) -> Iterator[_Match]:
        """The figures that a number may restate, each with how, and how well what it counts fits."""
        for how, figure in (*self._ranges(number), *self._amounts(number), *self._multiples(number)):
            fit = self.topics.fit(number, figure)
            if fit >= FITS and how in _OF_ONE_AMOUNT:
                fit = max(fit, self.topics.fit_statement(number, figure))
            if fit >= FITS_WELL and not self._is_anothers(number, figure):
                yield _Match(how, figure, fit)

    def _is_anothers(self, number: Mention, figure: Mention) -> bool:
        """Whether the words of a number name another figure, where all that is around the two is not alike."""
        likeness = self._likeness(number, figure)
        if likeness < _SURELY and self.topics.fits_better(number, figure, self._stated.alike(figure)):
            return True
        return likeness < FITS_WELL and self.topics.is_anothers(number, figure)

    def _likeness(self, number: Mention, figure: Mention) -> float:
        surrounded = source_of(self.source).surrounded
        return surrounded.likeness(surroundings(self.text, number), figure)

    def _ranges(self, number: Mention) -> Iterator[tuple[str, Mention]]:
        key = _range_key(number)
        for figure in self._stated.ranges.get(key, ()) if key else ():
            yield "range", figure

    def _amounts(self, number: Mention) -> Iterator[tuple[str, Mention]]:
        claim = claimed(self.text, number)
        if claim is None:
            return
        for _, figure, stated in self._stated.near(claim):
            known = stated._replace(senses=frozenset()) if self._is_conversion(figure, stated) else stated
            how = restating(claim, known)
            if how in {"turned", "dropped"} and (self._agree(number, figure) or _is_term(number, figure)):
                how = "same"
            if how is not None and not self._is_other_share(number, figure):
                is_other = how == "same" and self._is_other_multiple(number, figure)
                yield "other_multiple" if is_other else restated_as(how, number, figure), figure
        for figure, stated in self._days(claim):
            if restating(claim, stated) in {"same", "rounded"}:
                yield "approximate", figure

    def _agree(self, number: Mention, figure: Mention) -> bool:
        """Whether both have one qualifier, where words part it from one of them: 至少有200人, 200人以上."""
        text, source = self.text.scan.text.folded, self.source.scan.text.folded
        is_same = same(number.value or 0, figure.value or 0)
        return is_same and (agrees(number.qualifier, figure, source) or agrees(figure.qualifier, number, text))

    def _days(self, claim: Amount) -> Iterator[tuple[Mention, Amount]]:
        """Days in months and months in days, for a text that says that it rounds."""
        other = {_MONTHS: _SECONDS, _SECONDS: _MONTHS}.get(claim.dimension)
        if other is None or "about" not in claim.senses:
            return
        factor = _OF_A_MONTH if other == _SECONDS else 1 / _OF_A_MONTH
        for _, figure, stated in self._stated.near(claim.in_other(other, factor)):
            yield figure, stated.in_other(claim.dimension, 1 / factor)

    def _is_conversion(self, figure: Mention, stated: Amount) -> bool:
        """Whether a rounded figure restates an exact one beside it: 540天，约18个月."""
        if stated.senses != {"about"}:
            return False
        before = self._figure_before(figure)
        read = amount(before) if before else None
        if read is None or read.senses:
            return False
        if {read.dimension, stated.dimension} == {_MONTHS, _SECONDS}:
            factor = 1 / _OF_A_MONTH if read.dimension == _SECONDS else _OF_A_MONTH
            read = read.in_other(stated.dimension, factor)
        return read.dimension == stated.dimension and restating(stated, read) in {"rounded", "qualifier"}

    def _figure_before(self, figure: Mention) -> Mention | None:
        """The figure before one, in its sentence."""
        figures = self.source.figures
        at = bisect_left(self.source.figure_starts, figure.text_start)
        if not at or self.source.segments.divide("sentence", figures[at - 1].text_end, figure.text_start):
            return None
        return figures[at - 1]

    def _is_other_share(self, number: Mention, figure: Mention) -> bool:
        """Whether one tells a change in percent and the other a share."""
        if PERCENT not in {number.unit, figure.unit}:
            return False
        return (multiple(self.text, number) is None) != (multiple(self.source, figure) is None)

    def _is_other_multiple(self, number: Mention, figure: Mention) -> bool:
        """Whether one tells by how much something grew, and the other how much it is: 增长两倍, 是上年的两倍."""
        mine, its = multiple(self.text, number), multiple(self.source, figure)
        return bool(mine and its) and number.unit == figure.unit == MULTIPLE and mine != its

    def _multiples(self, number: Mention) -> Iterator[tuple[str, Mention]]:
        claim = multiple(self.text, number)
        for _, figure, stated in self._stated.multiples_near(claim) if claim else ():
            if not units.same(number.unit, figure.unit) or number.unit == MULTIPLE:
                how = restating(claim, stated) if claim else None
                if how in {"same", "rounded", "cut_off"}:
                    yield "multiple", figure

    @property
    def _stated(self) -> StatedAmounts:
        return stated_amounts(self.source)


def _is_term(number: Mention, figure: Mention) -> bool:
    """Whether two equal lengths of time say how long something may last: 有效期7天, 一周内有效."""
    read = amount(number)
    is_time = read is not None and read.dimension in {_MONTHS, _SECONDS}
    qualifiers = {number.qualifier, figure.qualifier}
    return is_time and _is_same_amount(number, figure) and None in qualifiers and bool(qualifiers & _WITHIN)


def _is_same_amount(number: Mention, figure: Mention) -> bool:
    mine, its = amount(number), amount(figure)
    return bool(mine and its and mine.dimension == its.dimension and same(mine.value, its.value))


def restated_as(how: Restating, number: Mention, figure: Mention) -> str:
    """The way of restating by its name in the table; a fraction is never rounded, but told in other words."""
    mine, its = amount(number), amount(figure)
    if mine is None or its is None or (how != "same" and (how != "rounded" or (mine.step and its.step))):
        return how
    if units.same(number.unit, figure.unit):
        return "written"
    return "share" if mine.dimension == PERCENT else "unit"


def _between(amounts: Sequence[StatedAmount], claim: Amount) -> list[StatedAmount]:
    least, most = sorted((claim.value / 2, claim.value * 2))
    start, end = bisect_left(amounts, least, key=_value), bisect_right(amounts, most, key=_value)
    if end - start > _MOST:
        nearest = bisect_left(amounts, claim.value, key=_value)
        start, end = max(start, nearest - _MOST // 2), min(end, nearest + _MOST // 2)
    return list(amounts[start:end])


def _value(stated: StatedAmount) -> float:
    return stated.value


def _range_key(mention: Mention) -> tuple[str, float | None, float | None] | None:
    read = ends(mention)
    if read is None:
        return None
    name, low, high = read
    return name, None if low is None else float(f"{low:.9g}"), None if high is None else float(f"{high:.9g}")
