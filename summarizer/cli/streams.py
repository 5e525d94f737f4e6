"""What a command writes, whatever the encoding of the terminal and the state of the streams.

JSON is UTF-8 bytes, always, and paths are the bytes that the system knows them by. Tables and messages come in the
terminal's own encoding, with a ? for what it lacks. Messages begin with `summarizer: ` and are one line each.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from summarizer.cli.language import say

if TYPE_CHECKING:
    from rich.console import Console

# Escaped in JSON, where a terminal would obey them; JSON itself escapes those below U+0020.
_ESCAPED = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F)}
_ESCAPED |= {code: f"\\u{code:04x}" for code in (*range(0x2028, 0x202F), *range(0x2066, 0x206A))}
# A table that nobody looks at in a terminal is as wide as its content.
_UNBOUNDED = 100_000


def prepare() -> None:
    """Make the three streams usable: closed ones lead nowhere, and no character stops a table."""
    while (spare := os.open(os.devnull, os.O_RDWR)) <= 2:  # noqa: PLR2004 - a file opened later must not become stderr
        os.set_inheritable(spare, True)
    os.close(spare)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for as long as we live
    with suppress(AttributeError):
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]


def discard(stream: Any) -> None:
    """Send what a broken stream still holds nowhere, so that the interpreter does not complain when it ends."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def takes_output(stream: Any) -> bool:
    """Whether all that was written went out; what a broken stream still holds is discarded."""
    try:
        stream.flush()
    except (OSError, ValueError):
        discard(stream)
        return False
    return True


def write_json(value: Any) -> None:
    """One line of JSON on stdout; half a surrogate pair is escaped, so what is read back is equal."""
    write_json_text(json.dumps(value, ensure_ascii=False, allow_nan=False))


def write_json_text(text: str, *, newline: bool = True) -> None:
    """JSON that is text already."""
    typer.echo(text.translate(_ESCAPED).encode("utf-8", "backslashreplace"), nl=newline)


def write_table(text: str) -> None:
    """A table that is text already, in the terminal's own encoding."""
    sys.stdout.write(f"{text}\n")


def write_path(path: Path) -> None:
    """A path on stdout, for another program to open."""
    typer.echo(os.fsencode(path))


def complain(message: str) -> None:
    """A message on stderr: one line, whatever it quotes; a stderr that takes nothing is no further error."""
    from summarizer.folding import without_controls

    with suppress(OSError):
        typer.echo(f"summarizer: {' '.join(without_controls(say(message)).split())}", err=True)


def note(message: str) -> None:
    """A line on stderr about what was done."""
    from summarizer.folding import without_controls

    with suppress(OSError):
        typer.echo(without_controls(say(message)), err=True)


def console() -> "Console":
    """Where tables are printed: as wide as the terminal, and in a pipe or a file as wide as they are."""
    from rich.console import Console

    class PipedConsole(Console):
        def on_broken_pipe(self) -> None:
            raise  # noqa: PLE0704 - rich calls it while it handles the error, and would exit with 1

    made = PipedConsole()
    return made if made.is_terminal else PipedConsole(width=_UNBOUNDED)
