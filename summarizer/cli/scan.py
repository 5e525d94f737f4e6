"""`summarizer scan`: what rules read, without any model."""

from typing import TYPE_CHECKING

import typer

from summarizer.cli.error_lines import errors_as_lines
from summarizer.cli.options import MAX_BYTES, AsJson, Inputs, MaxBytes, TextColumn, found_inputs
from summarizer.cli.streams import complain, write_json_text, write_table
from summarizer.resources import message

if TYPE_CHECKING:
    from summarizer.models import Document, Scan


def scan(
    inputs: Inputs,
    as_json: AsJson = False,
    text_column: TextColumn = None,
    max_bytes: MaxBytes = MAX_BYTES,
) -> None:
    """Show the numbers, dates and places that rules read from documents, without a model."""
    with errors_as_lines():
        from summarizer.cli.terminal import source_shown
        from summarizer.errors import InputError, last_net
        from summarizer.reading.inputs.documents import UnreadableInput, load
        from summarizer.reading.inputs.finding import left_out_line
        from summarizer.scanning.scanner import as_json as scan_json
        from summarizer.scanning.scanner import scan_document

        failures, given = 0, found_inputs(inputs, text_column)
        for document in load(given, max_bytes=max_bytes):
            try:
                if isinstance(document, UnreadableInput):
                    raise document.error
                with last_net():
                    found = scan_document(document)
                    shown = scan_json(document, found) if as_json else _for_terminal(document, found)
            except InputError as error:
                failures += 1
                complain(message("named", name=source_shown(document), what=error.message))
                continue
            if as_json:
                write_json_text(shown)
            else:
                write_table(shown)
        if given.left_inside:
            complain(left_out_line(given.left_inside))
    raise typer.Exit(1 if failures else 0)


def _for_terminal(document: "Document", found: "Scan") -> str:
    from summarizer.cli import terminal

    return terminal.scan_shown(document, found)
