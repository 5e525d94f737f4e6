"""Inputs of a program: text, files and Documents, side by side."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from summarizer.models import Document
from summarizer.reading.inputs.documents import UnreadableInput, load
from summarizer.reading.inputs.ids import unique

Source = str | Path | Document
"""One document: text (str), a file (Path), or a Document."""
Item = str | Path | Document
"""One input of a run: a file, folder or glob (str, Path), or a Document."""


def document(source: Source) -> Document:
    """A Document from a file (Path), from text (str), or as it is. Raises InputError or UsageError for a file."""
    if isinstance(source, Document):
        return source
    if isinstance(source, str):
        digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
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
                loaded: Iterable[Document | UnreadableInput] = (group,)
            case paths:
                loaded = load(paths, text_column=text_column, max_bytes=max_bytes)
        for read in loaded:
            name = unique(read.id, known)
            yield read if name == read.id else replace(read, id=name)


def _grouped(items: Iterable[Item]) -> Iterator[Document | list[str]]:
    """Each Document by itself, and the paths between two of them together."""
    for are_documents, group in groupby(items, lambda item: isinstance(item, Document)):
        if are_documents:
            yield from (item for item in group if isinstance(item, Document))
        else:
            yield [str(item) for item in group]
