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
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from summarizer.checking import statuses
from summarizer.checking.record import Severity
from summarizer.checking.verdicts import MOST_RANKED, Claim, Evidence, Judgement, evidence_of
from summarizer.folding import fold
from summarizer.models import Mention, Number, Span
from summarizer.resources import Message, message
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
_FITS = 0.3  # below it a subject has nothing in common with what a number counts
_DIGITS = 12
_LONGEST = 16
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


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
    return tuple(_Jury(analysis_of(prose), evidence_of(analysis), _by_value(analysis)).judgements())


@lru_cache(maxsize=32)
def analysis_of(prose: str) -> Analysis:
    """The analysis of prose, kept while a document's drafts are checked: patches leave the summary as it is."""
    return Analysis(scan_prose(prose))


class _ByValue(NamedTuple):
    """The mentions of a document by their value: those that are figures, and all others."""

    figures: dict[tuple[str, ...], list[Mention]]
    others: dict[tuple[str, ...], list[Mention]]
    by_unit: dict[str, list[Mention]]


@lru_cache(maxsize=4)
def _by_value(analysis: Analysis) -> _ByValue:
    found = _ByValue(defaultdict(list), defaultdict(list), defaultdict(list))
    for mention in analysis.scan.mentions:
        if mention.role == "figure":
            found.figures[_key(mention)].append(mention)
            found.by_unit[units.base(mention.unit)].append(mention)
        elif mention.role in {"date", "time"}:
            for quantity in quantities.read(analysis.scan.text.folded[mention.text_start : mention.text_end]):
                if quantity.value is not None:
                    found.others[(_shown(float(quantity.value)),)].append(mention)
        else:
            found.others[_key(mention)].append(mention)
    return found


def _key(mention: Mention) -> tuple[str, ...]:
    """What mentions of one value share: the number, both ends of a range, the numbers of a ratio."""
    if mention.value is not None:
        return (_shown(mention.value),)
    if mention.unit == "比":
        return ("比", *_NUMBER.findall(fold(mention.surface)))
    return (_shown(mention.low), _shown(mention.high))


def _shown(number: Number | None) -> str:
    return "" if number is None else f"{number:.{_DIGITS}g}"


@dataclass(frozen=True)
class _Jury:
    """Prose on one side, the evidence of a document on the other."""

    prose: Analysis
    evidence: Evidence
    stated: _ByValue

    def judgements(self) -> Iterator[ProseJudgement]:
        for number in self.prose.figures:
            if not number.indefinite:
                yield self._judge(number)

    def _judge(self, number: Mention) -> ProseJudgement:
        claim = self._claim(number)
        same = [*self.stated.figures.get(_key(number), ()), *self._converted(number)]
        ranked = sorted(same, key=lambda mention: self.evidence.rank(claim, mention), reverse=True)[:MOST_RANKED]
        outcomes = (self._compared(number, claim, mention) for mention in ranked)
        best = min(outcomes, key=lambda outcome: _GRAVITY.get(outcome.verdict, _GRAVEST), default=None)
        return best or self._without_mention(number, claim)

    def _claim(self, number: Mention) -> Claim:
        return Claim(number.value, number.low, number.high, number.unit, number.qualifier, number.noun or "")

    def _converted(self, number: Mention) -> Iterator[Mention]:
        """Figures of the same amount in another unit of its kind: 1.5万亩, 1000公顷."""
        if number.value is None or number.unit is None or units.kind(number.unit) != "measure":
            return
        for mention in self.stated.by_unit.get(units.base(number.unit), ()):
            if mention.value is not None and mention.unit is not None and mention.unit != number.unit:
                amount = units.convert(mention.value, mention.unit, number.unit)
                if _shown(amount) == _shown(number.value):
                    yield mention

    def _compared(self, number: Mention, claim: Claim, mention: Mention) -> ProseJudgement:
        judged = self._by_noun(number, claim, mention)
        if judged.verdict in {"misattributed", "unit_mismatch"}:
            return self._outcome(number, judged.verdict, mention, self._because(number, judged.why))
        turned = self._turned(number, mention) or self._other_status(number, mention)
        if turned is not None:
            verdict: ProseVerdict = "direction_mismatch" if "stated" in turned.params else "status_mismatch"
            return self._outcome(number, verdict, mention, turned)
        if judged.verdict == "qualifier_mismatch":
            return self._outcome(number, "qualifier_mismatch", mention, self._because(number, judged.why))
        return self._outcome(number, "verified", mention)

    def _by_noun(self, number: Mention, claim: Claim, mention: Mention) -> Judgement:
        """The verdict of the rules for figures; another noun is one only where the words before it fit no better."""
        place = Span(mention.text_start, mention.text_end)
        same_amount = claim._replace(unit=mention.unit) if _key(number) != _key(mention) else claim
        judged = self.evidence.compare(same_amount, mention, place)
        if judged.verdict != "misattributed":
            return judged
        words = self._words(number)
        alike = _plain(mention.noun) in {_plain(claim.subject), _plain(words)}
        subject = mention.noun or "" if alike else words
        return self.evidence.compare(same_amount._replace(subject=subject), mention, place) if subject else judged

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
        said = {"surface": number.surface, "claimed": claimed, "stated": stated, "other": mention.surface}
        return message("summary_mismatch.direction", **said)

    def _other_status(self, number: Mention, mention: Mention) -> Message | None:
        claimed = statuses.status(self.prose.scan.text.folded, number)
        stated = statuses.status(self.evidence.scan.text.folded, mention)
        if claimed is None or stated is None or claimed == stated:
            return None
        return message(f"summary_mismatch.{stated}", surface=number.surface, other=mention.surface)

    def _without_mention(self, number: Mention, claim: Claim) -> ProseJudgement:
        """The verdict on a number whose value no figure has: one that the rules hold for a name is let pass."""
        for other in self.stated.others.get(_key(number), ()):
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
        step = _step(number)
        near = [m for m in self._of_unit(number) if abs((m.value or 0) - (number.value or 0)) <= step / 2]
        fitting = (m for m in near[:MOST_RANKED] if self.evidence.naming.score(claim.subject, m) >= _FITS)
        return next(fitting, None)

    def _of_unit(self, number: Mention) -> Sequence[Mention]:
        alike = self.stated.by_unit.get(units.base(number.unit), ()) if number.value is not None else ()
        return [mention for mention in alike if mention.value is not None and units.same(mention.unit, number.unit)]

    def _because(self, number: Mention, why: Message | None) -> Message:
        return message("summary_mismatch", surface=number.surface, why=why)

    def _outcome(
        self, number: Mention, verdict: ProseVerdict, mention: Mention | None, why: Message | None = None
    ) -> ProseJudgement:
        return ProseJudgement(Span(number.text_start, number.text_end), number.surface, verdict, mention, why)


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
