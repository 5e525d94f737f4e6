"""Documents with their true figures: those of the gold, of `benchmarks/cases`, or of another folder.

A line of `benchmarks/cases/*.jsonl` is a document: `text` and `figures`. A figure has `surface`, `subject`, `also` (other
words for the subject), `unit`, `qualifier`, the numbers, and where its words tell them `direction`, `period`, `place`
and `facts`. Without a `quote`, its sentence is the quote. `facts` has what the words say in so many words:

    status, aspect, cumulative, new   as `check` takes them
    whole                             the surface of the figure of which it is a part
    turn                              old or new: the value before or after a change (由5天压缩至1天)
    mean                              the word for a mean: 日均, 人均

Another folder has `NAME.json` with `doc` (the file beside it) and `figures` (`start`, `end`, `value`, `unit`,
`qualifier`, `subject`), and a folder of facts by the `start` of a figure; fields in `unsure` are not used.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.checking import findings
from summarizer.checking.stated import StatedFigure
from summarizer.checking.verdicts import Evidence
from summarizer.folding import fold
from summarizer.models import Document, Mention, Scan, Span
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.facts.context import FigureContext
from summarizer.scanning.grounding import TextIndex
from summarizer.scanning.scanner import scan_document

ROOT = Path(__file__).resolve().parents[2]
Claim = dict[str, Any]
_NAMES = ("subject", "value", "low", "high", "unit", "qualifier", "direction", "period", "place", "quote")
_NOT_CLAIMED = frozenset({"surface", "also", "facts"})
_DEFAULTS = {"status": "actual", "aspect": "amount", "cumulative": False, "new": False, "whole": None}


class Fact(NamedTuple):
    """A true figure: what is claimed of it, other words for its subject, the mention that states it, what it means."""

    claim: Claim
    also: tuple[str, ...]
    mention: Mention
    facts: Claim | None = None

    @property
    def meaning(self) -> Claim:
        """What its words say of it; nothing where that is not annotated."""
        return self.facts or {}

    @property
    def stated(self) -> Claim:
        """The true claim with what it means in the fields of `check`; those not annotated are the usual ones."""
        usual = {name: value for name, value in _DEFAULTS.items() if name in {"status", "cumulative", "new"}}
        told = {name: value for name, value in self.meaning.items() if name in _DEFAULTS}
        return self.claim | {name: value for name, value in (usual | told).items() if value is not None}

    def is_told_by(self, claim: Claim) -> bool:
        """Whether a claim says exactly this."""
        alike = all(claim.get(name) == self.claim.get(name) for name in _NAMES)
        return alike and all(
            claim[name] == self.meaning.get(name, usual) for name, usual in _DEFAULTS.items() if name in claim
        )


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
        figure = StatedFigure.model_validate(claim)
        judgement = self.evidence.judge(figure)
        found = findings.of_figure("figures/0", figure, judgement, self.context)
        return [finding.code for finding in found if finding.severity == "error"]

    def is_true(self, claim: Claim) -> bool:
        """Whether some true figure says exactly this."""
        return any(true.is_told_by(claim) for true in self.figures)


def cases() -> Iterator[Case]:
    """Those of the gold, then those of `benchmarks/cases`."""
    for path in sorted((ROOT / "fixtures" / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        yield _annotated(gold, ROOT / "seeds" / gold["doc"], {})
    for path in sorted((ROOT / "benchmarks" / "cases").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield _own_case(json.loads(line))


def folder_cases(pages: Path, facts: Path | None = None) -> Iterator[Case]:
    """Those of another folder of annotated documents, with a folder of what their figures mean."""
    for path in sorted(pages.glob("*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        if "figures" not in page or not (pages / page["doc"]).is_file():
            continue
        coded = facts / path.name if facts else None
        meanings = json.loads(coded.read_text(encoding="utf-8"))["figures"] if coded and coded.is_file() else ()
        yield _annotated(page, pages / page["doc"], {figure["start"]: figure for figure in meanings})


def _annotated(gold: Claim, document: Path, meanings: dict[int, Claim]) -> Case:
    raw = document.read_bytes().decode("utf-8-sig")
    scan = scan_document(Document(gold["doc"], gold["doc"], raw))
    ground = TextIndex(scan.text)
    surfaces = {start: figure["surface"] for start, figure in meanings.items()}
    figures = []
    for figure in gold["figures"]:
        mention = next((m for m in scan.mentions if m.start < figure["end"] and figure["start"] < m.end), None)
        if mention is None or figure["value"] is None or figure["subject"] is None:
            continue
        sentence = ground.sentence(Span(mention.text_start, mention.text_end))
        claim = {name: figure.get(name) for name in ("subject", "unit", "qualifier")} | {"place": figure.get("region")}
        quote = scan.text.content[sentence.start : sentence.end].strip()
        coded = _coded(meanings[figure["start"]], surfaces) if figure["start"] in meanings else None
        turned = {"direction": coded.pop("direction", None)} if coded else {}
        figures.append(Fact(claim | {"quote": quote} | _value(figure["value"]) | turned, (), mention, coded))
    return Case(gold["doc"], scan, tuple(figures))


def _coded(figure: Claim, surfaces: dict[int, str]) -> Claim:
    """What is coded of a figure: unsure fields are None; usual values are left out, for no words need say them."""
    sure = {name: figure[name] for name in (*_DEFAULTS, "direction") if name not in figure.get("unsure", ())}
    if sure.get("whole") is not None:
        sure["whole"] = surfaces.get(sure["whole"])
    if sure.get("direction") and figure["aspect"] not in {"change", "growth"} and "direction" in sure:
        sure = sure | {"turn": "new"}
    told = {name: value for name, value in sure.items() if value is not None and value != _DEFAULTS.get(name)}
    return told | dict.fromkeys(set(_DEFAULTS) & set(figure.get("unsure", ())))


def _value(value: Any) -> Claim:
    return {"low": value[0], "high": value[1]} if isinstance(value, list) else {"value": value}


def _own_case(line: Claim) -> Case:
    scan = scan_document(Document(line["id"], line["id"], line["text"]))
    ground = TextIndex(scan.text)
    figures = tuple(_own_figure(scan, ground, figure) for figure in line["figures"])
    return Case(line["id"], scan, figures)


def _own_figure(scan: Scan, ground: TextIndex, figure: Claim) -> Fact:
    span = ground.find(figure.get("quote") or figure["surface"])[0]
    inside = [m for m in scan.mentions if m.text_start < span.end and m.text_end > span.start]
    mention = min(
        inside,
        key=lambda m: (fold(m.surface) != fold(figure["surface"]), fold(figure["surface"]) not in fold(m.surface)),
    )
    sentence = ground.sentence(Span(mention.text_start, mention.text_end))
    quote = {"quote": scan.text.content[sentence.start : sentence.end].strip()}
    claim = quote | {name: value for name, value in figure.items() if name not in _NOT_CLAIMED}
    return Fact(claim, tuple(figure["also"]), mention, figure.get("facts"))
