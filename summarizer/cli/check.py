"""`summarizer check`: reports, or another tool's figures, verified again."""

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.error_lines import errors_as_lines
from summarizer.cli.options import FailOn, FailOnOption, TextColumn


def check(
    reports: Annotated[
        Path,
        typer.Argument(
            help="A reports.jsonl, or another tool's figures as JSONL: value, unit, subject and path, and quote where it has one.",
            show_default=False,
        ),
    ],
    source: Annotated[Path, typer.Option(help="The folder or file that has the documents.", show_default=False)],
    text_column: TextColumn = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one line of JSON per figure and number of a summary.")
    ] = False,
    fail_on: FailOnOption = FailOn.failed,
) -> None:
    """Verify reports with their summaries, or another tool's figures, against their documents again, without any model."""
    with errors_as_lines():
        from summarizer.checking.recheck import recheck
        from summarizer.cli import terminal

        rows = list(recheck(reports, source, text_column))
        terminal.show_rechecked(rows, as_json=as_json)
    failed = any(row.error for row in rows)
    flagged = any(row.flagged for row in rows)
    raise typer.Exit(1 if failed else 3 if flagged and fail_on is FailOn.flagged else 0)
