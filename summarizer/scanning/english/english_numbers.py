"""English numbers: each number of an English text, with its mention, the units that it may have in Chinese, its facts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summarizer.models import DateMention, Mention, Number, Role, Span
from summarizer.scanning.english import english_amounts, english_facts, english_roles
from summarizer.scanning.english.english_amounts import EnglishAmount
from summarizer.scanning.english.english_labels import EnglishLabel
from summarizer.scanning.english.english_number_words import is_number_word
from summarizer.scanning.english.english_numeral import whole
from summarizer.scanning.english.english_tokens import TokenText
from summarizer.scanning.facts.fact_types import Facts
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.qualifiers import plain
from summarizer.scanning.numbers.surroundings import Spans

_COUNTS = frozenset({"count", "noun", "rank"})
_BETWEEN_ENDS = 8
_BETWEEN = frozenset({",", "and", "or"})


@dataclass(frozen=True, slots=True)
class EnglishNumber:
    """A number of an English text as a mention, with what Chinese may call its unit.

    `counters` are further units in which Chinese may tell it (people: 人, and 名 位 …). `step` is the place of the last
    digit that it gives, 0 where it gives none. `facts` are those that words tell; None where it is no figure.
    """

    mention: Mention
    counters: tuple[str, ...] = ()
    step: Number = 0
    facts: Facts | None = None

    def fits(self, unit: str | None) -> bool:
        """Whether a Chinese figure with this unit may be the same number, without conversion.

        True for the same unit, for a counter of what is counted, and, where it is not known what is counted, for all
        counters and for none.
        """
        own = self.mention.unit
        if own is None:
            return unit is None or units.kind(unit) in _COUNTS
        if unit is None:
            return units.kind(own) in _COUNTS
        return any(units.same(unit, other) for other in (own, *self.counters))


class _Read(NamedTuple):
    """An amount and its role."""

    amount: EnglishAmount
    role: Role


def numbers(
    content: str, text: TokenText, dates: Sequence[DateMention], labels: Sequence[EnglishLabel]
) -> tuple[EnglishNumber, ...]:
    """The numbers of a text in order: amounts, scores and labels, and the dates and times given."""
    known = [*(Span(date.start, date.end) for date in dates), *(Span(label.start, label.end) for label in labels)]
    read = _with_shared_units(text, list(_read(text, Spans(known))))
    facts = iter(english_facts.facts(text.folded, [amount for amount, role in read if role == "figure"]))
    found = [_number(content, amount, role, next(facts) if role == "figure" else None) for amount, role in read]
    found += [EnglishNumber(_labelled(content, label)) for label in labels]
    found += [EnglishNumber(_dated(date)) for date in dates]
    return tuple(sorted(found, key=lambda number: number.mention.start))


def _read(text: TokenText, known: Spans) -> Iterator[_Read]:
    """The amounts and scores outside of dates and labels."""
    index, floor, count = 0, 0, text.count
    while index < count:
        token = text.at(index)
        if known.overlap(token.start, token.end):
            index = floor = index + 1
            continue
        found = list(_at(text, index, floor)) if is_number_word(token) else []
        free = [read for read in found if not known.overlap(read.amount.start, read.amount.end)]
        yield from free
        index = max([index + 1, *(read.amount.last for read in free)])
        floor = index if free else floor


def _at(text: TokenText, index: int, floor: int) -> Iterator[_Read]:
    """The amount that begins at a token, or the two numbers of a score."""
    score = english_roles.score(text, index)
    if score is not None:
        for place in (index, index + 2):
            yield _Read(english_amounts.plain_amount(text, place), "name")
        return
    amount = english_amounts.amount(text, index, floor)
    role = english_roles.role(text, amount) if amount else None
    if amount is not None and role is not None:
        yield _Read(amount, role)


def _with_shared_units(text: TokenText, read: list[_Read]) -> list[_Read]:
    """The numbers with the units that they share with others.

    In a list each has that of the last: 200, 300 and 450 mu; 3, 4 and 5 million yuan. So have both ends of a change: from
    2,860 yuan in 2010 to 23,100, from 110 to 150 yuan.
    """
    for place in range(1, len(read)):
        (amount, role), (previous, _) = read[place], read[place - 1]
        if amount.unit is None and previous.unit is not None and _is_moved(text, previous, amount):
            read[place] = _Read(amount._replace(unit=previous.unit), role)
    for place in range(len(read) - 2, -1, -1):
        (amount, role), (following, _) = read[place], read[place + 1]
        if amount.unit is None and following.unit is not None and _is_listed(text, amount, following):
            read[place] = _Read(_shared(amount, following), role)
    return read


def _is_moved(text: TokenText, previous: EnglishAmount, amount: EnglishAmount) -> bool:
    """Whether a change is told from a number with a unit to one without."""
    between = [text.word(index) for index in range(previous.last, amount.first)]
    is_near = len(between) <= _BETWEEN_ENDS and "." not in between
    return text.word(previous.first - 1) == "from" and between[-1:] == ["to"] and is_near


def _is_listed(text: TokenText, amount: EnglishAmount, following: EnglishAmount) -> bool:
    if amount.parts or following.parts:
        return False
    between = [text.word(index) for index in range(amount.last, following.first)]
    if between == ["to"]:
        return text.word(amount.first - 1) == "from"
    return len(between) in {1, 2} and set(between) <= _BETWEEN


def _shared(amount: EnglishAmount, following: EnglishAmount) -> EnglishAmount:
    """The amount with the unit of the next, and its scale where its own number is as small."""
    amount = amount._replace(unit=following.unit)
    value, other = amount.value, following.value
    if amount.scale > 1 or following.scale == 1 or value is None or other is None or value > 1000:
        return amount
    scaled = [None if bound is None else whole(bound * following.scale) for bound in (value, amount.low, amount.high)]
    return amount._replace(
        value=scaled[0], low=scaled[1], high=scaled[2], step=amount.step * following.scale, scale=following.scale
    )


def _number(content: str, amount: EnglishAmount, role: Role, facts: Facts | None) -> EnglishNumber:
    start, end, unit = amount.start, amount.end, amount.unit
    values = plain(amount.value), plain(amount.low), plain(amount.high)
    name = unit.unit if unit else None
    mention = Mention(
        start, end, content[start:end], start, end, *values, name, amount.qualifier, role, parts=amount.parts
    )
    return EnglishNumber(mention, unit.counters if unit else (), plain(amount.step) or 0, facts)


def _labelled(content: str, label: EnglishLabel) -> Mention:
    start, end, value = label.start, label.end, label.value
    return Mention(start, end, content[start:end], start, end, value, value, value, None, None, label.role)


def _dated(date: DateMention) -> Mention:
    return Mention(
        date.start, date.end, date.surface, date.start, date.end, None, None, None, None, None, role=date.kind
    )
