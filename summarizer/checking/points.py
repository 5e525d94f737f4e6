"""Points: the sentences of a summary, each number judged against the document, each tied to the measures that it is about."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.checking.draft import Draft, DraftPoint
from summarizer.checking.listing import Listing
from summarizer.checking.record import Finding, Severity
from summarizer.checking.texts.judging import judgements
from summarizer.checking.texts.read_text import ReadText
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.errors import Message
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis

_MILD = frozenset({"qualifier", "qualifier_mismatch"})


class PointByRules(DraftPoint):
    """A point that the rules took from the document, as the answer had none."""


class JudgedPoint(NamedTuple):
    """A point with the ids of its measures and the judgements on its numbers."""

    point: DraftPoint
    measures: list[str]
    judgements: tuple[TextJudgement, ...]


class JudgedSummary(NamedTuple):
    """The judgements on the numbers of a headline, and the points in their order."""

    headline: tuple[TextJudgement, ...]
    points: list[JudgedPoint]


def judged_summary(draft: Draft, listing: Listing, analysis: Analysis) -> JudgedSummary:
    """The headline and the points of a draft against its document."""
    headline, *judged = _judged((draft.headline or "", *(point.text for point in draft.points)), analysis)
    points = zip(draft.points, judged, strict=True)
    return JudgedSummary(headline, [JudgedPoint(point, _ids(point, listing), numbers) for point, numbers in points])


def _ids(point: DraftPoint, listing: Listing) -> list[str]:
    found = (listing.id_of(name) for name in point.measures)
    return list(dict.fromkeys(measure for measure in found if measure))


def of_summary(summary: JudgedSummary) -> Iterator[Finding]:
    """What the document does not state so of the headline and the points."""
    for item, judged in (("headline", summary.headline), *_items(summary.points)):
        for judgement in judged:
            if judgement.why is not None:
                yield Finding.of(_why(judgement), _severity(judgement), judgement.source_span, item)


@lru_cache(maxsize=8)
def _judged(sentences: tuple[str, ...], analysis: Analysis) -> list[tuple[TextJudgement, ...]]:
    """The judgements on sentences, kept while the drafts of a document are checked: a patch leaves its points alone."""
    return [judgements(sentence, analysis) for sentence in ReadText.of_sentences(sentences, analysis.scan)]


def _why(judgement: TextJudgement) -> Message:
    """Why, beside the number that it is said of."""
    why = judgement.why or message("summary_number_unsupported", surface=judgement.surface)
    if judgement.verdict != "contradicted" or why.key.startswith("summary_mismatch"):
        return why
    return message("summary_mismatch", surface=judgement.surface, why=why)


def _severity(judgement: TextJudgement) -> Severity:
    """An error for a figure; a warning for another qualifier, a date, a rank or a name's number; else info."""
    if not judgement.flagged:
        return "info"
    return "error" if judgement.kind in {"figure", "score"} and judgement.how not in _MILD else "warning"


def _items(points: Sequence[JudgedPoint]) -> Iterator[tuple[str, tuple[TextJudgement, ...]]]:
    return ((f"points/{index}", point.judgements) for index, point in enumerate(points))
