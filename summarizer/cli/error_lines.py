"""How a command ends that can't be carried out: one line on stderr and a status, never a traceback.

`python -X dev` shows the traceback of what nobody foresaw.
"""

import errno
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from summarizer.cli.streams import complain, discard, prepare, takes_output
from summarizer.errors import SummarizerError
from summarizer.resources import message, os_words

_CANNOT_GO_ON = 2
_READER_GONE = 141  # 128 + SIGPIPE, as a shell reports it
_OUT_OF_FILES = {errno.EMFILE, errno.ENFILE}
_FULL = {errno.ENOSPC, errno.EIO, errno.EFBIG}


@contextmanager
def errors_as_lines() -> Iterator[None]:
    """Turn whatever ends a command early into one line on stderr and an exit status.

    2 for our own errors and for what the system refuses; 141, silently, where the reader of stdout is gone.
    """
    try:
        yield
    except typer.Exit:
        raise
    except SummarizerError as error:
        complain(error.message)
        for line in getattr(error, "details", ()):
            complain(line)
    except BrokenPipeError:
        discard(sys.stdout)
        discard(sys.stderr)
        raise typer.Exit(_READER_GONE) from None
    except OSError as error:
        complain(_refusal(error))
    except MemoryError:
        complain(message("system.no_memory"))
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        complain(_unforeseen(error))
    else:
        return
    raise typer.Exit(_CANNOT_GO_ON) from None


def exit_with_problems(problems: Iterable[str]) -> None:
    """Say which documents failed, one line each; with any, the exit status is 1."""
    lines = list(problems)
    for line in lines:
        complain(line)
    if lines:
        raise typer.Exit(1)


def run_command(app: typer.Typer) -> int:
    """Carry out the command line of this process; returns the exit status."""
    status: int | str | None = 0
    try:
        with errors_as_lines():
            prepare()
            if not sys.flags.dev_mode:
                sys.unraisablehook = _ignore  # what fails during cleanup has been reported already
            try:
                app()
            except SystemExit as end:
                status = end.code
            sys.stdout.flush()
    except typer.Exit as end:
        status = end.exit_code
    takes_output(sys.stderr)
    return status if isinstance(status, int) else 0


def _ignore(_unraisable: object) -> None:
    """Say nothing."""


def _refusal(error: OSError) -> str:
    """What the system refused, and what to do about it."""
    why = os_words(error)
    if error.errno in _OUT_OF_FILES:
        return message("system.too_many_files", why=why)
    if not takes_output(sys.stdout) or (error.errno in _FULL and not error.filename):
        return message("system.no_stdout", why=why)
    if isinstance(error, FileNotFoundError) and not _has_working_folder():
        return message("system.no_folder")
    if error.filename:
        return message("system.unusable", path=error.filename, why=why)
    return message("system.refuses", why=why)


def _has_working_folder() -> bool:
    try:
        return Path.cwd().is_dir()
    except OSError:
        return False


def _unforeseen(error: Exception) -> str:
    """What went wrong and where, for a report; the traceback itself may quote a document."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if "summarizer" in Path(frame.filename).parts
    ]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return message("system.unforeseen", type=type(error).__name__, place=place, words=str(error)[:200])
