"""What a worker process does: calls come in, and what they return goes out.

A call may ask the parent, and others go on meanwhile. The process ends when no call can come any more, so it never outlives
the program that started it.
"""

import asyncio
import inspect
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread
from typing import Any, BinaryIO, Protocol

from summarizer.errors import SummarizerError, last_net
from summarizer.running.workers.frames import Frame, next_frame, packed


class Parent(Protocol):
    """The process that made a call."""

    async def ask(self, question: Any) -> Any:
        """Its answer; raises what it refuses with. One question at a time."""

    def tell(self, news: Any) -> None:
        """Tell it something, without waiting: it hears that with the next question or the result."""


def serve_a_program() -> None:
    """Carry out the calls that come by stdin; results go out by stdout."""
    calls, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no result
    serve(calls, results)


def serve(calls: BinaryIO, results: BinaryIO) -> None:
    """Carry out calls until the parent is gone, which ends this process."""
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
                    made = await function(_Caller(self, number), *arguments)
                else:
                    made = function(*arguments)
                result = packed(Frame(number, "return", made))
        except SummarizerError as error:
            result = packed(Frame(number, "raise", error))
        self.send(result)

    def question(self, number: int) -> asyncio.Future[Any]:
        """The answer to the question that a call asks now."""
        answer = self._questions[number] = asyncio.get_running_loop().create_future()
        return answer

    def send(self, data: bytes, *, flush: bool = True) -> None:
        """Write a frame to the parent, at once or with the next one."""
        try:
            self._results.write(data)
            if flush:
                self._results.flush()
        except OSError:  # the parent is gone
            sys.exit()


@dataclass(frozen=True)
class _Caller:
    """The parent, as one call sees it."""

    serving: _Serving
    number: int

    async def ask(self, question: Any) -> Any:
        answer = self.serving.question(self.number)
        self.serving.send(packed(Frame(self.number, "ask", question)))
        return await answer

    def tell(self, news: Any) -> None:
        self.serving.send(packed(Frame(self.number, "tell", news)), flush=False)
