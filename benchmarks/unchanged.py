"""Whether a change leaves every scan and every check as it was: digests of all that they make of many documents.

    PYTHONHASHSEED=0 python benchmarks/unchanged.py DIGESTS INPUT… [--drafts drafts.jsonl]

Run it before a change, and DIGESTS is written, one line a document. Run it after the change, and the documents of which
anything differs are named. Of each document it takes the line of `scan --json` with the meanings of its figures, the scan
itself, and the check of its own sentences, every third number of them altered. Drafts of `corpus.py` are checked, and the
seeds' recordings go through the whole of a run.
"""

import argparse
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from summarizer.api import Summarizer
from summarizer.checking.checker import check
from summarizer.checking.draft import Draft
from summarizer.checking.texts.judging import judgements
from summarizer.errors import SummarizerError
from summarizer.models import Document
from summarizer.reading.inputs.documents import load
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.scanner import as_json, scan_document

ROOT = Path(__file__).parent.parent
SEEDS, RECORDINGS = ROOT / "seeds", ROOT / "fixtures/recordings/large-llm"
_NUMBER = re.compile(r"\d+")
_SENTENCES = 12  # of a document, that are judged against it


def altered(text: str) -> str:
    """A text with every third number of digits raised by one."""
    place = 0

    def next_number(match: re.Match[str]) -> str:
        nonlocal place
        place += 1
        return match[0] if place % 3 else str(int(match[0]) + 1)

    return _NUMBER.sub(next_number, text)


def results(document: Document, draft: Draft | None) -> Iterator[str]:
    """All that is made of a document, as text."""
    scan = scan_document(document)
    analysis = Analysis(scan)
    yield as_json(document, scan)
    yield repr((scan.mentions, scan.dates, scan.published, scan.region, scan.places, scan.injected, scan.unread))
    yield repr((scan.damaged, scan.foreign, scan.text.title, list(scan.text.starts), list(scan.text.ends)))
    sentences = [line for line in scan.text.content.splitlines() if _NUMBER.search(line)]
    yield from (repr(judgements(altered(line[:400]), analysis)) for line in sentences[:_SENTENCES])
    if draft is not None:
        checked = check(draft, analysis)
        yield checked.report.model_dump_json() + checked.ledger.model_dump_json()
        yield repr((checked.findings, checked.judgements, checked.fates))


def digest(document: Document, draft: Draft | None) -> str:
    digested = hashlib.sha256()
    try:
        for part in results(document, draft):
            digested.update(part.encode(errors="surrogatepass"))
    except SummarizerError as error:
        digested.update(str(error).encode(errors="surrogatepass"))
    return digested.hexdigest()


def digests(inputs: list[Path], drafts: Path | None) -> Iterator[tuple[str, str]]:
    """A name and a digest of each document, and of each seed's record."""
    lines = drafts.read_text(encoding="utf-8").splitlines() if drafts else []
    by_name = {line["document"]: Draft.model_validate(line["draft"]) for line in map(json.loads, lines)}
    for document in load([str(path) for path in inputs]):
        if isinstance(document, Document):
            yield document.path, digest(document, by_name.get(Path(document.path).name))
    with Summarizer(replay=RECORDINGS) as summarizer:
        for path in sorted(SEEDS.glob("*.txt")):
            record = json.dumps(summarizer.summarize(path).model_dump(mode="json"), ensure_ascii=False)
            yield f"{path.name} as a record", hashlib.sha256(record.encode()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("digests", type=Path)
    parser.add_argument("inputs", type=Path, nargs="+")
    parser.add_argument("--drafts", type=Path)
    args = parser.parse_args()
    made = dict(digests(args.inputs, args.drafts))
    if not args.digests.exists():
        args.digests.write_text(json.dumps(made, ensure_ascii=False, indent=0), encoding="utf-8")
        print(f"{len(made)} digests written")
        return
    before = json.loads(args.digests.read_text(encoding="utf-8"))
    differing = sorted(name for name in made.keys() | before.keys() if made.get(name) != before.get(name))
    print(f"{len(made)} documents, {len(differing)} differ", *differing, sep="\n  ")


if __name__ == "__main__":
    main()
