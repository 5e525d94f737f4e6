"""The commands and their groups."""

from enum import StrEnum
from typing import Annotated

import typer

from summarizer.cli import (
    batch,
    check,
    collect,
    doctor,
    evaluate,
    export,
    new_gold,
    rejudge,
    review,
    run,
    scan,
    schema,
    series,
    show,
    view,
)
from summarizer.cli.program import SpokenCommand, SpokenGroup


class Spoken(StrEnum):
    """The languages of `--lang`."""

    en = "en"
    zh = "zh"


app = typer.Typer(
    cls=SpokenGroup,
    help="Messy Chinese local-government news in, a dataset whose every figure is checked against its source out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich takes longer to load than most commands to run
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(cls=SpokenCommand)(run.run)
app.command(cls=SpokenCommand)(collect.collect)
app.command(cls=SpokenCommand)(scan.scan)
app.command(cls=SpokenCommand)(show.show)
app.command(cls=SpokenCommand)(series.series)
app.command(cls=SpokenCommand)(view.view)
app.command(cls=SpokenCommand)(check.check)
app.command(cls=SpokenCommand)(rejudge.rejudge)
app.command(cls=SpokenCommand)(export.export)
app.command(cls=SpokenCommand)(evaluate.evaluate)
app.command(cls=SpokenCommand)(schema.schema)
app.command(cls=SpokenCommand)(doctor.doctor)
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
    lang: Annotated[
        Spoken | None,
        typer.Option(
            help="The language of all that is shown, zh or en; it may also come after the command.",
            show_default="by the locale",
        ),
    ] = None,
) -> None:
    """Take the options before a command."""
