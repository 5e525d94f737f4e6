"""Derived: numbers of a text that can be computed from those of its source.

    sum         东渠和西渠共32公里         东渠18公里，西渠14公里
    difference  减少177户; 提高3.3个百分点  由812户降到635户
    growth      下降9.25%                 由400万亩减少到363万亩
    ratio       是去年的2倍               去年40万吨，今年80万吨
    share       占80%                     500家，其中民营400家
    remaining   还剩27处                  应拆除312处，已拆除285处
    per         平均每个村5公里            3个村共15公里
    duration    历时30天                  3月1日开工，3月31日完工

A cue says which one: `data/derivations.tsv`. The figures that it is computed from are near each other and have the topic
of the text. A result is compared as it is rounded by the last digit that the text writes.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from typing import NamedTuple

from summarizer.checking.report_values import TextVerdict
from summarizer.checking.texts.anchors import Anchors
from summarizer.checking.texts.courses import difference, growth, ratio
from summarizer.checking.texts.dimensions import (
    PERCENT,
    Amount,
    claimed,
    dimension,
    fraction_step,
    written_step,
)
from summarizer.checking.texts.elapsed import elapsed
from summarizer.checking.texts.exactness import restating
from summarizer.checking.texts.operands import Case, Derivation, operands_of
from summarizer.checking.texts.portions import per, remaining, share
from summarizer.checking.texts.statements import Statement
from summarizer.checking.texts.sums import total
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.checking.texts.topics import topic_of
from summarizer.checking.verdicts import evidence_of
from summarizer.errors import Message
from summarizer.models import Mention
from summarizer.resources import message, table
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.facts.wording import Wording
from summarizer.scanning.numbers import units

_MOST = 200
_COUNTS = range(2, 13)
_AGREEING = frozenset({"same", "rounded", "cut_off", "qualifier"})
_OPERATIONS: dict[str, Callable[[Case], Iterator[Derivation]]] = {
    "sum": total,
    "difference": difference,
    "growth": growth,
    "ratio": ratio,
    "share": share,
    "remaining": remaining,
    "per": per,
    "duration": elapsed,
}


class Cue(NamedTuple):
    """Words that say how a number is computed."""

    operation: str
    where: str
    pattern: re.Pattern[str]

    def applies(self, wording: Wording, source: str) -> bool:
        words = source if self.where == "source" else getattr(wording, self.where)
        return self.pattern.search(words) is not None


@cache
def cues() -> tuple[Cue, ...]:
    """The rows of `data/derivations.tsv`."""
    return tuple(Cue(row[0], row[1], re.compile(row[2])) for row in table("derivations"))


@dataclass(frozen=True)
class Derived:
    """A text on one side, its source on the other."""

    text: Analysis
    source: Analysis

    def judge(self, statement: Statement) -> TextJudgement | None:
        """Derived where a number is the result of figures of the source, contradicted where it surely is not, else None."""
        number = statement.mention
        if number.role != "figure":
            return None
        return self._computed(statement) or self._counted(statement)

    def _counted(self, statement: Statement) -> TextJudgement | None:
        """How many figures of the source make the number after it together: 三项 of 三项资金合计500万元."""
        after = next((figure for figure in self.text.figures if self._before(figure) == statement.mention), None)
        case = self._case(after) if after else None
        if case is None or case.count is None:
            return None
        for each in self._derivations(case):
            if each.operation == "sum" and len(each.operands) == case.count and _agrees(case.claim, each):
                why = message("derived.count", surface=statement.surface, formula=each.formula)
                return self._judged(statement, "derived", each._replace(operation="count"), each.formula, why)
        return None

    def has_cue(self, number: Mention) -> bool:
        """Whether words say that a number of the text is computed."""
        wording = self.text.context.wording(number)
        return any(cue.applies(wording, "") for cue in cues())

    def _computed(self, statement: Statement) -> TextJudgement | None:
        case = self._case(statement.mention)
        if case is None:
            return None
        found = [each for each in self._derivations(case) if each.dimension == case.claim.dimension]
        for each in found:
            if _agrees(case.claim, each):
                formula = f"{each.formula} = {statement.surface}"
                why = message("derived.result", surface=statement.surface, formula=each.formula)
                return self._judged(statement, "derived", each, formula, why)
        sure = {round(each.value, 9): each for each in found if each.sure}
        return self._contradicted(statement, *sure.values()) if len(sure) == 1 else None

    def _contradicted(self, statement: Statement, each: Derivation) -> TextJudgement:
        formula = f"{each.formula} = {_shown(each, statement.mention)}"
        why = message("derived.otherwise", surface=statement.surface, formula=formula)
        return self._judged(statement, "contradicted", each, formula, why)

    def _judged(
        self, statement: Statement, verdict: TextVerdict, each: Derivation, formula: str, why: Message
    ) -> TextJudgement:
        return statement.judged(
            verdict,
            how=each.operation,
            formula=formula,
            operands=each.operands,
            source_span=each.operands[0],
            why=why,
        )

    def _case(self, number: Mention) -> Case | None:
        """A number as a case, where words say how it is computed."""
        claim, context = claimed(self.text, number), self.text.context
        wording, folded = context.wording(number), self.source.scan.text.folded
        operations = dict.fromkeys(cue.operation for cue in cues() if cue.applies(wording, folded))
        if claim is None or not operations:
            return None
        if not claim.senses:
            claim = claim._replace(step=fraction_step(number) or written_step(number))
        topic = topic_of(evidence_of(self.text).attribution, number)
        return Case(
            number,
            claim,
            tuple(operations),
            topic,
            wording,
            context.facts(number),
            context.direction(number),
            operands_of(self.source),
            self._count(number),
            self._anchors.before(number),
        )

    @cached_property
    def _anchors(self) -> Anchors:
        return Anchors(self.text, self.source)

    def _count(self, number: Mention) -> int | None:
        """How many things the number before counts, in the clause of a number: 3 for 500万元 of 三项资金合计500万元."""
        before = self._before(number)
        if before is None or units.kind(before.unit or "个") != "count":
            return None
        return next((count for count in _COUNTS if count == before.value), None)

    def _before(self, number: Mention) -> Mention | None:
        """The figure before a number, in its clause."""
        figures = self.text.figures
        at = bisect_left(self.text.figure_starts, number.text_start)
        if not at or self.text.segments.divide("clause", figures[at - 1].text_end, number.text_start):
            return None
        return figures[at - 1]

    def _derivations(self, case: Case) -> Iterator[Derivation]:
        """What the operations of a case make of the source."""
        for name in case.operations:
            yield from islice(_OPERATIONS[name](case), _MOST)


def _agrees(claim: Amount, derivation: Derivation) -> bool:
    """Whether a claim is a result, as exactly as it is written; sums of bounds are exact."""
    result = Amount(derivation.dimension, derivation.value, 0.0, derivation.senses)
    return restating(claim, result) in ({"same"} if derivation.senses else _AGREEING)


def _shown(derivation: Derivation, number: Mention) -> str:
    """A result in the unit of the text's number."""
    name, factor = dimension(number.unit, number.surface)
    unit = number.unit or ("%" if name == PERCENT else "")
    value = derivation.value / (factor if number.unit else 1)
    return f"{value:.6g}{unit}"
