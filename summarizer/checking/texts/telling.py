"""Telling: what a text says of a number of its own, in the fields of a claim, so that the rules for claims compare it."""

from dataclasses import dataclass

from summarizer.checking.claims import Claim
from summarizer.checking.texts.text_words import pattern_of
from summarizer.errors import Message
from summarizer.models import Direction, FactStatus, Mention, Region, Span
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.facts.periods import Period
from summarizer.scanning.grounding import bare
from summarizer.scanning.segments import segments

_LONGEST = 16
_FORMER = pattern_of("former")
_TOLD_FORMER = pattern_of("told_former")
_MOVES = frozenset({"change", "growth"})


def claim_of(number: Mention) -> Claim:
    """The number of a text as a claim, its noun the subject."""
    return Claim(number.value, number.low, number.high, number.unit, number.qualifier, number.noun or "")


@dataclass(frozen=True)
class TextFigure:
    """The number of a text as a claim that states the facts which its own words tell."""

    subject: str
    status: FactStatus | None
    direction: Direction | None
    period: None = None


def figure_of(text: Analysis, number: Mention) -> TextFigure:
    """What a text tells of a number."""
    facts, wording = text.context.told(number), text.context.wording(number)
    words, noun = wording.own[-_LONGEST:], number.noun or ""
    return TextFigure(
        subject=words if noun in words else words + noun,
        status=facts.status if "status" in facts.stated else None,
        direction=text.context.direction(number),
    )


def other_period(text: Analysis, number: Mention, source: Analysis, mention: Mention) -> str | None:
    """The words of a number's own clause that give it a time, where the source gives it another."""
    stated = source.context.facts(mention).period
    if not text.scan.dates or stated is None or stated.surface is None or stated.inferred:
        return None
    claimed, words = text.context.facts(number).period, text.context.wording(number).own
    if claimed is None or claimed.surface is None or claimed.inferred or bare(claimed.surface) not in bare(words):
        return None
    time, other = Period.of(claimed.iso), Period.of(stated.iso)
    if time is None or other is None or time.covers(other) or other.covers(time):
        return None
    return claimed.surface


def is_former(text: Analysis, number: Mention, source: Analysis, mention: Mention) -> bool:
    """Whether the source tells a number of a former time, or as what a change began with, and the text of none: 由546人增至585人."""
    stated, words = source.context.facts(mention), source.context.wording(mention).own
    if stated.aspect in _MOVES or not ("former" in stated.stated or _FORMER.search(words)):
        return False
    folded = text.scan.text.folded
    sentence = segments(folded).around("statement", Span(number.text_start, number.text_end))
    words_before = folded[sentence.start : number.text_end]
    year = stated.period.iso[:4] if stated.period else ""
    return not (_TOLD_FORMER.search(words_before) or (year and year in words_before))


def turned_aspect(text: Analysis, number: Mention, source: Analysis, mention: Mention) -> Message | None:
    """A change given as what it led to, or the other way round: 减少12件, 减少到12件."""
    claimed, stated = text.context.told(number), source.context.facts(mention)
    reached = [facts.direction is not None and facts.aspect not in _MOVES for facts in (claimed, stated)]
    moved = [facts.aspect in _MOVES for facts in (claimed, stated)]
    if reached[0] and moved[1]:
        return message("aspect_mismatch", claimed="level", stated="change")
    if moved[0] and reached[1]:
        return message("aspect_mismatch", claimed="change", stated="level")
    return None


def place_of(text: Analysis, number: Mention) -> str | None:
    """The place of a number, where its own sentence names it."""
    if not (text.scan.places or text.scan.region):
        return None
    place = text.context.told_place(number)
    return place.name if isinstance(place, Region) else None
