"""The faulty figures of a first answer: findings keep their verdicts after a patch."""

from collections.abc import Iterator
from itertools import islice

from summarizer.checking.checker import CheckResult
from summarizer.checking.draft import DraftFigure
from summarizer.checking.number_digits import number_digits
from summarizer.checking.record import Finding
from summarizer.checking.reporting import raw
from summarizer.checking.verdicts import Judgement
from summarizer.models import Scan
from summarizer.resources import message
from summarizer.scanning.grounding import key

MOST_LISTED = 50
_LONGEST_WORDS = 80


def replaced_figures(first: CheckResult, best: CheckResult, scan: Scan) -> Iterator[Finding]:
    """A finding for each faulty figure of the first answer that is not delivered, at most `MOST_LISTED`, and one for the rest.

    Info where a verified figure of the patch has the same number or subject, else a warning.
    """
    if first is best:
        return
    faulty = [pair for pair in zip(first.draft.figures, first.judgements, strict=True) if pair[1].verdict != "verified"]
    replaced = [pair for pair in faulty if pair[0] not in best.draft.figures]
    carried, subjects = _verified(first, best)
    for figure, judgement in islice(replaced, MOST_LISTED):
        mended = key(figure.subject) in subjects or (judgement.mention and judgement.mention.text_start in carried)
        yield _finding(figure, judgement, scan, mended=bool(mended))
    if len(replaced) > MOST_LISTED:
        yield Finding.of(message("figure_withdrawn.more", count=len(replaced) - MOST_LISTED), "warning")


def _verified(first: CheckResult, best: CheckResult) -> tuple[set[int], set[str]]:
    """The starts of the mentions that verified figures of the best draft carry, and the subjects of those that a patch added."""
    pairs = list(zip(best.draft.figures, best.judgements, strict=True))
    verified = [(figure, judged.mention) for figure, judged in pairs if judged.verdict == "verified"]
    carried = {mention.text_start for _, mention in verified if mention is not None}
    return carried, {key(figure.subject) for figure, _ in verified if figure not in first.draft.figures}


def _finding(figure: DraftFigure, judgement: Judgement, scan: Scan, *, mended: bool) -> Finding:
    number = number_digits(figure.value, figure.low, figure.high)
    words = " ".join(filter(None, (figure.subject, number, figure.unit, figure.qualifier)))[:_LONGEST_WORDS]
    span = raw(scan, judgement.mention or judgement.quote)
    claimed = {"claimed": words, "verdict": judgement.verdict, "why": judgement.why}
    if mended:
        return Finding.of(message("figure_corrected", **claimed), "info", span)
    return Finding.of(message("figure_withdrawn", **claimed), "warning", span)
