"""What becomes of one task: its outcome, from a model, from recordings, or borrowed from an earlier document.

Nothing is written here. What came before a task is an argument, `EarlierDocuments`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from summarizer.asking.client import Client
from summarizer.checking.draft import Draft
from summarizer.checking.record import Record
from summarizer.errors import InternalError, last_net
from summarizer.running.duplicates import Duplicate
from summarizer.running.feed import Task
from summarizer.running.saving import failed_input
from summarizer.running.store.rows import DocumentRows
from summarizer.running.work import WorkOrder
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.plan import Plan


@dataclass(frozen=True)
class EarlierDocuments:
    """The documents before a task: `record` of an id, if there is one; `finished` waits until none of it is under way.

    With `dedupe`, a copy takes the answer about the earlier document.
    """

    record: Callable[[str], Record | None]
    finished: Callable[[str], Awaitable[None]]
    dedupe: bool = False


async def process(task: Task, client: Client, plan: Plan, earlier: EarlierDocuments) -> Outcome | DocumentRows:
    """The outcome of a task, whatever goes wrong with it; UsageError alone is raised."""
    try:
        with last_net():
            return await _outcome(task, client, plan, earlier)
    except InternalError as error:
        return failed_input(task.sighting, error)


async def _outcome(task: Task, client: Client, plan: Plan, earlier: EarlierDocuments) -> Outcome | DocumentRows:
    twin = task.twin
    if twin is None:
        return await task.work.made(client, WorkOrder(fault=task.fault))
    if earlier.dedupe or twin.resemblance == 1:
        await earlier.finished(twin.id)
    return await task.work.made(client, WorkOrder(twin, _to_borrow(twin, plan, earlier), task.fault))


def _to_borrow(twin: Duplicate, plan: Plan, earlier: EarlierDocuments) -> Record | None:
    """The record of a copy's original, whose answer may hold for this document too.

    The same bytes need no borrowing: their digest finds their answer.
    """
    if not earlier.dedupe or twin.same_bytes or plan.draft is not Draft:
        return None
    return earlier.record(twin.id)
