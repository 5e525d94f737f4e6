"""What ends a run in order, also where an event loop knows no signals (Windows)."""

import asyncio
import signal
import threading

import pytest

from summarizer.running.signals import stopped_by_signals


def heard(number, *, loop_knows_signals):
    """What `stop` is called with where a signal comes, and the handler of the signal afterwards."""

    async def wait():
        loop, names = asyncio.get_running_loop(), []
        if not loop_knows_signals:
            loop.add_signal_handler = unknown
        with stopped_by_signals(names.append):
            signal.raise_signal(number)
            await asyncio.sleep(0.05)
        return names

    return asyncio.run(wait())


def unknown(*_):
    raise NotImplementedError


@pytest.fixture(autouse=True)
def _handlers():
    """Each signal's handler is what it was before, so that a later one has its usual effect."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    assert {number: signal.getsignal(number) for number in before} == before


@pytest.mark.parametrize("loop_knows_signals", [True, False])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_asks_a_run_to_stop(number, loop_knows_signals):
    """Once, by its name; the loop is awake to do so."""
    assert heard(number, loop_knows_signals=loop_knows_signals) == [number.name]


@pytest.mark.parametrize("loop_knows_signals", [True, False])
def test_in_another_thread_a_run_goes_without_signals(loop_knows_signals):
    """They belong to the main thread: of a server, a notebook."""
    done = []

    async def enter():
        if not loop_knows_signals:
            asyncio.get_running_loop().add_signal_handler = unknown
        with stopped_by_signals(done.append):
            done.append("entered")

    thread = threading.Thread(target=lambda: asyncio.run(enter()))
    thread.start()
    thread.join()
    assert done == ["entered"]
