"""`summarizer gold`: annotations by hand, to measure runs against."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.error_lines import errors_as_lines
from summarizer.cli.language import language
from summarizer.cli.program import SpokenCommand, SpokenGroup
from summarizer.cli.streams import note, write_path
from summarizer.resources import message, os_words

if TYPE_CHECKING:
    from summarizer.checking.record import Record
    from summarizer.running.store.store import Store

_MOST_NAMED = 5

app = typer.Typer(
    cls=SpokenGroup, help="Make gold annotations, which evaluate measures runs against.", no_args_is_help=True
)


@app.command("new", cls=SpokenCommand)
def gold_new(
    out: Annotated[Path, typer.Argument(help="The folder of a run.", show_default=False)],
    document: Annotated[str, typer.Argument(help="A document's id, or the beginning of one.", show_default=False)],
    to: Annotated[
        Path | None, typer.Option(help="The file to write; it must not exist yet.", show_default="stdout")
    ] = None,
) -> None:
    """Write a gold file for a document from its report, with a person's decisions applied, for you to correct.

    Compare it with the document line by line. Then run evaluate on its folder: it names all mistakes of the file at once.
    """
    with errors_as_lines():
        from summarizer.delivering.reviewing.overlay import lay_over
        from summarizer.errors import UsageError
        from summarizer.evaluation.gold_template import template
        from summarizer.running.store.store import Store

        if to is not None and to.exists():
            raise UsageError(message("gold.exists", path=to))
        with Store.read(out) as store:
            lay_over(store, correct=True)
            record = _the_record(store, document)
            text = template(record, store.mentions(record.document.id), language())
        if to is None:
            typer.echo(text, nl=False)
            return
        _write(to, text)


def _the_record(store: "Store", document: str) -> "Record":
    """The one document that is meant, with a report; raises UsageError."""
    from summarizer.errors import UsageError

    found = store.find(document)
    named = [record for record in found if record.document.id == document] or found
    if len(named) != 1:
        ids = [record.document.id for record in named[:_MOST_NAMED]]
        several = message("document.several", count=len(named), document=document, ids=ids)
        raise UsageError(several if named else message("document.unknown", out=store.out, document=document))
    if named[0].report is None:
        raise UsageError(message("document.failed", document=named[0].document.id))
    return named[0]


def _write(path: Path, text: str) -> None:
    from summarizer.errors import UsageError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(message("file.not_written", path=path, why=os_words(error))) from None
    write_path(path)
    note(message("gold.next"))
