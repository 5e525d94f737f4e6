"""`summarizer run`: documents in, reports.jsonl out."""

from collections.abc import Mapping
from pathlib import Path

import typer

from summarizer.cli.options import (
    MAX_BYTES,
    BaseUrl,
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
    Out,
    Patches,
    Prompt,
    RecordOption,
    Replay,
    RequestsAMinute,
    RetryFailed,
    StrategyOption,
    TextColumn,
    Timeout,
    TokensAMinute,
    told_errors,
)

# As a shell reports a program that a signal ended.
_STOPPED = {"SIGINT": 130, "SIGTERM": 143}


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

    The same command goes on where it stopped: it does what is missing, failed or changed.
    """
    with told_errors():
        from summarizer import Summarizer, terminal
        from summarizer.asking.pacing import Limits
        from summarizer.forecast import forecast
        from summarizer.local.engine import forecast as local_forecast
        from summarizer.progress import Progress
        from summarizer.reports import REPORTS
        from summarizer.run import Budget, Options
        from summarizer.store.store import Store

        progress = Progress(inputs, text_column, limit)
        if local or local_model is not None:
            model, base_url = _given(context, "model", model), _given(context, "base_url", base_url)
            typer.echo(local_forecast(local_model), err=True)
        with Summarizer(
            model,
            base_url=base_url,
            replay=replay,
            record=record,
            strategy=strategy.value if strategy else None,
            local=local,
            local_model=local_model,
            patches=patches,
            prompt=prompt or "summarize",
            mode=mode.value,
            max_tokens=max_answer_tokens,
            timeout_seconds=timeout,
            watch=progress.figures,
        ) as chosen:
            options = Options(
                limits=Limits(concurrency or chosen.concurrency, rpm, tpm),
                budget=Budget(limit, max_tokens, max_cost),
                text_column=text_column,
                max_bytes=max_bytes,
                dedupe=dedupe,
                retry_failed=retry_failed,
            )
            if chosen.notice:
                typer.echo(chosen.notice, err=True)
            if dry_run:
                terminal.show_forecast(forecast(out, inputs, chosen.plan, options, fresh=fresh))
                return
            with progress:
                tally = chosen.run_to(out, inputs, options, fresh=fresh, watcher=progress)
            ended = chosen.ended
        with Store.read(out) as store:
            terminal.show(store, out / REPORTS, tally)
            counts = store.counts()
        if ended:
            typer.echo(f"summarizer: {ended}", err=True)
    raise typer.Exit(_status(counts, tally.stopped, fail_on))


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
