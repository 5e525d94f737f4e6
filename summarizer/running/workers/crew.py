"""As many workers as a program may use, started when they are first wanted.

A worker that dies (the system ended it for its memory, a library crashed) takes its calls with it. Each of them is made
again by a worker of its own, one after the other; the call that ends that one too is the one to blame, and fails alone.
"""

import asyncio
import os
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from summarizer.errors import InternalError, UsageError
from summarizer.resources import message
from summarizer.running.workers.worker import Answering, Worker, WorkerLostError


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crew:
    """At most `jobs` workers: `async with Crew(jobs) as crew: await crew.call(function, …)`."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._workers: list[Worker] = []
        self._starting = asyncio.Lock()
        self._alone = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            await worker.stop()

    async def call(self, function: Callable[..., Any], *arguments: Any, answering: Answering | None = None) -> Any:
        """As `Worker.call`, by the worker that has the least to do; questions may be asked twice.

        Raises InternalError (code `worker_lost`) for a call that ends its worker, UsageError where none can be started.
        """
        worker = await self._least_busy()
        try:
            return await worker.call(function, *arguments, answering=answering)
        except WorkerLostError as lost:
            if not lost.began:
                raise UsageError(message("jobs.not_started")) from None
        async with self._alone:
            return await _by_its_own(function, *arguments, answering=answering)

    async def _least_busy(self) -> Worker:
        async with self._starting:
            self._workers = [worker for worker in self._workers if not worker.lost]
            if len(self._workers) < self.jobs:
                self._workers.append(await Worker.start())
                return self._workers[-1]
        return min(self._workers, key=lambda worker: worker.under_way)


async def _by_its_own(function: Callable[..., Any], *arguments: Any, answering: Answering | None) -> Any:
    worker = await Worker.start()
    try:
        return await worker.call(function, *arguments, answering=answering)
    except WorkerLostError:
        raise InternalError(message("worker_lost")) from None
    finally:
        await worker.stop()
