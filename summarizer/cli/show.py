"""`summarizer show`: one report, to read."""

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.error_lines import errors_as_lines
from summarizer.cli.streams import complain
from summarizer.resources import message


def show(
    out: Annotated[Path, typer.Argument(help="The folder of a run.", show_default=False)],
    document: Annotated[str, typer.Argument(help="A document's id, or the beginning of one.", show_default=False)],
    citations: Annotated[
        bool, typer.Option("--citations", help="Print the citations of its figures and measures instead, one a line.")
    ] = False,
) -> None:
    """Print one report of a run: its points, its figures with their verdicts, its measures, its findings."""
    with errors_as_lines():
        from summarizer.cli.report_view import show_citations, show_report
        from summarizer.errors import UsageError
        from summarizer.running.store.citations import citations_of
        from summarizer.running.store.store import Store

        with Store.read(out) as store:
            found = store.find(document)
            cited = [part for record in found if citations for part in citations_of(store, record.document.id)]
            if store.damage:
                complain(store.damage)
            damaged = bool(store.damage)
        if not found and not damaged:
            raise UsageError(message("document.unknown", out=out, document=document))
        if citations:
            show_citations(cited)
        else:
            for record in found:
                show_report(record)
    raise typer.Exit(1 if damaged else 0)
