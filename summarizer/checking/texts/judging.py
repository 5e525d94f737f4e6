"""Judging: each number of a text against one source, and the best of several sources.

words     the clause of the number appears in the source as it is           supported
figures   numbers that count or measure (`text_figures`)
dates     days, months, years, times of day (`timed`)
labels    ranks, ordinals, numbers in names, scores (`labelled`)
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.checking.texts.in_english import english_judgements
from summarizer.checking.texts.labelled import Labelled
from summarizer.checking.texts.read_text import ReadText
from summarizer.checking.texts.scored import Scored
from summarizer.checking.texts.statements import Statement, statements
from summarizer.checking.texts.text_check import TextCheck, TextJudgement
from summarizer.checking.texts.text_figures import TextFigures
from summarizer.checking.texts.text_source import Source, source_of
from summarizer.checking.texts.timed import Timed
from summarizer.folding import fold
from summarizer.models import Document, Scan, Span
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import bare
from summarizer.scanning.segments import segments

_RANKS = {"supported": 0, "equivalent": 1, "derived": 2, "contradicted": 3, "not_stated": 4}


def judge_text(text: str | Document | ReadText, sources: Sequence[tuple[Document, Analysis]]) -> TextCheck:
    """The check of a text against documents; of each number the best verdict of them.

    A `str` is taken whole; of a Document, the article is checked (see `read_text`).
    """
    read = text if isinstance(text, ReadText) else ReadText(text)
    checks = [judgements(read, analysis) for _, analysis in sources]
    folded = fold(read.raw)
    best = []
    for candidates in zip(*checks, strict=True):
        ranks = [_RANKS[candidate.verdict] for candidate in candidates]
        equal = [at for at, rank in enumerate(ranks) if rank == min(ranks)]
        place = _about_its_place(folded, candidates[0], equal, sources)
        best.append(replace(candidates[place], source=place if candidates[place].source_span else None))
    document = read.given if isinstance(read.given, Document) else None
    return TextCheck(read.raw, [source for source, _ in sources], tuple(best), document, read.left_out)


def _about_its_place(
    folded: str, number: TextJudgement, equal: Sequence[int], sources: Sequence[tuple[Document, Analysis]]
) -> int:
    """Of sources that say as much of a number, the first about the place that its clause names; else the first."""
    if len(equal) == 1:
        return equal[0]
    clause = segments(folded).around("clause", Span(number.start, number.end))
    words = folded[clause.start : clause.end]
    regions = [(at, sources[at][1].scan.region) for at in equal]
    return next((at for at, region in regions if region and region.name in words), equal[0])


def judgements(text: str | ReadText, source: Analysis) -> tuple[TextJudgement, ...]:
    """The judgements on the numbers of a text against one document, in their order."""
    read = text if isinstance(text, ReadText) else ReadText(text)
    if not read.raw:
        return ()
    analysis, index = read.beside(source.scan), source_of(source)
    judged = (*TextJury(analysis, index).judgements(), *english_judgements(read.english, index))
    bylines = read.bylines(analysis)
    located = (read.located(each, analysis) for each in judged if each.start not in bylines)
    return tuple(sorted(located, key=lambda judgement: judgement.start))


def prose_analysis(text: str, source: Scan) -> Analysis:
    """The analysis of a text, its dates read as on the day that its source was published."""
    return ReadText(text).beside(source)


@dataclass(frozen=True)
class TextJury:
    """A text on one side, a document on the other."""

    text: Analysis
    source: Source

    def judgements(self) -> Iterator[TextJudgement]:
        """A judgement on each number of the text, in its order."""
        counted, timed, labelled, scored = (
            kind(self.text, self.source) for kind in (TextFigures, Timed, Labelled, Scored)
        )
        for statement in statements(self.text):
            found = self._verbatim(statement)
            if found is None:
                judge = {"figure": counted, "date": timed, "time": timed, "score": scored}.get(statement.kind, labelled)
                found = judge.judge(statement)
            yield found

    def _verbatim(self, statement: Statement) -> TextJudgement | None:
        """The clause of a number as the source has it."""
        folded = self.text.scan.text.folded
        clause = segments(folded).around("clause", statement.span)
        words = folded[clause.start : clause.end]
        if len(bare(words)) <= len(bare(statement.surface)) + 1:
            return None
        places = self.source.analysis.index.find(words)
        if not places:
            return None
        return statement.judged("supported", source_span=self._number_in(places[0], statement))

    def _number_in(self, place: Span, statement: Statement) -> Span:
        """The raw span of a number in its clause in the source; of the clause where the rules read it otherwise there."""
        first, last = (bisect_left(self.source.starts, position) for position in place)
        inside, words = self.source.scan.mentions[first:last], bare(statement.surface)
        same = next((mention for mention in inside if bare(mention.surface) == words), None)
        return self.source.raw(same) if same else self.source.scan.text.raw_span(*place)
