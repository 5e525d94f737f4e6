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
    Strategy,
    StrategyOption,
    TextColumn,
    Timeout,
    told_errors,
)

if TYPE_CHECKING:
    from summarizer.checking.report import Record


def run(
    inputs: Inputs,
    out: Out = Path("out"),
    model: Model = None,
    base_url: BaseUrl = None,
    mode: ModeOption = Mode.json_schema,
    prompt: Prompt = None,
    strategy: StrategyOption = Strategy.single,
    patches: Patches = 1,
    replay: Replay = None,
    record: RecordOption = None,
    text_column: TextColumn = None,
    max_bytes: MaxBytes = MAX_BYTES,
    max_tokens: MaxTokens = 8192,
    timeout: Timeout = 600,
    concurrency: Annotated[int, typer.Option(min=1, help="Documents under way at a time.")] = 4,
    fail_on: FailOnOption = FailOn.failed,
) -> None:
    """Summarize documents into OUT/reports.jsonl, each figure checked against its source."""
    with told_errors():
        from summarizer import Summarizer, terminal
        from summarizer.run import write_reports

        chosen = Summarizer(
            model,
            base_url=base_url,
            replay=replay,
            record=record,
            strategy=strategy.value,
            patches=patches,
            prompt=prompt or "summarize",
            mode=mode.value,
            max_tokens=max_tokens,
            timeout_seconds=timeout,
        )
        found = chosen.run(inputs, text_column=text_column, max_bytes=max_bytes, concurrency=concurrency)
        progress = terminal.Progress(inputs, text_column)
        if chosen.notice:
            typer.echo(chosen.notice, err=True)
        with progress:
            path = write_reports(out, found, progress.add)
        terminal.show(progress.records, path)
    raise typer.Exit(_status(progress.records, fail_on))


def _status(records: Sequence["Record"], fail_on: FailOn) -> int:
    statuses = {record.status for record in records}
    if "failed" in statuses:
        return 1
    return 3 if fail_on is FailOn.flagged and "flagged" in statuses else 0
