"""Timed: dates and times of day."""

from dataclasses import dataclass

from summarizer.checking.texts.statements import Statement
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.models import Span
from summarizer.folding import fold
from summarizer.scanning.analysis import Analysis


@dataclass(frozen=True)
class Timed:
    text: Analysis
    source: Analysis

    def judge(self, statement: Statement) -> TextJudgement:
        stated = [d for d in self.text.scan.dates if d.text_start == statement.span.start]
        iso = stated[0].iso if stated else None
        for d in self.source.scan.dates:
            if fold(d.surface) == fold(statement.surface) or (iso and d.iso and (iso == d.iso or d.iso.startswith(iso))):
                return statement.judged("supported", source_span=Span(d.start, d.end))
        if fold(statement.surface) in self.source.scan.text.folded:
            return statement.judged("supported")
        return statement.judged("not_stated")
