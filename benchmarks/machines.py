"""A run on Ray whose workers and driver are killed, beside the same run of one process.

usage: python benchmarks/machines.py [--documents 2000] [--rpm N]

A server of our own answers, and logs what it was asked. The run's command is started, one of its workers is ended by SIGKILL
after a third of the requests, the whole command after two thirds, and then it is let finish. Its records are collected
and compared with those of one process, line by line. A key is planted, and looked for in all that was written. Linux only.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from articles import articles
from faulty import Behaviour, Faulty
from pyarrow import dataset

from summarizer import RateLimits, RunOptions, Summarizer, collect

KEY = "sk-planted-0z12q3-456+789"
_CALL = "import sys; from summarizer.cli import main; main()"
_WORKER = b"ray::MapWorker"
_LOOK_SECONDS = 0.2


@dataclass
class Spread:
    """What was left of a run on Ray of so many documents: `wrong`, `twice`, `with_key` should be empty.

    `wrong` are documents whose record is missing or not that of one process, `twice` keys of rows that are there more than
    once, `with_key` files with the key in them. `asked` are the requests, `at_seconds` when each came; `killed` what was killed,
    `parquet_bytes` what the records take, `seconds` each go at the run.
    """

    documents: int
    killed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    with_key: list[Path] = field(default_factory=list)
    at_seconds: list[float] = field(default_factory=list)
    parquet_bytes: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def asked(self) -> int:
        return len(self.at_seconds)


def spread(documents: int, folder: Path, rpm: int | None = None) -> Spread:
    """Kill a worker, kill the run, let it finish; `folder` is where it is done."""
    found = Spread(documents)
    inputs, whole, out = articles(folder / "in", documents), folder / "whole", folder / "out"
    with tempfile.TemporaryDirectory(prefix="r") as short, Faulty(Behaviour(latency_seconds=0.02)) as server:
        command = ["run", str(inputs), "--out", str(out), "--ray", "local", "--model", "m", "--base-url", server.url]
        command += ["--rpm", str(rpm)] if rpm else []
        environment = os.environ | {"SUMMARIZER_API_KEY": KEY, "RAY_TMPDIR": short}
        _go(command, environment, server, found, (documents // 3, 2 * documents // 3))
        _go(command, environment, server, found)
        found.at_seconds = [entry.at_seconds for entry in server.log()]
        found.with_key = [*_with_key(out), *_with_key(Path(short))]
        Summarizer("m", base_url=server.url).run_to(whole, [str(inputs)], RunOptions(RateLimits(8)))
    rows = dataset.dataset(out / "records").to_table(["key"])["key"].to_pylist()
    found.twice = [key for key, times in Counter(rows).items() if times > 1]
    found.parquet_bytes = sum(path.stat().st_size for path in (out / "records").iterdir())
    collect([str(out)], folder / "collected")
    wanted, made = _lines(whole), _lines(folder / "collected")
    found.wrong = sorted(name for name in {*wanted, *made} if wanted.get(name) != made.get(name))
    return found


def _go(
    command: list[str],
    environment: dict[str, str],
    server: Faulty,
    found: Spread,
    kill_at: tuple[int, int] | None = None,
) -> None:
    """One go at the run: a worker is killed after so many requests, all of it after so many more."""
    begun, before = time.monotonic(), len(server.log())
    process = subprocess.Popen([sys.executable, "-c", _CALL, *command], env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - ours
    for what, requests in zip(("worker", "driver"), kill_at or (), strict=False):
        while process.poll() is None and len(server.log()) < before + requests:
            time.sleep(_LOOK_SECONDS)
        family = list(_family(process.pid))
        victims = (
            [pid for pid in family if _words(pid).startswith(_WORKER)][:1]
            if what == "worker"
            else [process.pid, *family]
        )
        for pid in victims:
            os.kill(pid, signal.SIGKILL)
        found.killed += [what] * bool(victims and process.poll() is None)
    process.wait()
    found.seconds.append(time.monotonic() - begun)


def _family(pid: int) -> Iterator[int]:
    """The processes that a process began, and those that they began."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    wave = {pid}
    while wave := {child for child, parent in parents.items() if parent in wave}:
        yield from sorted(wave)


def _words(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _with_key(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and KEY.encode() in path.read_bytes():
            yield path


def _lines(out: Path) -> dict[str, str]:
    return {line.partition('"id": "')[2].partition('"')[0]: line for line in _reports(out)}


def _reports(out: Path) -> list[str]:
    lines = (out / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [line.replace('"replayed": true', '"replayed": false') for line in lines]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--rpm", type=int)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = spread(args.documents, Path(folder), args.rpm)
    print(f"killed                              {', '.join(found.killed)}")
    print(f"documents, and requests in all      {found.documents}, {found.asked}")
    print(f"records missing or wrong            {len(found.wrong)} {' '.join(found.wrong[:9])}")
    print(f"rows more than once                 {len(found.twice)}")
    print(f"files with the key                  {len(found.with_key)} {' '.join(map(str, found.with_key))}")
    print(f"bytes of Parquet a document         {found.parquet_bytes / found.documents:.0f}")
    print(f"seconds of each go                  {' '.join(f'{seconds:.0f}' for seconds in found.seconds)}")
    sys.exit(1 if found.wrong or found.twice or found.with_key else 0)


if __name__ == "__main__":
    main()
