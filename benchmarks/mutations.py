"""The checker's own benchmark: how many wrong figures it catches, and how many right ones it doubts.

    python benchmarks/mutations.py [--fails KIND]

Each true figure of `fixtures/gold` (with its sentence as quote) and of `benchmarks/cases/*.jsonl` is changed in one way
at a time. A mutant is caught if its verdict is not `verified` or it has a finding of severity error; a true figure,
unchanged or in other words, should have neither. A mutant that equals another true figure is left out.
The cells of tables (`table_claims`) are told with their own row and column, and with those of each other cell.
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
from table_claims import table_cases

from summarizer.checking import findings
from summarizer.checking.draft import DraftFigure
from summarizer.checking.verdicts import Evidence
from summarizer.folding import fold
from summarizer.models import Document, Mention, Scan, Span
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.facts.context import FigureContext
from summarizer.scanning.grounding import TextIndex
from summarizer.scanning.numbers import units
from summarizer.scanning.places import resolving
from summarizer.scanning.scanner import scan_document

ROOT = Path(__file__).resolve().parent.parent
OTHER_UNITS = ("人", "户", "个", "元", "公里", "亩", "%", "吨")
Claim = dict[str, Any]


class Fact(NamedTuple):
    """A true figure: what is claimed of it, other words for its subject, and the mention that states it."""

    claim: Claim
    also: tuple[str, ...]
    mention: Mention


@dataclass(frozen=True)
class Case:
    """A document with its true figures."""

    name: str
    scan: Scan
    figures: tuple[Fact, ...]

    @cached_property
    def context(self) -> FigureContext:
        return Analysis(self.scan).context

    @cached_property
    def evidence(self) -> Evidence:
        return Evidence(Analysis(self.scan))

    def doubts(self, claim: Claim) -> list[str]:
        """The codes of the errors that the checker finds in a figure; empty if it accepts it."""
        figure = DraftFigure.model_validate(claim)
        judgement = self.evidence.judge(figure)
        found = findings.of_figure("figures/0", figure, judgement, self.context)
        return [finding.code for finding in found if finding.severity == "error"]

    def is_true(self, claim: Claim) -> bool:
        """Whether some true figure says exactly this."""
        names = ("subject", "value", "low", "high", "unit", "qualifier", "direction", "period", "region", "quote")
        return any(all(claim.get(name) == true.claim.get(name) for name in names) for true in self.figures)


def cases() -> Iterator[Case]:
    """Those of the gold, then those of `benchmarks/cases`."""
    for path in sorted((ROOT / "fixtures" / "gold").glob("*.json")):
        yield _gold_case(json.loads(path.read_text(encoding="utf-8")))
    for path in sorted((ROOT / "benchmarks" / "cases").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield _own_case(json.loads(line))


def _gold_case(gold: Claim) -> Case:
    raw = (ROOT / "seeds" / gold["doc"]).read_bytes().decode("utf-8-sig")
    scan = scan_document(Document(gold["doc"], gold["doc"], raw))
    ground = TextIndex(scan.text)
    figures = []
    for figure in gold["figures"]:
        mention = next((m for m in scan.mentions if m.start < figure["end"] and figure["start"] < m.end), None)
        if mention is None or figure["value"] is None:
            continue
        sentence = ground.sentence(Span(mention.text_start, mention.text_end))
        claim = {name: figure[name] for name in ("subject", "unit", "qualifier", "region")}
        quote = scan.text.content[sentence.start : sentence.end].strip()
        figures.append(Fact(claim | {"quote": quote} | _value(figure["value"]), (), mention))
    return Case(gold["doc"], scan, tuple(figures))


def _value(value: Any) -> Claim:
    return {"low": value[0], "high": value[1]} if isinstance(value, list) else {"value": value}


def _own_case(line: Claim) -> Case:
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
        claim = {name: value for name, value in figure.items() if name not in {"surface", "also"}}
        figures.append(Fact(claim, tuple(figure["also"]), mention))
    return Case(line["id"], scan, tuple(figures))


def _others(case: Case, true: Fact) -> list[Fact]:
    return [other for other in case.figures if other is not true]


def _same_quote(case: Case, true: Fact) -> list[Fact]:
    return [other for other in _others(case, true) if other.claim["quote"] == true.claim["quote"]]


def _ends(claim: Claim) -> list[str]:
    return [name for name in ("value", "low", "high") if claim.get(name) is not None]


def digit(_case: Case, true: Fact) -> Iterator[Claim]:
    """1809 claimed as 1806; each digit by each other one."""
    for name in _ends(true.claim):
        text = f"{true.claim[name]}"
        for index, char in enumerate(text):
            for other in "0123456789" if char.isdigit() else "":
                changed = text[:index] + other + text[index + 1 :]
                if other != char and (changed[0] != "0" or changed[:2] == "0." or len(changed) == 1):
                    yield true.claim | {name: float(changed)}


def zero(_case: Case, true: Fact) -> Iterator[Claim]:
    """1500 claimed as 15000 or 150."""
    for name in _ends(true.claim):
        value = true.claim[name]
        yield from (
            {**true.claim, name: other} for other in {value * 10, value / 10} - {value} if other == round(other, 3)
        )


def scale(_case: Case, true: Fact) -> Iterator[Claim]:
    """2.3万 claimed as 2.3, or as 2.3亿."""
    for name in _ends(true.claim):
        value = true.claim[name]
        yield from ({**true.claim, name: other} for other in {value * 10_000, value / 10_000} - {value})


def unit(_case: Case, true: Fact) -> Iterator[Claim]:
    """139个 claimed as 139户."""
    fitting = [other for other in OTHER_UNITS if not units.same(other, true.claim["unit"])]
    yield from ({**true.claim, "unit": other} for other in fitting[:3])


def qualifier(_case: Case, true: Fact) -> Iterator[Claim]:
    """1500余 claimed as 1500; 97 claimed as 近97."""
    if true.claim["qualifier"]:
        yield true.claim | {"qualifier": None}
    else:
        yield from ({**true.claim, "qualifier": word} for word in ("余", "近"))


def neighbour(case: Case, true: Fact) -> Iterator[Claim]:
    """The value of another figure of the sentence, with this one's subject and unit."""
    for other in _same_quote(case, true):
        yield {**true.claim, "low": None, "high": None, "value": None} | {n: other.claim[n] for n in _ends(other.claim)}


def crosswise(case: Case, true: Fact) -> Iterator[Claim]:
    """小区137个、单元1809个 crosswise: the number next to it, of the same unit, with this one's subject."""
    place = sorted(case.figures, key=lambda fact: fact.mention.text_start)
    index = place.index(true)
    for other in place[max(0, index - 1) : index + 2]:
        if other in _same_quote(case, true) and units.same(other.claim["unit"], true.claim["unit"]):
            numbers = {name: other.claim.get(name) for name in ("value", "low", "high", "unit", "qualifier")}
            yield true.claim | numbers


def other_sentence(case: Case, true: Fact) -> Iterator[Claim]:
    """The quote of another sentence."""
    quotes = {other.claim["quote"] for other in _others(case, true)} - {true.claim["quote"]}
    yield from ({**true.claim, "quote": quote} for quote in sorted(quotes)[:3])


def other_region(case: Case, true: Fact) -> Iterator[Claim]:
    """The figure of 广州市 claimed of 深圳市."""
    own = resolving.resolve(true.claim.get("region") or "", case.scan.region)
    for name in sorted({other.claim["region"] for other in _others(case, true) if other.claim.get("region")}):
        found = resolving.resolve(name, case.scan.region)
        if own and found and not any(resolving.contains(a, b) or resolving.contains(b, a) for a in own for b in found):
            yield true.claim | {"region": name}


def percent(_case: Case, true: Fact) -> Iterator[Claim]:
    """5% claimed as 5个百分点, and the reverse."""
    others = {"%": ("个百分点", "百分点"), "个百分点": ("%", "％")}.get(true.claim["unit"] or "", ())
    yield from ({**true.claim, "unit": other} for other in others)


def direction(_case: Case, true: Fact) -> Iterator[Claim]:
    """增长5% claimed as a decrease."""
    if true.claim.get("direction"):
        yield true.claim | {"direction": "decrease" if true.claim["direction"] == "increase" else "increase"}


def period(case: Case, true: Fact) -> Iterator[Claim]:
    """The figure of 2023年 claimed of 2022年, or of another period of the document."""
    own = true.claim.get("period")
    if not own:
        return
    others = {other.claim["period"] for other in _others(case, true) if other.claim.get("period")}
    others |= {
        own.replace("202", "203"),
        own.replace("2023", "2021"),
        own.replace("一季度", "三季度"),
        own + "8月" if re.fullmatch("[0-9]{4}年", own) else own,
    }
    yield from ({**true.claim, "period": other} for other in sorted(others - {own}))


KINDS: tuple[Callable[[Case, Fact], Iterator[Claim]], ...] = (
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
    fails: tuple[Claim, ...]


def detection(read: list[Case]) -> dict[str, Rate]:
    """By kind, the mutants that were caught."""
    rates = {}
    for kind in KINDS:
        mutants = [(case, m) for case in read for true in case.figures for m in kind(case, true) if not case.is_true(m)]
        missed = tuple(mutant for case, mutant in mutants if not case.doubts(mutant))
        rates[kind.__name__] = Rate(len(mutants) - len(missed), len(mutants), missed)
    return rates


def false_alarms(read: list[Case]) -> dict[str, Rate]:
    """By kind of rewriting, the true figures that were doubted."""
    claims: defaultdict[str, list[tuple[Case, Claim]]] = defaultdict(list)
    for case in read:
        for true in case.figures:
            claims["as it is"].append((case, true.claim))
            for kind, words in rewriting.rewritings(case.scan, true.claim, true.also, true.mention):
                claims[kind].append((case, words))
    rates = {}
    for kind, all_claims in claims.items():
        doubted = tuple(claim | {"doubts": doubts} for case, claim in all_claims if (doubts := case.doubts(claim)))
        rates[kind] = Rate(len(doubted), len(all_claims), doubted)
    return rates


def table_rates() -> tuple[Rate, Rate]:
    """Of the cells of tables, the crosswise claims that were caught, and the true ones that were doubted."""
    read = table_cases()
    crosswise_claims = [(case, claim) for case in read for claim in case.crosswise_claims()]
    missed = tuple(claim for case, claim in crosswise_claims if not case.doubts(claim))
    true = [(case, claim) for case in read for claim in case.true_claims()]
    doubted = tuple(claim | {"doubts": doubts} for case, claim in true if (doubts := case.doubts(claim)))
    caught = Rate(len(crosswise_claims) - len(missed), len(crosswise_claims), missed)
    return caught, Rate(len(doubted), len(true), doubted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fails", help="print those of a kind that went the wrong way")
    asked = parser.parse_args()
    read = list(cases())
    print(f"{len(read)} documents, {sum(len(case.figures) for case in read)} true figures\n")
    caught, alarms = detection(read), false_alarms(read)
    caught["cell_crosswise"], alarms["cell of a table"] = table_rates()
    for title, rates in (("mutants caught", caught), ("true figures doubted", alarms)):
        print(title)
        for kind, rate in rates.items():
            print(
                f"  {kind.replace('_', ' '):28}{rate.doubted:6} of {rate.of:6}  {rate.doubted / max(1, rate.of):8.2%}"
            )
    for rates in (caught, alarms):
        for claim in rates[asked.fails].fails if asked.fails in rates else ():
            print(json.dumps(claim, ensure_ascii=False))


if __name__ == "__main__":
    main()
