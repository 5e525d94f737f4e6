"""How many documents a second pass through all that is no model, and where the time goes.

usage: python benchmarks/pipeline_speed.py [--documents seeds] [--replay fixtures/recordings/large-llm] [--rounds 40]

The documents are read into memory first. Then each is scanned, asked about (from recordings: rendered, looked up,
parsed, validated), checked, patched where a recording says so, and written as one line of JSON, on one core. Of all
rounds the fastest is told, so that other work on the machine weighs little; processor time is taken.
"""

import argparse
import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from summarizer.api import Summarizer
from summarizer.asking.client import Answer, Client
from summarizer.asking.recording import RecordingFolder, Request
from summarizer.drafting.plan import Plan
from summarizer.models import Document
from summarizer.run import line
from summarizer.scanning import scan_document
from summarizer.sources.documents import load
from summarizer.summarizing import summarize

ROOT = Path(__file__).parent.parent
STEPS = ("scan", "ask", "check", "dump")


class Stopwatch:
    """Processor seconds by step."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def time(self, step: str, function: Callable[..., Any], *arguments: Any) -> Any:
        begun = time.process_time()
        made = function(*arguments)
        self.seconds[step] += time.process_time() - begun
        return made


class TimedClient(Client):
    """A client whose answers are timed, apart from what is made of them."""

    def __init__(self, recordings: RecordingFolder, watch: Stopwatch) -> None:
        super().__init__(None, recordings)
        self._watch = watch

    async def ask(self, request: Request, draft: type[BaseModel]) -> Answer[Any]:
        begun = time.process_time()
        answer = await super().ask(request, draft)
        self._watch.seconds["ask"] += time.process_time() - begun
        return answer


def round_of(documents: list[Document], plan: Plan, recordings: RecordingFolder) -> dict[str, float]:
    """Processor seconds by step of one round over all documents; `all` is their sum."""
    watch = Stopwatch()
    client = TimedClient(recordings, watch)
    with asyncio.Runner() as runner:
        for document in documents:
            record = watch.time("all", runner.run, summarize(document, client, plan))
            if record.report is None:
                raise SystemExit(f"{document.id}: {record.error.message}")
            watch.time("dump", line, record)
    for document in documents:
        watch.time("scan", scan_document, document)
    told = watch.seconds
    told["check"] = told["all"] - told["ask"] - told["scan"]
    told["all"] += told["dump"]
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, default=ROOT / "seeds")
    parser.add_argument("--replay", type=Path, default=ROOT / "fixtures/recordings/large-llm")
    parser.add_argument("--rounds", type=int, default=40)
    args = parser.parse_args()
    documents = [one for one in load([str(args.documents)]) if isinstance(one, Document)]
    plan, recordings = Summarizer(replay=args.replay).plan, RecordingFolder(args.replay)
    rounds = [round_of(documents, plan, recordings) for _ in range(args.rounds + 1)][1:]
    fastest = min(rounds, key=lambda told: told["all"])
    print(f"{len(documents) / fastest['all']:.0f} documents a second on one core")
    for step in STEPS:
        milliseconds = 1000 * fastest[step] / len(documents)
        print(f"  {step:6}{milliseconds:6.2f} ms a document {fastest[step] / fastest['all']:7.0%}")


if __name__ == "__main__":
    main()
