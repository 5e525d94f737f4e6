"""The endpoint of a model: the only module that touches the network, over httpx2.

A request carries the key of its `Settings` and what HTTP needs, nothing else of the environment, and follows no
redirect, so neither a document nor a key gets to a host that was not configured. Requests to this machine go by no
proxy (`proxies`).

tenacity tries again where the transport failed, and waits as long as a Retry-After says, up to
`retrying.LONGEST_WAIT_SECONDS`. What a failure is, `failures` says; what an endpoint does not take of a request, `mending` leaves
out from then on: OpenAI's reasoning models want `max_completion_tokens` and no temperature. httpx2 is imported where
it is used, since that takes time.
"""

import ssl
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import anyio
import tenacity

from summarizer.asking.failures import ADVICE, advice_key, failure_of, finish_of, words_of
from summarizer.asking.mending import Mends, hint
from summarizer.asking.pacing import RateLimiter, RateLimits, estimated_tokens
from summarizer.asking.proxies import ProxyRoute, proxy_of
from summarizer.asking.recording import is_completion, parse, tokens, words
from summarizer.asking.retrying import TRANSIENT, Pause, TransportError, retry_after
from summarizer.asking.settings import Settings
from summarizer.asking.streams import completion_of, is_stream
from summarizer.errors import ModelError, UsageError

if TYPE_CHECKING:
    from httpx2 import AsyncClient, Response

MOST_BYTES = 32_000_000
"""The largest answer that is read, unpacked."""
PROBE_SECONDS = 60.0

_UNLIMITED = 1000  # whoever sets no limits asks for one document at a time
_MAY_BE_MENDED = {"bad_request", "server_error"}
_PROBE = {"role": "user", "content": '只回答 JSON：{"ok": true}'}


class _Answer(NamedTuple):
    """One HTTP answer, read whole."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Endpoint:
    """One endpoint, and the pace at which it is asked; `close` it at the end."""

    def __init__(self, settings: Settings, pace: RateLimiter | None = None) -> None:
        self._settings = settings
        self._pace = pace or RateLimiter(RateLimits(concurrency=_UNLIMITED))
        self._connection: AsyncClient | None = None
        self._proxy: ProxyRoute | None = None
        self._mends = Mends()

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.aclose()

    async def models(self) -> list[str]:
        """The models that the endpoint says it has; raises ModelError where it can't be reached or refuses the key."""
        try:
            body = self._read(await self._request("GET", "/models"))
        except TransportError as fault:
            raise ModelError(fault.message, fault.code) from None
        match body:
            case {"data": [*found]}:
                return sorted(str(model["id"]) for model in found if isinstance(model, dict) and "id" in model)
        return []

    def judge(self, error: ModelError | None) -> None:
        """Note what the answers about a document came to: None where they serve, else what they lack."""
        self._pace.breaker.judge(error)

    async def send(self, body: dict[str, Any]) -> dict[str, Any]:
        """The ChatCompletion that the endpoint answers, asked again where the transport fails.

        Raises ModelError; UsageError where the environment's proxy or certificates can't be used.
        """
        settings = self._settings
        sending = tenacity.AsyncRetrying(
            stop=tenacity.stop_after_attempt(settings.retries),
            wait=Pause(settings.pause_seconds),
            retry=tenacity.retry_if_exception(
                lambda error: isinstance(error, TransportError) and error.code in TRANSIENT
            ),
            reraise=True,
        )
        try:
            return await sending(self._post_in_turn, body)
        except TransportError as fault:
            if fault.code != "timeout":  # each one was noted at once
                await self._note(fault, body)
            raise ModelError(fault.message, fault.code) from None

    async def _post_in_turn(self, body: dict[str, Any]) -> dict[str, Any]:
        estimate = estimated_tokens(body)
        async with self._pace.turn(estimate):
            sent_at = anyio.current_time()
            try:
                completion = await self._post(body, self._settings.timeout_seconds)
            except TransportError as fault:
                if fault.code == "rate_limited":
                    self._pace.slow_down(sent_at, fault.wait_seconds)
                elif fault.code == "timeout":
                    await self._note(fault, body)
                raise
        self._pace.answered(estimate, *tokens(completion))
        return completion

    async def _note(self, fault: "TransportError", body: dict[str, Any]) -> None:
        """Count a failure; where that makes the endpoint suspect, ask it about no document."""
        breaker = self._pace.breaker
        if not breaker.failed(fault, sure=fault.sure):
            return
        try:
            await self._post(body | {"messages": [_PROBE]}, min(PROBE_SECONDS, self._settings.timeout_seconds))
        except TransportError as found:
            breaker.probed(found)
        except BaseException:  # nobody waits for a probe that was given up
            breaker.probed(None)
            raise
        else:
            breaker.probed(None)

    async def _post(self, body: dict[str, Any], timeout_seconds: float) -> dict[str, Any]:
        """The ChatCompletion that the endpoint answers, once, in the form that it takes; raises TransportError."""
        while True:
            sent = self._mends.sent(body)
            answer = await self._request("POST", "/chat/completions", sent, timeout_seconds)
            completion = self._read(answer) if answer.status == HTTPStatus.OK else None
            if is_completion(completion):
                self._check_end(completion)
                return cast("dict[str, Any]", completion)
            said = _parsed(answer.content) if completion is None else completion
            fault = self._refusal(answer, said, sent)
            if fault.code not in _MAY_BE_MENDED or not self._mends.make(words_of(said), sent, _parameter(said)):
                raise fault

    def _check_end(self, completion: Any) -> None:
        """Raises TransportError where the server says that it could not end the answer."""
        choice = completion["choices"][0]
        if error := choice.get("error"):
            raise self._fault(failure_of(HTTPStatus.OK, error).code, self._said(error))
        if finish_of(choice.get("finish_reason")) == "server_error":
            raise self._fault("server_error", self._said(choice["finish_reason"]))

    async def _request(
        self, method: str, path: str, body: dict[str, Any] | None = None, timeout_seconds: float | None = None
    ) -> _Answer:
        """What the endpoint answers, once; raises TransportError where no answer comes."""
        import httpx2  # noqa: PLC0415
        from socksio.exceptions import SOCKSError  # noqa: PLC0415

        if self._connection is None:
            self._proxy = proxy_of(self._settings.base_url)
            self._connection = _open(self._settings, self._proxy)
        try:
            with anyio.fail_after(timeout_seconds or self._settings.timeout_seconds):
                async with self._connection.stream(method, self._url(path), json=body) as response:
                    return _Answer(response.status_code, response.headers, await self._content(response))
        except (TimeoutError, httpx2.TimeoutException):
            raise self._fault("timeout") from None
        except (httpx2.HTTPError, SOCKSError, OSError) as error:
            raise self._broken_off(error) from None

    def _url(self, path: str) -> str:
        base, query, parameters = self._settings.base_url.partition("?")
        return f"{base.rstrip('/')}{path}{query}{parameters}"

    async def _content(self, response: "Response") -> bytes:
        """The body, unpacked; raises TransportError where it is too large, or packed more than once."""
        parts: list[bytes] = []
        size = 0
        if "," in response.headers.get("content-encoding", ""):
            raise self._fault("malformed")
        async for part in response.aiter_bytes():
            size += len(part)
            if size > MOST_BYTES:
                raise self._fault("malformed")
            parts.append(part)
        return b"".join(parts)

    def _read(self, answer: _Answer) -> Any:
        """The JSON of an answer, or what its stream makes; raises TransportError for any other status than 200."""
        if answer.status != HTTPStatus.OK:
            raise self._refusal(answer, _parsed(answer.content))
        secret = self._settings.secret
        if is_stream(answer.content):
            try:
                return completion_of(answer.content, secret)
            except ValueError:
                raise self._fault("endpoint_down", "its answer broke off") from None
        try:
            return parse(answer.content, secret)
        except ValueError:
            raise self._fault("bad_request", "it answered something that is not JSON") from None

    def _refusal(self, answer: _Answer, said: object, sent: Mapping[str, Any] | None = None) -> "TransportError":
        """The failure that an answer without a completion stands for."""
        code, sure = failure_of(answer.status, said)
        status = "" if answer.status == HTTPStatus.OK else str(answer.status)
        text = f"{status} {self._said(said)}".strip()
        option = hint(words_of(said), sent) if sent is not None and code == "bad_request" else ""
        fault = self._fault(code, text, retry_after(answer.headers), option, advice_key(code, answer.status))
        fault.sure = sure
        return fault

    def _broken_off(self, error: Exception) -> "TransportError":
        """The failure of a connection."""
        causes = list(_causes(error))
        untrusted = next((cause for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)), None)
        if untrusted is not None:
            return self._fault("certificate", self._said(str(untrusted)))
        return self._fault("endpoint_down", self._said(str(causes[-1])))

    def _fault(
        self, code: str, said: str = "", wait_seconds: float | None = None, option: str = "", advice: str = ""
    ) -> "TransportError":
        """A failure in one line: the host, what to do, what it said, and the proxy in between."""
        told = f"does not take the request: try {option}" if option else ADVICE[advice or code]
        by = f" by the proxy {self._proxy.shown}" if self._proxy and code in {"endpoint_down", "timeout"} else ""
        message = f"{self._settings.host}{by} {told}" + (f" ({said})" if said else "")
        return TransportError(message, code, wait_seconds)

    def _said(self, body: object) -> str:
        return words(body, self._settings.secret)


def _open(settings: Settings, proxy: ProxyRoute | None) -> "AsyncClient":
    """The connection; of the environment it takes the proxy and the certificates alone."""
    import httpx2  # noqa: PLC0415

    verify = _certificates(settings.base_url, proxy)
    headers = {"authorization": f"Bearer {settings.api_key}", "accept": "application/json"}
    limits = httpx2.Limits(max_connections=1000, max_keepalive_connections=100)
    try:
        route = httpx2.Proxy(proxy.url) if proxy else None
        return httpx2.AsyncClient(
            verify=verify,
            proxy=route,
            headers=headers,
            timeout=settings.timeout_seconds,
            limits=limits,
            trust_env=False,
        )
    except (ValueError, ImportError, httpx2.InvalidURL):
        raise UsageError(
            f"the proxy {proxy.shown if proxy else ''} can't be used: it must be http, https or socks5; "
            f"correct the variable, unset it, or put {settings.host} into NO_PROXY"
        ) from None


def _certificates(url: str, proxy: ProxyRoute | None) -> ssl.SSLContext:
    """Whose certificates are trusted: those of the system, or of SSL_CERT_FILE or SSL_CERT_DIR; none without TLS."""
    import httpx2  # noqa: PLC0415

    if not url.startswith("https:") and not (proxy and proxy.url.startswith("https:")):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return httpx2.create_ssl_context()
    except (OSError, ValueError) as error:
        raise UsageError(
            "the certificates can't be read: correct or unset SSL_CERT_FILE and SSL_CERT_DIR "
            f"({words(getattr(error, 'strerror', None) or error)})"
        ) from None


def _parsed(content: bytes) -> Any:
    """A body as JSON, or as text where it is none."""
    try:
        return parse(content)
    except ValueError:
        return content.decode("utf-8", "replace")


def _parameter(said: object) -> str | None:
    """The parameter that an error of OpenAI's form names as not taken."""
    match said:
        case {"error": {"code": "unsupported_parameter" | "unsupported_value", "param": str(parameter)}}:
            return parameter
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
