"""Awaiting from plain code, in a notebook too, where an event loop runs already."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def awaiting() -> Iterator[Callable[..., Any]]:
    """A way to await from plain code: in this thread, so that Ctrl-C gets through, or beside a loop that runs in it."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        with asyncio.Runner() as runner:
            yield lambda function, *arguments: _result(runner, function, *arguments)
    else:
        from anyio.from_thread import start_blocking_portal  # noqa: PLC0415 - a notebook alone needs it

        with start_blocking_portal() as portal:
            yield portal.call


def _result(runner: asyncio.Runner, function: Callable[..., Any], *arguments: Any) -> Any:
    """What a function returns, kept beside the task: Python 3.11 writes out the repr of what a task returns."""
    results: list[Any] = []

    async def keep_result() -> None:
        results.append(await function(*arguments))

    runner.run(keep_result())
    return results[0]
