"""The sources of a row: a column of a table of texts says on what each of them rests.

A cell, or each item of its list, is the first of these that it can be:

    a name    the id, path or file's name of one of the sources given
    a file    its path from the folder of the table; one that leads out of that folder is refused
    the text  of the source itself
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from summarizer.errors import InputError
from summarizer.models import Document
from summarizer.reading.inputs.documents import UnreadableInput, load
from summarizer.reading.inputs.items import document
from summarizer.resources import message
from summarizer.running.text_sources import TextSources

COLUMN = "source"
_FILE_NAME = re.compile(r"[^\r\n\t。，；！？]{1,255}\.[A-Za-z]\w{0,7}(?:\?\S*)?")


@dataclass(frozen=True)
class RowSources:
    """Where the sources of each text are: in a column of its row, or among those given for all."""

    given: TextSources
    column: str | None = None
    text_column: str | Sequence[str] | None = None

    def of(self, text: Document) -> list[Document] | None:
        """The sources of a text; None where those given are for all texts. Raises InputError for one that names none."""
        if self.column is None and (len(self.given) or self.given.unread):
            return None
        column = self.column or COLUMN
        cell = text.columns.get(column)
        values = [value for value in (cell if isinstance(cell, list) else [cell]) if isinstance(value, str)]
        named = {
            f"{text.id}#{column}" + (f"/{place}" if len(values) > 1 else ""): value
            for place, value in enumerate(values)
        }
        found = [
            source for name, value in named.items() if value.strip() for source in self._sources(text, name, value)
        ]
        if not found:
            raise InputError(message("no_source.column", column=column))
        return found

    def _sources(self, text: Document, name: str, value: str) -> Iterator[Document]:
        known = self.given.named(value.strip())
        if known is not None:
            yield known
        elif _FILE_NAME.fullmatch(value.strip()):
            yield from self._file(text, value.strip())
        else:
            yield replace(document(value), id=name, path=text.path)

    def _file(self, text: Document, name: str) -> Iterator[Document]:
        folder = Path(text.path).parent
        if not _is_below(folder, name):
            raise InputError(message("bad_row.outside", name=name))
        if not (folder / name).exists():
            raise InputError(message("not_found.beside", name=name))
        for source in load([str(folder / name)], text_column=self.text_column):
            if isinstance(source, UnreadableInput):
                raise source.error
            yield source


def _is_below(folder: Path, name: str) -> bool:
    try:
        return (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False
