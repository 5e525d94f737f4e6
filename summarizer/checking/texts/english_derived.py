"""English derived: numbers of an English text that can be computed from those of its Chinese source.

The operations are those of `derived`; a cue says which one: `data/english_derivations.tsv`. As no nouns are compared, one
operand is the figure that the text tells right before or after the number, or the number has three digits that mean
something; the other one is beside it in the source, or told before.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, islice
from typing import TYPE_CHECKING, NamedTuple

from summarizer.checking.texts.dimensions import MULTIPLE, PERCENT, Amount
from summarizer.checking.texts.elapsed import gaps_of
from summarizer.checking.texts.english_cases import EnglishCase, EnglishOperand, operand
from summarizer.checking.texts.english_claims import COUNTED, EnglishClaim, EnglishText
from summarizer.checking.texts.english_matches import EnglishMatches
from summarizer.checking.texts.exactness import reach, restating
from summarizer.checking.texts.operands import Derivation
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.folding import fold
from summarizer.models import Span
from summarizer.resources import message, table
from summarizer.scanning.analysis import Analysis

if TYPE_CHECKING:
    from summarizer.scanning.segments import Kind

_AGREEING = frozenset({"same", "rounded", "cut_off", "qualifier"})
_EXACT = frozenset({"sum", "difference", "remaining"})
_MOST, _APART, _RUN, _PRECISE = 400, 8, 6, 3
_MARKS = frozenset({"", ".", ",", ";", ")"})
_HUNDRED = 100
_WIDE, _NARROW = 0.2, 0.12  # more than half may be 58 %, more than three times no 3.9
_POINTS = "个百分点"


class EnglishCue(NamedTuple):
    """Words that say how a number is computed."""

    operation: str
    where: str
    pattern: re.Pattern[str]

    def applies(self, text: EnglishText, claim: EnglishClaim) -> bool:
        kind: Kind = "clause" if self.where == "clause" else "statement"
        before, after = text.before(claim, kind), text.after(claim, kind)
        if self.where == "apposed":
            return before.rstrip().endswith((",", "(")) and after.lstrip()[:1] in _MARKS
        words = {"before": before, "after": after}.get(
            self.where, f"{before} … {after} {claim.mention.surface.lower()}"
        )
        return self.pattern.search(words) is not None


@cache
def english_cues() -> tuple[EnglishCue, ...]:
    """The rows of `data/english_derivations.tsv`."""
    return tuple(EnglishCue(row[0], row[1], _pattern(row[1], row[2])) for row in table("english_derivations"))


def _pattern(where: str, pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\A\W{{0,3}}(?:{pattern})\b" if where == "after" else rf"\b(?:{pattern})\b")


@dataclass(frozen=True, eq=False)
class EnglishDerived:
    """An English text on one side, its source on the other."""

    text: EnglishText
    source: Analysis
    matches: EnglishMatches
    results: dict[int, EnglishOperand] = field(default_factory=dict)

    def judge(self, claim: EnglishClaim) -> TextJudgement | None:
        """Derived where a figure is the result of numbers of the source, else None."""
        operations = dict.fromkeys(cue.operation for cue in english_cues() if cue.applies(self.text, claim))
        for read in _read(claim):
            for name in operations:
                for each in islice(
                    _OPERATIONS[name](EnglishCase(self.text, self.matches, self.results, claim, read)), _MOST
                ):
                    if _agrees(claim, read, each):
                        return self._judged(claim, each)
        return None

    def _judged(self, claim: EnglishClaim, each: Derivation) -> TextJudgement:
        surface = claim.mention.surface
        self.results[claim.place] = EnglishOperand(each.value, each.dimension, surface, each.operands)
        why = message("derived.result", surface=surface, formula=each.formula)
        return claim.statement.judged(
            "derived",
            how=each.operation,
            formula=f"{each.formula} = {surface}",
            operands=each.operands,
            source_span=each.operands[0],
            why=why,
        )


def _read(claim: EnglishClaim) -> Iterator[Amount]:
    yield from claim.amounts
    if claim.mention.unit == "次" and claim.mention.value is not None:
        yield claim.amounts[0]._replace(dimension=MULTIPLE)


def _agrees(claim: EnglishClaim, read: Amount, each: Derivation) -> bool:
    """Whether a claim is a result, as exactly as it is written; sums and differences of whole numbers are exact."""
    is_whole = each.operation in _EXACT and read.dimension == COUNTED and not read.senses
    read = read._replace(step=min(read.step, 1.0)) if is_whole and "illion" not in claim.mention.surface else read
    how = restating(read, Amount(each.dimension, each.value, 0.0, frozenset()))
    return how in _AGREEING and abs(each.value - read.value) <= abs(read.value) * (
        _WIDE if read.step == 0 or not claim.number.step else _NARROW
    )


def _derivation(
    operation: str, dimension: str, value: float, signs: str, operands: Sequence[EnglishOperand]
) -> Derivation:
    spans = tuple(span for each in operands for span in each.spans)
    return Derivation(operation, dimension, value, signs.format(*(each.words for each in operands)), spans)


def _sum(case: EnglishCase) -> Iterator[Derivation]:
    """What the text tells before, the last ones together; else a run of a line of the source."""
    name = case.read.dimension
    listed = list(islice(case.before("statement", name), _RUN)), list(islice(case.after(name), _RUN))
    for found in listed:
        yield from (_total(name, found[:count][::-1]) for count in range(2, len(found) + 1))
    if len(listed[0]) > 1:
        return
    for first, second in combinations(reversed(list(islice(case.before("text", name), _RUN))), 2):
        yield _total(name, (first, second))
    if not (case.is_precise or any(listed)):
        return
    row = case.numbers.by_place.get(name, [])
    listed_spans = {each.spans for found in listed for each in found}
    for start in range(len(row)):
        for count in range(2, _RUN + 1):
            run = row[start : start + count]
            if len(run) < count or not case.numbers.same_line(run[0], run[-1]):
                break
            operands = [operand(each) for each in run]
            if case.is_precise or any(each.spans in listed_spans for each in operands):
                yield _total(name, operands)


def _total(name: str, operands: Sequence[EnglishOperand]) -> Derivation:
    return _derivation("sum", name, sum(each.value for each in operands), " + ".join(["{}"] * len(operands)), operands)


def _difference(case: EnglishCase, operation: str = "difference") -> Iterator[Derivation]:
    name = PERCENT if case.read.dimension == _POINTS else case.read.dimension
    for first, second in case.pairs(name):
        larger, smaller = (first, second) if first.value > second.value else (second, first)
        yield _derivation(operation, case.read.dimension, larger.value - smaller.value, "{} − {}", (larger, smaller))


def _remaining(case: EnglishCase) -> Iterator[Derivation]:
    yield from _difference(case, "remaining")
    if case.read.dimension == PERCENT:
        for each in case.focus(PERCENT):
            yield _derivation("remaining", PERCENT, _HUNDRED - each.value, "100% − {}", (each,))


def _growth(case: EnglishCase) -> Iterator[Derivation]:
    """A change of what was: from two levels, or from a level and its change."""
    if case.read.dimension not in {PERCENT, MULTIPLE}:
        return
    unit = _HUNDRED if case.read.dimension == PERCENT else 1
    for first, second in (*case.pairs(None), *case.told_pairs()):
        low, high = sorted((first, second), key=lambda each: each.value)
        if low.value <= 0 or low.value == high.value:
            continue
        falls = case.claim.facts.direction == "decrease"
        base, of_base, sign = (high.value, "{0}", "+") if falls else (low.value, "{1}", "−")
        before = high.value + (low.value if falls else -low.value)
        of_levels = ((high.value - low.value) / base, f"({{0}} − {{1}}) ÷ {of_base}")
        of_change = (low.value / before, f"{{1}} ÷ ({{0}} {sign} {{1}})")
        for value, formula in (of_levels, of_change):
            yield _derivation("growth", case.read.dimension, value * unit, formula, (high, low))


def _ratio(case: EnglishCase) -> Iterator[Derivation]:
    if case.read.dimension != MULTIPLE:
        return
    for first, second in case.pairs(None):
        low, high = sorted((first, second), key=lambda each: each.value)
        if low.value > 0:
            yield _derivation("ratio", MULTIPLE, high.value / low.value, "{} ÷ {}", (high, low))


def _share(case: EnglishCase) -> Iterator[Derivation]:
    if case.read.dimension != PERCENT:
        return
    for first, second in case.pairs(None):
        part, whole = sorted((first, second), key=lambda each: each.value)
        if whole.value > 0:
            yield _derivation("share", PERCENT, part.value / whole.value * _HUNDRED, "{} ÷ {}", (part, whole))


def _per(case: EnglishCase) -> Iterator[Derivation]:
    if case.read.dimension == PERCENT:
        return
    for dividend in case.focus(case.read.dimension):
        counted = [*case.before("text", COUNTED), *case.after(COUNTED)]
        rows = case.numbers.by_place.get(COUNTED, []) if case.is_precise or not counted else []
        near = [operand(each) for each in rows if case.claim.digits > 1]
        for divisor in (*counted, *near):
            if divisor.value > 1 and divisor.spans != dividend.spans:
                yield _derivation(
                    "per", case.read.dimension, dividend.value / divisor.value, "{} ÷ {}", (dividend, divisor)
                )


def _duration(case: EnglishCase) -> Iterator[Derivation]:
    """The time between two dates or times of a line of the source."""
    source, name = case.matches.source, case.read.dimension
    rows = gaps_of(source).get(name, [])
    low, high = reach(case.read)
    start = bisect_left(rows, low, key=lambda gap: gap.value)
    for value, first, last in rows[start : start + _MOST]:
        begins, ends = first.mention.text_start or 0, last.mention.text_end or 0
        if value <= high and not source.segments.divide("line", begins, max(begins, ends)):
            spans = tuple(Span(each.mention.start, each.mention.end) for each in (first, last))
            formula = f"{fold(first.mention.surface)} → {fold(last.mention.surface)}"
            yield Derivation("duration", name, value, formula, spans)


_OPERATIONS: dict[str, Callable[[EnglishCase], Iterator[Derivation]]] = {
    "sum": _sum,
    "difference": _difference,
    "growth": _growth,
    "ratio": _ratio,
    "share": _share,
    "remaining": _remaining,
    "per": _per,
    "duration": _duration,
}
