"""The documents that texts are checked against: files, rows of tables, stores of runs, each read when it is wanted.

Up to twenty, all are sources of each text. Of more, `checking/texts/source_index` finds the likeliest by an index that is
made once, and `checking/texts/resting` those of them that the text rests on.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import cached_property, partial
from itertools import repeat
from pathlib import Path, PurePath
from types import TracebackType
from typing import NamedTuple, Self

from summarizer.checking.texts.judging import judge_text
from summarizer.checking.texts.read_text import ReadText
from summarizer.checking.texts.resting import Candidate, rests_on
from summarizer.checking.texts.source_index import MOST_SOURCES, Key, SourceIndex, keys_of_page, keys_of_text, likeliest
from summarizer.checking.texts.text_check import TextCheck
from summarizer.errors import InputError, last_net
from summarizer.models import Document
from summarizer.reading.inputs.documents import UnreadableInput, load
from summarizer.reading.inputs.items import Source
from summarizer.reading.inputs.items import document as as_document
from summarizer.resources import message
from summarizer.running.store.database import FILE
from summarizer.running.store.store import Store
from summarizer.running.store.stored_texts import StoredTexts
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.scanner import scan_document

_KEPT = 64
"""So many sources stay scanned: those of one text, and of the texts about the same things that follow."""

ReadSource = tuple[Document, Analysis]


class _Entry(NamedTuple):
    """A document that can be a source: how it is read, and by what it is found where its store does not say."""

    read: Callable[[], Document]
    keys: Callable[[], Iterable[Key]] | None = None


class TextSources:
    """The sources of texts; `unread` has, by id, why a document could not be one."""

    def __init__(self) -> None:
        self.unread: dict[str, InputError] = {}
        self._entries: list[_Entry] = []
        self._named: dict[str, int] = {}
        self._stores: list[tuple[dict[int, int], StoredTexts]] = []
        self._kept: dict[tuple[str, str, str], Analysis] = {}
        self._open = ExitStack()

    @classmethod
    def of(cls, inputs: Sequence[str], *, text_column: str | Sequence[str] | None = None) -> Self:
        """The documents of files, folders, globs and `-`; of the folder of a run, those of its store.

        Raises UsageError where an input does not exist.
        """
        made = cls()
        with ExitStack() as opened:
            opened.callback(made.close)
            files = [given for given in inputs if not is_run(given)]
            for given in inputs:
                if is_run(given):
                    made.add_run(Path(given))
            for document in load(files, text_column=text_column) if files else ():
                made.add(document)
            opened.pop_all()
        return made

    @classmethod
    def given(cls, sources: Iterable[Source]) -> Self:
        """The documents of a program: of the Path of a run's folder, those of its store. Raises InputError."""
        made = cls()
        with ExitStack() as opened:
            opened.callback(made.close)
            for source in sources:
                if isinstance(source, Path) and is_run(source):
                    made.add_run(source)
                else:
                    made.add(as_document(source))
            opened.pop_all()
        return made

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._entries)

    def close(self) -> None:
        """Close the stores."""
        self._open.close()

    def add_run(self, out: Path) -> None:
        """Add the documents of the run in a folder; raises UsageError where there is none."""
        texts = StoredTexts(self._open.enter_context(Store.read(out)))
        numbers = {}
        for number, name in texts.ids.items():
            numbers[number] = len(self._entries)
            self._add(_Entry(partial(texts.document, number)), name)
        self._stores.append((numbers, texts))

    def add(self, document: Document | UnreadableInput) -> None:
        """Add a document; one that can't be read is noted."""
        if isinstance(document, UnreadableInput):
            self.unread[document.id] = document.error
            return
        keys = partial(keys_of_page, document.raw)
        self._add(_Entry(lambda: document, keys), document.id, document.path, PurePath(document.path).name)

    def named(self, name: str) -> Document | None:
        """The document of an id, a path or a file's name."""
        number = self._named.get(name)
        return None if number is None else self._entries[number].read()

    def check(self, text: str | Document, documents: Sequence[Document] | None = None) -> TextCheck:
        """The check of a text against these documents, each of which must be readable; else against the likeliest ones.

        Raises InputError where the text, or every source, can't be read.
        """
        read = ReadText(text)
        if documents is not None:
            return judge_text(read, [(document, self._analysis(document)) for document in documents])
        sources = list(self._readable(self._likeliest(read)))
        if not sources:
            raise InputError(message("no_source"))
        return judge_text(read, sources if len(self) <= MOST_SOURCES else _rested_on(read, sources))

    def _likeliest(self, text: ReadText) -> Iterable[int]:
        """The numbers of the entries that a text is judged against; where none shares anything with it, the first."""
        if len(self) <= MOST_SOURCES:
            return range(len(self))
        weights = self._index.weights(keys_of_text(text.scan))
        return likeliest(text.scan, weights, lambda number: self._entries[number].read().raw) or [0]

    @cached_property
    def _index(self) -> SourceIndex:
        index = SourceIndex()
        for number, entry in enumerate(self._entries):
            if entry.keys is not None:
                index.add(zip(repeat(number), entry.keys(), strict=False))
        for numbers, texts in self._stores:
            index.add((numbers[stored], key) for stored, key in texts.keyed() if stored in numbers)
        return index

    def _readable(self, numbers: Iterable[int]) -> Iterator[ReadSource]:
        for number in numbers:
            document = self._entries[number].read()
            try:
                yield document, self._analysis(document)
            except InputError as error:
                self.unread[document.id] = error

    def _analysis(self, document: Document) -> Analysis:
        """The analysis of a document, one that was asked for lately as it was."""
        key = (document.id, document.path, document.sha256)
        with last_net():
            analysis = self._kept.pop(key, None) or Analysis(scan_document(document))
        self._kept[key] = analysis
        if len(self._kept) > _KEPT:
            del self._kept[next(iter(self._kept))]
        return analysis

    def _add(self, entry: _Entry, *names: str) -> None:
        for name in filter(None, names):
            self._named.setdefault(name, len(self._entries))
        self._entries.append(entry)


def _rested_on(text: ReadText, sources: Sequence[ReadSource]) -> list[ReadSource]:
    """Of the likeliest sources of a text, those that it rests on."""
    candidates = [Candidate(judge_text(text, [source]), source[1].scan.region) for source in sources]
    return [sources[place] for place in rests_on(candidates)]


def is_run(given: str | Path) -> bool:
    """Whether a folder has the store of a run."""
    return Path(given, FILE).is_file()
