"""Ctrl-C and SIGTERM, which end a run in order."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stopped_by_signals(stop: Callable[[str], None]) -> Iterator[None]:
    """Call `stop` with the name of each signal that comes, where this is the main thread of a program."""
    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError, ValueError, RuntimeError):  # another thread, or Windows
        for one in _SIGNALS:
            loop.add_signal_handler(one, stop, one.name)
    try:
        yield
    finally:
        with suppress(NotImplementedError, ValueError, RuntimeError):
            for one in _SIGNALS:
                loop.remove_signal_handler(one)
