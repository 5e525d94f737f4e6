"""The tasks of a run, each in its turn: what is to be done of the inputs, read and scanned.

Inputs are read and scanned one after the other, so that a copy finds the earlier document. What is done
already (store/freshness) stays as it is; what failed before comes at the end (ordering).
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import NamedTuple

from summarizer.errors import InternalError, last_net
from summarizer.models import Document, Scan
from summarizer.reading.inputs.documents import InputRef, LazyInput, UnreadableInput
from summarizer.running.config import RunOptions
from summarizer.running.duplicates import Duplicate, DuplicateIndex
from summarizer.running.ordering import Turn, turns
from summarizer.running.sketches import sketch_of
from summarizer.running.store.archive import Archive
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.pipeline import failed, scan_input
from summarizer.summarizing.plan import Plan

# A thread scans what has so many characters, and converts files, so that signals and answers are heard meanwhile.
_LARGE = 200_000
_LEFT = {"kept", "later"}


class Task(NamedTuple):
    """An input to do: its place, why, what was read of it, and the earlier input that it repeats."""

    position: int
    sighting: InputRef
    reason: str
    document: Document | UnreadableInput
    read: Scan | Outcome
    twin: Duplicate | None


class Feed:
    """The tasks of a run; `walked` are the ids of the inputs so far, `kept` is called for each whose record is fresh.

    `may_begin` says before each task whether the run may begin one more; `goes_on` whether it still runs.
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
    ) -> None:
        first, again = options.budget.documents, options.retry_failed
        self._turns = turns(inputs, archive.store, plan, most=first, retry_failed=again)
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
            turn = await self._next_turn()
            if turn is None:
                return None
            if turn.reason == "failed" and self._asks_anew:
                self._archive.forget_answers_of(turn.sighting.id)
            task = await self._read(turn)
            return task if self._goes_on() else None

    async def _next_turn(self) -> Turn | None:
        """The turn of the next input that is to be done."""
        for turn in self._turns:
            await asyncio.sleep(0)  # signals are heard between inputs
            if not self._goes_on():
                return None
            if turn is None:
                continue
            if turn.reason not in _LEFT and not await self._may_begin():
                return None
            self.walked.append(turn.sighting.id)
            if turn.reason not in _LEFT:
                return turn
            self._leave(turn)
        return None

    def _leave(self, turn: Turn) -> None:
        """Keep what is known of an input, for good or until the end of the run."""
        self._store.place(turn.sighting.id, turn.position)
        self._sketches.place(turn.sighting.id, turn.position)
        if turn.reason == "kept":
            self._kept()

    async def _read(self, turn: Turn) -> Task:
        document = await asyncio.to_thread(turn.read) if turn.sighting.form else turn.read()
        twin = None
        large = isinstance(document, Document) and len(document.raw) > _LARGE
        read = await asyncio.to_thread(scan_input, document) if large else scan_input(document)
        if not isinstance(read, Outcome):
            try:
                with last_net():
                    twin = self._twin(turn.sighting, read, turn.position)
            except InternalError as error:
                read = failed(document, error, read)
        return Task(turn.position, turn.sighting, turn.reason, document, read, twin)

    def _twin(self, sighting: InputRef, scan: Scan, position: int) -> Duplicate | None:
        found = sketch_of(scan)
        twin = self._sketches.same_bytes(sighting.sha256, position) or self._sketches.near(found, position)
        self._sketches.add(sighting.id, position, sighting.sha256, found)
        return twin
