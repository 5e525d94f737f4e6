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
from typing import NamedTuple

from summarizer.checking import table_naming, table_values
from summarizer.checking.draft import DraftFigure
from summarizer.checking.naming import Naming
from summarizer.checking.record import Verdict
from summarizer.checking.table_naming import NamedCell, TableNaming
from summarizer.checking.table_values import near
from summarizer.folding import fold
from summarizer.models import Direction, Mention, Number, Scan, Span
from summarizer.resources import Message, message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import TextIndex, holds
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.numerals import BIG
from summarizer.scanning.numbers.qualifiers import agree

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
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one figure: the mention that carries it, the quote's span in Text, and why."""

    verdict: Verdict
    mention: Mention | None = None
    quote: Span | None = None
    why: Message | None = None


def claim(figure: DraftFigure) -> Claim:
    """万次 with 2.3 is 次 with 23000; 兆瓦 is a unit."""
    unit = fold(figure.unit or "").strip() or None
    factor = 1
    while unit and unit[0] in BIG and units.at(unit, 0) != unit and factor < _LARGEST:
        factor, unit = factor * BIG[unit[0]], unit[1:] or None
    value, low, high = (None if n is None else n * factor for n in (figure.value, figure.low, figure.high))
    return Claim(value, low, high, unit, fold(figure.qualifier or "").strip() or None, figure.subject, figure.direction)


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
    def table_naming(self) -> TableNaming:
        return TableNaming(self.figures)

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
            same_unit(claimed, mention),
            self._named(claimed.subject, mention),
            agree(claimed.qualifier, mention.qualifier),
        )

    def _named(self, subject: str, mention: Mention) -> float:
        if mention.table is not None and mention.table.is_whole:
            return table_naming.score(subject, mention.table)
        return self.naming.score(subject, mention)

    def _of_another(self, claimed: Claim, mention: Mention) -> Message | None:
        """Why a number counts something else than the subject, if it does."""
        if mention.table is not None and mention.table.is_whole:
            cell = self.table_naming.named_instead(claimed.subject, mention.table)
            return None if cell is None else _of_another_cell(claimed, mention, cell)
        row = self.table_naming.other_row(claimed.subject, mention)
        if row is not None:
            return _of_another_cell(claimed, mention, row)
        other = self.naming.named_instead(claimed.subject, claimed.unit, mention)
        return None if other is None else _of_another(claimed, mention, other)

    def compare(self, claimed: Claim, mention: Mention, quote: Span) -> Judgement:
        """The verdict on a claim that rests on a mention of the same value."""
        other = self._of_another(claimed, mention)
        if other is not None:
            return Judgement("misattributed", mention, quote, other)
        if not same_unit(claimed, mention):
            why = message("unit_mismatch", stated=mention.unit or "–", claimed=claimed.unit or "–")
            return Judgement("unit_mismatch", mention, quote, why)
        if not agree(claimed.qualifier, mention.qualifier):
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


def _of_another_cell(claimed: Claim, mention: Mention, cell: NamedCell) -> Message:
    place = mention.table
    own = " / ".join(filter(None, (place.row, place.column))) if place else ""
    named = " / ".join(filter(None, cell))
    return message("misattributed.cell", surface=mention.surface, subject=claimed.subject, own=own, named=named)


_PART_UNITS = frozenset([None, "%", "比", "成"])


@lru_cache(maxsize=4)
def evidence_of(analysis: Analysis) -> Evidence:
    """The evidence of an analysis, kept while its drafts are checked: a patch is judged by what is known already."""
    return Evidence(analysis)


def same_unit(claimed: Claim, mention: Mention) -> bool:
    """Whether the unit is the same, or the one that the noun ends with: 入场人次达870万.

    A part of a ratio may be told in %, a number of a table in any unit that its heads allow.
    """
    unit = claimed.unit
    if mention.parts and unit in _PART_UNITS:
        return True
    in_noun = unit is not None and mention.unit is None and fold(mention.noun or "").endswith(unit)
    return in_noun or units.same(unit, mention.unit) or table_values.may_have_unit(claimed.value, unit, mention)


def same_value(claimed: Claim, mention: Mention) -> bool:
    """Whether the claim has the value of a mention: ranges by both ends, ratios by a part; an indefinite one (多轮) has none."""
    if mention.value is not None:
        values = (mention.value, *table_values.others(mention, claimed.subject, claimed.direction))
        return claimed.value is not None and any(near(claimed.value, value) for value in values)
    if claimed.value is not None or mention.role != "figure":
        return claimed.value is not None and any(near(claimed.value, part) for part in mention.parts)
    if mention.indefinite and claimed.low is None and claimed.high is None:
        return True
    return near(claimed.low, mention.low) and near(claimed.high, mention.high)


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
