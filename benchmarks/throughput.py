"""Asks about many documents, as we do it and as others do it, of a server that answers after a fixed time.

usage: python benchmarks/throughput.py [--documents 2000] [--concurrency 64] [--latency 2] [--rounds 1] [--environments FOLDER]

`bare` is a loop over AsyncOpenAI that sends the very requests that our run sends, rendered beforehand, and throws the answers
away: nothing that asks one by one can be faster. The others are what their own documentation does for many texts:
langextract's `max_workers`, instructor's AsyncInstructor under a semaphore. Each is a process of its own; rounds alternate,
medians are reported, and the ratio to the bare loop. With `--latency 0` the time is that of a processor alone, and
documents a second of processor time are what counts.
"""

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from articles import article, articles
from environments import DEFAULT, NotInstalled, python_of
from faulty import Behaviour, Faulty

from summarizer import Summarizer, scan
from summarizer.asking.pacing import RateLimits
from summarizer.asking.prompting import schema_of
from summarizer.running.config import RunOptions
from summarizer.summarizing.rendering import parts, render_document

HERE = Path(__file__).parent
PEERS = ("langextract", "instructor")


def ours(url: str, documents: int, concurrency: int, folder: Path) -> None:
    """Read, scan, ask, check and save."""
    inputs = articles(folder / "in", documents)
    asking = Summarizer("m", base_url=url)
    asking.summarize(article(documents))
    timed(lambda: asking.run_to(folder / "out", [str(inputs)], RunOptions(RateLimits(concurrency))))


def bare(url: str, documents: int, concurrency: int, _folder: Path) -> None:
    """Send what our run sends."""
    plan = Summarizer("m", base_url=url).plan
    bodies: list[dict[str, Any]] = []
    for number in range(documents):
        found = scan(article(number))
        messages = render_document(plan.prompt, found, parts(found.text, plan.longest_part)[0], plan.draft)
        bodies.append(plan.request(messages, plan.prompt, plan.draft).body(schema_of(plan.draft), "json_schema"))
    asyncio.run(_ask(url, bodies, concurrency))


async def _ask(url: str, bodies: list[dict[str, Any]], concurrency: int) -> None:
    from openai import AsyncOpenAI  # noqa: PLC0415 - takes seconds

    async with AsyncOpenAI(api_key="none", base_url=url, max_retries=0, timeout=600) as client:
        waiting = iter(bodies)

        async def work() -> None:
            for body in waiting:
                await cast("Any", client.chat.completions.create)(**body)

        await cast("Any", client.chat.completions.create)(**bodies[0])
        begun = time.monotonic(), time.process_time()
        await asyncio.gather(*(work() for _ in range(concurrency)))
        print(json.dumps([time.monotonic() - begun[0], time.process_time() - begun[1]]))


def timed(work: Callable[[], object]) -> None:
    """Print the seconds that it takes, by the clock and of the processor."""
    begun = time.monotonic(), time.process_time()
    work()
    print(json.dumps([time.monotonic() - begun[0], time.process_time() - begun[1]]))


def measured(who: str, args: argparse.Namespace) -> tuple[float, float]:
    """Seconds of one contestant, by the clock and of its processor; raises NotInstalled."""
    with tempfile.TemporaryDirectory() as folder, Faulty(Behaviour(latency_seconds=args.latency)) as server:
        arguments = [who, server.url, str(args.documents), str(args.concurrency), folder]
        if who in PEERS:
            articles(Path(folder) / "in", args.documents)
            command = [str(python_of(who, args.environments)), str(HERE / "peer_many.py"), *arguments]
        else:
            command = [sys.executable, __file__, "--contestant", *arguments]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - our own files
    clock, processor = json.loads(done.stdout.splitlines()[-1])
    return clock, processor


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--concurrency", type=int, default=64)
    parser.add_argument("--latency", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--who", nargs="*", default=["bare", "ours", *PEERS])
    parser.add_argument("--environments", type=Path, default=DEFAULT)
    args = parser.parse_args()
    samples: dict[str, list[tuple[float, float]]] = {}
    for _ in range(args.rounds):
        for who in args.who:
            try:
                samples.setdefault(who, []).append(measured(who, args))
            except NotInstalled as error:
                print(f"{who}: skipped, {error}")
    base = statistics.median(clock for clock, _ in samples["bare"])
    print("             clock  of bare  processor a document")
    for who, times in samples.items():
        clock, processor = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"{who:12} {clock:6.1f} {clock / base:8.2f} {1000 * processor / args.documents:13.1f} ms")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--contestant"]:
        _, _, who, url, documents, concurrency, folder = sys.argv
        {"ours": ours, "bare": bare}[who](url, int(documents), int(concurrency), Path(folder))
    else:
        main()
