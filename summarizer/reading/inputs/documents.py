"""Inputs to documents: each is read as it is asked for.

Rules:

1. A mistake of one input costs that input alone: it becomes an `UnreadableInput`.
2. Bytes become characters by byte order mark, else strict UTF-8, else what charset-normalizer finds among the
   Chinese charsets. What a page declares of itself is not asked: it is wrong too often. Line ends stay as they are.
3. Ids are unique in a run, those of rows too.
"""

import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from summarizer.errors import InputError, last_net
from summarizer.models import Document
from summarizer.reading.inputs.decoding import decode, sniff, tellable
from summarizer.reading.inputs.finding import OFFICE, STDIN, TABLES, InputFile, find, suffix, unique
from summarizer.reading.inputs.tabular import TableRow, rows


@dataclass(frozen=True, slots=True)
class UnreadableInput:
    """An input that could not become a Document; `sha256` is empty where its bytes could not be had."""

    id: str
    path: str
    sha256: str
    error: InputError


class InputRef(NamedTuple):
    """An input as it is known before it is decoded: under its id, with the hash of its bytes and its columns."""

    id: str
    path: str
    sha256: str
    columns: Mapping[str, Any] = {}


LazyInput = tuple[InputRef, Callable[[], Document | UnreadableInput]]


def load(
    inputs: Sequence[str], *, text_column: str | None = None, max_bytes: int = 20_000_000
) -> Iterator[Document | UnreadableInput]:
    """One Document or Unreadable for each file, row of a table or standard input, in order, read one at a time.

    `max_bytes` is the largest file or row. Raises UsageError at once, as `find` does.
    """
    return (one() for _, one in sight(inputs, text_column=text_column, max_bytes=max_bytes))


@dataclass(frozen=True, slots=True)
class LazyInputs:
    """Inputs that were found once, and can be walked more than once (standard input: once), one at a time."""

    sources: Sequence[InputFile]
    text_column: str | None
    max_bytes: int

    def __iter__(self) -> Iterator[LazyInput]:
        for sighting, read in _read(self.sources, self.text_column, self.max_bytes):
            yield sighting, partial(_guarded, sighting, read)

    @property
    def repeatable(self) -> bool:
        return all(source.path != STDIN for source in self.sources)


def sight(inputs: Sequence[str], *, text_column: str | None = None, max_bytes: int = 20_000_000) -> LazyInputs:
    """As `load`, but each input as a Sighting and a call that decodes it, for those who may not want it."""
    return LazyInputs(find(inputs, text_column=text_column), text_column, max_bytes)


def _guarded(sighting: InputRef, read: Callable[[], Document | UnreadableInput]) -> Document | UnreadableInput:
    """What a call reads, whatever happens in it."""
    try:
        with last_net():
            return read()
    except InputError as error:
        return UnreadableInput(sighting.id, sighting.path, sighting.sha256, error)


def _read(sources: Iterable[InputFile], text_column: str | None, max_bytes: int) -> Iterator[LazyInput]:
    taken: set[str] = set()
    for source in sources:
        if suffix(source.path) in TABLES and text_column is not None:
            for sighting, read in _read_table(source, text_column, max_bytes):
                yield _with_id(sighting, read, unique(sighting.id, taken))
        else:
            yield _read_text(source._replace(id=unique(tellable(source.id), taken)), max_bytes)


def _with_id(sighting: InputRef, read: Callable[[], Document | UnreadableInput], unique: str) -> LazyInput:
    if sighting.id == unique:
        return sighting, read
    return sighting._replace(id=unique), lambda: replace(read(), id=unique)


def _read_text(source: InputFile, max_bytes: int) -> LazyInput:
    try:
        with last_net(OSError):
            data = _bytes(source.path, max_bytes)
    except InputError as error:
        return _unread(source, error)
    except OSError as error:
        return _unread(source, InputError(_os_message(error), _os_code(error)))
    sighting = InputRef(source.id, tellable(source.path), hashlib.sha256(data).hexdigest())
    return sighting, lambda: _document(sighting, data)


def _unread(source: InputFile, error: InputError) -> LazyInput:
    sighting = InputRef(tellable(source.id), tellable(source.path), "")
    return sighting, lambda: UnreadableInput(sighting.id, sighting.path, "", error)


def _document(sighting: InputRef, data: bytes) -> Document | UnreadableInput:
    try:
        raw, encoding = decode(data)
        return Document(sighting.id, sighting.path, _sound(raw), encoding, sighting.sha256)
    except InputError as error:
        return UnreadableInput(sighting.id, sighting.path, sighting.sha256, error)


def _bytes(path: str, max_bytes: int) -> bytes:
    """The file's bytes; raises InputError if it is not a plain file of a size and kind that can be read."""
    if suffix(path) in OFFICE:
        raise InputError(f"{suffix(path)} files are not read: convert it to text first", "unsupported_type")
    if path == STDIN:
        data = sys.stdin.buffer.read(max_bytes + 1)
    else:
        _check_plain(path)
        with open(path, "rb") as file:  # noqa: PTH123 - one path kind for files and tables
            data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError(f"larger than {max_bytes} bytes: split it or raise the limit", "too_large")
    return data


def _check_plain(path: str) -> None:
    mode = os.lstat(path).st_mode
    if stat.S_ISLNK(mode):
        raise InputError("a symbolic link: give the file that it points to", "unreadable")
    if stat.S_ISDIR(mode):
        raise InputError("a folder that can't be listed: check its permissions", "unreadable")
    if not stat.S_ISREG(mode):
        raise InputError("not a regular file (a pipe, socket or device): copy it to a file", "unreadable")


def _sound(raw: str) -> str:
    """`raw` itself; raises InputError where it is blank or holds what no text holds."""
    if "\0" in raw:
        raise InputError("holds NUL characters: remove them or convert it to text", "nul_bytes")
    if any("\ud800" <= char <= "\udfff" for char in set(raw)):
        raise InputError("holds lone surrogates: its text was damaged when it was written", "lone_surrogates")
    if not raw or raw.isspace():
        raise InputError("empty: there is nothing to read", "empty")
    return raw


def _os_message(error: OSError) -> str:
    return f"can't be read: {(error.strerror or type(error).__name__).lower()}"


def _os_code(error: OSError) -> str:
    return "not_found" if isinstance(error, FileNotFoundError) else "unreadable"


def _read_table(source: InputFile, text_column: str, max_bytes: int) -> Iterator[LazyInput]:
    try:
        _check_plain(source.path)
        encoding = sniff(source.path)
        number = 0
        with last_net(OSError):
            for number, row in enumerate(rows(source.path, max_bytes), start=1):
                place = InputFile(f"{source.id}#{number}", source.path)
                yield _row_or_failure(place, row, text_column, encoding, max_bytes)
        if not number:
            yield _unread(source, InputError("empty: it has no rows", "empty"))
    except InputError as error:
        yield _unread(source, error)
    except OSError as error:
        yield _unread(source, InputError(_os_message(error), _os_code(error)))


def _row_or_failure(source: InputFile, row: TableRow, text_column: str, encoding: str, max_bytes: int) -> LazyInput:
    try:
        with last_net():
            return _read_row(source, row, text_column, encoding, max_bytes)
    except InputError as error:
        return _unread(source, error)


def _read_row(source: InputFile, row: TableRow, text_column: str, encoding: str, max_bytes: int) -> LazyInput:
    text = row.columns.get(text_column)
    data = (text if isinstance(text, str) else row.raw).encode("utf-8", "surrogatepass")
    named = row.columns.get("id")
    row_id = source.id if named in (None, "") or row.fault else str(named)
    columns = {tellable(name): tellable(value) for name, value in row.columns.items() if name != text_column}
    sighting = InputRef(tellable(row_id), tellable(source.path), hashlib.sha256(data).hexdigest(), columns)
    return sighting, lambda: _row_document(sighting, row, text_column, encoding, max_bytes)


def _row_document(
    sighting: InputRef, row: TableRow, text_column: str, encoding: str, max_bytes: int
) -> Document | UnreadableInput:
    try:
        raw = _row_text(row, text_column, max_bytes)
    except InputError as error:
        return UnreadableInput(sighting.id, sighting.path, sighting.sha256, error)
    return Document(sighting.id, sighting.path, raw, encoding, sighting.sha256, sighting.columns)


def _row_text(row: TableRow, text_column: str, max_bytes: int) -> str:
    text = row.columns.get(text_column)
    if row.fault:
        raise InputError(row.fault, "bad_row")
    if not isinstance(text, str):
        raise InputError(f"column {text_column} holds no text in this row", "bad_row")
    if len(text.encode("utf-8", "surrogatepass")) > max_bytes:
        raise InputError(f"larger than {max_bytes} bytes: split it or raise the limit", "too_large")
    return _sound(text)
