"""Forks of this process that work for it, where that is sound.

A fork has what this process has loaded, so it works at once, where a program of its own loads the tables for a second.
"""

import gc
import os
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from summarizer.asking.keys import names_a_key
from summarizer.running.workers.serving import serve

_THREADS = Path("/proc/self/task")


def forked(wanted: int) -> "list[Fork]":
    """So many forks of this process; none where it has threads, whose locks a fork would hold for ever, or is not on Linux."""
    made: list[Fork] = []
    with suppress(OSError):
        while len(made) < wanted and sys.platform == "linux" and len([*_THREADS.iterdir()]) == 1:
            made.append(Fork(made))
    return made


class Fork:
    """A fork that carries out the calls that come by `connection`, and ends when this process has. Made outside of any loop."""

    connection: socket.socket
    pid: int
    returncode: int | None = None

    def __init__(self, earlier: "Sequence[Fork]" = ()) -> None:
        if sys.platform == "win32":
            raise NotImplementedError
        self.connection, theirs = socket.socketpair()
        self.pid = os.fork()
        if not self.pid:
            for fork in (*earlier, self):
                fork.connection.close()  # nobody but the parent holds it, so its end is seen
            _work(theirs)
        theirs.close()

    def kill(self) -> None:
        if sys.platform == "win32":
            raise NotImplementedError
        os.kill(self.pid, signal.SIGKILL)

    async def wait(self) -> int:
        """Its exit code; 0 where this process leaves that to the system."""
        if self.returncode is None:
            self.returncode = 0
            with suppress(ChildProcessError):
                self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])  # noqa: ASYNC222 - killed
        return self.returncode

    async def end(self) -> None:
        """End it, if it has not ended, also one that nobody has used."""
        if self.returncode is None:
            self.kill()
            await self.wait()
        self.connection.close()


def _work(connection: socket.socket) -> NoReturn:
    """Be the worker: out of reach of Ctrl-C, without keys, and with nothing of the program's to write to."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1) if sys.flags.dev_mode else (0, 1, 2):
            os.dup2(nowhere, stream)
        for name in filter(names_a_key, [*os.environ]):
            del os.environ[name]
        gc.freeze()  # what is shared stays shared
        serve(connection.makefile("rb"), connection.makefile("wb"))
    finally:
        os._exit(1)
