"""How many copies of a corpus are told, and how many are told that are none.

python benchmarks/corpus.py CORPUS
python benchmarks/copies.py CORPUS STORE

Makes a store of the corpus from its drafts, as a run would, in the folder STORE unless there is one, and compares the
copies told in it with the corpus's key.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summarizer.checking.checker import check
from summarizer.checking.draft import Draft
from summarizer.models import Document
from summarizer.reading.inputs.documents import load
from summarizer.running.copies import write_reports
from summarizer.running.store.store import Store
from summarizer.scanning.analysis import Analysis
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.pipeline import delivered, scan_input


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("store", type=Path)
    asked = parser.parse_args()
    if not (asked.store / "run.sqlite").exists():
        make_store(asked.corpus, asked.store)
    with Store.open(asked.store) as store:
        started = time.process_time()
        write_reports(store)
        print(f"told in {time.process_time() - started:.1f} s of a processor")
        told = {record.document.id: record.document.duplicate_of for record in store.delivered()}
    compare(told, json.loads((asked.corpus / "key.json").read_text(encoding="utf-8")))


def make_store(corpus: Path, out: Path) -> None:
    """The store of a run of the corpus that was answered by its drafts."""
    with Store.open(out) as store:
        for position, outcome in enumerate(_outcomes(corpus)):
            store.save(outcome, position=position, digest=str(position))


def _outcomes(corpus: Path) -> Iterator[Outcome]:
    lines = (corpus / "drafts.jsonl").read_text(encoding="utf-8").splitlines()
    drafts = {line["document"]: line["draft"] for line in map(json.loads, lines)}
    for document in load([str(corpus / "pages")]):
        scan = scan_input(document)
        if isinstance(document, Document) and not isinstance(scan, Outcome):
            checked = check(Draft.model_validate(drafts[document.id]), Analysis(scan))
            yield delivered(document, scan, checked)


def compare(told: dict[str, str | None], key: dict[str, Any]) -> None:
    """Print recall and precision; families are a release and its reprints."""
    root = {entry["document"]: entry["root"] for entry in key["reprints"]}
    families = Counter(root.values())
    missed = _missed(told, root)
    wrong = [(name, of) for name, of in told.items() if of and root.get(name, name) != root.get(of, of)]
    count = sum(of is not None for of in told.values())
    print(
        f"{len(families)} releases with {len(root)} reprints: {len(root) - len(missed)} told ({1 - len(missed) / len(root):.3f})"
    )
    print(f"{count} told: {len(wrong)} of them wrong ({1 - len(wrong) / max(1, count):.3f} right)")
    changes = {entry["document"]: entry["changes"] for entry in key["reprints"]}
    for name in missed:
        print("  missed", name, "of", root[name], changes.get(name))
    for name, of in wrong:
        print("  wrong", name, of)


def _missed(told: dict[str, str | None], root: dict[str, str]) -> list[str]:
    """The reprints that are in no family with the others: of each family all but the largest part that is told as one."""
    missed = []
    for release in sorted(set(root.values())):
        members = [release, *(name for name, of in root.items() if of == release)]
        parts = Counter(told.get(name) or name for name in members)
        whole = parts.most_common(1)[0][0]
        apart = [name for name in members if (told.get(name) or name) != whole]
        missed += apart
    return missed


if __name__ == "__main__":
    main()
