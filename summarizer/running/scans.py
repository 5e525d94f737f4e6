"""Many inputs scanned by all cores: a line of JSON of each, or its scan, or why there is neither."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from summarizer.errors import InputError, last_net
from summarizer.models import Document, Scan
from summarizer.reading.inputs.documents import LazyInput, UnreadableInput
from summarizer.running.workers.in_order import Step, in_order
from summarizer.scanning.scanner import as_json, scan_document


class ScannedInput(NamedTuple):
    """An input, and the JSON of its scan or the scan itself, as was asked for; of one that can't be read, neither."""

    source: Document | UnreadableInput
    line: str = ""
    scan: Scan | None = None


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
            line = as_json(document, scan_document(document))
            return ScannedInput(_named(document), line)
    except InputError as error:
        return _lost(given, error)


def _found(given: LazyInput) -> ScannedInput:
    try:
        with last_net():
            document = _document(given)
            return ScannedInput(document, scan=scan_document(document))
    except InputError as error:
        return _lost(given, error)


def _named(document: Document) -> Document:
    """A document without its characters, which need not go from process to process."""
    return replace(document, raw="", columns={}, anchors=(), removed={})


def _document(given: LazyInput) -> Document:
    _, read = given
    document = read()
    if isinstance(document, UnreadableInput):
        raise document.error
    return document


def _lost(given: LazyInput, error: InputError) -> ScannedInput:
    sighting, _ = given
    return ScannedInput(UnreadableInput(sighting.id, sighting.path, sighting.sha256, error))
