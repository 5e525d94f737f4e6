"""English briefs: every number that was marked by hand is read as marked, and no other."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from summarizer.scanning.english.english_reader import read_english

BRIEFS = Path(__file__).parents[2] / "benchmarks" / "cases" / "english"
MARK = re.compile(r"\[([^\]|]+)\|([a-z])(?:\|([^\]|]*))?(?:\|([^\]|]*))?\]")
ROLES = {"f": "figure", "d": "date", "t": "time", "o": "ordinal", "n": "name"}


class Mark(NamedTuple):
    start: int
    end: int
    words: str
    kind: str
    value: str
    unit: str


def marked(name):
    """The text of a brief and its marks."""
    written = (BRIEFS / f"{name}.txt").read_text(encoding="utf-8")
    text, marks, end = "", [], 0
    for match in MARK.finditer(written):
        text += written[end : match.start()]
        marks.append(Mark(len(text), len(text) + len(match[1]), match[1], match[2], match[3] or "", match[4] or ""))
        text += match[1]
        end = match.end()
    return text + written[end:], marks


def bounds(value):
    low, dots, high = value.partition("..")
    return low, high if dots else low


def agrees(stated, bound):
    return stated == "?" or (bound is None if not stated else bound == pytest.approx(float(stated), rel=1e-6))


def says(mark, number, dates):
    """Whether a number says what a mark says."""
    mention = number.mention
    if mention.role != ROLES[mark.kind]:
        return False
    if mark.kind in "dt":
        iso = {date.start: date.iso for date in dates}[mention.start]
        return iso == (None if mark.value == "?" else mark.value)
    if mark.kind == "f" and mark.value != "r":
        low, high = bounds(mark.value)
        is_unit = mention.unit == (mark.unit or None) or (mark.unit and number.fits(mark.unit)) or not mark.unit
        return bool(is_unit) and agrees(low, mention.low) and agrees(high, mention.high)
    return mark.kind != "o" or mention.value == int(mark.value)


def compared(name):
    """Marks that no number fits, and numbers that no mark has."""
    text, marks = marked(name)
    read = read_english(text)
    missed, used = [], set()
    for mark in marks:
        near = [n for n in read.numbers if n.mention.start < mark.end and mark.start < n.mention.end]
        fitting = [number for number in near if says(mark, number, read.dates)]
        used |= {number.mention.start for number in fitting[:1]}
        missed += [] if fitting else [mark]
    return marks, missed, [n for n in read.numbers if n.mention.start not in used]


@pytest.mark.parametrize("name", sorted(path.stem for path in BRIEFS.glob("*.txt")))
def test_every_marked_number_of_a_brief_is_read(name):
    """With its value, bounds and unit, and nothing that has no mark."""
    marks, missed, others = compared(name)
    assert marks
    assert missed == []
    assert [number.mention.surface for number in others] == []
