"""The work on one input of a run by a worker, which has it from its bytes to the rows of the store.

What the worker needs it asks for: whether to borrow from an earlier record, and each exchange with a model. So the pace,
the budget, the recordings and the connections are those of the run, whoever works; and no key leaves it.
"""

import asyncio
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from summarizer.asking.client import Client
from summarizer.asking.recording import Exchange, Request
from summarizer.errors import ModelError
from summarizer.running.ordering import Reading
from summarizer.running.sketches import Sketch
from summarizer.running.store.rows import DocumentRows
from summarizer.running.work import WorkOrder, made_of, scanned
from summarizer.running.workers.crew import Crew
from summarizer.running.workers.serving import Parent
from summarizer.running.workers.worker import WorkerLostError
from summarizer.summarizing.plan import Plan, ignore_progress


class _Sketched(NamedTuple):
    """Asked by a worker: what to do with a document that has this sketch."""

    sketch: Sketch


class _Wanted(NamedTuple):
    """Asked by a worker: an exchange."""

    request: Request
    attempt: int
    body: dict[str, Any]


class _Judged(NamedTuple):
    """Told by a worker: what the answers about its document came to."""

    error: ModelError | None


class _Watched(NamedTuple):
    """Told by a worker: how many more figures are wanted, and how many more are done."""

    wanted: int
    done: int


@dataclass(frozen=True)
class _AskedTransport:
    """Asks the parent."""

    parent: Parent

    async def exchange(self, request: Request, attempt: int, body: dict[str, Any]) -> Exchange:
        exchange: Exchange = await self.parent.ask(_Wanted(request, attempt, body))
        return exchange

    def judge(self, error: ModelError | None) -> None:
        self.parent.tell(_Judged(error))

    async def close(self) -> None:
        """Nothing is open."""


class WorkByWorker:
    """Work that a worker of a crew begins at once, before its turn."""

    def __init__(self, read: Reading, plan: Plan, others: Crew) -> None:
        self._read = read
        self._plan = plan
        self._others = others
        self._client: Client | None = None
        self._sketched: asyncio.Future[Sketch] = asyncio.get_running_loop().create_future()
        self._decided: asyncio.Future[WorkOrder] = asyncio.get_running_loop().create_future()
        self._portable = replace(plan, watch=ignore_progress)
        self._call = asyncio.create_task(others.call(read, self._portable, answering=self._answer))

    async def sketch(self) -> Sketch | None:
        await asyncio.wait({self._sketched, self._call}, return_when=asyncio.FIRST_COMPLETED)
        if not self._sketched.done() and isinstance(self._call.exception(), WorkerLostError):
            sketch: Sketch | None = await self._others.call_alone(_sketch, self._read)
            return sketch
        return self._sketched.result() if self._sketched.done() else None

    async def made(self, client: Client, decision: WorkOrder) -> DocumentRows:
        self._client = client
        self._decided.set_result(decision)
        made: DocumentRows
        try:
            made = await self._call
        except WorkerLostError:
            made = await self._others.call_alone(work_as_worker, self._read, self._portable, answering=self._answer)
        return made

    async def _answer(self, asked: Any) -> Any:
        match asked:
            case _Sketched(sketch):
                if not self._sketched.done():
                    self._sketched.set_result(sketch)
                return await asyncio.shield(self._decided)
            case _Watched(wanted, done):
                self._plan.watch(wanted, done)
            case _Judged(error) if self._client is not None:
                self._client.transport.judge(error)
            case _Wanted() if self._client is not None:
                return await self._client.transport.exchange(*asked)
        return None


def _sketch(read: Reading) -> Sketch | None:
    return scanned(read())[1]


async def work_as_worker(parent: Parent, read: Reading, plan: Plan) -> DocumentRows:
    """What a worker does with an input: all but writing it down."""
    document = read()
    scan, sketch = scanned(document)
    decision = await parent.ask(_Sketched(sketch)) if sketch is not None else WorkOrder()
    plan = replace(plan, watch=lambda wanted, done: parent.tell(_Watched(wanted, done)))
    client = Client(plan.settings, _AskedTransport(parent))
    return DocumentRows.of(await made_of(document, scan, client, plan, decision))
