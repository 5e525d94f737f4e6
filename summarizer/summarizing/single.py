"""One answer for all: the draft of a document, or of each of its parts, merged."""

from collections.abc import Sequence

from summarizer.asking.client import Answer, Client
from summarizer.asking.recording import ExchangeSummary
from summarizer.checking.draft import Draft
from summarizer.errors import ModelError
from summarizer.models import Scan
from summarizer.summarizing.plan import Plan
from summarizer.summarizing.rendering import parts, render_document


async def single_draft(scan: Scan, client: Client, plan: Plan, asked: list[ExchangeSummary]) -> Draft:
    """Ask about every part, even where one failed: its answers may be wanted later."""
    drafts: list[Draft] = []
    failure: ModelError | None = None
    for part in parts(scan.text, plan.longest_part):
        messages = render_document(plan.prompt, scan, part, plan.draft)
        try:
            answer: Answer[Draft] = await client.ask(plan.request(messages, plan.prompt, plan.draft), plan.draft)
        except ModelError as error:
            asked += error.asked
            failure = failure or error
        else:
            asked += answer.asked
            drafts.append(answer.draft)
    if failure is not None:
        failure.asked = ()
        raise failure
    return merged(drafts)


def merged(drafts: Sequence[Draft]) -> Draft:
    """The drafts of a document's parts as one; figures are told apart by their mentions when they are checked."""
    first, *rest = drafts
    if not rest:
        return first
    measures = {measure.name: measure for draft in drafts for measure in draft.measures}
    return first.model_copy(
        update={
            "summary": "\n".join(draft.summary for draft in drafts),
            "region": next((draft.region for draft in drafts if draft.region), None),
            "published": next((draft.published for draft in drafts if draft.published), None),
            "measures": list(measures.values()),
            "figures": [figure for draft in drafts for figure in draft.figures],
        }
    )
