"""How fast to ask an endpoint, and when to stop.

The user limits requests and tokens a minute (`RateLimits`). They hold in any 60 seconds: requests go evenly, and of
tokens a twentieth may go at once. First come, first sent. Tokens are estimated before a request and corrected by what
the endpoint counts. The endpoint limits too: after a 429 nobody asks until its Retry-After is over. Without a
Retry-After the pause doubles with each further 429 until an answer comes, up to a minute, the time that quotas count.
Half as many requests may then be under way; each round of answers allows one more (additive increase, multiplicative
decrease, as in TCP).

When an endpoint is asked no more, `breaker` decides.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Annotated, Protocol, Self

import anyio
from aiolimiter import AsyncLimiter
from pydantic import Field

from summarizer.asking.breaker import Breaker
from summarizer.errors import UsageError
from summarizer.resources import message

_MINUTE = 61.0  # a second more: what is sent a minute apart may come a little nearer
_SPREAD = 20
_FIRST_ANSWER_TOKENS = 800.0


@dataclass(frozen=True, slots=True)
class RateLimits:
    """Requests under way at a time; requests and tokens a minute, None being without limit."""

    concurrency: Annotated[int, Field(strict=True)] = 4
    rpm: Annotated[int, Field(strict=True)] | None = None
    tpm: Annotated[int, Field(strict=True)] | None = None

    def __post_init__(self) -> None:
        limits = (self.concurrency, self.rpm, self.tpm)
        if any(limit is not None and limit < 1 for limit in limits):
            raise UsageError(message("limits.too_small"))


class Allowed(Protocol):
    """Something of which so much may be taken a minute."""

    async def take(self, amount: float) -> None:
        """Wait until `amount` may be taken, and take it."""


class Bucket:
    """At most `a_minute` in any 60 seconds, of it `at_once` without waiting; who takes more waits for the parts."""

    def __init__(self, a_minute: float, at_once: float = 1) -> None:
        self._at_once = max(at_once, 1)
        comes_in_a_minute = max(a_minute - self._at_once + 1, 1)
        self._limiter = AsyncLimiter(self._at_once, _MINUTE * self._at_once / comes_in_a_minute)

    async def take(self, amount: float) -> None:
        while amount > 0:
            part = min(amount, self._at_once)
            await self._limiter.acquire(part)
            amount -= part


@dataclass(frozen=True, slots=True)
class Buckets:
    """What requests and tokens are taken from, None being without limit: those of one client, or of all clients of a run."""

    requests: Allowed | None = None
    tokens: Allowed | None = None

    @classmethod
    def of(cls, limits: RateLimits) -> Self:
        return cls(
            Bucket(limits.rpm) if limits.rpm else None,
            Bucket(limits.tpm, limits.tpm / _SPREAD) if limits.tpm else None,
        )


@dataclass
class RateLimiter:
    """The pace of one client, made inside of an event loop; `pause_seconds` is held after a first 429.

    `shared` are the buckets that it has in common with other clients, in place of its own.
    """

    limits: RateLimits = field(default_factory=RateLimits)
    pause_seconds: float = 1.0
    shared: Buckets | None = None

    def __post_init__(self) -> None:
        self._slots = anyio.CapacityLimiter(self.limits.concurrency)
        self._door = anyio.Lock()
        self._buckets = self.shared or Buckets.of(self.limits)
        self._owed = 0.0  # tokens that were used beyond their estimate; negative: fewer
        self._answer_tokens = _FIRST_ANSWER_TOKENS
        self._resume_at = self._slowed_at = 0.0
        self._hold_seconds = self.pause_seconds
        self._answers_since_change = 0
        self.breaker = Breaker()

    @property
    def concurrency(self) -> int:
        """How many requests may be under way at a time now."""
        return int(self._slots.total_tokens)

    @asynccontextmanager
    async def turn(self, prompt_tokens: float) -> AsyncIterator[None]:
        """Wait until a request may be sent, and hold its place; raises ModelError where none may be any more."""
        self.breaker.check()
        async with self._slots:
            async with self._door:
                await self._wait(prompt_tokens)
            await self.breaker.decided()
            self.breaker.check()
            yield

    async def _wait(self, prompt_tokens: float) -> None:
        """Wait for the limits, and take what the request needs of them."""
        wanted = prompt_tokens + self._answer_tokens + self._owed
        tokens, self._owed = max(wanted, 0.0), min(wanted, 0.0)
        if self._buckets.requests is not None:
            await self._buckets.requests.take(1)
        if self._buckets.tokens is not None:
            await self._buckets.tokens.take(tokens)
        while anyio.current_time() < self._resume_at:  # noqa: ASYNC110 - it may be put off meanwhile
            await anyio.sleep_until(self._resume_at)

    def answered(self, prompt_tokens: float, read: int | None, written: int | None) -> None:
        """Note an answer, with the estimate of its prompt and the tokens that the endpoint counted."""
        self.breaker.answered()
        self._hold_seconds = self.pause_seconds
        if read is not None and written is not None:
            self._owed += read + written - prompt_tokens - self._answer_tokens
            self._answer_tokens += (written - self._answer_tokens) / 20
        self._answers_since_change += 1
        if self._answers_since_change >= self.concurrency < self.limits.concurrency:
            self._slots.total_tokens = self.concurrency + 1
            self._answers_since_change = 0

    def slow_down(self, sent_at: float, wait_seconds: float | None) -> None:
        """Note a 429 to a request that was sent at this time of the loop's clock."""
        now, hold_seconds = anyio.current_time(), wait_seconds or 0.0
        if sent_at > self._slowed_at:
            self._slowed_at = now
            self._slots.total_tokens = max(1, self.concurrency // 2)
            self._answers_since_change = 0
            if wait_seconds is None:
                hold_seconds, self._hold_seconds = self._hold_seconds, min(2 * self._hold_seconds, _MINUTE)
        self._resume_at = max(self._resume_at, now + hold_seconds)
