"""The ledger: the outcome of every figure of the draft and of every number of the source.

A mention of role figure is `reported` (a verified figure rests on it, or on digits that it is a group of), `restated` (same value, unit and noun as
a reported one) or `missed`; those of other roles are set aside. The sums agree:

    reported + restated + missed + all set aside = mentions
    all verdicts = figures
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Literal, NamedTuple

from summarizer.checking.record import Ledger
from summarizer.checking.verdicts import Judgement
from summarizer.models import Mention, Number
from summarizer.scanning.grounding import fit
from summarizer.scanning.numbers import units

_SAME_NOUN = 0.6
_COMPARED = 50
_Value = tuple[Number | None, Number | None, Number | None]


class MentionStatus(NamedTuple):
    """The fate of a mention; `same_as` is the reported mention that a restated one repeats."""

    mention: Mention
    fate: Literal["reported", "restated", "missed"]
    same_as: Mention | None = None


def fates(mentions: Sequence[Mention], judgements: Sequence[Judgement]) -> list[MentionStatus]:
    """The fate of each mention of role figure, in order."""
    resting = [j.mention for j in judgements if j.verdict == "verified" and j.mention is not None]
    carried = {start for mention in resting for start in range(mention.text_start, mention.text_end)}
    figures = [mention for mention in mentions if mention.role == "figure"]
    reported: defaultdict[_Value, list[Mention]] = defaultdict(list)
    for mention in figures:
        if mention.text_start in carried:
            reported[_value(mention)].append(mention)
    return [_fate(mention, reported[_value(mention)], carried) for mention in figures]


def _value(mention: Mention) -> _Value:
    return mention.value, mention.low, mention.high


def _fate(mention: Mention, equal: Sequence[Mention], carried: set[int]) -> MentionStatus:
    """`equal` are the reported mentions of the same value."""
    if mention.text_start in carried:
        return MentionStatus(mention, "reported")
    same = next((other for other in equal[:_COMPARED] if _restates(mention, other)), None)
    return MentionStatus(mention, "restated", same) if same else MentionStatus(mention, "missed")


def _restates(mention: Mention, other: Mention) -> bool:
    cell, same = mention.table, other.table
    if cell is not None and same is not None and (cell.row, cell.column) != (same.row, same.column):
        return False
    nouns = mention.noun == other.noun or fit(mention.noun, other.noun) >= _SAME_NOUN
    return units.same(mention.unit, other.unit) and nouns


def account(mentions: Sequence[Mention], judgements: Sequence[Judgement], statuses: Sequence[MentionStatus]) -> Ledger:
    """The ledger: figures counted by verdict, mentions by fate and role."""
    by_fate = Counter(fate.fate for fate in statuses)
    by_verdict = Counter(judgement.verdict for judgement in judgements)
    return Ledger(
        figures=len(judgements),
        verified=by_verdict["verified"],
        by_verdict=dict(by_verdict),
        mentions=len(mentions),
        reported=by_fate["reported"],
        restated=by_fate["restated"],
        missed=by_fate["missed"],
        set_aside=dict(Counter(mention.role for mention in mentions if mention.role != "figure")),
    )
