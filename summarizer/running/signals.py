"""Ctrl-C and SIGTERM, which end a run in order."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]


@contextmanager
def stopped_by_signals(stop: Callable[[str], None]) -> Iterator[None]:
    """Call `stop` with the name of each signal that comes, where this is the main thread of a program.

    Windows has SIGBREAK (Ctrl-Break, a closed window) besides.
    """
    loop = asyncio.get_running_loop()
    with ExitStack() as undo:
        for number in _SIGNALS:
            try:
                _hear(loop, number, stop, undo)
            except (ValueError, RuntimeError):  # another thread than the main one
                break
        yield


def _hear(
    loop: asyncio.AbstractEventLoop, number: signal.Signals, stop: Callable[[str], None], undo: ExitStack
) -> None:
    try:
        loop.add_signal_handler(number, stop, number.name)
    except NotImplementedError:  # Windows: a handler runs in the main thread, beside the loop
        before = signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop, number.name))
        undo.callback(signal.signal, number, before)
    else:
        undo.callback(loop.remove_signal_handler, number)
