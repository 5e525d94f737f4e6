"""`summarizer scan`: what rules read, without any model."""

import typer

from summarizer.cli.options import MAX_BYTES, AsJson, Inputs, MaxBytes, TextColumn, found_inputs, told_errors


def scan(
    inputs: Inputs,
    as_json: AsJson = False,
    text_column: TextColumn = None,
    max_bytes: MaxBytes = MAX_BYTES,
) -> None:
    """Show the numbers, dates and places that rules read from documents, without any model."""
    with told_errors():
        from summarizer.errors import InputError
        from summarizer.reading.inputs.documents import UnreadableInput, load
        from summarizer.scanning.scanner import as_json as scan_json
        from summarizer.scanning.scanner import scan_document

        failures = 0
        for one in load(found_inputs(inputs, text_column), max_bytes=max_bytes):
            try:
                if isinstance(one, UnreadableInput):
                    raise one.error
                found = scan_document(one)
            except InputError as error:
                failures += 1
                typer.echo(f"summarizer: {one.path}: {error.message}", err=True)
                continue
            if as_json:
                typer.echo(scan_json(one, found))
            else:
                from summarizer.cli import terminal

                terminal.show_scan(one, found)
    raise typer.Exit(1 if failures else 0)
