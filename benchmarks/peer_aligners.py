"""Whether words appear in a source, by another library; run by `text_peers.py` with the Python of that library's environment.

usage: python peer_aligners.py langextract|instructor TASKS.json ANSWERS.json

TASKS.json is a list of {"source", "words": [...]}; ANSWERS.json has, for each, a list of true or false.
"""

import importlib
import json
import sys
from pathlib import Path
from typing import Any


def langextract(source: str, words: list[str]) -> list[bool]:
    """Its `Resolver.align`, with its tokenizer for Chinese and its own thresholds: aligned in whatever way, or not."""
    resolver: Any = importlib.import_module("langextract.resolver")
    tokenizer: Any = importlib.import_module("langextract.core.tokenizer")
    data: Any = importlib.import_module("langextract.core.data")
    extractions = [data.Extraction("figure", each) for each in words]
    aligned = resolver.Resolver().align(
        extractions, source, token_offset=0, tokenizer_inst=tokenizer.UnicodeTokenizer()
    )
    return [each.alignment_status is not None for each in aligned]


def instructor(source: str, words: list[str]) -> list[bool]:
    """Its `CitationMixin`: a quote that the context lacks is taken out of `substring_quotes`."""
    mixin: Any = importlib.import_module("instructor").CitationMixin
    found = []
    for each in words:
        checked = mixin.model_validate({"substring_quotes": [each]}, context={"context": source})
        found.append(bool(checked.substring_quotes))
    return found


def main(peer: str, tasks: str, answers: str) -> None:
    find = {"langextract": langextract, "instructor": instructor}[peer]
    rows = json.loads(Path(tasks).read_text(encoding="utf-8"))
    found = [find(row["source"], row["words"]) if row["words"] else [] for row in rows]
    Path(answers).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
