"""How fast the scan is, beside recognizers-text's number model, and whether its cost grows with length alone.

usage: python benchmarks/scan_speed.py [--documents seeds] [--rounds 5] [--environments FOLDER]

Ours is the whole scan: decode, clean, numbers, roles, dates, places and tables; and the reading of numbers alone: their
values, roles and nouns, of text that is clean. Theirs is the Chinese number model, on the same text. Rounds alternate, and
processor time is measured, so that other work on the machine weighs on all alike; the ratios of the fastest rounds are
printed. Then one document is repeated up to 1 MB, and lines of 1 MB that are made to be slow are scanned: the cost of a
character must not grow.
"""

import argparse
import json
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from environments import DEFAULT, NotInstalled, python_of
from pipeline_speed import forget

from summarizer.folding import fold
from summarizer.models import Document
from summarizer.reading.inputs.decoding import decode
from summarizer.scanning.numbers import nouns, quantities, roles
from summarizer.scanning.scanner import scan_document

HERE = Path(__file__).parent
Given = TypeVar("Given")
MEGABYTE = 1_000_000
ADVERSARIAL = ("1", "1,", "1人", "万", "一百", "几", "（", "<", "2021年", "北京", "第", "多")


def scan(data: bytes) -> str:
    """The cleaned text of a document that is scanned as a whole."""
    raw, encoding = decode(data)
    return scan_document(Document("seed", "seed.txt", raw, encoding)).text.content


def read_numbers(folded: str) -> None:
    """The numbers of a clean and folded text with their roles and nouns."""
    found = quantities.read(folded)
    context = roles.context(folded, ())
    nouns.bind(folded, [quantity for quantity in found if roles.role(quantity, context) == "figure"])


def seconds(inputs: Iterable[Given], read: Callable[[Given], object]) -> float:
    """Processor seconds that reading all of them takes, each as if nothing had been seen before."""
    measured = 0.0
    for given in inputs:
        forget()
        begun = time.process_time()
        read(given)
        measured += time.process_time() - begun
    return measured


def paired(documents: list[bytes], rounds: int, python: Path) -> list[tuple[float, float, float]]:
    """Processor seconds of each round, (scan, numbers alone, theirs), measured in turn after one round to warm up."""
    contents = [scan(data) for data in documents]
    folded = [fold(content) for content in contents]
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.json"
        texts.write_text(json.dumps(contents), encoding="utf-8")
        command = [str(python), str(HERE / "number_model.py"), str(texts)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as peer:  # noqa: S603
            measured = [
                (seconds(documents, scan), seconds(folded, read_numbers), _round(peer)) for _ in range(rounds + 1)
            ]
            peer.communicate()
    return measured[1:]


def _round(peer: "subprocess.Popen[str]") -> float:
    if peer.stdin is None or peer.stdout is None:
        raise RuntimeError("the peer has no pipes")
    peer.stdin.write("\n")
    peer.stdin.flush()
    return float(peer.stdout.readline())


def per_character(data: bytes) -> float:
    """Processor seconds a character of one document takes."""
    return seconds([data], scan) / len(data.decode(errors="replace"))


def article(text: str, length: int) -> bytes:
    """A text repeated to a length in bytes."""
    return ("某县新闻\n\n" + text * (length // len(text.encode()) + 1)).encode()[:length]


def growth(text: str) -> float:
    """What a character costs at 1 MB, as a multiple of what it costs at a sixteenth of that."""
    return per_character(article(text, MEGABYTE)) / per_character(article(text, MEGABYTE // 16))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, default=HERE.parent / "seeds")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--environments", type=Path, default=DEFAULT)
    args = parser.parse_args()
    documents = [path.read_bytes() for path in sorted(args.documents.glob("*.txt"))]
    try:
        measured = paired(documents, args.rounds, python_of("recognizers-text", args.environments))
        whole, numbers, theirs = (min(times) for times in zip(*measured, strict=True))
        print(f"the number model takes {theirs / whole:.2f} times as long as our whole scan,")
        print(f"{theirs / numbers:.2f} times as long as our reading of numbers, roles and nouns")
    except NotInstalled as error:
        print(f"recognizers-text: skipped, {error}")
    longest = max((scan(data) for data in documents), key=len)
    print("cost of a character at 1 MB, as a multiple of that at 1/16 MB:")
    print(f"  an article, repeated  {growth(longest):.2f}")
    for text in ADVERSARIAL:
        print(f"  {text!r}, repeated  {growth(text):.2f}", flush=True)


if __name__ == "__main__":
    main()
