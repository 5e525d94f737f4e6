"""From inputs to documents, each read on demand.

Rules:

1. A fault in one input costs only that input: it becomes an `UnreadableInput`.
2. Bytes become characters by byte order mark, else strict UTF-8, else in the Chinese charset that fits (`decoding`).
   What a page declares is wrong too often to come first. Line ends stay as they are.
3. Ids are unique in a run, those of rows too.
"""

import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from typing import Any, NamedTuple

from summarizer.errors import InputError, last_net
from summarizer.models import Document
from summarizer.reading.inputs.columns import text_columns
from summarizer.reading.inputs.decoding import decode, encodable, sniff
from summarizer.reading.inputs.finding import STDIN, InputFile, InputSet, find
from summarizer.reading.inputs.ids import unique
from summarizer.reading.inputs.kinds import ARCHIVES, UNREAD, is_unicode_text, suffix
from summarizer.reading.inputs.table_row import TableRow
from summarizer.reading.inputs.tabular import rows
from summarizer.resources import message, os_words

_PEEKED_ROWS = 20


@dataclass(frozen=True, slots=True)
class UnreadableInput:
    """An input that could not become a Document; `sha256` is empty where its bytes could not be read."""

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
    inputs: Sequence[str] | InputSet,
    *,
    text_column: str | Sequence[str] | None = None,
    max_bytes: int = 20_000_000,
) -> Iterator[Document | UnreadableInput]:
    """One Document or UnreadableInput for each file, row of a table or standard input, in order, read one at a time.

    `text_column` names the columns that may hold the text of a row, the likeliest first; without it usual names are
    looked for. `max_bytes` is the largest file or row. Raises UsageError at once, as `find` does.
    """
    return (read() for _, read in sight(inputs, text_column=text_column, max_bytes=max_bytes))


@dataclass(frozen=True, slots=True)
class LazyInputs:
    """Inputs found once, which you can iterate more than once (standard input only once), one at a time."""

    found: InputSet
    max_bytes: int

    def __iter__(self) -> Iterator[LazyInput]:
        for sighting, read in _read(self.found, self.max_bytes):
            yield sighting, partial(_guarded, sighting, read)

    @property
    def repeatable(self) -> bool:
        return all(source.path != STDIN for source in self.found)


def sight(
    inputs: Sequence[str] | InputSet,
    *,
    text_column: str | Sequence[str] | None = None,
    max_bytes: int = 20_000_000,
) -> LazyInputs:
    """As `load`, but each input as an InputRef and a call that decodes it, for those who may not want it."""
    return LazyInputs(find(inputs, text_column=text_column), max_bytes)


def _guarded(sighting: InputRef, read: Callable[[], Document | UnreadableInput]) -> Document | UnreadableInput:
    """What a call reads, whatever happens in it."""
    try:
        with last_net():
            return read()
    except InputError as error:
        return UnreadableInput(sighting.id, sighting.path, sighting.sha256, error)


def _read(found: InputSet, max_bytes: int) -> Iterator[LazyInput]:
    used: set[str] = set()
    for source in found:
        if source.is_table or is_unicode_text(source.path, found.wanted_columns):
            for sighting, read in _read_table(source, found.wanted_columns, max_bytes):
                yield _with_id(sighting, read, unique(sighting.id, used))
        else:
            yield _read_text(source._replace(id=unique(encodable(source.id), used)), max_bytes)


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
        return _unread(source, InputError(_os_message(error)))
    sighting = InputRef(source.id, encodable(source.path), hashlib.sha256(data).hexdigest())
    return sighting, lambda: _document(sighting, data)


def _unread(source: InputFile, error: InputError) -> LazyInput:
    sighting = InputRef(encodable(source.id), encodable(source.path), "")
    return sighting, lambda: UnreadableInput(sighting.id, sighting.path, "", error)


def _document(sighting: InputRef, data: bytes) -> Document | UnreadableInput:
    try:
        raw, encoding = decode(data)
        return Document(sighting.id, sighting.path, _sound(raw), encoding, sighting.sha256)
    except InputError as error:
        return UnreadableInput(sighting.id, sighting.path, sighting.sha256, error)


def _bytes(path: str, max_bytes: int) -> bytes:
    """The file's bytes; raises InputError if it is not a plain file of a size and kind that can be read."""
    if suffix(path) in UNREAD:
        form = "archive" if suffix(path) in ARCHIVES else "other"
        raise InputError(message(f"unsupported_type.{form}", kind=suffix(path)))
    if path == STDIN:
        data = sys.stdin.buffer.read(max_bytes + 1)
    else:
        _check_plain(path)
        with open(path, "rb") as file:  # noqa: PTH123 - one path kind for files and tables
            data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError(message("too_large", limit=max_bytes))
    return data


def _check_plain(path: str) -> None:
    mode = os.lstat(path).st_mode
    if stat.S_ISLNK(mode):
        raise InputError(message("unreadable.link"))
    if stat.S_ISDIR(mode):
        raise InputError(message("unreadable.folder"))
    if not stat.S_ISREG(mode):
        raise InputError(message("unreadable.irregular"))


def _sound(raw: str) -> str:
    """`raw` itself; raises InputError where it is blank or holds what no text holds."""
    if "\0" in raw:
        raise InputError(message("nul_bytes"))
    if any("\ud800" <= char <= "\udfff" for char in set(raw)):
        raise InputError(message("lone_surrogates"))
    if not raw or raw.isspace():
        raise InputError(message("empty"))
    return raw


def _os_message(error: OSError) -> str:
    return message(f"{_os_code(error)}.system", why=os_words(error))


def _os_code(error: OSError) -> str:
    return "not_found" if isinstance(error, FileNotFoundError) else "unreadable"


def _read_table(source: InputFile, wanted: Sequence[str], max_bytes: int) -> Iterator[LazyInput]:
    try:
        _check_plain(source.path)
        table = _Table(sniff(source.path), wanted, max_bytes)
        with last_net(OSError):
            found = rows(source.path, max_bytes)
            peeked = list(islice(found, _PEEKED_ROWS))
            table.check(peeked)
            for number, row in enumerate(chain(peeked, found), start=1):
                yield table.read_or_fail(InputFile(f"{source.id}#{number}", source.path), row)
    except InputError as error:
        yield _unread(source, error)
    except OSError as error:
        yield _unread(source, InputError(_os_message(error)))


class _Table(NamedTuple):
    """How the rows of one table become documents."""

    encoding: str
    wanted: Sequence[str]
    max_bytes: int

    def check(self, peeked: Sequence[TableRow]) -> None:
        """Raise InputError where there is no row, or no column that may hold the text."""
        if not peeked:
            raise InputError(message("empty.rows"))
        names = dict.fromkeys(name for row in peeked for name in row.columns)
        if names and not text_columns(names, self.wanted):
            shown = [str(encodable(name)) for name in islice(names, _PEEKED_ROWS)]
            if self.wanted:
                raise InputError(message("no_text_column.wanted", wanted=list(self.wanted), shown=shown))
            raise InputError(message("no_text_column", shown=shown))

    def read_or_fail(self, source: InputFile, row: TableRow) -> LazyInput:
        """A row, or its failure, whatever happens in it."""
        try:
            with last_net():
                return self.read(source, row)
        except InputError as error:
            return _unread(source, error)

    def read(self, source: InputFile, row: TableRow) -> LazyInput:
        chosen = self._column(row)
        text = row.columns.get(chosen)
        data = (text if isinstance(text, str) else row.raw).encode("utf-8", "surrogatepass")
        named = row.columns.get("id")
        row_id = source.id if row.fault or named in (None, "") or isinstance(named, list | dict) else str(named)
        columns = {encodable(name): encodable(value) for name, value in row.columns.items() if name != chosen}
        sighting = InputRef(encodable(row_id), encodable(source.path), hashlib.sha256(data).hexdigest(), columns)
        return sighting, lambda: self._document(sighting, row, chosen)

    def _column(self, row: TableRow) -> str:
        """The column with the text: of those that may hold it, the first that is not blank."""
        names = text_columns(row.columns, self.wanted)
        texts = (name for name in names if isinstance(row.columns[name], str) and row.columns[name].strip())
        return next(texts, next(iter(names), next(iter(self.wanted), "")))

    def _document(self, sighting: InputRef, row: TableRow, chosen: str) -> Document | UnreadableInput:
        try:
            raw = self._text(row, chosen)
        except InputError as error:
            return UnreadableInput(sighting.id, sighting.path, sighting.sha256, error)
        return Document(sighting.id, sighting.path, raw, self.encoding, sighting.sha256, sighting.columns)

    def _text(self, row: TableRow, chosen: str) -> str:
        text = row.columns.get(chosen)
        if row.fault:
            raise InputError(row.fault, "bad_row")
        if not isinstance(text, str):
            raise InputError(message("bad_row.no_text", column=chosen) if chosen else message("bad_row.no_column"))
        if len(text.encode("utf-8", "surrogatepass")) > self.max_bytes:
            raise InputError(message("too_large", limit=self.max_bytes))
        return _sound(text)
