"""What a run of many documents keeps in memory, and how long a finished one takes to see that nothing is to be done.

usage: python benchmarks/memory.py [--few 1000] [--many 20000] [--concurrency 16]

A server of our own answers at once. Each run is a process of its own, which tells its peak resident memory; then the
same command is given again.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from articles import articles
from faulty import Faulty

from summarizer import Summarizer
from summarizer.asking.pacing import RateLimits
from summarizer.running.config import RunOptions


def run(url: str, inputs: str, out: str, concurrency: int) -> None:
    """One run; prints its seconds by the clock and of the processor, how many documents it did, its peak memory in MB."""
    begun = time.monotonic()
    tally = Summarizer("m", base_url=url).run_to(out, [inputs], RunOptions(RateLimits(concurrency)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([time.monotonic() - begun, time.process_time(), tally.done, peak]))


def measured(url: str, inputs: Path, out: Path, concurrency: int) -> tuple[float, float, int, float]:
    command = [sys.executable, __file__, "--run", url, str(inputs), str(out), str(concurrency)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - this file
    seconds, processor, documents, peak = json.loads(done.stdout)
    return seconds, processor, documents, peak


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--few", type=int, default=1000)
    parser.add_argument("--many", type=int, default=20_000)
    parser.add_argument("--concurrency", type=int, default=16)
    args = parser.parse_args()
    peaks = []
    for count in (args.few, args.many):
        with tempfile.TemporaryDirectory() as name, Faulty() as server:
            folder = Path(name)
            inputs = articles(folder / "in", count)
            seconds, _, done, peak = measured(server.url, inputs, folder / "out", args.concurrency)
            again, processor, left, _ = measured(server.url, inputs, folder / "out", args.concurrency)
            size = (folder / "out" / "run.sqlite").stat().st_size / count / 1024
        peaks.append(peak)
        print(f"{done:6} documents: {peak:.0f} MB at most, {seconds:.0f} s, {size:.1f} kB of store a document")
        print(f"       again: {left} to do, reported in {again:.1f} s ({processor:.1f} s of processor)", flush=True)
    print(f"peak memory of many, as a multiple of that of few: {peaks[1] / peaks[0]:.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        _, _, url, inputs, out, concurrency = sys.argv
        run(url, inputs, out, int(concurrency))
    else:
        main()
