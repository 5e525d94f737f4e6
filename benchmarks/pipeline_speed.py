"""How many documents a second pass through all that is no model, and where the time goes.

usage: python benchmarks/pipeline_speed.py [--documents seeds] [--replay fixtures/recordings/large-llm] [--rounds 40]

The documents are read into memory first. Then each is scanned, asked about (from recordings: rendered, looked up,
parsed, validated), checked, patched where a recording says so, and written as one line of JSON, on one core. Before
each document all that was remembered of others is forgotten, so it costs what a document costs that is seen for the
first time. Processor time is taken, and of each document the fastest of all rounds, so that other work on the machine
weighs little. The steps are timed one by one; what they leave of the whole is the building of the record.
"""

import argparse
import asyncio
import functools
import json
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

from summarizer.api import Summarizer
from summarizer.asking.client import Client
from summarizer.asking.recording import ExchangeSummary, RecordingFolder
from summarizer.asking.transport import ReplayTransport
from summarizer.checking.checker import check
from summarizer.models import Document
from summarizer.reading.inputs.documents import load
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.scanner import scan_document
from summarizer.summarizing.patching import patched
from summarizer.summarizing.single import single_draft

ROOT = Path(__file__).parent.parent
STEPS = ("scan", "ask", "check", "patch", "dump")


def forget() -> None:
    """Empty the caches that fill up with documents: those of a limited size. Tables stay."""
    for cached in _limited_caches(len(sys.modules)):
        cached.cache_clear()


@functools.cache
def _limited_caches(_modules: int) -> "list[functools._lru_cache_wrapper[Any]]":
    """The caches, looked for once: a walk through all modules would empty the processor's own caches each time."""
    loaded = [module for name, module in sys.modules.items() if name.startswith("summarizer.")]
    members = [member for module in loaded for member in vars(module).values()]
    cached = {id(member): member for member in members if isinstance(member, functools._lru_cache_wrapper)}  # noqa: SLF001
    return [member for member in cached.values() if member.cache_parameters()["maxsize"]]


def timed(into: dict[str, float], step: str, function: Callable[..., Any], *arguments: Any) -> Any:
    begun = time.process_time()
    made = function(*arguments)
    into[step] = time.process_time() - begun
    return made


def result(runner: asyncio.Runner, awaitable: Awaitable[Any]) -> Any:
    """What an awaitable gives, kept beside the task: Python 3.11 writes out all that a task returns."""
    kept: list[Any] = []

    async def keep() -> None:
        kept.append(await awaitable)

    runner.run(keep())
    return kept[0]


def seconds(
    document: Document, summarizer: Summarizer, client: Client, wait_for: Callable[..., Any]
) -> dict[str, float]:
    """Processor seconds of a document by step; `all` is the whole way."""
    seconds_by_step: dict[str, float] = {}
    forget()
    record = timed(seconds_by_step, "all", lambda: wait_for(summarizer.summarize_async(document)))
    if record.report is None:
        raise SystemExit(f"{document.id}: {record.error.message}")
    timed(seconds_by_step, "dump", lambda: json.dumps(record.model_dump(mode="json"), ensure_ascii=False))
    seconds_by_step["all"] += seconds_by_step["dump"]
    forget()
    asked: list[ExchangeSummary] = []
    scan = timed(seconds_by_step, "scan", scan_document, document)
    analysis = Analysis(scan)
    draft = timed(seconds_by_step, "ask", lambda: wait_for(single_draft(analysis, client, summarizer.plan, asked)))
    checked = timed(seconds_by_step, "check", check, draft, analysis)
    timed(seconds_by_step, "patch", lambda: wait_for(patched(checked, analysis, client, summarizer.plan, asked)))
    return seconds_by_step


def fastest(documents: list[Document], summarizer: Summarizer, client: Client, rounds: int) -> dict[str, float]:
    """Seconds by step, of each document the fewest, summed over the documents."""
    best: defaultdict[str, float] = defaultdict(float)
    with asyncio.Runner() as runner:
        for document in documents:
            runs = [seconds(document, summarizer, client, partial(result, runner)) for _ in range(rounds + 1)]
            for step in ("all", *STEPS):
                best[step] += min(run[step] for run in runs)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, default=ROOT / "seeds")
    parser.add_argument("--replay", type=Path, default=ROOT / "fixtures/recordings/large-llm")
    parser.add_argument("--rounds", type=int, default=40)
    args = parser.parse_args()
    documents = [one for one in load([str(args.documents)]) if isinstance(one, Document)]
    summarizer = Summarizer(replay=args.replay)
    client = Client(summarizer.plan.settings, ReplayTransport(RecordingFolder(args.replay)))
    best = fastest(documents, summarizer, client, args.rounds)
    print(f"{len(documents) / best['all']:.0f} documents a second on one core")
    for step in STEPS:
        print(f"  {step:6}{1000 * best[step] / len(documents):6.2f} ms a document {best[step] / best['all']:7.0%}")


if __name__ == "__main__":
    main()
