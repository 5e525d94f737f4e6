"""llama.cpp's server as a child process on 127.0.0.1, and its end, whatever happens.

The child lives as long as the other end of its standard input is open. That end is in this process alone, so the
system closes it when this process is interrupted, killed or crashes, and `stop` does where there is time.
"""

import json
import secrets
import signal
import subprocess
import sys
import tempfile
import weakref
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from summarizer.asking.keys import ApiKey
from summarizer.asking.local import weights
from summarizer.errors import UsageError
from summarizer.resources import install_command, message

CONTEXT_TOKENS = 16384  # the longest part of a document, its prompt, and an answer of 8,192 tokens
MEMORY_GB = 2.3  # with our weights and context, measured
_SERVE = Path(__file__).with_name("serve.py")
_SECONDS_TO_END = 5


def forecast(model: Path | None) -> str:
    """The memory and time that a start takes, to show before it.

    Raises UsageError where llama.cpp, the weights or the `model` (a GGUF file, None for the default) are missing.
    """
    _require(model)
    if model is not None:
        return message("local.starting_own", model=model.stem)
    starting = message("local.starting", model=weights.NAME, memory=MEMORY_GB)
    if weights.assembled():
        return starting
    size = weights.SIZE_BYTES / 1e9
    return message("local.first_use", size=size, folder=weights.cache(), starting=starting)


def _require(model: Path | None) -> None:
    if find_spec("xllamacpp") is None:
        how = weights.HOW_TO_INSTALL if model is None else install_command("local")
        raise UsageError(message("local.no_engine", how=how))
    if model is not None and not model.is_file():
        raise UsageError(message("local.no_model", model=model))
    if model is None and not weights.assembled():
        weights.parts()


class LlamaServer:
    """A running server: `url` (of its OpenAI-compatible API), `key` that it asks for, `model` that it serves.

    `with Engine(…) as engine:` stops it at the end; so do `stop` and the end of this process.
    """

    def __init__(self, model: Path | None = None) -> None:
        """Start, and wait until the model is ready; `model` is a GGUF file, None for our own weights.

        Raises UsageError, one line that says what to do, where it can't be had or loaded.
        """
        _require(model)
        path = model or weights.weights()
        self.model = model.stem if model else weights.NAME
        self.key = ApiKey(secrets.token_urlsafe())
        self._log = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 -- as long as we
        self._process = _spawn(self._log)
        self._stop = weakref.finalize(self, _end, self._process, self._log)
        try:
            self.url = f"http://127.0.0.1:{self._ready(path)}/v1"
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the server; a second call does nothing."""
        self._stop()

    @property
    def ended(self) -> str | None:
        """How the server ended by itself, None while it runs or where it was stopped."""
        status = self._process.poll() if self._stop.alive else None
        return None if status is None else message("local.ended", how=_how(status))

    def _ready(self, path: Path) -> int:
        """Tell the child what to serve and wait for its port."""
        wanted = {"model": str(path), "name": self.model, "context_tokens": CONTEXT_TOKENS, "key": self.key}
        answer = ""
        try:
            self._process.stdin.write(json.dumps(wanted, allow_nan=False) + "\n")  # type: ignore[union-attr]
            self._process.stdin.flush()  # type: ignore[union-attr]
            answer = self._process.stdout.readline()  # type: ignore[union-attr]
        except OSError:  # it ended; Windows calls that an invalid argument, others a broken pipe
            pass
        if answer:
            return int(json.loads(answer)["port"])
        status = self._process.wait()
        reason = self._complaint()
        if status < 0:
            raise UsageError(message("local.killed", path=path, how=_how(status), reason=reason))
        raise UsageError(message("local.not_loaded", path=path, reason=reason))

    def _complaint(self) -> str:
        """The first error that llama.cpp logged, or the last line of the log."""
        self._log.seek(0)
        lines = [line.strip() for line in self._log if line.strip()]
        errors = [line.partition(" E ")[2] for line in lines if " E " in line]
        first = " ".join((errors or lines[-1:] or [""])[0].split())
        return message("detail", words=first) if first else ""


def _spawn(log: IO[str]) -> "subprocess.Popen[str]":
    """Apart from the terminal: Ctrl-C reaches this process alone, which then ends the child."""
    command = [sys.executable, "-P", str(_SERVE)]
    pipe = subprocess.PIPE
    return subprocess.Popen(  # noqa: S603 -- our own file
        command, stdin=pipe, stdout=pipe, stderr=log, text=True, encoding="utf-8", **_apart(sys.platform)
    )


def _apart(platform: str) -> dict[str, Any]:
    """What puts a child out of reach of the terminal's Ctrl-C; the flag is Windows' CREATE_NEW_PROCESS_GROUP."""
    return {"creationflags": 0x200} if platform == "win32" else {"start_new_session": True}


def _end(process: "subprocess.Popen[str]", log: IO[str]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    try:
        process.wait(_SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    log.close()


def _how(status: int) -> str:
    if status < 0:
        return message("local.signal", number=-status, name=signal.strsignal(-status))
    return message("local.status", status=status)
