"""Words of documents as a terminal may show them: no escapes, no marks of direction, nothing that does not print."""

from typing import Any, Self

from rich.text import Text as RichText


class SafeText(RichText):
    """A rich Text whose words command no terminal: white space is blanks and line breaks, and what does not print �."""

    def __init__(self, text: str = "", style: Any = "", **layout: Any) -> None:
        super().__init__(_printable(text), style, **layout)

    def append(self, text: RichText | str, style: Any = None) -> Self:
        super().append(_printable(text) if isinstance(text, str) else text, style)
        return self


def _printable(words: str) -> str:
    return "".join(
        char if char.isprintable() or char == "\n" else " " if char.isspace() else "\ufffd" for char in words
    )
