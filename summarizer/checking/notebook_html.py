"""Pieces of HTML for a notebook: what a document or a model says is escaped, on one line, and cut to a length."""

from collections.abc import Iterable, Sequence
from html import escape

from summarizer.folding import without_controls

GREEN, RED, AMBER, GREY = "60,160,90", "215,60,50", "225,150,30", "128,128,128"
LONGEST = 120  # characters of a text
_STATUSES = {"ok": ("✓", GREEN), "flagged": ("⚠", AMBER), "failed": ("✗", RED)}
_CELL = "padding:2px 10px 2px 0;text-align:left;vertical-align:top"


def words(text: object, longest: int = LONGEST) -> str:
    """A text as it may appear in HTML; nothing of None."""
    line = " ".join(without_controls("" if text is None else str(text)[: 2 * longest]).split())
    return escape(line if len(line) <= longest else f"{line[: longest - 1]}…")


def marked(text: object, colour: str) -> str:
    """A text before a colour that both light and dark notebooks show."""
    return f'<span style="background:rgba({colour},.3);border-radius:3px;padding:0 4px">{words(text)}</span>'


def block(*lines: str) -> str:
    """Lines of HTML below each other; empty ones are left out."""
    return f'<div style="line-height:1.6">{"".join(f"<div>{line}</div>" for line in lines if line)}</div>'


def faint(text: object) -> str:
    """A text of less weight; nothing for none."""
    if not text:
        return ""
    return f'<span style="opacity:.75;font-size:90%">{words(text, 2 * LONGEST)}</span>'


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are HTML already; nothing for no row."""
    lines = ["".join(f'<td style="{_CELL}">{cell}</td>' for cell in row) for row in rows]
    if not lines:
        return ""
    head = "".join(f'<th style="{_CELL}">{words(name)}</th>' for name in heads)
    return f"<table><tr>{head}</tr>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def counted(count: int, what: str) -> str:
    """1 figure, 2 figures."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def status(name: str, count: int | None = None) -> str:
    """A document's status, or how many documents have it, with its colour and its mark."""
    mark, colour = _STATUSES[name]
    return marked(f"{'' if count is None else f'{count:,} '}{name} {mark}", colour)


def bulleted(lines: Iterable[str]) -> str:
    """A list of lines that are HTML already; nothing for none."""
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f'<ul style="margin:0">{items}</ul>' if items else ""
