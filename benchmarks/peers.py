"""Figures by one model and many ways to ask it: ours, langextract, instructor, in one run and one table.

usage: python benchmarks/peers.py [--base-url URL] [--model NAME] [--only SYSTEM …] [--seeds NAME …] [--keep FOLDER]

The same model gets the same cleaned text of the seeds, greedily, with at most 2,048 tokens an answer. Without
`--base-url` the project's own engine is started. Each peer is installed into an environment of its own and set up
as its documentation says (`peer_extractors.py`). All requests go through one meter. A figure of the gold is found when
one that was delivered has its value and lies on overlapping characters; hallucinated are those whose value no number
of the text has, or whose words are not in it. Figures that the gold calls borderline count neither way. `--keep`
keeps answers, so that a run that was stopped goes on.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
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
class Delivered:
    """One figure that a system delivered; `spans` are its places in Text; none if it is not there."""

    value: float | tuple[float | None, float | None] | None
    spans: tuple[tuple[int, int], ...]
    subject: str | None
    measure: str | None
    exact: bool = True


@dataclass
class Score:
    """The counts of one row; `delivered` without those that count neither way."""

    gold: int = 0
    delivered: int = 0
    found: int = 0
    hallucinated: int = 0
    subject: int = 0
    measure: int = 0
    measures: int = 0
    lost: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.found / max(1, self.gold + self.delivered)


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
                figure = {**mention, "span": span, "measure": measures.get(mention["start"])}
                (seed.figures if core else seed.neutral).append(figure)
        return seed

    @property
    def numbers(self) -> list[str]:
        """The figures that our rules find, for the control."""
        wanted = (m for m in self.scan.mentions if m.role == "figure" and not m.indefinite)
        return [self.scan.text.content[m.text_start : m.text_end] for m in wanted]


def score(seed: Seed, figures: Sequence[Delivered], into: Score) -> None:
    """Match one to one, and count."""
    stated = {abs(float(value)) for _, _, value in values(seed.scan.text.folded) if value is not None}
    left = list(figures)
    for gold in seed.figures:
        into.gold += 1
        into.measures += bool(gold["measure"])
        hit = _take(left, gold)
        if hit is not None:
            into.delivered += 1
            into.found += 1
            into.subject += alike(hit.subject, gold.get("subject"))
            into.measure += bool(gold["measure"]) and named(hit.measure, gold["measure"])
    for gold in seed.neutral:
        _take(left, gold)
    into.delivered += len(left)
    into.hallucinated += sum(not figure.spans or not _is_stated(figure, stated) for figure in left)


def _take(left: list[Delivered], gold: Gold) -> Delivered | None:
    start, end = gold["span"]
    for figure in left:
        if _same(figure, gold["value"]) and any(s < end and start < e for s, e in figure.spans):
            left.remove(figure)
            return figure
    return None


def _same(figure: Delivered, value: Any) -> bool:
    """The same value; one end may stand for a range."""
    ends = value if isinstance(value, list) else [value]
    delivered = figure.value if isinstance(figure.value, tuple) else (figure.value,)
    pairs = [(a, b) for a in delivered for b in ends if a is not None and b is not None]
    return any(abs(a - b) <= 1e-6 * max(1.0, abs(b)) for a, b in pairs)


def _is_stated(figure: Delivered, stated: set[float]) -> bool:
    """Whether a number of the text has this value; a figure without a value is wrong, but not made up."""
    delivered = figure.value if isinstance(figure.value, tuple) else (figure.value,)
    numbers = [abs(value) for value in delivered if value is not None]
    return not numbers or any(number in stated for number in numbers)


def ours(
    strategy: Any, seeds: Sequence[Seed], url: str, model: str, folder: Path
) -> tuple[list[list[Delivered] | None], Count]:
    """What we deliver as verified, one pass, without patches; None where a document failed."""
    most = STAGED_TOKENS if strategy == "staged" else MOST_TOKENS
    chosen: dict[str, Any] = {"patches": 0, "max_tokens": most, "record": folder}
    summarizer = Summarizer(model, base_url=url, strategy=strategy, timeout_seconds=3600.0, **chosen)
    delivered: list[list[Delivered] | None] = []
    count = Count()
    for seed in seeds:
        record = summarizer.summarize(seed.path)
        for exchange in record.exchanges:
            kept = json.loads((folder / f"{exchange.digest}.json").read_text(encoding="utf-8"))
            count.add({"answer": kept["response"]})
        report = record.report
        figures = report.figures if report else []
        names = {measure.id: measure.name for measure in report.measures} if report else {}
        verified = [_of_ours(seed, figure, names) for figure in figures if figure.verdict == "verified"]
        delivered.append(verified if report else None)
    return delivered, count


def _of_ours(seed: Seed, figure: Any, names: Mapping[str, str]) -> Delivered:
    """A verified figure of ours, with its measure by name."""
    starts = {raw: index for index, raw in enumerate(seed.scan.text.starts)}
    start = starts[figure.span[0]]
    value = figure.value if figure.value is not None else (figure.low, figure.high)
    measure = names.get(figure.measure or "")
    return Delivered(value, ((start, start + figure.span[1] - figure.span[0]),), figure.subject, measure)


def theirs(system: str, seeds: Sequence[Seed], url: str, model: str, python: Path) -> list[list[Delivered] | None]:
    """What a peer delivers; None where a document failed."""
    with tempfile.TemporaryDirectory() as folder:
        inputs, output = Path(folder) / "inputs.json", Path(folder) / "output.json"
        documents = [{"text": seed.scan.text.content, "numbers": seed.numbers} for seed in seeds]
        inputs.write_text(json.dumps(documents), encoding="utf-8")
        run([str(python), str(HERE / "peer_extractors.py"), system, url, model, str(inputs), str(output)])
        made = json.loads(output.read_text(encoding="utf-8"))
    pairs = zip(seeds, made, strict=True)
    return [
        None if answer["error"] else [_of_theirs(seed, figure) for figure in answer["figures"]]
        for seed, answer in pairs
    ]


def _of_theirs(seed: Seed, figure: dict[str, Any]) -> Delivered:
    spans = [(figure["start"], figure["end"])] if figure["start"] is not None else []
    if not spans:
        spans = [(span.start, span.end) for span in TextIndex(seed.scan.text).find(figure["words"] or "")]
    value = _number(figure["value"], figure["words"])
    return Delivered(value, tuple(spans), figure["subject"], figure["measure"], figure.get("exact", True))


def _number(written: Any, words: str) -> float | None:
    """The value, however it is written; where it is missing, the only number of the words."""
    if isinstance(written, int | float):
        return float(written)
    parsed = parse(fold(str(written or "")).strip())
    if parsed is not None:
        return float(parsed)
    read = [value for _, _, value in values(fold(f"{written or ''}")) or values(fold(words)) if value is not None]
    return float(read[0]) if len(read) == 1 else None


def row(name: str, seeds: Sequence[Seed], delivered: Sequence[list[Delivered] | None], count: Count) -> str:
    total = Score()
    for seed, figures in zip(seeds, delivered, strict=True):
        score(seed, figures or [], total)
        total.lost += figures is None
    seconds = f"{count.seconds:.0f}"
    tokens = f"{count.computed:,} | {count.cached:,} | {count.answered:,}"
    missed = total.gold - total.found
    share = f"{total.hallucinated / max(1, total.delivered):.0%}"
    right = f"{total.subject}/{total.found} | {total.measure}/{total.measures}"
    return f"| {name} | {total.f1:.2f} | {share} | {missed} | {total.lost} | {right} | {count.calls} | {tokens} | {seconds} |"


def rows(system: str, seeds: Sequence[Seed], meter: Meter, args: argparse.Namespace) -> Iterator[str]:
    """The lines of the table for a system; a peer that can't be installed is skipped with the reason."""
    before = copy(meter.count)
    if system in OURS:
        with tempfile.TemporaryDirectory() as folder:
            delivered, count = ours(OURS[system], seeds, meter.url, args.model, (args.keep or Path(folder)) / "ours")
            yield row(system, seeds, delivered, count)
        return
    try:
        python = python_of(PEERS[system], args.environments)
    except NotInstalled as reason:
        yield f"{system} is skipped: {reason}"
        return
    delivered = theirs(system, seeds, meter.url, args.model, python)
    exact = [figures and [figure for figure in figures if figure.exact] for figures in delivered]
    for name, shown in zip(ROWS[system], (delivered, exact), strict=False):
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
