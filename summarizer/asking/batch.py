"""The OpenAI Batch format: questions written to a file, answers read from one, matched by their id.

A question's id is the digest of its first attempt, so an answer becomes a recording like any other, and
what the answer lacks (a reask, a patch) can be asked later. `vllm run-batch` reads and writes the same
format: https://platform.openai.com/docs/guides/batch. Answers come in any order and not all of them come;
what can't be used is told, one line each, and never raised.
"""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from summarizer.asking.recording import Exchange, Mode, Request, is_completion, parse, words


class Answers(NamedTuple):
    """What a file of answers gave: the exchanges, and one line for each thing that is wrong with it."""

    exchanges: list[Exchange]
    problems: list[str]


def request_line(request: Request, schema: Mapping[str, Any], mode: Mode = "json_schema") -> dict[str, Any]:
    """The line that asks `request` for an answer that fits `schema`; the body is what a live request sends."""
    return {
        "custom_id": request.digest(0),
        "method": "POST",
        "url": "/v1/chat/completions",
        "body": request.body(schema, mode),
    }


def read_answers(lines: Iterable[str], requests: Iterable[Request]) -> Answers:
    """The exchanges that answer `requests`, in the order of `lines`; of two answers the first one wins."""
    asked = {request.digest(0): request for request in requests}
    exchanges: dict[str, Exchange] = {}
    problems: list[str] = []
    told: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        custom_id, body, problem = _read_line(line)
        if custom_id in exchanges:
            problem = "a second answer"
        elif problem is None and custom_id not in asked:
            problem = "an answer to no request of this run"
        if problem is not None:
            problems.append(f"line {number}: {_short(custom_id)}{problem}")
            told.add(custom_id)
        else:
            exchanges[custom_id] = Exchange.of(asked[custom_id], 0, body)
    problems += [f"{_short(digest)}no answer" for digest in asked if digest not in exchanges.keys() | told]
    return Answers(list(exchanges.values()), problems)


def _read_line(line: str) -> tuple[str, dict[str, Any], str | None]:
    """The id, the body and what is wrong with it, if anything."""
    try:
        answer = parse(line)
    except ValueError:
        return "", {}, "not JSON"
    match answer:
        case {"custom_id": str(custom_id), "error": error} if error:
            return custom_id, {}, words(error)
        case {"custom_id": str(custom_id), "response": {"status_code": int(status), "body": body}} if (
            status != HTTPStatus.OK
        ):
            return custom_id, {}, f"status {status}: {words(body)}"
        case {"custom_id": str(custom_id), "response": {"body": body}} if is_completion(body):
            return custom_id, body, None
        case {"custom_id": str(custom_id)}:
            return custom_id, {}, "no chat completion in it"
    return "", {}, "not an answer of the Batch format"


def _short(digest: str) -> str:
    return f"{digest[:12]}…: " if digest else ""
