"""The work on one input of a run: it is read and scanned, then its outcome is made, in this process.

`worker_tasks` is the other kind of work, by another process.
"""

import asyncio
from typing import NamedTuple, Protocol

from summarizer.asking.client import Client
from summarizer.checking.record import Record
from summarizer.errors import InternalError, last_net
from summarizer.models import Document, Scan
from summarizer.reading.inputs.documents import UnreadableInput
from summarizer.running.borrowing import borrowed
from summarizer.running.duplicates import Duplicate
from summarizer.running.ordering import Turn
from summarizer.running.sketches import Sketch, sketch_of
from summarizer.running.store.rows import DocumentRows
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.pipeline import failed, scan_input, summarize_scan
from summarizer.summarizing.plan import Plan

# A thread scans what has so many characters, and converts files, so that signals and answers are heard meanwhile.
_LARGE = 200_000


class WorkOrder(NamedTuple):
    """What the run has found out about an input: which earlier one it repeats, its record to borrow from; why it fails."""

    twin: Duplicate | None = None
    earlier: Record | None = None
    fault: InternalError | None = None


class Work(Protocol):
    """The work on one input."""

    async def sketch(self) -> Sketch | None:
        """What copies are found by, once it is scanned; None where it failed."""

    async def made(self, client: Client, decision: WorkOrder) -> Outcome | DocumentRows:
        """What becomes of it: by the answer in the earlier record, if that holds here too."""


class WorkHere:
    """Work in this process."""

    def __init__(self, turn: Turn, plan: Plan) -> None:
        self._turn = turn
        self._plan = plan
        self._read: tuple[Document | UnreadableInput, Scan | Outcome] | None = None

    async def sketch(self) -> Sketch | None:
        turn = self._turn
        document = await asyncio.to_thread(turn.read) if turn.sighting.form else turn.read()
        large = isinstance(document, Document) and len(document.raw) > _LARGE
        read = await asyncio.to_thread(scanned, document) if large else scanned(document)
        self._read = document, read[0]
        return read[1]

    async def made(self, client: Client, decision: WorkOrder) -> Outcome:
        assert self._read is not None  # noqa: S101 - `sketch` comes first
        return await made_of(*self._read, client, self._plan, decision)


def scanned(document: Document | UnreadableInput) -> tuple[Scan | Outcome, Sketch | None]:
    """The scan and the sketch of an input, or its failure."""
    scan = scan_input(document)
    if isinstance(scan, Outcome):
        return scan, None
    try:
        with last_net():
            return scan, sketch_of(scan)
    except InternalError as error:
        return failed(document, error, scan), None


async def made_of(
    document: Document | UnreadableInput,
    read: Scan | Outcome,
    client: Client,
    plan: Plan,
    decision: WorkOrder,
) -> Outcome:
    """As `Work.made`, of what was read."""
    if isinstance(read, Outcome):
        return read
    if decision.fault is not None:
        return failed(document, decision.fault, read)
    reused = borrowed(decision.earlier, document, read) if decision.earlier is not None else None
    outcome = reused or await summarize_scan(document, read, client, plan)
    if decision.twin is not None:
        outcome.record.findings.append(decision.twin.finding(borrowed=reused is not None))
    return outcome
