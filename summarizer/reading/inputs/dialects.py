"""How a .csv is written: its delimiter, whether blanks follow it, and a first line `sep=;` as Excel reads it.

The delimiter is one that the header has, with which most rows have as many cells as the header. `csv.Sniffer` is not
used: any frequent character is a delimiter to it, so it finds wrong ones in prose.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.resources import lazy_pattern

DELIMITERS = ",\t;|"

_SEP_LINE = lazy_pattern(r'\ufeff?"?sep=([^"\r\n])"?[,;\t]*\s*', re.IGNORECASE)


class Dialect(NamedTuple):
    """How rows are cut into cells; `skipped` lines come before the header."""

    delimiter: str = ","
    skip_blanks: bool = False
    skipped: int = 0


class CsvRecord(NamedTuple):
    """The lines of one row and its cells, or the fault for which it has none."""

    lines: list[str]
    cells: list[str]
    fault: str | None = None


def sniff_dialect(sample: Sequence[str]) -> Dialect:
    """The dialect of a table that begins with these lines."""
    match = _SEP_LINE.fullmatch(sample[0]) if sample else None
    if match is not None:
        return Dialect(match[1], skipped=1)
    candidates = [Dialect(delimiter, blanks) for delimiter in DELIMITERS for blanks in (False, True)]
    return max(candidates, key=lambda dialect: _fitting(sample, dialect), default=Dialect())


def _fitting(sample: Sequence[str], dialect: Dialect) -> tuple[int, int]:
    """How many rows of the sample have the header's cells, and how many cells these are; none for one cell."""
    lines = list(sample)
    width, rows = 0, 0
    while lines:
        record = read_record(iter(lines), dialect)
        width = width or len(record.cells)
        rows += record.fault is None and len(record.cells) == width
        del lines[: len(record.lines) if record.fault is None else 1]
    return (rows, width) if width > 1 else (0, 0)


def read_record(lines: Iterator[str], dialect: Dialect, max_chars: int = 40_000_000) -> CsvRecord:
    """The next row of `lines`: as many lines as its quotes hold together, at most `max_chars` characters."""
    consumed: list[str] = []
    reader = csv.reader(
        _noted(lines, consumed, max_chars),
        delimiter=dialect.delimiter,
        skipinitialspace=dialect.skip_blanks,
        strict=True,
    )
    try:
        return CsvRecord(consumed, next(reader, []))
    except csv.Error as error:
        return CsvRecord(consumed, [], str(error))


def _noted(lines: Iterator[str], consumed: list[str], max_chars: int) -> Iterator[str]:
    size = 0
    for line in lines:
        size += len(line)
        consumed.append(line)
        yield line
        if size > max_chars:
            return
