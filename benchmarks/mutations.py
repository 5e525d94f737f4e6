"""The checker's own benchmark: how many wrong figures it catches, and how many right ones it doubts.

    python benchmarks/mutations.py [--fails KIND]

Each true figure of `fixtures/gold` (with the sentence that holds it as quote) and of `benchmarks/cases/*.jsonl` is
told wrongly in one way at a time. A mutant is caught where its verdict is not `verified` or a finding of severity error
stands on it; a true figure, told as it is or in other words, should be neither. A mutant that happens to say what
another true figure says is no mutant and is left out.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import rewriting

from summarizer.checking import findings
from summarizer.checking.draft import DraftFigure
from summarizer.checking.verdicts import Evidence
from summarizer.folding import fold
from summarizer.models import Document, Mention, Scan, Span
from summarizer.scanning.facts.context import FigureContext
from summarizer.scanning.grounding import TextIndex
from summarizer.scanning.numbers import units
from summarizer.scanning.places import regions
from summarizer.scanning.scanner import scan_document

ROOT = Path(__file__).resolve().parent.parent
OTHER_UNITS = ("人", "户", "个", "元", "公里", "亩", "%", "吨")
Told = dict[str, Any]


class Fact(NamedTuple):
    """A true figure: what is told of it, other words for its subject, and the mention that states it."""

    told: Told
    also: tuple[str, ...]
    mention: Mention


@dataclass(frozen=True)
class Case:
    """A document with its true figures."""

    name: str
    scan: Scan
    figures: tuple[Fact, ...]

    @cached_property
    def around(self) -> FigureContext:
        return FigureContext(self.scan, TextIndex(self.scan.text))

    @cached_property
    def evidence(self) -> Evidence:
        return Evidence(self.scan, self.around.ground)

    def doubts(self, told: Told) -> list[str]:
        """The codes of what the checker holds against a figure; empty where it accepts it."""
        figure = DraftFigure.model_validate(told)
        judgement = self.evidence.judge(figure)
        found = findings.of_figure("figures/0", figure, judgement, self.around)
        return [finding.code for finding in found if finding.severity == "error"]

    def is_true(self, told: Told) -> bool:
        """Whether another true figure says just that."""
        names = ("subject", "value", "low", "high", "unit", "qualifier", "direction", "period", "region", "quote")
        return any(all(told.get(name) == true.told.get(name) for name in names) for true in self.figures)


def cases() -> Iterator[Case]:
    """Those of the gold, then those of `benchmarks/cases`."""
    for path in sorted((ROOT / "fixtures" / "gold").glob("*.json")):
        yield _gold_case(json.loads(path.read_text(encoding="utf-8")))
    for path in sorted((ROOT / "benchmarks" / "cases").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield _own_case(json.loads(line))


def _gold_case(gold: Told) -> Case:
    raw = (ROOT / "seeds" / gold["doc"]).read_bytes().decode("utf-8-sig")
    scan = scan_document(Document(gold["doc"], gold["doc"], raw))
    ground = TextIndex(scan.text)
    figures = []
    for figure in gold["figures"]:
        mention = next((m for m in scan.mentions if m.start < figure["end"] and figure["start"] < m.end), None)
        if mention is None or figure["value"] is None:
            continue
        sentence = ground.sentence(Span(mention.text_start, mention.text_end))
        told = {name: figure[name] for name in ("subject", "unit", "qualifier", "region")}
        quote = scan.text.content[sentence.start : sentence.end].strip()
        figures.append(Fact(told | {"quote": quote} | _value(figure["value"]), (), mention))
    return Case(gold["doc"], scan, tuple(figures))


def _value(value: Any) -> Told:
    return {"low": value[0], "high": value[1]} if isinstance(value, list) else {"value": value}


def _own_case(line: Told) -> Case:
    scan = scan_document(Document(line["id"], line["id"], line["text"]))
    ground = TextIndex(scan.text)
    figures = []
    for figure in line["figures"]:
        span = ground.find(figure["quote"])[0]
        inside = [m for m in scan.mentions if m.text_start < span.end and m.text_end > span.start]
        mention = min(
            inside,
            key=lambda m: (fold(m.surface) != fold(figure["surface"]), fold(figure["surface"]) not in fold(m.surface)),
        )
        told = {name: value for name, value in figure.items() if name not in {"surface", "also"}}
        figures.append(Fact(told, tuple(figure["also"]), mention))
    return Case(line["id"], scan, tuple(figures))


def _others(case: Case, true: Fact) -> list[Fact]:
    return [other for other in case.figures if other is not true]


def _same_quote(case: Case, true: Fact) -> list[Fact]:
    return [other for other in _others(case, true) if other.told["quote"] == true.told["quote"]]


def _ends(told: Told) -> list[str]:
    return [name for name in ("value", "low", "high") if told.get(name) is not None]


def digit(_case: Case, true: Fact) -> Iterator[Told]:
    """1809 told as 1806; each digit by each other one."""
    for name in _ends(true.told):
        text = f"{true.told[name]}"
        for index, char in enumerate(text):
            for other in "0123456789" if char.isdigit() else "":
                changed = text[:index] + other + text[index + 1 :]
                if other != char and (changed[0] != "0" or changed[:2] == "0." or len(changed) == 1):
                    yield true.told | {name: float(changed)}


def zero(_case: Case, true: Fact) -> Iterator[Told]:
    """1500 told as 15000 or 150."""
    for name in _ends(true.told):
        value = true.told[name]
        yield from (
            {**true.told, name: other} for other in {value * 10, value / 10} - {value} if other == round(other, 3)
        )


def scale(_case: Case, true: Fact) -> Iterator[Told]:
    """2.3万 told as 2.3, or as 2.3亿."""
    for name in _ends(true.told):
        value = true.told[name]
        yield from ({**true.told, name: other} for other in {value * 10_000, value / 10_000} - {value})


def unit(_case: Case, true: Fact) -> Iterator[Told]:
    """139个 told as 139户."""
    fitting = [one for one in OTHER_UNITS if not units.same(one, true.told["unit"])]
    yield from ({**true.told, "unit": one} for one in fitting[:3])


def qualifier(_case: Case, true: Fact) -> Iterator[Told]:
    """1500余 told as 1500; 97 told as 近97."""
    if true.told["qualifier"]:
        yield true.told | {"qualifier": None}
    else:
        yield from ({**true.told, "qualifier": word} for word in ("余", "近"))


def neighbour(case: Case, true: Fact) -> Iterator[Told]:
    """The value of another figure of the sentence, with this one's subject and unit."""
    for other in _same_quote(case, true):
        yield {**true.told, "low": None, "high": None, "value": None} | {n: other.told[n] for n in _ends(other.told)}


def crosswise(case: Case, true: Fact) -> Iterator[Told]:
    """小区137个、单元1809个 told crosswise: the number beside it, of the same unit, with this one's subject."""
    place = sorted(case.figures, key=lambda one: one.mention.text_start)
    index = place.index(true)
    for other in place[max(0, index - 1) : index + 2]:
        if other in _same_quote(case, true) and units.same(other.told["unit"], true.told["unit"]):
            numbers = {name: other.told.get(name) for name in ("value", "low", "high", "unit", "qualifier")}
            yield true.told | numbers


def other_sentence(case: Case, true: Fact) -> Iterator[Told]:
    """The quote of another sentence."""
    quotes = {other.told["quote"] for other in _others(case, true)} - {true.told["quote"]}
    yield from ({**true.told, "quote": quote} for quote in sorted(quotes)[:3])


def other_region(case: Case, true: Fact) -> Iterator[Told]:
    """The figure of 广州市 told of 深圳市."""
    own = regions.resolve(true.told.get("region") or "", case.scan.region)
    for name in sorted({other.told["region"] for other in _others(case, true) if other.told.get("region")}):
        found = regions.resolve(name, case.scan.region)
        if own and found and not any(regions.contains(a, b) or regions.contains(b, a) for a in own for b in found):
            yield true.told | {"region": name}


def percent(_case: Case, true: Fact) -> Iterator[Told]:
    """5% told as 5个百分点, and the other way round."""
    others = {"%": ("个百分点", "百分点"), "个百分点": ("%", "％")}.get(true.told["unit"] or "", ())
    yield from ({**true.told, "unit": other} for other in others)


def direction(_case: Case, true: Fact) -> Iterator[Told]:
    """增长5% told as a decrease."""
    if true.told.get("direction"):
        yield true.told | {"direction": "decrease" if true.told["direction"] == "increase" else "increase"}


def period(case: Case, true: Fact) -> Iterator[Told]:
    """The figure of 2023年 told of 2022年, or of another period of the document."""
    own = true.told.get("period")
    if not own:
        return
    others = {other.told["period"] for other in _others(case, true) if other.told.get("period")}
    others |= {
        own.replace("202", "203"),
        own.replace("2023", "2021"),
        own.replace("一季度", "三季度"),
        own + "8月" if re.fullmatch("[0-9]{4}年", own) else own,
    }
    yield from ({**true.told, "period": other} for other in sorted(others - {own}))


KINDS: tuple[Callable[[Case, Fact], Iterator[Told]], ...] = (
    digit,
    zero,
    scale,
    unit,
    qualifier,
    neighbour,
    crosswise,
    other_sentence,
    other_region,
    percent,
    direction,
    period,
)


class Rate(NamedTuple):
    """Of `of` figures, how many were doubted, and those that went the wrong way."""

    doubted: int
    of: int
    fails: tuple[Told, ...]


def detection(read: list[Case]) -> dict[str, Rate]:
    """By kind, the mutants that were caught."""
    rates = {}
    for kind in KINDS:
        told = [(case, m) for case in read for true in case.figures for m in kind(case, true) if not case.is_true(m)]
        missed = tuple(mutant for case, mutant in told if not case.doubts(mutant))
        rates[kind.__name__] = Rate(len(told) - len(missed), len(told), missed)
    return rates


def false_alarms(read: list[Case]) -> dict[str, Rate]:
    """By kind of rewriting, the true figures that were doubted."""
    told: defaultdict[str, list[tuple[Case, Told]]] = defaultdict(list)
    for case in read:
        for true in case.figures:
            told["as it is"].append((case, true.told))
            for kind, words in rewriting.rewritings(case.scan, true.told, true.also, true.mention):
                told[kind].append((case, words))
    rates = {}
    for kind, all_told in told.items():
        doubted = tuple(one | {"doubts": doubts} for case, one in all_told if (doubts := case.doubts(one)))
        rates[kind] = Rate(len(doubted), len(all_told), doubted)
    return rates


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fails", help="print those of a kind that went the wrong way")
    asked = parser.parse_args()
    read = list(cases())
    print(f"{len(read)} documents, {sum(len(case.figures) for case in read)} true figures\n")
    caught, alarms = detection(read), false_alarms(read)
    for title, rates in (("mutants caught", caught), ("true figures doubted", alarms)):
        print(title)
        for kind, rate in rates.items():
            print(
                f"  {kind.replace('_', ' '):28}{rate.doubted:6} of {rate.of:6}  {rate.doubted / max(1, rate.of):8.2%}"
            )
    for rates in (caught, alarms):
        for told in rates[asked.fails].fails if asked.fails in rates else ():
            print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
