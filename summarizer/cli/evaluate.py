"""`summarizer evaluate`: reports against gold, for people and for CI."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.error_lines import errors_as_lines
from summarizer.cli.streams import complain
from summarizer.resources import message

if TYPE_CHECKING:
    from summarizer.evaluation import Metric

NOT_MET = 3


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            help="A folder of gold annotations, or the reports.jsonl of export --corrected: the figures of documents that a "
            "person decided on are gold.",
            show_default=False,
        ),
    ],
    reports: Annotated[Path, typer.Argument(help="The reports.jsonl of a run.", show_default=False)],
    other: Annotated[
        Path | None,
        typer.Argument(help="The reports.jsonl of a later run, to show what it gained and lost.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    minimum: Annotated[
        list[str] | None,
        typer.Option("--min", help="METRIC=VALUE; exit status 3 if the (later) run has less.", show_default=False),
    ] = None,
    maximum: Annotated[
        list[str] | None,
        typer.Option("--max", help="METRIC=VALUE; exit status 3 if the (later) run has more.", show_default=False),
    ] = None,
) -> None:
    """Score reports against gold annotations; for two runs, show what improved and what got worse."""
    with errors_as_lines():
        from summarizer.cli import scores as scoreboard
        from summarizer.evaluation import compare_runs
        from summarizer.evaluation import evaluate as score

        least, most = _limits("--min", minimum or []), _limits("--max", maximum or [])
        judged = score(gold, reports)
        if other is None:
            scoreboard.show(judged, as_json=as_json)
        else:
            compared = compare_runs(judged, score(gold, other))
            judged = compared.after
            scoreboard.show_both(compared, (str(reports), str(other)), as_json=as_json)
    unmet = [*_unmet(judged.metrics, least, 1), *_unmet(judged.metrics, most, -1)]
    for line in unmet:
        complain(line)
    raise typer.Exit(NOT_MET if unmet else 0)


def _limits(option: str, given: Sequence[str]) -> dict[str, float]:
    """The limits by metric; raises UsageError where one names no metric or has no number."""
    from summarizer.errors import UsageError
    from summarizer.evaluation import METRICS

    limits = {}
    for text in given:
        name, _, number = text.partition("=")
        if name not in METRICS:
            raise UsageError(message("metric.unknown", option=option, text=text, name=name, known=list(METRICS)))
        try:
            limits[name] = float(number)
        except ValueError:
            limits[name] = math.nan
        if not math.isfinite(limits[name]):
            raise UsageError(message("metric.malformed", option=option, text=text, name=name))
    return limits


def _unmet(metrics: "Mapping[str, Metric]", limits: Mapping[str, float], sign: int) -> list[str]:
    """One line for each limit that is not met; a metric that nothing was scored for does not meet any."""
    lines: list[str] = []
    for name, limit in limits.items():
        value = metrics[name].value
        if value is None:
            lines.append(message("evaluate.unknown", name=name))
        elif sign * (value - limit) < 0:
            lines.append(message("evaluate.less" if sign > 0 else "evaluate.more", name=name, value=value, limit=limit))
    return lines
