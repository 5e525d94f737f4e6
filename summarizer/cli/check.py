"""`summarizer check`: reports, or another tool's figures, verified again; or any text against its sources."""

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.error_lines import errors_as_lines
from summarizer.cli.options import FailOn, FailOnOption, Jobs, TextColumn, jobs_or_cores


def check(
    reports: Annotated[
        list[str] | None,
        typer.Argument(
            help="A reports.jsonl, or another tool's figures as JSONL: value, unit, subject and path, and quote where it has "
            "one. With --text: further sources.",
            show_default=False,
        ),
    ] = None,
    text: Annotated[
        str | None,
        typer.Option(
            help="Check any text instead: a file or page, - for standard input; a folder or glob of texts; a .jsonl or "
            ".csv, each row a text.",
            show_default=False,
        ),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            help="The folder or file that has the documents; with --text also a glob, or the folder of a run. Can be "
            "given several times.",
            show_default=False,
        ),
    ] = None,
    source_column: Annotated[
        str | None,
        typer.Option(
            help="The column of TEXT that names each row's source: an id or file of --source, a file beside TEXT, or "
            "the source itself. Without --source it is `source`.",
            show_default=False,
        ),
    ] = None,
    text_column: TextColumn = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="With --text: write a page to read the check in.", show_default=False),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one line of JSON per figure and number of a summary, or per text.")
    ] = False,
    jobs: Jobs = None,
    fail_on: FailOnOption = FailOn.failed,
) -> None:
    """Verify reports, another tool's figures, or any text against their documents, without any model."""
    with errors_as_lines():
        if text is None:
            failed, flagged = _recheck(
                reports or [], source or [], text_column, jobs, source_column or output, as_json=as_json
            )
        else:
            from summarizer.cli.check_text import TextOptions, check_texts

            sources = [*(source or []), *(reports or [])]
            options = TextOptions(text, sources, source_column, text_column, output, as_json, jobs_or_cores(jobs))
            failed, flagged = check_texts(options)
    raise typer.Exit(1 if failed else 3 if flagged and fail_on is FailOn.flagged else 0)


def _recheck(
    reports: list[str],
    source: list[str],
    text_column: list[str] | None,
    jobs: int | None,
    of_texts: object,
    *,
    as_json: bool,
) -> tuple[bool, bool]:
    """Whether a line failed, and whether one is flagged; raises UsageError where the options don't fit."""
    from summarizer.cli import terminal
    from summarizer.errors import UsageError
    from summarizer.resources import message
    from summarizer.running.rechecks import recheck

    if of_texts:
        raise UsageError(message("check.of_texts"))
    if len(reports) != 1 or len(source) != 1:
        raise UsageError(message("check.one"))
    rows = list(recheck(Path(reports[0]), Path(source[0]), text_column, jobs_or_cores(jobs)))
    terminal.show_rechecked(rows, as_json=as_json)
    return any(row.error for row in rows), any(row.flagged for row in rows)
