"""A function of many items by all cores, its results in their order.

Few items are done here: workers begin once the processor has worked on them for as long as it takes to start one.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from itertools import chain
from typing import TypeVar

from summarizer.errors import InternalError
from summarizer.running.blocking import awaiting
from summarizer.running.workers.crew import Crew

ALONE_SECONDS = 0.5
AHEAD = 4
"""Calls for each worker that are under way or done before their turn: few, so that memory stays flat."""

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


def in_order(
    function: Callable[[ItemT], ResultT],
    items: Iterable[ItemT],
    jobs: int,
    lost: Callable[[ItemT, InternalError], ResultT],
) -> Iterator[ResultT]:
    """What `function`, of a module, makes of each item, by up to `jobs` processes; `lost` of one that ends its process."""
    left, begun = iter(items), time.process_time()
    for item in left:
        if jobs > 1 and time.process_time() - begun >= ALONE_SECONDS:
            yield from _by_workers(function, chain([item], left), jobs, lost)
            return
        yield function(item)


def _by_workers(
    function: Callable[[ItemT], ResultT],
    items: Iterable[ItemT],
    jobs: int,
    lost: Callable[[ItemT, InternalError], ResultT],
) -> Iterator[ResultT]:
    with awaiting() as wait_for:
        results = _results(function, items, jobs, lost)
        while result := wait_for(_next, results):
            yield result[0]


async def _next(results: AsyncIterator[ResultT]) -> tuple[ResultT] | None:
    async for result in results:
        return (result,)
    return None


async def _results(
    function: Callable[[ItemT], ResultT],
    items: Iterable[ItemT],
    jobs: int,
    lost: Callable[[ItemT, InternalError], ResultT],
) -> AsyncIterator[ResultT]:
    async with Crew(jobs) as crew:

        async def result_of(item: ItemT) -> ResultT:
            try:
                result: ResultT = await crew.call(function, item)
            except InternalError as error:
                return lost(item, error)
            return result

        under_way: deque[asyncio.Task[ResultT]] = deque()
        try:
            for item in items:
                under_way.append(asyncio.create_task(result_of(item)))
                await asyncio.sleep(0)  # the call goes out
                if len(under_way) >= AHEAD * jobs:
                    yield await under_way.popleft()
            while under_way:
                yield await under_way.popleft()
        finally:
            for task in under_way:
                task.cancel()
