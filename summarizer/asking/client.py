"""Asking a model: the only module that touches the network, and the only importer of openai and instructor.

What is sent is built by `Request.body`, so that a library adds no second copy of the schema, and a live
request is the same as one of a batch. pydantic validates the answer; instructor validates one that does not fit
again and words its reask. openai and instructor are imported where they are used, since that takes seconds.
Each attempt, reasks too, is first looked up among the recordings and only then sent; what came is stored before
anybody parses it.

A request carries the key of its `Settings` and what HTTP needs, nothing else of the environment (no
organization, no OPENAI_CUSTOM_HEADERS), and follows no redirect, so neither a document nor a key gets to a
host that was not configured.

Two loops: tenacity tries again where the transport failed (and waits as long as a Retry-After says, up to
`LONGEST_WAIT_SECONDS`); instructor reasks where the answer does not fit the schema. A refusal or an answer
that was cut off is neither: it would come again.
"""

import logging
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

import anyio
import tenacity

from summarizer.asking.pacing import Limits, Pace, estimated_tokens
from summarizer.asking.prompting import schema_of
from summarizer.asking.recording import Asked, Exchange, Recordings, Request, is_completion, parse, tokens, words
from summarizer.asking.settings import Settings
from summarizer.errors import MissingRecording, ModelError

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI
    from openai.types.chat import ChatCompletion
    from pydantic import BaseModel

__all__ = ["Answer", "Client", "Settings"]

DraftT = TypeVar("DraftT", bound="BaseModel")

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


@dataclass(frozen=True, slots=True)
class Answer(Generic[DraftT]):
    """What the model returned, and the exchanges that it took, one an attempt."""

    draft: DraftT
    asked: tuple[Asked, ...]


class Client:
    """Asks one model; `async with Client(…) as client:` closes its connections.

    Without settings that name an endpoint it only replays. With recordings it asks what they lack, and keeps
    that where `record` is set, so a run that was stopped goes on.
    """

    def __init__(
        self,
        settings: Settings | None,
        recordings: Recordings | None = None,
        *,
        record: bool = False,
        pace: Pace | None = None,
    ) -> None:
        self._settings = settings or Settings()
        self._recordings = recordings
        self._record = record
        self._pace = pace or Pace(Limits(concurrency=_UNLIMITED))
        self._endpoint: AsyncOpenAI | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._endpoint is not None:
            await self._endpoint.close()

    async def ask(self, request: Request, draft: type[DraftT]) -> Answer[DraftT]:
        """The model's answer as a `draft`, reasked where it does not fit.

        Raises ModelError with the exchanges that took place in `asked`, each with its raw answer;
        MissingRecording where an exchange was only to be replayed; UsageError where recordings can't be written.
        """
        attempts = _Attempts(self, request, request.body(schema_of(draft), self._settings.mode))
        try:
            validated = await attempts.validated(draft, self._settings.reasks)
        except ModelError as error:
            error.asked = tuple(attempts.asked)
            raise
        *faulty, last = attempts.asked
        return Answer(validated, (*faulty, replace(last, answer=None)))

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

    async def exchange(self, request: Request, attempt: int, body: dict[str, Any]) -> tuple[Exchange, bool]:
        """The exchange, and whether it was replayed; `body` is what is sent if it was not."""
        digest = request.digest(attempt)
        stored = self._recordings.get(digest) if self._recordings is not None else None
        if stored is not None:
            return stored, True
        if not self._settings.configured:
            raise self._nobody_to_ask(digest)
        exchange = Exchange.of(request, attempt, await self._send(body))
        if self._record and self._recordings is not None:
            self._recordings.put(exchange)
        return exchange, False

    def _nobody_to_ask(self, digest: str) -> ModelError:
        if self._recordings is not None:
            return MissingRecording(digest, str(self._recordings))
        lacking = "a key (OPENAI_API_KEY) or --base-url" if self._settings.model else "a model (--model)"
        return ModelError(f"there is no model to ask: set {lacking}, or give recordings", "not_configured")

    async def _send(self, body: dict[str, Any]) -> dict[str, Any]:
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
        completion = await self._request("post", "/chat/completions", body=body)
        if not is_completion(completion):
            raise self._fault("server_error", self._said(completion))
        return cast("dict[str, Any]", completion)

    async def _request(self, method: str, path: str, **options: Any) -> Any:
        """The JSON that the endpoint answers, once; raises _TransportError."""
        import openai  # noqa: PLC0415
        from httpx2 import Response  # noqa: PLC0415

        self._endpoint = self._endpoint or _open(self._settings)
        try:
            with anyio.fail_after(self._settings.timeout_seconds):
                # openai's typed methods would go through the whole schema of each request again, at the price of a scan.
                answered = await getattr(self._endpoint, method)(path, cast_to=Response, **options)
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


class _Attempts:
    """The attempts at one request: the first by ourselves, those after an answer that does not fit by instructor."""

    def __init__(self, client: Client, request: Request, body: dict[str, Any]) -> None:
        self._client = client
        self._request = request
        self._body = body
        self.asked: list[Asked] = []
        self.text = ""

    async def validated(self, draft: type[DraftT], reasks: int) -> DraftT:
        """Ask until the answer fits `draft`, at most `reasks` times more; raises ModelError."""
        from pydantic import ValidationError  # noqa: PLC0415

        await self._ask([])
        try:
            return draft.model_validate_json(self.text, strict=False)
        except ValidationError:
            await self._reask(draft, reasks)
        return draft.model_validate_json(self.text, strict=False)

    async def _reask(self, draft: type[DraftT], reasks: int) -> None:
        """Let instructor find what is wrong with the first answer, and ask again."""
        import instructor  # noqa: PLC0415
        from instructor.core import InstructorRetryException  # noqa: PLC0415

        # It logs each failure, with the answer, and we raise it.
        logging.getLogger("instructor").setLevel(logging.CRITICAL)
        mode = instructor.Mode.JSON_SCHEMA
        patched = instructor.AsyncInstructor(
            client=None, create=instructor.patch(create=self.create, mode=mode), mode=mode
        )
        try:
            await patched.create(draft, list(self._body["messages"]), max_retries=reasks, strict=False)
        except InstructorRetryException as error:
            raise self._failure(error.__cause__ or error) from None

    async def create(self, *, messages: list[dict[str, Any]], **_instructed: Any) -> "ChatCompletion":
        """Stands where instructor expects the endpoint: of what it gives, only the reask's messages are taken."""
        from openai.types.chat import ChatCompletion  # noqa: PLC0415

        added = messages[len(self._request.messages) :]
        if added:
            await self._ask(added)
        message = {"role": "assistant", "content": self.text}
        return ChatCompletion.construct(choices=[{"index": 0, "finish_reason": "stop", "message": message}])

    async def _ask(self, added: list[dict[str, Any]]) -> None:
        """Take one answer to the request and the messages that a reask has added."""
        body = self._body | {"messages": [*self._body["messages"], *added]}
        exchange, replayed = await self._client.exchange(self._request, len(self.asked), body)
        read, written = exchange.tokens
        request = self._request
        told = (request.model, request.prompt, exchange.digest, replayed, request.round, read, written, exchange.text)
        self.asked.append(Asked(*told))
        _check(exchange, self._body.get("max_tokens"))
        self.text = _unfenced(exchange.text)

    def _failure(self, cause: BaseException) -> BaseException:
        """What `cause` comes to: an answer that pydantic does not take is a ModelError."""
        from pydantic import ValidationError  # noqa: PLC0415

        if not isinstance(cause, ValidationError):
            return cause
        times = f"{len(self.asked)} times" if len(self.asked) > 1 else "once"
        if not self.text.strip():
            return ModelError(f"the model answered nothing, asked {times}: try another model", "empty_answer")
        first = cause.errors(include_url=False)[0]
        place = ".".join(str(part) for part in ("answer", *first["loc"]))
        problem = f"the answer does not fit the schema, asked {times}: {words(place + ': ' + first['msg'])}"
        return ModelError(problem, "malformed")


class _TransportError(ModelError):
    """One request failed; `wait_seconds` is how long the server asks to wait."""

    def __init__(self, message: str, code: str, wait_seconds: float | None) -> None:
        super().__init__(message, code)
        self.wait_seconds = wait_seconds


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


def _check(exchange: Exchange, max_tokens: int | None) -> None:
    """Raises ModelError where asking the same again makes no sense."""
    if exchange.finish_reason == "length":
        limit = f" at {max_tokens} tokens" if max_tokens else ""
        raise ModelError(f"the answer was cut off{limit}: raise --max-answer-tokens", "truncated")
    refusal = exchange.message.get("refusal")
    if refusal or exchange.finish_reason == "content_filter":
        raise ModelError(f"the model refused to answer: {words(refusal or 'content filter')}", "refused")


def _unfenced(text: str) -> str:
    """The JSON inside of a ``` block, if the answer is nothing but one."""
    stripped = text.strip()
    if not (stripped.startswith("```") and stripped.endswith("```")):
        return text
    return stripped.removesuffix("```").partition("\n")[2]


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
