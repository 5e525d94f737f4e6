"""Prose judged like figures: each number of a few sentences against all mentions of Text, without a quote.

The prose is scanned by the rules of a document. A number with its noun becomes a claim, the mentions of its value are
compared with it by the rules for figures (`verdicts`), and the best one counts:

    unsupported          no number of Text has this value                                        error
    misattributed        … but it counts another noun there                                      error
    unit_mismatch        … but has another unit there                                            error
    direction_mismatch   … but the document says increase and the prose decrease, or the reverse error
    status_mismatch      … but the document tells as planned what the prose tells as done, or …  error
    qualifier_mismatch   … with another qualifier                                                warning
    rounded              no number has this value, but one rounds to it                          info
    verified             otherwise
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from summarizer.checking.claims import Claim
from summarizer.checking.grouped_digits import grouped_digits
from summarizer.checking.record import Severity
from summarizer.checking.stated_values import StatedValues, stated_values, value_of
from summarizer.checking.verdicts import Evidence, Judgement, evidence_of
from summarizer.errors import Message
from summarizer.folding import fold
from summarizer.models import FactStatus, Mention, Scan, Span
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import bare
from summarizer.scanning.numbers import nouns, quantities, units
from summarizer.scanning.scanner import scan_prose
from summarizer.scanning.segments import segments

ProseVerdict = Literal[
    "unsupported",
    "misattributed",
    "unit_mismatch",
    "direction_mismatch",
    "status_mismatch",
    "qualifier_mismatch",
    "rounded",
    "verified",
]
_SEVERITIES: dict[ProseVerdict, Severity] = {"qualifier_mismatch": "warning", "rounded": "info"}
_GRAVITY: dict[ProseVerdict, int] = {"verified": 0, "rounded": 1, "qualifier_mismatch": 2}
_GRAVEST = 3
_FITS = 0.3  # below it a subject has nothing in common with the words beside a number
_LONGEST = 16
_BRACKETED = re.compile("[([]")
_WORDS = re.compile("[^\\d,。;、:!?\n]+")


@dataclass(frozen=True, slots=True)
class ProseJudgement:
    """The verdict on one number of prose: its span there, the mention of Text that states it best, and why."""

    span: Span
    surface: str
    verdict: ProseVerdict
    mention: Mention | None = None
    why: Message | None = None

    @property
    def severity(self) -> Severity | None:
        """How grave it is; None where nothing is wrong."""
        return None if self.verdict == "verified" else _SEVERITIES.get(self.verdict, "error")


def judge_prose(prose: str, analysis: Analysis) -> tuple[ProseJudgement, ...]:
    """The verdict on each number of role figure of some prose, in its order; indefinite ones (多轮) are none."""
    return tuple(_Jury(analysis_of(prose), evidence_of(analysis), stated_values(analysis)).judgements())


@lru_cache(maxsize=32)
def analysis_of(prose: str) -> Analysis:
    """The analysis of prose, kept while a document's drafts are checked: patches leave the summary as it is."""
    return Analysis(scan_prose(prose))


@dataclass(frozen=True)
class _Jury:
    """Prose on one side, the evidence of a document on the other."""

    prose: Analysis
    evidence: Evidence
    stated: StatedValues

    def judgements(self) -> Iterator[ProseJudgement]:
        for number in self.prose.figures:
            if not number.indefinite:
                yield self._judge(number)

    def _judge(self, number: Mention) -> ProseJudgement:
        claim = self._claim(number)
        same = [*self.stated.same(number), *self._signed(number)]
        ranked = sorted(same, key=lambda mention: self.evidence.rank(claim, mention), reverse=True)
        outcomes = []
        for mention in ranked:
            outcomes.append(self._compared(number, claim, mention))
            if outcomes[-1].verdict == "verified":
                return outcomes[-1]
        best = min(outcomes, key=lambda outcome: _GRAVITY.get(outcome.verdict, _GRAVEST), default=None)
        return best or self._without_mention(number, claim)

    def _signed(self, number: Mention) -> Iterator[Mention]:
        """The cells of a table that state a decrease with a sign: -11.2 for 下降11.2%."""
        if number.value is None or number.value <= 0 or self.prose.context.direction(number) != "decrease":
            return
        turned = replace(number, value=-number.value)
        for mention in self.stated.same(turned):
            if mention.table and mention.table.direction == "decrease" and units.same(number.unit, mention.unit):
                yield mention

    def _claim(self, number: Mention) -> Claim:
        return Claim(number.value, number.low, number.high, number.unit, number.qualifier, number.noun or "")

    def _compared(self, number: Mention, claim: Claim, mention: Mention) -> ProseJudgement:
        judged = self._by_noun(number, claim, mention)
        if judged.verdict in {"misattributed", "unit_mismatch"}:
            return self._outcome(number, judged.verdict, mention, self._because(number, judged.why))
        turned, other = self._turned(number, mention), self._other_status(number, mention)
        if turned or other:
            verdict: ProseVerdict = "direction_mismatch" if turned else "status_mismatch"
            return self._outcome(number, verdict, mention, turned or other)
        if judged.verdict == "qualifier_mismatch":
            return self._outcome(number, "qualifier_mismatch", mention, self._because(number, judged.why))
        return self._outcome(number, "verified", mention)

    def _by_noun(self, number: Mention, claim: Claim, mention: Mention) -> Judgement:
        """The verdict of the rules for figures; another noun is one only where the words before it fit no better."""
        place = Span(mention.text_start, mention.text_end)
        same_amount = claim._replace(unit=mention.unit) if value_of(number) != value_of(mention) else claim
        judged = self.evidence.compare(same_amount, mention, place)
        if judged.verdict != "misattributed":
            return judged
        words = self._words(number)
        alike = self._counts_alike(number, mention) or _plain(mention.noun) in {_plain(claim.subject), _plain(words)}
        subject = mention.noun or "" if alike else words
        return self.evidence.compare(same_amount._replace(subject=subject), mention, place) if subject else judged

    def _counts_alike(self, number: Mention, mention: Mention) -> bool:
        """Whether what a number of Text counts follows both: 两个|县诊治患者, 两个|县的4个镇."""
        noun = bare(_BRACKETED.split(fold(mention.noun or ""))[0]).rstrip("的")
        pair = ((self.prose.scan, number), (self.evidence.scan, mention))
        return bool(noun) and all(_following(*place).startswith(noun) for place in pair)

    def _words(self, number: Mention) -> str:
        """The words between the start of a list item, or the number before, and a number: 整改隐患|3654处."""
        folded = self.prose.scan.text.folded
        place = bisect_left(self.prose.figures, number.text_start, key=lambda figure: figure.text_start)
        before = self.prose.figures[place - 1].text_end if place else 0
        start = max(before, number.text_start - _LONGEST, segments(folded).start("item", number.text_start))
        words = bare(folded[start : number.text_start])
        return words if bare(number.noun) in words else ""

    def _turned(self, number: Mention, mention: Mention) -> Message | None:
        claimed, stated = self.prose.context.direction(number), self.evidence.analysis.context.direction(mention)
        if claimed is None or stated is None or claimed == stated:
            return None
        words = {"surface": number.surface, "claimed": claimed, "stated": stated, "other": mention.surface}
        return message("summary_mismatch.direction", **words)

    def _other_status(self, number: Mention, mention: Mention) -> Message | None:
        claimed, stated = _status(self.prose, number), _status(self.evidence.analysis, mention)
        if claimed is None or stated is None or claimed == stated or "actual" not in {claimed, stated}:
            return None
        words = {"surface": number.surface, "claimed": claimed, "stated": stated, "other": mention.surface}
        return message("summary_mismatch.status", **words)

    def _without_mention(self, number: Mention, claim: Claim) -> ProseJudgement:
        """The verdict on a number whose value no figure has: one that the rules hold for a name is let pass."""
        if number.value in grouped_digits(self.evidence.scan.text.folded):
            return self._outcome(number, "verified", None)
        for other in self.stated.others(number):
            if other.role in {"name", "ordinal"} or units.kind(number.unit) == "time":
                return self._outcome(number, "verified", other)
        rounded = self._rounded(number, claim)
        if rounded is not None:
            why = message("summary_number_rounded", surface=number.surface, other=rounded.surface)
            return self._outcome(number, "rounded", rounded, why)
        why = message("summary_number_unsupported", surface=number.surface)
        return self._outcome(number, "unsupported", None, why)

    def _rounded(self, number: Mention, claim: Claim) -> Mention | None:
        """The figure that rounds to a number: of its unit, what it may count, within half a step of its last digit."""
        near = self.stated.near(number, _step(number) / 2)
        return next((m for m in near if self.evidence.attribution.beside(claim.subject, m) >= _FITS), None)

    def _because(self, number: Mention, why: Message | None) -> Message:
        return message("summary_mismatch", surface=number.surface, why=why)

    def _outcome(
        self, number: Mention, verdict: ProseVerdict, mention: Mention | None, why: Message | None = None
    ) -> ProseJudgement:
        return ProseJudgement(Span(number.text_start, number.text_end), number.surface, verdict, mention, why)


def _status(analysis: Analysis, mention: Mention) -> FactStatus | None:
    """The status that words tell of a figure."""
    facts = analysis.context.facts(mention)
    return facts.status if "status" in facts.stated else None


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


def _step(number: Mention) -> float:
    """The place of the last digit that a number gives: 2.3万, 1000; 0 where it gives none."""
    read = [quantity for quantity in quantities.read(fold(number.surface)) if quantity.value is not None]
    return float(read[0].step) if read else 0.0
