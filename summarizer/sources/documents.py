"""Inputs to documents: what to read is settled first, then each input is read as it is asked for.

Rules:

1. A mistake of the caller (a path that is not there, a table without its text column) is a `UsageError`, raised
   before any document is read. A mistake of one input costs that input alone: it becomes an `Unreadable`.
2. A folder is walked in sorted order. Hidden files are skipped, and so are what can't be a document (`.jpg`) and
   READMEs, which are about the folder; office documents and links are told of, since somebody may count on them.
3. Bytes become characters by byte order mark, else strict UTF-8, else what charset-normalizer finds among the
   Chinese charsets. What a page declares of itself is not asked: it is wrong too often. Line ends stay as they are.
4. Ids are unique in a run: on a clash the path as given is taken, then a number is added.
"""

import glob
import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.errors import InputError, UsageError
from summarizer.models import Document
from summarizer.sources.decoding import decode, sniff, tellable
from summarizer.sources.rows import Row, rows

TEXTS = frozenset({".txt", ".md", ".html", ".htm"})
TABLES = frozenset({".jsonl", ".csv"})
OFFICE = frozenset({".pdf", ".doc", ".docx", ".wps", ".odt", ".rtf", ".xls", ".xlsx", ".ppt", ".pptx"})
STDIN = "-"

_PEEKED_ROWS = 20


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An input that could not become a Document; `sha256` is empty where its bytes could not be had."""

    id: str
    path: str
    sha256: str
    error: InputError


class Sighting(NamedTuple):
    """An input as it is known before it is decoded: under its id, with the hash of its bytes and its columns."""

    id: str
    path: str
    sha256: str
    columns: Mapping[str, Any] = {}


Sighted = tuple[Sighting, Callable[[], Document | Unreadable]]


class Source(NamedTuple):
    """A file to read, or standard input (`-`), under the id that its document will have."""

    id: str
    path: str


def load(
    inputs: Sequence[str], *, text_column: str | None = None, max_bytes: int = 20_000_000
) -> Iterator[Document | Unreadable]:
    """One Document or Unreadable for each file, row of a table or standard input, in order, read one at a time.

    `max_bytes` is the largest file or row. Raises UsageError at once, as `find` does.
    """
    return (one() for _, one in sight(inputs, text_column=text_column, max_bytes=max_bytes))


def sight(inputs: Sequence[str], *, text_column: str | None = None, max_bytes: int = 20_000_000) -> Iterator[Sighted]:
    """As `load`, but each input as a Sighting and a call that decodes it, for those who may not want it."""
    return _read(find(inputs, text_column=text_column), text_column, max_bytes)


def find(inputs: Sequence[str], *, text_column: str | None = None) -> list[Source]:
    """The files that `inputs` (files, folders, globs, `-`) stand for, in order, each once.

    Raises UsageError where a path does not exist, a folder or glob has no documents, or a table has not the
    column `text_column`.
    """
    found: dict[str, Source] = {}
    ids: set[str] = set()
    for given in inputs:
        for source in _expand(given):
            key = source.path if source.path == STDIN else os.path.abspath(source.path)  # noqa: PTH100 - keeps links
            if key not in found:
                found[key] = Source(_unique(source.id, ids, source.path), source.path)
    for source in found.values():
        if _suffix(source.path) in TABLES and stat.S_ISREG(os.lstat(source.path).st_mode):
            _check_column(source.path, text_column)
    return list(found.values())


def _expand(given: str) -> list[Source]:
    path = Path(given)
    if given == STDIN:
        return [Source("stdin", STDIN)]
    if path.is_dir():
        sources = list(_walk(path))
        problem = f"no documents in the folder {given}: it needs {_kinds()} files"
    elif os.path.lexists(path):
        return [Source(path.name, given)]
    elif glob.has_magic(given):
        sources = _glob(given)
        problem = f"no documents match {given}: quote the pattern and check it"
    else:
        raise UsageError(f"no such file or folder: {given}")
    if not sources:
        raise UsageError(problem)
    return sources


def _walk(folder: Path) -> Iterator[Source]:
    """Documents, office documents and links below `folder`, and folders that can't be listed."""
    denied: list[str] = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: denied.append(error.filename)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if os.path.islink(os.path.join(parent, name))]  # noqa: PTH114, PTH118 - speed
        files = sorted(links + [name for name in names if _is_wanted(name)])
        yield from (_below(folder, Path(parent) / name) for name in files)
    yield from (_below(folder, Path(name)) for name in denied)


def _below(folder: Path, path: Path) -> Source:
    return Source(path.relative_to(folder).as_posix(), str(path))


def _glob(pattern: str) -> list[Source]:
    fixed = Path(*_fixed_parts(Path(pattern)))
    matches = (Path(match) for match in sorted(glob.glob(pattern, recursive=True)))  # noqa: PTH207 - absolute patterns
    return [_below(fixed, match) for match in matches if not match.is_dir() and _is_wanted(match.name)]


def _fixed_parts(pattern: Path) -> Iterator[str]:
    for part in pattern.parts:
        if glob.has_magic(part):
            return
        yield part


def _is_wanted(name: str) -> bool:
    aside = name.startswith(".") or name.lower().startswith("readme.")
    return not aside and _suffix(name) in TEXTS | TABLES | OFFICE


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 - a Path for each file costs more than reading it


def _kinds() -> str:
    return " ".join(sorted(TEXTS | TABLES))


def _unique(wanted: str, taken: set[str], path: str | None = None) -> str:
    """`wanted`, or on a clash `path`, or `wanted` with a number that makes it unique; it is then taken."""
    options = [wanted] if path is None else [wanted, Path(path).as_posix()]
    chosen = next((option for option in options if option not in taken), None)
    number = 1
    while chosen is None:
        number += 1
        chosen = None if f"{wanted}#{number}" in taken else f"{wanted}#{number}"
    taken.add(chosen)
    return chosen


def _check_column(path: str, text_column: str | None) -> None:
    try:
        columns = dict.fromkeys(name for row in islice(rows(path), _PEEKED_ROWS) for name in row.columns)
    except OSError:
        return
    if columns and text_column not in columns:
        problem = "needs a text column" if text_column is None else f"has no column {text_column}"
        raise UsageError(f"{path} {problem}: choose one of {', '.join(columns)}")


def _read(sources: Iterable[Source], text_column: str | None, max_bytes: int) -> Iterator[Sighted]:
    taken: set[str] = set()
    for source in sources:
        if _suffix(source.path) in TABLES and text_column is not None:
            for sighting, read in _read_table(source, text_column, max_bytes):
                yield _with_id(sighting, read, _unique(sighting.id, taken))
        else:
            yield _read_text(source._replace(id=_unique(tellable(source.id), taken)), max_bytes)


def _with_id(sighting: Sighting, read: Callable[[], Document | Unreadable], unique: str) -> Sighted:
    if sighting.id == unique:
        return sighting, read
    return sighting._replace(id=unique), lambda: replace(read(), id=unique)


def _read_text(source: Source, max_bytes: int) -> Sighted:
    try:
        data = _bytes(source.path, max_bytes)
    except InputError as error:
        return _unread(source, error)
    except OSError as error:
        return _unread(source, InputError(_os_message(error), _os_code(error)))
    sighting = Sighting(source.id, tellable(source.path), hashlib.sha256(data).hexdigest())
    return sighting, lambda: _document(sighting, data)


def _unread(source: Source, error: InputError) -> Sighted:
    sighting = Sighting(tellable(source.id), tellable(source.path), "")
    return sighting, lambda: Unreadable(sighting.id, sighting.path, "", error)


def _document(sighting: Sighting, data: bytes) -> Document | Unreadable:
    try:
        raw, encoding = decode(data)
        return Document(sighting.id, sighting.path, _sound(raw), encoding, sighting.sha256)
    except InputError as error:
        return Unreadable(sighting.id, sighting.path, sighting.sha256, error)


def _bytes(path: str, max_bytes: int) -> bytes:
    """The file's bytes; raises InputError if it is not a plain file of a size and kind that can be read."""
    if _suffix(path) in OFFICE:
        raise InputError(f"{_suffix(path)} files are not read: convert it to text first", "unsupported_type")
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


def _read_table(source: Source, text_column: str, max_bytes: int) -> Iterator[Sighted]:
    try:
        _check_plain(source.path)
        encoding = sniff(source.path)
        number = 0
        for number, row in enumerate(rows(source.path, max_bytes), start=1):
            yield _read_row(Source(f"{source.id}#{number}", source.path), row, text_column, encoding, max_bytes)
        if not number:
            yield _unread(source, InputError("empty: it has no rows", "empty"))
    except InputError as error:
        yield _unread(source, error)
    except OSError as error:
        yield _unread(source, InputError(_os_message(error), _os_code(error)))


def _read_row(source: Source, row: Row, text_column: str, encoding: str, max_bytes: int) -> Sighted:
    text = row.columns.get(text_column)
    data = (text if isinstance(text, str) else row.raw).encode("utf-8", "surrogatepass")
    named = row.columns.get("id")
    row_id = source.id if named in (None, "") or row.fault else str(named)
    columns = {tellable(name): tellable(value) for name, value in row.columns.items() if name != text_column}
    sighting = Sighting(tellable(row_id), tellable(source.path), hashlib.sha256(data).hexdigest(), columns)
    return sighting, lambda: _row_document(sighting, row, text_column, encoding, max_bytes)


def _row_document(
    sighting: Sighting, row: Row, text_column: str, encoding: str, max_bytes: int
) -> Document | Unreadable:
    try:
        raw = _row_text(row, text_column, max_bytes)
    except InputError as error:
        return Unreadable(sighting.id, sighting.path, sighting.sha256, error)
    return Document(sighting.id, sighting.path, raw, encoding, sighting.sha256, sighting.columns)


def _row_text(row: Row, text_column: str, max_bytes: int) -> str:
    text = row.columns.get(text_column)
    if row.fault:
        raise InputError(row.fault, "bad_row")
    if not isinstance(text, str):
        raise InputError(f"column {text_column} holds no text in this row", "bad_row")
    if len(text.encode("utf-8", "surrogatepass")) > max_bytes:
        raise InputError(f"larger than {max_bytes} bytes: split it or raise the limit", "too_large")
    return _sound(text)
