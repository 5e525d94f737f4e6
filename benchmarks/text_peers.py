"""Texts checked against their sources, beside what others offer for it, on the same texts and in one table.

    python benchmarks/text_peers.py [--uhgeval ../shared/uhgeval/dev.jsonl] [--without langextract,instructor]

The texts are those of `whole_texts.jsonl` (true ones, and each with one error put in), and with `--uhgeval` what a model
wrote on, whose key words people labelled. Every detector gets the same words of a text, each number with the two
characters after it, and says which of them it doubts:

    digits        the digits of a number appear in the source
    phrases       the number appears there with the characters after it
    langextract   its aligner finds the words in the source (an unaligned extraction is doubted)
    instructor    its citation check finds the words as a quote of the source
    summarizer    `check_text`

The peers run in environments of their own, set up as their documentation says; the first run downloads them. Printed: of
the errors the share that is doubted, of the true numbers the share that is.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from environments import NotInstalled, python_of

from summarizer import check_text

CASES = Path(__file__).parent / "whole_texts.jsonl"
PEERS = ("langextract", "instructor")
_NUMERAL = re.compile("[0-9０-９][0-9０-９.,，．]*|[〇零一二三四五六七八九十百千万亿两]+")
_AFTER = re.compile("[\u4e00-\u9fffA-Za-z%％]{0,2}")


class Task(NamedTuple):
    """A text, its source, and the spans of it that are known to be wrong or right."""

    text: str
    source: str
    wrong: tuple[tuple[int, int], ...]
    right: tuple[tuple[int, int], ...]


class Words(NamedTuple):
    """A number of a text with the characters after it."""

    start: int
    end: int
    numeral: str
    words: str


def words_of(text: str) -> list[Words]:
    """What the detectors are asked about."""
    return [
        Words(match.start(), match.end(), match[0], match[0] + _AFTER.match(text, match.end())[0])  # type: ignore[index]
        for match in _NUMERAL.finditer(text)
    ]


def own_tasks(path: Path) -> Iterator[Task]:
    """The texts of our own, the true one and one for each error."""
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        numbers = [_span(item["text"], number["surface"], number["nth"]) for number in item["numbers"]]
        yield Task(item["text"], item["source"], (), tuple(numbers))
        for error in item["errors"]:
            start, end = _span(item["text"], error["from"], error["nth"])
            text = item["text"][:start] + error["to"] + item["text"][end:]
            yield Task(text, item["source"], ((start, start + len(error["to"])),), ())


def labelled_tasks(path: Path) -> Iterator[Task]:
    """What a model wrote on, with the labels of its key words, and the true continuation."""
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        labels = [(label["right"], (label["start"], label["end"])) for label in item["labels"]]
        wrong = tuple(span for right, span in labels if not right)
        yield Task(item["text"], item["source"], wrong, tuple(span for right, span in labels if right))
        true = tuple((match.start(), match.end()) for match in _NUMERAL.finditer(item["true"]))
        yield Task(item["true"], item["source"], (), true)


def _span(text: str, part: str, nth: int) -> tuple[int, int]:
    at = -1
    for _ in range(nth):
        at = text.index(part, at + 1)
    return at, at + len(part)


def digits(task: Task) -> list[tuple[int, int]]:
    """The numbers whose digits the source lacks."""
    return [(each.start, each.end) for each in words_of(task.text) if each.numeral not in task.source]


def phrases(task: Task) -> list[tuple[int, int]]:
    """The numbers that the source lacks with the characters after them."""
    return [(each.start, each.end) for each in words_of(task.text) if each.words not in task.source]


def ours(task: Task) -> list[tuple[int, int]]:
    """The numbers that are contradicted or not stated."""
    return [(each.start, each.end) for each in check_text(task.text, task.source).judgements if each.flagged]


def asked_of(peer: str, tasks: list[Task]) -> Callable[[Task], list[tuple[int, int]]]:
    """A peer, asked about all tasks at once in its own environment; raises NotInstalled."""
    script = Path(__file__).parent / "peer_aligners.py"
    with tempfile.TemporaryDirectory() as folder:
        given, answered = Path(folder) / "tasks.json", Path(folder) / "answers.json"
        rows = [{"source": task.source, "words": [each.words for each in words_of(task.text)]} for task in tasks]
        given.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        command = [str(python_of(peer)), str(script), peer, str(given), str(answered)]
        subprocess.run(command, check=True)  # noqa: S603 - our own command
        found = json.loads(answered.read_text(encoding="utf-8"))
    doubted = {
        id(task): [
            (each.start, each.end) for each, is_found in zip(words_of(task.text), row, strict=True) if not is_found
        ]
        for task, row in zip(tasks, found, strict=True)
    }
    return lambda task: doubted[id(task)]


def rates(detect: Callable[[Task], list[tuple[int, int]]], tasks: list[Task]) -> dict[str, Any]:
    """How many wrong and right spans a detector doubts."""
    counts = {"wrong": 0, "caught": 0, "right": 0, "doubted": 0}
    for task in tasks:
        spans = detect(task)
        for name, hit, known in (("wrong", "caught", task.wrong), ("right", "doubted", task.right)):
            counts[name] += len(known)
            counts[hit] += sum(any(start < b and a < end for a, b in spans) for start, end in known)
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--uhgeval", type=Path)
    parser.add_argument("--without", default="", help="peers that are left out, parted by commas")
    asked = parser.parse_args()
    sets = {"ten texts": list(own_tasks(CASES))}
    if asked.uhgeval:
        sets["UHGEval"] = list(labelled_tasks(asked.uhgeval))
    for title, tasks in sets.items():
        print(f"{title}\n  {'detector':14}{'errors caught':>16}{'true doubted':>16}")
        for name, detect in detectors(tasks, asked.without.split(",")):
            n = rates(detect, tasks)
            caught, doubted = n["caught"] / max(1, n["wrong"]), n["doubted"] / max(1, n["right"])
            print(f"  {name:14}{caught:16.1%}{doubted:16.1%}", flush=True)


def detectors(tasks: list[Task], without: list[str]) -> Iterator[tuple[str, Callable[[Task], list[tuple[int, int]]]]]:
    """Each detector with its name; a peer that can't be installed is named on stderr."""
    yield from (("digits", digits), ("phrases", phrases))
    for peer in PEERS:
        if peer not in without:
            try:
                yield peer, asked_of(peer, tasks)
            except NotInstalled as error:
                print(f"{peer} is left out: {error}", file=sys.stderr)
    yield "summarizer", ours


if __name__ == "__main__":
    main()
