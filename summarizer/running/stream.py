"""Records as a stream: several inputs at a time, one record each whatever happens, in the inputs' order."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable

from summarizer.asking.client import Client
from summarizer.asking.recording import Recordings
from summarizer.asking.transport import connect
from summarizer.checking.record import Record
from summarizer.models import Document
from summarizer.reading.inputs.documents import UnreadableInput
from summarizer.summarizing.pipeline import summarize
from summarizer.summarizing.plan import Plan


async def records(
    inputs: Iterable[Document | UnreadableInput],
    plan: Plan,
    recordings: Recordings | None = None,
    *,
    record: bool = False,
    concurrency: int = 4,
) -> AsyncIterator[Record]:
    """The records of all inputs, in their order; at most `concurrency` documents are under way at a time."""
    async with Client(plan.settings, connect(plan.settings, recordings, record=record)) as client:
        under_way: deque[asyncio.Task[Record]] = deque()
        try:
            for read in inputs:
                under_way.append(asyncio.create_task(_record(read, client, plan)))
                if len(under_way) >= concurrency:
                    yield await under_way.popleft()
            while under_way:
                yield await under_way.popleft()
        finally:
            for task in under_way:
                task.cancel()


async def _record(read: Document | UnreadableInput, client: Client, plan: Plan) -> Record:
    return (await summarize(read, client, plan)).record
