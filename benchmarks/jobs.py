"""What `--jobs` gains: one process beside several, for `scan` and `run`, in seconds, processor seconds and memory.

usage: python benchmarks/jobs.py [--documents 2000] [--jobs 2] [--rounds 3] [--many 100000] [--command scan run]

The rounds alternate between one process and several; each is a program of its own. The best time of each counts, as other
programs weigh on a machine. A server of our own answers `run` at once. With `--many`, that number of documents and a
tenth of it are done by several processes: memory should stay, and seconds a document too. Outputs are compared.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from articles import articles
from faulty import Faulty

PROGRAM = str(Path(sys.executable).with_name("summarizer"))


class Taken(NamedTuple):
    """What a command took: seconds by the clock and of processors, the most memory of one process in MB; its output."""

    seconds: float
    processor: float
    megabytes: float
    digest: str


def taken(command: str, inputs: Path, jobs: int, folder: Path) -> Taken:
    """One command, whole, its start included."""
    out = folder / f"out{time.monotonic_ns()}"
    with Faulty() as server:
        arguments = [PROGRAM, command, str(inputs), "--jobs", str(jobs)]
        arguments += ["--json"] if command == "scan" else ["--out", str(out), "--concurrency", "16"]
        environ = os.environ | {"SUMMARIZER_BASE_URL": server.url, "SUMMARIZER_MODEL": "m"}
        with (folder / "stdout").open("wb") as stdout:
            begun = time.monotonic()
            process = subprocess.Popen(arguments, stdout=stdout, stderr=subprocess.DEVNULL, env=environ)  # noqa: S603 - ours
            _, status, used = os.wait4(process.pid, 0)
            seconds = time.monotonic() - begun
    if status:
        raise SystemExit(f"{command} ended with {status}")
    made = folder / "stdout" if command == "scan" else out / "reports.jsonl"
    digest = hashlib.sha256(made.read_bytes()).hexdigest()
    return Taken(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, digest)


def compare(command: str, args: argparse.Namespace, folder: Path) -> None:
    """One process beside several, in alternation."""
    inputs = articles(folder / "in", args.documents)
    rounds = [[taken(command, inputs, jobs, folder) for jobs in (1, args.jobs)] for _ in range(args.rounds)]
    one, several = (min(times) for times in zip(*rounds, strict=True))
    same = len({each.digest for pair in rounds for each in pair}) == 1
    print(
        f"{command}, {args.documents} documents, best of {args.rounds} rounds, outputs {'equal' if same else 'DIFFER'}"
    )
    for jobs, best in ((1, one), (args.jobs, several)):
        print(
            f"  --jobs {jobs}: {best.seconds:6.1f} s, {best.processor:6.1f} s of processor, {best.megabytes:4.0f} MB a process"
        )
    print(
        f"  {one.seconds / several.seconds:.2f} times as fast, {several.megabytes / one.megabytes:.2f} times the memory a process"
    )


def grow(command: str, args: argparse.Namespace, folder: Path) -> None:
    """Few and many documents by several processes."""
    for count in (args.many // 10, args.many):
        inputs = articles(folder / f"in{count}", count)
        found = taken(command, inputs, args.jobs, folder)
        print(
            f"{command} --jobs {args.jobs}: {count:6} documents, {found.seconds:6.0f} s, {found.processor:6.0f} s of processor,"
            f" {1000 * found.processor / count:5.1f} ms a document, {found.megabytes:4.0f} MB at most in a process",
            flush=True,
        )


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
