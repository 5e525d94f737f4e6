"""Documents one by one, or many at a time, over one client."""

from types import TracebackType
from typing import Self

from summarizer.asking.client import Client
from summarizer.asking.pacing import RateLimiter, RateLimits
from summarizer.asking.sources import require_model
from summarizer.asking.transport import connect
from summarizer.checking.record import Record
from summarizer.reading.inputs.items import Source, document
from summarizer.running.setup import Setup
from summarizer.summarizing.pipeline import summarize


class Session:
    """One client for many documents: `async with summarizer.session() as asking: await asking.summarize(source)`.

    Its connections, its pace and what it finds out about the endpoint last until the block ends. Calls may overlap;
    `limits` holds them to a pace. Raises UsageError on entry where there is neither a model nor recordings.
    """

    def __init__(self, setup: Setup, limits: RateLimits | None = None) -> None:
        self._setup = setup
        self._limits = limits
        self._client: Client | None = None

    async def __aenter__(self) -> Self:
        source, settings = self._setup.source, self._setup.plan.settings
        require_model(source)
        pace = RateLimiter(self._limits, settings.pause_seconds) if self._limits else None
        self._client = Client(settings, connect(settings, source.recordings, record=source.record, pace=pace))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            await self._client.__aexit__(kind, error, trace)
            self._client = None

    async def summarize(self, source: Source) -> Record:
        """The record of one document; what goes wrong with it is in its record.

        Raises InputError or UsageError for a file that can't be read, RuntimeError outside of the block.
        """
        if self._client is None:
            raise RuntimeError("a session answers inside of its `async with` block only")
        return (await summarize(document(source), self._client, self._setup.plan)).record
