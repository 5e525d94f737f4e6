"""Claims without a quote: judged by the number of the whole document that fits them best, as numbers of prose are.

    {"subject": "采样点", "value": 97, "unit": "个"}     the 97个 that counts 采样点, wherever it appears

The first number that verifies the claim counts, of those of its value; where none does, the one with the least fault.
"""

from collections.abc import Collection, Iterator
from itertools import islice

from summarizer.checking.claims import Claim, claim, same_value
from summarizer.checking.equivalents import is_equivalent
from summarizer.checking.report_values import VERDICTS
from summarizer.checking.stated import StatedFigure
from summarizer.checking.stated_values import stated_values
from summarizer.checking.verdicts import Evidence, Judgement
from summarizer.models import Mention, Span
from summarizer.resources import message

_MOST_EQUIVALENT = 2000  # so many figures are asked whether they say a share in other words (三成)


def judge_anywhere(evidence: Evidence, figure: StatedFigure, carried: Collection[int] = frozenset()) -> Judgement:
    """The verdict on a claim without a quote; `carried` as in `Evidence.judge`. Its quote is the sentence of its number."""
    claimed = claim(figure)
    found = [mention for mention in _candidates(evidence, claimed) if mention.text_start not in carried]
    ranked = sorted(found or _candidates(evidence, claimed), key=lambda mention: evidence.rank(claimed, mention))
    judged: list[Judgement] = []
    for mention in reversed(ranked):
        sentence = evidence.ground.sentence(Span(mention.text_start, mention.text_end))
        judged.append(evidence.compare(claimed, mention, sentence))
        if judged[-1].verdict == "verified":
            return judged[-1]
    return max(judged, key=lambda judgement: VERDICTS.index(judgement.verdict), default=None) or _missing(
        evidence, claimed
    )


def _candidates(evidence: Evidence, claimed: Claim) -> list[Mention]:
    """The figures that have the claimed value, of very many those of its noun and the first; else equivalent ones."""
    number = _as_number(claimed)
    same = [mention for mention in stated_values(evidence.analysis).same(number) if _is_same(claimed, mention)]
    return same or list(_equivalents(evidence, claimed))


def _is_same(claimed: Claim, mention: Mention) -> bool:
    return same_value(claimed, mention) or is_equivalent(claimed, mention)


def _equivalents(evidence: Evidence, claimed: Claim) -> Iterator[Mention]:
    figures = islice(evidence.figures, _MOST_EQUIVALENT)
    return (mention for mention in figures if _is_same(claimed, mention))


def _as_number(claimed: Claim) -> Mention:
    """A claim as the number of a text, to look its value up."""
    bounds = (claimed.low, claimed.high) if claimed.value is None else (claimed.value, claimed.value)
    return Mention(
        0, 0, "", 0, 0, claimed.value, *bounds, claimed.unit, claimed.qualifier, "figure", claimed.subject or None
    )


def _missing(evidence: Evidence, claimed: Claim) -> Judgement:
    """The verdict on a claim whose value no figure has; a date, rank or name that has it is told."""
    shown = f"{claimed.value:g}" if claimed.value is not None else f"{claimed.low}–{claimed.high}"
    other = next(iter(stated_values(evidence.analysis).others(_as_number(claimed))), None)
    if other is None:
        return Judgement("unsupported", why=message("unsupported.anywhere", claimed=shown))
    why = message("misattributed.no_figure", claimed=shown, role=other.role, surface=other.surface)
    return Judgement("misattributed", why=why)
