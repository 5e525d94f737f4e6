"""Points by rule: where an answer has no points or no headline, the document's own words serve.

A point is the sentence of several verified figures of measures, or of a long one the run of clauses that has most of them.
The headline is the document's title without the name of its source, else the first clauses of the first point.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer.checking.checker import CheckResult, check
from summarizer.checking.points import PointByRules
from summarizer.checking.slogans import slogan_kind
from summarizer.folding import fold
from summarizer.models import Mention, Span
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import bare
from summarizer.scanning.segments import ENDS
from summarizer.summarizing.chunks import one_line

MOST_POINTS, LONGEST_POINT, LONGEST_HEADLINE = 5, 80, 30
_FEWEST_POINTS, _MOST_NAMES, _SHORTEST_HEADLINE = 3, 3, 6
_SOURCE = re.compile(
    r"[-_|｜—–·\s]+[^-_|｜—–·\s]{0,20}(?:网|政府|日报|晚报|新闻|频道|客户端|公众号|发布|在线|门户|中心)\s*\Z"
)
_COLUMN = re.compile(r"\A(?:【[^】]{1,20}】|\[[^\]]{1,20}\])\s*")
_CLAUSE_ENDS = re.compile(rf"[{ENDS['clause']}，；！？\s]")
_SPEAKER = re.compile("我(?![国省市县区州乡镇村校院厂局委])|[你您咱]")
_AROUND = " \t，,；;、：:。"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A run of clauses with the verified figures in it; `weight` counts those of measures twice, and slogans against it."""

    span: Span
    figures: tuple[int, ...]
    weight: int


def with_points(checked: CheckResult, analysis: Analysis, title: str | None) -> CheckResult:
    """A checked draft with points and a headline, each by rule where the answer has none."""
    draft, rules = checked.draft, _Rules(checked, analysis)
    points = draft.points or list(rules.points)
    headline = draft.headline or rules.headline(title, [point.text for point in points])
    if points == draft.points and headline == draft.headline:
        return checked
    return check(draft.model_copy(update={"points": points, "headline": headline}), analysis, checked)


@dataclass(frozen=True)
class _Rules:
    checked: CheckResult
    analysis: Analysis

    @cached_property
    def points(self) -> list[PointByRules]:
        """Up to five points in the order of the document; the fourth and the fifth have two figures or more."""
        chosen: list[_Stretch] = []
        covered: set[tuple[object, ...]] = set()
        found = list(self._stretches())
        of_measures = [stretch for stretch in found if any(map(self._measure, stretch.figures))]
        for stretch in sorted(of_measures or found, key=lambda stretch: (-stretch.weight, stretch.span)):
            numbers = {self._number(index) for index in stretch.figures}
            plenty = len(chosen) >= _FEWEST_POINTS and len(stretch.figures) == 1
            if len(chosen) < MOST_POINTS and not plenty and not numbers <= covered:
                chosen.append(stretch)
                covered |= numbers
        return [self._point(stretch) for stretch in sorted(chosen, key=lambda stretch: stretch.span)]

    def headline(self, title: str | None, points: Sequence[str]) -> str | None:
        """The title of a document, else the beginning of the first point that has a short one."""
        words = _COLUMN.sub("", " ".join((title or "").split()))
        while (shorter := _SOURCE.sub("", words)) != words:
            words = shorter
        return next(filter(None, map(self._cut, (words, *points))), None)

    def _cut(self, words: str) -> str:
        """The first clauses of words that a headline holds; nothing where they are a slogan, or one is too long."""
        words = words.strip(_AROUND)
        if len(words) > LONGEST_HEADLINE:
            ends = [match.start() for match in _CLAUSE_ENDS.finditer(words, 0, LONGEST_HEADLINE + 1)]
            words = words[: ends[-1]].strip(_AROUND) if ends else ""
        unfit = len(words) < _SHORTEST_HEADLINE or _speaks(words) or self._is_slogan(words)
        return "" if unfit else words

    def _is_slogan(self, words: str) -> bool:
        """Whether each clause of words is one."""
        clauses = [clause for clause in _CLAUSE_ENDS.split(words) if bare(clause)]
        known = [bare(slogan.text) for slogan in self.checked.report.slogans]
        return all(slogan_kind(part) or any(bare(part) in slogan for slogan in known) for part in clauses)

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
            if _speaks(one_line(self.analysis.scan.text, sentence)):
                continue
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
        of_measures = sum(self._measure(index) is not None for index in held)
        clauses = _CLAUSE_ENDS.split(one_line(self.analysis.scan.text, span))
        slogans = sum(slogan_kind(words) is not None for words in clauses)
        return _Stretch(span, tuple(held), len(held) + of_measures - slogans)

    def _measure(self, index: int) -> str | None:
        return self.checked.report.figures[index].measure

    def _number(self, index: int) -> tuple[object, ...]:
        figure = self.checked.report.figures[index]
        return figure.value, figure.low, figure.high, figure.unit, bare(figure.subject)

    def _point(self, stretch: _Stretch) -> PointByRules:
        report, text = self.checked.report, one_line(self.analysis.scan.text, stretch.span).strip(_AROUND)
        names = {measure.id: measure.name for measure in report.measures}
        own = [names.get(self._measure(index) or "") for index in stretch.figures]
        stated = [measure.name for measure in report.measures if bare(measure.name) in bare(text)]
        found = list(dict.fromkeys(name for name in (*own, *stated) if name))[:_MOST_NAMES]
        return PointByRules(text=text if text.endswith(("！", "？", "!", "?")) else f"{text}。", measures=found)


def _speaks(words: str) -> bool:
    """Whether somebody is quoted: 我一定要每天量好体温."""
    return _SPEAKER.search(fold(words)) is not None
