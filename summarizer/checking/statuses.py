"""Statuses: whether the words before a number tell what it counts as planned or as done.

明年计划造林|5万亩         planned
已造林|5万亩              done
已建成38万亩，计划再建|6万亩  planned: the nearest clause that says so decides, in it the first word
造林|5万亩                None
"""

from typing import Literal

from summarizer.models import Mention, Span
from summarizer.scanning.numbers import nouns
from summarizer.scanning.segments import segments

TellingStatus = Literal["planned", "done"]
_FAR = 120


def status(folded: str, mention: Mention) -> TellingStatus | None:
    """What the clauses before a number, back to the start of its sentence, tell of it."""
    parts = segments(folded)
    start = max(mention.text_start - _FAR, parts.start("sentence", mention.text_start))
    for clause in reversed(list(parts.spans("clause", start, mention.text_start))):
        found = _first(folded, clause)
        if found is not None:
            return found
    return None


def _first(folded: str, clause: Span) -> TellingStatus | None:
    for match in nouns.one_of("planned", "done", "settled").finditer(folded, *clause):
        if match.group() not in nouns.words("settled"):
            return "planned" if match.group() in nouns.words("planned") else "done"
    return None
