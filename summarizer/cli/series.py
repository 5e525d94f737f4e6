"""`summarizer series`: an indicator over time and place, and what documents contradict each other in."""

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.error_lines import errors_as_lines
from summarizer.resources import message


def series(
    out: Annotated[Path, typer.Argument(help="The folder of a run.", show_default=False)],
    subject: Annotated[
        str, typer.Option("--subject", help="What is counted, or the name of a measure.", show_default=False)
    ],
    place: Annotated[
        str | None,
        typer.Option(
            "--place",
            help="The division code of a county, or of a city or province with all in it.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one line of JSON per series.")] = False,
) -> None:
    """Print the values of an indicator over time, by place, with their sources and contradictions.

    Values of several documents are joined where indicator, place and period are the same, units converted. A value that
    another document contradicts has a ✗, and the other one is below it. Copies don't count.
    """
    with errors_as_lines():
        from summarizer.cli.series_view import show_series, write_series
        from summarizer.delivering.consolidating.consolidation import series as gathered
        from summarizer.delivering.consolidating.consolidation import similar_subjects
        from summarizer.delivering.reviewing.overlay import lay_over
        from summarizer.errors import UsageError
        from summarizer.running.copies import lay_copies_over
        from summarizer.running.store.store import Store

        with Store.read(out) as store:
            store.database.execute("BEGIN")
            lay_copies_over(store)
            lay_over(store, correct=False)
            found = gathered(store, subject=subject, place=place)
            if not found:
                where = f" ({place})" if place else ""
                similar = "、".join(similar_subjects(store, subject))
                key = "series.none.similar" if similar else "series.none"
                raise UsageError(message(key, subject=subject, where=where, similar=similar))
            write_series(store, found) if as_json else show_series(found)
