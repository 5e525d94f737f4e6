"""From what a user names (files, folders, globs, standard input) to the files to read.

Rules:

1. A path that is not there, and a folder or glob without documents, are the caller's mistakes: a `UsageError`, raised
   before any document is read.
2. A file that you name is read, or its record says why not. A folder is walked in sorted order; hidden files and
   READMEs, which are about the folder, are skipped, and what is neither page nor table nor of a form that is read is left
   out and counted (`kinds`).
3. No link is followed. A link that you name, or that a folder has, gets a record; a linked folder in the way of a glob
   is counted.
4. Ids are unique in a run. They count from the folder that was given; of several folders, each begins with its own.
"""

import glob
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from summarizer.errors import Message, UsageError
from summarizer.reading.formats.file_forms import read_suffixes, several_suffixes
from summarizer.reading.inputs.csv_rows import repeated_names
from summarizer.reading.inputs.globs import fixed_folder, matching
from summarizer.reading.inputs.ids import short_names, unique
from summarizer.reading.inputs.kinds import (
    TABLES,
    TEXTS,
    FileKind,
    kind_of,
    label,
    suffix,
)
from summarizer.reading.inputs.tabular import DELIMITED, rows
from summarizer.resources import lazy_pattern, message

STDIN = "-"

_LONGEST_SHOWN = 120
_STORE, _OUTPUT = "run.sqlite", {"reports.jsonl", "view.html", "tables", "corrected"}
_SILENT = lazy_pattern(r"\.|readme(?:\.|$)", re.IGNORECASE)


class InputFile(NamedTuple):
    """A file to read, or standard input (`-`), under the id that its document will have."""

    id: str
    path: str
    is_table: bool = False

    @property
    def holds_several(self) -> bool:
        """Whether it may be more than one document: a table or a container."""
        return self.is_table or suffix(self.path) in several_suffixes()


@dataclass(frozen=True)
class InputSet:
    """The files to read, each once; what was left out, counted by kind; notices about them.

    `left_inside` counts what is left out of containers, once all of them were read.
    """

    given: tuple[str, ...] = ()
    files: list[InputFile] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    notices: list[str] = field(default_factory=list)
    wanted_columns: tuple[str, ...] = ()
    left_inside: Counter[str] = field(default_factory=Counter)

    def __iter__(self) -> Iterator[InputFile]:
        return iter(self.files)


def find(inputs: Sequence[str] | InputSet, *, text_column: str | Sequence[str] | None = None) -> InputSet:
    """The files that `inputs` (files, folders, globs, `-`) name, in order, each once.

    `text_column` names the columns that hold the text of a table's rows, the likeliest first. Raises UsageError where
    a path does not exist, or a folder or glob has no documents.
    """
    if isinstance(inputs, InputSet):
        return inputs
    wanted = (text_column,) if isinstance(text_column, str) else tuple(text_column or ())
    return _Search(wanted).of(inputs)


def left_out_line(left_out: Counter[str]) -> str:
    """One line that counts what was left out: "14 files left out: 8 .pdf, 3 .jpg, …"; nothing for nothing."""
    if not left_out:
        return ""
    count = left_out.total()
    kinds = [message("counted", count=number, name=_kind(kind)) for kind, number in left_out.most_common()]
    return message("input.left_out.one" if count == 1 else "input.left_out", count=count, kinds=kinds)


def _kind(kind: str) -> str:
    """A suffix, or in words what has none."""
    return (
        kind
        if isinstance(kind, Message) or kind.startswith(".")
        else message(f"left_out.{re.sub(r'[^a-z]+', '_', kind)}")
    )


class _Search:
    """One look for files; folders and globs are its roots."""

    def __init__(self, wanted: tuple[str, ...]) -> None:
        self._wanted = wanted
        self._left_out: Counter[str] = Counter()
        self._counted: set[str] = set()
        self._prefixes: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def of(self, inputs: Sequence[str]) -> InputSet:
        roots = dict.fromkeys(os.path.abspath(root) for given in inputs if (root := _root(given)) is not None)  # noqa: PTH100
        self._prefixes = short_names(roots) if len(roots) > 1 else {}
        self._names = short_names(given for given in inputs if _root(given) is None and given != STDIN)
        found: dict[str, InputFile] = {}
        ids: set[str] = set()
        for source in (source for given in inputs for source in self._expand(given)):
            key = source.path if source.path == STDIN else os.path.abspath(source.path)  # noqa: PTH100 - keeps links
            if key not in found:
                found[key] = source._replace(id=unique(source.id, ids, source.path))
        files = list(found.values())
        notices = [notice for source in files if source.is_table for notice in _notices(source.path)]
        return InputSet(tuple(inputs), files, self._left_out, notices, self._wanted)

    def _expand(self, given: str) -> list[InputFile]:
        if given == STDIN:
            return [InputFile("stdin", STDIN)]
        root = _root(given)
        if root is None:
            if not os.path.lexists(given):
                raise UsageError(message("input.missing", given=_shown(given)))
            return [InputFile(self._names[given], given, self._is_table(given))]
        before = self._left_out.copy()
        sources = self._walk(root) if root == given else self._glob(given)
        if not sources:
            raise UsageError(self._nothing(given, self._left_out - before, is_folder=root == given))
        return sources

    def _nothing(self, given: str, left_out: Counter[str], *, is_folder: bool) -> str:
        hint = message("input.kinds", kinds=_kinds()) if is_folder else message("input.pattern")
        key = "input.empty_folder" if is_folder else "input.no_match"
        return message(key, given=_shown(given), why=left_out_line(left_out) or hint)

    def _walk(self, folder: str) -> list[InputFile]:
        """Documents and links below `folder`, and folders that can't be listed."""
        sources: list[InputFile] = []
        denied: list[str] = []
        for parent, folders, names in os.walk(folder, onerror=lambda error: denied.append(error.filename)):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            links = [name for name in folders if os.path.islink(os.path.join(parent, name))]  # noqa: PTH114, PTH118 - speed
            own = _OUTPUT & {*folders, *names} if _STORE in names else set()
            for name in own:
                self._leave_out(os.path.join(parent, name), "output of a run")  # noqa: PTH118
            folders[:] = [name for name in folders if name not in own]
            for name in sorted({*links, *names} - own):
                path = os.path.join(parent, name)  # noqa: PTH118 - speed
                sources += [self._below(folder, path)] if name in links else self._chosen(folder, path)
        return [*sources, *(self._below(folder, path) for path in denied)]

    def _glob(self, pattern: str) -> list[InputFile]:
        skipped: list[str] = []
        folder = fixed_folder(pattern)
        sources = [source for path in matching(pattern, skipped) for source in self._chosen(folder, path)]
        for path in skipped:
            if os.path.islink(path):  # noqa: PTH114
                self._leave_out(path, "linked folder")
            else:
                sources.append(self._below(folder, path))
        return sources

    def _chosen(self, folder: str, path: str) -> list[InputFile]:
        """The file as an input; nothing where it is hidden, a README, or left out, which is then counted."""
        if _SILENT.match(os.path.basename(path)):  # noqa: PTH119
            return []
        kind = kind_of(path, self._wanted)
        if kind is FileKind.other:
            self._leave_out(path, label(path))
            return []
        return [self._below(folder, path)._replace(is_table=kind is FileKind.table)]

    def _leave_out(self, path: str, kind: str) -> None:
        key = os.path.abspath(path)  # noqa: PTH100 - keeps links
        self._left_out[kind] += key not in self._counted
        self._counted.add(key)

    def _below(self, folder: str, path: str) -> InputFile:
        start = os.path.join(folder, "")  # noqa: PTH118 - speed
        below = path[len(start) :] if path.startswith(start) else os.path.relpath(path, folder)
        prefix = self._prefixes.get(os.path.abspath(folder), "") if self._prefixes else ""  # noqa: PTH100
        return InputFile(Path(prefix, below).as_posix() if os.sep == "\\" or prefix else below or ".", path)

    def _is_table(self, path: str) -> bool:
        try:
            is_file = stat.S_ISREG(os.lstat(path).st_mode)
        except OSError:
            return False
        return suffix(path) in TABLES | {".json"} or (is_file and kind_of(path, self._wanted) is FileKind.table)


def _root(given: str) -> str | None:
    """The folder that is walked for an input; None for a file, for standard input, and for what is not there."""
    if given == STDIN or (not os.path.isdir(given) and os.path.lexists(given)):  # noqa: PTH112 - a Path raises on names that are too long
        return None
    if os.path.isdir(given):  # noqa: PTH112
        return given
    return fixed_folder(given) if glob.has_magic(given) and "\0" not in given else None


def _notices(path: str) -> list[str]:
    """What a person should know of a table before its rows are read."""
    if suffix(path) not in DELIMITED or not stat.S_ISREG(os.lstat(path).st_mode):
        return []
    try:
        names = [name for row in islice(rows(path), 1) for name in row.columns]
    except OSError:
        return []
    return [
        message("input.repeated_name", path=_shown(path), old=_shown(old), new=_shown(new))
        for old, new in repeated_names(names)
    ]


def _shown(given: str) -> str:
    """An input on one short line, as a message shows it."""
    plain = "".join(char if char.isprintable() else "?" for char in given)
    return plain if len(plain) <= _LONGEST_SHOWN else f"{plain[:_LONGEST_SHOWN]}…"


def _kinds() -> str:
    return " ".join(sorted(TEXTS | TABLES | read_suffixes()))
