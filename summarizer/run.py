"""A run: one batch of documents, each read, asked about, checked and saved in the store, until all are done or it stops.

What is done already is not done again. A document's record is fresh while what it rests on is the same: the
document's bytes, path and columns, and all that `Plan.digest` names. Missing, failed and changed documents are done
(those that failed, from the answers that came, as far as they serve; `retry_failed` asks a model anew).

A run ends before its end where it is told to (Ctrl-C, SIGTERM), or where its budget is used up. It takes no new
document then, and what is under way gets `GRACE_SECONDS` to be finished and saved; the same command goes on later.
"""

import asyncio
import hashlib
import signal
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from summarizer.asking.client import Client
from summarizer.asking.pacing import Limits, Pace
from summarizer.checking.check import check
from summarizer.checking.draft import Draft
from summarizer.checking.report import Finding, Record
from summarizer.drafting.plan import Plan
from summarizer.duplicates import Sketches, Twin, sketch
from summarizer.models import Document, Scan
from summarizer.outcome import Outcome
from summarizer.sources.documents import Sighted, Sighting, Unreadable, sight
from summarizer.store.archive import Archive
from summarizer.store.rows import as_json
from summarizer.store.store import Spent, Store
from summarizer.summarizing import delivered, scan_input, summarize_scan

GRACE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Budget:
    """When to take no further document: after so many inputs, tokens, US dollars; None is without end.

    What is under way is counted by the mean of the documents before, so a budget is overdrawn by little.
    """

    documents: int | None = None
    tokens: int | None = None
    cost_usd: float | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes about it; `dedupe` asks about near-duplicates once."""

    limits: Limits = field(default_factory=Limits)
    budget: Budget = field(default_factory=Budget)
    text_column: str | None = None
    max_bytes: int = 20_000_000
    dedupe: bool = False
    retry_failed: bool = False


@dataclass
class Tally:
    """What a run did: inputs by why they were done (new, failed, changed) or kept; results by status.

    `stopped` says why it ended before its end, if it did.
    """

    reasons: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    stopped: str | None = None

    @property
    def done(self) -> int:
        return self.statuses.total()


def digest_of(sighting: Sighting, plan: Plan) -> str:
    """What an input's record rests on."""
    rests_on = [plan.digest, sighting.sha256, sighting.path, dict(sighting.columns)]
    return hashlib.sha256(as_json(rests_on).encode("utf-8", "surrogatepass")).hexdigest()


def freshness(store: Store | None, sighting: Sighting, plan: Plan) -> Literal["new", "failed", "changed", "kept"]:
    """Why an input is to be done, or that its record is kept."""
    state = store.state(sighting.id) if store is not None else None
    if state is None:
        return "new"
    if state.digest != digest_of(sighting, plan):
        return "changed"
    return "failed" if state.status == "failed" else "kept"


class Watcher(Protocol):
    """Who looks on while a run goes."""

    def kept(self) -> None:
        """An input's record is fresh."""

    def saved(self, record: Record, spent: Spent) -> None:
        """A record is in the store; `spent` is what all was paid so far."""

    def stopping(self, why: str, under_way: int) -> None:
        """No new document is taken."""


class Unwatched:
    """Nobody looks on."""

    def kept(self) -> None: ...

    def saved(self, record: Record, spent: Spent) -> None: ...

    def stopping(self, why: str, under_way: int) -> None: ...


class Run:
    """One go at the inputs of a run; `stop` ends it in order, from a signal or another task of its loop."""

    def __init__(self, store: Store, archive: Archive, plan: Plan, options: Options, watcher: Watcher) -> None:
        self._store = store
        self._archive = archive
        self._plan = plan
        self._options = options
        self._watcher = watcher
        self._sketches = Sketches(store.database)
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._walked: list[str] = []
        self._paid_before = archive.spent
        self.tally = Tally()

    async def carry_out(self, inputs: Sequence[str]) -> Tally:
        """Do what is to be done. Raises UsageError where an input does not exist or the store can't be written."""
        sighted = sight(inputs, text_column=self._options.text_column, max_bytes=self._options.max_bytes)
        self._stopped = asyncio.Event()
        pace = Pace(self._options.limits)
        with _signals(self.stop):
            async with Client(self._plan.settings, self._archive, record=True, pace=pace) as client:
                try:
                    await self._walk(sighted, client)
                    await self._finish()
                finally:
                    await self._abandon()
        if self.tally.stopped is None and self._options.budget.documents is None:
            self._store.keep_only(self._walked)
        return self.tally

    def stop(self, why: str) -> None:
        """Take no new document; asked again, give up what is under way."""
        if self._stopped.is_set():
            for task in self._under_way.values():
                task.cancel()
            return
        self.tally.stopped = why
        self._stopped.set()
        self._watcher.stopping(why, len(self._under_way))

    async def _walk(self, sighted: Iterator[Sighted], client: Client) -> None:
        for position, (sighting, read) in enumerate(sighted):
            if self._options.budget.documents is not None and position >= self._options.budget.documents:
                return
            self._walked.append(sighting.id)
            await asyncio.sleep(0)
            if self._is_fresh(sighting, position):
                continue
            await self._room()
            if self._stopped.is_set():
                return
            self._begin(sighting, read(), position, client)

    def _is_fresh(self, sighting: Sighting, position: int) -> bool:
        """Whether nothing is to be done for an input; counts it either way."""
        reason = freshness(self._store, sighting, self._plan)
        self.tally.reasons[reason] += 1
        if reason == "failed" and self._options.retry_failed:
            self._store.forget_answers_of(sighting.id)
        if reason != "kept":
            return False
        self._store.place(sighting.id, position)
        self._watcher.kept()
        return True

    async def _room(self) -> None:
        """Wait until one more document may be under way, or the run stops."""
        self._heed_budget()
        while len(self._under_way) >= self._options.limits.concurrency and not self._stopped.is_set():
            await self._next()
            self._heed_budget()

    def _heed_budget(self) -> None:
        budget, spent, before = self._options.budget, self._archive.spent, self._paid_before
        ahead = len(self._under_way) / max(1, self.tally.done)
        tokens = spent.tokens + (spent.tokens - before.tokens) * ahead
        cost = (spent.cost_usd or 0) + ((spent.cost_usd or 0) - (before.cost_usd or 0)) * ahead
        if budget.tokens is not None and tokens >= budget.tokens:
            self._stop_once(f"--max-tokens {budget.tokens}: {spent.tokens} are used")
        if budget.cost_usd is not None and cost >= budget.cost_usd:
            self._stop_once(f"--max-cost {budget.cost_usd:g}: {spent.cost_usd or 0:.4f} US dollars are spent")

    def _stop_once(self, why: str) -> None:
        if not self._stopped.is_set():
            self.stop(why)

    async def _next(self, timeout_seconds: float | None = None) -> None:
        """Wait until a document is done or the run stops; raises what ended a document's task."""
        stopped = asyncio.create_task(self._stopped.wait())
        try:
            wanted = {*self._under_way.values()} | (set() if self._stopped.is_set() else {stopped})
            done, _ = await asyncio.wait(wanted, timeout=timeout_seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
        for name, task in list(self._under_way.items()):
            if task in done:
                del self._under_way[name]
                if not task.cancelled():
                    task.result()

    async def _finish(self) -> None:
        """Wait for what is under way; of a run that stops, for so long."""
        loop = asyncio.get_running_loop()
        ends_at: float | None = None
        while self._under_way:
            if self._stopped.is_set() and ends_at is None:
                ends_at = loop.time() + GRACE_SECONDS
            if ends_at is not None and loop.time() >= ends_at:
                return
            await self._next(None if ends_at is None else ends_at - loop.time())

    async def _abandon(self) -> None:
        for task in self._under_way.values():
            task.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    def _begin(self, sighting: Sighting, document: Document | Unreadable, position: int, client: Client) -> None:
        """Scan an input, in the order of the inputs, and start the rest of its way."""
        read = scan_input(document)
        twin = None if isinstance(read, Outcome) else self._twin(sighting, read, position)
        digest = digest_of(sighting, self._plan)
        way = self._carry(document, read, twin, client)
        self._under_way[sighting.id] = asyncio.create_task(self._save(way, position, digest))

    def _twin(self, sighting: Sighting, scan: Scan, position: int) -> Twin | None:
        clauses = sketch(scan.text)
        twin = self._sketches.same_bytes(sighting.sha256, position) or self._sketches.near(clauses, position)
        self._sketches.add(sighting.id, position, sighting.sha256, clauses)
        return twin

    async def _save(self, way: Coroutine[Any, Any, Outcome], position: int, digest: str) -> None:
        outcome = await way
        self._store.save(outcome, position=position, digest=digest)
        self.tally.statuses[outcome.record.status] += 1
        self._watcher.saved(outcome.record, self._archive.spent)

    async def _carry(
        self, document: Document | Unreadable, read: Scan | Outcome, twin: Twin | None, client: Client
    ) -> Outcome:
        if isinstance(read, Outcome):
            return read
        if twin is None:
            return await summarize_scan(document, read, client, self._plan)
        first = self._under_way.get(twin.id)
        if first is not None and (self._options.dedupe or twin.resemblance == 1):
            with suppress(asyncio.CancelledError):  # the first one's end is not ours
                await asyncio.wait([first])
        borrows = self._options.dedupe and not twin.same_bytes and self._plan.draft is Draft
        outcome = self._borrowed(document, read, twin) if borrows else None
        if outcome is None:
            outcome = await summarize_scan(document, read, client, self._plan)
        outcome.record.findings.append(_told(twin))
        return outcome

    def _borrowed(self, document: Document | Unreadable, scan: Scan, twin: Twin) -> Outcome | None:
        """The answer about a near-duplicate, checked against this document; None where it does not hold here."""
        record = self._store.record(twin.id)
        if record is None or record.report is None:
            return None
        report = record.report
        told = [figure.model_dump() for figure in report.figures if figure.origin == "model"]
        measures = [measure.model_dump() for measure in report.measures]
        draft = Draft.model_validate({"summary": report.summary, "measures": measures, "figures": told})
        checked = check(draft, scan)
        errors = sum(finding.severity == "error" for finding in record.findings)
        if sum(finding.severity == "error" for finding in checked.findings) > errors or checked.missed:
            return None
        return delivered(document, scan, checked)


def _told(twin: Twin) -> Finding:
    if twin.same_bytes:
        return Finding(code="duplicate", severity="info", message=f"the same bytes as {twin.id}")
    share = f"{twin.resemblance:.0%}"
    return Finding(code="near_duplicate", severity="info", message=f"{share} of its clauses are those of {twin.id}")


@contextmanager
def _signals(stop: Callable[[str], None]) -> Iterator[None]:
    """Ctrl-C and SIGTERM end the run in order, where this is the main thread of a program."""
    loop = asyncio.get_running_loop()
    names = (signal.SIGINT, signal.SIGTERM)
    with suppress(NotImplementedError, ValueError, RuntimeError):  # another thread, or Windows
        for name in names:
            loop.add_signal_handler(name, stop, name.name)
    try:
        yield
    finally:
        with suppress(NotImplementedError, ValueError, RuntimeError):
            for name in names:
                loop.remove_signal_handler(name)
