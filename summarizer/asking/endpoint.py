"""The endpoint of a model: the only module that touches the network, with openai's client.

A request carries the key of its `Settings` and what HTTP needs, nothing else of the environment (no organization, no
OPENAI_CUSTOM_HEADERS), and follows no redirect, so neither a document nor a key gets to a host that was not configured.
Requests to this machine go by no proxy (`proxies`).

tenacity tries again where the transport failed, and waits as long as a Retry-After says, up to
`retrying.LONGEST_WAIT_SECONDS`. What a failure is, `failures` says; what an endpoint does not take of a request, `mending` leaves
out from then on: OpenAI's reasoning models want `max_completion_tokens` and no temperature. openai is imported where
it is used, since that takes seconds.
"""

import ssl
from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

import anyio
import tenacity

from summarizer.asking.event_streams import completion_of, is_stream
from summarizer.asking.failures import advice_form, failure_of, finish_of, words_of
from summarizer.asking.http_answers import HttpAnswer, Refused, causes, parsed
from summarizer.asking.mending import Mends, hint, parameter_of
from summarizer.asking.pacing import RateLimiter, RateLimits
from summarizer.asking.proxies import ProxyRoute, proxy_of
from summarizer.asking.recording import is_completion, parse, tokens, words
from summarizer.asking.retrying import TRANSIENT, Pause, TransportError, retry_after
from summarizer.asking.settings import Settings
from summarizer.asking.token_counts import estimated_tokens
from summarizer.errors import ModelError, UsageError
from summarizer.resources import message

if TYPE_CHECKING:
    from httpx2 import AsyncClient, Request, Response
    from openai import AsyncOpenAI

MOST_BYTES = 32_000_000
"""The largest answer that is read, unpacked."""
PROBE_SECONDS = 60.0

_UNLIMITED = 1000  # whoever sets no limits asks for one document at a time
_MAY_BE_MENDED = {"bad_request", "server_error"}
_HEADERS = {"accept", "accept-encoding", "connection", "content-length", "content-type", "host", "user-agent"}
_PROBE = {"role": "user", "content": '只回答 JSON：{"ok": true}'}


class Endpoint:
    """One endpoint, and the pace at which it is asked; `close` it at the end."""

    def __init__(self, settings: Settings, pace: RateLimiter | None = None) -> None:
        self._settings = settings
        self._pace = pace or RateLimiter(RateLimits(concurrency=_UNLIMITED))
        self._connection: AsyncOpenAI | None = None
        self._proxy: ProxyRoute | None = None
        self._mends = Mends()

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.close()

    async def models(self) -> list[str]:
        """The models that the endpoint says it has; raises ModelError where it can't be reached or refuses the key."""
        try:
            body = self._read(await self._request("get", "/models"))
        except TransportError as fault:
            raise ModelError(fault.message, fault.code) from None
        match body:
            case {"data": [*found]}:
                return sorted(str(model["id"]) for model in found if isinstance(model, dict) and "id" in model)
        return []

    def judge(self, error: ModelError | None) -> None:
        """Note the result of a document's answers: None where they are usable, else what they lack."""
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
        """The ChatCompletion that the endpoint returns, asked in the form that it accepts; raises TransportError."""
        while True:
            sent = self._mends.sent(body)
            answer = await self._request("post", "/chat/completions", timeout_seconds, body=sent)
            completion = self._read(answer) if answer.status == HTTPStatus.OK else None
            if is_completion(completion):
                self._check_end(completion)
                return cast("dict[str, Any]", completion)
            content = parsed(answer.content) if completion is None else completion
            fault = self._refusal(answer, content, sent)
            if fault.code not in _MAY_BE_MENDED or not self._mends.make(words_of(content), sent, parameter_of(content)):
                raise fault

    def _check_end(self, completion: Any) -> None:
        """Raises TransportError where the server reports that it could not finish the answer."""
        choice = completion["choices"][0]
        if error := choice.get("error"):
            raise self._fault(failure_of(HTTPStatus.OK, error).code, self._words(error))
        if finish_of(choice.get("finish_reason")) == "server_error":
            raise self._fault("server_error", self._words(choice["finish_reason"]))

    async def _request(
        self, method: str, path: str, timeout_seconds: float | None = None, **options: Any
    ) -> HttpAnswer:
        """One answer of the endpoint; raises TransportError where none comes."""
        import openai  # noqa: PLC0415
        from httpx2 import HTTPError  # noqa: PLC0415

        self._connection = self._connection or self._open()
        # openai's typed methods would go through the whole schema of each request again, at the price of a scan.
        send = getattr(self._connection, method)
        try:
            with anyio.fail_after(timeout_seconds or self._settings.timeout_seconds):
                streamed = {"cast_to": object, "stream": True, "stream_cls": openai.AsyncStream[object]}
                answered = await send(self._url(path), **streamed, **options)
                return await self._whole(answered.response)
        except (TimeoutError, openai.APITimeoutError):
            raise self._fault("timeout") from None
        except (openai.OpenAIError, HTTPError, OSError) as error:
            for cause in causes(error):
                if isinstance(cause, Refused):
                    return cause.answer
                if isinstance(cause, TransportError):
                    raise cause from None
            raise self._broken_off(error) from None

    async def _whole(self, response: "Response") -> HttpAnswer:
        try:
            return HttpAnswer(response.status_code, response.headers, await self._content(response))
        finally:
            await response.aclose()

    async def _refuse(self, response: "Response") -> None:
        """Read the body of an error ourselves: openai would read it whole, however large it is."""
        if not response.is_success:
            raise Refused(await self._whole(response))

    def _open(self) -> "AsyncOpenAI":
        """The connection; what openai takes from the environment by itself is kept off the wire."""
        import openai  # noqa: PLC0415

        settings = self._settings
        self._proxy = proxy_of(settings.base_url)

        async def keep_to_ours(request: "Request") -> None:
            for name in set(request.headers) - _HEADERS:
                del request.headers[name]
            request.headers["authorization"] = f"Bearer {settings.api_key}"
            request.headers["accept"] = "application/json"

        return openai.AsyncOpenAI(
            api_key=settings.api_key,
            base_url=settings.base_url,
            max_retries=0,
            timeout=settings.timeout_seconds,
            http_client=_http_client(settings, self._proxy, request=[keep_to_ours], response=[self._refuse]),
        )

    def _url(self, path: str) -> str:
        base, query, parameters = self._settings.base_url.partition("?")
        return f"{base.rstrip('/')}{path}{query}{parameters}"

    async def _content(self, response: "Response") -> bytes:
        """The body, unpacked; raises TransportError where it is too large, or packed more than once."""
        content = bytearray()
        if "," in response.headers.get("content-encoding", ""):
            raise self._fault("malformed")
        async for part in response.aiter_bytes():
            content += part
            if len(content) > MOST_BYTES:
                raise self._fault("malformed")
        return bytes(content)

    def _read(self, answer: HttpAnswer) -> Any:
        """The JSON of an answer, or what its stream makes; raises TransportError for any other status than 200."""
        if answer.status != HTTPStatus.OK:
            raise self._refusal(answer, parsed(answer.content))
        secret = self._settings.secret
        if is_stream(answer.content):
            try:
                return completion_of(answer.content, secret)
            except ValueError:
                raise self._fault("endpoint_down", message("endpoint.broke_off")) from None
        try:
            return parse(answer.content, secret)
        except ValueError:
            raise self._fault("bad_request", message("endpoint.not_json")) from None

    def _refusal(self, answer: HttpAnswer, body: object, sent: Mapping[str, Any] | None = None) -> "TransportError":
        """The failure that an answer without a completion means."""
        code, sure = failure_of(answer.status, body)
        text = self._words(body) if answer.status == HTTPStatus.OK else f"{answer.status} {self._words(body)}".strip()
        option = hint(words_of(body), sent) if sent is not None and code == "bad_request" else ""
        form = "option" if option else advice_form(code, answer.status)
        fault = self._fault(code, text, retry_after(answer.headers), form, **({"option": option} if option else {}))
        fault.sure = sure
        return fault

    def _broken_off(self, error: Exception) -> "TransportError":
        """The failure of a connection."""
        chain = list(causes(error))
        untrusted = next((cause for cause in chain if isinstance(cause, ssl.SSLCertVerificationError)), None)
        if untrusted is not None:
            return self._fault("certificate", self._words(str(untrusted)))
        return self._fault("endpoint_down", self._words(str(chain[-1])))

    def _fault(
        self, code: str, detail: str = "", wait_seconds: float | None = None, form: str = "host", **params: str
    ) -> "TransportError":
        """A failure in one line: the host, the proxy in between, what to do, and the endpoint's words."""
        host: str = self._settings.host
        if self._proxy and code in {"endpoint_down", "timeout"}:
            host = message("endpoint.proxied", host=host, proxy=self._proxy.shown)
        shown = message("detail", words=detail) if detail else ""
        return TransportError(message(f"{code}.{form}", host=host, detail=shown, **params), code, wait_seconds)

    def _words(self, body: object) -> str:
        return words(body, self._settings.secret)


def _http_client(settings: Settings, proxy: ProxyRoute | None, **hooks: Any) -> "AsyncClient":
    """The HTTP client of openai; from the environment it takes only the proxy and the certificates."""
    import httpx2  # noqa: PLC0415

    verify = _certificates(settings.base_url, proxy)
    limits = httpx2.Limits(max_connections=1000, max_keepalive_connections=100)
    try:
        route = httpx2.Proxy(proxy.url) if proxy else None
        return httpx2.AsyncClient(
            verify=verify,
            proxy=route,
            timeout=settings.timeout_seconds,
            limits=limits,
            trust_env=False,
            event_hooks=hooks,
        )
    except (ValueError, ImportError, httpx2.InvalidURL):
        raise UsageError(message("proxy.unusable", proxy=proxy.shown if proxy else "", host=settings.host)) from None


def _certificates(url: str, proxy: ProxyRoute | None) -> ssl.SSLContext:
    """The trusted certificates: those of the system, or of SSL_CERT_FILE or SSL_CERT_DIR; none without TLS."""
    import httpx2  # noqa: PLC0415

    if not url.startswith("https:") and not (proxy and proxy.url.startswith("https:")):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return httpx2.create_ssl_context()
    except (OSError, ValueError) as error:
        raise UsageError(
            message("certificates.unreadable", why=words(getattr(error, "strerror", None) or error))
        ) from None
