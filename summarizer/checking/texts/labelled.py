"""Labelled: ranks and ordinals (第三名, 第十二届), and the numbers of names (十九大, 2号种子, ARJ21, 五连胜).

Such a number is told by the words that it belongs to. It is supported where the source has its value with the same unit
and a character more beside it, before or after; a rank (排名第二, 全省第3位) where the source has that place with the same
words of ranking; a code of Latin letters and digits where the source has it whole.
"""

import re
from dataclasses import dataclass

from summarizer.checking.texts.sources import Source
from summarizer.checking.texts.statements import Statement
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.models import Mention
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_PLACES = frozenset({"位", "名", None})
_RANKING = re.compile(r"(?:排名|排行|名列|位列|位居|居|列|获得?|夺得?)[^,。;:、]{0,6}\Z")


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
                return statement.judged("supported", source_span=self.source.scan.text.raw_span(place, place + len(code)))
            return self._not_stated(statement)
        number = statement.mention
        others = [m for m in self.source.labels.get(key_of(number), ()) if _same_unit(number, m)]
        fitting = [m for m in others if self._fits(number, m)]
        if fitting:
            return statement.judged("supported", source_span=self.source.raw(fitting[0]))
        return self._not_stated(statement)

    def _code(self, statement: Statement) -> str | None:
        """The word of Latin letters and digits that a number is part of: ARJ21."""
        folded, (start, end) = self.text.scan.text.folded, statement.span
        while start and folded[start - 1].isascii() and (folded[start - 1].isalnum() or folded[start - 1] == "-"):
            start -= 1
        while end < len(folded) and folded[end].isascii() and folded[end].isalnum():
            end += 1
        word = folded[start:end]
        return word if re.search("[A-Za-z]", word) and word.isascii() else None

    def _fits(self, number: Mention, mention: Mention) -> bool:
        mine, its = self.text.scan.text.folded, self.source.scan.text.folded
        before, after = _beside(mine, number)
        other_before, other_after = _beside(its, mention)
        if number.role == "ordinal" and mention.role == "ordinal" and {number.unit, mention.unit} <= _PLACES:
            return True
        if number.unit is not None and number.unit == mention.unit and number.unit != "个":
            return True
        return bool((after and after == other_after) or (before and before == other_before))

    def _not_stated(self, statement: Statement) -> TextJudgement:
        return statement.judged("not_stated", why=message("summary_number_unsupported", surface=statement.surface))


def key_of(mention: Mention) -> float | None:
    """What labels of one value share."""
    return mention.value


def _same_unit(number: Mention, mention: Mention) -> bool:
    return number.unit == mention.unit or {number.unit, mention.unit} <= _PLACES or number.unit is None or mention.unit is None


def _beside(folded: str, mention: Mention) -> tuple[str, str]:
    """The characters right before and after a number."""
    before = folded[mention.text_start - 1 : mention.text_start] if mention.text_start else ""
    after = folded[mention.text_end : mention.text_end + 1]
    return before if _HAN.match(before) else "", after if _HAN.match(after) else ""
