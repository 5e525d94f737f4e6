"""Nouns alike: whether the number of a text counts what a number of the source with its value counts, in its sentence."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from summarizer.checking.stated_values import value_of
from summarizer.checking.texts.telling import claim_of
from summarizer.checking.texts.text_source import Source
from summarizer.checking.verdicts import Judgement
from summarizer.folding import fold
from summarizer.models import Mention, Scan, Span
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import bare
from summarizer.scanning.numbers import nouns
from summarizer.scanning.segments import segments

_LONGEST = 16
_BRACKETED = re.compile("[([]")
_CONVERTED = frozenset({"合", "折合", "约合", "换算", "相当于"})  # 耕地9.6万亩，合6400公顷
_WORDS = re.compile("[^\\d,。;、:!?\n]+")


@dataclass(frozen=True)
class NounsAlike:
    """A text and a source, whose numbers are compared by the rules for figures."""

    text: Analysis
    source: Source

    def compare(self, number: Mention, mention: Mention) -> Judgement:
        """The verdict of the rules for figures; another noun is one only where the words before it fit no better."""
        evidence, claim = self.source.evidence, claim_of(number)
        if claim.subject in _CONVERTED:
            claim = claim._replace(subject="")
        place = Span(mention.text_start, mention.text_end)
        same_amount = claim._replace(unit=mention.unit) if value_of(number) != value_of(mention) else claim
        judged = evidence.compare(same_amount, mention, place)
        if judged.verdict != "misattributed":
            return judged
        words = self._words(number)
        alike = self.counts_alike(number, mention) or _plain(mention.noun) in {_plain(claim.subject), _plain(words)}
        subject = mention.noun or "" if alike else words
        return evidence.compare(same_amount._replace(subject=subject), mention, place) if subject else judged

    def counts_alike(self, number: Mention, mention: Mention) -> bool:
        """Whether what a number of the source counts follows both: 两个|县诊治患者, 两个|县的4个镇."""
        noun = bare(_BRACKETED.split(fold(mention.noun or ""))[0]).rstrip("的")
        pair = ((self.text.scan, number), (self.source.scan, mention))
        return bool(noun) and all(_following(*place).startswith(noun) for place in pair)

    def _words(self, number: Mention) -> str:
        """The words between the start of a list item, or the number before, and a number: 整改隐患|3654处."""
        folded, figures = self.text.scan.text.folded, self.text.figures
        place = bisect_left(self.text.figure_starts, number.text_start)
        before = figures[place - 1].text_end if place else 0
        start = max(before, number.text_start - _LONGEST, segments(folded).start("item", number.text_start))
        words = bare(folded[start : number.text_start])
        return words if bare(number.noun) in words else ""


def _following(scan: Scan, mention: Mention) -> str:
    """The bare words between a number and the end of its clause."""
    folded, end = scan.text.folded, mention.text_end
    following = _WORDS.match(folded, end, end + _LONGEST)
    return bare(following[0]) if following else ""


@lru_cache(maxsize=1024)
def _plain(noun: str | None) -> str:
    """A noun without what only says how it is counted: 现有|水库, 已|造林."""
    words = bare(noun)
    while found := nouns.one_of("copula", "planned", "done").match(words, 0, len(words) - 1):
        words = words[found.end() :]
    return words
