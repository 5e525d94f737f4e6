"""A function of many items by all cores, its results in their order.

This process works too: alone at first, since few items are not worth a start of others, then on what they don't take.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from summarizer.errors import InternalError
from summarizer.running.blocking import awaiting
from summarizer.running.workers import crew
from summarizer.running.workers.crew import Crew
from summarizer.running.workers.worker import WorkerLostError

_AHEAD = 16  # calls of each worker: this process sees results only between two items of its own, and some turns later
_WAITING = 32  # results for each process whose turn has not come: few, so that memory stays flat

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


class Step(NamedTuple, Generic[ItemT, ResultT]):
    """What is done with each item: `function`, of a module, in any process; `lost` instead, where it ends its process."""

    function: Callable[[ItemT], ResultT]
    lost: Callable[[ItemT, InternalError], ResultT]


def in_order(step: Step[ItemT, ResultT], items: Iterable[ItemT], jobs: int) -> Iterator[ResultT]:
    """The results of a step for each item, by `jobs` processes, this one included."""
    left, begun = iter(items), time.process_time()
    for item in left:
        if jobs > 1 and time.process_time() - begun >= crew.ALONE_SECONDS:
            yield from _with_workers(step, chain([item], left), jobs)
            return
        yield step.function(item)


def _with_workers(step: Step[ItemT, ResultT], items: Iterable[ItemT], jobs: int) -> Iterator[ResultT]:
    with awaiting() as wait_for:
        results = _results(step, items, jobs)
        while some := wait_for(_next, results):
            yield from some


async def _next(results: AsyncIterator[list[ResultT]]) -> list[ResultT]:
    return await anext(results, [])


async def _results(step: Step[ItemT, ResultT], items: Iterable[ItemT], jobs: int) -> AsyncIterator[list[ResultT]]:
    """The results in order, in lists that are not empty."""
    waiting: deque[asyncio.Future[ResultT]] = deque()
    async with Crew(jobs - 1, step.function) as others:
        others.start()
        try:
            for item in items:
                waiting.append(_begun(step, item, others))
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


def _begun(step: Step[ItemT, ResultT], item: ItemT, others: Crew) -> "asyncio.Future[ResultT]":
    """The result of an item: later, from a worker that has time, or at once, from here."""
    if others.under_way < _AHEAD * others.ready:
        return asyncio.create_task(_by_worker(step, item, others))
    result: asyncio.Future[ResultT] = asyncio.get_running_loop().create_future()
    result.set_result(step.function(item))
    return result


async def _by_worker(step: Step[ItemT, ResultT], item: ItemT, others: Crew) -> ResultT:
    result: ResultT
    try:
        try:
            result = await others.call(item)
        except WorkerLostError:
            result = await others.call_alone(step.function, item)
    except InternalError as error:
        return step.lost(item, error)
    return result


def _ready(waiting: "deque[asyncio.Future[ResultT]]") -> list[ResultT]:
    """The results whose turn has come, taken out."""
    results = []
    while waiting and waiting[0].done():
        results.append(waiting.popleft().result())
    return results
