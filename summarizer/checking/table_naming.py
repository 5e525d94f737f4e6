"""Naming of cells: whether a subject names the row and column of a number, or those of another cell of its table.

A subject is laid over the labels of a cell: it names those that it holds whole, in any order. Another cell is named
instead if its row and column together explain more of the subject than the number's own do. For the number's own cell
loose words count too (规上工业 for 规模以上工业), for others literal ones alone.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from summarizer.folding import fold
from summarizer.models import Mention, TableCell
from summarizer.scanning.grounding import bare
from summarizer.scanning.tables.cell_words import says
from summarizer.scanning.tables.head_units import without_units

_SLASH = re.compile(r"/(?![^(（]*[)）])")
_NUMBERING = re.compile(r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d+[.、](?!\d)|#|其中:?|-)+")
_BRACKETS = re.compile(r"\(([^()]{2,})\)")
_YEAR = re.compile(r"((?:19|20)\d\d)年度?")
_WHOLE = ("合计", "总计", "全国", "全省", "全市", "全区", "全县", "全镇", "全乡", "全村", "全部")
_LEAST_SHARE = 0.5
_MOST_COMPARED, _CLEARLY_MORE = 300, 2


class NamedCell(NamedTuple):
    """The row and column that a subject names."""

    row: str | None
    column: str | None


@dataclass(frozen=True)
class TableNaming:
    """The figures of a document, searched by table for the cell that a subject names."""

    figures: Sequence[Mention]

    @cached_property
    def _labels(self) -> dict[int, tuple[list[str | None], list[str | None]]]:
        """The rows and columns of each table."""
        found: dict[int, tuple[dict[str | None, None], dict[str | None, None]]] = {}
        for mention in self.figures:
            if mention.table is not None:
                rows, columns = found.setdefault(mention.table.table, ({}, {}))
                rows[mention.table.row] = columns[mention.table.column] = None
        return {table: (list(rows), list(columns)) for table, (rows, columns) in found.items()}

    def named_instead(self, subject: str, cell: TableCell) -> NamedCell | None:
        """The row and column that a subject names where they are not those of this cell."""
        words = bare(subject)
        rows, columns = self._labels.get(cell.table, ([], []))
        own = NamedCell(cell.row, cell.column)
        loosely = _explained(words, own) | _loosely(words, own)
        named = _literally_named(words, rows, columns, own)
        best = len(_explained(words, named))
        if best > len(loosely) or best == len(loosely) > len(_explained(words, own)):
            return named
        if len(loosely) < len(words) and (nearer := _nearer(words, rows, columns, own)):
            return nearer
        whole = NamedCell(_whole(cell.row, rows, words), _whole(cell.column, columns, words))
        return None if whole == own else whole


def _literally_named(
    words: str, rows: Sequence[str | None], columns: Sequence[str | None], own: NamedCell
) -> NamedCell:
    """The row and column whose labels cover most of a subject, its own ones where others do not cover more."""
    pairs = [
        (row, column) for row in (own.row, *_named(rows, words)) for column in (own.column, *_named(columns, words))
    ]
    return NamedCell(*max(pairs, key=lambda pair: len(_explained(words, pair))))


def _nearer(words: str, rows: Sequence[str | None], columns: Sequence[str | None], own: NamedCell) -> NamedCell | None:
    """The cell of another row or column that loosely covers all that the number's own labels do, and clearly more."""
    covered = _explained(words, own) | _loosely(words, own)
    cells = [NamedCell(row, own.column) for row in rows[:_MOST_COMPARED]]
    cells += [NamedCell(own.row, column) for column in columns[:_MOST_COMPARED]]
    for cell in cells:
        other = _explained(words, cell) | _loosely(words, cell)
        if covered < other and len(other) - len(covered) >= _CLEARLY_MORE:
            return cell
    return None


def _loosely(words: str, labels: Iterable[str | None]) -> frozenset[int]:
    return frozenset[int]().union(*(_shared(label, words) for label in labels))


def _whole(label: str | None, labels: Sequence[str | None], words: str) -> str | None:
    """The label of the whole that a subject names where it leaves out the part: 合计 of 合计/其中：女."""
    parts = _parts(label)
    around = "/".join(parts[:-1])
    named = _literal(around, words)
    if not named or around not in labels:
        return label
    return label if (_literal(parts[-1], words) | _shared(parts[-1], words)) - named else around


def score(subject: str, cell: TableCell) -> float:
    """The share of a subject that the labels of a cell explain."""
    words = bare(subject)
    labels = (cell.row, cell.column)
    explained = _explained(words, labels) | _loosely(words, labels)
    return len(explained) / len(words) if words else 0.0


def names_cell(subject: str, cell: TableCell) -> bool:
    """Whether the labels of a cell hold all of a subject, in any order."""
    words = bare(subject)
    return len(_explained(words, (cell.row, cell.column))) == len(words)


def _explained(words: str, labels: Iterable[str | None]) -> frozenset[int]:
    """The characters of a subject at which the parts of labels occur."""
    return frozenset[int]().union(*(_literal(label, words) for label in labels))


def _named(labels: Iterable[str | None], words: str) -> list[str | None]:
    return [label for label in labels if _literal(label, words)]


@lru_cache(maxsize=65536)
def _literal(label: str | None, words: str) -> frozenset[int]:
    parts = (_longest(_places(form, words) for form in _forms(part)) for part in _parts(label))
    return frozenset[int]().union(*parts)


@lru_cache(maxsize=16384)
def _shared(label: str | None, words: str) -> frozenset[int]:
    """The characters that a subject shares with labels: 规上工业 of 规模以上工业."""
    parts = (_longest(_in_order(form, words) for form in _forms(part)) for part in _parts(label))
    return frozenset[int]().union(*parts)


def _longest(found: Iterable[frozenset[int]]) -> frozenset[int]:
    return max(found, key=len, default=frozenset())


def _parts(label: str | None) -> list[str]:
    return _SLASH.split(label) if label else []


@lru_cache(maxsize=8192)
def _forms(part: str) -> tuple[str, ...]:
    """The words by which a label is known: 地区生产总值（GDP）, 地区生产总值, GDP; without numbering and unit."""
    words = fold(without_units(part))
    numbering = _NUMBERING.match(words)
    words = words[numbering.end() :] or words if numbering else words
    forms = [words, _BRACKETS.sub("", words), *(match[1] for match in _BRACKETS.finditer(words))]
    forms += [match[1] for form in forms if (match := _YEAR.fullmatch(form.strip()))]
    forms += _WHOLE if says("total", words) else ()
    return tuple(dict.fromkeys(filter(None, map(bare, forms))))


def _places(form: str, words: str) -> frozenset[int]:
    """The characters of the words at which a form occurs."""
    found: set[int] = set()
    position = words.find(form)
    while position >= 0:
        found.update(range(position, position + len(form)))
        position = words.find(form, position + 1)
    return frozenset(found)


def _in_order(form: str, words: str) -> frozenset[int]:
    """The characters of the words that a form has in the same order, if they are half of it."""
    blocks = LCSseq.opcodes(form, words)
    shared = {place for block in blocks if block.tag == "equal" for place in range(block.dest_start, block.dest_end)}
    return frozenset(shared) if len(shared) >= max(2, _LEAST_SHARE * len(form)) else frozenset()
