"""A function of many items by all cores, its results in their order.

This process works too: alone at first, since few items are not worth a start of others, then on what they don't take.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Generic, NamedTuple, TypeVar

from summarizer.errors import InternalError
from summarizer.running.workers import cores

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
        if jobs > 1 and time.process_time() - begun >= cores.ALONE_SECONDS:
            from summarizer.running.workers.sharing import with_workers  # noqa: PLC0415 - few items need no other process

            yield from with_workers(step, _together(chain([item], left), done), jobs)
            return
        yield step.function(item)


def _together(items: Iterator[ItemT], done: int) -> Iterator[list[ItemT]]:
    """Items in calls of a tenth of those that were done alone, so that small ones cost few calls and large ones spread."""
    size = min(max(done // 10, 1), _MOST_TOGETHER)
    while batch := list(islice(items, size)):
        yield batch
