"""Outcomes of measures: which are found, what is right of them, and what is delivered that the gold does not have."""

from collections.abc import Iterator, Mapping, Sequence

from summarizer.checking.record import Report
from summarizer.checking.report_measures import Measure
from summarizer.evaluation.gold import Gold, GoldMeasure, GoldNeutral
from summarizer.evaluation.matching import alike, likeness, plain
from summarizer.evaluation.measure_matching import Label, MatchedMeasure, matched
from summarizer.evaluation.outcomes import ItemOutcome

_SHARED_WORDS = 0.65  # of the shorter wording's characters
_WRONG: frozenset[Label] = frozenset({"duplicate", "slogan", "other"})
_ACCEPTED: frozenset[Label] = frozenset({"found", "neutral", "duplicate"})


class MeasureScores:
    """The measures of a report, matched with the gold's."""

    def __init__(self, gold: Gold, report: Report) -> None:
        self._gold, self._report = gold, report
        self.matched = matched(gold, report.measures)
        self._by_id: Mapping[str, MatchedMeasure] = {found.measure.id: found for found in self.matched}

    def outcomes(self) -> Iterator[ItemOutcome]:
        """Those of the core measures, of what is delivered besides, of delivered parents and of slogans."""
        doc, found = self._gold.doc, {id(match.gold): match for match in self.matched if match.label == "found"}
        for index, measure in enumerate(self._gold.measures):
            if measure.core:
                yield ItemOutcome(doc, "measure", index, measure.name, self._aspects(measure, found.get(id(measure))))
        for match in self.matched:
            if match.label in _WRONG:
                yield ItemOutcome(doc, "extra", _start(match.measure), _shown(match), {})
            if match.label in _ACCEPTED and match.measure.parent in self._by_id and _has_parents(match):
                right = {"parent_precision": self._has_its_parent(match)}
                yield ItemOutcome(doc, "part", _start(match.measure), match.measure.name, right)
        yield from self._slogans()

    def belongs(self, delivered: str | None, accepted: Sequence[str]) -> bool:
        """Whether a delivered measure, by its id, is one of the gold's `accepted` ids, or a neutral part of one."""
        match = self._by_id.get(delivered or "")
        if match is None:
            return False
        parents = _parents(match) if match.label == "neutral" else []
        return _id(match) in accepted or any(parent in accepted for parent in parents if parent)

    def _aspects(self, measure: GoldMeasure, match: MatchedMeasure | None) -> dict[str, bool]:
        aspects = {"measure_recall": match is not None}
        if measure.parent and None not in measure.parent:
            aspects["parent_recall"] = match is not None and self._has_its_parent(match)
        if match is not None:
            aspects |= _fields(measure, match.measure)
        return aspects

    def _has_its_parent(self, match: MatchedMeasure) -> bool:
        parent = self._by_id.get(match.measure.parent or "")
        return parent is not None and bool(_id(parent)) and _id(parent) in _parents(match)

    def _slogans(self) -> Iterator[ItemOutcome]:
        apart = [plain(slogan.text) for slogan in self._report.slogans]
        for index, slogan in enumerate(self._gold.slogans):
            hit = any(likeness(plain(slogan.name), words) > 0 for words in apart)
            yield ItemOutcome(self._gold.doc, "slogan", index, slogan.name, {"slogans_apart": hit})


def _fields(gold: GoldMeasure, measure: Measure) -> dict[str, bool]:
    """What the gold has of a found measure: whether the report has it so."""
    right = {}
    if gold.kind:
        right["kind"] = measure.kind in gold.kind
    if gold.status:
        right["measure_status"] = measure.status in gold.status
    place = measure.place.name if measure.place else None
    for name, words, accepted in (
        ("actor", measure.actor, gold.actor),
        ("target", measure.target, gold.target),
        ("measure_place", place, gold.place),
    ):
        if accepted:
            right[name] = any(alike(words, wording, _SHARED_WORDS) for wording in accepted)
    return right


def _id(match: MatchedMeasure) -> str:
    return match.gold.id if isinstance(match.gold, GoldMeasure) else ""


def _parents(match: MatchedMeasure) -> Sequence[str | None]:
    return (match.gold.parent or []) if isinstance(match.gold, GoldMeasure | GoldNeutral) else []


def _has_parents(match: MatchedMeasure) -> bool:
    """Whether the gold says what it is a part of."""
    return isinstance(match.gold, GoldNeutral) or (
        isinstance(match.gold, GoldMeasure) and match.gold.parent is not None
    )


def _start(measure: Measure) -> int:
    return measure.spans[0][0] if measure.spans else 0


def _shown(match: MatchedMeasure) -> str:
    """A measure and why it counts as wrong."""
    if match.gold is None:
        return f"{match.measure.name} (not in the gold)"
    return f"{match.measure.name} ({match.label}: {match.gold.name})"
