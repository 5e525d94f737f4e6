"""English labelled: ordinals, ranks, scores and the names with numbers of an English text, compared by their numbers.

third, the 12th, Level II      第三, 第十二届, Ⅱ级
82-75, 6:4                     82:75, 6:4
PM2.5, 5G, COVID-19            PM2.5, 5G, 新冠: `data/english_source_names.tsv`
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from summarizer.checking.texts.english_claims import EnglishText, english_statement
from summarizer.checking.texts.statements import Statement
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.checking.texts.text_source import Source
from summarizer.folding import fold
from summarizer.models import Mention, Span
from summarizer.resources import message, table
from summarizer.scanning.numbers import units

_NUMERALS = "零一二三四五六七八九"
_DIGIT = re.compile("[0-9]")
_CODE = re.compile("[A-Za-z]-?[0-9]|[0-9]-?[A-Za-z]")
_NUMBER = re.compile("[0-9]+(?:[.][0-9]+)?")
_PLAN = re.compile("(?i)[ -]five[ -]year")
_TEN = 10


@dataclass(frozen=True, eq=False)
class EnglishLabelled:
    """The labels of an English text on one side, a source on the other."""

    text: EnglishText
    source: Source

    def score(self, first: Mention, second: Mention) -> TextJudgement:
        """The judgement on two numbers of a contest or a ratio: in either order, as the text may turn who won."""
        numbers = (first.value, second.value)
        span = Span(first.start, second.end)
        statement = Statement(span, self.text.text[span.start : span.end], "score", first)
        place = self.source.scores.get(numbers) or self.source.scores.get(numbers[::-1])  # type: ignore[arg-type]
        if place is not None:
            return statement.judged("supported", source_span=self.source.scan.text.raw_span(*place))
        ratio = next(
            (each for each in self.source.analysis.figures if sorted(each.parts) == sorted(filter(None, numbers))), None
        )
        if ratio is not None:
            return statement.judged("supported", source_span=self.source.raw(ratio))
        return _not_stated(statement)

    def judge(self, mention: Mention) -> TextJudgement | None:
        """The judgement on an ordinal or a name; None where it states no number (one-stop, first)."""
        statement = english_statement(mention, "label")
        if mention.role == "ordinal":
            return None if fold(mention.surface).lower() == "first" else self._ordinal(statement)
        if not _DIGIT.search(mention.surface):
            return None
        place = self._place(mention)
        return (
            statement.judged("supported", source_span=self.source.scan.text.raw_span(*place))
            if place
            else _not_stated(statement)
        )

    def _ordinal(self, statement: Statement) -> TextJudgement:
        mention, value = statement.mention, statement.mention.value
        for other in self.source.labels.get(value, ()):
            if other.role in {"ordinal", "name"} or units.kind(other.unit) == "rank":
                return statement.judged("supported", source_span=self.source.raw(other))
        for words in self._words(mention, value):
            place = self.source.scan.text.folded.find(words)
            if place >= 0:
                return statement.judged(
                    "supported", source_span=self.source.scan.text.raw_span(place, place + len(words))
                )
        return _not_stated(statement)

    def _words(self, mention: Mention, value: float | None) -> Iterator[str]:
        """What Chinese says for an ordinal without its number: 首 for the first, 亚军 for the second, 十四五 for a plan."""
        if _PLAN.match(self.text.folded, mention.end) and value is not None and value < 2 * _TEN:
            yield ("十" if value >= _TEN else "") + _NUMERALS[int(value) % _TEN].strip("零") + "五"
        yield from (row[1] for row in table("english_source_names") if row[0] == f"{value:g}")

    def _place(self, mention: Mention) -> tuple[int, int] | None:
        """Where the source has a name: as it is, by the table, or by its number alone."""
        _text, folded = self.text.folded, self.source.scan.text.folded
        name = mention.surface
        for words in (fold(name), *_named(name)):
            place = folded.lower().find(words.lower())
            if place >= 0:
                return place, place + len(words)
        digits = None if _CODE.search(name) else _NUMBER.search(name)
        found = digits and re.search(rf"(?<![0-9.]){re.escape(digits[0])}(?![0-9])", folded)
        return found.span() if found else None


@cache
def _named(name: str) -> tuple[str, ...]:
    return tuple(row[1] for row in table("english_source_names") if row[0].lower() == name.lower())


def _not_stated(statement: Statement) -> TextJudgement:
    return statement.judged("not_stated", why=message("summary_number_unsupported", surface=statement.surface))
