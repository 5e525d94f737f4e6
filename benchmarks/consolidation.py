"""How well figures are joined over the documents of a generated corpus (`corpus.py`), without a model.

    python benchmarks/consolidation.py [--pages 1000] [--seed 1] [--keep FOLDER]

The pages are read, scanned and checked as in a run, with the corpus's drafts in the place of a model's answers. Then copies
are found and figures joined, and what is said is compared with the key:

- contradictions: planted ones of which a pair is found, and of the pairs told, those that are planted or corrected ones,
  or of copies of their pages (any other pair agrees, or isn't comparable)
- copies: reprints that are told as copies of a document of their chain; other documents told as copies
- series: of the true values a year of a county, those that a series has (contradicted and untold ones left out)
- answers: "how many counties set up X, with how many people" by a pivot of the facts that count, without those that are
  older than another of their year, and those of towns: county, subject and unit in rows, the year a filter, the sum of value.
  Of the subjects by which pages call an indicator (党员, 队员), the largest sum is read
"""

import argparse
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpora.assembling import Corpus, assemble

from summarizer.checking.checker import check
from summarizer.checking.draft import Draft
from summarizer.delivering.consolidating.comparing import dimension
from summarizer.delivering.consolidating.consolidation import consolidate, every_series
from summarizer.delivering.consolidating.joining import Contradiction, FactGroup, contradictions
from summarizer.delivering.consolidating.observing import Observation
from summarizer.reading.inputs.documents import UnreadableInput, sight
from summarizer.reading.inputs.finding import find
from summarizer.running.copies import find_copies
from summarizer.running.store.store import Store
from summarizer.scanning.analysis import Analysis
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.pipeline import delivered, scan_input

_SLACK = 1e-6
_THOUSANDTH = 1e-3


class Rate(NamedTuple):
    """So many of so many."""

    right: int
    of: int

    def __str__(self) -> str:
        return f"{self.right}/{self.of} = {self.right / self.of:.3f}" if self.of else "0/0"

    def __float__(self) -> float:
        return self.right / self.of if self.of else 1.0


def make_store(corpus: Corpus, pages: Path, out: Path) -> None:
    """Check the corpus's drafts against its pages, as a run does with a model's answers, and find copies and conflicts."""
    pages.mkdir(parents=True, exist_ok=True)
    for name, content in corpus.files.items():
        (pages / name).write_text(content, encoding="utf-8", newline="\n")
    drafts = {line["document"]: Draft.model_validate(line["draft"]) for line in corpus.drafts}
    with Store.open(out, fresh=True) as store:
        for position, (sighting, read) in enumerate(sight(find([str(pages)]))):
            store.save(_outcome(read(), drafts[Path(sighting.path).name]), position=position, digest="")
        find_copies(store)
        consolidate(store)


def _outcome(document: Any, draft: Draft) -> Outcome:
    scan = scan_input(document)
    if isinstance(scan, Outcome) or isinstance(document, UnreadableInput):
        raise SystemExit(f"{document.path} can't be read")
    return delivered(document, scan, check(draft, Analysis(scan)))


def measure(key: Mapping[str, Any], store: Store) -> dict[str, Rate]:
    """The rates, by what they are of."""
    groups = [group for found in every_series(store) for group in found.groups]
    told = [pair for group in groups for pair in contradictions(group)]
    planted = [*key["contradictions"], *key["corrections"]]
    by_documents = _by_documents(planted, key["reprints"])
    fits = [next((c["id"] for c in by_documents[_ends(pair)] if _is_of(c, pair)), None) for pair in told]
    wanted = {contradiction["id"] for contradiction in key["contradictions"]}
    return {
        "contradictions found": Rate(len(wanted & set(fits)), len(wanted)),
        "contradictions told that are right": Rate(sum(name is not None for name in fits), len(told)),
        **_copies(key, store),
        "series values": _series(key, groups),
        "answers": Rate(*_answers(key, store)),
    }


def _ends(pair: Contradiction) -> frozenset[str]:
    return frozenset(Path(figure.document).name for figure in pair)


def _by_documents(
    planted: Iterable[Mapping[str, Any]], reprints: Iterable[Mapping[str, Any]]
) -> defaultdict[frozenset[str], list[Mapping[str, Any]]]:
    """The planted contradictions by pairs of documents that state them, copies of these included."""
    copies: defaultdict[str, set[str]] = defaultdict(set)
    for reprint in reprints:
        copies[reprint["root"]].add(reprint["document"])
    found: defaultdict[frozenset[str], list[Mapping[str, Any]]] = defaultdict(list)
    for contradiction in planted:
        sides = [
            {name for stated in contradiction[side] for name in (stated["document"], *copies[stated["document"]])}
            for side in ("wrong", "right")
        ]
        for pair in {frozenset((one, other)) for one in sides[0] for other in sides[1]}:
            found[pair].append(contradiction)
    return found


def _is_of(contradiction: Mapping[str, Any], pair: Contradiction) -> bool:
    """Whether the two values of a pair are the wrong and a right one."""
    wrong, right = (contradiction[side] for side in ("wrong", "right"))
    one, other = pair
    return (_states(one, wrong) and _states(other, right)) or (_states(one, right) and _states(other, wrong))


def _states(figure: Observation, stated: Sequence[Mapping[str, Any]]) -> bool:
    return any(_holds(figure, abs(each["value"]) * dimension(each["unit"])[1]) for each in stated)


def _holds(figure: Observation, value: float) -> bool:
    """Whether a figure can mean a value, whatever its sign."""
    slack = _SLACK * abs(value)
    return any(figure.low - slack <= signed <= figure.high + slack for signed in (value, -value))


def _copies(key: Mapping[str, Any], store: Store) -> dict[str, Rate]:
    rows = store.database.execute(
        "SELECT documents.id, originals.id FROM duplicates JOIN documents USING (document)"
        " JOIN documents AS originals ON originals.document = duplicates.original"
    )
    told = {Path(copy).name: Path(original).name for copy, original in rows}
    roots = {reprint["document"]: reprint["root"] for reprint in key["reprints"]}
    found = sum(told.get(document, document) == told.get(root, root) for document, root in roots.items())
    false = sum(roots.get(copy, copy) != roots.get(original, original) for copy, original in told.items())
    return {"copies found": Rate(found, len(roots)), "documents told as copies that are none": Rate(false, len(told))}


def _series(key: Mapping[str, Any], groups: Iterable[FactGroup]) -> Rate:
    """Of the true yearly values that no page contradicts, those that a group of the county and year has first."""
    families = {indicator["id"]: indicator for indicator in key["indicators"]}
    by_year: defaultdict[tuple[str, str], list[FactGroup]] = defaultdict(list)
    for group in groups:
        figure = group.members[0]
        if figure.start == "" and figure.indicator.status == "actual" and figure.end.endswith("12-31"):
            by_year[figure.adcode, figure.end[:4]].append(group)
    right = of = 0
    for series in key["series"]:
        names = set(families[series["indicator"]]["names"])
        for value in series["values"]:
            if value["contradicted"] or not value["documents"] or value["value"] is None:
                continue
            of += 1
            found = by_year[series["place"], value["period"].strip("/")[:4]]
            right += any(_is_value(group, names, value) for group in found)
    return Rate(right, of)


def _is_value(group: FactGroup, names: set[str], value: Mapping[str, Any]) -> bool:
    if not any(name in member.subject for member in group.members for name in names):
        return False
    return _holds(group.values[0].figure, abs(value["value"]) * dimension(value["unit"])[1])


def _answers(key: Mapping[str, Any], store: Store) -> tuple[int, int]:
    """The cells of the answers' tables that a pivot of the facts has right, and how many there are."""
    pivot: defaultdict[tuple[Any, ...], float] = defaultdict(float)
    for fact in store.facts():
        kept = fact.counts and fact.newest is not False and fact.town is None
        if kept and fact.aspect == "amount" and fact.figure_status == "actual":
            pivot[fact.county, fact.year, fact.subject, fact.unit] += fact.value or 0
    names = {indicator["id"]: (set(indicator["names"]), indicator["unit"]) for indicator in key["indicators"]}
    cells = [right for answer in key["answers"] for right in _cells(answer, names, pivot)]
    return sum(cells), len(cells)


def _cells(answer: Mapping[str, Any], names: Mapping[str, Any], pivot: Mapping[Any, float]) -> Iterator[bool]:
    for row in answer["rows"]:
        for indicator, value in row["values"].items():
            if value is None:
                continue
            subjects, unit = names[indicator]
            largest = max(pivot.get((row["county"], answer["year"], name, unit), 0) for name in subjects)
            exact = row["exact"].get(indicator, True)
            yield abs(largest - value) <= (_THOUSANDTH if exact else 0.1) * abs(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, help="keep pages and store here; a store that is there is measured as it is"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        corpus = assemble(asked.pages, asked.seed)
        if not (folder / "out").exists():
            make_store(corpus, folder / "pages", folder / "out")
        with Store.read(folder / "out") as store:
            started = time.process_time()
            rates = measure(json.loads(json.dumps(corpus.key)), store)
            print(f"joined and measured in {time.process_time() - started:.1f} s")
    for name, rate in rates.items():
        print(f"{name}: {rate}")


if __name__ == "__main__":
    main()
