"""A function of many items by all cores, its results in their order.

This process works too: alone at first, since few items are not worth a start of others, then on what they don't take.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Generic, NamedTuple, TypeVar

from summarizer.errors import InternalError
from summarizer.running.blocking import awaiting
from summarizer.running.workers import crew
from summarizer.running.workers.crew import Crew
from summarizer.running.workers.forks import Fork, forked
from summarizer.running.workers.worker import WorkerLostError

_AHEAD = 8  # calls of each worker: this process sees results only between two items of its own, and some turns later
_WAITING = 32  # results for each process whose turn has not come: few, so that memory stays flat
_MOST_TOGETHER = 16

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


class Step(NamedTuple, Generic[ItemT, ResultT]):
    """What is done with each item: `function`, of a module, in any process; `lost` instead, where it ends its process."""

    function: Callable[[ItemT], ResultT]
    lost: Callable[[ItemT, InternalError], ResultT]


def in_order(step: Step[ItemT, ResultT], items: Iterable[ItemT], jobs: int) -> Iterator[ResultT]:
    """The results of a step for each item, by `jobs` processes, this one included."""
    left, begun = iter(items), time.process_time()
    for done, item in enumerate(left):
        if done == 1:
            begun = time.process_time()  # the first item has loaded what all need
        if jobs > 1 and time.process_time() - begun >= crew.ALONE_SECONDS:
            yield from _with_workers(step, _together(chain([item], left), done), jobs)
            return
        yield step.function(item)


def _together(items: Iterator[ItemT], done: int) -> Iterator[list[ItemT]]:
    """Items in calls of a tenth of those that were done alone, so that small ones cost few calls and large ones spread."""
    size = min(max(done // 10, 1), _MOST_TOGETHER)
    while batch := list(islice(items, size)):
        yield batch


def _with_workers(step: Step[ItemT, ResultT], batches: Iterable[list[ItemT]], jobs: int) -> Iterator[ResultT]:
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
