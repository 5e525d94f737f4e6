"""The OpenAI Batch format: questions written to a file, answers read from one, matched by their id.

A question's id is the digest of its first attempt, so an answer becomes a recording like any other, and
what the answer lacks (a reask, a patch) can be requested later. `vllm run-batch` reads and writes the same
format: https://platform.openai.com/docs/guides/batch. Answers come in any order and not all of them come;
what can't be used is reported, one line each, and never raised.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import IO, Any, NamedTuple, Self

from summarizer.asking.recording import Mode, Request, is_completion, parse, words
from summarizer.errors import UsageError
from summarizer.resources import message, os_words

# What OpenAI's Batch API takes at most in one file.
MOST_REQUESTS, MOST_BYTES = 50_000, 200_000_000


def request_line(request: Request, schema: Mapping[str, Any], mode: Mode = "json_schema") -> dict[str, Any]:
    """The line that asks `request` for an answer that fits `schema`; the body is what a live request sends."""
    return body_line(request.digest(0), request.body(schema, mode))


def body_line(digest: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """The line that sends a body under the digest of its exchange."""
    return {"custom_id": digest, "method": "POST", "url": "/v1/chat/completions", "body": body}


class BatchAnswer(NamedTuple):
    """One line of answers: the id of its question, its ChatCompletion, and what is wrong with it, if anything.

    `code` is the error code of a question that was not answered.
    """

    custom_id: str
    body: dict[str, Any]
    problem: str | None
    code: str = "server_error"


def read_answer(line: str) -> BatchAnswer:
    """An answer from one line of a file; a line that can't be used says why in `problem`."""
    try:
        answer = parse(line)
    except ValueError:
        return BatchAnswer("", {}, message("batch.not_json"))
    match answer:
        case {"custom_id": str(custom_id), "error": error} if error:
            return BatchAnswer(custom_id, {}, words(error))
        case {"custom_id": str(custom_id), "response": {"status_code": int(status), "body": body}} if (
            status != HTTPStatus.OK
        ):
            code = "server_error" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "bad_request"
            return BatchAnswer(custom_id, {}, message("batch.status", status=status, words=words(body)), code)
        case {"custom_id": str(custom_id), "response": {"body": body}} if is_completion(body):
            return BatchAnswer(custom_id, body, None)
        case {"custom_id": str(custom_id)}:
            return BatchAnswer(custom_id, {}, message("batch.no_completion"))
    return BatchAnswer("", {}, message("batch.other_format"))


class RequestFiles:
    """Files of requests, each within the Batch API's limits: `requests.jsonl`, then `requests-2.jsonl` and so on."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._file: IO[str] | None = None
        self._bytes = self._lines = 0
        self.paths: list[Path] = []
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._file is not None:
            self._file.close()

    def write(self, line: dict[str, Any]) -> None:
        text = json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n"
        size = len(text.encode())
        if self._file is None or self._lines >= MOST_REQUESTS or self._bytes + size > MOST_BYTES:
            self._next()
        assert self._file is not None  # noqa: S101 - _next opened it
        try:
            self._file.write(text)
        except OSError as error:
            raise UsageError(message("file.not_written", path=self.paths[-1], why=os_words(error))) from None
        self._bytes, self._lines, self.count = self._bytes + size, self._lines + 1, self.count + 1

    def _next(self) -> None:
        number = len(self.paths) + 1
        path = self._output if number == 1 else self._output.with_stem(f"{self._output.stem}-{number}")
        if self._file is not None:
            self._file.close()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            raise UsageError(message("file.not_written", path=path, why=os_words(error))) from None
        self._bytes = self._lines = 0
        self.paths.append(path)
