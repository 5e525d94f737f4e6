"""The rows of tables: .jsonl (an object a line) and .csv (with a header), read as they are asked for.

A row that can't be read costs that row: it comes with its fault, and the next one follows.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from summarizer.reading.inputs.decoding import sniff


class TableRow(NamedTuple):
    """One row of a table: its columns, or why it has none; `raw` is the row as far as it was read."""

    columns: dict[str, Any]
    raw: str
    fault: str | None = None


def rows(path: str, max_bytes: int = 20_000_000) -> Iterator[TableRow]:
    """The rows of a .jsonl or .csv file; bytes that its encoding can't read come as lone surrogates.

    `max_bytes` bounds a cell of a .csv. Raises OSError.
    """
    with open(path, encoding=sniff(path), errors="surrogateescape", newline="") as file:  # noqa: PTH123
        yield from _csv_rows(file, max_bytes) if path.lower().endswith(".csv") else _json_rows(file)


def _json_rows(lines: Iterable[str]) -> Iterator[TableRow]:
    for line in lines:
        if not line.strip("\ufeff \t\r\n"):
            continue
        try:
            value = json.loads(line.lstrip("\ufeff"))
        except (ValueError, RecursionError) as error:
            yield TableRow({}, line, f"not JSON: {str(error).splitlines()[0]}")
            continue
        is_object = isinstance(value, dict)
        yield (
            TableRow(value, line) if is_object else TableRow({}, line, "not a JSON object: one object a line is needed")
        )


def _csv_rows(lines: Iterable[str], max_bytes: int) -> Iterator[TableRow]:
    csv.field_size_limit(max(csv.field_size_limit(), max_bytes))
    reader = csv.reader(lines, strict=True)
    header: list[str] = []
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield TableRow({}, "", f"not CSV at line {reader.line_num}: {error}")
            continue
        if cells is None:
            return
        if not header:
            header = cells
        elif cells and len(cells) != len(header):
            yield TableRow({}, ",".join(cells), f"{len(cells)} cells where the header has {len(header)}")
        elif cells:
            yield TableRow(dict(zip(header, cells, strict=True)), ",".join(cells))
