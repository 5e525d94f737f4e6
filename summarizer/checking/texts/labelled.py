"""Labelled."""

from dataclasses import dataclass

from summarizer.checking.texts.statements import Statement
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.folding import fold
from summarizer.models import Span
from summarizer.scanning.analysis import Analysis


@dataclass(frozen=True)
class Labelled:
    text: Analysis
    source: Analysis

    def judge(self, statement: Statement) -> TextJudgement:
        if fold(statement.surface) in self.source.scan.text.folded:
            return statement.judged("supported")
        for m in self.source.scan.mentions:
            if m.value == statement.mention.value and m.unit == statement.mention.unit:
                return statement.judged("supported", source_span=Span(m.start, m.end))
        return statement.judged("not_stated")
