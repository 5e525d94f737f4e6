"""A run: one batch of documents, each read, asked about, checked and saved, until all are done or the run stops.

A feed gives the tasks in their turn (`feed`), `processing` turns each into an outcome, and a group of workers saves what
comes. The order of the reports is that of the inputs. As many requests as `RateLimits.concurrency` says are under way at
a time, and a quarter more documents, so that the next question is ready when an answer comes (with a concurrency of 1 to
3 none: a local model keeps one document in view); with `jobs`, at least two more for each. What failed is done again from stored answers, as far as they serve;
`retry_failed` asks a model anew.

Ctrl-C, SIGTERM or a used-up budget stop a run. It begins no new document then, and what is under way has
`GRACE_SECONDS` to finish; the same command goes on later.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from summarizer.asking.client import Client
from summarizer.asking.pacing import RateLimiter
from summarizer.asking.prices import price_usd
from summarizer.asking.transport import LiveTransport, ReplayTransport
from summarizer.checking.notebook_html import block, counted, faint, status
from summarizer.checking.record import Record
from summarizer.errors import UsageError
from summarizer.reading.inputs.documents import LazyInput
from summarizer.resources import message
from summarizer.running.budget import BudgetedTransport, Spending
from summarizer.running.config import RunOptions
from summarizer.running.feed import Feed, Task
from summarizer.running.processing import EarlierDocuments, process
from summarizer.running.saving import save_outcome
from summarizer.running.signals import stopped_by_signals
from summarizer.running.store.archive import Archive
from summarizer.running.store.rows import DocumentRows
from summarizer.running.store.store import Store
from summarizer.running.store.totals import Usage
from summarizer.running.under_way import UnderWay
from summarizer.running.worker_tasks import work_as_worker
from summarizer.running.workers.crew import Crew
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.plan import Plan

GRACE_SECONDS = 30.0


@dataclass
class RunSummary:
    """What a run did: inputs by why it did them (new, failed, changed) or kept them; results by status.

    `stopped` says why it stopped early, if it did; `left_out` counts the files that are no inputs, by kind.
    """

    reasons: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    stopped: str | None = None
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def done(self) -> int:
        return self.statuses.total()

    def __str__(self) -> str:
        """How many documents were done, with what result, and why the run stopped, on one line."""
        results = ", ".join(f"{count:,} {name}" for name, count in sorted(self.statuses.items(), reverse=True))
        return "; ".join(filter(None, [f"{counted(self.done, 'document')} done", results, *self._rest()]))

    def _repr_html_(self) -> str:
        states = " ".join(status(name, count) for name, count in sorted(self.statuses.items(), reverse=True))
        return block(f"{counted(self.done, 'document')} done {states}", faint("; ".join(self._rest())))

    def _rest(self) -> Iterator[str]:
        if kept := self.reasons["kept"]:
            yield f"{kept:,} kept from earlier runs"
        if self.left_out:
            yield f"{counted(self.left_out.total(), 'file')} left out"
        if self.stopped:
            yield f"stopped: {self.stopped}"


class RunObserver(Protocol):
    """Follows a run."""

    def started(self) -> None:
        """The store is open, and the first input comes next."""

    def kept(self) -> None:
        """An input's record is fresh."""

    def saved(self, record: Record, spent: Usage) -> None:
        """A record is in the store; `spent` is what the run has paid so far."""

    def stopping(self, why: str, under_way: int) -> None:
        """The run begins no new document."""


class NullObserver:
    """Follows nothing."""

    def started(self) -> None: ...

    def kept(self) -> None: ...

    def saved(self, record: Record, spent: Usage) -> None: ...

    def stopping(self, why: str, under_way: int) -> None: ...


class Run:
    """One go at the inputs of a run; `stop` ends it in order, from a signal or another task of its loop."""

    def __init__(self, store: Store, archive: Archive, plan: Plan, options: RunOptions, observer: RunObserver) -> None:
        self._store = store
        self._archive = archive
        self._plan = plan
        self._options = options
        self._observer = observer
        self._under_way = UnderWay()
        self._spending = Spending(options.budget, archive)
        self._until: asyncio.Timeout | None = None
        self.tally = RunSummary()

    async def carry_out(self, inputs: Iterable[LazyInput]) -> RunSummary:
        """Do what is to be done of `inputs`, which `sight` gives.

        Raises UsageError where the store can't be written, or a budget in US dollars is set for a model without a known
        price.
        """
        self._require_price()
        jobs, draft = self._options.jobs, self._plan.draft
        if jobs > 1 and draft.__module__ == "__main__":
            raise UsageError(message("jobs.draft", name=draft.__name__))
        async with self._client() as client, Crew(jobs if jobs > 1 else 0, work_as_worker) as others:
            feed = Feed(
                inputs,
                self._archive,
                self._plan,
                self._options,
                goes_on=lambda: self.tally.stopped is None,
                may_begin=self._may_begin,
                kept=self._note_kept,
                others=others,
            )
            await self._work_until_stopped(feed, client)
        if self.tally.stopped is None and self._options.budget.documents is None:
            self._store.keep_only(feed.walked)
        return self.tally

    def stop(self, why: str) -> None:
        """Begin no new document; asked again, give up what is under way."""
        again = self.tally.stopped is not None
        if self._until is not None and not self._until.expired():
            self._until.reschedule(asyncio.get_running_loop().time() + (0 if again else GRACE_SECONDS))
        if not again:
            self.tally.stopped = why
            self._observer.stopping(why, len(self._under_way))

    def _require_price(self) -> None:
        settings = self._plan.settings
        if self._options.budget.cost_usd is None or not settings.configured:
            return
        if price_usd(settings, 1, 1) is None:
            raise UsageError(message("price.unknown", model=settings.model, host=settings.host))

    def _client(self) -> Client:
        """A client that looks into the archive first, and asks the model within pace and budget."""
        settings = self._plan.settings
        live = LiveTransport(settings, RateLimiter(self._options.limits, settings.pause_seconds))
        paid = BudgetedTransport(live, settings, self._spending, self._stop_once) if settings.configured else None
        return Client(settings, ReplayTransport(self._archive, paid, record=True))

    async def _work_until_stopped(self, feed: Feed, client: Client) -> None:
        """Do the tasks of a feed, several at a time; raises the first error that is no document's own."""
        concurrency, jobs = self._options.limits.concurrency, self._options.jobs
        try:
            async with asyncio.timeout(None) as self._until:
                with stopped_by_signals(self.stop):
                    async with asyncio.TaskGroup() as group:
                        for _ in range(concurrency + max(concurrency // 4, 2 * jobs if jobs > 1 else 0)):
                            group.create_task(self._work(feed, client))
        except TimeoutError:
            return  # the grace of a run that stops is over
        except BaseExceptionGroup as group_error:
            raise group_error.exceptions[0] from None
        finally:
            self._until = None

    async def _work(self, feed: Feed, client: Client) -> None:
        """Do one task after the other, and save what becomes of each."""
        earlier = EarlierDocuments(self._store.record, self._under_way.finished, self._options.dedupe)
        while (task := await feed.next()) is not None:
            with self._under_way.holding(task.sighting.id):
                self._save(task, await process(task, client, self._plan, earlier))

    def _save(self, task: Task, outcome: Outcome | DocumentRows) -> None:
        record = save_outcome(self._store, outcome, task.sighting, task.position, self._plan)
        self.tally.reasons[task.reason] += 1
        self.tally.statuses[record.status] += 1
        self._observer.saved(record, self._archive.spent)

    def _note_kept(self) -> None:
        self.tally.reasons["kept"] += 1
        self._observer.kept()

    async def _may_begin(self) -> bool:
        """Whether the budget allows one more document; stops the run where it does not."""
        spending = self._spending
        if not spending.budget.counts:
            return True
        while self._under_way and not spending.any_answer:
            await self._under_way.oldest_finished()
        why = spending.used_up(1 + len(self._under_way) / max(1, self.tally.done))
        if why is not None:
            self._stop_once(why)
        return self.tally.stopped is None

    def _stop_once(self, why: str) -> None:
        if self.tally.stopped is None:
            self.stop(why)
