"""Read numbers with another library; run by `suites.py` with the Python of that library's own environment.

usage: python peer_readers.py PEER INPUTS.json OUTPUT.json

INPUTS.json is a list of strings; OUTPUT.json has, for each, a list of [start, end, value]. Each reader is set up as
its documentation says; where one tells no offsets, they are found again in the string.
"""

import difflib
import importlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Found = tuple[int, int, float]
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?%?")


def _float(text: str) -> float | None:
    try:
        return float(text.rstrip("%"))
    except ValueError:
        return None


def recognizers_text() -> Callable[[str], Iterator[Found]]:
    """Its number and its percentage model, both for Chinese."""
    number = importlib.import_module("recognizers_number")
    culture = importlib.import_module("recognizers_text").Culture.Chinese

    def read(text: str) -> Iterator[Found]:
        for model in (number.recognize_number, number.recognize_percentage):
            for result in model(text, culture):
                value = _float(str(result.resolution["value"]))
                if value is not None:
                    yield result.start, result.end + 1, value

    return read


def cn2an() -> Callable[[str], Iterator[Found]]:
    """`cn2an` in smart mode for a whole string, `transform` for a sentence, aligned with what it made of it."""
    library: Any = importlib.import_module("cn2an")

    def read(text: str) -> Iterator[Found]:
        try:
            yield 0, len(text), float(library.cn2an(text, "smart"))
        except (ValueError, TypeError):
            yield from _aligned(text, library.transform(text, "cn2an"))

    return read


def _aligned(text: str, transformed: str) -> Iterator[Found]:
    """The numbers of a rewritten sentence at the places of the sentence that they were made from."""
    blocks = difflib.SequenceMatcher(None, text, transformed, autojunk=False).get_opcodes()
    for match in _NUMBER.finditer(transformed):
        touched = [
            (a, b) for _, a, b, start, end in blocks if start < match.end() and match.start() < max(end, start + 1)
        ]
        value = _float(match.group())
        if touched and value is not None:
            yield touched[0][0], touched[-1][1], value


def chinese2digits() -> Callable[[str], Iterator[Found]]:
    """`takeNumberFromString`; its strings are found again from left to right."""
    library: Any = importlib.import_module("chinese2digits")

    def read(text: str) -> Iterator[Found]:
        found = library.takeNumberFromString(text)
        end = 0
        for surface, digits in zip(found["CHNumberStringList"], found["digitsStringList"], strict=True):
            start, value = text.find(surface, end), _float(digits)
            if start >= 0 and value is not None:
                end = start + len(surface)
                yield start, end, value

    return read


def jionlp() -> Callable[[str], Iterator[Found]]:
    """`parse_money` for a whole string, its money entities for a sentence: it has no reader of plain numbers."""
    library: Any = importlib.import_module("jionlp")

    def read(text: str) -> Iterator[Found]:
        try:
            yield 0, len(text), float(library.parse_money(text)["num"])
        except (ValueError, TypeError, KeyError):
            for entity in library.ner.extract_money(text, with_parsing=True):
                value = _float(str(entity["detail"]["num"]))
                if value is not None:
                    yield *entity["offset"], value

    return read


READERS = {"recognizers-text": recognizers_text, "cn2an": cn2an, "chinese2digits": chinese2digits, "jionlp": jionlp}


def _tolerant(read: Callable[[str], Iterator[Found]], text: str) -> list[Found]:
    """What a reader finds; nothing where it fails."""
    try:
        return list(read(text))
    except Exception as error:  # noqa: BLE001 - another library's failure is its result
        print(f"{text!r}: {error!r}", file=sys.stderr)
        return []


def main() -> None:
    peer, inputs, output = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    read = READERS[peer]()
    texts = json.loads(inputs.read_text(encoding="utf-8"))
    output.write_text(json.dumps([_tolerant(read, text) for text in texts]), encoding="utf-8")


if __name__ == "__main__":
    main()
