"""How a request becomes an exchange: an endpoint answers it, or a recording does.

A transport may wrap another. `connect` makes the usual one: recordings first, the endpoint for what they lack.
"""

from dataclasses import dataclass, replace
from typing import Any, Protocol

from summarizer.asking.endpoint import Endpoint
from summarizer.asking.pacing import RateLimiter
from summarizer.asking.recording import Exchange, Recordings, Request
from summarizer.asking.settings import Settings
from summarizer.errors import MissingRecording, ModelError
from summarizer.resources import message


class Transport(Protocol):
    """What a `Client` asks."""

    async def exchange(self, request: Request, attempt: int, body: dict[str, Any]) -> Exchange:
        """The exchange of this attempt; `body` is what an endpoint receives. Raises ModelError or UsageError."""

    def judge(self, error: ModelError | None) -> None:
        """Note what the answers about a document came to: None where they serve, else what they lack."""

    async def close(self) -> None:
        """Close the connections."""


class LiveTransport:
    """Sends each request to the endpoint of `settings`, at the pace of `pace`."""

    def __init__(self, settings: Settings, pace: RateLimiter | None = None) -> None:
        self._settings = settings
        self._endpoint = Endpoint(settings, pace)

    async def exchange(self, request: Request, attempt: int, body: dict[str, Any]) -> Exchange:
        if not self._settings.configured:
            lacking = message("model.key_or_url" if self._settings.model else "model.model")
            raise ModelError(message("not_configured", lacking=lacking))
        return Exchange.of(request, attempt, await self._endpoint.send(body))

    def judge(self, error: ModelError | None) -> None:
        self._endpoint.judge(error)

    async def close(self) -> None:
        await self._endpoint.close()


@dataclass(frozen=True, slots=True)
class ReplayTransport:
    """Answers from recordings; what they lack, `live` answers, and with `record` the recordings keep that.

    Raises MissingRecording where they lack an exchange and there is no `live`.
    """

    recordings: Recordings
    live: Transport | None = None
    record: bool = False

    async def exchange(self, request: Request, attempt: int, body: dict[str, Any]) -> Exchange:
        digest = request.digest(attempt)
        stored = self.recordings.get(digest)
        if stored is not None:
            return replace(stored, replayed=True)
        if self.live is None:
            raise MissingRecording(digest, message("no_recording", digest=digest[:12], where=self.recordings))
        exchange = await self.live.exchange(request, attempt, body)
        if self.record:
            self.recordings.put(exchange)
        return exchange

    def judge(self, error: ModelError | None) -> None:
        if self.live is not None:
            self.live.judge(error)

    async def close(self) -> None:
        if self.live is not None:
            await self.live.close()


def connect(
    settings: Settings, recordings: Recordings | None = None, *, record: bool = False, pace: RateLimiter | None = None
) -> Transport:
    """Recordings first, then the endpoint, as far as there are any and it is configured."""
    live = LiveTransport(settings, pace)
    if recordings is None:
        return live
    return ReplayTransport(recordings, live if settings.configured else None, record=record)
