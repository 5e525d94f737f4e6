"""An OpenAI-compatible server on 127.0.0.1 that answers about `articles`, late, wrongly or not at all, by a seeded plan.

It is a process of its own, so that it takes no interpreter time from who asks it. The plan decides by the request (the
hash of its messages) and by how often that came, so it is the same whatever comes first. The log says what
became of each request, in the order of their coming.

usage: python benchmarks/faulty.py '{"seed": 1, "share": 0.3, "latency_seconds": 0}'   (prints its port)
"""

import asyncio
import hashlib
import json
import random
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from types import TracebackType
from typing import Any, NamedTuple, Self

from articles import article, draft, name_of

# What may become of a request; all but the first three are answered with a ChatCompletion.
FAULTS = (
    "busy",  # 429
    "busy_until",  # 429 with Retry-After
    "error",  # 500
    "gateway",  # 502 with a page
    "reset",  # the connection breaks before an answer
    "hang",  # no answer
    "cut",  # the body ends before its end
    "page",  # a page of HTML with status 200
    "drip",  # a right answer, in small pieces
    "garbage",  # an answer that is no JSON
    "misfit",  # JSON of another schema
    "refusal",
    "other",  # a right answer about another article
)
RETRY_AFTER_SECONDS = 0.2
_DRIPS, _DRIP_SECONDS = 4, 0.1


@dataclass(frozen=True, slots=True)
class Behaviour:
    """`share` of the requests meet one of `faults`; right answers take `latency_seconds`."""

    seed: int = 0
    share: float = 0.0
    latency_seconds: float = 0.0
    faults: tuple[str, ...] = FAULTS

    def kind(self, key: str, number: int) -> str:
        """What becomes of a request that comes for the `number`th time."""
        chosen = random.Random(f"{self.seed} {key} {number}")  # noqa: S311 - to be repeated
        return chosen.choice(self.faults) if chosen.random() < self.share else "right"


class Logged(NamedTuple):
    """A request: the article that it is about, the hash of its messages, what became of it, and when it came."""

    article: int | None
    key: str
    kind: str
    at_seconds: float


class Server:
    """The server's side."""

    def __init__(self, behaviour: Behaviour) -> None:
        self._behaviour = behaviour
        self._log: list[Logged] = []
        self._times: Counter[str] = Counter()

    async def serve(self) -> None:
        """Until standard input ends."""
        ended = asyncio.Event()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, backlog=1024)
        asyncio.get_running_loop().add_reader(sys.stdin.fileno(), ended.set)
        print(server.sockets[0].getsockname()[1], flush=True)
        await ended.wait()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while await self._request(reader, writer):
                await writer.drain()
        writer.close()

    async def _request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; whether the connection may be used again."""
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if head.startswith(b"get"):
            _write(writer, json.dumps(self._log).encode())
            return True
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        body = json.loads(await reader.readexactly(length))
        return await self._answer(body, reader, writer)

    async def _answer(self, body: dict[str, Any], reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        words = "\n".join(message["content"] for message in body["messages"])
        key = hashlib.sha256(json.dumps(body["messages"], ensure_ascii=False).encode()).hexdigest()
        kind = self._behaviour.kind(key, self._times[key])
        self._times[key] += 1
        self._log.append(Logged(name_of(words), key, kind, time.monotonic()))
        if kind in _BROKEN:
            await _break_off(kind, reader, writer)
            return False
        if kind in _STATUSES:
            _write(writer, *_STATUSES[kind])
            return True
        if self._behaviour.latency_seconds:
            await asyncio.sleep(self._behaviour.latency_seconds)
        payload = json.dumps(_completion(kind, words, body), ensure_ascii=False).encode()
        await _write_slowly(writer, payload) if kind == "drip" else _write(writer, payload)
        return True


_BROKEN = {"reset", "hang", "cut"}
_STATUSES: dict[str, tuple[bytes, str, str]] = {
    "busy": (b'{"error": {"message": "slow down"}}', "429 Too Many Requests", ""),
    "busy_until": (
        b'{"error": {"message": "slow down"}}',
        "429 Too Many Requests",
        f"Retry-After: {RETRY_AFTER_SECONDS}\r\n",
    ),
    "error": (b'{"error": {"message": "out of memory"}}', "500 Internal Server Error", ""),
    "gateway": (b"<html>Bad Gateway</html>", "502 Bad Gateway", ""),
    "page": (b"<html>Welcome</html>", "200 OK", ""),
}


async def _break_off(kind: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    if kind == "hang":
        await reader.read()  # until nobody waits any more
    if kind == "cut":
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{"choices": [{"mess')
        await writer.drain()
    else:
        writer.transport.abort()


def _write(writer: asyncio.StreamWriter, payload: bytes, status: str = "200 OK", more: str = "") -> None:
    writer.write(f"HTTP/1.1 {status}\r\n{more}Content-Length: {len(payload)}\r\n\r\n".encode() + payload)


async def _write_slowly(writer: asyncio.StreamWriter, payload: bytes) -> None:
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(payload)}\r\n\r\n".encode())
    step = len(payload) // _DRIPS + 1
    for start in range(0, len(payload), step):
        await asyncio.sleep(_DRIP_SECONDS)
        writer.write(payload[start : start + step])
        await writer.drain()


def _completion(kind: str, words: str, body: dict[str, Any]) -> dict[str, Any]:
    content: str | None = json.dumps(_answer(kind, words), ensure_ascii=False)
    message = {"role": "assistant", "content": "Certainly! {" if kind == "garbage" else content}
    if kind == "refusal":
        message |= {"content": None, "refusal": "I can't help with that"}
    usage = {"prompt_tokens": len(words) // 2, "completion_tokens": len(content or "") // 2}
    return {
        "model": body["model"],
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": usage,
    }


def _answer(kind: str, words: str) -> dict[str, Any]:
    if kind == "misfit":
        return {"title": 1, "items": "none"}
    answer = draft(article(9_000_000 + len(words)) if kind == "other" else words)
    return _as_extractions(answer) if '"extractions"' in words else answer


def _as_extractions(answer: dict[str, Any]) -> dict[str, Any]:
    """The same answer in the form that langextract asks for."""
    figures = [
        (figure["quote"], {"subject": figure["subject"], "value": str(figure["value"])}) for figure in answer["figures"]
    ]
    return {"extractions": [{"figure": quote, "figure_attributes": attributes} for quote, attributes in figures]}


class Faulty:
    """The server, from `with` to its end, for who asks it: `url`, `log()`."""

    def __init__(self, behaviour: Behaviour | None = None) -> None:
        self._behaviour = behaviour or Behaviour()

    def __enter__(self) -> Self:
        behaviour = json.dumps(asdict(self._behaviour))
        self._process = subprocess.Popen(  # noqa: S603 - this file
            [sys.executable, __file__, behaviour], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        self.port = int(self._process.stdout.readline())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def log(self) -> list[Logged]:
        """What came in so far."""
        asking = HTTPConnection("127.0.0.1", self.port)
        asking.request("GET", "/log")
        logged = json.loads(asking.getresponse().read())
        asking.close()
        return [Logged(*entry) for entry in logged]


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    asyncio.run(Server(Behaviour(**given | {"faults": tuple(given.get("faults", FAULTS))})).serve())
