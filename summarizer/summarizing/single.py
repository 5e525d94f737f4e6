"""One answer for all: the draft of a document, or of each of its parts, merged."""

from collections.abc import Sequence
from dataclasses import replace

from summarizer.asking.client import Answer, Client
from summarizer.asking.fitting import Flaw
from summarizer.asking.recording import ExchangeSummary
from summarizer.checking.draft import Draft
from summarizer.errors import ModelError
from summarizer.scanning.analysis import Analysis
from summarizer.summarizing.plan import UNUSABLE, Plan
from summarizer.summarizing.rendering import parts, render_document


async def single_draft(analysis: Analysis, client: Client, plan: Plan, asked: list[ExchangeSummary]) -> Draft:
    """Ask about every part, even after one failed: the answers may be needed later.

    A part whose answer is unusable is lost alone, with a flaw that says so.
    """
    scan = analysis.scan
    drafts: list[Draft] = []
    failures: list[ModelError] = []
    for number, part in enumerate(parts(scan.text, plan.longest_part), 1):
        messages = render_document(plan.prompt, scan, part, plan.draft)
        try:
            answer: Answer[Draft] = await client.ask(plan.request(messages, plan.prompt, plan.draft), plan.draft)
        except ModelError as error:
            asked += _flawed(error, number)
            failures.append(error)
        else:
            asked += answer.asked
            drafts.append(answer.draft)
    lost = [failure for failure in failures if failure.code not in UNUSABLE] or ([] if drafts else failures)
    if lost:
        lost[0].asked = ()
        raise lost[0]
    return merged(drafts)


def _flawed(error: ModelError, number: int) -> list[ExchangeSummary]:
    """The exchanges of a part that failed, the last with the flaw."""
    asked: list[ExchangeSummary] = list(error.asked)
    flaw = Flaw("part", f"part {number}", error.message)
    return [*asked[:-1], *(replace(last, flaws=(flaw,)) for last in asked[-1:])]


def merged(drafts: Sequence[Draft]) -> Draft:
    """The drafts of a document's parts as one; the checker recognizes repeated figures by their mentions."""
    first, *rest = drafts
    if not rest:
        return first
    return first.model_copy(
        update={
            "headline": next((draft.headline for draft in drafts if draft.headline), None),
            "points": [point for draft in drafts for point in draft.points],
            "region": next((draft.region for draft in drafts if draft.region), None),
            "published": next((draft.published for draft in drafts if draft.published), None),
            "measures": [measure for draft in drafts for measure in draft.measures],
            "slogans": [slogan for draft in drafts for slogan in draft.slogans],
            "figures": [figure for draft in drafts for figure in draft.figures],
        }
    )
