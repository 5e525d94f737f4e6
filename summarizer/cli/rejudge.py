"""`summarizer rejudge`: the stored answers of a run, judged by today's rules."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.error_lines import errors_as_lines
from summarizer.cli.options import FailOn, FailOnOption
from summarizer.cli.streams import complain, note, write_json
from summarizer.resources import message

if TYPE_CHECKING:
    from summarizer.running.verdict_changes import RejudgedDocument


def rejudge(
    out: Annotated[Path, typer.Argument(help="The folder of a run.", show_default=False)],
    new: Annotated[
        Path | None,
        typer.Option("--out", help="Leave OUT as it is, and write a copy judged again here.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one line of JSON per document.")] = False,
    fail_on: FailOnOption = FailOn.failed,
) -> None:
    """Take the stored answers of a run through today's rules, without any model, and show which verdicts changed.

    Documents whose source is gone or has changed, or whose answers are missing, are named and stay as they are.
    """
    with errors_as_lines():
        from summarizer.api import rejudge
        from summarizer.cli.progress import Progress
        from summarizer.cli.rejudged_table import show_rejudged
        from summarizer.delivering.reviewing.decisions import without_part
        from summarizer.running.store.store import Store

        progress = Progress(_count(out))
        with progress:
            done = rejudge(out, new, observer=progress)
        if as_json:
            for document in done:
                write_json(document.as_json())
        else:
            show_rejudged(done)
        with Store.open(new or out) as store:
            lost = without_part(store)
    for document in done:
        if document.problem:
            complain(message("named", name=document.before.document.id, what=document.problem))
    if lost:
        note(message("rejudge.lost", count=len(lost), documents=sorted(set(lost))))
    raise typer.Exit(_status(done, fail_on))


def _count(out: Path) -> int | None:
    """How many documents a run delivers; None where its store can't be read yet."""
    from summarizer.errors import UsageError
    from summarizer.running.store.store import Store

    try:
        with Store.read(out) as store:
            return sum(store.counts().values())
    except UsageError:
        return None


def _status(done: "Sequence[RejudgedDocument]", fail_on: FailOn) -> int:
    if any(document.problem or document.after.status == "failed" for document in done):
        return 1
    return 3 if fail_on is FailOn.flagged and any(document.after.status == "flagged" for document in done) else 0
