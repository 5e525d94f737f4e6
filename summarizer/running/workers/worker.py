"""One worker process, as the program that started it sees it."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any, NamedTuple, Protocol, Self

from summarizer.asking.keys import names_a_key
from summarizer.errors import SummarizerError, last_net
from summarizer.running.workers.forks import Fork
from summarizer.running.workers.frames import LENGTH, Frame, packed, unpacked

Answering = Callable[[Any], Awaitable[Any]]
"""Answers what a call asks or tells; our own errors are raised in the call."""
_MAIN = "from summarizer.running.workers.serving import serve_a_program; serve_a_program()"


class WorkerLostError(Exception):
    """The process ended before it had carried out a call."""


class _Call(NamedTuple):
    result: asyncio.Future[Any]
    answering: Answering | None


class _Process(Protocol):
    @property
    def pid(self) -> int: ...

    @property
    def returncode(self) -> int | None: ...

    def kill(self) -> None: ...

    async def wait(self) -> int: ...


class Worker:
    """A process that carries out calls, several at a time; `start` or `of_fork` makes one, `stop` ends it.

    One that was started is a program of its own: a thread or a connection of this one is never in it, and a script that
    starts it is not run again in it. What it needs comes with the calls.
    """

    def __init__(self, process: _Process, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        self._process = process
        self._source = source
        self._sink = sink
        self._calls: dict[int, _Call] = {}
        self._numbers = count()
        self.lost = False
        self._answers: set[asyncio.Task[None]] = set()
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def start(cls) -> Self:
        """A process that has the modules of this one. Ctrl-C does not reach it."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _MAIN),
            stdin=PIPE,
            stdout=PIPE,
            stderr=None if sys.flags.dev_mode else DEVNULL,
            env=environment(),
            **_out_of_reach(),
        )
        assert process.stdin is not None  # noqa: S101 - a pipe was asked for
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        return cls(process, process.stdout, process.stdin)

    @classmethod
    async def of_fork(cls, fork: Fork) -> Self:
        """A fork of this process, which has its modules and tables from the first moment."""
        return cls(fork, *await asyncio.open_connection(sock=fork.connection))

    @property
    def under_way(self) -> int:
        return len(self._calls)

    async def call(self, function: Callable[..., Any], *arguments: Any, answering: Answering | None = None) -> Any:
        """What a function of a module returns there; a coroutine function gets its `Parent` as first argument.

        Raises the error that it raises (ours; another one is an InternalError), and WorkerLostError.
        """
        if self.lost:
            raise WorkerLostError
        number, result = next(self._numbers), asyncio.get_running_loop().create_future()
        self._calls[number] = _Call(result, answering)
        try:
            self._send(packed(Frame(number, "call", (function, arguments))))
            return await result
        finally:
            del self._calls[number]

    async def stop(self) -> None:
        """End the process at once, whatever it does; its calls are cancelled."""
        self.lost = True
        for future in [*(call.result for call in self._calls.values()), *self._answers]:
            future.cancel()
        if self._process.returncode is None:
            self._process.kill()
        await asyncio.gather(self._listening, *self._answers, return_exceptions=True)
        await self._process.wait()
        self._sink.close()

    def _send(self, data: bytes) -> None:
        self._sink.write(data)

    async def _listen(self) -> None:
        try:
            while True:
                (length,) = LENGTH.unpack(await self._source.readexactly(LENGTH.size))
                self._take(unpacked(await self._source.readexactly(length)))
        except (asyncio.IncompleteReadError, OSError):
            self.lost = True
            for call in self._calls.values():
                if not call.result.done():
                    call.result.set_exception(WorkerLostError)

    def _take(self, frame: Frame) -> None:
        call = self._calls.get(frame.number)
        if call is None or call.result.done():  # nobody waits for it any more
            return
        if frame.kind in {"ask", "tell"}:
            answer = asyncio.create_task(self._answer(frame, call))
            self._answers.add(answer)
            answer.add_done_callback(self._answers.discard)
        elif frame.kind == "raise":
            call.result.set_exception(frame.value)
        else:
            call.result.set_result(frame.value)

    async def _answer(self, asked: Frame, call: _Call) -> None:
        assert call.answering is not None  # noqa: S101 - who asks was given a way to
        try:
            with last_net():
                answer = packed(Frame(asked.number, "answer", await call.answering(asked.value)))
        except SummarizerError as error:
            answer = packed(Frame(asked.number, "refuse", error))
        if asked.kind == "ask" and not self.lost:
            self._send(answer)


def environment() -> dict[str, str]:
    """The variables of a worker: those of this process, but no key, and the places of its modules."""
    known = {name: value for name, value in os.environ.items() if not names_a_key(name)}
    return known | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONSAFEPATH": "1"}


def _out_of_reach() -> dict[str, Any]:
    """Ctrl-C ends this program in order, which then ends its workers."""
    if sys.platform == "win32":
        from subprocess import CREATE_NEW_PROCESS_GROUP  # noqa: PLC0415 - Windows alone has it

        return {"creationflags": CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}
