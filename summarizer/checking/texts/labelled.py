"""Labelled: ranks and ordinals (第三名, 第十二届), and the numbers of names (十九大, 2号种子, ARJ21, 五连胜).

Such a number is told by the words that it belongs to. It is supported where the source has its value with the same unit
and a character more beside it, before or after; a rank (排名第二, 全省第3位) where the source has that place, and no other rank
with words much more alike; a code of Latin letters and digits where the source has it whole.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.checking.texts.likeness import MOST, surroundings
from summarizer.checking.texts.statements import Statement
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.checking.texts.text_source import Source
from summarizer.models import Mention
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis

MARGIN = 0.4
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z+]")
_QUOTES = "\"'“”‘’「」『』《》"
_PLACES = frozenset({"位", "名", None})


@dataclass(frozen=True)
class Labelled:
    """The labels of a text on one side, a source on the other."""

    text: Analysis
    source: Source

    def judge(self, statement: Statement) -> TextJudgement:
        """The judgement on a label of the text."""
        code = self._code(statement)
        if code is not None:
            place = self.source.scan.text.folded.find(code)
            if place >= 0:
                return statement.judged(
                    "supported", source_span=self.source.scan.text.raw_span(place, place + len(code))
                )
            return self._not_stated(statement)
        number = statement.mention
        beside = _beside(self.text.scan.text.folded, number)
        others = self.source.labels.get(number.value, ())
        fitting = (m for m in others if _same_unit(number, m) and self._fits(number, beside, m))
        first = next(fitting, None)
        if first is None:
            return self._not_stated(statement)
        other = self._likelier(number, [first, *fitting]) if number.role == "ordinal" else None
        if other is not None:
            why = message("text_number.other", surface=number.surface, other=other.surface)
            return statement.judged("contradicted", how="ordinal", source_span=self.source.raw(other), why=why)
        return statement.judged("supported", source_span=self.source.raw(first))

    def _likelier(self, number: Mention, fitting: Sequence[Mention]) -> Mention | None:
        """An ordinal of the same unit and another value whose words are more alike."""
        rivals = [m for m in self.source.ordinals if m.value != number.value and _same_unit(number, m)]
        if not rivals:
            return None
        words, surrounded = surroundings(self.text, number), self.source.surrounded_ordinals
        bound = MARGIN + max((surrounded.likeness(words, mention) for mention in fitting), default=0.0)
        if bound >= MOST:
            return None
        likeliest = max(rivals, key=lambda mention: surrounded.likeness(words, mention))
        return likeliest if surrounded.likeness(words, likeliest) > bound else None

    def _code(self, statement: Statement) -> str | None:
        """The word of Latin letters and digits that a number is part of: ARJ21."""
        folded, (start, end) = self.text.scan.text.folded, statement.span
        while start and folded[start - 1].isascii() and (folded[start - 1].isalnum() or folded[start - 1] == "-"):
            start -= 1
        while end < len(folded) and folded[end].isascii() and folded[end].isalnum():
            end += 1
        word = folded[start:end]
        return word if re.search("[A-Za-z]", word) and word.isascii() else None

    def _fits(self, number: Mention, beside: tuple[str, str], mention: Mention) -> bool:
        """Whether a number of the source is a label as one of the text is, that has these characters beside it."""
        if number.role == "ordinal" and mention.role == "ordinal" and {number.unit, mention.unit} <= _PLACES:
            return True
        if number.unit is not None and number.unit == mention.unit and number.unit != "个":
            return True
        mine_and_its = zip(beside, _beside(self.source.scan.text.folded, mention), strict=True)
        return any(mine and mine == its for mine, its in mine_and_its)

    def _not_stated(self, statement: Statement) -> TextJudgement:
        return statement.judged("not_stated", why=message("summary_number_unsupported", surface=statement.surface))


def _same_unit(number: Mention, mention: Mention) -> bool:
    return (
        number.unit == mention.unit
        or {number.unit, mention.unit} <= _PLACES
        or number.unit is None
        or mention.unit is None
    )


def _beside(folded: str, mention: Mention) -> tuple[str, str]:
    """The characters right before and after a number, apart from quotation marks."""
    before = folded[max(0, mention.text_start - 2) : mention.text_start].rstrip(_QUOTES)[-1:]
    after = folded[mention.text_end : mention.text_end + 2].lstrip(_QUOTES)[:1]
    return before if _WORD.match(before) else "", after if _WORD.match(after) else ""
