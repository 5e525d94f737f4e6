"""The rows of a table as inputs, each with its columns; a row that can't be read costs itself."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import NamedTuple

from summarizer.errors import InputError, last_net
from summarizer.models import Document
from summarizer.reading.inputs.columns import text_columns
from summarizer.reading.inputs.decoding import encodable, sniff
from summarizer.reading.inputs.finding import InputFile
from summarizer.reading.inputs.lazy_inputs import InputRef, LazyInput, UnreadableInput, refused_by_system, sound, unread
from summarizer.reading.inputs.table_row import TableRow
from summarizer.reading.inputs.tabular import rows
from summarizer.resources import message

_PEEKED_ROWS = 20


def table_inputs(source: InputFile, wanted: Sequence[str], max_bytes: int, file: str) -> Iterator[LazyInput]:
    """The rows of a table, which is in `file`; where that can't be read, or holds no text, one failure."""
    try:
        encoding = sniff(file)
    except OSError as error:
        yield unread(source.id, source.path, refused_by_system(error))
    else:
        yield from row_inputs(source, rows(file, max_bytes), wanted, max_bytes, encoding)


def row_inputs(
    source: InputFile, found: Iterator[TableRow], wanted: Sequence[str], max_bytes: int, encoding: str = ""
) -> Iterator[LazyInput]:
    """Rows that were found, as inputs; where none is, or none holds text, one failure."""
    table = _Table(encoding, wanted, max_bytes)
    try:
        with last_net(OSError):
            peeked = list(islice(found, _PEEKED_ROWS))
            table.check(peeked)
            for number, row in enumerate(chain(peeked, found), start=1):
                yield table.read_or_fail(InputFile(f"{source.id}#{number}", source.path), row)
    except InputError as error:
        yield unread(source.id, source.path, error)
    except OSError as error:
        yield unread(source.id, source.path, refused_by_system(error))


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
            return unread(source.id, source.path, error)

    def read(self, source: InputFile, row: TableRow) -> LazyInput:
        chosen = self._column(row)
        text = row.columns.get(chosen)
        data = (text if isinstance(text, str) else row.raw).encode("utf-8", "surrogatepass")
        named = row.columns.get("id")
        row_id = source.id if row.fault or named in (None, "") or isinstance(named, list | dict) else str(named)
        columns = {encodable(name): encodable(value) for name, value in row.columns.items() if name != chosen}
        sighting = InputRef(encodable(row_id), encodable(source.path), hashlib.sha256(data).hexdigest(), columns)
        return sighting, partial(self._document, sighting, row, chosen)

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
        return sound(text)
