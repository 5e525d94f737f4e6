"""Patches: what is faulty or missed goes back to the model, and the draft with the fewest faults is delivered.

A round is bounded: at most `MOST_REQUESTS` requests, each with `MOST_NUMBERS` numbers and about as many characters as the
document itself (or a part of it) has. What exceeds that is not taken back, and a finding says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, create_model

from summarizer.asking.client import Answer, Client
from summarizer.asking.recording import ExchangeSummary
from summarizer.checking.checker import CheckResult, check
from summarizer.checking.draft import Draft, DraftFigure, FiguresDraft
from summarizer.checking.ledger import MentionStatus
from summarizer.checking.record import Finding
from summarizer.errors import MissingRecording, ModelError
from summarizer.models import Scan, Text
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.summarizing.plan import Plan
from summarizer.summarizing.rendering import PatchLine, patch_lines, render_patch
from summarizer.summarizing.withdrawal import replaced_figures

MOST_REQUESTS = 5
MOST_NUMBERS = 60
_SHORTEST_BOUND = 1_500  # in characters: a line with its sentence fits


@dataclass
class PatchRound:
    """One round: the lines that were answered, and with what; what went wrong; how many numbers were not taken back."""

    number: int
    left_out: int
    answered: list[PatchLine] = field(default_factory=list)
    figures: list[DraftFigure] = field(default_factory=list)
    asked: list[ExchangeSummary] = field(default_factory=list)
    error: ModelError | None = None

    def patch(self, best: CheckResult, analysis: Analysis) -> CheckResult:
        """The draft with the figures of the patch in the place of those that were asked about, checked."""
        asked_about = {place for line in self.answered for place in line.faulty}
        kept = [figure for place, figure in enumerate(best.draft.figures) if place not in asked_about]
        return check(best.draft.model_copy(update={"figures": [*kept, *self.figures]}), analysis, best)


async def patched(
    checked: CheckResult, analysis: Analysis, client: Client, plan: Plan, asked: list[ExchangeSummary]
) -> tuple[CheckResult, list[Finding]]:
    """The best of the draft and its patches; a round that did not take place, or not for all, is a finding.

    So is each faulty figure of the first answer that the patches replaced.
    """
    best, found, scan = checked, list[Finding](), analysis.scan
    for number in range(1, plan.patches + 1):
        lines = _faults(best, scan)
        if not lines:
            break
        round_ = await _ask(number, lines, scan, client, plan)
        asked += round_.asked
        best = min(best, round_.patch(best, analysis), key=lambda result: result.faults)
        found = list(_of_round(round_))
        if round_.error is not None:
            break
    return best, [*found, *replaced_figures(checked, best, scan)]


def packed(lines: Iterable[PatchLine], text: Text, longest_part: int) -> list[list[PatchLine]]:
    """The lines of each request that a round would need, however many."""
    longest = max(_SHORTEST_BOUND, min(len(text.content), longest_part))
    requests: list[list[PatchLine]] = []
    for line in lines:
        if not requests or not _holds(requests[-1], line, longest):
            requests.append([])
        requests[-1].append(line)
    return requests


def _holds(lines: Sequence[PatchLine], line: PatchLine, longest: int) -> bool:
    numbers = sum(part.numbers for part in lines) + line.numbers
    sentences = {part.sentence for part in [*lines, line]}
    length = sum(len(part.words) for part in [*lines, line]) + sum(map(len, sentences))
    return numbers <= MOST_NUMBERS and length <= longest


def _faults(best: CheckResult, scan: Scan) -> list[PatchLine]:
    pairs = enumerate(zip(best.draft.figures, best.judgements, strict=True))
    faulty = [(place, figure, judged) for place, (figure, judged) in pairs if judged.verdict != "verified"]
    missed = [fate for fate in best.missed if not fate.mention.indefinite]
    return list(patch_lines(scan.text, faulty, missed)) if faulty or missed else []


async def _ask(number: int, lines: Sequence[PatchLine], scan: Scan, client: Client, plan: Plan) -> PatchRound:
    """Put all requests of a round, even where one failed: the answers to the others serve."""
    wanted = figures_of(plan.draft)
    requests = packed(lines, scan.text, plan.longest_part)
    left_out = sum(line.numbers for part in requests[MOST_REQUESTS:] for line in part)
    round_ = PatchRound(number, left_out)
    for part in requests[:MOST_REQUESTS]:
        messages = render_patch(plan.patch_prompt, part, wanted)
        try:
            answer: Answer[Any] = await client.ask(plan.request(messages, plan.patch_prompt, wanted, number), wanted)
        except ModelError as error:
            round_.asked += error.asked
            round_.error = round_.error or error
        else:
            round_.asked += answer.asked
            round_.answered += part
            round_.figures += answer.draft.figures
    return round_


def _of_round(round_: PatchRound) -> Iterable[Finding]:
    """Why a round did not take place; one that was not asked for is had by the next run."""
    error = round_.error
    if error is not None:
        reason = "failed" if error.asked else "not_asked"
        if isinstance(error, MissingRecording):
            reason = "not_recorded"
        skipped = message(f"patch_skipped.{reason}", round=round_.number, why=error.message)
        yield Finding.of(skipped, "warning")
    if round_.left_out:
        yield Finding.of(message("patch_incomplete", count=round_.left_out), "warning")


def figures_of(draft: type[Draft]) -> type[BaseModel]:
    """What a patch must return: figures of the kind that the draft has."""
    kind: Any = draft.model_fields["figures"].annotation
    if kind == FiguresDraft.model_fields["figures"].annotation:
        return FiguresDraft
    return create_model("FiguresDraft", __base__=FiguresDraft, figures=(kind, ...))


def most_patches(scan: Scan, plan: Plan) -> list[tuple[dict[str, str], ...]]:
    """The messages of the patches of one round if an answer left all numbers of a document out."""
    figures = [mention for mention in scan.mentions if mention.role == "figure" and not mention.indefinite]
    lines = patch_lines(scan.text, (), [MentionStatus(mention, "missed") for mention in figures])
    wanted = figures_of(plan.draft)
    requests = packed(lines, scan.text, plan.longest_part)[:MOST_REQUESTS]
    return [render_patch(plan.patch_prompt, part, wanted) for part in requests]
