"""What inputs stand for: the files, folders, globs and standard input that a user names, as files to read.

Rules:

1. A mistake of the caller (a path that is not there, a table without its text column) is a `UsageError`, raised
   before any document is read.
2. A folder is walked in sorted order. Hidden files are skipped, and so are what can't be a document (`.jpg`) and
   READMEs, which are about the folder; office documents and links are told of, since somebody may count on them.
3. Ids are unique in a run: on a clash the path as given is taken, then a number is added.
"""

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from summarizer.errors import UsageError
from summarizer.reading.inputs.tabular import rows

TEXTS = frozenset({".txt", ".md", ".html", ".htm"})
TABLES = frozenset({".jsonl", ".csv"})
OFFICE = frozenset({".pdf", ".doc", ".docx", ".wps", ".odt", ".rtf", ".xls", ".xlsx", ".ppt", ".pptx"})
STDIN = "-"

_PEEKED_ROWS = 20


class InputFile(NamedTuple):
    """A file to read, or standard input (`-`), under the id that its document will have."""

    id: str
    path: str


def find(inputs: Sequence[str], *, text_column: str | None = None) -> list[InputFile]:
    """The files that `inputs` (files, folders, globs, `-`) stand for, in order, each once.

    Raises UsageError where a path does not exist, a folder or glob has no documents, or a table has not the
    column `text_column`.
    """
    found: dict[str, InputFile] = {}
    ids: set[str] = set()
    for given in inputs:
        for source in _expand(given):
            key = source.path if source.path == STDIN else os.path.abspath(source.path)  # noqa: PTH100 - keeps links
            if key not in found:
                found[key] = InputFile(unique(source.id, ids, source.path), source.path)
    for source in found.values():
        if suffix(source.path) in TABLES and stat.S_ISREG(os.lstat(source.path).st_mode):
            _check_column(source.path, text_column)
    return list(found.values())


def _expand(given: str) -> list[InputFile]:
    path = Path(given)
    if given == STDIN:
        return [InputFile("stdin", STDIN)]
    if path.is_dir():
        sources = list(_walk(path))
        problem = f"no documents in the folder {given}: it needs {_kinds()} files"
    elif os.path.lexists(path):
        return [InputFile(path.name, given)]
    elif glob.has_magic(given):
        sources = _glob(given)
        problem = f"no documents match {given}: quote the pattern and check it"
    else:
        raise UsageError(f"no such file or folder: {given}")
    if not sources:
        raise UsageError(problem)
    return sources


def _walk(folder: Path) -> Iterator[InputFile]:
    """Documents, office documents and links below `folder`, and folders that can't be listed."""
    denied: list[str] = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: denied.append(error.filename)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if os.path.islink(os.path.join(parent, name))]  # noqa: PTH114, PTH118 - speed
        files = sorted(links + [name for name in names if _is_wanted(name)])
        yield from (_below(folder, Path(parent) / name) for name in files)
    yield from (_below(folder, Path(name)) for name in denied)


def _below(folder: Path, path: Path) -> InputFile:
    return InputFile(path.relative_to(folder).as_posix(), str(path))


def _glob(pattern: str) -> list[InputFile]:
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
    return not aside and suffix(name) in TEXTS | TABLES | OFFICE


def suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 - a Path for each file costs more than reading it


def _kinds() -> str:
    return " ".join(sorted(TEXTS | TABLES))


def unique(wanted: str, taken: set[str], path: str | None = None) -> str:
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
