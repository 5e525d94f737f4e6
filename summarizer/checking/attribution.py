"""Attribution: which number of its sentence a subject names.

A subject is in a model's own words, so it need not be literal; what counts is which of the numbers of the sentence it
fits best. A number's likeness to a subject is a weighted sum of `attribution_features`. The number of the claim and the
others have weights of their own, so that words that exclude a subject tell against the claim, and a fitting noun for
another number. `data/attribution.tsv` holds the weights and bounds; `scripts/fit_attribution.py` fits them.

Another number names the subject surely where it is likelier by more than the bound of its unit; from a lower bound on,
the claim has a warning. All subjects of a sentence together are the business of `settling`.
"""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from operator import mul
from typing import NamedTuple

from summarizer.checking.attribution_features import Features, SeenNumber, features, forms, pairs
from summarizer.checking.attribution_words import NumberWords, reach, read_words
from summarizer.checking.denials import is_turned, may_deny
from summarizer.checking.shared_topics import modifies, shares_topic
from summarizer.models import Mention, Scan, Span
from summarizer.resources import table
from summarizer.scanning.grounding import bare
from summarizer.scanning.numbers import spaced, units
from summarizer.scanning.segments import segments

_MOST = 24  # so many numbers on each side are compared
_SAME_UNIT = "SAME"
CONTINUED = "CONTINUED"
"""The margin of a number that the claim's own continues: the topic of both is the subject's."""


class Weights(NamedTuple):
    """What each feature counts for another number and for the claim's own, and the margins by name."""

    other: Features
    own: Features
    margins: dict[str, float]


class Rival(NamedTuple):
    """Another number that a subject names better, by how much, and whether that is sure."""

    mention: Mention
    margin: float
    sure: bool


@dataclass(frozen=True, eq=False)
class Sentence:
    """The numbers of a sentence and, read when they are first asked for, the words around each."""

    folded: str
    span: Span
    numbers: list[Mention]
    places: frozenset[str]  # the bare names of all places of the document

    @cached_property
    def words(self) -> list[NumberWords]:
        return read_words(self.folded, self.numbers, self.span, self.places)

    @cached_property
    def may_hold_denial(self) -> bool:
        start, end = reach(self.numbers, self.span)
        return may_deny(self.folded[start:end])

    @cached_property
    def seen(self) -> list[SeenNumber]:
        """The words around each number, ready to be compared with any subject."""
        return [SeenNumber.of(words) for words in self.words]

    @cached_property
    def _places(self) -> dict[int, int]:
        return {number.text_start: place for place, number in enumerate(self.numbers)}

    def place(self, mention: Mention) -> int | None:
        """Which of the numbers a mention is."""
        return self._places.get(mention.text_start)


@dataclass(frozen=True, eq=False)
class _Fits:
    """How well a subject fits each number of a sentence: as another number, as the claim's own, and on the whole."""

    rows: list[Features]

    def as_other(self, place: int) -> float:
        return _weighed(self.rows[place], weights().other)

    def as_own(self, place: int) -> float:
        return _weighed(self.rows[place], weights().own)

    @cached_property
    def mean(self) -> list[float]:
        return [(self.as_other(place) + self.as_own(place)) / 2 for place in range(len(self.rows))]


@cache
def weights() -> Weights:
    """The rows of `data/attribution.tsv`: features have two columns, margins one."""
    rows = [row for row in table("attribution") if row[2:]]
    return Weights(
        other=Features(**{row[0]: float(row[1]) for row in rows}),
        own=Features(**{row[0]: float(row[2]) for row in rows}),
        margins={row[0]: float(row[1]) for row in table("attribution") if not row[2:]},
    )


@dataclass(frozen=True)
class Attribution:
    """The figures of a document, in order, searched for the one that a subject names."""

    scan: Scan
    figures: Sequence[Mention]
    _sentences: dict[int, Sentence] = field(default_factory=dict)
    _read_sentences: dict[tuple[Span, int, int], Sentence] = field(default_factory=dict)
    _bests: dict[tuple[str, int], Rival | None] = field(default_factory=dict)
    _known_fits: dict[tuple[str, int, int], _Fits] = field(default_factory=dict)

    def score(self, subject: str, mention: Mention, region: str | None = None) -> float:
        """How well a subject, told of a region, names what a mention counts beside the others; below 0 is surely not."""
        best = self._least(subject, mention, region)
        return -best.margin if best else 0.0

    def rival(
        self, subject: str, mention: Mention, region: str | None = None, without: Collection[int] = ()
    ) -> Rival | None:
        """The other number of the sentence that a subject, told of a region, names; None where it may name this one.

        `without` are the starts in Text of numbers that are known to be another subject's.
        """
        best = self._least(subject, mention, region, without)
        return best if best and (best.sure or best.margin > weights().margins["WARNING"]) else None

    def beside(self, subject: str, mention: Mention) -> float:
        """The share of a subject that the words beside a number say."""
        return pairs(bare(subject), self._words(mention).around)

    def denies(self, subject: str, mention: Mention) -> bool:
        """Whether a subject drops or turns a denial of the words beside a number."""
        name, noun = bare(subject), bare(mention.noun)
        may_be_turned = self.sentence(mention).may_hold_denial or may_deny(name) or may_deny(noun)
        return may_be_turned and is_turned(name, self._words(mention).around)

    def inherits(self, mention: Mention) -> bool:
        """Whether a number has no words of its own, and continues one before."""
        words = self._words(mention)
        return words is not self.sentence(mention).words[words.root]

    def _words(self, mention: Mention) -> NumberWords:
        sentence = self.sentence(mention)
        return sentence.words[sentence.place(mention) or 0]

    def exchange_gain(self, subject: str, mention: Mention, its_subject: str, other: Mention) -> float:
        """How much better two subjects of a sentence would fit each the other's number; 0 where they share no sentence."""
        sentence = self.sentence(mention)
        place, its_place = sentence.place(mention), sentence.place(other)
        if place is None or its_place is None or place == its_place:
            return 0.0
        mine, its = self._fits(subject, mention).mean, self._fits(its_subject, mention).mean
        return mine[its_place] + its[place] - mine[place] - its[its_place]

    def placed(self, subject: str, region: str | None, mention: Mention | None = None) -> str:
        """A subject after the place that a claim gives it, where the document names that place, or the words at a mention."""
        place = bare(region)
        if not place or place in bare(subject):
            return subject
        known = place in self._places or (mention is not None and place in self._words(mention).left)
        return place + subject if known else subject

    def describe(self, subject: str, mention: Mention) -> list[Features]:
        """The features of the numbers of a mention's sentence for a subject."""
        return features(forms(subject, self._places), self.sentence(mention).seen, self._places)

    def sentence(self, mention: Mention) -> Sentence:
        """The numbers up to the full stops around a mention, in a table those of its cell."""
        index = bisect_left(self._starts, mention.text_start)
        sentence = self._sentences.get(index)
        if sentence is None:
            sentence = self._sentences[index] = self._read(index)
        return sentence

    def _read(self, index: int) -> Sentence:
        folded, mention = self.scan.text.folded, self.figures[index]
        parts = segments(folded)
        span = Span(parts.start("statement", mention.text_start), parts.end("statement", mention.text_end))
        first = bisect_left(self._starts, span.start, lo=max(0, index - _MOST), hi=index)
        last = bisect_left(self._starts, span.end, lo=index, hi=min(index + _MOST + 1, len(self._starts)))
        numbers = list(self.figures[first:last])
        if mention.table is not None:
            numbers = [number for number in numbers if _share_cell(number, mention)]
        key = (span, numbers[0].text_start, numbers[-1].text_start)
        sentence = self._read_sentences.get(key)
        if sentence is None:
            sentence = self._read_sentences[key] = Sentence(folded, span, numbers, self._places)
        return sentence

    def _fits(self, subject: str, mention: Mention) -> _Fits:
        numbers = self.sentence(mention).numbers
        key = (subject, numbers[0].text_start, numbers[-1].text_start)
        known = self._known_fits.get(key)
        if known is None:
            known = self._known_fits[key] = _Fits(self.describe(subject, mention))
        return known

    def _least(self, subject: str, mention: Mention, region: str | None, without: Collection[int] = ()) -> Rival | None:
        """The likeliest rival with and without the place: a place alone makes no other subject, but tells two apart."""
        best = self._rival(subject, mention, without)
        placed = self.placed(subject, region, mention) if best else subject
        if best is None or placed == subject:
            return best
        beside = self._rival(placed, mention, without)
        return beside if beside and beside.margin < best.margin else best

    def _rival(self, subject: str, mention: Mention, without: Collection[int]) -> Rival | None:
        if without:
            return self._best(subject, mention, without)
        key = (subject, mention.text_start)
        if key not in self._bests:
            self._bests[key] = self._best(subject, mention)
        return self._bests[key]

    def _best(self, subject: str, mention: Mention, without: Collection[int] = ()) -> Rival | None:
        """Of the other numbers of the sentence the likeliest, with its margin over the bound of its unit."""
        sentence = self.sentence(mention)
        place, numbers = sentence.place(mention), sentence.numbers
        others = [i for i, number in enumerate(numbers) if i != place and number.text_start not in without]
        if place is None or not others or not bare(subject):
            return None
        fits, root = self._fits(subject, mention), sentence.words[place].root
        own = fits.as_own(place)
        found = [
            _margin(mention, numbers[other], fits.as_other(other) - own, continued=root == other) for other in others
        ]
        margin = max(found)
        other = others[found.index(margin)]
        sure = margin > 0 and not self._is_in_row(mention) and not _is_shared(subject, sentence, place, other)
        return Rival(numbers[other], margin, sure)

    def _is_in_row(self, mention: Mention) -> bool:
        """Whether blanks alone part a number without a unit from another: a row that lost its heads has no nouns."""
        in_row = spaced.is_in_row(self.scan.text.folded, mention.text_start, mention.text_end)
        return in_row and mention.unit is None and mention.table is None

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.text_start for mention in self.figures]

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(bare(place.surface) for place in self.scan.places)


def _margin(mention: Mention, other: Mention, likelier: float, *, continued: bool) -> float:
    """By how much another number that is so much likelier is over the bound of its unit."""
    relation, margins = relation_of(mention.unit, other.unit), weights().margins
    bound = margins["ERROR" if relation == _SAME_UNIT else "ERROR_OTHER_UNIT"]
    return likelier + margins[relation] - bound + (margins[CONTINUED] if continued else 0.0)


@lru_cache(maxsize=4096)
def relation_of(unit: str | None, other: str | None) -> str:
    """How the unit of another number is to that of a claim's: same, of or to a share, or of what kind."""
    if units.same(unit, other):
        return _SAME_UNIT
    kind = units.kind(unit)
    kinds = {kind, units.kind(other)}
    if "share" in kinds:
        return "OF_SHARE" if kind == "share" else "TO_SHARE"
    if kinds & {"time", "rank"}:
        return "TIME"
    return "MONEY" if "money" in kinds else "MEASURE" if "measure" in kinds else "COUNT"


def _is_shared(subject: str, sentence: Sentence, own: int, other: int) -> bool:
    """Whether a subject names the claim's own number as another one, or that counts nothing."""
    mention, number = sentence.numbers[own], sentence.numbers[other]
    if relation_of(mention.unit, number.unit) != _SAME_UNIT and modifies(number, sentence.words[other]):
        return True
    return shares_topic(subject, sentence.words, own, other)


def _weighed(row: Features, by: Features) -> float:
    likeness: float = sum(map(mul, row, by))
    return likeness


def _share_cell(mention: Mention, other: Mention) -> bool:
    """Whether two numbers are in the same row and column: other cells are compared by their labels."""
    place, same = mention.table, other.table
    return bool(place and same and (place.labels, place.is_whole) == (same.labels, same.is_whole))
