"""A check to look at: the text as people read it, each number in it with its verdict; as lines, and as HTML.

supported 97个    equivalent 97个≈    derived 97个=    contradicted 97个✗    not_stated 97个?
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import InputError
from summarizer.models import Document, Span, Text
from summarizer.reading.cleaning.clean import clean

if TYPE_CHECKING:
    from summarizer.checking.report_values import TextVerdict
    from summarizer.checking.texts.text_check import TextCheck, TextJudgement

MARKS: "dict[TextVerdict, str]" = {
    "supported": "",
    "equivalent": "≈",
    "derived": "=",
    "contradicted": "✗",
    "not_stated": "?",
}
"""What follows a number in a text, by its verdict."""
_COLOURS = {
    "supported": "60,160,90",
    "equivalent": "60,160,90",
    "derived": "70,130,200",
    "contradicted": "215,60,50",
    "not_stated": "225,150,30",
}
AROUND = 16


class ShownNumber(NamedTuple):
    """A judgement, and where its number is in the words that are shown."""

    span: Span
    judgement: "TextJudgement"


class Excerpt(NamedTuple):
    """The source's words on one line: those that a number rests on, and some around them."""

    before: str
    words: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}{self.words}{self.after}"


@dataclass(frozen=True)
class ShownCheck:
    """A check as people read it: its text and sources without navigation and markup."""

    check: "TextCheck"

    @cached_property
    def words(self) -> str:
        """The words of the text that are shown."""
        return self.article.content if self.article else self.check.text

    @cached_property
    def numbers(self) -> list[ShownNumber]:
        """The numbers of the text in their order."""
        spans = [(self._shown(judgement), judgement) for judgement in self.check.judgements]
        return [ShownNumber(span, judgement) for span, judgement in spans if span]

    def parts(self) -> Iterator[tuple[str, "TextJudgement | None"]]:
        """The words in order: those between numbers, and each number with its judgement."""
        end = 0
        for span, judgement in self.numbers:
            yield self.words[end : span.start], None
            yield self.words[span.start : span.end], judgement
            end = span.end
        yield self.words[end:], None

    def source(self, place: int) -> Text | None:
        """What is read of a source; None where cleaning leaves nothing."""
        if place not in self._sources:
            self._sources[place] = article(self.check.sources[place])
        return self._sources[place]

    def excerpt(self, judgement: "TextJudgement", around: int = AROUND) -> Excerpt | None:
        """What the source says, with so many characters before and after it."""
        if judgement.source is None or judgement.source_span is None:
            return None
        text = self.source(judgement.source)
        span = text.text_span(*judgement.source_span) if text else None
        if text is None or span is None:
            return Excerpt("", " ".join((self.check.source_surface(judgement) or "").split()), "")
        first, last = max(span.start - around, 0), min(span.end + around, len(text.content))
        before, after = text.content[first : span.start], text.content[span.end : last]
        starts, ends = "\n" in before or not first, "\n" in after or last == len(text.content)
        before, after = before.rpartition("\n")[2], after.partition("\n")[0]
        parts = (before if starts else f"…{before}", text.content[slice(*span)], after if ends else f"{after}…")
        return Excerpt(*(re.sub(r"\s+", " ", part) for part in parts))

    def summary(self) -> str:
        """One line: how many numbers have which verdict."""
        check, numbers = self.check, len(self.check.judgements)
        counts = ", ".join(f"{count} {in_words(verdict)}" for verdict, count in check.counts.items())
        left_out = ", ".join(f"{count} {reason}" for reason, count in check.left_out.items())
        line = f"{numbers} number{'' if numbers == 1 else 's'}: {counts}" if numbers else "no numbers"
        return line + (f"; outside the article: {left_out}" if left_out else "")

    def lines(self) -> str:
        """The text with marks, a line for each number that the source does not state as it is, and the counts."""
        words = "".join(part + (MARKS[judgement.verdict] if judgement else "") for part, judgement in self.parts())
        stated = (each for each in self.check.judgements if each.verdict != "supported")
        return "\n".join([words, *(f"{each.surface}: {self._about(each)}" for each in stated), self.summary()])

    def html(self) -> str:
        """The text with its numbers coloured by verdict, for a notebook; what documents say is escaped."""
        words = "".join(self._part(part, judgement) for part, judgement in self.parts())
        return (
            f'<div style="line-height:1.9"><div style="white-space:pre-wrap">{words}</div>'
            f'<div style="opacity:.75;font-size:90%">{escape(self.summary())}</div></div>'
        )

    def _part(self, words: str, judgement: "TextJudgement | None") -> str:
        if judgement is None:
            return escape(words)
        style = f"background:rgba({_COLOURS[judgement.verdict]},.3);border-radius:3px"
        title = escape(self._about(judgement))
        return f'<span style="{style}" title="{title}">{escape(words)}{MARKS[judgement.verdict]}</span>'

    def _about(self, judgement: "TextJudgement") -> str:
        """The verdict, why, and what the source says, on one line."""
        excerpt = self.excerpt(judgement)
        parts = (in_words(judgement.verdict), judgement.formula, judgement.message, excerpt and str(excerpt))
        return "; ".join(part for part in parts if part)

    def _shown(self, judgement: "TextJudgement") -> Span | None:
        if self.article is None:
            return Span(judgement.start, judgement.end)
        return self.article.text_span(judgement.start, judgement.end)

    @cached_property
    def article(self) -> Text | None:
        """What is read of a text that is a document."""
        return article(self.check.document) if self.check.document else None

    @cached_property
    def _sources(self) -> dict[int, Text | None]:
        return {}


def article(document: Document) -> Text | None:
    """What is read of a document; None where cleaning leaves nothing."""
    try:
        return clean(document)
    except InputError:
        return None


def in_words(verdict: "TextVerdict") -> str:
    """A verdict for people."""
    return verdict.replace("_", " ")
