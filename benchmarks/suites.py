"""The public suites of Chinese numbers: our reader beside four others, in one run.

usage: python benchmarks/suites.py [--suites ../shared/suites] [--environments FOLDER] [--alone]

SUITES holds `numbers.jsonl` (a case a line: id, suite, input, expected [{text, start, end, value}]) and `refused.jsonl`
(input: strings that are no number). An expected number is right when a found one overlaps it and has its value; a
percentage may be given as 30 or as 0.3. `suites_left_out.txt` lists the cases whose expectation is plainly wrong, with
the reason; figures with and without them are printed, and how many found numbers overlap no expected one. Each peer is installed into an environment of its own.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from environments import DEFAULT, REQUIREMENTS, NotInstalled, python_of, run, version_of

from summarizer.folding import fold
from summarizer.scanning.numbers.numerals import parse
from summarizer.scanning.numbers.quantities import values

HERE = Path(__file__).parent
Found = tuple[int, int, float]
Case = dict[str, Any]


def load(path: Path) -> list[Case]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def left_out() -> set[str]:
    """The ids of `suites_left_out.txt`."""
    lines = (HERE / "suites_left_out.txt").read_text(encoding="utf-8").splitlines()
    return {line.split()[0] for line in lines if line.strip()}


def ours(texts: Sequence[str]) -> list[list[Found]]:
    return [[(start, end, float(value)) for start, end, value in values(text) if value is not None] for text in texts]


def theirs(peer: str, texts: Sequence[str], environments: Path) -> list[list[Found]]:
    """What a peer finds in each text, read in its own environment; raises NotInstalled."""
    python = python_of(peer, environments)
    with tempfile.TemporaryDirectory() as folder:
        inputs, output = Path(folder) / "inputs.json", Path(folder) / "output.json"
        inputs.write_text(json.dumps(list(texts)), encoding="utf-8")
        run([str(python), str(HERE / "peer_readers.py"), peer, str(inputs), str(output)])
        return [
            [(found[0], found[1], found[2]) for found in read]
            for read in json.loads(output.read_text(encoding="utf-8"))
        ]


def is_right(want: Case, found: Sequence[Found]) -> bool:
    return any(s < want["end"] and want["start"] < e and _same(want["text"], v, want["value"]) for s, e, v in found)


def _same(text: str, got: float, want: float) -> bool:
    factors = (1, 100, 0.01) if {"%", "％"} & set(text) or "百分" in text else (1,)
    return any(abs(got - want * factor) <= 1e-9 * max(1.0, abs(want * factor)) for factor in factors)


def outcomes(cases: Sequence[Case], found: Sequence[Sequence[Found]]) -> Iterator[tuple[Case, bool]]:
    """Each expected number's case, and whether it was read."""
    for case, numbers in zip(cases, found, strict=True):
        for want in case["expected"]:
            yield case, is_right(want, numbers)


def beyond(cases: Sequence[Case], found: Sequence[Sequence[Found]]) -> int:
    """How many numbers were found where none is expected."""
    return sum(
        not any(s < want["end"] and want["start"] < e for want in case["expected"])
        for case, numbers in zip(cases, found, strict=True)
        for s, e, _ in numbers
    )


def share(right: Sequence[bool]) -> str:
    return f"{sum(right)}/{len(right)} = {sum(right) / max(1, len(right)):.3f}"


def row(name: str, cases: Sequence[Case], found: Sequence[Sequence[Found]], skipped: set[str]) -> str:
    scored = list(outcomes(cases, found))
    suites = sorted({case["suite"] for case in cases})
    cells = [share([right for case, right in scored if case["suite"] == suite]).split(" = ")[1] for suite in suites]
    kept = share([right for case, right in scored if case["id"] not in skipped])
    return (
        " | ".join([f"| {name}", share([right for _, right in scored]), kept, str(beyond(cases, found)), *cells]) + " |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suites", type=Path, default=HERE.parent.parent / "shared" / "suites")
    parser.add_argument("--environments", type=Path, default=DEFAULT)
    parser.add_argument("--alone", action="store_true", help="without the others, which are installed first")
    args = parser.parse_args()
    cases, skipped = load(args.suites / "numbers.jsonl"), left_out()
    texts = [case["input"] for case in cases]
    suites = sorted({case["suite"] for case in cases})
    print("| " + " | ".join(["reader", "all", "without the left out", "found beyond", *suites]) + " |")
    print("|---" * (len(suites) + 4) + "|")
    print(row("summarizer", cases, ours(texts), skipped), flush=True)
    for peer in () if args.alone else REQUIREMENTS:
        try:
            found = theirs(peer, texts, args.environments)
        except NotInstalled as error:
            print(f"| {peer}: skipped, {error} |")
            continue
        version = version_of(python_of(peer, args.environments), peer)
        print(row(f"{peer} {version}", cases, found, skipped), flush=True)
    refused = [parse(fold(case["input"])) is None for case in load(args.suites / "refused.jsonl")]
    print(f"\nstrings that are no number, refused by summarizer: {share(refused)}")


if __name__ == "__main__":
    main()
