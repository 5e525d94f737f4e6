"""How many pages of a web archive are read in a second on one core, and in how much memory.

python benchmarks/warc_speed.py [PAGES]
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

import web_archives

from summarizer.models import Document
from summarizer.reading.inputs.documents import load

_BYTES = 1 if sys.platform == "darwin" else 1024


def peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _BYTES / 1e6


def measure(count: int) -> None:
    """Read an archive of so many pages, and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pages.warc.gz")
        with path.open("wb") as file:
            for page in web_archives.pages(count):
                file.write(web_archives.packed([page]))
        before, start = peak(), time.process_time()
        read = sum(isinstance(document, Document) for document in load([str(path)]))
        seconds = time.process_time() - start
    print(f"{read} documents in {seconds:.2f} s: {read / seconds:.0f} a second; peak {before:.0f} → {peak():.0f} MB")


if __name__ == "__main__":
    measure(100)
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
