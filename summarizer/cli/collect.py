"""`summarizer collect`: what many machines wrote, as a run of one."""

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.error_lines import errors_as_lines
from summarizer.cli.options import Out


def collect(
    inputs: Annotated[
        list[str],
        typer.Argument(
            help="Folders of runs with --ray, Parquet files, or their addresses (s3://…).", show_default=False
        ),
    ],
    out: Out = Path("out"),
    where: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN=VALUE",
            help="Only the records of which this holds, e.g. status=flagged; can be given several times.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Collect at most N records.", show_default=False)] = None,
) -> None:
    """Collect the records of a run with --ray into OUT, for show, view, review and export.

    Give the same command again to add what is new.
    """
    with errors_as_lines():
        from summarizer.api import collect
        from summarizer.checking.jsonl import REPORTS
        from summarizer.cli import terminal
        from summarizer.running.store.store import Store

        summary = collect(inputs, out, where=where or (), limit=limit)
        with Store.read(out) as store:
            terminal.show(store, out / REPORTS, summary)
