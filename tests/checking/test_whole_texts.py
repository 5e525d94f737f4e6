"""Ten texts about sources of their own, true in many words, and each with errors of every kind put in by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer import check_text

TEXTS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "benchmarks" / "whole_texts.jsonl").read_text("utf-8").splitlines()
]
MOST_DOUBTED = 0.3
LEAST_CAUGHT = 0.8


def place(words: str, part: str, nth: int) -> int:
    """Where the nth occurrence of a part begins."""
    at = -1
    for _ in range(nth):
        at = words.index(part, at + 1)
    return at


def flagged(text: str, source: str, start: int, end: int) -> bool:
    """Whether a number within a part of a text is contradicted or not stated."""
    judged = check_text(text, source).judgements
    return any(each.flagged and each.start < end and start < each.end for each in judged)


def doubted(item: dict[str, Any]) -> list[str]:
    """The true numbers of a text that are flagged."""
    judged = [each for each in check_text(item["text"], item["source"]).judgements if each.flagged]
    spans = [(place(item["text"], number["surface"], number["nth"]), number["surface"]) for number in item["numbers"]]
    return [words for at, words in spans if any(each.start < at + len(words) and at < each.end for each in judged)]


def missed(item: dict[str, Any]) -> list[str]:
    """The kinds of the errors that pass."""
    kinds = []
    for error in item["errors"]:
        at = place(item["text"], error["from"], error["nth"])
        text = item["text"][:at] + error["to"] + item["text"][at + len(error["from"]) :]
        if not flagged(text, item["source"], at, at + len(error["to"])):
            kinds.append(error["kind"])
    return kinds


@pytest.fixture(scope="module")
def results():
    return [(item, doubted(item), missed(item)) for item in TEXTS]


def test_few_true_numbers_are_doubted(results):
    """Copied, told otherwise, converted, rounded or computed."""
    of = sum(len(item["numbers"]) for item, _, _ in results)
    wrong = [words for _, found, _ in results for words in found]
    assert len(wrong) <= MOST_DOUBTED * of, wrong


def test_most_errors_are_caught(results):
    """Of every kind: digits, units, moved numbers, dates, ranks, directions, plans, shares."""
    of = sum(len(item["errors"]) for item, _, _ in results)
    kinds = [kind for _, _, found in results for kind in found]
    assert of - len(kinds) >= LEAST_CAUGHT * of, kinds
