"""Findings: what a person should review, with the severity that decides a record's status.

error     the report claims what the document does not state: a verdict other than verified, another place, period,
direction or meaning than the text states, a number of the summary that is not in the document
warning   something may be missing or inexact: a missed number, a place or period that the text doesn't tie to the
number, a subject or a measure's quote not found
info      how a value was derived: an inferred date or year, a place with several candidates

`hostility` reports content that may mislead.
"""

from collections.abc import Iterator, Sequence

from summarizer.asking.recording import ExchangeSummary
from summarizer.checking import meaning, overview
from summarizer.checking.absent_words import absent_words
from summarizer.checking.draft import Draft, DraftFigure
from summarizer.checking.held import is_plain_count
from summarizer.checking.ledger import MentionStatus
from summarizer.checking.record import Finding, Severity
from summarizer.checking.report_values import RawSpan
from summarizer.checking.reporting import raw
from summarizer.checking.table_naming import names_cell
from summarizer.checking.table_values import says_decrease
from summarizer.checking.verdicts import Judgement
from summarizer.errors import Message
from summarizer.folding import fold
from summarizer.models import Direction, Mention, Scan
from summarizer.resources import message
from summarizer.scanning.facts.context import Agreement, FigureContext
from summarizer.scanning.facts.periods import leading

_FLAWS: dict[str, tuple[str, Severity]] = {
    "part": ("part_failed", "warning"),
    "end": ("answer_cut", "warning"),
    "item": ("item_dropped", "warning"),
    "field": ("field_dropped", "info"),
}
_MOST_FLAWS = 10


def of_figure(item: str, figure: DraftFigure, judgement: Judgement, context: FigureContext) -> Iterator[Finding]:
    """Findings on one figure of the draft."""
    span = raw(context.scan, judgement.mention or judgement.quote)
    if judgement.why is not None:
        yield Finding.of(judgement.why, "error", span, item)
    if judgement.doubt is not None:
        plain = judgement.mention is not None and is_plain_count(judgement.mention)
        yield Finding.of(judgement.doubt, "info" if plain else "warning", span, item)
    if judgement.mention is None:
        return
    if not figure.quote.strip():
        yield Finding.of(message("quote_none", surface=judgement.mention.surface), "info", span, item)
    mention, subject = judgement.mention, figure.subject
    if mention.role != "figure":
        return
    absent = "" if _names_cell(subject, mention) else absent_words(subject, mention, context.ground)
    if absent:
        of_words = message("subject_words_absent", words=absent, subject=subject, surface=mention.surface)
        yield Finding.of(of_words, "warning", span, item)
    direction = figure.direction or _implied_direction(subject, mention)
    stated = (context.direction(mention) or context.direction_from(mention)) if direction else None
    if direction and direction != stated and not context.is_either_way(mention):
        yield _of_direction(direction, stated, span, item)
    found: list[tuple[Message, Severity]] = [
        (difference, "error") for difference in meaning.differences(figure, mention, context)
    ]
    for text, severity in (*_of_time_and_place(figure, mention, context), *found):
        yield Finding.of(text, severity, span, item)


def _of_time_and_place(
    figure: DraftFigure, mention: Mention, context: FigureContext
) -> Iterator[tuple[Message, Severity]]:
    if figure.period:
        agreement = context.period_agreement(mention, figure.period)
        yield from _of_agreement(agreement, figure.period, "period_mismatch", "period_mismatch.unstated")
    time = leading(figure.subject)
    if time and time != figure.period and _is_of_another_time(time, mention, context):
        yield message("period_mismatch", claimed=time), "error"
    if figure.place:
        agreement = context.place_agreement(mention, figure.place)
        yield from _of_agreement(agreement, figure.place, "place_mismatch", "place_mismatch.unstated")


def _is_of_another_time(time: str, mention: Mention, context: FigureContext) -> bool:
    """Whether the time with which a subject begins is not that of its number; 2022年预算 may be a name of the sentence."""
    named = time in context.wording(mention).stretch or time in (fold(mention.noun or ""))
    return not named and context.period_agreement(mention, time) == "differs"


def _of_agreement(agreement: Agreement, claimed: str, differs: str, unknown: str) -> Iterator[tuple[Message, Severity]]:
    """An error where the text ties the figure to another place or time; a warning where it ties it to none."""
    if agreement == "differs":
        yield message(differs, claimed=claimed), "error"
    elif agreement == "unknown":
        yield message(unknown, claimed=claimed), "warning"


def _names_cell(subject: str, mention: Mention) -> bool:
    return mention.table is not None and names_cell(subject, mention.table)


def _implied_direction(subject: str, mention: Mention) -> Direction | None:
    """What a subject makes of a change in a table: 产量下降 told of an increase."""
    rises = mention.table is not None and mention.table.direction == "increase"
    return "decrease" if rises and says_decrease(subject) and not _names_cell(subject, mention) else None


def _of_direction(claimed: Direction, stated: Direction | None, span: RawSpan | None, item: str) -> Finding:
    if stated is None:
        return Finding.of(message("direction_mismatch.unstated", claimed=claimed), "warning", span, item)
    return Finding.of(message("direction_mismatch", claimed=claimed, stated=stated), "error", span, item)


def of_answers(asked: Sequence[ExchangeSummary]) -> Iterator[Finding]:
    """The unusable parts of the answers: the first flaws of each kind per answer, and the count of the rest."""
    for exchange in asked:
        if exchange.cut:
            yield Finding.of(message("prompt_cut", tokens=exchange.input_tokens), "error")
        for part, (code, severity) in _FLAWS.items():
            flaws = [flaw for flaw in exchange.flaws if flaw.part == part]
            for flaw in flaws[:_MOST_FLAWS]:
                yield Finding.of(message(code, where=flaw.where, why=" ".join(flaw.why.split())), severity)
            if len(flaws) > _MOST_FLAWS:
                yield Finding.of(message(f"{code}.more", count=len(flaws) - _MOST_FLAWS), severity)


def of_missed(item: str, fate: MentionStatus) -> Finding:
    """A number that the draft leaves out; the rules add it to the report."""
    mention = fate.mention
    left_out = (
        message("missed.noun", surface=mention.surface, noun=mention.noun)
        if mention.noun
        else message("missed", surface=mention.surface)
    )
    return Finding.of(left_out, "info" if mention.indefinite else "warning", (mention.start, mention.end), item)


def of_document(draft: Draft, scan: Scan) -> Iterator[Finding]:
    """The draft's region and date compared with those that the rules read."""
    yield from overview.of_region(draft.region, scan)
    yield from overview.of_published(draft.published, scan)
    for date in scan.dates:
        if date.inferred and date.kind == "date":
            span = (date.start, date.end)
            read = message("date_inferred", surface=date.surface, iso=date.iso, reason=date.reason)
            yield Finding.of(read, "info", span)
    for place in scan.places:
        if len(place.candidates) > 1:
            names = "、".join(
                "".join(filter(None, (r.province, r.city, r.county, r.town))) for r in place.candidates[:4]
            )
            span = (place.start, place.end)
            yield Finding.of(message("place_ambiguous", surface=place.surface, names=names), "info", span)


def faults(found: Sequence[Finding]) -> int:
    """How many findings a model could have avoided; drafts are compared by this number."""
    missed = sum(finding.code == "missed" and finding.severity != "info" for finding in found)
    return missed + sum(finding.severity == "error" for finding in found)
