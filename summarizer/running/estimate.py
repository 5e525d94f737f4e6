"""What a run would do: documents, requests, tokens, cost. It asks nobody."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from summarizer.asking.prices import price_usd
from summarizer.asking.recording import Exchange, Recordings
from summarizer.asking.token_counts import estimated_tokens
from summarizer.errors import InternalError, last_net
from summarizer.models import Scan
from summarizer.reading.inputs.documents import sight
from summarizer.reading.inputs.finding import InputSet
from summarizer.running.config import RunOptions
from summarizer.running.store.database import FILE
from summarizer.running.store.freshness import freshness
from summarizer.running.store.store import Store
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.patching import MOST_NUMBERS, MOST_REQUESTS, most_patches
from summarizer.summarizing.pipeline import scan_input
from summarizer.summarizing.plan import Plan
from summarizer.summarizing.pointing import longest_points
from summarizer.summarizing.rendering import parts, render_document
from summarizer.summarizing.staged import count_questions

# Of the recorded answers about the seeds: tokens of a single answer for each number and each character of text, within a
# tenth; tokens read and written for each question of the stages.
_PER_FIGURE, _PER_CHARACTER = 60, 0.65
_STAGED_READ, _STAGED_WRITTEN = 426, 64
# Headline and points of a document that is asked about in parts.
_POINTS_WRITTEN = 400
_Stored = Callable[[str], Exchange | None]


@dataclass
class Forecast:
    """Inputs by why they would be done or kept; how many can't be read; an estimate of what the rest takes.

    Requests whose answers are stored are not among those of a single answer; stages can't be foreseen so.

    `most_patches` and `most_patch_tokens` bound what patches take besides: if an answer left out all numbers. `cost_usd`
    is without them, and None where the price of the model at its endpoint is not known.
    """

    reasons: Counter[str] = field(default_factory=Counter)
    unreadable: int = 0
    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    most_patches: int = 0
    most_patch_tokens: int = 0
    cost_usd: float | None = None


def forecast(
    out: Path,
    inputs: Sequence[str] | InputSet,
    plan: Plan,
    options: RunOptions,
    *,
    fresh: bool = False,
    recordings: Recordings | None = None,
) -> Forecast:
    """What a run of `inputs` in `out` would do; reasks are not in it, nor what `out` or `recordings` can answer."""
    total = Forecast()
    for scan, store in _scans(out, inputs, plan, options, total, fresh=fresh):
        try:
            with last_net():
                _add(total, scan, plan, [kept.get for kept in (store, recordings) if kept is not None])
        except InternalError:
            total.unreadable += 1
    total.cost_usd = price_usd(plan.settings, total.input_tokens, total.output_tokens)
    return total


def _scans(
    out: Path, inputs: Sequence[str] | InputSet, plan: Plan, options: RunOptions, total: Forecast, *, fresh: bool
) -> Iterator[tuple[Scan, Store | None]]:
    sighted = sight(inputs, text_column=options.text_column, max_bytes=options.max_bytes)
    with Store.read(out) if (out / FILE).exists() and not fresh else nullcontext() as store:
        for position, (sighting, read) in enumerate(sighted):
            if options.budget.documents is not None and position >= options.budget.documents:
                break
            reason = freshness(store, sighting, plan, retry_failed=options.retry_failed)
            total.reasons[reason] += 1
            scan = scan_input(read()) if reason != "kept" else None
            total.unreadable += isinstance(scan, Outcome)
            if isinstance(scan, Scan):
                yield scan, store


def _add(total: Forecast, scan: Scan, plan: Plan, answers: Sequence[_Stored]) -> None:
    figures, length = sum(mention.role == "figure" for mention in scan.mentions), len(scan.text.content)
    if plan.strategy == "staged":
        questions = count_questions(scan)
        total.requests += questions
        total.input_tokens += questions * _STAGED_READ
        total.output_tokens += questions * _STAGED_WRITTEN
        _add_patches(total, scan, plan)
        return
    pieces = parts(scan.text, plan.longest_part)
    requests = (render_document(plan.prompt, scan, piece, plan.draft) for piece in pieces)
    unanswered = [messages for messages in requests if not _is_answered(messages, plan, answers)]
    if not unanswered:
        return
    total.requests += len(unanswered)
    total.input_tokens += round(sum(estimated_tokens({"messages": messages}) for messages in unanswered))
    share = len(unanswered) / len(pieces)
    total.output_tokens += round(share * (_PER_FIGURE * figures + _PER_CHARACTER * length))
    if len(pieces) > 1:
        total.requests += 1
        total.input_tokens += round(estimated_tokens({"messages": longest_points(plan, scan)}))
        total.output_tokens += _POINTS_WRITTEN
    _add_patches(total, scan, plan)


def _is_answered(messages: tuple[dict[str, str], ...], plan: Plan, answers: Sequence[_Stored]) -> bool:
    digest = plan.request(messages, plan.prompt, plan.draft).digest(0)
    return any(stored(digest) is not None for stored in answers)


def _add_patches(total: Forecast, scan: Scan, plan: Plan) -> None:
    figures = sum(mention.role == "figure" for mention in scan.mentions)
    patches = most_patches(scan, plan) if figures and plan.patches else []
    read = sum(estimated_tokens({"messages": messages}) for messages in patches)
    written = _PER_FIGURE * min(figures, MOST_NUMBERS * MOST_REQUESTS) if patches else 0
    total.most_patches += plan.patches * len(patches)
    total.most_patch_tokens += plan.patches * round(read + written)
