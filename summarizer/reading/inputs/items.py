"""Inputs of a program: text, files and Documents, side by side."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from summarizer.models import Document
from summarizer.reading.formats.conversion import Conversions
from summarizer.reading.inputs.decoding import encodable
from summarizer.reading.inputs.documents import (
    NOTHING_KEPT,
    InputRef,
    LazyInput,
    LazyInputs,
    UnreadableInput,
    load,
    sight,
)
from summarizer.reading.inputs.finding import InputSet
from summarizer.reading.inputs.ids import unique
from summarizer.reading.inputs.lazy_inputs import read_as

Source = str | Path | Document
"""One document: text (str), a file (Path), or a Document."""
Item = str | Path | Document
"""One input of a run: a file, folder or glob (str, Path), or a Document."""


def document(source: Source) -> Document:
    """A Document from a file (Path), from text (str), or as it is. Raises InputError or UsageError for a file."""
    if isinstance(source, Document):
        return _prepared(source)
    if isinstance(source, str):
        digest = _sha256(source)
        return Document(id=digest[:16], path="", raw=source, sha256=digest)
    loaded = next(load([str(source)]))
    if isinstance(loaded, Document):
        return loaded
    raise loaded.error


def load_items(
    items: Item | Iterable[Item], *, text_column: str | Sequence[str] | None = None, max_bytes: int = 20_000_000
) -> Iterator[Document | UnreadableInput]:
    """As `load`, with Documents among the paths; ids are unique in a run. Documents are drawn one at a time.

    Raises UsageError where a path does not exist, when its turn comes.
    """
    known: set[str] = set()
    for group in _grouped([items] if isinstance(items, Item) else items):
        match group:
            case Document():
                loaded: Iterable[Document | UnreadableInput] = (_prepared(group),)
            case paths:
                loaded = load(paths, text_column=text_column, max_bytes=max_bytes)
        for read in loaded:
            name = unique(read.id, known)
            yield read if name == read.id else replace(read, id=name)


@dataclass(frozen=True, slots=True)
class SightedItems:
    """The inputs of a run as `sight` gives them, Documents among the paths; you can iterate more than once."""

    groups: Sequence[Document | LazyInputs]

    def __iter__(self) -> Iterator[LazyInput]:
        known: set[str] = set()
        for group in self.groups:
            for sighting, read in [_sighted(group)] if isinstance(group, Document) else group:
                name = unique(sighting.id, known)
                yield (
                    (sighting, read)
                    if name == sighting.id
                    else (sighting._replace(id=name), partial(read_as, read, name))
                )

    @property
    def given(self) -> list[str]:
        """The paths, folders and globs that were given."""
        return [path for found in self._found for path in found.given]

    @property
    def left_out(self) -> Counter[str]:
        """How many files are no inputs, by kind."""
        return sum((found.left_out + found.left_inside for found in self._found), Counter())

    @property
    def count(self) -> int | None:
        """How many inputs there are; None where a table has them, whose rows are not counted before."""
        if any(source.is_table for found in self._found for source in found):
            return None
        return sum(len(found.files) for found in self._found) + sum(isinstance(each, Document) for each in self.groups)

    @property
    def repeatable(self) -> bool:
        return all(isinstance(group, Document) or group.repeatable for group in self.groups)

    @property
    def _found(self) -> list[InputSet]:
        return [group.found for group in self.groups if isinstance(group, LazyInputs)]


def sight_items(
    items: Item | Iterable[Item] | InputSet,
    *,
    text_column: str | Sequence[str] | None = None,
    max_bytes: int = 20_000_000,
    conversions: Conversions = NOTHING_KEPT,
) -> SightedItems:
    """As `load_items`, but each input as an InputRef and a call that reads it. Raises UsageError at once, as `find` does."""
    sighted = partial(sight, max_bytes=max_bytes, conversions=conversions)
    if isinstance(items, InputSet):
        return SightedItems([sighted(items)])
    groups = _grouped([items] if isinstance(items, Item) else items)
    return SightedItems(
        [group if isinstance(group, Document) else sighted(group, text_column=text_column) for group in groups]
    )


def _sighted(document: Document) -> LazyInput:
    """A Document of a program: what it states, and itself."""
    prepared = _prepared(document)
    return InputRef(prepared.id, prepared.path, prepared.sha256, prepared.columns), partial(_itself, prepared)


def _itself(document: Document) -> Document:
    return document


def _prepared(document: Document) -> Document:
    """A Document of a program with what a record can hold: the hash of its text, and columns as JSON has them."""
    stated = json.dumps(dict(document.columns), default=_plain)
    columns = json.loads(stated, parse_constant=lambda _not_finite: None)
    return replace(
        document,
        id=encodable(document.id),
        path=encodable(document.path),
        sha256=document.sha256 or _sha256(document.raw),
        columns={encodable(name): encodable(value) for name, value in columns.items()},
    )


def _plain(value: Any) -> Any:
    """A cell of a data frame: numbers are numbers, days and times their words."""
    return value.item() if hasattr(value, "item") else str(value)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _grouped(items: Iterable[Item]) -> Iterator[Document | list[str]]:
    """Each Document by itself, and the paths between two of them together."""
    for are_documents, group in groupby(items, lambda item: isinstance(item, Document)):
        if are_documents:
            yield from (item for item in group if isinstance(item, Document))
        else:
            yield [str(item) for item in group]
