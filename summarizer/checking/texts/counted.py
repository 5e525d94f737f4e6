"""Counted: numbers that count or measure something."""

from dataclasses import dataclass

from summarizer.checking.prose import _Jury
from summarizer.checking.stated_values import stated_values
from summarizer.checking.texts.derived import Derived
from summarizer.checking.texts.restated import Restated
from summarizer.checking.texts.statements import Statement
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.checking.verdicts import evidence_of
from summarizer.models import Span
from summarizer.scanning.analysis import Analysis


@dataclass(frozen=True)
class Counted:
    text: Analysis
    source: Analysis

    def judge(self, statement: Statement) -> TextJudgement:
        jury = _Jury(self.text, evidence_of(self.source), stated_values(self.source))
        judged = jury._judge(statement.mention)
        verdict = {
            "verified": "supported",
            "rounded": "not_stated",
            "qualifier_mismatch": "equivalent",
            "unsupported": "not_stated",
        }.get(judged.verdict, "contradicted")
        m = judged.mention
        if (
            judged.verdict in {"unsupported", "rounded", "qualifier_mismatch", "unit_mismatch"}
            or (judged.verdict == "verified" and statement.mention.unit == "倍")
            or m is None
        ):
            found = Restated(self.text, self.source).judge(statement) or Derived(self.text, self.source).judge(
                statement
            )
            if found is not None:
                return found
        return statement.judged(
            verdict, how=judged.verdict, source_span=Span(m.start, m.end) if m else None, why=judged.why
        )
