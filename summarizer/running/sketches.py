"""Sketches of texts, and when one is a copy of another: the same words but for a few, and the same numbers.

Words are compared by resemblance (Broder 1997): of all runs of `SHINGLE` characters that two texts have, the share that both
have, estimated from the `SHINGLES` smallest of their hashes with a standard error of at most 0.05. It survives another
source line, the frame of another site, a changed headline and changed words. Numbers decide what words can't: next
month's bulletin of the same template has other numbers, and so has a correction. So a copy has no other numbers than its
original; or it has all of them, and adds at most the share `ADDED_NUMBERS`. The more numbers two texts share, the more of their
words may differ. Lines that say when and by whom a page was published do not count, nor does what cleaning removed.

Copies are looked up by `KEYS` of a text: the smallest hashes of its clauses that hold numbers, and of pairs of numbers that
follow each other. Pages of one template share few of these, so a look-up finds few texts that are no copies.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from summarizer.models import Number, Role, Scan, Span
from summarizer.reading.cleaning.boilerplate import is_byline, is_paragraph
from summarizer.scanning.segments import segments

SHINGLE, SHINGLES = 4, 128
NUMBERS = 256
KEYS = 16
ADDED_NUMBERS = 0.25
LEAST, MOST, STEP = 0.5, 0.8, 0.06  # of resemblance: with many shared numbers, with none, and for each of them
_SHORTEST_CLAUSE = 6
_FEWEST_SHINGLES = 30
_APART = re.compile(r"[\W_]+")
_MIX = 0x9E3779B97F4A7C15
_BITS = 0xFFFFFFFF

Hashes = Sequence[int]


class WrittenNumber(NamedTuple):
    """A number of a text: its span there, what the rules read it as, and its value, if it has one."""

    start: int
    end: int
    role: Role
    value: Number | None


class Sketch(NamedTuple):
    """The smallest hashes of a text's shingles and of its numbers, each in order, and the keys by which it is found."""

    shingles: Hashes
    numbers: Hashes
    keys: Hashes


def sketch_of(scan: Scan) -> Sketch:
    """The sketch of a scanned document."""
    numbers = (WrittenNumber(part.text_start, part.text_end, part.role, part.value) for part in scan.mentions)
    return sketch(scan.text.folded, numbers)


def sketch(folded: str, numbers: Iterable[WrittenNumber]) -> Sketch:
    """The sketch of a folded text with its numbers, in their order."""
    lines = [line for line in segments(folded).spans("line") if not is_byline(folded[line.start : line.end])]
    words = _APART.sub("", "\n".join(folded[start:end] for start, end in lines))
    counted = _counted(folded, lines, numbers)
    stated = [_written(number, folded) for number in counted]
    return Sketch(
        _smallest({words[at : at + SHINGLE] for at in range(len(words) - SHINGLE + 1)}, SHINGLES),
        _smallest(_numbered(stated), NUMBERS),
        _keys(folded, counted, stated),
    )


def copy_resemblance(first: Sketch, other: Sketch) -> float | None:
    """How much of the words two texts share, from 0 to 1, if the other is a copy of the first; None where it is none."""
    shared, lost, added = _compared(first.numbers, other.numbers)
    if _differ(shared, lost, added) or added > ADDED_NUMBERS * (shared + lost + added):
        return None
    found = resemblance(first.shingles, other.shingles)
    return found if found >= max(LEAST, MOST - STEP * shared) else None


def numbers_differ(first: Sketch, other: Sketch) -> bool:
    """Whether either text has numbers that the other has not, as a corrected release and the one before."""
    return _differ(*_compared(first.numbers, other.numbers))


def _differ(shared: int, lost: int, added: int) -> bool:
    return min(lost, added) > (shared + lost + added) // 50


def resemblance(first: Hashes, other: Hashes) -> float:
    """The share of the smallest hashes of both that both have; 0 where there are too few to tell."""
    if min(len(first), len(other)) < _FEWEST_SHINGLES:
        return 0.0
    left, right = {*first}, {*other}
    union = sorted(left | right)
    if max(len(first), len(other)) == SHINGLES:
        union = union[:SHINGLES]
    both = left & right
    return sum(value in both for value in union) / len(union)


def _compared(first: Hashes, other: Hashes) -> tuple[int, int, int]:
    """How many numbers both have, only the first, only the other; as far as both sketches reach."""
    ends = [values[-1] for values in (first, other) if len(values) == NUMBERS]
    reach = min(ends, default=_BITS)
    left, right = ({value for value in values if value <= reach} for values in (first, other))
    return len(left & right), len(left - right), len(right - left)


def _counted(folded: str, lines: Iterable[Span], numbers: Iterable[WrittenNumber]) -> list[WrittenNumber]:
    """The numbers that set a text apart: those of its prose, or where most are elsewhere, the figures there too.

    What a site writes around an article (上一篇, the titles of other pages) is in short lines.
    """
    kept, prose = bytearray(len(folded)), bytearray(len(folded))
    for start, end in lines:
        (prose if is_paragraph(folded[start:end]) else kept)[start:end] = b"\1" * (end - start)
    placed = [number for number in numbers if 0 <= number.start < len(folded) and number.role != "name"]
    in_prose = [number for number in placed if prose[number.start]]
    elsewhere = [number for number in placed if kept[number.start] and number.role == "figure"]
    return in_prose if len(in_prose) >= len(elsewhere) else sorted(in_prose + elsewhere)


def _written(number: WrittenNumber, folded: str) -> str:
    value = number.value if number.role == "figure" else None
    return f"{float(value)}" if value is not None else _APART.sub("", folded[number.start : number.end])


def _numbered(stated: Iterable[str]) -> Iterator[str]:
    """Numbers made unique: the second 3 is another than the first."""
    times: Counter[str] = Counter()
    for number in stated:
        times[number] += 1
        yield f"{number} {times[number]}"


def _keys(folded: str, counted: Sequence[WrittenNumber], stated: Sequence[str]) -> Hashes:
    clauses = {segments(folded).around("term", Span(number.start, number.end)) for number in counted}
    named = {_APART.sub("", folded[start:end]) for start, end in clauses}
    of_clauses = _smallest({clause for clause in named if len(clause) >= _SHORTEST_CLAUSE}, KEYS // 2)
    pairs = {f"{number} {following}" for number, following in pairwise(stated)}
    of_pairs = _smallest(pairs, KEYS // 2)
    found = {*of_clauses, *of_pairs}
    if len(found) < KEYS // 2:
        plain = (_APART.sub("", folded[start:end]) for start, end in segments(folded).spans("term"))
        found |= {*_smallest({clause for clause in plain if len(clause) >= _SHORTEST_CLAUSE}, KEYS // 2)}
    return array("I", sorted(found))


def _smallest(parts: Iterable[str], most: int) -> "array[int]":
    return array("I", sorted({_hash(part) for part in parts})[:most])


def _hash(part: str) -> int:
    """32 bits, the same on every machine; spread, since the bits of a CRC depend on each other."""
    return (crc32(part.encode("utf-8", "surrogatepass")) * _MIX >> 29) & _BITS
