"""Exchanges: requests to a model and its answers, kept in files and found by their digest.

The digest is the SHA-256 of our own canonical request: the rendered messages, the hash of the committed
schema, the model, the sampling parameters, the round and the attempt, as JSON with sorted keys, without
spaces, in UTF-8. It is computed before any library adds to the request, and neither the endpoint, nor a key,
a header, or the way to ask for JSON is in it: a recording serves wherever the same question is put.

A recording holds `{"digest", "request", "response"}`; `response` is the unchanged ChatCompletion. One whose
digest does not match its request is reported as damaged.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, Protocol, Self
from uuid import uuid4

from summarizer.asking.completions import plausible, written
from summarizer.asking.fitting import Flaw
from summarizer.errors import ModelError, UsageError
from summarizer.resources import message, os_words

Mode = Literal["json_schema", "json", "tools"]
_LONGEST_NUMBER = 40


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a model; `attempt` 0 asks it, later attempts reask after a malformed answer.

    `messages` are `{"role", "content"}`. `schema_sha256` is the hash of the committed schema that the answer
    must fit. `sampling` goes to the endpoint unchanged (temperature, seed, max_tokens …). `round` 0 asks
    for a draft, later ones for patches. `prompt` is name@version, for reports: it is not in the digest.
    """

    messages: tuple[Mapping[str, str], ...]
    model: str
    schema_sha256: str
    sampling: Mapping[str, Any]
    round: int = 0
    prompt: str = ""

    def canonical(self, attempt: int) -> dict[str, Any]:
        """All that determines the answer, as plain JSON; a temperature of 0.0 equals 0."""
        return {
            "messages": [dict(message) for message in self.messages],
            "model": self.model,
            "schema_sha256": self.schema_sha256,
            "sampling": {name: _plain(value) for name, value in self.sampling.items()},
            "round": self.round,
            "attempt": attempt,
        }

    def digest(self, attempt: int) -> str:
        """The name of the exchange: 64 hex digits."""
        return _digest(self.canonical(attempt))

    def body(self, schema: Mapping[str, Any], mode: Mode) -> dict[str, Any]:
        """The body of POST /v1/chat/completions that asks this question; `mode` says where it carries `schema`.

        `json` asks for any JSON object: only the prompt states the schema.
        """
        body = {"model": self.model, "messages": [dict(message) for message in self.messages], **self.sampling}
        name = schema.get("title", "Answer")
        if mode == "json":
            return body | {"response_format": {"type": "json_object"}}
        if mode == "json_schema":
            wanted = {"name": name, "schema": schema}
            return body | {"response_format": {"type": "json_schema", "json_schema": wanted}}
        tool = {"type": "function", "function": {"name": name, "parameters": schema}}
        return body | {"tools": [tool], "tool_choice": {"type": "function", "function": {"name": name}}}


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request to a model and its answer; `request` is canonical, `response` a ChatCompletion as JSON.

    `replayed`: a recording answered, and nothing was sent.
    """

    digest: str
    request: Mapping[str, Any]
    response: Mapping[str, Any]
    replayed: bool = field(default=False, compare=False)

    @classmethod
    def of(cls, request: Request, attempt: int, response: Mapping[str, Any]) -> Self:
        """The exchange of this attempt; `response` must pass `is_completion`."""
        canonical = request.canonical(attempt)
        return cls(_digest(canonical), canonical, response)

    @property
    def message(self) -> Mapping[str, Any]:
        """The first choice's message."""
        message: Mapping[str, Any] = self.response["choices"][0]["message"]
        return message

    @property
    def finish_reason(self) -> str | None:
        reason: str | None = self.response["choices"][0].get("finish_reason")
        return reason

    @property
    def text(self) -> str:
        """What the model wrote, wherever its server puts it."""
        return written(self.message)

    @property
    def tokens(self) -> tuple[int | None, int | None]:
        """Tokens read and tokens written; None where the endpoint does not say."""
        return tokens(self.response)

    @property
    def cached_tokens(self) -> int | None:
        """Of the tokens read, those from the provider's cache; None where the endpoint does not say."""
        return cached_tokens(self.response)


@dataclass(frozen=True, slots=True)
class ExchangeSummary:
    """The summary of an exchange for reports; `answer` is the raw text of one that could not be used, else None.

    `flaws` are what of an answer that was used could not be; `cut` is whether the endpoint, by its own count of tokens,
    read only a part of the prompt.
    """

    model: str
    prompt: str
    digest: str
    replayed: bool
    round: int
    input_tokens: int | None
    output_tokens: int | None
    cached_tokens: int | None = None
    answer: str | None = None
    flaws: tuple[Flaw, ...] = ()
    cut: bool = False


class Recordings(Protocol):
    """A store of exchanges; its `str()` says where it is."""

    def get(self, digest: str) -> Exchange | None:
        """The exchange with this digest, or None. Raises ModelError where it is damaged."""

    def put(self, exchange: Exchange) -> None:
        """Store the exchange, replacing an older one. Raises UsageError where that fails."""


@dataclass(frozen=True, slots=True)
class RecordingFolder:
    """Recordings as `<digest>.json`, one file each: canonical JSON, sorted and indented, for readable diffs.

    `path` may be a resource inside of a package, for reading.
    """

    path: Path | Traversable

    def __str__(self) -> str:
        return str(self.path)

    def get(self, digest: str) -> Exchange | None:
        file = self.path / f"{digest}.json"
        if not file.is_file():
            return None
        try:
            return _read(digest, file.read_bytes())
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            raise ModelError(message("bad_recording", file=file, why=" ".join(str(error).split()))) from None

    def sample(self) -> Exchange | None:
        """One of the exchanges, which shows their model and sampling; None if there are none."""
        names = (
            sorted(file.name for file in self.path.iterdir() if file.name.endswith(".json"))
            if self.path.is_dir()
            else []
        )
        return self.get(names[0].removesuffix(".json")) if names else None

    def put(self, exchange: Exchange) -> None:
        if not isinstance(self.path, Path):
            raise UsageError(message("recordings.no_folder", path=self.path))
        content = {"digest": exchange.digest, "request": exchange.request, "response": exchange.response}
        pretty = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n"
        temporary = self.path / f".{exchange.digest}.{uuid4().hex}"
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(pretty.encode())
            temporary.replace(self.path / f"{exchange.digest}.json")
        except OSError as error:
            with suppress(OSError):
                temporary.unlink()
            raise UsageError(message("recordings.not_written", path=self.path, why=os_words(error))) from None


def tokens(completion: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Tokens read and tokens written, as a ChatCompletion says; None where it does not, or says what can't be."""
    match completion:
        case {"usage": {"prompt_tokens": read, "completion_tokens": written}}:
            counted = plausible(read), plausible(written)
            return counted if None not in counted else (None, None)
    return None, None


def cached_tokens(completion: Mapping[str, Any]) -> int | None:
    """Of the tokens read, those from the provider's cache, as a ChatCompletion says; None where it does not."""
    match completion:
        case {"usage": {"prompt_tokens_details": {"cached_tokens": cached}}}:
            return plausible(cached)
    return None


def is_completion(body: object) -> bool:
    """Whether this is a ChatCompletion with an answer in it; usage, id and times may be missing."""
    match body:
        case {"choices": [{"message": {**_message}, **_choice}, *_more]}:
            return True
    return False


def parse(text: str | bytes, secret: str = "") -> Any:
    """JSON from outside; half a surrogate pair, which UTF-8 can't hold, becomes a question mark, a `secret` [key].

    A number that is not finite, or has more digits than any real one, becomes null. Raises ValueError, also for nesting too deep to read.
    """
    try:
        body = json.loads(text, parse_constant=_no_number, parse_float=_float, parse_int=_int)
        text = json.dumps(body, ensure_ascii=False, allow_nan=False)
        encoded = text.encode("utf-8", "replace")
        sound = body if encoded.decode() == text else json.loads(encoded)
        return _without(secret, sound) if secret and secret in text else sound
    except RecursionError:
        raise ValueError("nested too deep") from None


def words(body: object, secret: str = "") -> str:
    """An endpoint's words on a failure, on one line of at most 200 characters, without `secret`."""
    match body:
        case {"error": error} if error:
            return words(error, secret)
        case {"message": str(message), "metadata": {"raw": str(raw)}}:
            return words(f"{message}: {raw}", secret)
        case {"message": str(message)} | {"base_resp": {"status_msg": str(message)}} | {"msg": str(message)}:
            return words(message, secret)
        case {"detail": detail}:
            return words(detail, secret)
        case [{**first}, *_more]:
            return words(first, secret)
    line = " ".join(str(body or "").split())
    return (line.replace(secret, "[key]") if secret else line)[:200]


def _no_number(_word: str) -> None:
    """Read NaN and Infinity as null."""


def _float(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None


def _int(digits: str) -> int | None:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else None


def _without(secret: str, body: Any) -> Any:
    match body:
        case str():
            return body.replace(secret, "[key]")
        case list():
            return [_without(secret, item) for item in body]
        case dict():
            return {_without(secret, name): _without(secret, value) for name, value in body.items()}
    return body


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _digest(canonical: Mapping[str, Any]) -> str:
    compact = json.dumps(canonical, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(compact.encode()).hexdigest()


def _read(digest: str, content: bytes) -> Exchange:
    stored = parse(content)
    exchange = Exchange(stored["digest"], stored["request"], stored["response"])
    if not digest == exchange.digest == _digest(exchange.request):
        raise ValueError("its digest does not follow from its request")
    if not is_completion(exchange.response):
        raise ValueError("it holds no answer")
    return exchange
