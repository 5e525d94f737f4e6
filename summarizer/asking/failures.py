"""The failure that an endpoint's error means: a code of `ModelError`, decided by the rows of `data/failures.tsv`.

Endpoints report the same failure by codes, types, HTTP statuses or words, in bodies of many shapes, and gateways wrap
those of others. So all codes and all words of a body are searched, however deep they lie.
"""

import re
from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from typing import NamedTuple

from summarizer.errors import FailureCode
from summarizer.resources import table

FINISHES: dict[str, FailureCode] = {
    **dict.fromkeys(("length", "max_tokens", "max_output_tokens", "model_length"), "truncated"),
    **dict.fromkeys(
        (
            *("content_filter", "content_filtered", "safety", "sensitive", "recitation", "refusal", "blocklist"),
            *("prohibited_content", "spii", "guardrail_intervened", "language"),
        ),
        "refused",
    ),
    **dict.fromkeys(("model_context_window_exceeded", "context_length_exceeded"), "too_long"),
    **dict.fromkeys(("insufficient_system_resource", "network_error", "error", "abort"), "server_error"),
}
"""The failure that a `finish_reason` (in lower case) means where it ends no answer: of OpenAI, Gemini, Zhipu, DeepSeek, Anthropic."""

_CODE_KEYS = {"code", "type", "status", "reason", "error_code", "err_code", "errorcode"}
_DEEPEST = 8
_ECHO = "input"  # where pydantic repeats the refused input, which includes our document
_LONGEST = 1000


class Failure(NamedTuple):
    """A code, and whether it is surely the endpoint's: a 403 alone may come from a filter in front of it."""

    code: FailureCode
    sure: bool = True


class _Row(NamedTuple):
    code: FailureCode
    by: str
    match: re.Pattern[str]


def failure_of(status: int, body: object) -> Failure:
    """The failure that an answer of this HTTP status and body, parsed or plain text, means.

    With status 200, the status that the body names counts; 500 where it names none.
    """
    codes = {code.lower() for code in _codes(body)}
    if status == HTTPStatus.OK:
        named = (int(code) for code in codes if re.fullmatch("[45][0-9][0-9]", code))
        status = next(named, HTTPStatus.INTERNAL_SERVER_ERROR)
    text = words_of(body)
    row = next(row for row in _rows() if _applies(row, status, codes, text))
    return Failure(row.code, sure=row.by != "status" or status != HTTPStatus.FORBIDDEN)


def finish_of(reason: object) -> FailureCode | None:
    """The code of an answer that ended for this `finish_reason`; None where it is an answer."""
    return FINISHES.get(reason.lower()) if isinstance(reason, str) else None


def advice_form(code: str, status: int) -> str:
    """The form of a failure's message: that of its code, or a nearer one by its HTTP status."""
    if code == "bad_request" and status in {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}:
        return "no_address"
    return "moved" if code == "bad_request" and status in range(300, 400) else "host"


def words_of(body: object) -> str:
    """All words of a body without its keys; none of a page of HTML, and nothing that repeats the request."""
    if isinstance(body, str) and body.lstrip().startswith("<"):
        return ""
    return " ".join(text[:_LONGEST] for text in _strings(body))


def _strings(body: object, depth: int = 0) -> Iterator[str]:
    if isinstance(body, str):
        yield body
    elif isinstance(body, dict | list) and depth < _DEEPEST:
        for name, part in body.items() if isinstance(body, dict) else enumerate(body):
            if name != _ECHO:
                yield from _strings(part, depth + 1)


def _codes(body: object, depth: int = 0) -> Iterator[str]:
    if not isinstance(body, dict | list) or depth >= _DEEPEST:
        return
    for name, part in body.items() if isinstance(body, dict) else enumerate(body):
        if isinstance(part, str | int) and name in _CODE_KEYS:
            yield str(part)
        elif isinstance(part, int) and name == "status_code":
            yield f"status_code:{part}"
        if name != _ECHO:
            yield from _codes(part, depth + 1)


def _applies(row: _Row, status: int, codes: set[str], text: str) -> bool:
    if row.by == "code":
        return any(row.match.fullmatch(code) for code in codes)
    if row.by == "status":
        return row.match.fullmatch(str(status)) is not None
    return row.match.search(text) is not None


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(code, by, re.compile(re.escape(match) if by == "code" else match, re.IGNORECASE))  # type: ignore[arg-type]
        for code, by, match, *_ in table("failures")
    )
