"""Which model is asked, where and how, and which key goes there.

`OPENAI_API_KEY` goes to OpenAI's host or to `OPENAI_BASE_URL`, `SUMMARIZER_API_KEY` to an endpoint given by
option or by `SUMMARIZER_BASE_URL`, never in each other's place.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from summarizer.asking.keys import ApiKey, names_a_key
from summarizer.asking.recording import Mode
from summarizer.errors import UsageError
from summarizer.resources import message

OPENAI_URL = "https://api.openai.com/v1"
KEY_VARIABLES = ("OPENAI_API_KEY", "SUMMARIZER_API_KEY")
NO_KEY = "no-key-is-set"  # openai wants a key, your own server may not

OURS = {
    "messages": message("body.messages"),
    "model": message("body.use", option="--model"),
    "max_tokens": message("body.use", option="--max-answer-tokens"),
    **dict.fromkeys(("response_format", "tools", "tool_choice"), message("body.use", option="--mode")),
    "n": message("body.one"),
}
"""Fields of a request that `Settings.body` may not have, and what sets them."""

_SHORTEST_SECRET = 8


@dataclass(frozen=True, slots=True)
class Settings:
    """Which model is asked, where and how.

    `timeout_seconds` is for one answer, all of it. `reasks` is how often a malformed answer is asked again,
    `retries` how often a request is sent at most where the transport fails; the first pause between is about
    `pause_seconds`, each later one twice as long. `max_tokens`, `temperature` and `seed` go to the model, unless
    None; `no_temperature` leaves the temperature to the endpoint. `body` has further fields of the request, such as
    `enable_thinking`, as JSON. The key is in no repr, pickle or `asdict` (`ApiKey`). Raises UsageError where the address
    is no http one or holds a password, a header can't hold the key, or `body` has a field of ours or a key.
    """

    model: str = ""
    base_url: str = OPENAI_URL
    api_key: str | None = field(default=None, repr=False)
    mode: Mode = "json_schema"
    timeout_seconds: float = 600
    reasks: int = 1
    retries: int = 4
    pause_seconds: float = 1
    max_tokens: int | None = 8192
    temperature: float | None = 0
    seed: int | None = None
    no_temperature: bool = False
    body: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not _is_address(self.base_url):
            raise UsageError(message("address.malformed"))
        if "@" in urlsplit(self.base_url).netloc:
            raise UsageError(message("address.with_secret"))
        if self.api_key and not (self.api_key.isascii() and self.api_key.isprintable()):
            raise UsageError(message("key.malformed"))
        for name in self.body.keys() & OURS.keys():
            raise UsageError(message("body.reserved", name=name, instead=OURS[name]))
        for name in filter(names_a_key, self.body):
            raise UsageError(message("body.key", name=name))
        if self.api_key is not None:
            object.__setattr__(self, "api_key", ApiKey(self.api_key))

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        return self

    @classmethod
    def from_environment(
        cls,
        model: str | None = None,
        base_url: str | None = None,
        environ: Mapping[str, str] = os.environ,
        **options: Any,
    ) -> Self:
        """What the options say, and the environment where they are None; `options` are further fields.

        Read are SUMMARIZER_MODEL and, for an endpoint of one's own, SUMMARIZER_BASE_URL and SUMMARIZER_API_KEY,
        else OPENAI_BASE_URL and OPENAI_API_KEY.
        """
        own_url = base_url or environ.get("SUMMARIZER_BASE_URL")
        key = environ.get("SUMMARIZER_API_KEY" if own_url else "OPENAI_API_KEY", "").strip()
        return cls(
            model=model or environ.get("SUMMARIZER_MODEL", ""),
            base_url=own_url or environ.get("OPENAI_BASE_URL") or OPENAI_URL,
            api_key=key or (NO_KEY if own_url else None),
            **{name: value for name, value in options.items() if value is not None},
        )

    @property
    def configured(self) -> bool:
        """Whether a model can be asked: it is named, and there is a key for its endpoint."""
        return bool(self.model and self.api_key)

    @property
    def secret(self) -> str:
        """The key, which no message or file may show; empty for a word in its place, such as EMPTY."""
        key = self.api_key or ""
        return key if len(key) >= _SHORTEST_SECRET and key != NO_KEY else ""

    @property
    def sampling(self) -> dict[str, Any]:
        """What `Request.sampling` is made of."""
        temperature = None if self.no_temperature else self.temperature
        chosen = {"max_tokens": self.max_tokens, "temperature": temperature, "seed": self.seed}
        return {name: value for name, value in chosen.items() if value is not None} | dict(self.body)

    @property
    def host(self) -> str:
        """The endpoint's host and port, for messages."""
        return urlsplit(self.base_url).netloc.rpartition("@")[2]


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or an IPv6 host that is none
        return False
