"""The page of checked texts: the viewer's colours and frame, and the same rules for what documents may do in it.

Texts and documents are in the page as data alone (see `viewer/page`): packed in chunks, made text nodes by its script,
under a policy that allows the page's own script and style and no network.
"""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from summarizer.checking.texts.shown_text import ShownCheck
from summarizer.checking.texts.text_check import TextCheck
from summarizer.delivering.textpage import text_payload
from summarizer.delivering.viewer.page import as_json, digest, joined, packed
from summarizer.reading.inputs.documents import UnreadableInput
from summarizer.resources import version

CHUNK = 20
"""How many texts are unpacked at once."""
_VIEWER = "summarizer.delivering.viewer"
_SHARED_STYLES, _STYLES = ("palette", "frame"), ("layout", "texts", "small")
_SHARED_SCRIPTS, _SCRIPTS = ("dom",), ("text_labels", "texts", "texts_main")


class TextPage:
    """The page, made of checks as they come: what is kept of each is packed."""

    def __init__(self) -> None:
        self._index: list[list[Any]] = []
        self._chunks: list[str] = []
        self._next: list[dict[str, Any]] = []

    def add(self, check: TextCheck) -> None:
        """Add a text with its verdicts and the sources that they rest on."""
        shown = ShownCheck(check)
        self._append(text_payload.index_row(shown), text_payload.content(shown))

    def add_failed(self, text: UnreadableInput) -> None:
        """Add a text that could not be checked, with the reason."""
        self._append(text_payload.failed_row(text), text_payload.EMPTY)

    def html(self) -> str:
        """The file."""
        if self._next:
            self._pack()
        style = f"{joined('css', _SHARED_STYLES, _VIEWER)}\n{joined('css', _STYLES, __package__)}"
        script = f"{joined('js', _SHARED_SCRIPTS, _VIEWER)}\n{joined('js', _SCRIPTS, __package__)}"
        policy = (
            f"default-src 'none'; script-src {digest(script)}; style-src {digest(style)}; img-src data:; "
            "connect-src 'none'; base-uri 'none'; form-action 'none'; "
            "require-trusted-types-for 'script'; trusted-types 'none'"
        )
        shown = {
            "version": version(),
            "chunk": CHUNK,
            "columns": text_payload.COLUMNS,
            "labels": text_payload.LABELS,
            "index": self._index,
        }
        return (
            _environment()
            .get_template("texts.html")
            .render(
                policy=Markup(policy),  # noqa: S704 - ours
                style=Markup(style),  # noqa: S704 - ours
                script=Markup(script),  # noqa: S704 - ours
                run=Markup(as_json(shown)),  # noqa: S704 - escaped there
                chunks=[Markup(chunk) for chunk in self._chunks],  # noqa: S704 - base64
            )
        )

    def _append(self, row: list[Any], content: dict[str, Any]) -> None:
        self._index.append(row)
        self._next.append(content)
        if len(self._next) == CHUNK:
            self._pack()

    def _pack(self) -> None:
        self._chunks.append(packed(self._next))
        self._next = []


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader(__package__), autoescape=True, undefined=StrictUndefined)
