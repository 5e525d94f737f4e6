"""Judging: each number of a text against one source, and the best of several sources.

words     the clause of the number appears in the source as it is           supported
figures   numbers that count or measure (`text_figures`)
dates     days, months, years, times of day (`timed`)
labels    ranks, ordinals, numbers in names, scores (`labelled`)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from summarizer.checking.texts.text_figures import Counted
from summarizer.checking.texts.in_english import english_judgements
from summarizer.checking.texts.labelled import Labelled
from summarizer.checking.texts.scored import Scored
from summarizer.checking.texts.text_source import Source, source_of
from summarizer.checking.texts.statements import Statement, statements
from summarizer.checking.texts.text_check import TextCheck, TextJudgement
from summarizer.checking.texts.timed import Timed
from summarizer.models import Document, Scan
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.english.stretches import without_english
from summarizer.scanning.grounding import bare
from summarizer.scanning.scanner import scan_prose
from summarizer.scanning.segments import segments

_RANKS = {"supported": 0, "equivalent": 1, "derived": 2, "contradicted": 3, "not_stated": 4}


def judge_text(text: str, sources: Sequence[tuple[Document, Analysis]]) -> TextCheck:
    """The check of a text against documents; of each number the best verdict of them."""
    checks = [judgements(text, source) for _, source in sources]
    best = []
    for candidates in zip(*checks, strict=True):
        place = min(range(len(candidates)), key=lambda at: _RANKS[candidates[at].verdict])
        best.append(replace(candidates[place], source=place if candidates[place].source_span else None))
    return TextCheck(text, [document for document, _ in sources], tuple(best))


def judgements(text: str, source: Analysis) -> tuple[TextJudgement, ...]:
    """The judgements on the numbers of a text against one document, in their order."""
    if not text:
        return ()
    english = english_judgements(text, source_of(source))
    chinese = TextJury(prose_analysis(without_english(text), source.scan), source_of(source)).judgements()
    return tuple(sorted((*chinese, *english), key=lambda judgement: judgement.start))


def prose_analysis(text: str, source: Scan) -> Analysis:
    """The analysis of a text, its dates read as on the day that its source was published."""
    return _prose_analysis(text, source.published.iso if source.published else None)


@lru_cache(maxsize=32)
def _prose_analysis(text: str, published: str | None) -> Analysis:
    return Analysis(scan_prose(text, published))


@dataclass(frozen=True)
class TextJury:
    """A text on one side, a document on the other."""

    text: Analysis
    source: Source

    def judgements(self) -> Iterator[TextJudgement]:
        """A judgement on each number of the text, in its order."""
        counted, timed, labelled, scored = (kind(self.text, self.source) for kind in (Counted, Timed, Labelled, Scored))
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
        return statement.judged("supported", source_span=self.source.scan.text.raw_span(*places[0]))
