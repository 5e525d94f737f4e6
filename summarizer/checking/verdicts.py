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

from summarizer.checking import table_naming
from summarizer.checking.attribution import Attribution, Rival
from summarizer.checking.bounded import bounded
from summarizer.checking.claims import Claim, claim, same_unit, same_value
from summarizer.checking.draft import DraftFigure
from summarizer.checking.equivalents import is_equivalent
from summarizer.checking.grouped_digits import grouped_numbers
from summarizer.checking.held import held_numbers
from summarizer.checking.number_digits import number_digits
from summarizer.checking.qualifying import agrees
from summarizer.checking.report_values import Verdict
from summarizer.checking.table_naming import NamedCell, TableNaming
from summarizer.checking.unit_words import unit_words
from summarizer.errors import Message
from summarizer.models import Mention, Scan, Span
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import TextIndex, holds

_NAMED = 12  # a message names at most this many numbers of a quote
_MOSTLY = 0.5  # of a subject, beside its number
_RANKED = 64  # at most this many candidates are compared by their nouns


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one figure: the mention that carries it, the quote's span in Text, and why.

    `doubt` is what a verified figure is warned of. `rival` is the number that the subject names, or may name, instead.
    """

    verdict: Verdict
    mention: Mention | None = None
    quote: Span | None = None
    why: Message | None = None
    doubt: Message | None = None
    rival: Mention | None = None


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
    def attribution(self) -> Attribution:
        return Attribution(self.scan, self.figures)

    @cached_property
    def table_naming(self) -> TableNaming:
        return TableNaming(self.figures)

    @cached_property
    def _ends(self) -> list[int]:
        return [mention.text_end for mention in self.figures]

    def held(self, quotes: Sequence[Span]) -> Iterator[tuple[Span, Mention]]:
        """Each quote with each figure that it holds."""
        figures = self.figures
        for quote in quotes:
            for index in range(bisect_right(self._ends, quote.start), len(figures)):
                if figures[index].text_start >= quote.end:
                    break
                if holds(quote, figures[index]):
                    yield quote, figures[index]

    def judge(self, figure: DraftFigure, carried: Collection[int] = frozenset()) -> Judgement:
        """The verdict on a figure; `carried`: the starts in Text of mentions that already carry a verified figure."""
        claimed = claim(figure)
        quotes = self.ground.find(figure.quote)
        if not quotes:
            return Judgement("quote_not_found", why=message("quote_not_found"))
        quoted = list(self.held(quotes))
        hits = [
            (quote, mention)
            for quote, mention in quoted
            if same_value(claimed, mention) or is_equivalent(claimed, mention)
        ]
        if not hits:
            held = next(held_numbers(self.scan, quotes, claimed), None)
            if held is not None:
                return self._hold(claimed, *held)
            range_ = bounded(self.scan, quoted, claimed)
            if range_ is not None:
                return self.compare(claimed._replace(qualifier=None), range_[1], range_[0])
            grouped = list(grouped_numbers(self.scan, quotes, claimed))
            if grouped:
                free = [hit for hit in grouped if hit[1].text_start not in carried]
                return self._of_grouped(claimed, *(free or grouped)[0])
            return _unsupported(claimed, quotes[0], [mention for _, mention in quoted], self.scan.mentions)
        free = [hit for hit in hits if hit[1].text_start not in carried]
        ranked = (free or hits)[:_RANKED]
        quote, mention = max(ranked, key=lambda hit: self.rank(claimed, hit[1])) if len(ranked) > 1 else ranked[0]
        return self.compare(claimed, mention, quote)

    def rank(self, claimed: Claim, mention: Mention) -> tuple[bool, bool, float, bool]:
        """How well a mention of the same value fits a claim: by unit, then period and place, then subject, then qualifier."""
        return (
            self._has_unit(claimed, mention),
            self._is_then_and_there(claimed, mention),
            self._named(claimed, mention),
            agrees(claimed.qualifier, mention, self.scan.text.folded, claimed.unit),
        )

    def _is_then_and_there(self, claimed: Claim, mention: Mention) -> bool:
        """Whether a number that may count the subject has the period and place of a claim that states them."""
        context, period, region = self.analysis.context, claimed.period, claimed.region
        if not (period or region):
            return True
        if period and context.period_agreement(mention, period) != "agrees":
            return False
        if region and context.place_agreement(mention, region) != "agrees":
            return False
        return self._of_another(claimed, mention, self._rival(claimed, mention)) is None

    def _rival(self, claimed: Claim, mention: Mention, without: Collection[int] = ()) -> Rival | None:
        if _is_cell(mention):
            return None
        return self.attribution.rival(claimed.subject, mention, claimed.region, without)

    def _has_unit(self, claimed: Claim, mention: Mention) -> bool:
        if same_unit(claimed, mention) or is_equivalent(claimed, mention):
            return True
        return unit_words(claimed, mention, self.scan.text.folded) == "stated"

    def _named(self, claimed: Claim, mention: Mention) -> float:
        if _is_cell(mention) and mention.table is not None:
            return table_naming.score(claimed.subject, mention.table)
        return self.attribution.score(claimed.subject, mention, claimed.region)

    def compare(self, claimed: Claim, mention: Mention, quote: Span, without: Collection[int] = ()) -> Judgement:
        """The verdict on a claim that rests on a mention of the same value.

        `without`: the starts in Text of numbers that are known to be another subject's.
        """
        rival = self._rival(claimed, mention, without)
        why = self._of_another(claimed, mention, rival)
        if why is not None:
            return Judgement("misattributed", mention, quote, why, rival=rival.mention if rival else None)
        folded, has_unit = self.scan.text.folded, self._has_unit(claimed, mention)
        if not has_unit and unit_words(claimed, mention, folded) != "unstated":
            why = message("unit_mismatch", stated=mention.unit or "–", claimed=claimed.unit or "–")
            return Judgement("unit_mismatch", mention, quote, why)
        if not agrees(claimed.qualifier, mention, folded, claimed.unit):
            return Judgement("qualifier_mismatch", mention, quote, _of_qualifier(claimed, mention))
        if rival is None:
            unstated = None if has_unit else message("unit_mismatch.unstated", claimed=claimed.unit)
            return Judgement("verified", mention, quote, doubt=unstated)
        return Judgement(
            "verified", mention, quote, doubt=self.doubt(claimed.subject, mention, rival.mention), rival=rival.mention
        )

    def _of_another(self, claimed: Claim, mention: Mention, rival: Rival | None) -> Message | None:
        """Why a number provably counts something else than the subject."""
        cell = self._other_cell(claimed, mention)
        if cell is not None:
            return _of_another_cell(claimed, mention, cell)
        if rival is not None and rival.sure:
            return of_another(claimed.subject, mention, rival.mention)
        if not _is_cell(mention) and self.attribution.denies(claimed.subject, mention):
            return message("misattributed.denied", subject=claimed.subject, surface=mention.surface)
        return None

    def doubt(self, subject: str, mention: Mention, other: Mention) -> Message:
        """The subject may be what another number counts; a number with no words of its own has its topic from before."""
        if self.attribution.inherits(mention):
            return message("subject_incomplete", surface=mention.surface, subject=subject, other=other.surface)
        return message("subject_unsure", subject=subject, other=other.surface)

    def _hold(self, claimed: Claim, quote: Span, number: Mention) -> Judgement:
        """The verdict on a claim whose number is no figure for the rules: as if it were, and verified with a warning."""
        apart = [m for m in self.figures if m.text_end <= number.text_start or number.text_end <= m.text_start]
        beside = Attribution(self.scan, sorted([*apart, number], key=lambda mention: mention.text_start))
        rival = beside.rival(claimed.subject, number, claimed.region)
        if rival is not None and rival.sure:
            why = of_another(claimed.subject, number, rival.mention)
            return Judgement("misattributed", number, quote, why, rival=rival.mention)
        if not agrees(claimed.qualifier, number, self.scan.text.folded, claimed.unit):
            return Judgement("qualifier_mismatch", number, quote, _of_qualifier(claimed, number))
        doubt = message("held_for_name", surface=number.surface, role=number.role)
        return Judgement("verified", number, quote, doubt=doubt)

    def _of_grouped(self, claimed: Claim, quote: Span, number: Mention) -> Judgement:
        """The verdict on a claim that reads grouped digits as one number: verified with a warning, unless its unit differs."""
        if claimed.unit is not None and unit_words(claimed, number, self.scan.text.folded) is None:
            why = message("unit_mismatch", stated="–", claimed=claimed.unit)
            return Judgement("unit_mismatch", number, quote, why)
        doubt = message("digits_grouped", surface=number.surface, claimed=f"{number.value}")
        return Judgement("verified", number, quote, doubt=doubt)

    def _other_cell(self, claimed: Claim, mention: Mention) -> NamedCell | None:
        """The cell that a subject names instead; the words beside a number in its cell (日供水5万吨) go before labels."""
        if mention.table is None or (
            not mention.table.is_whole and self.attribution.beside(claimed.subject, mention) > _MOSTLY
        ):
            return None
        return self.table_naming.named_instead(claimed.subject, mention.table)


def _is_cell(mention: Mention) -> bool:
    """Whether a number is all of its cell, so that the labels of row and column say what it counts."""
    return mention.table is not None and mention.table.is_whole


def _of_qualifier(claimed: Claim, mention: Mention) -> Message:
    if claimed.qualifier is None:
        return message("qualifier_mismatch.dropped", surface=mention.surface)
    return message("qualifier_mismatch", surface=mention.surface, claimed=claimed.qualifier)


def of_another(subject: str, mention: Mention, other: Mention) -> Message:
    """A number counts something else; the subject is what another number counts."""
    named = {"surface": mention.surface, "subject": subject, "other": other.surface}
    if mention.noun is None:
        return message("misattributed.other_unnamed", **named)
    return message("misattributed.other", noun=mention.noun, **named)


def _of_another_cell(claimed: Claim, mention: Mention, cell: NamedCell) -> Message:
    place = mention.table
    own = " / ".join(filter(None, (place.row, place.column))) if place else ""
    named = " / ".join(filter(None, cell))
    return message("misattributed.cell", surface=mention.surface, subject=claimed.subject, own=own, named=named)


@lru_cache(maxsize=4)
def evidence_of(analysis: Analysis) -> Evidence:
    """The evidence of an analysis, kept while its drafts are checked: a patch is judged by what is known already."""
    return Evidence(analysis)


def _as_read(mention: Mention) -> str:
    """A number as it is written; that of a cell whose unit is in a head (万亩) with what it comes to."""
    written = mention.surface
    if mention.value is None or mention.unit is None or not written.isascii() or not _is_cell(mention):
        return written
    shown = number_digits(mention.value, mention.low, mention.high)
    return written if shown in written.replace(",", "") else f"{written} ({shown}{mention.unit})"


def _unsupported(claimed: Claim, quote: Span, quoted: Sequence[Mention], mentions: Sequence[Mention]) -> Judgement:
    has = "、".join(map(_as_read, quoted[:_NAMED])) or "–"
    has += "…" if len(quoted) > _NAMED else ""
    shown = number_digits(claimed.value, claimed.low, claimed.high)
    elsewhere = next((mention for mention in mentions if same_value(claimed, mention)), None)
    if elsewhere is None:
        return Judgement("unsupported", None, quote, message("unsupported", claimed=shown, quoted=has))
    if elsewhere.role != "figure":
        why = message("misattributed.no_figure", claimed=shown, role=elsewhere.role, surface=elsewhere.surface)
    else:
        why = message("misattributed.elsewhere", claimed=shown, surface=elsewhere.surface, quoted=has)
    return Judgement("misattributed", None, quote, why)
