"""Kills a run at random moments, starts it again each time, and looks at what is left when it is done.

usage: python benchmarks/kills.py [--kills 100] [--documents 200] [--seed 1]

Each go is a process of its own, ended by SIGKILL while it starts or after some requests; a server of our own answers,
and logs what it was asked. Then the same run is let finish, and compared with one that nobody disturbed.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import random
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing import forkserver
from pathlib import Path

from articles import articles
from faulty import Behaviour, Faulty

from summarizer import Summarizer
from summarizer.asking.pacing import RateLimits
from summarizer.running.config import RunOptions

CONCURRENCY = 4
LATENCY_SECONDS = 0.02


@dataclass
class Survival:
    """What was left of a run of so many documents after so many kills; the three last should be empty and 0.

    `done_at_kills` tells how many documents were in the store at each kill, `asked` how many requests it took. `wrong` are
    documents whose record is missing, doubled, or not that of an undisturbed run; `paid_twice` counts requests whose
    answer was in the store already; `unsound` are the complaints of `PRAGMA integrity_check`.
    """

    documents: int
    done_at_kills: list[int] = field(default_factory=list)
    asked: int = 0
    wrong: list[str] = field(default_factory=list)
    paid_twice: int = 0
    unsound: list[str] = field(default_factory=list)


def survive(kills: int, documents: int, seed: int, folder: Path) -> Survival:
    """Kill a run so many times, let it finish, and return what is left; `folder` is where it is done."""
    survival = Survival(documents)
    inputs, whole, out = articles(folder / "in", documents), folder / "whole", folder / "out"
    _warm()
    chosen = random.Random(seed)  # noqa: S311 - to be repeated
    with Faulty(Behaviour(latency_seconds=LATENCY_SECONDS)) as server:
        _go(server, inputs / "00000.txt", folder / "first")
        begin_seconds = _seconds(server, inputs / "00000.txt", folder / "second")
        _go(server, inputs, whole)
        for number in range(kills + 1):
            before, stored = len(server.log()), _stored(out, survival)
            last = number == kills
            requests = chosen.randint(0, 2 * documents // max(1, kills))
            pause_seconds = chosen.uniform(0, 2 * LATENCY_SECONDS if requests else begin_seconds)
            _go(server, inputs, out, None if last else (before + requests, pause_seconds))
            asked = server.log()[before:]
            survival.asked += len(asked)
            survival.paid_twice += sum(request.key in stored for request in asked)
    _stored(out, survival)
    del survival.done_at_kills[0], survival.done_at_kills[-1]
    survival.wrong = _differing(whole, out)
    return survival


def _go(server: Faulty, inputs: Path, out: Path, killed_at: tuple[int, float] | None = None) -> None:
    """One go at a run in a process of its own, let finish, or killed so long after so many requests have come in all."""
    process = multiprocessing.get_context("forkserver").Process(target=run, args=(server.url, inputs, out))
    process.start()
    if killed_at is not None:
        requests, pause_seconds = killed_at
        while process.is_alive() and len(server.log()) < requests:
            time.sleep(LATENCY_SECONDS / 4)
        process.join(pause_seconds)
        process.kill()
    process.join()


def _warm() -> None:
    """Start the process that each go is forked from; before Python 3.13 it finds modules by the environment alone."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(["kills", "warmed"])
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    forkserver.ensure_running()
    os.environ.pop("PYTHONPATH") if before is None else os.environ.update(PYTHONPATH=before)


def _seconds(server: Faulty, inputs: Path, out: Path) -> float:
    begun = time.monotonic()
    _go(server, inputs, out)
    return time.monotonic() - begun


def run(url: str, inputs: Path, out: Path) -> None:
    """What the process does."""
    Summarizer("m", base_url=url).run_to(out, [str(inputs)], RunOptions(RateLimits(CONCURRENCY)))


def _stored(out: Path, survival: Survival) -> set[str]:
    """The questions whose answers are in a store, as the server names them; and how sound the store is."""
    if not (out / "run.sqlite").exists():
        survival.done_at_kills.append(0)
        return set()
    with closing(sqlite3.connect(out / "run.sqlite")) as database:
        complaints = [row[0] for row in database.execute("PRAGMA integrity_check")]
        survival.unsound += [] if complaints == ["ok"] else complaints
        if not database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'exchanges'").fetchone():
            survival.done_at_kills.append(0)
            return set()
        survival.done_at_kills += database.execute("SELECT count(*) FROM documents").fetchone()
        requests = [json.loads(row[0]) for row in database.execute("SELECT request FROM exchanges")]
    asked = (json.dumps(request["messages"], ensure_ascii=False) for request in requests)
    return {hashlib.sha256(messages.encode()).hexdigest() for messages in asked}


def _differing(whole: Path, out: Path) -> list[str]:
    """The documents whose records are not the same in both runs, but for whether an answer was replayed."""
    wanted, found = (_records(folder) for folder in (whole, out))
    missing = [record for record in wanted if wanted.count(record) != found.count(record)]
    return sorted({json.loads(record)["document"]["id"] for record in missing + found[len(wanted) :]})


def _records(out: Path) -> list[str]:
    lines = (out / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [line.replace('"replayed": true', '"replayed": false') for line in lines]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        survival = survive(args.kills, args.documents, args.seed, Path(folder))
    print(f"documents in the store at each kill: {' '.join(map(str, survival.done_at_kills))}")
    print(f"kills                               {len(survival.done_at_kills)}")
    print(f"documents                           {survival.documents}")
    print(f"requests, of which none was lost: {survival.documents}; asked in all: {survival.asked}")
    print(f"answers paid for twice              {survival.paid_twice}")
    print(f"records missing, doubled or wrong   {len(survival.wrong)} {' '.join(survival.wrong)}")
    print(f"complaints of integrity_check       {len(survival.unsound)} {' '.join(survival.unsound)}")
    sys.exit(1 if survival.wrong or survival.paid_twice or survival.unsound else 0)


if __name__ == "__main__":
    main()
