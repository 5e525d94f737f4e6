"""Texts checked against their sources by all cores. Each process has the sources open."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache, partial
from typing import NamedTuple

from summarizer.checking.texts.text_check import TextCheck
from summarizer.errors import InputError, last_net
from summarizer.reading.inputs.documents import LazyInput, UnreadableInput
from summarizer.reading.inputs.finding import STDIN
from summarizer.running.row_sources import RowSources
from summarizer.running.text_sources import TextSources
from summarizer.running.workers.in_order import Step, in_order


class SourceOptions(NamedTuple):
    """Where sources are, the column of a row of texts that names its own, and the columns with the text of a row."""

    sources: tuple[str, ...]
    source_column: str | None = None
    text_column: tuple[str, ...] | None = None


class CheckedText(NamedTuple):
    """The check of a text, or why there is none; and by id, why sources could not be read so far."""

    result: TextCheck | UnreadableInput
    unread: Mapping[str, InputError] = {}


@contextmanager
def opened(options: SourceOptions) -> Iterator[TextSources]:
    """The sources, for as long as texts are checked against them; raises UsageError where an input does not exist."""
    _open.cache_clear()
    with _open(options)[0] as sources:
        yield sources


def checked_texts(texts: Iterable[LazyInput], options: SourceOptions, jobs: int) -> Iterator[CheckedText]:
    """The check of each text, in order, while the sources are `opened`; standard input can be read by one process alone."""
    return in_order(Step(partial(_checked, options), _lost), texts, 1 if STDIN in options.sources else jobs)


@lru_cache(maxsize=1)
def _open(options: SourceOptions) -> tuple[TextSources, RowSources]:
    sources = TextSources.of(options.sources, text_column=options.text_column)
    return sources, RowSources(sources, options.source_column, options.text_column)


def _checked(options: SourceOptions, given: LazyInput) -> CheckedText:
    sources, rows = _open(options)
    text = given[1]()
    if isinstance(text, UnreadableInput):
        return CheckedText(text, sources.unread)
    try:
        with last_net():
            return CheckedText(sources.check(text, rows.of(text)), sources.unread)
    except InputError as error:
        return CheckedText(UnreadableInput(text.id, text.path, text.sha256, error), sources.unread)


def _lost(given: LazyInput, error: InputError) -> CheckedText:
    sighting, _ = given
    return CheckedText(UnreadableInput(sighting.id, sighting.path, sighting.sha256, error))
