"""Topics: whether a figure of the source may count what a number of the text does.

The words of a number are what its sentence says of it: 全县低保对象 of 全县低保对象由5140人降至4685人, for both numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from summarizer.checking.attribution import Attribution
from summarizer.checking.attribution_features import pairs
from summarizer.checking.attribution_topics import LEAST_OWN
from summarizer.checking.attribution_words import NumberWords
from summarizer.checking.claims import Claim
from summarizer.checking.verdicts import Evidence, evidence_of
from summarizer.models import Mention, Span
from summarizer.resources import Message, message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import bare

FITS = 0.3  # below it two topics have nothing in common
FITS_WELL = 0.6
_CLEARLY = 0.1
_FAR = 80
_MARKS = "、,:"


@dataclass(frozen=True)
class Topics:
    """A text on one side, its source on the other."""

    text: Analysis
    source: Analysis
    _contexts: dict[int, str] = field(default_factory=dict)

    @cached_property
    def evidence(self) -> Evidence:
        return evidence_of(self.source)

    def own(self, number: Mention) -> str:
        """The words of a number of the text that name what it counts, bare."""
        return topic_of(evidence_of(self.text).attribution, number)

    def fit(self, number: Mention, figure: Mention) -> float:
        """The share of what a number of the text counts that the source says of a figure."""
        return max(pairs(words, self.context(figure)) for words in (self.own(number), bare(number.noun)))

    def fit_statement(self, number: Mention, figure: Mention) -> float:
        """The share of what a number of the text counts that all of a figure's statement says."""
        folded = self.source.scan.text.folded
        around = self.source.segments.around("statement", Span(figure.text_start, figure.text_end))
        start, end = max(around.start, figure.text_start - _FAR), min(around.end, figure.text_end + _FAR)
        return pairs(
            self.own(number), bare(folded[start : figure.text_start]) + "\x01" + bare(folded[figure.text_end : end])
        )

    def context(self, figure: Mention) -> str:
        """The words of the source that tell what a figure counts: beside it, and beside the one that it continues."""
        known = self._contexts.get(figure.text_start)
        if known is None:
            known = self._contexts[figure.text_start] = context_of(self.evidence.attribution, figure)
        return known

    def is_anothers(self, number: Mention, figure: Mention) -> bool:
        """Whether the words of a number of the text surely name another figure of the sentence, or a denial parts them."""
        claim = Claim(figure.value, figure.low, figure.high, figure.unit, figure.qualifier, self.own(number))
        place = Span(figure.text_start, figure.text_end)
        return self.evidence.compare(claim, figure, place).verdict == "misattributed"

    def fits_better(self, number: Mention, figure: Mention, others: Iterable[Mention]) -> bool:
        """Whether all that the text says before a number names one of other figures more than a figure that may be its own.

        大豆期货收跌，主力合约每吨5600元 is not 白糖期货主力合约每吨5608元 rounded, beside 大豆期货主力合约每吨4351元.
        """
        words = bare(self.text.context.wording(number).stretch)
        least = pairs(words, self.context(figure)) + _CLEARLY
        return any(pairs(words, self.context(other)) > least for other in others if other is not figure)

    def turned(self, number: Mention, figure: Mention) -> Message | None:
        """Why the two differ in direction, where both tell one."""
        claimed, stated = self.text.context.direction(number), self.source.context.direction(figure)
        if claimed is None or stated is None or claimed == stated:
            return None
        words = {"surface": number.surface, "claimed": claimed, "stated": stated, "other": figure.surface}
        return message("summary_mismatch.direction", **words)


def words_of(attribution: Attribution, number: Mention) -> NumberWords:
    """The words around a number."""
    sentence = attribution.sentence(number)
    index = next(i for i, other in enumerate(sentence.numbers) if other.text_start == number.text_start)
    return sentence.words[index]


def topic_of(attribution: Attribution, number: Mention) -> str:
    """The words that name what a number counts; those of the number that it continues, where it has none."""
    words = words_of(attribution, number)
    root = attribution.sentence(number).words[words.root]
    named = (words.own, words.noun, root.own, root.noun, words.right)
    return next((name for each in named if len(name := each.strip(_MARKS)) >= LEAST_OWN), "")


def context_of(attribution: Attribution, figure: Mention) -> str:
    words = words_of(attribution, figure)
    root = attribution.sentence(figure).words[words.root]
    parts = (words.left, words.noun, words.own, words.right, bare(figure.noun))
    return "\x01".join((*parts, *((root.left, root.noun) if root is not words else ())))
