"""Many inputs scanned by all cores: a line of JSON of each, or its scan, or why there is neither."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from summarizer.errors import InputError, last_net
from summarizer.models import Document, Scan
from summarizer.reading.inputs.documents import LazyInput, UnreadableInput
from summarizer.running.workers.in_order import Step, in_order
from summarizer.scanning.scanner import as_json, scan_document


class ScannedInput(NamedTuple):
    """One of three: the JSON of an input's scan, its document and scan, or the input that can't be read."""

    line: str = ""
    found: tuple[Document, Scan] | None = None
    unread: UnreadableInput | None = None


def lines_of_json(inputs: Iterable[LazyInput], jobs: int) -> Iterator[ScannedInput]:
    """Each input as a line of JSON, in order."""
    return in_order(Step(_line, _lost), inputs, jobs)


def scans(inputs: Iterable[LazyInput], jobs: int) -> Iterator[ScannedInput]:
    """Each input as its document and scan, in order."""
    return in_order(Step(_found, _lost), inputs, jobs)


def _line(given: LazyInput) -> ScannedInput:
    try:
        with last_net():
            document = _document(given)
            return ScannedInput(as_json(document, scan_document(document)))
    except InputError as error:
        return _lost(given, error)


def _found(given: LazyInput) -> ScannedInput:
    try:
        with last_net():
            document = _document(given)
            return ScannedInput(found=(document, scan_document(document)))
    except InputError as error:
        return _lost(given, error)


def _document(given: LazyInput) -> Document:
    _, read = given
    document = read()
    if isinstance(document, UnreadableInput):
        raise document.error
    return document


def _lost(given: LazyInput, error: InputError) -> ScannedInput:
    sighting, _ = given
    return ScannedInput(unread=UnreadableInput(sighting.id, sighting.path, sighting.sha256, error))
