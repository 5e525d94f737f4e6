"""Runs documents against a server that fails in every way it knows, and compares each record with what was done to it.

usage: python benchmarks/faults.py [--documents 5000] [--share 0.3] [--concurrency 32] [--seed 1]

The server logs what became of each request; from that log alone it is worked out how each document must have ended,
and how often it may have been asked.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from articles import articles
from faulty import Behaviour, Faulty, Logged

from summarizer import Summarizer
from summarizer.asking.pacing import RateLimits
from summarizer.running.config import RunOptions

RETRIES, REASKS = 4, 1
TIMEOUT_SECONDS = 4.0
# What each failure of the transport is called, if it is the last that the retries allow.
TRANSIENT = {
    "busy": "rate_limited",
    "busy_until": "rate_limited",
    "error": "server_error",
    "gateway": "server_error",
    "reset": "endpoint_down",
    "cut": "endpoint_down",
    "hang": "timeout",
}
UNUSABLE = {"garbage", "misfit"}


@dataclass(frozen=True)
class Ending:
    """How a document ended: its status, and the code of its error."""

    status: str
    code: str | None = None


@dataclass
class Endurance:
    """Documents by how they ended; those that should have ended otherwise; requests sent more often than allowed."""

    endings: Counter[Ending]
    wrong: list[str]
    oversent: int
    faults: Counter[str]
    records: int


def endure(documents: int, share: float, concurrency: int, seed: int, folder: Path) -> Endurance:
    """Run so many documents, a `share` of the requests failing; `folder` is where it is done."""
    inputs = articles(folder / "in", documents)
    with Faulty(Behaviour(seed=seed, share=share)) as server:
        asking = Summarizer("m", base_url=server.url, patches=0, timeout_seconds=TIMEOUT_SECONDS, pause_seconds=0.02)
        asking.run_to(folder / "out", [str(inputs)], RunOptions(RateLimits(concurrency)))
        log = server.log()
    lines = (folder / "out" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    found = {record["document"]["id"]: _ending(record) for record in map(json.loads, lines)}
    expected = {
        f"{number:05}.txt": expect([request for request in log if request.article == number])
        for number in range(documents)
    }
    sent = Counter(request.key for request in log)
    return Endurance(
        Counter(found.values()),
        [f"{name}: {found.get(name)}, not {ending}" for name, ending in expected.items() if found.get(name) != ending],
        sum(times > RETRIES for times in sent.values()),
        Counter(request.kind for request in log),
        len(lines),
    )


def _ending(record: dict[str, dict[str, str]]) -> Ending:
    return Ending(str(record["status"]), record["error"]["code"] if record["error"] else None)


def expect(log: Sequence[Logged]) -> Ending:
    """How a document must have ended about which a server was asked so."""
    unusable = 0
    failures: Counter[str] = Counter()
    for request in log:
        if request.kind in TRANSIENT:
            failures[request.key] += 1
            if failures[request.key] == RETRIES:
                return Ending("failed", TRANSIENT[request.kind])
        elif request.kind in UNUSABLE:
            unusable += 1
            if unusable > REASKS:
                return Ending("failed", "malformed")
        else:
            return _ANSWERED[request.kind]
    return Ending("failed", "not_asked")


_ANSWERED = {
    "right": Ending("ok"),
    "drip": Ending("ok"),
    "other": Ending("flagged"),
    "refusal": Ending("failed", "refused"),
    "page": Ending("failed", "bad_request"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--share", type=float, default=0.3)
    parser.add_argument("--concurrency", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        endured = endure(args.documents, args.share, args.concurrency, args.seed, Path(folder))
    for kind, count in endured.faults.most_common():
        print(f"{kind:12} {count}")
    print()
    for ending, count in endured.endings.most_common():
        print(f"{ending.status:8} {ending.code or '':14} {count}")
    print(f"{endured.records} records, {len(endured.wrong)} of them not as they should be")
    print("\n".join(endured.wrong[:20]))
    print(f"{endured.oversent} requests sent more than {RETRIES} times")
    sys.exit(1 if endured.wrong or endured.oversent or endured.records != args.documents else 0)


if __name__ == "__main__":
    main()
