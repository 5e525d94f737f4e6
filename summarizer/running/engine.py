"""A run: one batch of documents, each read, asked about, checked and saved in the store, until all are done or it stops.

What is done already is not done again (store/freshness). Documents are taken and scanned one after the other, those that
failed before at the end (ordering); the order of the reports is that of the inputs. As many requests as `RateLimits.concurrency` says are under way at a time, and a quarter more documents, so that
the next question is ready when an answer comes (with a concurrency of 1 to 3 none: a local model keeps one
document in view). What failed is done again from the answers that came, as far as they serve; `retry_failed` asks a
model anew.

A run ends before its end where it is told to (Ctrl-C, SIGTERM), or where its budget is used up. It takes no new
document then, and what is under way gets `GRACE_SECONDS` to be finished and saved; the same command goes on later.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from summarizer.asking.client import Client
from summarizer.asking.pacing import RateLimiter, RateLimits
from summarizer.asking.prices import price_usd
from summarizer.asking.transport import LiveTransport, ReplayTransport
from summarizer.checking.draft import Draft
from summarizer.checking.record import Record
from summarizer.errors import InternalError, UsageError, last_net
from summarizer.models import Document, Scan
from summarizer.reading.inputs.documents import InputRef, LazyInput, UnreadableInput
from summarizer.running.budget import Budget, BudgetedTransport, Spending
from summarizer.running.duplicates import Duplicate, DuplicateIndex, borrowed, sketch
from summarizer.running.ordering import Turn, turns
from summarizer.running.saving import failed_input, save_outcome
from summarizer.running.signals import stopped_by_signals
from summarizer.running.store.archive import Archive
from summarizer.running.store.store import Store
from summarizer.running.store.totals import Usage
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.pipeline import failed, scan_input, summarize_scan
from summarizer.summarizing.plan import Plan

GRACE_SECONDS = 30.0

_LARGE = 200_000  # characters: scanned in a thread, so that signals and answers are heard meanwhile


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run goes about it; `dedupe` asks about near-duplicates once."""

    limits: RateLimits = field(default_factory=RateLimits)
    budget: Budget = field(default_factory=Budget)
    text_column: str | Sequence[str] | None = None
    max_bytes: int = 20_000_000
    dedupe: bool = False
    retry_failed: bool = False


@dataclass
class RunSummary:
    """What a run did: inputs by why they were done (new, failed, changed) or kept; results by status.

    `stopped` says why it ended before its end, if it did; `left_out` counts the files that are no inputs, by kind.
    """

    reasons: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    stopped: str | None = None
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def done(self) -> int:
        return self.statuses.total()


class RunObserver(Protocol):
    """Who looks on while a run goes."""

    def started(self) -> None:
        """The store is open, and the first input comes next."""

    def kept(self) -> None:
        """An input's record is fresh."""

    def saved(self, record: Record, spent: Usage) -> None:
        """A record is in the store; `spent` is what all was paid so far."""

    def stopping(self, why: str, under_way: int) -> None:
        """No new document is taken."""


class NullObserver:
    """Nobody looks on."""

    def started(self) -> None: ...

    def kept(self) -> None: ...

    def saved(self, record: Record, spent: Usage) -> None: ...

    def stopping(self, why: str, under_way: int) -> None: ...


class Task(NamedTuple):
    """An input that is to be done: its place, why, what was read of it, and the earlier one that it repeats."""

    position: int
    sighting: InputRef
    reason: str
    document: Document | UnreadableInput
    read: Scan | Outcome
    twin: Duplicate | None


class Run:
    """One go at the inputs of a run; `stop` ends it in order, from a signal or another task of its loop."""

    def __init__(self, store: Store, archive: Archive, plan: Plan, options: RunOptions, observer: RunObserver) -> None:
        self._store = store
        self._archive = archive
        self._plan = plan
        self._options = options
        self._observer = observer
        self._sketches = DuplicateIndex(store)
        self._under_way: dict[str, asyncio.Event] = {}
        self._walked: list[str] = []
        self._spending = Spending(options.budget, archive)
        self.tally = RunSummary()

    async def carry_out(self, inputs: Iterable[LazyInput]) -> RunSummary:
        """Do what is to be done of `inputs`, which `sources.sight` gives.

        Raises UsageError where the store can't be written, or a budget in US dollars is set for a model without a known
        price.
        """
        options, settings = self._options, self._plan.settings
        if options.budget.cost_usd is not None and settings.configured and price_usd(settings, 1, 1) is None:
            raise UsageError(f"the price of {settings.model} at {settings.host} is not known: set --max-tokens instead")
        first, again = options.budget.documents, options.retry_failed
        self._turns = turns(inputs, self._store, self._plan, most=first, retry_failed=again)
        self._in_turn, self._stopped = asyncio.Lock(), asyncio.Event()
        pace = RateLimiter(options.limits, settings.pause_seconds)
        paid = BudgetedTransport(LiveTransport(settings, pace), settings, self._spending, self._stop_once)
        live = paid if settings.configured else None
        async with Client(settings, ReplayTransport(self._archive, live, record=True)) as client:
            count = options.limits.concurrency + options.limits.concurrency // 4
            self._workers = [asyncio.create_task(self._work(client)) for _ in range(count)]
            with stopped_by_signals(self.stop):
                await self._finish()
        if self.tally.stopped is None and options.budget.documents is None:
            self._store.keep_only(self._walked)
        return self.tally

    def stop(self, why: str) -> None:
        """Take no new document; asked again, give up what is under way."""
        if self._stopped.is_set():
            for worker in self._workers:
                worker.cancel()
            return
        self.tally.stopped = why
        self._stopped.set()
        self._observer.stopping(why, len(self._under_way))

    async def _finish(self) -> None:
        """Wait for the workers; of a run that stops, for so long. Raises what ended one of them."""
        working = asyncio.create_task(asyncio.wait(self._workers, return_when=asyncio.FIRST_EXCEPTION))
        stopped = asyncio.create_task(self._stopped.wait())
        try:
            await asyncio.wait((working, stopped), return_when=asyncio.FIRST_COMPLETED)
            await asyncio.wait((working,), timeout=GRACE_SECONDS)
        finally:
            tasks = (working, stopped, *self._workers)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for worker in self._workers:
            if not worker.cancelled():
                worker.result()

    async def _work(self, client: Client) -> None:
        while (taken := await self._take()) is not None:
            name, done = taken.sighting.id, asyncio.Event()
            self._under_way[name] = done
            try:
                await self._do(taken, client)
            finally:
                del self._under_way[name]
                done.set()

    async def _take(self) -> Task | None:
        """The next input that is to be done; None where there is none, or none may be taken any more."""
        async with self._in_turn:
            for turn in self._turns:
                await asyncio.sleep(0)  # signals are heard between inputs
                if self._stopped.is_set():
                    return None
                if turn is None:
                    continue
                if turn.reason not in {"kept", "later"} and not await self._affordable():
                    return None
                self._walked.append(turn.sighting.id)
                if turn.reason in {"kept", "later"}:
                    self._leave(turn)
                    continue
                if turn.reason == "failed" and self._options.retry_failed and self._plan.settings.configured:
                    self._archive.forget_answers_of(turn.sighting.id)
                taken = await self._scanned(turn)
                return None if self._stopped.is_set() else taken
            return None

    def _leave(self, turn: Turn) -> None:
        """What is known of an input stays as it is, for good or until the end of the run."""
        self._store.place(turn.sighting.id, turn.position)
        self._sketches.place(turn.sighting.id, turn.position)
        if turn.reason == "kept":
            self.tally.reasons["kept"] += 1
            self._observer.kept()

    async def _scanned(self, turn: Turn) -> Task:
        document, twin = turn.read(), None
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
        clauses = sketch(scan.text)
        twin = self._sketches.same_bytes(sighting.sha256, position) or self._sketches.near(clauses, position)
        self._sketches.add(sighting.id, position, sighting.sha256, clauses)
        return twin

    async def _affordable(self) -> bool:
        """Whether one more document may be taken; stops the run where its budget says no."""
        spending = self._spending
        if not spending.budget.counts:
            return True
        while self._under_way and not spending.any_answer:
            await next(iter(self._under_way.values())).wait()
        why = spending.used_up(1 + len(self._under_way) / max(1, self.tally.done))
        if why is not None:
            self._stop_once(why)
        return not self._stopped.is_set()

    def _stop_once(self, why: str) -> None:
        if not self._stopped.is_set():
            self.stop(why)

    async def _do(self, taken: Task, client: Client) -> None:
        try:
            with last_net():
                outcome = await self._outcome(taken, client)
        except InternalError as error:
            outcome = failed_input(taken.sighting, error)
        outcome = save_outcome(self._store, outcome, taken.sighting, taken.position, self._plan)
        self.tally.reasons[taken.reason] += 1
        self.tally.statuses[outcome.record.status] += 1
        self._observer.saved(outcome.record, self._archive.spent)

    async def _outcome(self, taken: Task, client: Client) -> Outcome:
        read, twin = taken.read, taken.twin
        if isinstance(read, Outcome):
            return read
        if twin is None:
            return await summarize_scan(taken.document, read, client, self._plan)
        first = self._under_way.get(twin.id)
        if first is not None and (self._options.dedupe or twin.resemblance == 1):
            await first.wait()
        outcome = self._borrowed(taken.document, read, twin)
        told = twin.finding(borrowed=outcome is not None)
        outcome = outcome or await summarize_scan(taken.document, read, client, self._plan)
        outcome.record.findings.append(told)
        return outcome

    def _borrowed(self, document: Document | UnreadableInput, scan: Scan, twin: Duplicate) -> Outcome | None:
        """What is delivered without asking: the answer about a near-duplicate, where it holds for this document too.

        The same bytes need no borrowing: their answer is found by its digest.
        """
        if not self._options.dedupe or twin.same_bytes or self._plan.draft is not Draft:
            return None
        record = self._store.record(twin.id)
        return borrowed(record, document, scan) if record is not None else None
