"""From inputs to documents, each read on demand.

Rules:

1. A fault in one input costs only that input: it becomes an `UnreadableInput`.
2. Bytes become characters by byte order mark, else strict UTF-8, else in the Chinese charset that fits (`decoding`).
   What a page declares is wrong too often to come first. Line ends stay as they are.
3. A file of another form (`formats/file_forms`) is converted; a container gives one input for each document in it, whose
   columns are what it states of it.
4. Ids are unique in a run, those of rows and members too.
"""

import hashlib
import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from summarizer.errors import InputError, last_net
from summarizer.models import Document
from summarizer.reading.formats.conversion import Conversions, NoConversions, converted, sheet_rows
from summarizer.reading.formats.file_forms import form_of
from summarizer.reading.inputs.decoding import decode, encodable
from summarizer.reading.inputs.finding import STDIN, InputFile, InputSet, find
from summarizer.reading.inputs.ids import unique
from summarizer.reading.inputs.kinds import is_unicode_text, suffix
from summarizer.reading.inputs.lazy_inputs import (
    InputRef,
    LazyInput,
    UnreadableInput,
    read_as,
    refused_by_system,
    sound,
    unread,
)
from summarizer.reading.inputs.table_inputs import row_inputs, table_inputs
from summarizer.reading.inputs.table_row import TableRow
from summarizer.reading.inputs.unpacking import Part, Unpacking
from summarizer.resources import message

__all__ = ["InputRef", "LazyInput", "LazyInputs", "UnreadableInput", "load", "sight"]

NOTHING_KEPT = NoConversions()


def load(
    inputs: Sequence[str] | InputSet,
    *,
    text_column: str | Sequence[str] | None = None,
    max_bytes: int = 20_000_000,
) -> Iterator[Document | UnreadableInput]:
    """One Document or UnreadableInput for each file, row, member of a container or standard input, in order, one at a time.

    `text_column` names the columns that may hold the text of a row, the likeliest first; without it usual names are
    looked for. `max_bytes` is the largest file, row or member. Raises UsageError at once, as `find` does.
    """
    return (read() for _, read in sight(inputs, text_column=text_column, max_bytes=max_bytes))


@dataclass(frozen=True, slots=True)
class LazyInputs:
    """Inputs found once, which you can iterate more than once (standard input only once), one at a time."""

    found: InputSet
    max_bytes: int
    conversions: Conversions = NOTHING_KEPT

    def __iter__(self) -> Iterator[LazyInput]:
        for sighting, read in _Reading(self).inputs():
            yield sighting, partial(_guarded, sighting, read)

    @property
    def repeatable(self) -> bool:
        return all(source.path != STDIN for source in self.found)


def sight(
    inputs: Sequence[str] | InputSet,
    *,
    text_column: str | Sequence[str] | None = None,
    max_bytes: int = 20_000_000,
    conversions: Conversions = NOTHING_KEPT,
) -> LazyInputs:
    """As `load`, but each input as an InputRef and a call that decodes it, for those who may not want it.

    What `conversions` keep of a file is not converted again.
    """
    return LazyInputs(find(inputs, text_column=text_column), max_bytes, conversions)


def _guarded(sighting: InputRef, read: Callable[[], Document | UnreadableInput]) -> Document | UnreadableInput:
    """What a call reads, whatever happens in it."""
    try:
        with last_net():
            return read()
    except InputError as error:
        return UnreadableInput(sighting.id, sighting.path, sighting.sha256, error)


class _Reading:
    """One go at the inputs that were found; what it leaves out of containers is theirs to tell when it has come to the end."""

    def __init__(self, given: LazyInputs) -> None:
        self._found = given.found
        self._max_bytes = given.max_bytes
        self._conversions = given.conversions
        self._left_out: Counter[str] = Counter()

    def inputs(self) -> Iterator[LazyInput]:
        """All inputs, each under an id of its own."""
        used: set[str] = set()
        for source in self._found:
            for sighting, read in self._of(source):
                yield _with_id(sighting, read, unique(sighting.id, used))
        self._found.left_inside.clear()
        self._found.left_inside.update(self._left_out)

    def _of(self, source: InputFile) -> Iterator[LazyInput]:
        if source.is_table or is_unicode_text(source.path, self._found.wanted_columns):
            try:
                _check_plain(source.path)
                yield from self._rows(source, source.path)
            except InputError as error:
                yield unread(source.id, source.path, error)
            except OSError as error:
                yield unread(source.id, source.path, refused_by_system(error))
            return
        try:
            with last_net(OSError), _opened(source.path, self._max_bytes) as file:
                for part in self._parts(source, file):
                    yield from self._inputs_of(part, source.path)
        except InputError as error:
            yield unread(source.id, source.path, error)
        except OSError as error:
            yield unread(source.id, source.path, refused_by_system(error))

    def _rows(self, source: InputFile, file: str) -> Iterator[LazyInput]:
        return table_inputs(source, self._found.wanted_columns, self._max_bytes, file)

    def _parts(self, source: InputFile, file: BinaryIO) -> Iterator[Part]:
        """The file itself, or what is in it."""
        whole = Part(source.id, source.path)
        form = form_of(file, suffix(source.path))
        if form is not None and form.kind == "container":
            yield from Unpacking(file, self._max_bytes).parts(whole, form, file)
        else:
            yield whole._replace(data=_bytes(file, self._max_bytes), form=form)

    def _inputs_of(self, part: Part, path: str) -> Iterator[LazyInput]:
        if part.left_out is not None:
            self._left_out[part.left_out] += 1
        elif part.fault is not None:
            yield unread(part.id, path, part.fault)
        elif part.is_table:
            with TemporaryDirectory() as folder:
                file = Path(folder, f"table{suffix(part.name)}")
                file.write_bytes(part.data)
                yield from self._rows(InputFile(part.id, path), str(file))
        elif (found := self._sheet_rows(part)) is not None:
            source, wanted = InputFile(part.id, path), self._found.wanted_columns
            yield from row_inputs(source, found, wanted, self._max_bytes)
        else:
            form = part.form.name if part.form else ""
            digest = hashlib.sha256(part.data).hexdigest()
            sighting = InputRef(encodable(part.id), encodable(path), digest, part.columns, form)
            yield sighting, partial(_document, sighting, part, self._conversions)

    def _sheet_rows(self, part: Part) -> Iterator[TableRow] | None:
        if part.form is None or part.form.kind != "sheets":
            return None
        return sheet_rows(part.form, part.data, self._found.wanted_columns)


def _with_id(sighting: InputRef, read: Callable[[], Document | UnreadableInput], unique: str) -> LazyInput:
    if sighting.id == unique:
        return sighting, read
    return sighting._replace(id=unique), partial(read_as, read, unique)


def _document(sighting: InputRef, part: Part, conversions: Conversions) -> Document:
    """The document of a file; raises InputError where it can't be decoded or converted."""
    name, path, digest, columns, form = sighting
    if part.form is None:
        raw, encoding = decode(part.data, part.charset)
        return Document(name, path, sound(raw), encoding, digest, columns)
    if not part.form.is_read:
        raise part.form.refusal(suffix(part.name))
    read = converted(part.form, part.data, digest, conversions)
    own = {encodable(key): encodable(value) for key, value in {**read.columns, **columns}.items()}
    return Document(name, path, sound(read.raw), "", digest, own, form, read.anchors, read.removed)


def _opened(path: str, max_bytes: int) -> AbstractContextManager[BinaryIO]:
    """The file; raises InputError if it is none that can be read from beginning to end."""
    if path == STDIN:
        return BytesIO(sys.stdin.buffer.read(max_bytes + 1))
    _check_plain(path)
    return open(path, "rb")  # noqa: PTH123 - one path kind for files and tables


def _bytes(file: BinaryIO, max_bytes: int) -> bytes:
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
