"""One class for every engine: batches of documents in, batches of `RECORDS` out.

It holds options only, so it can be pickled, and no key is in it. Each worker makes its own client when its first batch
comes, with the key of its own environment.

    ray.data:  dataset.map_batches(SummarizeBatch, fn_constructor_args=(config,), batch_format="pyarrow", compute=…)
    Spark:     frame.mapInArrow(SummarizeBatch(config).batches, schema)
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import pyarrow as pa

from summarizer.asking.client import Client
from summarizer.asking.pacing import Buckets, RateLimiter
from summarizer.asking.prices import cost_usd
from summarizer.asking.recording import Exchange, Recordings
from summarizer.asking.sources import require_model
from summarizer.asking.transport import LiveTransport, ReplayTransport
from summarizer.checking.draft import Draft
from summarizer.checking.record import Record
from summarizer.errors import InputError, ModelError, UsageError, last_net
from summarizer.models import Document
from summarizer.reading.inputs.documents import UnreadableInput
from summarizer.resources import message
from summarizer.running.arrow.document_rows import documents_of
from summarizer.running.arrow.record_rows import RECORDS, KeptExchange, record_row
from summarizer.running.blocking import awaiting
from summarizer.running.config import RunConfig
from summarizer.running.setup import Setup
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.pipeline import failed, summarize
from summarizer.summarizing.plan import Plan

_LEFT_TO_ONE_MACHINE = {"local", "local_model", "dedupe", "limit", "max_tokens", "max_cost", "retry_failed"}


def require_spreadable(config: RunConfig) -> None:
    """Raise UsageError for an option that only one machine can keep to."""
    given = {option for option, value in config.as_options().items() if value}
    for option in sorted(_LEFT_TO_ONE_MACHINE & given):
        raise UsageError(message(f"spread.{option}"))


class SummarizeBatch:
    """Summarizes batches of documents: `await batch(table)`, or `batches(tables)` where nothing awaits.

    A batch is whatever Arrow can read: a table or batch of pyarrow, a data frame. What its columns are, `document_rows`
    says. `config` has the options, of which `concurrency` counts in each worker, and so do `rpm` and `tpm` unless `shared`
    returns the buckets of all workers. `plan_digest` is that of the plan that every worker must have. Raises UsageError
    for options that only one machine can keep to.
    """

    def __init__(
        self,
        config: RunConfig | None = None,
        *,
        draft: type[Draft] = Draft,
        plan_digest: str | None = None,
        shared: Callable[[], Buckets] | None = None,
    ) -> None:
        self.config = config or RunConfig()
        self._draft, self._plan_digest, self._shared = draft, plan_digest, shared
        require_spreadable(self.config)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_worker"}

    async def __call__(self, batch: Any) -> pa.Table:
        """The records of a batch, in its order: `RECORDS`, a row a document.

        Raises UsageError where this worker has no model to ask, or another plan than the others.
        """
        return await self._worker.records(batch if isinstance(batch, pa.Table) else pa.table(batch))

    def batches(self, batches: Iterable[Any]) -> Iterator[pa.RecordBatch]:
        """The records of batches, one batch after the other."""
        with awaiting() as wait_for:
            try:
                for batch in batches:
                    yield from wait_for(self, batch).to_batches()
            finally:
                wait_for(self.close)

    async def close(self) -> None:
        """Close the connections of this worker; a later batch opens new ones."""
        worker = self.__dict__.pop("_worker", None)
        if worker is not None:
            await worker.live.close()

    @cached_property
    def _worker(self) -> "_Worker":
        setup = Setup.of(self.config, self._draft)
        require_model(setup.source)
        if self._plan_digest not in {None, setup.plan.digest}:
            raise UsageError(message("spread.other_plan"))
        return _Worker(setup, self._shared)


@dataclass(frozen=True, slots=True)
class _Answers:
    """The exchanges of a batch, with a folder of recordings behind them; `kept` has them by digest."""

    folder: Recordings | None
    record: bool
    kept: dict[str, Exchange] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.folder)

    def get(self, digest: str) -> Exchange | None:
        found = self.kept.get(digest) or (self.folder.get(digest) if self.folder else None)
        if found is not None:
            self.kept[digest] = found
        return found

    def put(self, exchange: Exchange) -> None:
        self.kept[exchange.digest] = exchange
        if self.record and self.folder is not None:
            self.folder.put(exchange)


class _Worker:
    """What a worker has: a plan, and one connection for all its batches."""

    def __init__(self, setup: Setup, shared: Callable[[], Buckets] | None) -> None:
        plan, options = setup.plan, setup.config.run
        self._setup = setup
        self._pace = RateLimiter(options.limits, plan.settings.pause_seconds, shared() if shared else None)
        self.live = LiveTransport(plan.settings, self._pace)

    async def records(self, batch: pa.Table) -> pa.Table:
        plan, source, options = self._setup.plan, self._setup.source, self._setup.config.run
        answers = _Answers(source.recordings, source.record)
        live = self.live if plan.settings.configured or source.recordings is None else None
        client = Client(plan.settings, ReplayTransport(answers, live, record=True))
        rows = list(documents_of(batch, plan.digest, options.text_column))
        outcomes = await asyncio.gather(*(self._outcome(read, client, plan) for _, read in rows))
        done = [
            record_row(key, read, outcome, self._asked(outcome.record, answers))
            for (key, read), outcome in zip(rows, outcomes, strict=True)
        ]
        return pa.Table.from_pylist(done, RECORDS)

    async def _outcome(self, read: Document | UnreadableInput, client: Client, plan: Plan) -> Outcome:
        """What becomes of a document; one that nobody may ask about any more is not even scanned."""
        try:
            with last_net():
                if isinstance(read, Document):
                    self._pace.breaker.check()
                return await summarize(read, client, plan)
        except (ModelError, InputError) as error:
            return failed(read, error)

    def _asked(self, record: Record, answers: _Answers) -> list[KeptExchange]:
        price = partial(cost_usd, self._setup.plan.settings)
        return [
            KeptExchange(exchange, not note.replayed, None if note.replayed else price(exchange.response))
            for note in record.exchanges
            if (exchange := answers.kept.get(note.digest)) is not None
        ]
