"""The tasks of a run, each in its turn: what is to be done of the inputs, read and scanned.

Inputs are read and scanned one after the other, or ahead of their turn by workers (`worker_tasks`), and compared one after
the other, so that a copy finds the earlier document. A run begins alone; workers start when it has something for them.
What is done
already (store/freshness) stays as it is; what failed before comes at the end (ordering).
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import NamedTuple

from summarizer.errors import InternalError, last_net
from summarizer.reading.inputs.documents import InputRef, LazyInput
from summarizer.running.config import RunOptions
from summarizer.running.duplicates import Duplicate, DuplicateIndex
from summarizer.running.ordering import Turn, turns
from summarizer.running.sketches import Sketch
from summarizer.running.store.archive import Archive
from summarizer.running.work import Work, WorkHere
from summarizer.running.worker_tasks import WorkByWorker
from summarizer.running.workers import cores
from summarizer.running.workers.crew import Crew
from summarizer.summarizing.plan import Plan

_AHEAD = 4  # inputs for each worker that are read and scanned before their turn
_LEFT = {"kept", "later"}


class Task(NamedTuple):
    """An input to do: its place, why, the work on it, and the earlier input that it repeats; or why none can be told."""

    position: int
    sighting: InputRef
    reason: str
    work: Work
    twin: Duplicate | None
    fault: InternalError | None = None


class Feed:
    """The tasks of a run; `walked` are the ids of the inputs so far, `kept` is called for each whose record is fresh.

    `may_begin` says before each task whether the run may begin one more; `goes_on` whether it still runs. `others` work as
    soon as they are ready.
    """

    def __init__(
        self,
        inputs: Iterable[LazyInput],
        archive: Archive,
        plan: Plan,
        options: RunOptions,
        *,
        goes_on: Callable[[], bool],
        may_begin: Callable[[], Awaitable[bool]],
        kept: Callable[[], None],
        others: Crew,
    ) -> None:
        first, again = options.budget.documents, options.retry_failed
        self._plan = plan
        self._others = others
        self._since = time.process_time()
        self._turns = self._works(turns(inputs, archive.store, plan, most=first, retry_failed=again))
        self._archive = archive
        self._store = archive.store
        self._sketches = DuplicateIndex(archive.store)
        self._asks_anew = again and plan.settings.configured
        self._goes_on, self._may_begin, self._kept = goes_on, may_begin, kept
        self._in_turn = asyncio.Lock()
        self.walked: list[str] = []

    async def next(self) -> Task | None:
        """The next task; None where none is left, or the run may begin none."""
        async with self._in_turn:
            begun = await self._next_turn()
            if begun is None:
                return None
            turn, work = begun
            if turn.reason == "failed" and self._asks_anew:
                self._archive.forget_answers_of(turn.sighting.id)
            task = await self._read(turn, work)
            return task if self._goes_on() else None

    async def _next_turn(self) -> tuple[Turn, Work] | None:
        """The turn of the next input that is to be done."""
        for begun in self._turns:
            await asyncio.sleep(0)  # signals are heard between inputs
            if not self._goes_on():
                return None
            if begun is None:
                continue
            turn, _ = begun
            if turn.reason not in _LEFT and not await self._may_begin():
                return None
            self.walked.append(turn.sighting.id)
            if turn.reason not in _LEFT:
                return begun
            self._leave(turn)
        return None

    def _leave(self, turn: Turn) -> None:
        """Keep what is known of an input, for good or until the end of the run."""
        self._store.place(turn.sighting.id, turn.position)
        self._sketches.place(turn.sighting.id, turn.position)
        if turn.reason == "kept":
            self._kept()

    async def _read(self, turn: Turn, work: Work) -> Task:
        twin, fault = None, None
        try:
            with last_net():
                sketch = await work.sketch()
                twin = self._twin(turn.sighting, sketch, turn.position) if sketch is not None else None
        except InternalError as error:
            fault = error
        return Task(turn.position, turn.sighting, turn.reason, work, twin, fault)

    def _works(self, turns: Iterator[Turn | None]) -> Iterator[tuple[Turn, Work] | None]:
        """Each turn with its work, which workers begin before the turn comes."""
        begun: deque[tuple[Turn, Work] | None] = deque()
        for turn in turns:
            begun.append((turn, self._begun(turn)) if turn is not None else None)
            if len(begun) > _AHEAD * self._others.ready:
                yield begun.popleft()
        yield from begun

    def _begun(self, turn: Turn) -> Work:
        if turn.reason not in _LEFT and self._others.ready:
            return WorkByWorker(turn.read, self._plan, self._others)
        if time.process_time() - self._since >= cores.ALONE_SECONDS:
            self._others.start()
        return WorkHere(turn, self._plan)

    def _twin(self, sighting: InputRef, found: Sketch, position: int) -> Duplicate | None:
        twin = self._sketches.same_bytes(sighting.sha256, position) or self._sketches.near(found, position)
        self._sketches.add(sighting.id, position, sighting.sha256, found)
        return twin
