"""Patches: what is faulty or missed goes back to the model, and the draft with the fewest faults is delivered."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, create_model

from summarizer.asking.client import Answer, Client
from summarizer.asking.recording import ExchangeSummary
from summarizer.checking.checker import CheckResult, check
from summarizer.checking.draft import Draft, DraftFigure, FiguresDraft
from summarizer.checking.record import Finding
from summarizer.errors import MissingRecording, ModelError
from summarizer.models import Scan
from summarizer.summarizing.plan import Plan
from summarizer.summarizing.rendering import render_patch


async def patched(
    checked: CheckResult, scan: Scan, client: Client, plan: Plan, asked: list[ExchangeSummary]
) -> tuple[CheckResult, list[Finding]]:
    """The best of the draft and its patches; a round that could not take place is a finding."""
    best = checked
    for round_ in range(1, plan.patches + 1):
        pairs = zip(best.draft.figures, best.judgements, strict=True)
        faulty = [pair for pair in pairs if pair[1].verdict != "verified"]
        missed = [fate for fate in best.missed if not fate.mention.indefinite]
        if not faulty and not missed:
            break
        wanted = _figures_of(plan.draft)
        messages = render_patch(plan.patch_prompt, scan.text, faulty, missed, wanted)
        request = plan.request(messages, plan.patch_prompt, wanted, round_)
        try:
            answer: Answer[Any] = await client.ask(request, wanted)
        except ModelError as error:
            asked += error.asked
            return best, [_no_patch(error, round_)]
        asked += answer.asked
        best = min(best, check(_with_patch(best, answer.draft.figures), scan), key=lambda one: one.faults)
    return best, []


def _with_patch(checked: CheckResult, figures: Sequence[DraftFigure]) -> Draft:
    pairs = zip(checked.draft.figures, checked.judgements, strict=True)
    kept = [figure for figure, judgement in pairs if judgement.verdict == "verified"]
    return checked.draft.model_copy(update={"figures": [*kept, *figures]})


def _no_patch(error: ModelError, round_: int) -> Finding:
    """Why a round did not take place; one that was not asked for is had by the next run."""
    if isinstance(error, MissingRecording):
        code = "patch_not_recorded"
    else:
        code = "patch_failed" if error.asked else "patch_not_asked"
    return Finding(code=code, severity="warning", message=f"round {round_} was not patched: {error.message}")


def _figures_of(draft: type[Draft]) -> type[BaseModel]:
    """What a patch must return: figures of the kind that the draft has."""
    kind: Any = draft.model_fields["figures"].annotation
    if kind == FiguresDraft.model_fields["figures"].annotation:
        return FiguresDraft
    return create_model("FiguresDraft", __base__=FiguresDraft, figures=(kind, ...))
