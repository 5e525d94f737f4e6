"""English figures: the judgement on each figure of an English text.

supported      a figure of the source has its value, in its unit or counter and in whatever scale
equivalent     … in another unit, rounded, cut off, as a share in other words, with a weaker qualifier
derived        it can be computed from figures of the source: `english_derived`
contradicted   the source tells the number otherwise (`english_meaning`), with another qualifier or unit, of another
               subject (`english_order`), or has another number between those that the text tells beside it
not_stated     else
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from summarizer.checking.texts.dimensions import MULTIPLE, ends
from summarizer.checking.texts.english_claims import EnglishClaim, EnglishText
from summarizer.checking.texts.english_derived import EnglishDerived
from summarizer.checking.texts.english_matches import EnglishMatch, EnglishMatches, Stated, digits_of
from summarizer.checking.texts.english_order import exchanged
from summarizer.checking.texts.exactness import restating
from summarizer.checking.texts.restated import stated_amounts
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.checking.texts.text_source import Source
from summarizer.errors import Message
from summarizer.models import Mention
from summarizer.resources import message

_HOWS = frozenset({"unit", "share", "rounded", "cut_off", "qualifier"})


@dataclass(frozen=True, eq=False)
class EnglishFigures:
    """The figures of an English text on one side, a source on the other."""

    text: EnglishText
    source: Source

    @cached_property
    def matches(self) -> EnglishMatches:
        return EnglishMatches(self.text, self.source.analysis)

    @cached_property
    def derived(self) -> EnglishDerived:
        return EnglishDerived(self.text, self.source.analysis, self.matches)

    @cached_property
    def exchanged(self) -> Mapping[int, Stated]:
        return exchanged(self.text, self.matches)

    def judge(self, claim: EnglishClaim) -> TextJudgement:
        """The judgement on a figure."""
        match = self.matches.best.get(claim.place)
        if match is not None and match.differs is None:
            other = self.exchanged.get(claim.place)
            return self._instead(claim, other.mention) if other else self._told(claim, match)
        turned = self.matches.flagged(claim)
        is_turned = turned is not None and claim.mention.value == turned.stated.mention.value
        found = None if is_turned else self._range(claim) or self.derived.judge(claim) or self._multiple(claim)
        return found or self._otherwise(claim, match)

    def _told(self, claim: EnglishClaim, match: EnglishMatch) -> TextJudgement:
        mention = match.stated.mention
        if match.how not in _HOWS:
            return claim.statement.judged("supported", source_span=self.source.raw(mention))
        why = message(f"restated.{match.how}", surface=claim.mention.surface, other=mention.surface)
        return claim.statement.judged("equivalent", how=match.how, source_span=self.source.raw(mention), why=why)

    def _otherwise(self, claim: EnglishClaim, match: EnglishMatch | None) -> TextJudgement:
        """The judgement on a figure that is no number of the source, or told of one otherwise."""
        if match is not None and match.differs is not None:
            return self._contradicted(claim, match.stated.mention, match.differs)
        turned = self.matches.flagged(claim)
        if turned is not None:
            mention = turned.stated.mention
            why = message(f"restated.{turned.how}", surface=claim.mention.surface, other=mention.surface)
            return claim.statement.judged(
                "contradicted", how="qualifier", source_span=self.source.raw(mention), why=why
            )
        other = self._of_digits(claim) or self._between(claim)
        if other is not None:
            return self._instead(claim, other)
        return claim.statement.judged(
            "not_stated", why=message("summary_number_unsupported", surface=claim.mention.surface)
        )

    def _contradicted(self, claim: EnglishClaim, mention: Mention, differs: Message) -> TextJudgement:
        why = message("summary_mismatch", surface=claim.mention.surface, why=differs)
        how = differs.key.partition(".")[0]
        return claim.statement.judged("contradicted", how=how, source_span=self.source.raw(mention), why=why)

    def _instead(self, claim: EnglishClaim, mention: Mention) -> TextJudgement:
        why = message("text_number.other", surface=claim.mention.surface, other=mention.surface)
        return claim.statement.judged("contradicted", how="text_number", source_span=self.source.raw(mention), why=why)

    def _range(self, claim: EnglishClaim) -> TextJudgement | None:
        """The judgement on a range: 3 to 5 households for 3—5户; on a ratio by its numbers."""
        mention = claim.mention
        if mention.value is not None:
            return None
        for other in self.source.analysis.figures:
            is_ratio = bool(mention.parts) and set(mention.parts) == set(other.parts)
            if is_ratio or (not mention.parts and ends(other) is not None and self._same_ends(claim, other)):
                return claim.statement.judged("supported", source_span=self.source.raw(other))
        return None

    def _same_ends(self, claim: EnglishClaim, other: Mention) -> bool:
        mine, its = ends(claim.mention), ends(other)
        if claim.number.fits(other.unit):
            return (claim.mention.low, claim.mention.high) == (other.low, other.high)
        return mine is not None and mine == its

    def _multiple(self, claim: EnglishClaim) -> TextJudgement | None:
        """The judgement on doubled, for 翻一番, 增长100% and 是去年的2倍."""
        read = next((each for each in claim.amounts if claim.mention.unit in {"倍", "次"}), None)
        if read is None:
            return None
        read = read._replace(dimension=MULTIPLE)
        for _, figure, stated in stated_amounts(self.source.analysis).multiples_near(read):
            if restating(read, stated) in {"same", "rounded", "cut_off"}:
                why = message("restated.multiple", surface=claim.mention.surface, other=figure.surface)
                return claim.statement.judged(
                    "equivalent", how="multiple", source_span=self.source.raw(figure), why=why
                )
        return None

    def _of_digits(self, claim: EnglishClaim) -> Mention | None:
        """The number of the source with the same digits in another scale or unit: 5.6亿 for 5.6 million, 公里 for metres."""
        value = claim.mention.value
        if not value or claim.digits < 2:  # noqa: PLR2004 - one digit is in any number
            return None
        found = self.matches.stated.by_digits.get(digits_of(value), [])
        return min(found, key=lambda stated: self.matches.distance(claim, stated)).mention if found else None

    def _between(self, claim: EnglishClaim) -> Mention | None:
        """The only number of its dimension between those that the figures before and after tell, which the text tells not."""
        anchors = self.matches.anchors
        before, after = anchors.get(claim.place - 1), anchors.get(claim.place + 1)
        if before is None or after is None or not before.place < after.place:
            return None
        names, known = {read.dimension for read in claim.amounts}, self._known
        between = [each for each in self.matches.stated.after(before) if each.place < after.place]
        found = [each for each in between if each.amount.dimension in names and each.place not in known]
        return found[0].mention if len(found) == 1 else None

    @cached_property
    def _known(self) -> frozenset[int]:
        """The places of the numbers of the source that the text tells."""
        return frozenset(match.stated.place for match in self.matches.best.values())
