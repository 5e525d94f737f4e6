"""Telling: what a text says of a number of its own, in the fields of a claim, so that the rules for claims compare it."""

from summarizer.checking.claims import Claim
from summarizer.checking.stated import StatedFigure
from summarizer.models import Mention, Region
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.facts.fact_types import Facts
from summarizer.scanning.facts.periods import Period
from summarizer.scanning.grounding import bare

_LONGEST = 16


def claim_of(text: Analysis, number: Mention) -> Claim:
    """The number of a text as a claim, its noun the subject."""
    return Claim(number.value, number.low, number.high, number.unit, number.qualifier, number.noun or "")


def figure_of(text: Analysis, number: Mention) -> StatedFigure:
    """The number of a text as a claim that states the facts which its own words tell."""
    facts, wording = text.context.facts(number), text.context.wording(number)
    words = wording.own[-_LONGEST:]
    noun = number.noun or ""
    return StatedFigure.model_construct(
        quote="",
        subject=words if noun in words else words + noun,
        value=number.value,
        low=number.low,
        high=number.high,
        unit=number.unit,
        qualifier=number.qualifier,
        status=_stated(facts, "status"),
        direction=text.context.direction(number),
        base=_stated(facts, "base"),
        period=None,
        place=None,
        measure=None,
        aspect=None,
        cumulative=None,
        new=None,
        whole=None,
    )


def other_period(text: Analysis, number: Mention, source: Analysis, mention: Mention) -> str | None:
    """The words that give a number its time, where the source gives it another one than that."""
    claimed, stated = _period(text, number), _period(source, mention)
    if claimed is None or stated is None or claimed[1].covers(stated[1]) or stated[1].covers(claimed[1]):
        return None
    return claimed[0]


def _period(analysis: Analysis, mention: Mention) -> tuple[str, Period] | None:
    """The time of a number where the words of its own clause tell it."""
    facts = analysis.context.facts(mention)
    told = facts.period
    if told is None or told.surface is None or told.inferred or "period" not in facts.stated:
        return None
    read = Period.of(told.iso)
    return (told.surface, read) if read and bare(told.surface) in bare(analysis.context.wording(mention).own) else None


def place_of(text: Analysis, number: Mention) -> str | None:
    """The place of a number, where its own sentence names it."""
    facts = text.context.facts(number)
    return facts.place.name if isinstance(facts.place, Region) and "place" in facts.stated else None


def _stated(facts: Facts, name: str) -> str | None:
    return getattr(facts, name) if name in facts.stated else None
