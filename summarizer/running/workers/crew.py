"""As many workers as a program may use, which take calls as soon as they are ready.

A worker that dies (the system ended it for its memory, a library crashed) takes its calls with it. Each of them can be made
again by a worker of its own, one after the other; the call that ends that one too is the one to blame, and fails alone.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

from summarizer.errors import InternalError
from summarizer.resources import message
from summarizer.running.workers.forks import Fork
from summarizer.running.workers.worker import Answering, Worker, WorkerLostError


class Crew:
    """At most `most` workers for calls of one function: `async with Crew(most, function) as crew: crew.start()`.

    The first of them may be forks that were made before.
    """

    def __init__(self, most: int, function: Callable[..., Any], forks: Sequence[Fork] = ()) -> None:
        self._most = most
        self._function = function
        self._forks = forks
        self._unused = deque(forks)
        self._workers: list[Worker] = []
        self._lost: list[Worker] = []
        self._starts: list[asyncio.Task[None]] = []
        self._alone = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for start in self._starts:
            start.cancel()
        await asyncio.gather(*self._starts, return_exceptions=True)
        for worker in (*self._workers, *self._lost):
            await worker.stop()
        for fork in self._forks:
            await fork.end()

    def start(self) -> None:
        """Start the workers, once; where none can be started, none is ever ready."""
        while len(self._starts) < self._most:
            self._starts.append(asyncio.create_task(self._add()))

    @property
    def ready(self) -> int:
        """How many workers take calls."""
        return sum(not worker.lost for worker in self._workers)

    @property
    def under_way(self) -> int:
        """How many calls they have."""
        return sum(worker.under_way for worker in self._workers)

    async def call(self, *arguments: Any, answering: Answering | None = None) -> Any:
        """What the function returns in the worker that has the least to do (`Worker.call`).

        Raises WorkerLostError where that worker ends, or none is ready: `call_alone` makes the call again.
        """
        ready = [worker for worker in self._workers if not worker.lost]
        if not ready:
            raise WorkerLostError
        worker = min(ready, key=lambda worker: worker.under_way)
        try:
            return await worker.call(self._function, *arguments, answering=answering)
        except WorkerLostError:
            self._replace(worker)
            raise

    async def call_alone(
        self, function: Callable[..., Any], *arguments: Any, answering: Answering | None = None
    ) -> Any:
        """What a function returns in a worker that does nothing else; such calls are made one after the other.

        So what it asks must have an answer that waits for no other call. Raises InternalError (code `worker_lost`) for a
        call that ends that worker too.
        """
        async with self._alone:
            worker = await Worker.start()
            try:
                return await worker.call(function, *arguments, answering=answering)
            except WorkerLostError:
                raise InternalError(message("worker_lost")) from None
            finally:
                await worker.stop()

    async def _add(self) -> None:
        worker: Worker | None = None
        try:
            worker = await (Worker.of_fork(self._unused.popleft()) if self._unused else Worker.start())
            await worker.call(_knows, self._function)
            self._workers.append(worker)
            worker = None
        except (OSError, WorkerLostError):
            return
        finally:
            if worker is not None:
                await worker.stop()

    def _replace(self, lost: Worker) -> None:
        """Start a worker in the place of a lost one, once; answers that it waits for may still come, and are kept."""
        if lost in self._workers:
            self._workers.remove(lost)
            self._lost.append(lost)
            self._starts.append(asyncio.create_task(self._add()))


def _knows(_function: Callable[..., Any]) -> None:
    """Nothing: a worker that was called with a function has loaded its module."""
