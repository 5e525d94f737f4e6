"""Points by rule: where an answer has no points or no headline, the document's own words serve.

A point is the sentence of several verified figures of measures, or of a long one the run of clauses that has most of them.
The headline is the document's title without the name of its source, else the first clauses of the first point.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from summarizer.checking.checker import CheckResult, check
from summarizer.checking.draft import DraftPoint
from summarizer.checking.points import PointByRules
from summarizer.models import Mention, Span
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import bare
from summarizer.summarizing.chunks import one_line

MOST_POINTS, LONGEST_POINT, LONGEST_HEADLINE = 5, 80, 30
_FEWEST_POINTS, _MOST_NAMES, _SHORTEST_HEADLINE = 3, 3, 6
_SOURCE = re.compile(
    r"[-_|｜—–·\s]+[^-_|｜—–·\s]{0,20}(?:网|政府|日报|晚报|新闻|频道|客户端|公众号|发布|在线|门户|中心)\s*\Z"
)
_AROUND = " \t，,；;、：:。"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A run of clauses with the verified figures in it; `weight` counts those of measures twice."""

    span: Span
    figures: tuple[int, ...]
    weight: int


def with_points(checked: CheckResult, analysis: Analysis, title: str | None) -> CheckResult:
    """A checked draft with points and a headline, each by rule where the answer has none."""
    draft, rules = checked.draft, _Rules(checked, analysis)
    points = draft.points or list(rules.points)
    headline = draft.headline or rules.headline(title, points)
    if points == draft.points and headline == draft.headline:
        return checked
    return check(draft.model_copy(update={"points": points, "headline": headline}), analysis)


@dataclass(frozen=True)
class _Rules:
    checked: CheckResult
    analysis: Analysis

    @cached_property
    def points(self) -> list[PointByRules]:
        """Up to five points in the order of the document; the fourth and the fifth have two figures or more."""
        chosen: list[_Stretch] = []
        covered: set[tuple[object, ...]] = set()
        for stretch in sorted(self._stretches(), key=lambda stretch: (-stretch.weight, stretch.span)):
            numbers = {self._number(index) for index in stretch.figures}
            plenty = len(chosen) >= _FEWEST_POINTS and len(stretch.figures) == 1
            if len(chosen) < MOST_POINTS and not plenty and not numbers <= covered:
                chosen.append(stretch)
                covered |= numbers
        return [self._point(stretch) for stretch in sorted(chosen, key=lambda stretch: stretch.span)]

    def headline(self, title: str | None, points: list[DraftPoint] | list[PointByRules]) -> str | None:
        """The title of a document, else the beginning of its first point."""
        words = " ".join((title or "").split())
        while (shorter := _SOURCE.sub("", words)) != words:
            words = shorter
        found = self._cut(words) or (self._cut(points[0].text) if points else "")
        return found or None

    def _cut(self, words: str) -> str:
        """The first clauses of words that a headline holds; nothing where they are a slogan, or one is too long."""
        words = words.strip(_AROUND)
        if len(words) > LONGEST_HEADLINE:
            ends = [match.start() for match in re.finditer("[，,；;。！!？?\\s]", words[: LONGEST_HEADLINE + 1])]
            words = words[: ends[-1]].strip(_AROUND) if ends else ""
        slogan = any(bare(words) in bare(slogan.text) for slogan in self.checked.report.slogans)
        return "" if len(words) < _SHORTEST_HEADLINE or slogan else words

    @cached_property
    def _verified(self) -> dict[int, Mention]:
        """The mentions of verified figures outside of tables and the title, by the places of the figures."""
        title = self.analysis.scan.text.title or Span(0, 0)
        pairs = enumerate(self.checked.judgements)
        found = {index: judged.mention for index, judged in pairs if judged.verdict == "verified" and judged.mention}
        return {
            index: mention
            for index, mention in found.items()
            if mention.role == "figure" and mention.table is None and mention.text_start >= title.end
        }

    def _stretches(self) -> Iterator[_Stretch]:
        """The best run of clauses of each sentence that has verified figures."""
        ground, by_sentence = self.analysis.index, dict[Span, list[int]]()
        for index, mention in self._verified.items():
            by_sentence.setdefault(ground.sentence(Span(mention.text_start, mention.text_end)), []).append(index)
        for sentence, indexes in by_sentence.items():
            runs = [self._stretch(run, indexes) for run in self._runs(sentence)]
            best = max(runs, key=lambda run: (run.weight, run.span.start - run.span.end), default=None)
            if best is not None and best.figures:
                yield best

    def _runs(self, sentence: Span) -> Iterator[Span]:
        """The runs of clauses of a sentence that are short enough and cut no number; all of it, if it is."""
        clauses = list(self.analysis.segments.spans("clause", sentence.start, sentence.end))
        for first, (start, _) in enumerate(clauses):
            for _, end in clauses[first:]:
                if len(one_line(self.analysis.scan.text, Span(start, end))) > LONGEST_POINT:
                    break
                if not {start, end} & self._inside:
                    yield Span(start, end)
            if sentence.end - sentence.start <= LONGEST_POINT:
                break

    @cached_property
    def _inside(self) -> frozenset[int]:
        """The positions within numbers."""
        mentions = self.analysis.scan.mentions
        return frozenset(place for m in mentions for place in range(m.text_start + 1, m.text_end))

    def _stretch(self, span: Span, indexes: list[int]) -> _Stretch:
        starts = [self._verified[index].text_start for index in indexes]
        held = indexes[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        of_measures = sum(self.checked.report.figures[index].measure is not None for index in held)
        return _Stretch(span, tuple(held), len(held) + of_measures)

    def _number(self, index: int) -> tuple[object, ...]:
        figure = self.checked.report.figures[index]
        return figure.value, figure.low, figure.high, figure.unit, bare(figure.subject)

    def _point(self, stretch: _Stretch) -> PointByRules:
        report, text = self.checked.report, one_line(self.analysis.scan.text, stretch.span).strip(_AROUND)
        names = {measure.id: measure.name for measure in report.measures}
        own = [names.get(report.figures[index].measure or "") for index in stretch.figures]
        stated = [measure.name for measure in report.measures if bare(measure.name) in bare(text)]
        found = list(dict.fromkeys(name for name in (*own, *stated) if name))[:_MOST_NAMES]
        return PointByRules(text=text if text.endswith(("！", "？", "!", "?")) else f"{text}。", measures=found)
