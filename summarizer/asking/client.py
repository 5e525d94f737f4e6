"""Asking a model: an answer that fits its schema; the only importer of instructor.

`Request.body` builds what is sent, so that a library adds no second copy of the schema, and a live request is the same
as one of a batch. Each attempt, reasks too, goes to the transport, which looks into the recordings first and stores
what comes before anybody parses it. An answer is used as far as it holds (`fitting`). Where nothing of it can be used,
instructor validates it and words the reask; its import takes seconds, so it waits until then.

A refusal, or an answer that was cut off before anything of it was whole, is not reasked: it would come again. Where the
transport fails, `endpoint` tries again.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from summarizer.asking.failures import finish_of
from summarizer.asking.fitting import Fitted, fit_answer
from summarizer.asking.prompting import schema_of
from summarizer.asking.recording import Exchange, ExchangeSummary, Request, words
from summarizer.asking.settings import Settings
from summarizer.asking.token_counts import was_cut
from summarizer.asking.transport import Transport
from summarizer.errors import ModelError
from summarizer.resources import message

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion
    from pydantic import BaseModel

__all__ = ["Answer", "Client", "Settings"]

DraftT = TypeVar("DraftT", bound="BaseModel")


@dataclass(frozen=True, slots=True)
class Answer(Generic[DraftT]):
    """What the model returned, and the exchanges that it took, one an attempt."""

    draft: DraftT
    asked: tuple[ExchangeSummary, ...]


class Client:
    """Asks one model by a transport; `async with Client(…) as client:` closes its connections."""

    def __init__(self, settings: Settings, transport: Transport) -> None:
        self._settings = settings
        self.transport = transport

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.transport.close()

    async def ask(self, request: Request, draft: type[DraftT]) -> Answer[DraftT]:
        """The model's answer as a `draft`, reasked where it does not fit.

        Raises ModelError with the exchanges that took place in `asked`, each with its raw answer;
        MissingRecording where an exchange was only to be replayed; UsageError where recordings can't be written.
        """
        attempts = _Attempts(self, request, request.body(schema_of(draft), self._settings.mode), draft)
        try:
            validated = await attempts.validated(self._settings.reasks)
        except ModelError as error:
            error.asked = tuple(attempts.asked)
            raise
        *faulty, last = attempts.asked
        return Answer(validated, (*faulty, replace(last, answer=None)))

    def judge(self, asked: Sequence[ExchangeSummary], error: ModelError | None = None) -> None:
        """Note what a document's answers came to, so that nobody pays for useless answers for ever.

        `asked` are the document's exchanges: where all were replayed, nothing was paid, and nothing is noted.
        """
        if any(not exchange.replayed for exchange in asked):
            self.transport.judge(error)


class _Attempts(Generic[DraftT]):
    """The attempts at one request: the first by ourselves, those after an answer that does not fit by instructor."""

    def __init__(self, client: Client, request: Request, body: dict[str, Any], draft: type[DraftT]) -> None:
        self._client = client
        self._request = request
        self._body = body
        self._draft = draft
        self._fitted: Fitted[DraftT] = Fitted("")
        self.asked: list[ExchangeSummary] = []

    async def validated(self, reasks: int) -> DraftT:
        """Ask until something of an answer can be used, at most `reasks` times more; raises ModelError."""
        await self._ask([])
        found = self._fitted.draft
        return found if found is not None else await self._reask(reasks)

    async def _reask(self, reasks: int) -> DraftT:
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
            validated = await patched.create(
                self._draft, list(self._body["messages"]), max_retries=reasks, strict=False
            )
        except InstructorRetryException as error:
            raise self._failure(error.__cause__ or error) from None
        return validated if self._fitted.draft is None else self._fitted.draft

    async def create(self, *, messages: list[dict[str, Any]], **_instructed: Any) -> "ChatCompletion":
        """What instructor calls as the endpoint; only the reask's messages count of what it gives."""
        from openai.types.chat import ChatCompletion  # noqa: PLC0415

        added = messages[len(self._request.messages) :]
        if added:
            await self._ask(added)
        message = {"role": "assistant", "content": self._fitted.json}
        return ChatCompletion.construct(choices=[{"index": 0, "finish_reason": "stop", "message": message}])

    async def _ask(self, added: list[dict[str, Any]]) -> None:
        """Ask with the messages that a reask has added, and fit what comes."""
        body = self._body | {"messages": [*self._body["messages"], *added]}
        request = self._request
        exchange = await self._client.transport.exchange(request, len(self.asked), body)
        asked = (request.model, request.prompt, exchange.digest, exchange.replayed, request.round)
        self._fitted = fit_answer(exchange.text, self._draft)
        cut = was_cut(body, exchange.response.get("usage"))
        counts = (*exchange.tokens, exchange.cached_tokens)
        self.asked.append(ExchangeSummary(*asked, *counts, exchange.text, self._fitted.flaws, cut=cut))
        if self._fitted.draft is None:
            _check(exchange, self._body.get("max_tokens"))

    def _failure(self, cause: BaseException) -> BaseException:
        """What `cause` comes to: an answer that pydantic does not take is a ModelError."""
        from pydantic import ValidationError  # noqa: PLC0415

        if not isinstance(cause, ValidationError):
            return cause
        times = message("times", count=len(self.asked)) if len(self.asked) > 1 else message("times.once")
        if not self._fitted.json.strip():
            return ModelError(message("empty_answer", times=times))
        first = cause.errors(include_url=False)[0]
        place = ".".join(str(part) for part in ("answer", *first["loc"]))
        return ModelError(message("malformed", times=times, what=words(place + ": " + first["msg"])))


def _check(exchange: Exchange, max_tokens: int | None) -> None:
    """Raises ModelError where asking the same again makes no sense."""
    ended = finish_of(exchange.finish_reason)
    if ended == "truncated":
        raise ModelError(message("truncated.at", limit=max_tokens) if max_tokens else message("truncated"))
    if ended == "too_long":
        raise ModelError(message("too_long"))
    refusal = exchange.message.get("refusal")
    if refusal or ended == "refused":
        why = words(refusal) if refusal else message("refused.filter", reason=words(exchange.finish_reason or ""))
        raise ModelError(message("refused", why=why))
