"""`summarizer scan`: what rules read, without any model."""

import typer

from summarizer.cli.error_lines import errors_as_lines
from summarizer.cli.options import MAX_BYTES, AsJson, Inputs, Jobs, MaxBytes, TextColumn, found_inputs, jobs_or_cores
from summarizer.cli.streams import complain, write_json_text, write_table
from summarizer.resources import message


def scan(
    inputs: Inputs,
    as_json: AsJson = False,
    text_column: TextColumn = None,
    max_bytes: MaxBytes = MAX_BYTES,
    jobs: Jobs = None,
) -> None:
    """Show the numbers, dates and places that rules read from documents, without a model."""
    with errors_as_lines():
        from summarizer.errors import InputError, last_net
        from summarizer.reading.inputs.documents import UnreadableInput, sight
        from summarizer.reading.inputs.finding import left_out_line
        from summarizer.running import scans

        failures, given = 0, found_inputs(inputs, text_column)
        scanned = scans.lines_of_json if as_json else scans.scans
        for result in scanned(sight(given, max_bytes=max_bytes), jobs_or_cores(jobs)):
            try:
                if isinstance(result.source, UnreadableInput):
                    raise result.source.error
                if result.scan is None:
                    write_json_text(result.line)
                else:
                    from summarizer.cli.scan_table import scan_shown

                    with last_net():
                        table = scan_shown(result.source, result.scan)
                    write_table(table)
            except InputError as error:
                from summarizer.cli.scan_table import source_shown

                failures += 1
                complain(message("named", name=source_shown(result.source), what=error.message))
        if given.left_inside:
            complain(left_out_line(given.left_inside))
    raise typer.Exit(1 if failures else 0)
