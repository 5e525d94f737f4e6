"""`summarizer run --ray`: a run on all machines of a cluster."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from summarizer.cli.language import counted, words
from summarizer.cli.streams import complain
from summarizer.errors import UsageError
from summarizer.resources import message

if TYPE_CHECKING:
    from summarizer.running.config import RunConfig
    from summarizer.running.engine import RunSummary


def run_on_ray(
    inputs: Sequence[str], out: Path, config: "RunConfig", address: str, *, fresh: bool, dry_run: bool
) -> tuple[Mapping[str, int], bool]:
    """Do the run and show what became of it; returns its records by status, and whether all inputs have one.

    Raises UsageError for what only one machine can do.
    """
    from summarizer.running.ray import run

    if address.startswith("-"):  # the option that follows a bare --ray
        raise UsageError(message("spread.address", given=address))
    if fresh:
        raise UsageError(message("spread.fresh"))
    if dry_run:
        raise UsageError(message("spread.dry_run"))
    summary = run(inputs, out, config, address=address)
    from summarizer.running.arrow.out_folder import counts, location  # needs pyarrow, which Ray brings

    place = location(out)
    found = counts(place)
    _show(summary, found, place)
    return found, summary.stopped is None


def _show(summary: "RunSummary", found: Mapping[str, int], place: str) -> None:
    from summarizer.reading.inputs.finding import left_out_line

    for line in (left_out_line(summary.left_out), summary.stopped):
        if line:
            complain(line)
    listed = counted("status", found) or message("nothing")
    documents = message("run.documents", count=sum(found.values()), statuses=listed)
    typer.echo(words("spread.totals", documents=documents, done=summary.done))
    typer.echo(place)
