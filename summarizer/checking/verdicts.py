"""Verdicts: whether the document supports each figure of a draft.

The first row that applies:

    quote_not_found       the quote is not in Text
    unsupported           no figure of Text has this value
    misattributed         the value is in Text, but not in this quote; or it counts another noun there
    unit_mismatch         same number, different unit
    qualifier_mismatch    1500余 claimed as 1500, or the reverse
    verified              otherwise

Only mentions of role figure can carry a figure; a number that is a date, a rank or part of a name supports none.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import isclose
from typing import NamedTuple

from summarizer.checking.draft import DraftFigure
from summarizer.checking.naming import Naming
from summarizer.checking.record import Verdict
from summarizer.folding import fold
from summarizer.models import Mention, Number, Scan, Span
from summarizer.resources import Message, message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import TextIndex, holds
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.numerals import BIG
from summarizer.scanning.numbers.qualifiers import meanings

# Covers the rounding of 2.3 × 10000 and no more: a wrong last digit of 312000000001 is wrong.
_TOLERANCE = 1e-14
_LARGEST = 10**16  # 亿亿: a larger multiplier in a unit is no number
_NAMED = 12  # a message names at most this many numbers of a quote
_RANKED = 64  # at most this many candidates are compared by their nouns


class Claim(NamedTuple):
    """What a figure of a draft claims: unit and qualifier folded, the unit's multiplier applied to the numbers."""

    value: Number | None
    low: Number | None
    high: Number | None
    unit: str | None
    qualifier: str | None
    subject: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one figure: the mention that carries it, the quote's span in Text, and why."""

    verdict: Verdict
    mention: Mention | None = None
    quote: Span | None = None
    why: Message | None = None


def claim(figure: DraftFigure) -> Claim:
    """万次 with 2.3 is 次 with 23000."""
    unit = fold(figure.unit or "").strip() or None
    factor = 1
    while unit and unit[0] in BIG and factor < _LARGEST:
        factor, unit = factor * BIG[unit[0]], unit[1:] or None
    value, low, high = (None if n is None else n * factor for n in (figure.value, figure.low, figure.high))
    return Claim(value, low, high, unit, fold(figure.qualifier or "").strip() or None, figure.subject)


@dataclass(frozen=True)
class Evidence:
    """A scan indexed for judging the figures of a draft."""

    analysis: Analysis

    @property
    def scan(self) -> Scan:
        return self.analysis.scan

    @property
    def ground(self) -> TextIndex:
        return self.analysis.index

    @property
    def figures(self) -> list[Mention]:
        """The mentions of role figure, in the order of Text."""
        return self.analysis.figures

    @cached_property
    def naming(self) -> Naming:
        return Naming(self.scan, self.figures)

    @cached_property
    def _ends(self) -> list[int]:
        return [mention.text_end for mention in self.figures]

    def held(self, quotes: Sequence[Span]) -> Iterator[tuple[Span, Mention]]:
        """Each quote with each figure that it holds."""
        for quote in quotes:
            index = bisect_right(self._ends, quote.start)
            while index < len(self.figures) and self.figures[index].text_start < quote.end:
                if holds(quote, self.figures[index]):
                    yield quote, self.figures[index]
                index += 1

    def judge(self, figure: DraftFigure, carried: Collection[int] = frozenset()) -> Judgement:
        """The verdict on a figure; `carried`: the starts in Text of mentions that already carry a verified figure."""
        claimed = claim(figure)
        quotes = self.ground.find(figure.quote)
        if not quotes:
            return Judgement("quote_not_found", why=message("quote_not_found"))
        quoted = list(self.held(quotes))
        hits = [(quote, mention) for quote, mention in quoted if same_value(claimed, mention)]
        if not hits:
            return _unsupported(claimed, quotes[0], [mention for _, mention in quoted], self.scan.mentions)
        free = [hit for hit in hits if hit[1].text_start not in carried]
        quote, mention = max((free or hits)[:_RANKED], key=lambda hit: self.rank(claimed, hit[1]))
        return self.compare(claimed, mention, quote)

    def rank(self, claimed: Claim, mention: Mention) -> tuple[bool, float, bool]:
        """How well a mention of the same value fits a claim: by unit, then noun, then qualifier."""
        return (
            units.same(claimed.unit, mention.unit),
            self.naming.score(claimed.subject, mention),
            meanings(claimed.qualifier) == meanings(mention.qualifier),
        )

    def compare(self, claimed: Claim, mention: Mention, quote: Span) -> Judgement:
        """The verdict on a claim that rests on a mention of the same value."""
        other = self.naming.named_instead(claimed.subject, claimed.unit, mention)
        if other is not None:
            return Judgement("misattributed", mention, quote, _of_another(claimed, mention, other))
        if not _same_unit(claimed.unit, mention):
            why = message("unit_mismatch", stated=mention.unit or "–", claimed=claimed.unit or "–")
            return Judgement("unit_mismatch", mention, quote, why)
        if meanings(claimed.qualifier) != meanings(mention.qualifier):
            return Judgement("qualifier_mismatch", mention, quote, _of_qualifier(claimed, mention))
        return Judgement("verified", mention, quote)


def _of_qualifier(claimed: Claim, mention: Mention) -> Message:
    if claimed.qualifier is None:
        return message("qualifier_mismatch.dropped", surface=mention.surface)
    return message("qualifier_mismatch", surface=mention.surface, claimed=claimed.qualifier)


def _of_another(claimed: Claim, mention: Mention, other: Mention) -> Message:
    named = {"surface": mention.surface, "subject": claimed.subject, "other": other.surface}
    if mention.noun is None:
        return message("misattributed.other_unnamed", **named)
    return message("misattributed.other", noun=mention.noun, **named)


@lru_cache(maxsize=4)
def evidence_of(analysis: Analysis) -> Evidence:
    """The evidence of an analysis, kept while its drafts are checked: a patch is judged by what is known already."""
    return Evidence(analysis)


def _same_unit(unit: str | None, mention: Mention) -> bool:
    """Whether the unit is the same, or the one that the noun ends with: 入场人次达870万."""
    in_noun = unit is not None and mention.unit is None and fold(mention.noun or "").endswith(unit)
    return in_noun or units.same(unit, mention.unit)


def same_value(claimed: Claim, mention: Mention) -> bool:
    """Whether the claim has the value of a mention: ranges by both ends; an indefinite mention (多轮) has no number."""
    if mention.value is not None:
        return claimed.value is not None and _near(claimed.value, mention.value)
    if claimed.value is not None or mention.role != "figure":
        return False
    if mention.indefinite and claimed.low is None and claimed.high is None:
        return True
    return _near(claimed.low, mention.low) and _near(claimed.high, mention.high)


def _near(number: Number | None, other: Number | None) -> bool:
    if number is None or other is None:
        return number is other
    return isclose(number, other, rel_tol=_TOLERANCE)


def _unsupported(claimed: Claim, quote: Span, quoted: Sequence[Mention], mentions: Sequence[Mention]) -> Judgement:
    has = "、".join(mention.surface for mention in quoted[:_NAMED]) or "–"
    has += "…" if len(quoted) > _NAMED else ""
    shown = f"{claimed.value:g}" if claimed.value is not None else f"{claimed.low}–{claimed.high}"
    elsewhere = next((mention for mention in mentions if same_value(claimed, mention)), None)
    if elsewhere is None:
        return Judgement("unsupported", None, quote, message("unsupported", claimed=shown, quoted=has))
    if elsewhere.role != "figure":
        why = message("misattributed.no_figure", claimed=shown, role=elsewhere.role, surface=elsewhere.surface)
    else:
        why = message("misattributed.elsewhere", claimed=shown, surface=elsewhere.surface, quoted=has)
    return Judgement("misattributed", None, quote, why)
