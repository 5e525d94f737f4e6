"""The English reader: every number, date and time of the English sentences of a text, in the terms of the Chinese reader.

    read = read_english("The county built more than 12 schools in 2023.", published="2024-03-05")
    read.numbers[0].mention      more than 12 schools: value 12, low 12, high None, unit 所, qualifier 超过, role figure
    read.numbers[0].facts        status, direction … as far as words tell them
    read.dates[0]                2023

A `Mention` has what it has of a Chinese text: value with its multiplier, low and high, unit and qualifier in Simplified
Chinese, role. Nouns are left out, as no noun is compared across languages.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.folding import fold, fold_quotes
from summarizer.models import DateMention, Mention, Span
from summarizer.scanning.english import english_date_forms, english_labels, english_numbers, english_roles
from summarizer.scanning.english.english_date_forms import EnglishForm
from summarizer.scanning.english.english_dates import EnglishDates
from summarizer.scanning.english.english_numbers import EnglishNumber
from summarizer.scanning.english.english_tokens import TokenText
from summarizer.scanning.english.stretches import english_spans
from summarizer.scanning.numbers.surroundings import Spans


@dataclass(frozen=True)
class EnglishReading:
    """All numbers, dates and times of the English sentences of a text, in order; numbers do not overlap."""

    numbers: tuple[EnglishNumber, ...]
    dates: tuple[DateMention, ...]

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The numbers as mentions, those of dates and times included."""
        return tuple(number.mention for number in self.numbers)


def read_english(text: str, published: str | None = None) -> EnglishReading:
    """Read the English sentences of a text.

    `published` is the day, month or year of publication in ISO 8601, for years that the text leaves out; one without a
    year (--03-05) is as none. Spans count the code points of `text`. Takes time linear in its length; raises nothing.
    """
    tokens = TokenText(_only_english(text))
    forms = list(_forms(tokens))
    known = published if published and published[:4].isdecimal() else None
    dates = tuple(EnglishDates(text, tokens.folded, known).mentions(forms))
    dated = Spans([Span(form.start, form.end) for form in forms])
    labels = [label for label in english_labels.find(tokens) if not dated.overlap(label.start, label.end)]
    numbered = [date for form, date in zip(forms, dates, strict=True) if form.is_numbered]
    return EnglishReading(english_numbers.numbers(text, tokens, numbered, labels), dates)


def _only_english(text: str) -> str:
    """The folded text with blanks in the place of all that is not English."""
    folded = fold_quotes(fold(text))
    parts, end = [], 0
    for span in english_spans(text):
        parts += [" " * (span.start - end), folded[span.start : span.end]]
        end = span.end
    return "".join([*parts, " " * (len(folded) - end)])


def _forms(text: TokenText) -> Iterator[EnglishForm]:
    """The forms of dates, without four digits that are a count."""
    for form in english_date_forms.find(text.folded):
        if form.reading != "year" or english_roles.is_year(text, text.index_at(form.start)):
            yield form
