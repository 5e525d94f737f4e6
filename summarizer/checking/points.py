"""Points: the sentences of a summary, each number judged against the document, each tied to the measures that it is about."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.checking.draft import Draft, DraftPoint
from summarizer.checking.listing import Listing
from summarizer.checking.prose import ProseJudgement, ProseVerdict, judge_prose
from summarizer.checking.record import Finding
from summarizer.checking.report_values import TextVerdict
from summarizer.models import Mention, Span
from summarizer.scanning.analysis import Analysis

_VERDICTS: dict[ProseVerdict, TextVerdict] = {
    "verified": "supported",
    "rounded": "equivalent",
    "unsupported": "not_stated",
}


class PointByRules(DraftPoint):
    """A point that the rules took from the document, as the answer had none."""


class JudgedPoint(NamedTuple):
    """A point with the ids of its measures and the judgements on its numbers."""

    point: DraftPoint
    measures: list[str]
    judgements: tuple[ProseJudgement, ...]

    @property
    def numbers(self) -> list[tuple[Span, TextVerdict, Mention | None]]:
        """The span of each number in the point, its verdict, and the mention of Text that states it."""
        return [(j.span, _VERDICTS.get(j.verdict, "contradicted"), j.mention) for j in self.judgements]


def judged_points(draft: Draft, listing: Listing, analysis: Analysis) -> list[JudgedPoint]:
    """The points of a draft, in their order."""
    return [
        JudgedPoint(point, _ids(point, listing), judge_prose(point.text, analysis) if point.text else ())
        for point in draft.points
    ]


def _ids(point: DraftPoint, listing: Listing) -> list[str]:
    found = (listing.id_of(name) for name in point.measures)
    return list(dict.fromkeys(measure for measure in found if measure))


def of_points(points: Sequence[JudgedPoint], headline: str | None, analysis: Analysis) -> Iterator[Finding]:
    """Numbers of the headline and the points that the document does not state so, and names that are no listed measure."""
    for item, judgements in (("headline", judge_prose(headline or "", analysis)), *_items(points)):
        for judged in judgements:
            if judged.why is not None and judged.severity is not None:
                span = (judged.mention.start, judged.mention.end) if judged.mention else None
                yield Finding.of(judged.why, judged.severity, span, item)


def _items(points: Sequence[JudgedPoint]) -> Iterator[tuple[str, tuple[ProseJudgement, ...]]]:
    return ((f"points/{index}", point.judgements) for index, point in enumerate(points))
