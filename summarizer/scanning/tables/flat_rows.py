"""Flat rows: rows of a table whose cells are parted by blanks alone, one after the other or a line each.

    指标 单位 本月 累计 比增(%) 工业用电量万千瓦时 1656 18559 4.3 #进口总值亿元6.00 63.50 -17.0

A row is a label that ends in a unit, and the numbers after it; three rows that adjoin make a table. Empty cells leave no
trace, so a number has its row and no column, but for the last one under heads that end in a change: it is in %. Where
that is not sure, the number has both units as candidates.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from summarizer.models import Span, TableCell, Text, UnitCandidate
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.segments import ENDS
from summarizer.scanning.tables.cell_words import read
from summarizer.scanning.tables.head_units import unit_named
from summarizer.scanning.tables.table_numbers import TableNumber, moved, with_unit

_MORE_DIGITS = r"(?:,\d{3}){0,4}(?:\.\d{1,6})?"
_DIGITS = rf"[+-]?\d{{1,12}}{_MORE_DIGITS}"
# It begins with a class of characters, which are found fast.
_FIRST = rf"[+\d-](?<![^\s\u4e00-\u9fff%‰)].)(?:(?<=\d)\d{{0,11}}|(?<!\d)\d{{1,12}}){_MORE_DIGITS}"
_NUMBERS = lazy_pattern(rf"{_FIRST}(?:[ \t]{{1,4}}{_DIGITS}){{0,15}}+(?!\S)")
_NUMBER = lazy_pattern(r"\S+")
_NUMBERING = lazy_pattern(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|其中[::]?|\d{1,2}[.、](?!\d)|[#*-]"
)
_LAST_NUMBERING = lazy_pattern(rf"(?:{_NUMBERING.pattern})?\s*\Z")
_ENDS = re.escape(ENDS["sentence"])
_APART = lazy_pattern(rf"[\s:{_ENDS}]")
_BRACKETED = lazy_pattern(r"\([^()\n]{0,20}\)")
_NO_LABEL = lazy_pattern(rf"[\d{_ENDS}]")
_MEASURED = lazy_pattern(r"[数量额值积口入出资款产费税润程重长价金]\Z")
_CHANGE = lazy_pattern(r"(?:同比|比上年|较上年|比)?(?:增长|增速|增幅|增减|升降|涨跌|增|±)|同比")
_AFTER_CHANGE = lazy_pattern(r"(?:[^\u4e00-\u9fff]|[率幅长速度]|增减|增长)*")
_PERCENT = UnitCandidate("%", "%", 1)
_LONGEST_UNIT, _LONGEST_LABEL, _LONGEST_HEAD = 6, 40, 160
_FEWEST, _LEAST_LABEL = 3, 2
_LARGEST_CHANGE = 200
_SCALES = "百千万亿"


class _Row(NamedTuple):
    """The label of a row, its unit and the span from the unit to the last number; the numbers."""

    label: Span
    unit: UnitCandidate
    span: Span
    numbers: tuple[Span, ...]


class _Heads(NamedTuple):
    """The words above the rows, the last head where it tells a change, and whether no other one does."""

    words: str
    change: Span | None = None
    is_only: bool = False


class FlatTable(NamedTuple):
    """The numbers of rows that adjoin, and what of the text they take up with their units."""

    spans: tuple[Span, ...]
    numbers: tuple[TableNumber, ...]


def flat_tables(text: Text, folded: str) -> Iterator[FlatTable]:
    """The tables in flat rows of a text, in order; `folded` is the text without its other tables."""
    for place, rows in enumerate(_tables(folded), start=len(text.tables)):
        heads = _heads(folded, rows[0].label.start)
        numbers = [number for row in rows for number in _read(text, folded, row, heads, place)]
        yield FlatTable(tuple(row.span for row in rows), tuple(numbers))


def _tables(folded: str) -> Iterator[list[_Row]]:
    rows: list[_Row] = []
    end = 0
    for match in _NUMBERS.finditer(folded):
        row = _row(folded, match, end if rows else None)
        if row is None and rows:
            yield from _table(rows)
            rows = []
            row = _row(folded, match, None)
        if row is not None:
            rows.append(row)
        end = match.end()
    yield from _table(rows)


def _table(rows: list[_Row]) -> Iterator[list[_Row]]:
    if len(rows) >= _FEWEST and sum(len(row.numbers) > 1 for row in rows) > 1:
        yield rows


def _row(folded: str, match: re.Match[str], after: int | None) -> _Row | None:
    """The row of some numbers, its label right after the row before, which ends at `after`."""
    floor = max(after or 0, match.start() - _LONGEST_LABEL - _LONGEST_UNIT)
    end = floor + len(folded[floor : match.start()].rstrip(" \t"))
    found = _unit(folded, floor, end)
    if found is None or (after is not None and floor > after):
        return None
    unit, begins = found
    label = _label(folded, Span(floor, begins)) if after is not None else _first_label(folded, floor, begins)
    if label is None or not _is_unit_of(folded, label, begins, unit):
        return None
    numbers = tuple(Span(*number.span()) for number in _NUMBER.finditer(folded, *match.span()))
    return _Row(label, unit, Span(begins, match.end()), numbers)


def _unit(folded: str, floor: int, end: int) -> tuple[UnitCandidate, int] | None:
    """The longest unit that ends at a position, and where it starts."""
    for start in range(max(floor, end - _LONGEST_UNIT), end):
        words = folded[start:end]
        if not words[0].isspace() and words[0] not in "数几" and (unit := unit_named(words)) and unit.written == words:
            return unit, start
    return None


def _is_unit_of(folded: str, label: Span, begins: int, unit: UnitCandidate) -> bool:
    """Whether words are a unit and no end of a name: 户数户, 产值万元, 村数 个; not 玉米, 石桥村."""
    if label.end < begins or unit.unit == "%" or unit.written[0] in _SCALES:
        return True
    return bool(_MEASURED.search(folded, label.start, label.end)) or (
        len(unit.written) > 1 and units.kind(unit.unit) in {"money", "measure"}
    )


def _label(folded: str, span: Span) -> Span | None:
    """The label in a span, without numbering and blanks around it."""
    words = folded[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    numbering = _NUMBERING.match(folded, start, span.end)
    start = numbering.end() if numbering else start
    end = start + len(folded[start : span.end].rstrip())
    bare = _BRACKETED.sub("", folded[start:end])
    return None if len(bare) < _LEAST_LABEL or _NO_LABEL.search(bare) else Span(start, end)


def _first_label(folded: str, floor: int, begins: int) -> Span | None:
    """The label of a first row: the words after the last numbering or blank."""
    end = floor + len(folded[floor:begins].rstrip(" \t"))
    edges = [match.start() for match in _NUMBERING.finditer(folded, floor, end) if match[0] != "-"]
    edges += [match.end() for match in _APART.finditer(folded, floor, end)]
    return _label(folded, Span(max(edges, default=floor), begins))


def _heads(folded: str, end: int) -> _Heads:
    """What the heads before the first label say of its columns."""
    start = max(0, end - _LONGEST_HEAD)
    start = max(start, folded.rfind("。", start, end) + 1)
    changes = list(_CHANGE.finditer(folded, start, end))
    words = " ".join(folded[start:end].split())
    rest = _LAST_NUMBERING.sub("", folded[changes[-1].end() : end]) if changes else ""
    if _AFTER_CHANGE.fullmatch(rest) is None:
        return _Heads(words, is_only=False)
    if not changes:
        return _Heads(words, is_only=True)
    last = Span(changes[-1].start(), changes[-1].end() + len(rest.rstrip()))
    return _Heads(words, last, len(changes) == 1)


def _read(text: Text, folded: str, row: _Row, heads: _Heads, table: int) -> Iterator[TableNumber]:
    label = text.content[row.label.start : row.label.end]
    labels = (row.label,)
    cell = TableCell(label, None, heads.words or None, table=table, labels=labels, is_whole=True, is_flat=True)
    for place, span in enumerate(row.numbers, start=1):
        found = read(folded[span.start : span.end])
        if len(found) != 1 or found[0].value is None:
            continue
        quantity = moved(found[0], span.start)
        kind = _kind(row, quantity, heads, is_last=place == len(row.numbers))
        if kind == "change" and heads.change is not None:
            change = text.content[heads.change.start : heads.change.end]
            falls = found[0].value < 0
            own = replace(cell, column=change, is_change=True, direction="decrease" if falls else "increase")
            yield TableNumber(with_unit(quantity, _PERCENT), "figure", label, own)
        elif kind == "open":
            yield TableNumber(quantity, "figure", label, replace(cell, units=(row.unit, _PERCENT)))
        else:
            yield TableNumber(with_unit(quantity, row.unit), "figure", label, cell)


def _kind(row: _Row, quantity: Quantity, heads: _Heads, *, is_last: bool) -> Literal["level", "change", "open"]:
    """Whether a number has the unit of its row, or is a change in %, or may be either."""
    value = float(quantity.value or 0)
    sure = heads.change is not None and heads.is_only
    if is_last and sure and (value < 0 or (len(row.numbers) > 1 and value <= _LARGEST_CHANGE)):
        return "change"
    if row.unit.unit == "%" or (sure and not is_last):
        return "level"
    return "open" if is_last or not heads.is_only else "level"
