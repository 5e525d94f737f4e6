"""`summarizer run`: documents in, reports.jsonl out."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from summarizer.cli.error_lines import errors_as_lines
from summarizer.cli.options import (
    MAX_BYTES,
    BaseUrl,
    BodyOption,
    Concurrency,
    Dedupe,
    DryRun,
    FailOn,
    FailOnOption,
    Fresh,
    Inputs,
    Limit,
    Local,
    LocalModel,
    MaxAnswerTokens,
    MaxBytes,
    MaxCost,
    MaxTokens,
    Mode,
    Model,
    ModeOption,
    NoTemperature,
    Out,
    Patches,
    Prompt,
    RecordOption,
    Replay,
    RequestsAMinute,
    RetryFailed,
    Strategy,
    StrategyOption,
    TextColumn,
    Timeout,
    TokensAMinute,
    body_fields,
    found_inputs,
)
from summarizer.cli.streams import complain, note

if TYPE_CHECKING:
    from summarizer import Summarizer
    from summarizer.reading.inputs.finding import InputSet
    from summarizer.running.engine import RunOptions, RunSummary

# As a shell reports a program that a signal ended.
_STOPPED = {"SIGINT": 130, "SIGBREAK": 130, "SIGTERM": 143}


def run(
    context: typer.Context,
    inputs: Inputs,
    out: Out = Path("out"),
    model: Model = None,
    base_url: BaseUrl = None,
    mode: ModeOption = Mode.json_schema,
    prompt: Prompt = None,
    strategy: StrategyOption = None,
    patches: Patches = 1,
    replay: Replay = None,
    record: RecordOption = None,
    text_column: TextColumn = None,
    max_bytes: MaxBytes = MAX_BYTES,
    max_answer_tokens: MaxAnswerTokens = 8192,
    body: BodyOption = None,
    no_temperature: NoTemperature = False,
    timeout: Timeout = None,
    local: Local = False,
    local_model: LocalModel = None,
    concurrency: Concurrency = None,
    rpm: RequestsAMinute = None,
    tpm: TokensAMinute = None,
    max_cost: MaxCost = None,
    max_tokens: MaxTokens = None,
    limit: Limit = None,
    dedupe: Dedupe = False,
    fresh: Fresh = False,
    retry_failed: RetryFailed = False,
    dry_run: DryRun = False,
    fail_on: FailOnOption = FailOn.failed,
) -> None:
    """Summarize documents into OUT, each figure checked against its source.

    Give the same command again to continue where it stopped: it does what is missing, failed or changed.
    """
    with errors_as_lines():
        from summarizer import Budget, RateLimits, RunOptions, Summarizer
        from summarizer.cli.progress import Progress

        progress = Progress(found := found_inputs(inputs, text_column), limit)
        if local or local_model is not None:
            model, base_url = _given(context, "model", model), _given(context, "base_url", base_url)
            _announce_local(local_model)
        answers: dict[str, Any] = {"replay": replay, "record": record, "local": local, "local_model": local_model}
        settings = _settings(mode, strategy, max_answer_tokens, timeout, body_fields(body), no_temperature)
        plan: dict[str, Any] = {"patches": patches, "prompt": prompt or "summarize", "watch": progress.figures}
        with Summarizer(model, base_url=base_url, **answers, **plan, **settings) as summarizer:
            pace = RateLimits(concurrency or summarizer.concurrency, rpm, tpm)
            budget = Budget(limit, max_tokens, max_cost)
            options = RunOptions(pace, budget, text_column, max_bytes, dedupe=dedupe, retry_failed=retry_failed)
            _announce(summarizer)
            if dry_run:
                return _show_forecast(summarizer, out, found, options, fresh=fresh)
            with progress:
                summary = summarizer.run_to(out, found, options, fresh=fresh, observer=progress)
        raise typer.Exit(_conclude(out, summary, summarizer.ended, fail_on))


def _announce(summarizer: "Summarizer") -> None:
    if summarizer.notice:
        note(summarizer.notice)


def _announce_local(model: Path | None) -> None:
    from summarizer.asking.local.llama_server import forecast

    note(forecast(model))


def _settings(
    mode: Mode,
    strategy: Strategy | None,
    max_tokens: int,
    timeout: float | None,
    body: Mapping[str, Any],
    no_temperature: bool,
) -> dict[str, Any]:
    """How the model is asked."""
    asked = {"mode": mode.value, "max_tokens": max_tokens, "timeout_seconds": timeout}
    return asked | {"strategy": strategy and strategy.value, "body": body, "no_temperature": no_temperature}


def _show_forecast(
    summarizer: "Summarizer", out: Path, inputs: "InputSet", options: "RunOptions", *, fresh: bool
) -> None:
    from summarizer.cli import terminal
    from summarizer.running.estimate import forecast

    terminal.show_forecast(forecast(out, inputs, summarizer.plan, options, fresh=fresh))


def _conclude(out: Path, summary: "RunSummary", ended: str | None, fail_on: FailOn) -> int:
    """Show what became of a run, and return the exit status."""
    from summarizer.checking.jsonl import REPORTS
    from summarizer.cli import terminal
    from summarizer.running.store.store import Store

    with Store.read(out) as store:
        terminal.show(store, out / REPORTS, summary)
        counts = store.counts()
        if store.damage:
            complain(store.damage)
    if ended:
        complain(ended)
    return _status(counts, summary.stopped, fail_on)


def _status(counts: Mapping[str, int], stopped: str | None, fail_on: FailOn) -> int:
    if stopped is not None:
        return _STOPPED.get(stopped, 4)
    if counts.get("failed"):
        return 1
    return 3 if fail_on is FailOn.flagged and counts.get("flagged") else 0


def _given(context: typer.Context, name: str, value: str | None) -> str | None:
    """The value if it stands in the command line; what the environment says is for other endpoints."""
    source = context.get_parameter_source(name)
    return value if source is not None and source.name == "COMMANDLINE" else None
