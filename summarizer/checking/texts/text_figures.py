"""Text figures: the numbers of a text that count or measure something.

Of the numbers of the source with the same value, or the same amount in another unit, those whose words are most alike
are compared. One is supported unless one of these holds, the first that applies:

    misattributed        in its sentence it counts another noun; or another number of that unit has much likelier words
    unit_mismatch        its unit is another
    status_mismatch …    text and source say different things of it: `checking/meaning`
    period_mismatch, place_mismatch   … of another time, of another place
    qualifier_mismatch   1500余 given as 近1500

Where no number has the value, restatements and derivations are tried; else the number with the likeliest words is what
it should be.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from summarizer.checking.grouped_digits import grouped_digits
from summarizer.checking.held import held_numbers
from summarizer.checking.meaning import differences
from summarizer.checking.texts.derived import Derived
from summarizer.checking.texts.likeness import MOST, Surrounded
from summarizer.checking.texts.nouns_alike import NounsAlike
from summarizer.checking.texts.restated import Restated
from summarizer.checking.texts.statements import Statement
from summarizer.checking.texts.telling import claim_of, figure_of, is_former, other_period, place_of, turned_aspect
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.checking.texts.text_source import Source
from summarizer.checking.verdicts import Judgement
from summarizer.errors import Message
from summarizer.folding import fold
from summarizer.models import Mention, Span
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import fit
from summarizer.scanning.numbers import units

MARGIN = 0.22
"""By so much more alike are another number's words than those of the number with the value: so are 1 % of true ones."""
_OPEN = frozenset({"unit_mismatch", "qualifier_mismatch"})  # a number of this value that may be another
_UNLIKE = 0.1
_TIED = 0.45  # a number whose words are as alike as this is what the text should say
_SAME_HEAD, _OTHER_NOUN = 0.95, 0.5
_MANY = 128  # so many numbers of one unit are compared by their words
_MOST = 12  # so many numbers of one value are compared


@dataclass(frozen=True)
class TextFigures:
    """The figures of a text on one side, a source on the other."""

    text: Analysis
    source: Source

    def judge(self, statement: Statement) -> TextJudgement:
        """The judgement on a figure of the text."""
        number = statement.mention
        same = self._same(number)
        if len(same) > 1:
            same.sort(key=lambda mention: -self._likeness(number, mention))
        best = _sound(self._compared(statement, mention) for mention in same[:_MOST])
        if best is not None and best.how not in _OPEN:
            return best
        return self._otherwise(statement) or self._of_none(statement, best)

    def _of_none(self, statement: Statement, best: TextJudgement | None) -> TextJudgement:
        """The judgement on a number that no figure has; one with its value and another unit may have it by chance."""
        if best is not None and best.how != "unit_mismatch":
            return best
        unmatched = self._unmatched(statement)
        return unmatched if best is None or unmatched.verdict == "contradicted" else best

    def _otherwise(self, statement: Statement) -> TextJudgement | None:
        """The judgement on a number that the source may tell in other words, or that can be computed from its numbers."""
        restated = self._restated.judge(statement)
        if restated is None or restated.flagged:
            return restated or self._derived.judge(statement)
        mention = next(m for m in self.source.analysis.figures if self.source.raw(m) == restated.source_span)
        other = self._likelier(mention, statement.mention)
        return self._instead(statement, other) if other else restated

    @cached_property
    def _restated(self) -> Restated:
        return Restated(self.text, self.source.analysis)

    @cached_property
    def _derived(self) -> Derived:
        return Derived(self.text, self.source.analysis)

    @cached_property
    def _surrounded(self) -> Surrounded:
        return Surrounded(self.text, self.text.figures)

    def _likeness(self, number: Mention, mention: Mention) -> float:
        """How alike the words around a number of the text and one of the source are."""
        return self.source.surrounded.likeness(self._surrounded.around(number), mention)

    def _same(self, number: Mention) -> list[Mention]:
        """The numbers of the source with the value or the amount of one of the text."""
        return [*self.source.values.same(number), *self._signed(number)]

    def _signed(self, number: Mention) -> Iterator[Mention]:
        """The cells of a table that state a decrease with a sign: -11.2 for 下降11.2%."""
        if number.value is None or number.value <= 0 or self.text.context.direction(number) != "decrease":
            return
        for mention in self.source.values.same(number._replace(value=-number.value)):
            if mention.table and mention.table.direction == "decrease" and units.same(number.unit, mention.unit):
                yield mention

    def _compared(self, statement: Statement, mention: Mention) -> TextJudgement:
        """The judgement on a figure that rests on a number of the source."""
        number = statement.mention
        judged = self._nouns.compare(number, mention)
        if (
            judged.why is not None
            and judged.verdict != "qualifier_mismatch"
            and self._is_sound(number, mention, judged)
        ):
            return self._contradicted(statement, judged.rival or mention, judged.why)
        other = self._likelier(mention, number)
        if other is not None:
            why = message(
                "misattributed.other_unnamed", surface=mention.surface, subject=number.noun or "–", other=other.surface
            )
            return self._contradicted(statement, other, why)
        for why in self._differences(number, mention):
            return self._contradicted(statement, mention, why)
        if judged.verdict == "qualifier_mismatch" and judged.why is not None:
            return self._contradicted(statement, mention, judged.why)
        return statement.judged("supported", source_span=self.source.raw(mention))

    def _is_sound(self, number: Mention, mention: Mention, judged: Judgement) -> bool:
        """Whether a rival that the sentence names has words more alike than the number, and is of the text's aspect."""
        rival = judged.rival
        if rival is None:
            return True
        is_likelier = self._likeness(number, rival) > max(_UNLIKE, self._likeness(number, mention))
        return is_likelier and not self._is_of_other_aspect(number, mention, rival)

    def _is_of_other_aspect(self, number: Mention, mention: Mention, rival: Mention) -> bool:
        """Whether the text's number is a level or a change as a number of the source is, and its rival is the other."""
        stated, claimed = self.source.analysis.context, self.text.context.told(number).aspect
        return stated.facts(mention).aspect == claimed != stated.facts(rival).aspect

    @cached_property
    def _nouns(self) -> NounsAlike:
        return NounsAlike(self.text, self.source)

    def _likelier(self, mention: Mention, number: Mention) -> Mention | None:
        """A number of the same unit whose words are much more alike than those of a mention."""
        rivals = [] if self._nouns.counts_alike(number, mention) else self._rivals(number)
        bound = self._likeness(number, mention) + MARGIN if rivals else MOST
        if bound >= MOST:
            return None
        named = fit(number.noun, mention.noun) >= _SAME_HEAD
        others = (
            other
            for other in rivals
            if other is not mention and not (named and fit(number.noun, other.noun) < _OTHER_NOUN)
        )
        likeliest = max(others, key=lambda other: self._likeness(number, other), default=None)
        if likeliest is None or self._likeness(number, likeliest) <= bound:
            return None
        return None if self._is_of_other_aspect(number, mention, likeliest) else likeliest

    def _rivals(self, number: Mention) -> list[Mention]:
        """The numbers of the source that a number could be instead: of its unit, of another value; of many, the likeliest."""
        same = {mention.text_start for mention in self.source.values.same(number)}
        alike = self.source.by_unit.get(units.base(number.unit), [])
        if len(alike) > _MANY:
            alike = self.source.surrounded.sharing(self._surrounded.around(number), _MANY)
        rivals = (mention for mention in alike if mention.text_start not in same and not _is_article(mention))
        return [mention for mention in rivals if units.same(mention.unit, number.unit)]

    def _differences(self, number: Mention, mention: Mention) -> Iterator[Message]:
        """What the text says of its number and the source otherwise."""
        context, figure = self.source.analysis.context, figure_of(self.text, number)
        claimed, stated = figure.direction, context.direction(mention) if figure.direction else None
        if claimed and stated and claimed != stated and not context.is_either_way(mention):
            yield message("direction_mismatch", claimed=claimed, stated=stated)
        yield from differences(figure, mention, context)
        turned = turned_aspect(self.text, number, self.source.analysis, mention)
        if turned is not None:
            yield turned
        if is_former(self.text, number, self.source.analysis, mention):
            yield message("aspect_mismatch.old", surface=mention.surface)
        period = other_period(self.text, number, self.source.analysis, mention)
        if period:
            yield message("period_mismatch", claimed=period)
        place = place_of(self.text, number)
        if place and context.place_agreement(mention, place) == "differs":
            yield message("place_mismatch", claimed=place)

    def _unmatched(self, statement: Statement) -> TextJudgement:
        """The judgement on a figure whose value no figure of the source has."""
        number = statement.mention
        spans = grouped_digits(self.source.scan.text.folded).get(int(number.value)) if number.value else None
        if spans:
            return statement.judged("supported", source_span=self.source.scan.text.raw_span(*spans[0]))
        held = self._held(number)
        if held is not None:
            return statement.judged("supported", source_span=self.source.raw(held))
        tied = max(self._rivals(number), key=lambda other: self._likeness(number, other), default=None)
        if tied is not None and self._likeness(number, tied) > _TIED and not self._derived.has_cue(number):
            return self._instead(statement, tied)
        return statement.judged("not_stated", why=message("summary_number_unsupported", surface=number.surface))

    def _instead(self, statement: Statement, other: Mention) -> TextJudgement:
        """The judgement on a number where the source has another one."""
        why = message("text_number.other", surface=statement.surface, other=other.surface)
        return self._contradicted(statement, other, why)

    def _held(self, number: Mention) -> Mention | None:
        """A number of the source with the value and unit that is a name or a span of time there."""
        scan = self.source.scan
        whole = Span(0, len(scan.text.folded))
        return next((held for _, held in held_numbers(scan, [whole], claim_of(number))), None)

    def _contradicted(self, statement: Statement, mention: Mention, why: Message) -> TextJudgement:
        how = why.key.partition(".")[0]
        return statement.judged("contradicted", how=how, source_span=self.source.raw(mention), why=why)


def _sound(judged: Iterator[TextJudgement]) -> TextJudgement | None:
    """The first judgement that is not flagged; else the first one."""
    first = next(judged, None)
    if first is None or not first.flagged:
        return first
    return next((judgement for judgement in judged if not judgement.flagged), first)


def _is_article(mention: Mention) -> bool:
    """Whether a number is but an article: 一个网格."""
    return mention.value == 1 and fold(mention.surface).startswith("一")
