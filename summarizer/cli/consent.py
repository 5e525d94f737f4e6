"""Before a run asks again about what it has answers for: a forecast, and a yes."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from summarizer.cli.language import words
from summarizer.cli.streams import note
from summarizer.errors import Message
from summarizer.resources import message

if TYPE_CHECKING:
    from summarizer.reading.inputs.finding import InputSet
    from summarizer.running.estimate import Forecast
    from summarizer.running.setup import Setup


_YES, _NO = {"y", "yes", "是"}, {"n", "no", "否", ""}


def require_consent(out: Path, inputs: "InputSet", setup: "Setup", *, fresh: bool) -> None:
    """Show what a run takes that would ask again, and have it confirmed, by --fresh or in a terminal.

    Raises UsageError where it is not.
    """
    from summarizer.cli.terminal import forecast_lines
    from summarizer.errors import UsageError
    from summarizer.running.renewal import renewal

    expected = renewal(out, inputs, setup, fresh=fresh)
    if expected is None:
        return
    if not fresh and not _in_terminal():
        raise UsageError(message("run.needs_consent", out=out, needs=_in_short(expected)))
    note(message("consent.again", out=out))
    for line in forecast_lines(expected):
        note(f"  {line}")
    if not fresh and not _confirmed():
        raise UsageError(message("run.declined", out=out))


def _in_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _confirmed() -> bool:
    """Ask until the answer is yes or no; the end of the input raises Abort."""
    while True:
        typer.echo(words("consent.question"), err=True, nl=False)
        line = sys.stdin.readline()
        if not line:
            raise typer.Abort
        answer = line.strip().lower()
        if answer in _YES | _NO:
            return answer in _YES


def _in_short(expected: "Forecast") -> Message:
    """`23 requests (23 documents, about 81,000 tokens, about $0.1200)`."""
    documents = sum(count for reason, count in expected.reasons.items() if reason != "kept") - expected.unreadable
    tokens = expected.input_tokens + expected.output_tokens
    known = expected.cost_usd is not None
    cost = message("forecast.cost", cost=expected.cost_usd) if known else message("consent.no_price")
    return message("consent.needs", requests=expected.requests, documents=documents, tokens=tokens, cost=cost)
