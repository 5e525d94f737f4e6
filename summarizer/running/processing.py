"""What becomes of one task: its outcome, from a model, from recordings, or borrowed from an earlier document.

Nothing is written here. What came before a task is an argument, `EarlierDocuments`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from summarizer.asking.client import Client
from summarizer.checking.draft import Draft
from summarizer.checking.record import Record
from summarizer.errors import InternalError, last_net
from summarizer.running.duplicates import borrowed
from summarizer.running.feed import Task
from summarizer.running.saving import failed_input
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.pipeline import summarize_scan
from summarizer.summarizing.plan import Plan


@dataclass(frozen=True)
class EarlierDocuments:
    """The documents before a task: `record` of an id, if there is one; `finished` waits until none of it is under way.

    With `dedupe`, a copy takes the answer about the earlier document.
    """

    record: Callable[[str], Record | None]
    finished: Callable[[str], Awaitable[None]]
    dedupe: bool = False


async def process(task: Task, client: Client, plan: Plan, earlier: EarlierDocuments) -> Outcome:
    """The outcome of a task, whatever goes wrong with it; UsageError alone is raised."""
    try:
        with last_net():
            return await _outcome(task, client, plan, earlier)
    except InternalError as error:
        return failed_input(task.sighting, error)


async def _outcome(task: Task, client: Client, plan: Plan, earlier: EarlierDocuments) -> Outcome:
    if isinstance(task.read, Outcome):
        return task.read
    if task.twin is None:
        return await summarize_scan(task.document, task.read, client, plan)
    if earlier.dedupe or task.twin.resemblance == 1:
        await earlier.finished(task.twin.id)
    outcome = _borrowed(task, plan, earlier)
    finding = task.twin.finding(borrowed=outcome is not None)
    outcome = outcome or await summarize_scan(task.document, task.read, client, plan)
    outcome.record.findings.append(finding)
    return outcome


def _borrowed(task: Task, plan: Plan, earlier: EarlierDocuments) -> Outcome | None:
    """The answer about a copy's original, where it holds for this document too.

    The same bytes need no borrowing: their digest finds their answer.
    """
    if task.twin is None or isinstance(task.read, Outcome):
        return None
    if not earlier.dedupe or task.twin.same_bytes or plan.draft is not Draft:
        return None
    record = earlier.record(task.twin.id)
    return borrowed(record, task.document, task.read) if record is not None else None
