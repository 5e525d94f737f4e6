"""Before a run asks again about what it has answers for: a forecast, and a yes."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from summarizer.cli.streams import note
from summarizer.resources import message

if TYPE_CHECKING:
    from summarizer.reading.inputs.finding import InputSet
    from summarizer.running.estimate import Forecast
    from summarizer.running.setup import Setup


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
    note(f"{out} was made with another prompt or model, so its documents are asked about again:")
    for line in forecast_lines(expected):
        note(f"  {line}")
    if not fresh and not typer.confirm("Ask again?", err=True):
        raise UsageError(message("run.declined", out=out))


def _in_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _in_short(expected: "Forecast") -> str:
    """`23 requests (23 documents, about 81,000 tokens, about $0.1200)`."""
    documents = sum(count for reason, count in expected.reasons.items() if reason != "kept") - expected.unreadable
    tokens = expected.input_tokens + expected.output_tokens
    cost = f"about ${expected.cost_usd:.4f}" if expected.cost_usd is not None else "price not known"
    return f"{expected.requests} requests ({documents} documents, about {tokens:,} tokens, {cost})"
