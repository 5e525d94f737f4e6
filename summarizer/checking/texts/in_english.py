"""In English: the numbers of the English sentences of a text, judged against a source in Chinese.

No nouns are compared across languages: figures (`english_figures`) by value, unit and counter, by what words tell on both
sides, and by the figures beside them; dates (`english_timed`) by ISO 8601; labels (`english_labelled`) by their numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from summarizer.checking.texts.english_claims import EnglishText
from summarizer.checking.texts.english_figures import EnglishFigures
from summarizer.checking.texts.english_labelled import EnglishLabelled
from summarizer.checking.texts.english_timed import EnglishTimed
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.checking.texts.text_source import Source
from summarizer.models import Mention
from summarizer.scanning.english.english_reader import read_english
from summarizer.scanning.english.stretches import english_spans

_JOINED = re.compile(r"\s?[:–—-]\s?")


def english_judgements(text: str, source: Source) -> tuple[TextJudgement, ...]:
    """The judgements on the numbers of the English sentences of a text, in their order; none where it has no such sentence."""
    if not english_spans(text):
        return ()
    published = source.scan.published
    reading = read_english(text, published.iso if published else None)
    return tuple(EnglishJury(EnglishText(text, reading), source).judgements())


@dataclass(frozen=True, eq=False)
class EnglishJury:
    """An English text on one side, a source on the other."""

    text: EnglishText
    source: Source

    def judgements(self) -> Iterator[TextJudgement]:
        """A judgement on each number of the text, in its order."""
        numbers, claims = self.text.reading.numbers, iter(self.text.claims)
        end = -1
        for number, following in zip_longest(numbers, numbers[1:]):
            mention = number.mention
            claim = next(claims) if mention.role == "figure" else None
            if mention.start < end:
                continue
            if following is not None and self._is_score(mention, following.mention):
                end = following.mention.end
                yield self._labelled.score(mention, following.mention)
                continue
            found = self._figures.judge(claim) if claim else self._other(mention)
            if found is not None:
                yield found

    def _is_score(self, mention: Mention, following: Mention) -> bool:
        """Whether two bare numbers are joined: 82-75, 6:4."""
        plain = all(
            each.role in {"name", "figure"} and each.value is not None and each.surface.isdecimal()
            for each in (mention, following)
        )
        return plain and _JOINED.fullmatch(self.text.folded, mention.end, following.start) is not None

    def _other(self, mention: Mention) -> TextJudgement | None:
        return self._timed.judge(mention) if mention.role in {"date", "time"} else self._labelled.judge(mention)

    @cached_property
    def _figures(self) -> EnglishFigures:
        return EnglishFigures(self.text, self.source)

    @cached_property
    def _timed(self) -> EnglishTimed:
        return EnglishTimed(self.text, self.source)

    @cached_property
    def _labelled(self) -> EnglishLabelled:
        return EnglishLabelled(self.text, self.source)
