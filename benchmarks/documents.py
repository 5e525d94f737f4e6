"""How many numbers of documents in other forms are read, in order, with their units.

    python benchmarks/documents.py benchmarks/cases/documents ../shared/documents

A folder has documents and a `truth.json`: for each, by the first part of its name (`2` of `2_table.docx`), its numbers as
a person reads them, in order. A number with a unit is found if value and unit are those of the truth, one without if its
digits are: a cell's unit may be anywhere around its table.
"""

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from summarizer.errors import InputError
from summarizer.models import Document, Mention
from summarizer.reading.inputs.documents import UnreadableInput, load
from summarizer.scanning.scanner import scan_document

_ASIDE = {".json", ".md"}
_DIGITS = re.compile(r"[-−]?\d(?:[\d,，. ]*\d)?")


class Number(NamedTuple):
    """A number as it is compared: its digits as written, without marks of thousands; its value and its unit."""

    digits: str
    value: float | None
    unit: str | None


def numbers(document: Document) -> list[Number]:
    """The numbers of a document that count something, in order."""
    mentions = scan_document(document).mentions
    counted = [mention for mention in mentions if mention.role == "figure"]
    return [_number(mention) for mention in counted]


def _number(mention: Mention) -> Number:
    return Number(_digits(mention.surface), mention.value and float(mention.value), mention.unit)


def _digits(surface: str) -> str:
    match = _DIGITS.search(surface)
    return re.sub("[,， ]", "", match[0]).replace("−", "-") if match else surface


def expected(surface: str) -> Number:
    """A number of the truth."""
    if _DIGITS.fullmatch(surface):
        return Number(_digits(surface), None, None)
    found = scan_document(Document("truth", "truth", f"共有{surface}。")).mentions
    return _number(found[0]) if found else Number(surface, None, None)


def in_order(truth: Sequence[Number], found: Sequence[Number]) -> set[int]:
    """The places of the truth's numbers in the longest sequence that both have."""
    lengths = [[0] * (len(found) + 1) for _ in range(len(truth) + 1)]
    for row in range(len(truth) - 1, -1, -1):
        for column in range(len(found) - 1, -1, -1):
            down, right = lengths[row + 1][column], lengths[row][column + 1]
            same = 1 + lengths[row + 1][column + 1] if _is(truth[row], found[column]) else 0
            lengths[row][column] = max(down, right, same)
    places, row, column = set[int](), 0, 0
    while row < len(truth) and column < len(found):
        if _is(truth[row], found[column]) and lengths[row][column] == 1 + lengths[row + 1][column + 1]:
            places.add(row)
            row, column = row + 1, column + 1
        elif lengths[row][column] == lengths[row + 1][column]:
            row += 1
        else:
            column += 1
    return places


def _is(truth: Number, found: Number) -> bool:
    return truth.digits == found.digits if truth.value is None else truth[1:] == found[1:]


class Measured(NamedTuple):
    """A document against its truth: the numbers found, those missed, and how many more were read."""

    found: int
    missed: list[str]
    more: int


def read_of(path: Path) -> list[Document]:
    """The documents of a file, the members of a container in their order. Raises InputError."""
    found = list(load([str(path)]))
    for document in found:
        if isinstance(document, UnreadableInput):
            raise document.error
    return [document for document in found if isinstance(document, Document)]


def measure(path: Path) -> Measured:
    """Read a document and compare it with the truth in its folder. Raises InputError."""
    truths = json.loads((path.parent / "truth.json").read_text(encoding="utf-8"))
    stated = truths.get(path.stem.partition("_")[0], [])
    found = [number for document in read_of(path) for number in numbers(document)]
    places = in_order([expected(surface) for surface in stated], found)
    missed = [surface for place, surface in enumerate(stated) if place not in places]
    return Measured(len(places), missed, len(found) - len(places))


def main(folders: Sequence[str]) -> None:
    """Print, for each document, how many of its numbers were found in order, which were not, and how many more there are."""
    right = total = 0
    paths = [path for folder in folders for path in sorted(Path(folder).iterdir()) if path.suffix not in _ASIDE]
    for path in paths:
        try:
            found, missed, more = measure(path)
        except InputError as error:
            print(f"{path.name}: {error.code}: {error}")
            continue
        print(f"{path.name}: {found} of {found + len(missed)}, {more} more", *missed)
        right, total = right + found, total + found + len(missed)
    print(f"all: {right} of {total}, {right / total:.1%}" if total else "no truth")


if __name__ == "__main__":
    main(sys.argv[1:])
