"""Functions that tests have workers carry out, and crews that are ready before the first call.

`AT_HOME` is the process of the tests; in it, none of them does harm.
"""

import asyncio
import os
import signal
import time

from summarizer.asking.keys import names_a_key
from summarizer.running.workers import cores, crew
from summarizer.running.workers.worker import WorkerLostError

AT_HOME = "SUMMARIZER_TESTS_AT"
os.environ.setdefault(AT_HOME, str(os.getpid()))


def at_home():
    return os.environ[AT_HOME] == str(os.getpid())


def end():
    os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)


def doubled(number):
    """Twice a number, and who says so; 7 ends a worker, 5 takes long."""
    if number == 7 and not at_home():
        end()
    time.sleep(0.2 if number == 5 else 0.01)
    return 2 * number, os.getpid()


loaded = False
"""What a program sets when it has loaded something."""


def seen(number):
    """A number, and what its process has; 7 ends a worker."""
    doubled(number)
    return {"number": number, "process": os.getpid(), "loaded": loaded, "keys": [*filter(names_a_key, os.environ)]}


async def asked(parent, number):
    """What the parent says to a number, after it was told another."""
    parent.tell(number + 1)
    return await parent.ask(number)


async def until_ready(crew):
    """Wait until all workers that were started are ready."""
    await asyncio.gather(*crew._starts)


async def in_the_end(crew, function, number):
    """A call that is made again where its worker ends."""
    try:
        return await crew.call(number)
    except WorkerLostError:
        return await crew.call_alone(function, number)


async def _entered(self):
    self.start()
    await until_ready(self)
    return self


def ready_at_once(monkeypatch):
    """Have crews start at once, and be ready before they are called."""
    monkeypatch.setenv(AT_HOME, str(os.getpid()))
    monkeypatch.setattr(cores, "ALONE_SECONDS", 0.0)
    monkeypatch.setattr(crew.Crew, "__aenter__", _entered)
