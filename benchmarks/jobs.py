"""What `--jobs` gains: one process beside several, for `scan` and `run`, in processor seconds a process, and in memory.

usage: python benchmarks/jobs.py [--documents 2000] [--jobs 2] [--rounds 3] [--many 100000] [--command scan run]

The rounds alternate between one process and several; each is a program of its own, whole, its start included. Of each, the
round with the least processor time counts, as other programs weigh on a machine. `at best` is how many times as fast several
processes can be where the cores have nothing else to do: no process, and no core, works longer. A server of our own
answers `run` at once. With `--many`, so many documents are done once by several processes, and a line tells at each tenth what
the last tenth took: memory should stay, and time for a thousand documents too. Outputs are compared.
"""

import argparse
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread
from typing import NamedTuple, Self

from articles import articles
from faulty import Faulty

PROGRAM = str(Path(sys.executable).with_name("summarizer"))
_TICKS = os.sysconf("SC_CLK_TCK")
_LOOK_SECONDS = 0.3


class Used(NamedTuple):
    """Processor seconds of a program and of all its workers; the most memory of the program, and of one worker, in MB."""

    program: float = 0.0
    workers: float = 0.0
    program_mb: float = 0.0
    worker_mb: float = 0.0

    @property
    def processor(self) -> float:
        return self.program + self.workers

    @property
    def at_least(self) -> float:
        """The seconds that all cores need for it, if they have nothing else to do."""
        return max(self.program, self.processor / len(os.sched_getaffinity(0)))


class Command:
    """`summarizer scan` or `run` under way: how many documents are done, and what its processes have used."""

    def __init__(self, command: str, inputs: Path, jobs: int, folder: Path, server: Faulty) -> None:
        self._out = folder / f"out{time.monotonic_ns()}"
        self._is_scan = command == "scan"
        arguments = [PROGRAM, command, str(inputs), "--jobs", str(jobs)]
        arguments += ["--json"] if self._is_scan else ["--out", str(self._out), "--concurrency", "16"]
        environ = os.environ | {"SUMMARIZER_BASE_URL": server.url, "SUMMARIZER_MODEL": "m"}
        self._process = subprocess.Popen(  # noqa: S603 - ours
            arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environ
        )
        self._written, self._lines = hashlib.sha256(), 0
        self._looked: dict[int, tuple[float, float]] = {}
        self.used = Used()
        self._reading = Thread(target=self._read)
        self._reading.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        self._reading.join()

    @property
    def done(self) -> int:
        """How many documents are done."""
        if self._is_scan:
            return self._lines
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(f"file:{self._out}/run.sqlite?mode=ro", uri=True)) as store,
        ):
            return int(store.execute("SELECT max(document) FROM documents").fetchone()[0] or 0)
        return 0

    @property
    def digest(self) -> str:
        """The digest of its output, at the end."""
        if self._is_scan:
            return self._written.hexdigest()
        return hashlib.sha256((self._out / "reports.jsonl").read_bytes()).hexdigest()

    def looks(self) -> Iterator[None]:
        """Look at its processes again and again until it ends; what it has used is right then."""
        while self._process.poll() is None:
            self._look()
            yield
            time.sleep(_LOOK_SECONDS)
        if self._process.returncode:
            raise SystemExit(f"{self._process.args!r} ended with {self._process.returncode}")

    def _look(self) -> None:
        program = self._process.pid
        with suppress(OSError):
            children = Path(f"/proc/{program}/task/{program}/children").read_text().split()
            for pid in (program, *map(int, children)):
                seconds, most = _used(pid)
                self._looked[pid] = seconds, max(most, self._looked.get(pid, (0.0, 0.0))[1])
            workers = [used for pid, used in self._looked.items() if pid != program]
            (seconds, most), most_of_workers = self._looked[program], max((most for _, most in workers), default=0.0)
            self.used = Used(seconds, sum(seconds for seconds, _ in workers), most, most_of_workers)

    def _read(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        for line in self._process.stdout:
            self._written.update(line)
            self._lines += 1


def _used(pid: int) -> tuple[float, float]:
    """The processor seconds of a process so far, and the most memory that it held, in MB."""
    times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    most = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
    return (int(times[11]) + int(times[12])) / _TICKS, most / 1024


def compare(command: str, args: argparse.Namespace, folder: Path) -> None:
    """One process beside several, in alternation."""
    inputs = articles(folder / "in", args.documents)
    found: dict[int, list[Used]] = {1: [], args.jobs: []}
    digests = set()
    for jobs in [1, args.jobs] * args.rounds:
        with Faulty() as server, Command(command, inputs, jobs, folder, server) as under_way:
            for _ in under_way.looks():
                pass
        found[jobs].append(under_way.used)
        digests.add(under_way.digest)
    print(f"{command}, {args.documents} documents, outputs {'equal' if len(digests) == 1 else 'DIFFER'}")
    one, several = (min(used, key=lambda each: each.processor) for used in found.values())
    for jobs, used in ((1, one), (args.jobs, several)):
        print(
            f"  --jobs {jobs}: {used.program:6.1f} s of processor in the program, {used.workers:6.1f} in workers;"
            f" {used.program_mb:4.0f} and {used.worker_mb:4.0f} MB at most"
        )
    print(f"  {one.processor / several.at_least:.2f} times as fast at best", flush=True)


def grow(command: str, args: argparse.Namespace, folder: Path) -> None:
    """Many documents by several processes, tenth by tenth."""
    inputs = articles(folder / "in", args.many)
    last, next_at = (0, Used()), args.many // 10
    print(f"{command} --jobs {args.jobs}, {args.many} documents", flush=True)
    print("documents | ms of processor a document: program, workers | MB at most: program, a worker")
    with Faulty() as server, Command(command, inputs, args.jobs, folder, server) as under_way:
        for _ in under_way.looks():
            if (done := under_way.done) < next_at:
                continue
            before, used = last[1], under_way.used
            program, workers = (
                1000 * (now - then) / (done - last[0]) for now, then in zip(used[:2], before[:2], strict=True)
            )
            print(
                f"{done:7} | {program:5.1f} {workers:5.1f} | {used.program_mb:5.0f} {used.worker_mb:5.0f}", flush=True
            )
            last, next_at = (done, used), done // (args.many // 10) * (args.many // 10) + args.many // 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--many", type=int, default=0)
    parser.add_argument("--command", nargs="*", default=["scan", "run"])
    args = parser.parse_args()
    for command in args.command:
        with tempfile.TemporaryDirectory() as folder:
            if args.many:
                grow(command, args, Path(folder))
            else:
                compare(command, args, Path(folder))


if __name__ == "__main__":
    main()
