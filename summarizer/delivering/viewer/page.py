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

from summarizer.delivering.reviewing.overlay import lay_over
from summarizer.delivering.viewer import payload, run_totals
from summarizer.delivering.viewer.series_table import POINT, SHAPES, SeriesTable
from summarizer.delivering.viewer.viewer_tables import DOCUMENTS, TABLES, ViewerTable, keys_of
from summarizer.resources import Language, version
from summarizer.running.store.store import Store

CHUNK = 20
"""How many documents are opened at once: some 100 kB of text."""
STYLES = (
    "palette",
    "frame",
    "documents",
    "tables",
    "article",
    "report",
    "measures",
    "review",
    "overview",
    "series",
    "narrow",
    "print",
)
SCRIPTS = (
    "dom", "tables", "data", "figures", "decisions", "labels", "labels_tables", "labels_series", "labels_review", "words", "messages", "charts", "provinces",
    "list", "article", "facts", "review", "citing", "edits", "measures", "points", "parts", "report", "overview", "facets", "browser", "choosing",
    "figure_table", "measure_table", "conflict_table", "series_words", "series_table", "picture_parts", "line_picture", "bar_picture", "series_values",
    "series_page", "dialogs", "routes", "main",
)  # fmt: skip
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


class Page(NamedTuple):
    """A page, and the policy that it is to be shown under."""

    html: str
    policy: str


def page(store: Store, language: Language | None = None) -> Page:
    """The page with all documents in it; it begins in `language`, None: in that of the browser."""
    lay_over(store, correct=False)
    chunks = {f"chunk-{number}": chunk for number, chunk in enumerate(_chunks(store))}
    chunks |= {f"table-{name}": packed(_rows(store, table)) for name, table in TABLES.items()}
    series = SeriesTable(store)
    chunks |= {f"series-{number}": chunk for number, chunk in enumerate(_series_chunks(series))}
    chunks["table-series"] = packed([[number, *cells] for number, cells in enumerate(series.cells)])
    own = {"language": language, "chunk": CHUNK, "totals": run_totals.totals(store)}
    own |= {"joined": series.figures, "divisions": series.names()}
    return _render(store, chunks, own, connect="'none'")


def served_page(store: Store, language: Language | None = None) -> Page:
    """The page without documents, which asks the server that it came from for them."""
    return _render(store, {}, {"language": language, "chunk": None}, connect="'self'")


def as_json(value: Any) -> str:
    """JSON that is safe in a `<script>` element: `<`, `>`, `&` and line separators are escaped."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_ESCAPES)


def _render(store: Store, chunks: dict[str, str], own: dict[str, Any], *, connect: str) -> Page:
    style, script = joined("css", STYLES), joined("js", SCRIPTS)
    policy = (
        f"default-src 'none'; script-src {digest(script)}; style-src {digest(style)}; img-src data:; "
        f"connect-src {connect}; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    shown = {
        "version": version(),
        "key": payload.run_key(store),
        "sums": run_totals.sums(store),
        "tables": {name: shape.as_json for name, shape in SHAPES.items()},
        "point": POINT,
        "columns": payload.COLUMNS,
        "fields": payload.FIELDS,
        "messages": payload.MESSAGES,
        "labels": payload.LABELS,
        **own,
    }
    html = (
        _environment()
        .get_template("view.html")
        .render(
            policy=Markup(policy),  # noqa: S704 - ours
            style=Markup(style),  # noqa: S704 - ours
            script=Markup(script),  # noqa: S704 - ours
            run=Markup(as_json(shown)),  # noqa: S704 - escaped above
            packed={name: Markup(content) for name, content in chunks.items()},  # noqa: S704 - base64
        )
    )
    return Page(html, policy)


def _chunks(store: Store) -> Iterator[str]:
    keys = keys_of(store)
    for first in range(0, len(keys), CHUNK):
        yield packed([payload.document(store, key) for key in keys[first : first + CHUNK]])


def _series_chunks(series: SeriesTable) -> Iterator[str]:
    for first in range(0, len(series.cells), CHUNK):
        yield packed([series.drawn(number) for number in range(first, min(first + CHUNK, len(series.cells)))])


def _rows(store: Store, table: ViewerTable) -> list[list[Any]]:
    """The rows of a table; documents whose reports can't be delivered are failed ones without rows elsewhere."""
    rows = [[place, *cells] for place, _, *cells in table.rows(store, table.columns)]
    if not store.undelivered:
        return rows
    named = 1 + list(table.columns).index("id" if table is DOCUMENTS else "document")
    if table is not DOCUMENTS:
        return [row for row in rows if row[named] not in store.undelivered]
    return [_failed(row) if row[named] in store.undelivered else row for row in rows]


def _failed(row: list[Any]) -> list[Any]:
    """The row of a document as one that failed."""
    place, *cells = row
    known = dict(zip(DOCUMENTS.columns, cells, strict=True))
    shown = dict.fromkeys(known) | {name: known[name] for name in ("id", "title", "published")}
    return [place, *(shown | {"status": "failed", "error_code": "internal_error"}).values()]


def packed(value: Any) -> str:
    """JSON in gzip in base64, as the page's script unpacks it."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(plain.encode("utf-8", "replace"), 9, mtime=0)).decode("ascii")


def joined(kind: str, names: tuple[str, ...], package: str = __package__) -> str:
    """The templates of these names, e.g. of kind `css`, as one text."""
    folder = files(package) / "templates"
    return "\n".join((folder / f"{name}.{kind}").read_text(encoding="utf-8") for name in names)


def digest(text: str) -> str:
    """A style or script as a Content Security Policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("summarizer.delivering.viewer"), autoescape=True, undefined=StrictUndefined)
