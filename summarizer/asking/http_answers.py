"""HTTP answers: what an endpoint sent back, read whole, and the causes of a failure."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from summarizer.asking.recording import parse


class HttpAnswer(NamedTuple):
    """One HTTP answer, read whole."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Refused(Exception):
    """The endpoint answered with a status other than 200."""

    def __init__(self, answer: HttpAnswer) -> None:
        super().__init__()
        self.answer = answer


def parsed(content: bytes) -> Any:
    """A body as JSON, or as text where it is not JSON."""
    try:
        return parse(content)
    except ValueError:
        return content.decode("utf-8", "replace")


def causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
