"""Spaced lists: where words and numbers take turns between blanks, a word that begins like a unit is the next item.

    王小明 5000 周大海 3000        two names; 5000 has no 周
    孙 超 1500 余大海 3000         … and no 超…余
    共有 12 个乡镇 345 个村        two units

A list shows in a number that no unit follows.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers import units

if TYPE_CHECKING:
    from summarizer.scanning.numbers.quantities import Quantity

_HAN = "\u4e00-\u9fff"
_LONGEST = 60
_LONGEST_GAP = 5
_ROW_BEFORE, _ROW_AFTER = lazy_pattern(r"\d[ \t]{1,4}\Z"), lazy_pattern(r"[ \t]{1,4}-?\d")
# 周 安: names of two characters are often parted.
_TURN = lazy_pattern(
    rf"[ \t]{{1,4}}(?:[{_HAN}] (?:[{_HAN}] ){{0,2}}[{_HAN}]|[{_HAN}()（）、·]{{2,50}})(?:[ \t]{{1,4}}|:[ \t]{{0,3}})"
)
_WORD = lazy_pattern(rf"[{_HAN}]{{1,20}}")
_PARTED = lazy_pattern(rf"[{_HAN}] [{_HAN}](?![{_HAN}])")
_PARTED_BEFORE = lazy_pattern(rf"[\s\d)）:][{_HAN}] [{_HAN}] \Z")
_BARE_END = lazy_pattern(r"[ \t\n。,;，；、)]|\Z")


def is_in_row(folded: str, start: int, end: int) -> bool:
    """Whether blanks alone part a number at [start, end) from another one: a row of a table that lost its lines."""
    before = _ROW_BEFORE.search(folded, max(0, start - _LONGEST_GAP), start)
    return before is not None or _ROW_AFTER.match(folded, end) is not None


def without_next_items(folded: str, quantities: Sequence["Quantity"]) -> list["Quantity"]:
    """The quantities of a folded string, those of spaced lists without the words of the next item."""
    kept = list(quantities)
    for run in _runs(folded, quantities):
        if not any(_is_bare(folded, kept[index]) for index in run):
            continue
        for index in run:
            kept[index] = _without_names(folded, kept[index])
            if _takes_a_word(folded, kept[index]):
                kept[index] = kept[index]._replace(end=kept[index].number_end, unit=None)
    return kept


def _runs(folded: str, quantities: Sequence["Quantity"]) -> Iterator[list[int]]:
    """The places of two and more numbers that one word each parts."""
    run: list[int] = []
    for index, quantity in enumerate(quantities):
        if not quantity.arabic:
            continue
        if run and not _is_next(folded, quantities[run[-1]], quantity):
            if len(run) > 1:
                yield run
            run = []
        run.append(index)
    if len(run) > 1:
        yield run


def _is_next(folded: str, quantity: "Quantity", following: "Quantity") -> bool:
    end, start = quantity.number_end, following.number_start
    near = folded[end] in " \t" and 0 < start - end <= _LONGEST
    return near and _TURN.fullmatch(folded, end, start) is not None


def _is_bare(folded: str, quantity: "Quantity") -> bool:
    plain = quantity.unit is None and quantity.qualifier is None
    return plain and _BARE_END.match(folded, quantity.end) is not None


def _without_names(folded: str, quantity: "Quantity") -> "Quantity":
    """A number without a qualifier that is part of the names around it: 孙 超 1500, 1500 余大海."""
    if quantity.qualifier is None or quantity.value is None:
        return quantity
    start, end = quantity.number_start, quantity.number_end
    before = quantity.start == start or _PARTED_BEFORE.search(folded, max(0, start - 5), start) is not None
    word = _WORD.match(folded, end + 1) if folded.startswith(" ", end) else None
    after = quantity.end == end or (word is not None and word.end() > quantity.end)
    if not (before and after):
        return quantity
    value = quantity.value
    return quantity._replace(start=start, end=end, low=value, high=value, unit=None, qualifier=None)


def _takes_a_word(folded: str, quantity: "Quantity") -> bool:
    """Whether a blank and a word longer than its unit follow a number: 5000 周大海."""
    if quantity.unit is None or quantity.qualifier or units.kind(quantity.unit) in {"money", "share"}:
        return False
    if not folded.startswith(" ", quantity.number_end):
        return False
    word = _WORD.match(folded, quantity.number_end + 1)
    longer = word is not None and word.end() > quantity.end
    return longer or _PARTED.match(folded, quantity.number_end + 1) is not None
