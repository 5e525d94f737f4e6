"""Figures by one model and many ways to ask it: ours, langextract, instructor, in one run and one table.

usage: python benchmarks/peers.py [--base-url URL] [--model NAME] [--only SYSTEM …] [--seeds NAME …] [--keep FOLDER]

The same model gets the same cleaned text of the seeds, greedily, with at most 2,048 tokens an answer. Without
`--base-url` the project's own engine is started. Each peer is installed into an environment of its own and set up
as its documentation says (`peer_extractors.py`). All requests go through one meter. A figure of the gold is found when
one that was delivered has its value and stands on overlapping characters; hallucinated are those whose value no number
of the text has, or whose words do not stand in it. Figures that the gold calls borderline count neither way. `--keep`
keeps answers, so that a run that was stopped goes on.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from environments import DEFAULT, NotInstalled, python_of, run
from metering import Count, Meter
from peer_extractors import MOST_TOKENS

from summarizer import Summarizer, scan
from summarizer.asking.local import weights
from summarizer.asking.local.llama_server import LlamaServer
from summarizer.evaluation.matching import alike, named
from summarizer.folding import fold
from summarizer.models import Scan
from summarizer.scanning.grounding import TextIndex
from summarizer.scanning.numbers.numerals import parse
from summarizer.scanning.numbers.quantities import values

HERE = Path(__file__).parent
ROOT = HERE.parent
PEERS = {
    "langextract": "langextract",
    "langextract-measures": "langextract",
    "instructor": "instructor",
    "instructor-numbers": "instructor",
}
OURS = {"summarizer, single": "single", "summarizer, staged": "staged"}
ROWS = {
    "langextract": ("langextract, all spans", "langextract, exact spans"),
    "langextract-measures": ("langextract, measures too, all spans", "langextract, measures too, exact spans"),
    "instructor": ("instructor",),
    "instructor-numbers": ("instructor, given our numbers",),
}
STAGED_TOKENS = 400  # of one short answer
Gold = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """One figure that a system delivered; `spans` are where it stands in Text, none where it does not."""

    value: float | tuple[float | None, float | None] | None
    spans: tuple[tuple[int, int], ...]
    subject: str | None
    measure: str | None
    exact: bool = True


@dataclass
class Score:
    """The counts of one row; `told` without those that count neither way."""

    gold: int = 0
    told: int = 0
    found: int = 0
    hallucinated: int = 0
    subject: int = 0
    measure: int = 0
    measures: int = 0
    lost: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.found / max(1, self.gold + self.told)


@dataclass
class Seed:
    """A document with its gold; spans of the gold are moved to Text."""

    path: Path
    scan: Scan
    figures: list[Gold] = field(default_factory=list)
    neutral: list[Gold] = field(default_factory=list)

    @classmethod
    def load(cls, path: Path) -> "Seed":
        seed = cls(path, scan(path))
        gold = json.loads((ROOT / "fixtures" / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        measures = {figure["start"]: figure.get("measure") for figure in gold["figures"]}
        starts = {raw: index for index, raw in enumerate(seed.scan.text.starts)}
        for mention in gold["mentions"]:
            if mention["role"] == "figure" and mention["start"] in starts:
                start = starts[mention["start"]]
                span = (start, start + mention["end"] - mention["start"])
                core = mention.get("core", True) and mention["value"] is not None and not mention.get("meta")
                one = {**mention, "span": span, "measure": measures.get(mention["start"])}
                (seed.figures if core else seed.neutral).append(one)
        return seed

    @property
    def numbers(self) -> list[str]:
        """The figures that our rules find, for the control."""
        wanted = (m for m in self.scan.mentions if m.role == "figure" and not m.indefinite)
        return [self.scan.text.content[m.text_start : m.text_end] for m in wanted]


def score(seed: Seed, told: Sequence[Told], into: Score) -> None:
    """Match one to one, and count."""
    stated = {abs(float(value)) for _, _, value in values(seed.scan.text.folded) if value is not None}
    left = list(told)
    for gold in seed.figures:
        into.gold += 1
        into.measures += bool(gold["measure"])
        hit = _take(left, gold)
        if hit is not None:
            into.told += 1
            into.found += 1
            into.subject += alike(hit.subject, gold.get("subject"))
            into.measure += bool(gold["measure"]) and named(hit.measure, gold["measure"])
    for gold in seed.neutral:
        _take(left, gold)
    into.told += len(left)
    into.hallucinated += sum(not one.spans or not _is_stated(one, stated) for one in left)


def _take(left: list[Told], gold: Gold) -> Told | None:
    start, end = gold["span"]
    for one in left:
        if _same(one, gold["value"]) and any(s < end and start < e for s, e in one.spans):
            left.remove(one)
            return one
    return None


def _same(one: Told, value: Any) -> bool:
    """The same value; a range may be told by one of its ends."""
    ends = value if isinstance(value, list) else [value]
    told = one.value if isinstance(one.value, tuple) else (one.value,)
    pairs = [(a, b) for a in told for b in ends if a is not None and b is not None]
    return any(abs(a - b) <= 1e-6 * max(1.0, abs(b)) for a, b in pairs)


def _is_stated(one: Told, stated: set[float]) -> bool:
    """Whether a number of the text has this value; what was told without any is wrong, but not made up."""
    told = one.value if isinstance(one.value, tuple) else (one.value,)
    numbers = [abs(value) for value in told if value is not None]
    return not numbers or any(number in stated for number in numbers)


def ours(
    strategy: Any, seeds: Sequence[Seed], url: str, model: str, folder: Path
) -> tuple[list[list[Told] | None], Count]:
    """What we deliver as verified, one pass, without patches; None where a document failed."""
    most = STAGED_TOKENS if strategy == "staged" else MOST_TOKENS
    chosen: dict[str, Any] = {"patches": 0, "max_tokens": most, "record": folder}
    summarizer = Summarizer(model, base_url=url, strategy=strategy, timeout_seconds=3600.0, **chosen)
    told: list[list[Told] | None] = []
    count = Count()
    for seed in seeds:
        record = summarizer.summarize(seed.path)
        for exchange in record.exchanges:
            kept = json.loads((folder / f"{exchange.digest}.json").read_text(encoding="utf-8"))
            count.add({"answer": kept["response"]})
        report = record.report
        figures = report.figures if report else []
        verified = [_of_ours(seed, figure) for figure in figures if figure.verdict == "verified"]
        told.append(verified if report else None)
    return told, count


def _of_ours(seed: Seed, figure: Any) -> Told:
    starts = {raw: index for index, raw in enumerate(seed.scan.text.starts)}
    start = starts[figure.span[0]]
    value = figure.value if figure.value is not None else (figure.low, figure.high)
    return Told(value, ((start, start + figure.span[1] - figure.span[0]),), figure.subject, figure.measure)


def theirs(system: str, seeds: Sequence[Seed], url: str, model: str, python: Path) -> list[list[Told] | None]:
    """What a peer delivers; None where a document failed."""
    with tempfile.TemporaryDirectory() as folder:
        inputs, output = Path(folder) / "inputs.json", Path(folder) / "output.json"
        told = [{"text": seed.scan.text.content, "numbers": seed.numbers} for seed in seeds]
        inputs.write_text(json.dumps(told), encoding="utf-8")
        run([str(python), str(HERE / "peer_extractors.py"), system, url, model, str(inputs), str(output)])
        made = json.loads(output.read_text(encoding="utf-8"))
    pairs = zip(seeds, made, strict=True)
    return [None if one["error"] else [_of_theirs(seed, figure) for figure in one["figures"]] for seed, one in pairs]


def _of_theirs(seed: Seed, told: dict[str, Any]) -> Told:
    spans = [(told["start"], told["end"])] if told["start"] is not None else []
    if not spans:
        spans = [(span.start, span.end) for span in TextIndex(seed.scan.text).find(told["words"] or "")]
    value = _number(told["value"], told["words"])
    return Told(value, tuple(spans), told["subject"], told["measure"], told.get("exact", True))


def _number(said: Any, words: str) -> float | None:
    """The value told, however it is written; where it is left out, the one number of the words."""
    if isinstance(said, int | float):
        return float(said)
    parsed = parse(fold(str(said or "")).strip())
    if parsed is not None:
        return float(parsed)
    read = [value for _, _, value in values(fold(f"{said or ''}")) or values(fold(words)) if value is not None]
    return float(read[0]) if len(read) == 1 else None


def row(name: str, seeds: Sequence[Seed], told: Sequence[list[Told] | None], count: Count) -> str:
    total = Score()
    for seed, figures in zip(seeds, told, strict=True):
        score(seed, figures or [], total)
        total.lost += figures is None
    seconds = f"{count.seconds:.0f}"
    tokens = f"{count.computed:,} | {count.cached:,} | {count.answered:,}"
    missed = total.gold - total.found
    share = f"{total.hallucinated / max(1, total.told):.0%}"
    right = f"{total.subject}/{total.found} | {total.measure}/{total.measures}"
    return f"| {name} | {total.f1:.2f} | {share} | {missed} | {total.lost} | {right} | {count.calls} | {tokens} | {seconds} |"


def rows(system: str, seeds: Sequence[Seed], meter: Meter, args: argparse.Namespace) -> Iterator[str]:
    """The lines of the table for a system; a peer that can't be installed is skipped with the reason."""
    before = copy(meter.count)
    if system in OURS:
        with tempfile.TemporaryDirectory() as folder:
            told, count = ours(OURS[system], seeds, meter.url, args.model, (args.keep or Path(folder)) / "ours")
            yield row(system, seeds, told, count)
        return
    try:
        python = python_of(PEERS[system], args.environments)
    except NotInstalled as reason:
        yield f"{system} is skipped: {reason}"
        return
    told = theirs(system, seeds, meter.url, args.model, python)
    exact = [one and [figure for figure in one if figure.exact] for one in told]
    for name, shown in zip(ROWS[system], (told, exact), strict=False):
        yield row(name, seeds, shown, meter.count.since(before))


@contextmanager
def endpoint(base_url: str | None) -> Iterator[tuple[str, str]]:
    """The address and key of the endpoint given, else of our own engine."""
    if base_url:
        yield base_url, "none"
        return
    with LlamaServer() as engine:
        yield engine.url, engine.key


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url")
    parser.add_argument("--model", default=weights.NAME)
    parser.add_argument("--only", nargs="+", choices=[*OURS, *PEERS], default=[*OURS, *PEERS])
    parser.add_argument("--seeds", nargs="+", default=[""], help="the beginnings of their names")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--environments", type=Path, default=DEFAULT)
    args = parser.parse_args()
    paths = sorted(path for name in args.seeds for path in (ROOT / "seeds").glob(f"{name}*.txt"))
    seeds = [Seed.load(path) for path in paths]
    print(
        "| system | F1 | hallucinated | missed | documents lost | subject | measure | calls | computed | cached | answered | s |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    with endpoint(args.base_url) as (url, key), Meter(url, key, args.keep) as meter:
        for system in args.only:
            for line in rows(system, seeds, meter, args):
                print(line, flush=True)


if __name__ == "__main__":
    main()
