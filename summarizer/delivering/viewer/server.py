"""The viewer, served: on 127.0.0.1 alone, for runs too large for one file, and to store decisions as they are made.

It answers GET for the page, for one document, for pages of tables as JSON and for a PDF that was read, and POST for decisions;
no other file is had by asking. A request that names another host is refused, so that no site on the web can read a run through the
reader's browser (DNS rebinding), and so is a POST that is not JSON of our own page (cross-site request forgery); other sites
may not embed what is answered.
"""

import re
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

from summarizer.checking.jsonl import parse_as
from summarizer.delivering.reviewing.applying import Applied, apply_all
from summarizer.delivering.reviewing.decision_files import DecisionsFile
from summarizer.delivering.viewer import payload
from summarizer.delivering.viewer.originals import original_pdf
from summarizer.delivering.viewer.page import as_json, served_page
from summarizer.delivering.viewer.served_tables import ServedTables, asked_for
from summarizer.delivering.viewer.viewer_tables import TABLES
from summarizer.errors import Message, UsageError
from summarizer.resources import Language, message, os_words, translated
from summarizer.running.store.store import Store

HOST = "127.0.0.1"
_MOST_BYTES = 5_000_000
_HTML, _JSON = "text/html; charset=utf-8", "application/json; charset=utf-8"
_DOCUMENT = re.compile(r"/documents/([0-9]{1,9})\.json")
_ORIGINAL = re.compile(r"/originals/([0-9]{1,9})\.pdf")
_TABLE = re.compile(rf"/({'|'.join(TABLES)})(/chosen)?\.json")
_SERIES = re.compile(r"/series/([0-9a-f]{12})\.json")
_ALWAYS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

_NOTHING = object()


def _first(query: str, name: str) -> str:
    return parse_qs(query).get(name, [""])[0]


class ViewerServer(ThreadingHTTPServer):
    """Serves the run in `out`, with the documents that it has now; `port` 0 takes a free one.

    Raises UsageError where the run or the port can't be had.
    """

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it would let another program take the port too

    def __init__(self, out: Path, port: int = 0, language: Language | None = None) -> None:
        self.out, self.language = out, language
        self._writing = Lock()
        with Store.read(out) as store:
            self.page = served_page(store, language)
            self.tables = ServedTables(out, store)
        try:
            super().__init__((HOST, port), _Handler)  # closes itself where it fails
        except OSError as error:
            raise UsageError(message("port.in_use", port=port, why=os_words(error))) from None

    def server_close(self) -> None:
        super().server_close()
        self.tables.close()

    def apply(self, posted: str) -> Applied:
        """Store decisions, one request at a time; raises UsageError where they can't be read or the store is in use."""
        file = parse_as(posted, DecisionsFile, message("json.what.decisions"), message("json.request"))
        with self._writing:
            applied = apply_all(self.out, file)
            with Store.read(self.out) as store:
                self.tables.renew(store, dict.fromkeys(filed.document for filed in file.decisions))
        return applied

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server_port}/"

    @property
    def origins(self) -> set[str]:
        """What the page is loaded from."""
        return {f"http://{host}" for host in self.hosts}

    @property
    def hosts(self) -> set[str]:
        """What a request's Host may be."""
        return {f"{name}:{self.server_port}" for name in (HOST, "localhost")}

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no error."""


class _Handler(BaseHTTPRequestHandler):
    server: ViewerServer
    server_version = "summarizer"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        if self.headers.get("Host") not in self.server.hosts:
            self._refuse(421, message("server.host"))
            return
        asked = urlsplit(self.path)
        original = _ORIGINAL.fullmatch(asked.path)
        if asked.path == "/":
            page = self.server.page
            self._answer(200, _HTML, page.html.encode(), {"Content-Security-Policy": page.policy})
        elif original:
            self._show_original(int(original[1]))
        elif (found := self._found(asked.path, asked.query)) is _NOTHING:
            self._refuse(404, message("server.nothing"))
        else:
            self._answer(200, _JSON, as_json(found).encode())

    def _show_original(self, place: int) -> None:
        try:
            with Store.read(self.server.out) as store:
                data = original_pdf(store, self.server.tables.key(place))
        except UsageError as error:
            self._refuse(404, error.message)
        else:
            self._answer(200, "application/pdf", data)

    def _found(self, path: str, query: str) -> Any:
        """What an address leads to, as JSON."""
        tables, document, table = self.server.tables, _DOCUMENT.fullmatch(path), _TABLE.fullmatch(path)
        if path == "/overview.json":
            return tables.overview()
        if path == "/place.json":
            return tables.place(_first(query, "id"))
        with Store.read(self.server.out) as store:
            if document and (key := tables.key(int(document[1]))):
                return payload.document(store, key)
            if path == "/step.json":
                by = -1 if _first(query, "by") == "-1" else 1
                return tables.step(query, by, frozenset(filter(None, _first(query, "with").split(","))))
            if table:
                return tables.chosen(table[1], query) if table[2] else tables.answer(store, table[1], query)
        return self._series(path, query)

    def _series(self, path: str, query: str) -> Any:
        tables, drawn = self.server.tables, _SERIES.fullmatch(path)
        if path == "/series.json":
            return tables.series().answer(asked_for("series", query))
        if path == "/joined.json":
            return tables.series().figures
        if drawn:
            return tables.series().drawn(drawn[1])
        return _NOTHING

    def do_POST(self) -> None:
        if urlsplit(self.path).path != "/decisions":
            self.send_error(HTTPStatus.NOT_IMPLEMENTED)
            return
        length, kind = self.headers.get("Content-Length", ""), self.headers.get_content_type()
        own = self.headers.get("Host") in self.server.hosts and self.headers.get("Origin") in self.server.origins
        if not own or kind != "application/json":
            self._refuse(403, message("server.origin"))
        elif not length.isdecimal() or int(length) > _MOST_BYTES:
            self._refuse(413, message("server.size"))
        else:
            self._apply(self.rfile.read(int(length)))

    def _apply(self, posted: bytes) -> None:
        """Store decisions; the answer says which were not applied, and why."""
        try:
            applied = self.server.apply(posted.decode())
        except (UsageError, UnicodeDecodeError) as error:
            self._refuse(409, error.message if isinstance(error, UsageError) else message("server.request"))
            return
        refused = [
            {"document": item.document, "on": item.on, "why": item.why}
            | (item.why.as_json() if isinstance(item.why, Message) else {})
            for item in applied.refusals
        ]
        self._answer(200, _JSON, as_json({"new": applied.new, "refused": refused}).encode())

    def send_error(self, code: int, *_words: Any, **_more: Any) -> None:
        """Answer a request that is malformed, or that has a method that nothing here takes."""
        if code == HTTPStatus.NOT_IMPLEMENTED:
            self._refuse(405, message("server.method"), {"Allow": "GET"})
        else:
            self._refuse(code, message("server.request"))

    def _refuse(self, status: int, why: str, headers: dict[str, str] | None = None) -> None:
        """Say why not, in the language of the server, or if it has none, of the reader's browser."""
        headers_of_request = getattr(self, "headers", None) or {}  # none of a request that can't be read
        asked = headers_of_request.get("Accept-Language", "")
        language = self.server.language or ("zh" if asked.lower().startswith("zh") else "en")
        self._answer(status, "text/plain; charset=utf-8", f"{translated(why, language)}\n".encode(), headers)

    def _answer(self, status: int, kind: str, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**_ALWAYS, **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """Nothing is logged: what a reader looks at is the reader's."""
