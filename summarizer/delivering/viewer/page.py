"""The page: template, styles, scripts and data as one HTML file that asks the network for nothing.

Documents are untrusted. They are in the page as JSON alone, in `<script>` elements that no browser runs, with every
character escaped that could end one, and scripts make text nodes of them. A Content Security Policy allows the page's own
script and style by their hash, and nothing else. Documents are packed in chunks (gzip, base64), each opened by the
browser when it is wanted.
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from summarizer.delivering.viewer import payload
from summarizer.resources import Language, version
from summarizer.running.store.store import Store

CHUNK = 20
"""How many documents are opened at once: some 100 kB of text."""
STYLES = ("palette", "frame", "documents", "article", "report", "measures", "overview", "narrow", "print")
SCRIPTS = (
    "dom", "data", "figures", "decisions", "labels", "words", "messages", "charts", "provinces", "list", "article",
    "facts", "measures", "points", "parts", "report", "overview", "dialogs", "routes", "main",
)  # fmt: skip
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


class Page(NamedTuple):
    """A page, and the policy that it is to be shown under."""

    html: str
    policy: str


def page(store: Store, language: Language | None = None) -> Page:
    """The page with all documents in it; it begins in `language`, None: in that of the browser."""
    index = payload.index(store)
    chunks = [Markup(chunk) for chunk in _chunks(store, index.keys)]  # noqa: S704 - base64
    return _render(store, index.without_reports_of(store.undelivered), language, chunks=chunks, connect="'none'")


def served_page(store: Store, index: payload.Index, language: Language | None = None) -> Page:
    """The page without documents, which asks the server that it came from for each by its place in the index."""
    return _render(store, index, language, chunks=None, connect="'self'")


def as_json(value: Any) -> str:
    """JSON that is safe in a `<script>` element: `<`, `>`, `&` and line separators are escaped."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_ESCAPES)


def _render(
    store: Store, index: payload.Index, language: Language | None, *, chunks: list[Markup] | None, connect: str
) -> Page:
    style, script = _joined("css", STYLES), _joined("js", SCRIPTS)
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; "
        f"connect-src {connect}; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    shown = {
        "version": version(),
        "key": payload.run_key(store),
        "language": language,
        "chunk": CHUNK if chunks is not None else None,
        "index_columns": payload.INDEX,
        "columns": payload.COLUMNS,
        "fields": payload.FIELDS,
        "messages": payload.MESSAGES,
        "labels": payload.LABELS,
        "index": index.rows,
        "totals": payload.totals(store),
    }
    html = (
        _environment()
        .get_template("view.html")
        .render(
            policy=Markup(policy),  # noqa: S704 - ours
            style=Markup(style),  # noqa: S704 - ours
            script=Markup(script),  # noqa: S704 - ours
            run=Markup(as_json(shown)),  # noqa: S704 - escaped above
            chunks=chunks or [],
        )
    )
    return Page(html, policy)


def _chunks(store: Store, keys: list[int]) -> Iterator[str]:
    for first in range(0, len(keys), CHUNK):
        documents = [payload.document(store, key) for key in keys[first : first + CHUNK]]
        packed = gzip.compress(
            json.dumps(documents, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode(), 9, mtime=0
        )
        yield base64.b64encode(packed).decode("ascii")


def _joined(kind: str, names: tuple[str, ...]) -> str:
    folder = files(__package__) / "templates"
    return "\n".join((folder / f"{name}.{kind}").read_text(encoding="utf-8") for name in names)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("summarizer.delivering.viewer"), autoescape=True, undefined=StrictUndefined)
