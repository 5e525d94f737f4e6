"""Statements: what a text says with numbers, each a unit of judgement."""

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from summarizer.checking.report_values import TextVerdict
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.models import Mention, Span
from summarizer.scanning.analysis import Analysis

StatementKind = Literal["figure", "date", "time", "label", "score"]


class Statement(NamedTuple):
    """A number of a text: its span there, its words, and the mention that the rules made of it."""

    span: Span
    surface: str
    kind: StatementKind
    mention: Mention

    def judged(self, verdict: TextVerdict, **fields: Any) -> TextJudgement:
        """The judgement on it."""
        return TextJudgement(*self.span, self.surface, verdict, **fields)


def statements(text: Analysis) -> Iterator[Statement]:
    """The statements of a text, in its order; indefinite numbers (多轮) state nothing."""
    for mention in text.scan.mentions:
        if mention.indefinite:
            continue
        kind: StatementKind = "label" if mention.role in {"ordinal", "name"} else mention.role
        yield Statement(Span(mention.text_start, mention.text_end), mention.surface, kind, mention)
