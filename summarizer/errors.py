"""The package's own errors.

    SummarizerError
    ├── UsageError          the command or call was wrong; nothing was read          (exit 2)
    ├── InputError          one document could not be read                           (its record fails)
    │   └── InternalError   this program failed on one document, unforeseen          (its record fails)
    └── ModelError          no usable answer came for one document                   (its record fails)
        └── MissingRecording   an exchange was to be replayed and is not stored

Every message is one line that says what is wrong and what to do. `code` is the stable name that
is in `reports.jsonl` under `error.code`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Literal, Self

_PACKAGE, _DISTRIBUTION = __name__.partition(".")[0], "govnews-summarizer"

Party = Literal["document", "endpoint", "account"]
FailureCode = Literal[
    "endpoint_down",
    "timeout",
    "rate_limited",
    "server_error",
    "bad_request",
    "certificate",
    "model_not_found",
    "key_refused",
    "no_balance",
    "refused",
    "too_long",
    "truncated",
]
"""What a request to a model may fail with."""

_UNFORESEEN = "summarizer {version} failed on this document ({type} at {place}): please report this line"
_ENDPOINT = {"endpoint_down", "timeout", "rate_limited", "server_error", "bad_request", "certificate", "not_asked"}
_ACCOUNT = {"key_refused", "no_balance", "model_not_found", "not_configured"}


class Message(str):
    """A sentence of the catalogue (`resources`) in English, with the key and the parameters that it was made from."""

    __slots__ = ("key", "params")

    key: str
    params: Mapping[str, Any]

    @classmethod
    def of(cls, sentence: str, key: str, params: Mapping[str, Any]) -> Self:
        made = cls(sentence)
        made.key, made.params = key, params
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """What it names besides words and numbers (a store, a path) goes to no other process but by its name."""
        kept = (Message, list, dict)
        params = {name: value if isinstance(value, kept) else _plain(value) for name, value in self.params.items()}
        return Message.of, (str(self), self.key, params)

    def as_json(self) -> dict[str, Any]:
        """The key and the parameters, from which `render` makes the sentence again in either language."""
        return {"key": self.key, "params": {name: _plain(value) for name, value in self.params.items()}}


class SummarizerError(Exception):
    """Base of all errors that this package raises on purpose."""

    def __init__(self, message: str, code: str | None = None) -> None:
        """A `Message` can be said in both languages, and the part of its key before a dot is the code."""
        super().__init__(message)
        self.message = message
        self.code = code or getattr(message, "key", "error").partition(".")[0]


class UsageError(SummarizerError):
    """The command line, a setting, a prompt or a schema can't be used; `details` are further lines about it."""

    def __init__(self, message: str, details: Sequence[str] = ()) -> None:
        super().__init__(message, "usage")
        self.details = tuple(details)


class InputError(SummarizerError):
    """One document can't be read.

    Codes: `not_found`, `unreadable`, `empty`, `binary`, `nul_bytes`, `lone_surrogates`, `too_large`,
    `unsupported_type`, `no_reader`, `encrypted`, `no_article`, `bad_row`, `no_text_column`, `mojibake`,
    `broken`, `scanned_pdf`, `unknown_characters`.
    """


class InternalError(InputError):
    """Our own code failed on one document in a way that nobody foresaw (code `internal_error`).

    The message names the type of the exception and the place in our code, never words of the document or a path.
    """

    @classmethod
    def of(cls, error: BaseException) -> Self:
        """The type and place of an exception: `KeyError at checking.ledger:48`."""
        from importlib.metadata import version  # noqa: PLC0415 - reads mail and archives, which nothing else here needs

        params = {"version": version(_DISTRIBUTION), "type": type(error).__name__, "place": _place(error.__traceback__)}
        return cls(Message.of(_UNFORESEEN.format(**params), "internal_error", params))


@contextmanager
def last_net(*passing: type[Exception]) -> Iterator[None]:
    """Make an exception that nobody foresaw an `InternalError`, so that it costs one document and not the run.

    Our own errors, those that are `passing`, a closed pipe, and what ends a program or cancels a task go through.
    """
    try:
        yield
    except Exception as error:
        if isinstance(error, (SummarizerError, BrokenPipeError, *passing)):
            raise
        raise InternalError.of(error) from error


def _place(trace: TracebackType | None) -> str:
    """The line of this package that an exception came through last: `checking.ledger:48`."""
    place = "an unknown line"
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith(f"{_PACKAGE}.") and module != __name__:
            place = f"{module.removeprefix(f'{_PACKAGE}.')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


class ModelError(SummarizerError):
    """The model gave no usable answer for one document.

    Codes, by whose failure each one is (`party`):

    `document`   `refused`, `too_long`, `truncated`, `empty_answer`, `malformed`, `no_recording`, `bad_recording`,
                 `no_answer` (its batch was finished without one): another document may well be answered
    `endpoint`   `endpoint_down`, `timeout`, `rate_limited`, `server_error`, `bad_request`, `certificate`,
                 `not_asked` (the endpoint had failed too often before)
    `account`    `key_refused`, `no_balance`, `model_not_found`, `not_configured`: nothing is answered until you change it

    A `server_error` or `bad_request` may be caused by one document alone; `asking.breaker` finds that out with a probe.
    `asked` lists the exchanges that took place before it (each a `recording.ExchangeSummary`).
    """

    asked: tuple[Any, ...] = ()

    @property
    def party(self) -> Party:
        """Whose failure it is."""
        if self.code in _ACCOUNT:
            return "account"
        return "endpoint" if self.code in _ENDPOINT else "document"


class MissingRecording(ModelError):
    """The exchange with this digest is not among the recordings."""

    def __init__(self, digest: str, message: Message) -> None:
        super().__init__(message)
        self.digest = digest

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.digest, self.message), {"asked": self.asked}


def _plain(value: Any) -> Any:
    """A parameter as JSON holds it."""
    if isinstance(value, Message):
        return value.as_json()
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value if value is None or isinstance(value, str | int | float | bool | dict) else str(value)
