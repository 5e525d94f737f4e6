"""`summarizer scan`: what rules read, without any model."""

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import typer

from summarizer.cli.error_lines import errors_as_lines
from summarizer.cli.options import MAX_BYTES, AsJson, Inputs, Jobs, MaxBytes, TextColumn, found_inputs, jobs_or_cores
from summarizer.cli.streams import complain, write_json_text, write_table
from summarizer.resources import message

if TYPE_CHECKING:
    from summarizer.errors import InputError
    from summarizer.models import Document, Scan
    from summarizer.reading.inputs.documents import LazyInput


class _Scanned(NamedTuple):
    """What is shown of an input: a line of JSON, or what a table shows; or why there is nothing, and of what."""

    line: str = ""
    found: "tuple[Document, Scan] | None" = None
    problem: str | None = None


def scan(
    inputs: Inputs,
    as_json: AsJson = False,
    text_column: TextColumn = None,
    max_bytes: MaxBytes = MAX_BYTES,
    jobs: Jobs = None,
) -> None:
    """Show the numbers, dates and places that rules read from documents, without a model."""
    with errors_as_lines():
        from summarizer.cli.terminal import scan_shown
        from summarizer.reading.inputs.documents import sight
        from summarizer.reading.inputs.finding import left_out_line
        from summarizer.running.workers.in_order import in_order

        failures, given = 0, found_inputs(inputs, text_column)
        scanned = in_order(
            partial(_scanned, as_json=as_json), sight(given, max_bytes=max_bytes), jobs_or_cores(jobs), _lost
        )
        for shown in scanned:
            if shown.problem is not None:
                failures += 1
                complain(shown.problem)
            elif shown.found is not None:
                write_table(scan_shown(*shown.found))
            else:
                write_json_text(shown.line)
        if given.left_inside:
            complain(left_out_line(given.left_inside))
    raise typer.Exit(1 if failures else 0)


def _scanned(given: "LazyInput", *, as_json: bool) -> _Scanned:
    from summarizer.errors import InputError, last_net
    from summarizer.reading.inputs.documents import UnreadableInput
    from summarizer.scanning.scanner import as_json as scan_json
    from summarizer.scanning.scanner import scan_document

    sighting, read = given
    document = read()
    try:
        if isinstance(document, UnreadableInput):
            raise document.error
        with last_net():
            found = scan_document(document)
            return _Scanned(scan_json(document, found)) if as_json else _Scanned(found=(document, found))
    except InputError as error:
        return _lost(given, error)


def _lost(given: "LazyInput", error: "InputError") -> _Scanned:
    from summarizer.cli.terminal import source_shown

    return _Scanned(problem=message("named", name=source_shown(given[0]), what=error.message))
