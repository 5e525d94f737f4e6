"""The endpoint of a model: the only module that touches the network, and the importer of openai.

A request carries the key of its `Settings` and what HTTP needs, nothing else of the environment (no
organization, no OPENAI_CUSTOM_HEADERS), and follows no redirect, so neither a document nor a key gets to a
host that was not configured.

tenacity tries again where the transport failed, and waits as long as a Retry-After says, up to
`LONGEST_WAIT_SECONDS`. What an endpoint says it does not take of `INSTEAD` is left out, or sent by its other name,
from then on: OpenAI's reasoning models want `max_completion_tokens` and no temperature. openai is imported where it
is used, since that takes seconds.
"""

import math
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, cast

import anyio
import tenacity

from summarizer.asking.pacing import RateLimiter, RateLimits, estimated_tokens
from summarizer.asking.recording import is_completion, parse, tokens, words
from summarizer.asking.settings import Settings
from summarizer.errors import ModelError

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI

INSTEAD = {"max_tokens": "max_completion_tokens", "temperature": None, "seed": None}

LONGEST_WAIT_SECONDS = 120.0

_UNLIMITED = 1000  # whoever sets no limits asks for one document at a time

_HEADERS = {"accept", "accept-encoding", "connection", "content-length", "content-type", "host", "user-agent"}
_CODES = {401: "key_refused", 403: "key_refused", 408: "timeout", 429: "rate_limited"}
_SERVER_ERROR = 500
_TRANSIENT = {"endpoint_down", "timeout", "rate_limited", "server_error"}
_ADVICE = {
    "endpoint_down": "can't be reached: is it running, and is its address right?",
    "timeout": "gave no answer in time: raise --timeout",
    "key_refused": "refuses the key: check OPENAI_API_KEY, or SUMMARIZER_API_KEY for an endpoint of your own",
    "rate_limited": "takes no more requests for now: go on later, or with fewer at a time",
    "server_error": "failed: try again later",
    "too_long": "takes fewer tokens than this request has: take a model with a longer context",
    "bad_request": "does not take the request: check its address, the model and the settings",
}


class Endpoint:
    """One endpoint, and the pace at which it is asked; `close` it at the end."""

    def __init__(self, settings: Settings, pace: RateLimiter | None = None) -> None:
        self._settings = settings
        self._pace = pace or RateLimiter(RateLimits(concurrency=_UNLIMITED))
        self._connection: AsyncOpenAI | None = None
        self._not_taken: set[str] = set()

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.close()

    async def models(self) -> list[str]:
        """The models that the endpoint says it has; raises ModelError where it can't be reached or refuses the key."""
        try:
            body = await self._request("get", "/models")
        except _TransportError as fault:
            raise ModelError(fault.message, fault.code) from None
        match body:
            case {"data": [*found]}:
                return sorted(str(one["id"]) for one in found if isinstance(one, dict) and "id" in one)
        return []

    async def send(self, body: dict[str, Any]) -> dict[str, Any]:
        """The ChatCompletion that the endpoint answers, asked again where the transport fails; raises ModelError."""
        settings = self._settings
        sending = tenacity.AsyncRetrying(
            stop=tenacity.stop_after_attempt(settings.retries),
            wait=_Pause(settings.pause_seconds),
            retry=tenacity.retry_if_exception(
                lambda error: isinstance(error, _TransportError) and error.code in _TRANSIENT
            ),
            reraise=True,
        )
        try:
            return await sending(self._post_in_turn, body)
        except _TransportError as fault:
            error = ModelError(fault.message, fault.code)
            self._pace.given_up(error)
            raise error from None

    async def _post_in_turn(self, body: dict[str, Any]) -> dict[str, Any]:
        estimate = estimated_tokens(body)
        async with self._pace.turn(estimate):
            sent_at = anyio.current_time()
            try:
                completion = await self._post(body)
            except _TransportError as fault:
                if fault.code == "rate_limited":
                    self._pace.slow_down(sent_at, fault.wait_seconds)
                elif fault.code == "timeout":
                    self._pace.timed_out(fault)
                raise
        self._pace.answered(estimate, *tokens(completion))
        return completion

    async def _post(self, body: dict[str, Any]) -> dict[str, Any]:
        """The ChatCompletion that the endpoint answers, once; raises _TransportError."""
        sent = self._taken(body)
        try:
            completion = await self._request("post", "/chat/completions", body=sent)
        except _NotTakenError as refused:
            if refused.part not in sent:
                raise self._fault("bad_request", refused.said) from None
            self._not_taken.add(refused.part)
            return await self._post(body)
        if not is_completion(completion):
            raise self._fault("server_error", self._said(completion))
        return cast("dict[str, Any]", completion)

    def _taken(self, body: dict[str, Any]) -> dict[str, Any]:
        """The body without what the endpoint does not take, by its other name if it has one."""
        names = {name: INSTEAD[name] if name in self._not_taken else name for name in body}
        return {name: body[own] for own, name in names.items() if name is not None}

    async def _request(self, method: str, path: str, **options: Any) -> Any:
        """The JSON that the endpoint answers, once; raises _TransportError."""
        import openai  # noqa: PLC0415
        from httpx2 import Response  # noqa: PLC0415

        self._connection = self._connection or _open(self._settings)
        try:
            with anyio.fail_after(self._settings.timeout_seconds):
                # openai's typed methods would go through the whole schema of each request again, at the price of a scan.
                answered = await getattr(self._connection, method)(path, cast_to=Response, **options)
            content = answered.content
        except (TimeoutError, openai.APITimeoutError):
            raise self._fault("timeout") from None
        except openai.APIStatusError as error:
            raise self._status_fault(error) from None
        except openai.OpenAIError:
            raise self._fault("endpoint_down") from None
        try:
            return parse(content, self._settings.secret)
        except ValueError:
            raise self._fault("bad_request", "it answered something that is not JSON") from None

    def _status_fault(self, error: "APIStatusError") -> "_TransportError":
        status = error.status_code
        if error.code in {"unsupported_parameter", "unsupported_value"} and error.param in INSTEAD:
            raise _NotTakenError(error.param, f"{status} {self._said(error.body)}") from None
        code = _CODES.get(status, "server_error" if status >= _SERVER_ERROR else "bad_request")
        if error.code == "insufficient_quota":
            code = "key_refused"
        if error.type == "exceed_context_size_error" or error.code == "context_length_exceeded":
            code = "too_long"
        return self._fault(code, f"{status} {self._said(error.body)}".strip(), _retry_after(error.response.headers))

    def _fault(self, code: str, said: str = "", wait_seconds: float | None = None) -> "_TransportError":
        message = f"{self._settings.host} {_ADVICE[code]}" + (f" ({said})" if said else "")
        return _TransportError(message, code, wait_seconds)

    def _said(self, body: object) -> str:
        return words(body, self._settings.secret)


class _TransportError(ModelError):
    """One request failed; `wait_seconds` is how long the server asks to wait."""

    def __init__(self, message: str, code: str, wait_seconds: float | None) -> None:
        super().__init__(message, code)
        self.wait_seconds = wait_seconds


class _NotTakenError(Exception):
    """The endpoint does not take a part of the body."""

    def __init__(self, part: str, said: str) -> None:
        super().__init__(said)
        self.part = part
        self.said = said


class _Pause:
    """Seconds between two attempts: what the server asks for, else twice as long each time, with jitter."""

    def __init__(self, first_seconds: float) -> None:
        self._doubling = tenacity.wait_exponential(first_seconds) + tenacity.wait_random(0, first_seconds)

    def __call__(self, state: tenacity.RetryCallState) -> float:
        fault = state.outcome.exception() if state.outcome else None
        wanted = fault.wait_seconds if isinstance(fault, _TransportError) else None
        return min(self._doubling(state), LONGEST_WAIT_SECONDS) if wanted is None else wanted


def _open(settings: Settings) -> "AsyncOpenAI":
    """The connection; what openai takes from the environment by itself is kept off the wire."""
    import openai  # noqa: PLC0415

    async def keep_to_ours(request: Any) -> None:
        for name in set(request.headers) - _HEADERS:
            del request.headers[name]
        request.headers["authorization"] = f"Bearer {settings.api_key}"

    return openai.AsyncOpenAI(
        api_key=settings.api_key,
        base_url=settings.base_url,
        max_retries=0,
        timeout=settings.timeout_seconds,
        http_client=openai.DefaultAsyncHttpxClient(follow_redirects=False, event_hooks={"request": [keep_to_ours]}),
    )


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that Retry-After asks for, as a number or a date (RFC 9110, 10.2.3), at most `LONGEST_WAIT_SECONDS`.

    None if it asks for none.
    """
    value = headers.get("retry-after", "")
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - time.time()
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(seconds, 0.0), LONGEST_WAIT_SECONDS) if math.isfinite(seconds) else None
