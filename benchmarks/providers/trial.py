"""Tries a scenario: a server on loopback that answers by its row, one document, and what differs from the row."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from providers.scenarios import DOCUMENT, Answered, Scenario

from summarizer import Summarizer
from summarizer.checking.record import Record

RETRIES = 2
_LONG = "\n".join([DOCUMENT] * 6)


class Tried(NamedTuple):
    """What became of a scenario: the record, the bodies that were sent, what is not as its row says."""

    record: Record
    sent: list[dict[str, Any]]
    wrong: list[str]


def tried(scenario: Scenario) -> Tried:
    """Summarize one document against the scenario's answers."""
    settings = dict(scenario.settings)
    document = _LONG if settings.pop("longest", False) else DOCUMENT
    with _serving(scenario.replies) as (url, sent):
        chosen = {"retries": RETRIES, "pause_seconds": 0.01, "timeout_seconds": 10.0, "reasks": 1, **settings}
        record = Summarizer("m", base_url=url, patches=0, **chosen).summarize(document)
    return Tried(record, sent, list(_differences(scenario, record, sent)))


def _differences(scenario: Scenario, record: Record, sent: list[dict[str, Any]]) -> Iterator[str]:
    code, message = (record.error.code, record.error.message) if record.error else (None, "")
    if (record.status, code) != (scenario.status, scenario.code):
        yield f"{record.status} {code}, not {scenario.status} {scenario.code} ({message})"
    if len(sent) != scenario.requests:
        yield f"{len(sent)} requests, not {scenario.requests}"
    if scenario.says not in message or "\n" in message:
        yield f"the error does not say {scenario.says}: {message}"
    if scenario.finding and scenario.finding not in {finding.code for finding in record.findings}:
        yield f"no finding {scenario.finding}"
    last = sent[-1] | {"roles": [turn["role"] for turn in sent[-1]["messages"]]}
    for name, value in scenario.has.items():
        if last.get(name) != value:
            yield f"{name} was {last.get(name)}, not {value}"
    for name in scenario.lacks:
        if name in last:
            yield f"{name} was sent"


@contextmanager
def _serving(replies: tuple[Answered, ...]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The address of a server that gives these answers, and the bodies of what it was asked."""
    left, sent = list(replies), []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            sent.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            reply = left.pop(0) if len(left) > 1 else left[0]
            body = reply.body if isinstance(reply.body, str | bytes) else json.dumps(reply.body, ensure_ascii=False)
            content = body.encode() if isinstance(body, str) else body
            self.send_response(reply.status)
            for name, value in ({"Content-Type": "application/json"} | dict(reply.headers)).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", sent
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
