"""Settling: the subjects of a draft matched with the numbers of each sentence all at once.

A figure judged alone may seem to name another number. Where that number carries another figure of the draft, whose
subject fits it better than this one's would, the doubt becomes a warning. Where two figures would fit better exchanged,
neither is certain, and both are doubted:

    整改3654处, and 隐患3872处 carries 排查隐患      整改隐患 is verified, with a warning
    甲镇5人、乙镇7人 given as 甲镇 7, 乙镇 5          both misattributed
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from summarizer.checking.attribution import Attribution, weights
from summarizer.checking.claims import claim
from summarizer.checking.draft import DraftFigure
from summarizer.checking.verdicts import Evidence, Judgement, of_another
from summarizer.models import Mention
from summarizer.scanning.numbers import units

_MOST = 64  # so many figures of a sentence are compared with each other


def settle(evidence: Evidence, figures: Sequence[DraftFigure], judgements: Sequence[Judgement]) -> list[Judgement]:
    """The judgements of a draft after all of its subjects are considered together."""
    settled = list(judgements)
    subjects = [evidence.attribution.placed(figure.subject, figure.place) for figure in figures]
    for group in _sentences(evidence.attribution, judgements):
        for index in group:
            carried = _carried(evidence.attribution, subjects, judgements, group, index)
            settled[index] = _without_carried(evidence, figures[index], judgements[index], carried)
        for index, other in _exchanged(evidence.attribution, subjects, settled, group):
            settled[index] = _doubted(subjects[index], settled[index], settled[other])
    return settled


def _sentences(attribution: Attribution, judgements: Sequence[Judgement]) -> Iterator[list[int]]:
    """The figures with a number, by the sentence of the number; cells of tables are compared by their labels."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for index, judgement in enumerate(judgements):
        mention = judgement.mention
        if mention is not None and mention.role == "figure" and mention.table is None:
            groups[attribution.sentence(mention).numbers[0].text_start].append(index)
    yield from (group[:_MOST] for group in groups.values() if len(group) > 1)


def _carried(
    attribution: Attribution,
    subjects: Sequence[str],
    judgements: Sequence[Judgement],
    group: Sequence[int],
    index: int,
) -> set[int]:
    """The starts in Text of the numbers of other verified figures that would lose by an exchange with this one."""
    mine, carried = judgements[index], set[int]()
    if mine.verdict != "misattributed" or mine.mention is None:
        return carried
    for other in group:
        its = judgements[other]
        if its.verdict != "verified" or its.mention is None or subjects[other] == subjects[index]:
            continue
        if attribution.exchange_gain(subjects[index], mine.mention, subjects[other], its.mention) < 0:
            carried.add(its.mention.text_start)
    return carried


def _without_carried(evidence: Evidence, figure: DraftFigure, mine: Judgement, carried: set[int]) -> Judgement:
    """A misattributed figure judged without the numbers that others carry; if it passes, with a warning."""
    if mine.rival is None or mine.mention is None or mine.quote is None or mine.rival.text_start not in carried:
        return mine
    again = evidence.compare(claim(figure), mine.mention, mine.quote, carried)
    if again.verdict != "verified":
        return again
    doubt = evidence.doubt(figure.subject, mine.mention, mine.rival)
    return Judgement("verified", mine.mention, mine.quote, doubt=doubt, rival=mine.rival)


def _exchanged(
    attribution: Attribution, subjects: Sequence[str], judgements: Sequence[Judgement], group: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Each verified figure with another of one unit, where both would fit better exchanged."""
    verified = [index for index in group if judgements[index].verdict == "verified"]
    for index, other in combinations(verified, 2):
        mention, its = _mention(judgements[index]), _mention(judgements[other])
        if mention.text_start == its.text_start or not units.same(mention.unit, its.unit):
            continue
        if attribution.exchange_gain(subjects[index], mention, subjects[other], its) > weights().margins["EXCHANGE"]:
            yield index, other
            yield other, index


def _mention(judgement: Judgement) -> Mention:
    if judgement.mention is None:
        msg = "a verified figure has a mention"
        raise ValueError(msg)
    return judgement.mention


def _doubted(subject: str, mine: Judgement, its: Judgement) -> Judgement:
    why = of_another(subject, _mention(mine), _mention(its))
    return Judgement("misattributed", mine.mention, mine.quote, why, rival=its.mention)
