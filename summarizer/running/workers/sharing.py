"""The calls of `in_order` that workers share with this process, which makes some of them between others."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from summarizer.errors import InternalError
from summarizer.running.blocking import awaiting
from summarizer.running.workers.crew import Crew
from summarizer.running.workers.forks import Fork, forked
from summarizer.running.workers.in_order import Step
from summarizer.running.workers.worker import WorkerLostError

_AHEAD = 8  # calls of each worker: this process sees results only between two items of its own, and some turns later
_WAITING = 32  # results for each process whose turn has not come: few, so that memory stays flat

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


def with_workers(step: Step[ItemT, ResultT], batches: Iterable[list[ItemT]], jobs: int) -> Iterator[ResultT]:
    """The results of a step for the items of each batch, in their order."""
    forks = forked(jobs - 1)
    with awaiting() as wait_for:
        results = _results(step, batches, jobs, forks)
        while some := wait_for(_next, results):
            yield from some


async def _next(results: AsyncIterator[list[ResultT]]) -> list[ResultT]:
    return await anext(results, [])


async def _results(
    step: Step[ItemT, ResultT], batches: Iterable[list[ItemT]], jobs: int, forks: list[Fork]
) -> AsyncIterator[list[ResultT]]:
    """The results in order, in lists that are not empty."""
    waiting: deque[asyncio.Future[list[ResultT]]] = deque()
    async with Crew(jobs - 1, partial(_each, step.function), forks) as others:
        others.start()
        try:
            for batch in batches:
                waiting.append(_begun(step, batch, others))
                await asyncio.sleep(0)  # calls go out, results come in
                if len(waiting) >= _WAITING * jobs:
                    await waiting[0]
                if ready := _ready(waiting):
                    yield ready
            while waiting:
                await waiting[0]
                yield _ready(waiting)
        finally:
            for result in waiting:
                result.cancel()


def _begun(step: Step[ItemT, ResultT], batch: list[ItemT], others: Crew) -> "asyncio.Future[list[ResultT]]":
    """The results of some items: later, from a worker that has time, or at once, from here."""
    if others.under_way < _AHEAD * others.ready:
        return asyncio.create_task(_by_worker(step, batch, others))
    results: asyncio.Future[list[ResultT]] = asyncio.get_running_loop().create_future()
    results.set_result(_each(step.function, batch))
    return results


async def _by_worker(step: Step[ItemT, ResultT], batch: list[ItemT], others: Crew) -> list[ResultT]:
    results: list[ResultT]
    try:
        results = await others.call(batch)
    except (WorkerLostError, InternalError):
        return [await _alone(step, item, others) for item in batch]
    return results


async def _alone(step: Step[ItemT, ResultT], item: ItemT, others: Crew) -> ResultT:
    result: ResultT
    try:
        result = await others.call_alone(step.function, item)
    except InternalError as error:
        return step.lost(item, error)
    return result


def _each(function: Callable[[ItemT], ResultT], items: list[ItemT]) -> list[ResultT]:
    """What a function returns for each item."""
    return [function(item) for item in items]


def _ready(waiting: "deque[asyncio.Future[list[ResultT]]]") -> list[ResultT]:
    """The results whose turn has come, taken out."""
    results: list[ResultT] = []
    while waiting and waiting[0].done():
        results += waiting.popleft().result()
    return results
