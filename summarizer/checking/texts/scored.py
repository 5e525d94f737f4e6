"""Scored: the scores of a contest, 3:2 or 21比18, each one statement of two numbers.

A score is supported where the source has both numbers as one, in whatever form; told the other way round (2:3) it is
supported where the text also turns who won: 甲3:2胜乙, 乙2:3负于甲.
"""

from dataclasses import dataclass

from summarizer.checking.texts.statements import Statement, score_numbers
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.checking.texts.text_source import Source
from summarizer.checking.texts.text_words import pattern_of
from summarizer.models import Span
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.segments import segments

_LOST = pattern_of("lost")


@dataclass(frozen=True)
class Scored:
    """The scores of a text on one side, a source on the other."""

    text: Analysis
    source: Source

    def judge(self, statement: Statement) -> TextJudgement:
        """The judgement on a score of the text."""
        numbers = score_numbers(statement.surface)
        turned = self.source.scores.get(numbers[::-1])
        same = self.source.scores.get(numbers)
        if same:
            return statement.judged("supported", source_span=self._raw(same))
        if turned and self._lost(self.text, statement.span) != self._lost(self.source.analysis, turned):
            return statement.judged("supported", source_span=self._raw(turned))
        if turned:
            why = message("text_number.turned", surface=statement.surface)
            return statement.judged("contradicted", how="score", source_span=self._raw(turned), why=why)
        return statement.judged("not_stated", why=message("summary_number_unsupported", surface=statement.surface))

    def _lost(self, analysis: Analysis, span: Span) -> bool:
        clause = segments(analysis.scan.text.folded).around("clause", span)
        return _LOST.search(analysis.scan.text.folded, *clause) is not None

    def _raw(self, span: Span) -> Span:
        return self.source.scan.text.raw_span(*span)
