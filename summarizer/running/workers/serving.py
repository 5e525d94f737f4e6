"""What a worker process does: calls come in by its stdin, and what they return goes out by its stdout.

A call may ask the parent, and others go on meanwhile. The process ends when its stdin does, so it never outlives the
program that started it.
"""

import asyncio
import inspect
import os
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from threading import Thread
from typing import Any, BinaryIO

from summarizer.errors import SummarizerError, last_net
from summarizer.running.workers.frames import Frame, next_frame, packed

Ask = Callable[[Any], Awaitable[Any]]
"""Asks the parent; raises what it refuses with."""


def serve() -> None:
    """Carry out calls until the parent is gone."""
    calls, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no result
    asyncio.run(_Serving(results).until_the_end_of(calls))


class _Serving:
    """The calls under way, and the one question that each may wait for."""

    def __init__(self, results: BinaryIO) -> None:
        self._results = results
        self._questions: dict[int, asyncio.Future[Any]] = {}
        self._calls: set[asyncio.Task[None]] = set()

    async def until_the_end_of(self, calls: BinaryIO) -> None:
        Thread(target=self._hear, args=(calls, asyncio.get_running_loop()), daemon=True).start()
        await asyncio.Event().wait()

    def _hear(self, calls: BinaryIO, loop: asyncio.AbstractEventLoop) -> None:
        try:
            while (frame := next_frame(calls)) is not None:
                loop.call_soon_threadsafe(self._take, frame)
        finally:
            os._exit(0)

    def _take(self, frame: Frame) -> None:
        if frame.kind == "call":
            call = asyncio.create_task(self._carry_out(frame.number, *frame.value))
            self._calls.add(call)
            call.add_done_callback(self._calls.discard)
        elif frame.kind == "refuse":
            self._questions.pop(frame.number).set_exception(frame.value)
        else:
            self._questions.pop(frame.number).set_result(frame.value)

    async def _carry_out(self, number: int, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        try:
            with last_net():
                if inspect.iscoroutinefunction(function):
                    made = await function(partial(self._ask, number), *arguments)
                else:
                    made = function(*arguments)
                result = packed(Frame(number, "return", made))
        except SummarizerError as error:
            result = packed(Frame(number, "raise", error))
        self._send(result)

    async def _ask(self, number: int, question: Any) -> Any:
        answer = self._questions[number] = asyncio.get_running_loop().create_future()
        self._send(packed(Frame(number, "ask", question)))
        return await answer

    def _send(self, data: bytes) -> None:
        try:
            self._results.write(data)
            self._results.flush()
        except OSError:  # the parent is gone
            sys.exit()
