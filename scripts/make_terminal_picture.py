"""Draws docs/pictures/terminal.svg: what `summarizer run seeds` and `summarizer show out 002` print.

usage: python scripts/make_terminal_picture.py
"""

import contextlib
import html
import io
import re
import tempfile
from pathlib import Path
from unittest.mock import patch

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.cells import cell_len
from rich.console import Console
from typer.testing import CliRunner

from summarizer.cli import app, terminal

_CELL_WIDTH = 12.2  # of rich's SVG, in its units
_TEXT = re.compile(r'textLength="[\d.]+"(?P<more>[^>]*)>(?P<words>[^<]*)<')
# So that the recorded answers are replayed, whatever is configured.
UNSET = dict.fromkeys(
    (
        *("OPENAI_API_KEY", "OPENAI_BASE_URL", "SUMMARIZER_API_KEY", "SUMMARIZER_BASE_URL", "SUMMARIZER_MODEL"),
        *("LC_ALL", "LC_MESSAGES", "LANG"),
    )
)

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "pictures" / "terminal.svg"
WIDTH = 112
# A viewer's own fonts, so that the picture loads nothing from anywhere.
_FONTS = "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', 'PingFang SC', 'Microsoft YaHei', monospace"


def picture() -> str:
    """The two commands in a terminal, as SVG."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("seeds").symlink_to(ROOT / "seeds")
        with patch.object(terminal, "console", lambda: console):
            for command in ("run seeds --out out", "show out 002"):
                console.print(f"[bold]$ summarizer {command}[/]", highlight=False)
                CliRunner().invoke(app, command.split(), env=UNSET, catch_exceptions=False)
                console.print()
    drawn = console.export_svg(title="summarizer", code_format=_without_fonts(CONSOLE_SVG_FORMAT))
    return _TEXT.sub(_with_its_width, drawn) + "\n"


def _without_fonts(code_format: str) -> str:
    """Rich's template without the part that loads fonts."""
    start, end = code_format.index("@font-face"), code_format.index(".{unique_id}-matrix")
    return (code_format[:start] + code_format[end:]).replace("Fira Code, monospace", _FONTS)


def _with_its_width(text: re.Match[str]) -> str:
    """A piece of text as wide as its cells: rich counts a Chinese character as one of them."""
    cells = cell_len(html.unescape(text["words"]))
    return f'textLength="{cells * _CELL_WIDTH:g}"{text["more"]}>{text["words"]}<'


if __name__ == "__main__":
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8", newline="\n")
