"""English meaning: where an English text and its Chinese source say different things of a number, both in so many words.

fell 5 percent       增长5%           direction_mismatch
was completed        计划建成          status_mismatch
fell by 28 million   收入2800万元      aspect_mismatch
new debt of          债务余额          cumulative_mismatch
"""

import re

from summarizer.checking.texts.english_claims import EnglishClaim, EnglishText
from summarizer.errors import Message
from summarizer.models import Mention
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.facts.fact_types import Facts
from summarizer.scanning.facts.periods import Period

_MOVES = frozenset({"change", "growth"})
_OPEN = frozenset({"planned", "offered", "required"})
_PLANNED = re.compile(
    r"\b(?:will|would|shall|may|can|must|should|plan(?:s|ned|ning)?|is to|are to|was to|were to|to be|set to|due|aim(?:s|ed)?|targets?|targeted"
    r"|expect(?:s|ed)?|schedul(?:ed|es)|slated|project(?:ed|s)|forecasts?|intends?|hopes?|propos(?:ed|es)|estimated|goal|budget(?:ed)?|up to|going to"
    r"|by (?:the end of )?20[2-9][0-9])\b"
)
_DONE = re.compile(
    r"\b(?:was|were|has|have|had|did|built|began|held|made|opened|completed|finished|renovated|spent|won|took|set up|paid|gave|got|saw|rose|fell|grew"
    r"|reached|added|started|launched|issued|collected|achieved|created|planted|trained|received|invested|constructed|delivered|came to|stood at)\b"
)

_STOCK = re.compile("余额|存量|保有|现有")
_IN = re.compile(
    r"\A\W*(?:in|during|for|over|throughout|by the end of|at the end of|as of)(?: the (?:year|whole of))?\W*\Z"
)


def difference(text: EnglishText, claim: EnglishClaim, source: Analysis, stated: Mention) -> Message | None:
    """What a text tells of a number and the source otherwise; None where either is silent."""
    if stated.role != "figure":
        return None
    facts = source.context.facts(stated)
    words = source.context.wording(stated).own
    found = (
        _direction(claim, source, stated),
        _status(text, claim, facts),
        _aspect(claim, facts),
        _total(claim, facts, words),
        _period(text, claim, facts),
    )
    return next((each for each in found if each is not None), None)


def _direction(claim: EnglishClaim, source: Analysis, stated: Mention) -> Message | None:
    claimed, other = claim.facts.direction, source.context.direction(stated)
    if claimed is None or other is None or claimed == other or source.context.is_either_way(stated):
        return None
    return message("direction_mismatch", claimed=claimed, stated=other)


def _status(text: EnglishText, claim: EnglishClaim, facts: Facts) -> Message | None:
    if "status" not in facts.stated or facts.status not in {"planned", "actual"}:
        return None
    if facts.status == "planned" and tells_done(text, claim.mention):
        return message("status_mismatch", claimed="actual", stated="planned")
    return None


def tells_done(text: EnglishText, mention: Mention) -> bool:
    """Whether the clause of a number tells what was, and its statement nothing of what is to be."""
    statement = text.around("sentence", mention)
    if _PLANNED.search(text.folded[statement.start : statement.end].lower()):
        return False
    clause = text.around("clause", mention)
    return _DONE.search(text.folded[clause.start : mention.start].lower()) is not None


def _aspect(claim: EnglishClaim, facts: Facts) -> Message | None:
    """A change given as what it led to, or a level given as a change."""
    claimed = claim.facts
    moved = claimed.aspect in _MOVES and "aspect" in claimed.stated
    reached = claimed.direction is not None and not moved
    if reached and facts.aspect in _MOVES and facts.direction is not None:
        return message("aspect_mismatch", claimed="level", stated="change")
    is_level = facts.direction is None and facts.aspect == "amount" and not facts.new
    if moved and claimed.aspect == "change" and is_level:
        return message("aspect_mismatch", claimed="change", stated="level")
    return None


def _total(claim: EnglishClaim, facts: Facts, words: str) -> Message | None:
    """A running total given as new, or what is new given as a running total."""
    if claim.facts.new and not facts.new and (facts.cumulative or _STOCK.search(words)):
        return message("cumulative_mismatch", claimed="new", stated="cumulative")
    if claim.facts.cumulative and facts.new and not facts.cumulative:
        return message("cumulative_mismatch", claimed="cumulative", stated="new")
    return None


def _period(text: EnglishText, claim: EnglishClaim, facts: Facts) -> Message | None:
    """The only date of a statement, which begins it, beside the time that words of the source give the number."""
    stated, statement = facts.period, text.around("statement", claim.mention)
    dates = [date for date in text.reading.dates if statement.start <= date.start < statement.end]
    if stated is None or stated.surface is None or stated.inferred or len(dates) != 1 or dates[0].inferred:
        return None
    if not _IN.match(text.folded[statement.start : dates[0].start].lower()):
        return None
    time, other = Period.of(dates[0].iso or ""), Period.of(stated.iso)
    if time is None or other is None or time.contains(other) or other.contains(time):
        return None
    return message("period_mismatch", claimed=dates[0].surface)
