"""An OpenAI-compatible server on 127.0.0.1 for tests: each request gets the next step of a script.

`with Loopback(status(429, retry_after="0"), answer('{"a": 1}')) as server:` serves at `server.url`; the last
step is repeated. `server.received` is what came in. Tests that use it carry the marks in `LOOPBACK`.
"""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import pytest

LOOPBACK = [pytest.mark.loopback, pytest.mark.allow_hosts(["127.0.0.1"])]


@dataclass(frozen=True)
class Received:
    """One request: `at_seconds` on the monotonic clock, header names in lower case."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]
    at_seconds: float


@dataclass(frozen=True)
class Reply:
    """What is answered; `payload` is JSON, or bytes sent as they are."""

    payload: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Step = Reply | Callable[["_Handler"], None]


def completion(content: str | None, finish_reason: str = "stop", **message: Any) -> dict[str, Any]:
    """A ChatCompletion of 11 tokens read and 7 written."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "served",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish_reason,
                "message": {"role": "assistant", "content": content, **message},
            }
        ],
        "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
    }


def answer(content: str | None, finish_reason: str = "stop", **message: Any) -> Reply:
    return Reply(completion(content, finish_reason, **message))


def tool_call(arguments: str) -> Reply:
    call = {"id": "call-1", "type": "function", "function": {"name": "Draft", "arguments": arguments}}
    return answer(None, "tool_calls", tool_calls=[call])


def status(number: int, /, message: str = "no", retry_after: str | None = None, **error: str) -> Reply:
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return Reply({"error": {"message": message, **error}}, number, headers)


def reset(handler: "_Handler") -> None:
    """The connection breaks without an answer."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def hang(handler: "_Handler") -> None:
    """No answer comes until the server is stopped."""
    handler.server.stopping.wait(30)
    handler.close_connection = True


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["content-length"]))))

    def _answer(self, body: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        step = self.server.take(Received(self.path, headers, body, time.monotonic()))
        if isinstance(step, Reply):
            self._reply(step)
        else:
            step(self)

    def _reply(self, reply: Reply) -> None:
        payload = reply.payload if isinstance(reply.payload, bytes) else json.dumps(reply.payload).encode()
        self.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def finish(self) -> None:
        try:
            super().finish()
        except OSError:
            self.rfile.close()

    def log_message(self, *_arguments: Any) -> None:
        """Nothing is logged."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, script: tuple[Step, ...]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = list(script)
        self.received: list[Received] = []
        self.stopping = threading.Event()
        self.lock = threading.Lock()

    def take(self, request: Received) -> Step:
        with self.lock:
            self.received.append(request)
            return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def handle_error(self, *_arguments: Any) -> None:
        """A client that went away is no error here."""


class Loopback:
    """The server, in a thread, from `with` to its end."""

    def __init__(self, *script: Step) -> None:
        self._script = script

    def __enter__(self) -> Self:
        self._server = _Server(self._script)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stopping.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def received(self) -> list[Received]:
        return self._server.received
