"""`summarizer review`: what a person decided on figures."""

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.options import Out, told_errors

app = typer.Typer(
    help="Put a person's decisions on figures into a run's store, beside the model's answer.", no_args_is_help=True
)


@app.command("apply")
def review_apply(
    decisions: Annotated[Path, typer.Argument(help="The file of decisions that the viewer wrote.", show_default=False)],
    out: Out = Path("out"),
) -> None:
    """Keep decisions in the store of OUT, with who and when; export --corrected delivers them.

    What can't be applied (another version of the document, no such figure, a quote that is not in the document) is told
    line by line, with exit status 1; the rest is applied.
    """
    with told_errors():
        from summarizer.delivering.reviewing.applying import apply

        done = apply(out, decisions)
    for problem in done.problems:
        typer.echo(f"summarizer: {problem}", err=True)
    known = f", {done.known} were there already" if done.known else ""
    typer.echo(f"{done.new} decisions applied{known}", err=True)
    raise typer.Exit(1 if done.problems else 0)


@app.command("list")
def review_list(
    out: Annotated[Path, typer.Argument(help="The folder of a run.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON line a decision.")] = False,
) -> None:
    """Print every decision of a run, the latest last."""
    with told_errors():
        import json

        from summarizer.cli import terminal
        from summarizer.delivering.reviewing.decisions import listed
        from summarizer.running.store.store import Store

        with Store.read(out) as store:
            found = listed(store)
        if as_json:
            for one in found:
                typer.echo(json.dumps(one, ensure_ascii=False, allow_nan=False))
        else:
            terminal.show_decisions(found)
