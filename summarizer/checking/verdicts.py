"""Verdicts: what became of each figure of a draft.

The first row that applies:

    quote_not_found       the quote does not stand in Text
    unsupported           no figure of Text has this value
    misattributed         the value stands in Text, but not in this quote; or counts another noun in it
    unit_mismatch         same number, other unit
    qualifier_mismatch    1500余 told as 1500, or the other way round
    verified              else

Only mentions of role figure can carry a figure; a number that is a date, a rank or part of a name supports none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summarizer.checking.draft import DraftFigure
from summarizer.checking.grounding import Ground, fit, holds
from summarizer.checking.report import Verdict
from summarizer.folding import fold
from summarizer.models import Mention, Number, Span
from summarizer.numbers import units
from summarizer.numbers.numerals import BIG
from summarizer.numbers.qualifiers import meanings

# A subject names another mention's noun when it fits that one so well, and its own no better than half.
_NAMES_ANOTHER = 0.6
_OWN_ENOUGH = 0.5
_TOLERANCE = 1e-9


class Claim(NamedTuple):
    """What a figure of a draft says, its unit and qualifier folded, a multiplier taken out of the unit."""

    value: Number | None
    low: Number | None
    high: Number | None
    unit: str | None
    qualifier: str | None
    subject: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one figure: the mention that carries it, the quote's span in Text, and why."""

    verdict: Verdict
    mention: Mention | None = None
    quote: Span | None = None
    why: str = ""


def claim(figure: DraftFigure) -> Claim:
    """万次 with 2.3 is 次 with 23000."""
    unit = fold(figure.unit or "").strip() or None
    factor = 1
    while unit and unit[0] in BIG:
        factor, unit = factor * BIG[unit[0]], unit[1:] or None
    value, low, high = (None if n is None else n * factor for n in (figure.value, figure.low, figure.high))
    return Claim(value, low, high, unit, fold(figure.qualifier or "").strip() or None, figure.subject)


def judge(figure: DraftFigure, ground: Ground, mentions: Sequence[Mention], taken: frozenset[int]) -> Judgement:
    """The verdict on a figure; `taken` are the starts in Text of mentions that carry a verified figure already."""
    said = claim(figure)
    quotes = ground.find(figure.quote)
    if not quotes:
        return Judgement("quote_not_found", why="the quote does not stand in the document")
    figures = [mention for mention in mentions if mention.role == "figure"]
    quoted = [(quote, mention) for quote in quotes for mention in figures if holds(quote, mention)]
    hits = [(quote, mention) for quote, mention in quoted if same_value(said, mention)]
    if not hits:
        return _unsupported(said, quotes[0], [mention for _, mention in quoted], mentions)
    quote, mention = max(hits, key=lambda hit: _rank(said, hit[1], taken))
    return _compare(said, mention, quote, _rivals(ground.sentence(quote), figures, mention))


def _rank(said: Claim, mention: Mention, taken: frozenset[int]) -> tuple[bool, bool, float, bool]:
    return (
        mention.text_start not in taken,
        units.same(said.unit, mention.unit),
        fit(said.subject, mention.noun),
        meanings(said.qualifier) == meanings(mention.qualifier),
    )


def same_value(said: Claim, mention: Mention) -> bool:
    """Values are compared as numbers; ranges and indefinite ones by both their ends."""
    if mention.value is not None:
        return said.value is not None and _near(said.value, mention.value)
    if said.value is not None or (mention.low is None and mention.high is None):
        return False
    return _near(said.low, mention.low) and _near(said.high, mention.high)


def _near(one: Number | None, other: Number | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _TOLERANCE * max(1.0, abs(other))


def _unsupported(said: Claim, quote: Span, quoted: Sequence[Mention], mentions: Sequence[Mention]) -> Judgement:
    has = "、".join(mention.surface for mention in quoted) or "no figure"
    shown = f"{said.value:g}" if said.value is not None else f"{said.low}–{said.high}"
    elsewhere = next((mention for mention in mentions if same_value(said, mention)), None)
    if elsewhere is None:
        return Judgement("unsupported", None, quote, f"{shown} stands nowhere in the document; the quote has {has}")
    if elsewhere.role != "figure":
        why = f"{shown} stands in the document as {elsewhere.role} ({elsewhere.surface}), not as a figure"
    else:
        why = f"{shown} stands elsewhere in the document ({elsewhere.surface}); the quote has {has}"
    return Judgement("misattributed", None, quote, why)


def _rivals(sentence: Span, figures: Sequence[Mention], mention: Mention) -> list[Mention]:
    """The other figures of the sentence."""
    inside = (m for m in figures if sentence.start <= m.text_start < sentence.end)
    return [m for m in inside if m is not mention]


def _compare(said: Claim, mention: Mention, quote: Span, rivals: Sequence[Mention]) -> Judgement:
    other = named_instead(said.subject, mention, rivals)
    if other is not None:
        why = f"{mention.surface} counts {mention.noun}; {said.subject} is what {other.surface} counts"
        return Judgement("misattributed", mention, quote, why)
    if not units.same(said.unit, mention.unit):
        return Judgement(
            "unit_mismatch", mention, quote, f"the unit is {mention.unit or 'none'}, not {said.unit or 'none'}"
        )
    if meanings(said.qualifier) != meanings(mention.qualifier):
        why = f"the document says {mention.surface}; the qualifier told is {said.qualifier or 'none'}"
        return Judgement("qualifier_mismatch", mention, quote, why)
    return Judgement("verified", mention, quote)


def named_instead(subject: str, mention: Mention, rivals: Sequence[Mention]) -> Mention | None:
    """The other mention whose noun a subject names, where its own mention counts something else."""
    own = fit(subject, mention.noun)
    if mention.noun is None or own >= _OWN_ENOUGH:
        return None
    return next((rival for rival in rivals if fit(subject, rival.noun) >= _NAMES_ANOTHER), None)
