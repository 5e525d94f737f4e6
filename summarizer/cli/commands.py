"""The commands and their groups."""

from typing import Annotated

import typer

from summarizer.cli import (
    batch,
    check,
    doctor,
    evaluate,
    export,
    new_gold,
    rejudge,
    review,
    run,
    scan,
    schema,
    show,
    view,
)

app = typer.Typer(
    help="Messy Chinese local-government news in, a dataset whose every figure is checked against its source out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich takes longer to load than most commands to run
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(run.run)
app.command()(scan.scan)
app.command()(show.show)
app.command()(view.view)
app.command()(check.check)
app.command()(rejudge.rejudge)
app.command()(export.export)
app.command()(evaluate.evaluate)
app.command()(schema.schema)
app.command()(doctor.doctor)
app.add_typer(review.app, name="review")
app.add_typer(new_gold.app, name="gold")
app.add_typer(batch.app, name="batch")


def _print_version(wanted: bool) -> None:
    if wanted:
        from summarizer.resources import version

        typer.echo(version())
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Take the options before a command."""
