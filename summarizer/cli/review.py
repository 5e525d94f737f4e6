"""`summarizer review`: what a person decided on figures, measures and documents."""

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.error_lines import errors_as_lines
from summarizer.cli.options import Out
from summarizer.cli.program import SpokenCommand, SpokenGroup
from summarizer.cli.streams import complain, note, write_json
from summarizer.resources import message

app = typer.Typer(
    cls=SpokenGroup,
    help="Put a person's decisions into a run's store, next to the model's answer.",
    no_args_is_help=True,
)


@app.command("apply", cls=SpokenCommand)
def review_apply(
    decisions: Annotated[Path, typer.Argument(help="The file of decisions that the viewer wrote.", show_default=False)],
    out: Out = Path("out"),
) -> None:
    """Put decisions into the store of OUT, with name and time; export --corrected delivers them.

    A decision that can't be applied (another version of the document, no such figure, a quote that is not in the document)
    is reported on a line of its own, and the exit status is 1. The rest is applied. An edited or added value that the
    document does not bear out is applied and reported, in case it is a typo.
    """
    with errors_as_lines():
        from summarizer.delivering.reviewing.applying import apply

        done = apply(out, decisions)
    for line in (*done.problems, *(doubt.line for doubt in done.doubts)):
        complain(line)
    known = message("review.known", count=done.known) if done.known else ""
    note(message("review.applied", count=done.new, known=known))
    raise typer.Exit(1 if done.problems else 0)


@app.command("list", cls=SpokenCommand)
def review_list(
    out: Annotated[Path, typer.Argument(help="The folder of a run.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print one line of JSON per decision.")] = False,
) -> None:
    """Print every decision of a run, latest last, and how many documents are reviewed."""
    with errors_as_lines():
        from summarizer.cli import terminal
        from summarizer.delivering.reviewing.decisions import listed, review_progress
        from summarizer.running.store.store import Store

        with Store.read(out) as store:
            found, progress = listed(store), review_progress(store)
            if store.damage:
                complain(store.damage)
        if as_json:
            for decision in found:
                write_json(decision)
        else:
            terminal.show_decisions(found)
            note(message("review.reviewed", reviewed=progress.reviewed, documents=progress.documents))
