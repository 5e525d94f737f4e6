"""The command line: options and exit status, nothing else.

Exit status: 0 done · 1 some documents failed · 2 usage, or what the system refuses · 3 some flagged, where
`--fail-on flagged` asks for it, or an evaluation that stays under its `--min` · 4 stopped by a budget · 130, 143 stopped
by Ctrl-C, SIGTERM · 141 the reader of stdout is gone.
stdout carries data, stderr progress and logs. A command imports what it needs when it runs, so that `--help` is quick.
Start at `commands`.
"""

import os
import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.cli.commands import app

__all__ = ["app", "main"]


def main() -> None:
    """The console script. It heeds Ctrl-C before anything else is imported."""
    signal.signal(signal.SIGINT, _interrupt)
    try:
        from summarizer.cli.commands import app
        from summarizer.cli.error_lines import run_command

        status = run_command(app)
    except KeyboardInterrupt:
        os._exit(128 + signal.SIGINT)
    sys.exit(status)


def _interrupt(_number: int, frame: FrameType | None) -> None:
    """Ctrl-C. While a module loads, nothing is open yet and an exception can get lost, so the process just ends."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            os._exit(128 + signal.SIGINT)
        frame = frame.f_back
    raise KeyboardInterrupt


def __getattr__(name: str) -> Any:
    if name != "app":
        raise AttributeError(f"module 'summarizer.cli' has no attribute {name!r}")
    from summarizer.cli.commands import app

    return app
