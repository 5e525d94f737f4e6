"""`summarizer run`: documents in, reports.jsonl out."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import (
    MAX_BYTES,
    BaseUrl,
    FailOn,
    FailOnOption,
    Inputs,
    Local,
    LocalModel,
    MaxBytes,
    MaxTokens,
    Mode,
    Model,
    ModeOption,
    Out,
    Patches,
    Prompt,
    RecordOption,
    Replay,
    StrategyOption,
    TextColumn,
    Timeout,
    told_errors,
)

if TYPE_CHECKING:
    from summarizer.checking.report import Record


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
    max_tokens: MaxTokens = 8192,
    timeout: Timeout = None,
    local: Local = False,
    local_model: LocalModel = None,
    concurrency: Annotated[
        int | None,
        typer.Option(min=1, help="Documents under way at a time: 4, or 1 with --local.", show_default=False),
    ] = None,
    fail_on: FailOnOption = FailOn.failed,
) -> None:
    """Summarize documents into OUT/reports.jsonl, each figure checked against its source."""
    with told_errors():
        from summarizer import Summarizer, terminal
        from summarizer.local.engine import forecast
        from summarizer.run import write_reports

        progress = terminal.Progress(inputs, text_column)
        if local or local_model is not None:
            model, base_url = _given(context, "model", model), _given(context, "base_url", base_url)
            typer.echo(forecast(local_model), err=True)
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
            max_tokens=max_tokens,
            timeout_seconds=timeout,
            watch=progress.figures,
        ) as chosen:
            found = chosen.run(inputs, text_column=text_column, max_bytes=max_bytes, concurrency=concurrency)
            if chosen.notice:
                typer.echo(chosen.notice, err=True)
            with progress:
                path = write_reports(out, found, progress.add)
            ended = chosen.ended
        terminal.show(progress.records, path)
        if ended:
            typer.echo(f"summarizer: {ended}", err=True)
    raise typer.Exit(_status(progress.records, fail_on))


def _status(records: Sequence["Record"], fail_on: FailOn) -> int:
    statuses = {record.status for record in records}
    if "failed" in statuses:
        return 1
    return 3 if fail_on is FailOn.flagged and "flagged" in statuses else 0


def _given(context: typer.Context, name: str, value: str | None) -> str | None:
    """The value if it stands in the command line; what the environment says is for other endpoints."""
    source = context.get_parameter_source(name)
    return value if source is not None and source.name == "COMMANDLINE" else None
