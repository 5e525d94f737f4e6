"""Summaries with one number told wrongly: how many the checker catches, and how many true ones it doubts.

    python benchmarks/summaries.py [--fails KIND]

True prose: the sentences of the documents of `mutating.case_files`, their figures told anew in the words of the cases, and
the points of `fixtures/recordings/large-llm`. One number of it at a time is changed. A mutant is caught if its number
is contradicted or not stated; the numbers of true prose should have none.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from mutating.case_files import ROOT, Case, Claim, Fact, cases
from mutating.rates import Rate

from summarizer.checking.texts.judging import judgements, prose_analysis
from summarizer.models import Mention, Span
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.numbers import units

OTHER_UNITS = {"measure": ("吨", "公里"), "money": ("吨", "人"), "share": ("个", "人"), "time": ("个", "人")}
TURNED = {
    "增长": "下降",
    "增加": "减少",
    "提高": "下降",
    "上升": "下降",
    "新增": "减少",
    "下降": "增长",
    "减少": "增加",
    "降低": "提高",
}
_CHANGED = {"increase": "增长", "decrease": "下降"}
_REACHED = {"increase": "增至", "decrease": "降至"}
_TURNS = re.compile("|".join(TURNED))


class Telling(NamedTuple):
    """Some prose about a document, and its numbers as the rules read them."""

    analysis: Analysis
    prose: str

    @property
    def numbers(self) -> list[Mention]:
        return [number for number in prose_analysis(self.prose, self.analysis.scan).figures if not number.indefinite]

    def with_words(self, span: Span, words: str) -> "Mutant":
        """The prose with other words in a span, and where they are."""
        prose = self.prose[: span.start] + words + self.prose[span.end :]
        return Mutant(self.analysis, prose, Span(span.start, span.start + len(words)))


class Mutant(NamedTuple):
    """Changed prose, and where it was changed."""

    analysis: Analysis
    prose: str
    changed: Span

    @property
    def caught(self) -> bool:
        """Whether a number in or right after the change is doubted."""
        doubted = (j for j in judgements(self.prose, self.analysis) if j.flagged)
        return any(j.start < self.changed.end + 12 and self.changed.start < j.end for j in doubted)


def tellings(read: list[Case]) -> Iterator[tuple[str, Telling]]:
    """True prose by kind."""
    for case in read:
        analysis = Analysis(case.scan)
        content = case.scan.text.content
        by_sentence: defaultdict[Span, list[Fact]] = defaultdict(list)
        for fact in sorted(case.figures, key=lambda fact: fact.mention.text_start):
            by_sentence[analysis.index.sentence(Span(fact.mention.text_start, fact.mention.text_end))].append(fact)
        for sentence, facts in by_sentence.items():
            yield "a sentence", Telling(analysis, content[sentence.start : sentence.end].strip())
            yield "told anew", Telling(analysis, _told(analysis, facts, 0))
            if any(fact.also for fact in facts):
                yield "in other words", Telling(analysis, _told(analysis, facts, 1))
    by_name = {case.name: Analysis(case.scan) for case in read}
    yield from (("points", Telling(by_name[name], words)) for name, words in _summaries(by_name))


def _told(analysis: Analysis, facts: list[Fact], other: int) -> str:
    """Figures as a list of clauses: 区内企业137家，个体户1809户."""
    return "，".join(_clause(analysis, fact, other) for fact in facts) + "。"


def _clause(analysis: Analysis, fact: Fact, other: int) -> str:
    subject = fact.also[other - 1] if other and len(fact.also) >= other else fact.claim["subject"]
    facts = analysis.context.facts(fact.mention)
    words = _CHANGED if facts.aspect in {"change", "growth"} else _REACHED
    turn = words.get(fact.claim.get("direction") or "", "")
    former = "原来" if "former" in facts.stated else ""
    return former + subject + (turn if turn and not _TURNS.search(subject) else "") + fact.mention.surface


def _summaries(by_name: dict[str, Analysis]) -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "fixtures" / "recordings" / "large-llm").glob("*.json")):
        exchange = json.loads(path.read_text(encoding="utf-8"))
        answer = exchange["response"]["choices"][0]["message"]["content"]
        summary = "".join(point["text"] for point in _json(answer).get("points", ()))
        asked = exchange["request"]["messages"][-1]["content"]
        name = next((n for n, analysis in by_name.items() if analysis.scan.text.content.strip()[:200] in asked), None)
        if summary and name is not None:
            yield name, summary


def _json(answer: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer[answer.index("{") : answer.rindex("}") + 1])
    return found


def value(telling: Telling) -> Iterator[Mutant]:
    """1809户 told as 1806户: each digit by two others."""
    for number in telling.numbers:
        for place, char in enumerate(number.surface):
            if char.isdigit():
                for other in {str((int(char) + step) % 10) for step in (3, 7)} - {"0"}:
                    at = number.text_start + place
                    yield telling.with_words(Span(at, at + 1), other)


def unit(telling: Telling) -> Iterator[Mutant]:
    """139个 told as 139户."""
    for number in telling.numbers:
        own = number.unit
        if own is None or not number.surface.endswith(own):
            continue
        others = OTHER_UNITS.get(units.kind(own) or "", ("亩", "元"))
        for other in (other for other in others if not units.same(other, own)):
            yield telling.with_words(Span(number.text_end - len(own), number.text_end), other)


def qualifier(telling: Telling) -> Iterator[Mutant]:
    """1500余人 told as 1500人; 97人 told as 近97人."""
    for number in telling.numbers:
        surface = number.surface
        if number.qualifier is None and number.value is not None:
            yield telling.with_words(Span(number.text_start, number.text_end), f"近{surface}")
        elif number.qualifier and number.qualifier in surface and number.value is not None:
            at = number.text_start + surface.index(number.qualifier)
            changed = telling.with_words(Span(at, at + len(number.qualifier)), "")
            yield changed._replace(changed=Span(number.text_start, number.text_end - len(number.qualifier)))


def direction(telling: Telling) -> Iterator[Mutant]:
    """下降3.2% told as 增长3.2%."""
    analysis = prose_analysis(telling.prose, telling.analysis.scan)
    for number in telling.numbers:
        before = telling.prose[max(0, number.text_start - 8) : number.text_start]
        found = [match for match in _TURNS.finditer(before) if analysis.context.direction(number)]
        if found and found[-1].end() == len(before):
            end = number.text_start - len(before) + found[-1].end()
            yield telling.with_words(Span(end - len(found[-1].group()), end), TURNED[found[-1].group()])


def swap(telling: Telling) -> Iterator[Mutant]:
    """小区137个、单元1809个 told crosswise: two neighbouring numbers of one unit in a sentence."""
    index = prose_analysis(telling.prose, telling.analysis.scan).index
    for first, second in pairwise(telling.numbers):
        sentence = index.sentence(Span(first.text_start, first.text_end))
        if second.text_start >= sentence.end or not units.same(first.unit, second.unit) or first.noun == second.noun:
            continue
        if first.surface == second.surface:
            continue
        between = telling.prose[first.text_end : second.text_start]
        whole = Span(first.text_start, second.text_end)
        yield telling.with_words(whole, second.surface + between + first.surface)


KINDS: tuple[Callable[[Telling], Iterator[Mutant]], ...] = (value, unit, qualifier, direction, swap)


def detection(read: list[tuple[str, Telling]]) -> dict[str, Rate]:
    """By kind, the mutants that were caught; those that are true of another number of the document are left out."""
    rates = {}
    for kind in KINDS:
        mutants = [mutant for _, telling in read for mutant in kind(telling)]
        missed = tuple({"prose": m.prose, "changed": m.prose[slice(*m.changed)]} for m in mutants if not m.caught)
        rates[f"summary {kind.__name__}"] = Rate(len(mutants) - len(missed), len(mutants), missed)
    return rates


def false_alarms(read: list[tuple[str, Telling]]) -> dict[str, Rate]:
    """By kind of true prose, the numbers that were doubted."""
    counts: Counter[str] = Counter()
    doubted: defaultdict[str, list[Claim]] = defaultdict(list)
    for kind, telling in read:
        for judged in judgements(telling.prose, telling.analysis):
            counts[kind] += 1
            if judged.flagged:
                why = f"{judged.verdict}: {judged.why}"
                doubted[kind].append({"prose": telling.prose, "surface": judged.surface, "why": why})
    return {kind: Rate(len(doubted[kind]), count, tuple(doubted[kind])) for kind, count in counts.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fails", help="print those of a kind that went the wrong way")
    asked = parser.parse_args()
    read = list(tellings(list(cases())))
    caught, alarms = detection(read), false_alarms(read)
    for title, rates in (("mutants caught", caught), ("true numbers doubted", alarms)):
        print(title)
        for kind, rate in rates.items():
            print(f"  {kind:28}{rate.doubted:6} of {rate.of:6}  {rate.doubted / max(1, rate.of):8.2%}")
    for rates in (caught, alarms):
        for line in rates[asked.fails].fails if asked.fails in rates else ():
            print(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main()
