"""Grounding: where a quote stands in Text, and how well a subject fits what a number counts."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from summarizer.folding import fold, fold_quotes
from summarizer.models import Mention, Span, Text


def key(text: str) -> str:
    """What quotes are compared by: script, width and quotation marks folded, white space dropped."""
    return "".join(fold_quotes(fold(text)).split())


@dataclass(frozen=True)
class Ground:
    """A Text made ready to find quotes in."""

    text: Text

    @cached_property
    def _squeezed(self) -> tuple[str, list[int]]:
        folded = fold_quotes(self.text.folded)
        kept = [index for index, char in enumerate(folded) if not char.isspace()]
        return "".join(folded[index] for index in kept), kept

    def find(self, quote: str) -> list[Span]:
        """Every place where a quote stands, as spans of `Text.content`; none for an empty quote."""
        wanted = key(quote)
        squeezed, kept = self._squeezed
        found: list[Span] = []
        position = squeezed.find(wanted) if wanted else -1
        while position >= 0:
            found.append(Span(kept[position], kept[position + len(wanted) - 1] + 1))
            position = squeezed.find(wanted, position + len(wanted))
        return found

    def sentence(self, span: Span) -> Span:
        """The span widened to the ends of its sentences."""
        folded = self.text.folded
        start = max(folded.rfind(mark, 0, span.start) for mark in "。！？!?;；\n") + 1
        ends = [end for mark in "。！？!?;；\n" if (end := folded.find(mark, span.end)) >= 0]
        return Span(start, min(ends, default=len(folded)))


def holds(quote: Span, mention: Mention) -> bool:
    """Whether a quote holds a mention's number, be it without a qualifier at its edges."""
    front = len(mention.qualifier or "") if not mention.surface[:1].isdigit() else 0
    back = len(mention.qualifier or "") + len(mention.unit or "")
    return quote.start <= mention.text_start + front and mention.text_end - back <= quote.end


def fit(subject: str | None, noun: str | None) -> float:
    """How well a subject fits a noun, 0 to 1: one within the other, or the share of the shorter that both have."""
    one, other = (fold_quotes(fold(part or "")).strip("\"'()[] ") for part in (subject, noun))
    if not one or not other:
        return 0.0
    if one in other or other in one:
        return 1.0
    shared = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
    return shared / min(len(one), len(other)) if shared > 1 else 0.0
