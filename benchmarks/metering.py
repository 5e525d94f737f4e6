"""A server on 127.0.0.1 that passes chat completions on to a model and counts them, the same way for whoever asks.

With a folder, an exchange that it holds is answered from there, with the tokens and seconds that it took the first time;
so a comparison that was stopped goes on.
"""

import hashlib
import json
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, fields
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_TIMEOUT_SECONDS = 3600


@dataclass
class Count:
    """What was asked: tokens of prompts that were computed, those that the server still had, tokens answered."""

    calls: int = 0
    computed: int = 0
    cached: int = 0
    answered: int = 0
    seconds: float = 0.0

    def add(self, exchange: dict[str, Any]) -> None:
        usage = exchange["answer"].get("usage") or {}
        cached = (usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0
        self.calls += 1
        self.computed += usage.get("prompt_tokens", 0) - cached
        self.cached += cached
        self.answered += usage.get("completion_tokens", 0)
        self.seconds += exchange.get("seconds") or _seconds(exchange["answer"])

    def since(self, before: "Count") -> "Count":
        """What was asked after `before`, a copy of this count at an earlier time."""
        return Count(*(getattr(self, f.name) - getattr(before, f.name) for f in fields(Count)))


def _seconds(answer: dict[str, Any]) -> float:
    """What llama.cpp says of the time that an answer took."""
    times = answer.get("timings") or {}
    return float(times.get("prompt_ms", 0) + times.get("predicted_ms", 0)) / 1000


class Meter:
    """`with Meter(base_url) as meter:` listens at `meter.url` and keeps `meter.count`."""

    def __init__(self, base_url: str, key: str = "none", folder: Path | None = None) -> None:
        self.count = Count()
        self._base_url, self._key, self._folder = base_url.rstrip("/"), key, folder
        self._one_at_a_time = threading.Lock()
        meter = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, answer = meter.exchange(body)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def exchange(self, body: bytes) -> tuple[int, bytes]:
        """The status and the answer to a request; one at a time, so that seconds are those of one request."""
        kept = self._folder / f"{hashlib.sha256(body).hexdigest()}.json" if self._folder else None
        with self._one_at_a_time:
            if kept and kept.exists():
                exchange = json.loads(kept.read_text(encoding="utf-8"))
            else:
                started = time.monotonic()
                status, answer = self._ask(body)
                if status != 200:  # noqa: PLR2004 - HTTP's OK
                    return status, answer
                exchange = {"answer": json.loads(answer), "seconds": time.monotonic() - started}
                if kept:
                    kept.parent.mkdir(parents=True, exist_ok=True)
                    kept.write_text(json.dumps(exchange, ensure_ascii=False), encoding="utf-8")
            self.count.add(exchange)
        return 200, json.dumps(exchange["answer"]).encode()

    def _ask(self, body: bytes) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._key}"}
        request = urllib.request.Request(f"{self._base_url}/chat/completions", body, headers)  # noqa: S310 - an option
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
