"""The rows of tables, read on demand: .jsonl, .json, and .csv, .tsv with a header.

A row that can't be read costs that row: it comes with its fault, and reading continues.
"""

from collections.abc import Iterable, Iterator

from summarizer.reading.inputs.csv_rows import csv_rows
from summarizer.reading.inputs.decoding import sniff
from summarizer.reading.inputs.json_rows import json_line_rows, json_rows
from summarizer.reading.inputs.table_row import TableRow
from summarizer.resources import lazy_pattern, message

UNICODE_TEXT = ".txt"
DELIMITED = frozenset({".csv", ".tsv"})
JSON_LINES = frozenset({".jsonl", ".ndjson"})

_UNDECODED = lazy_pattern("[\udc80-\udcff]")


def rows(path: str, max_bytes: int = 20_000_000) -> Iterator[TableRow]:
    """The rows of a table; a row with bytes that the table's encoding can't read comes with a fault.

    `max_bytes` bounds a cell of a .csv. Raises OSError.
    """
    encoding = sniff(path)
    # The decoders of UTF-16 and UTF-32 can't escape a byte.
    errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
    name = path.lower()
    with open(path, encoding=encoding, errors=errors, newline="") as file:  # noqa: PTH123
        if name.endswith((UNICODE_TEXT, *DELIMITED)):
            found = csv_rows(file, max_bytes)
        else:
            found = json_line_rows(file) if name.endswith(tuple(JSON_LINES)) else json_rows(file.read())
        yield from _decoded(found, encoding)


def _decoded(found: Iterable[TableRow], encoding: str) -> Iterator[TableRow]:
    for row in found:
        damaged = len(_UNDECODED.findall(row.raw))
        if damaged:
            yield TableRow({}, row.raw, message("bad_row.bytes", damaged=damaged, encoding=encoding))
        else:
            yield row
