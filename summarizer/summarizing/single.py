"""One answer for all: the draft of a document; of a long one a draft of each part, merged, then the points of the whole."""

from dataclasses import replace

from summarizer.asking.client import Answer, Client
from summarizer.asking.fitting import Flaw
from summarizer.asking.recording import ExchangeSummary
from summarizer.checking.draft import Draft
from summarizer.errors import ModelError
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.summarizing.merging import merged
from summarizer.summarizing.plan import UNUSABLE, Plan
from summarizer.summarizing.pointing import pointed
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
    whole = merged(drafts)
    return whole if len(drafts) + len(failures) == 1 else await pointed(whole, analysis, client, plan, asked)


def _flawed(error: ModelError, number: int) -> list[ExchangeSummary]:
    """The exchanges of a part that failed, the last with the flaw."""
    asked: list[ExchangeSummary] = list(error.asked)
    flaw = Flaw("part", message("flaw.part", number=number), error.message)
    return [*asked[:-1], *(replace(last, flaws=(flaw,)) for last in asked[-1:])]
