"""The inputs of a run in parts, each of which a worker reads by itself, as tables of `DOCUMENTS`.

Files, folders, globs, tables and containers are those of `reading/inputs`. Parquet is read too, here and from object stores
(`s3://…`), as the rows of a table.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
from pyarrow import fs
from pyarrow import parquet as pq

from summarizer.errors import InputError, UsageError
from summarizer.reading.inputs.decoding import decode
from summarizer.reading.inputs.documents import LazyInput, sight
from summarizer.reading.inputs.finding import STDIN, InputFile, InputSet, find
from summarizer.reading.inputs.kinds import suffix
from summarizer.reading.inputs.table_inputs import row_inputs
from summarizer.reading.inputs.table_row import TableRow
from summarizer.resources import message
from summarizer.running.arrow.document_rows import DOCUMENTS, read_row
from summarizer.running.config import RunOptions
from summarizer.running.store.freshness import digest_by

_ROWS = 64
_PARQUET = ".parquet"


@dataclass(frozen=True, slots=True)
class InputPart:
    """Some of the files of a run; relative paths begin in `folder`, wherever they are read."""

    files: tuple[InputFile, ...]
    wanted: tuple[str, ...]
    max_bytes: int
    plan_digest: str
    folder: str

    def tables(self) -> Iterator[pa.Table]:
        """The documents of the files, read, some rows at a time."""
        rows = self._rows()
        while some := list(islice(rows, _ROWS)):
            yield pa.Table.from_pylist(some, DOCUMENTS)

    def _rows(self) -> Iterator[dict[str, Any]]:
        for source in self.files:
            repeats: Counter[str] = Counter()
            for sighting, read in self._inputs(source):
                placed = sighting._replace(path=source.path)
                digest = digest_by(self.plan_digest, placed)
                repeats[digest] += 1
                yield read_row(_numbered(digest, repeats[digest]), replace(read(), path=source.path))

    def _inputs(self, source: InputFile) -> Iterator[LazyInput]:
        if suffix(source.path) == _PARQUET:
            rows = _parquet_rows(source.path if _is_remote(source.path) else str(Path(self.folder, source.path)))
            return row_inputs(source, rows, self.wanted, self.max_bytes)
        there = source._replace(path=str(Path(self.folder, source.path)))
        return iter(sight(InputSet(files=[there], wanted_columns=self.wanted), max_bytes=self.max_bytes))


@dataclass(frozen=True, slots=True)
class InputRows:
    """The inputs of a run, found, and how they are read."""

    found: InputSet
    plan_digest: str
    max_bytes: int

    @classmethod
    def of(cls, inputs: Sequence[str] | InputSet, plan_digest: str, options: RunOptions) -> Self:
        """The inputs that are named. Raises UsageError as `find` does, and for those that other machines can't read."""
        found = inputs if isinstance(inputs, InputSet) else _found(inputs, options)
        if any(source.path == STDIN for source in found):
            raise UsageError(message("spread.stdin"))
        return cls(found, plan_digest, options.max_bytes)

    def parts(self, count: int) -> list[InputPart]:
        """The files in at most `count` parts of about the same number."""
        files = self.found.files
        size = -(-len(files) // max(1, count))
        given = (self.found.wanted_columns, self.max_bytes, self.plan_digest, str(Path.cwd()))
        return [InputPart(tuple(files[start : start + size]), *given) for start in range(0, len(files), size)]


def _found(inputs: Sequence[str], options: RunOptions) -> InputSet:
    remote = [given for given in inputs if _is_remote(given)]
    here = [given for given in inputs if not _is_remote(given)]
    found = find(here, text_column=options.text_column)
    files = [source for given in remote for source in _stored(given)]
    return replace(found, given=tuple(inputs), files=[*found.files, *files])


def _is_remote(given: str) -> bool:
    return "://" in given


def _stored(given: str) -> Iterator[InputFile]:
    """The Parquet files at an address of an object store: one, or those below it."""
    try:
        store, path = fs.FileSystem.from_uri(given)
        info = store.get_file_info(path)
        below = (
            store.get_file_info(fs.FileSelector(path, recursive=True)) if info.type == fs.FileType.Directory else [info]
        )
    except (OSError, ValueError) as error:
        raise UsageError(message("file.unreadable", path=given, why=" ".join(str(error).split()))) from None
    files = sorted(file.path for file in below if file.type == fs.FileType.File and suffix(file.path) == _PARQUET)
    if not files:
        raise UsageError(message("spread.no_parquet", given=given))
    scheme = given.partition("://")[0]
    yield from (InputFile(file, f"{scheme}://{file}") for file in files)


def _parquet_rows(path: str) -> Iterator[TableRow]:
    """The rows of a Parquet file; raises InputError where it is none."""
    try:
        store, inside = fs.FileSystem.from_uri(path) if _is_remote(path) else (fs.LocalFileSystem(), path)
        with store.open_input_file(inside) as file:
            for batch in pq.ParquetFile(file).iter_batches(_ROWS):
                for row in batch.to_pylist():
                    yield TableRow(_as_json_has_it(row), "")
    except pa.ArrowInvalid as error:
        raise InputError(message("unreadable.system", why=" ".join(str(error).split())[:200])) from None


def _as_json_has_it(row: dict[str, Any]) -> dict[str, Any]:
    """A row with what a record can hold: bytes are text, days and times their words."""
    plain: dict[str, Any] = json.loads(json.dumps(row, default=_plain), parse_constant=lambda _not_finite: None)
    return plain


def _plain(value: Any) -> str | None:
    if not isinstance(value, bytes):
        return str(value)
    try:
        return decode(value)[0]
    except InputError:
        return None


def _numbered(digest: str, time: int) -> str:
    """The key of a row: the digest, or where the same row came before in its file, one of its own."""
    return digest if time == 1 else hashlib.sha256(f"{digest} {time}".encode()).hexdigest()
