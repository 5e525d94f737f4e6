"""`summarizer run`: documents in, reports.jsonl out."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from summarizer.cli.consent import require_consent
from summarizer.cli.error_lines import errors_as_lines
from summarizer.cli.options import (
    MAX_BYTES,
    BaseUrl,
    BodyOption,
    CodebookOption,
    Concurrency,
    Config,
    Dedupe,
    DryRun,
    FailOn,
    FailOnOption,
    FieldsOption,
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
    Ray,
    RecordOption,
    Replay,
    RequestsAMinute,
    RetryFailed,
    RunJobs,
    StrategyOption,
    TextColumn,
    Timeout,
    TokensAMinute,
    found_inputs,
    run_config,
)
from summarizer.cli.spread import run_on_ray
from summarizer.cli.streams import complain, note

if TYPE_CHECKING:
    from summarizer import Summarizer
    from summarizer.reading.inputs.finding import InputSet
    from summarizer.running.engine import RunSummary

# As a shell reports a program that a signal ended.
_UNFINISHED = "unfinished"
_STOPPED = {"SIGINT": 130, "SIGBREAK": 130, "SIGTERM": 143, _UNFINISHED: 1}


def run(
    context: typer.Context,
    inputs: Inputs,
    out: Out = Path("out"),
    config: Config = None,
    model: Model = None,
    base_url: BaseUrl = None,
    mode: ModeOption = Mode.json_schema,
    prompt: Prompt = None,
    codebook: CodebookOption = None,
    fields: FieldsOption = None,
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
    jobs: RunJobs = 1,
    max_cost: MaxCost = None,
    max_tokens: MaxTokens = None,
    limit: Limit = None,
    dedupe: Dedupe = False,
    fresh: Fresh = False,
    retry_failed: RetryFailed = False,
    dry_run: DryRun = False,
    ray: Ray = None,
    fail_on: FailOnOption = FailOn.failed,
) -> None:
    """Summarize documents into OUT, each figure checked against its source.

    Give the same command again to continue where it stopped: it does what is missing, failed or changed.
    """
    with errors_as_lines():
        from summarizer import Summarizer
        from summarizer.cli.progress import Progress

        chosen = run_config(context)
        if ray is not None:
            counts, is_whole = run_on_ray(inputs, out, chosen, ray, fresh=fresh, dry_run=dry_run)
            raise typer.Exit(_status(counts, None if is_whole else _UNFINISHED, fail_on))
        progress = Progress.of(found := found_inputs(inputs, chosen.run.text_column), chosen.run.budget.documents)
        if chosen.model.on_this_machine:
            _announce_local(chosen.model.local_model)
        with Summarizer(config=chosen, watch=progress.figures) as summarizer:
            _announce(summarizer)
            if dry_run:
                return _show_forecast(summarizer, out, found, fresh=fresh)
            require_consent(out, found, summarizer.setup, fresh=fresh)
            with progress:
                summary = summarizer.run_to(out, found, fresh=fresh, observer=progress)
        raise typer.Exit(_conclude(out, summary, summarizer.ended, fail_on))


def _announce(summarizer: "Summarizer") -> None:
    if summarizer.notice:
        note(summarizer.notice)


def _announce_local(model: Path | None) -> None:
    from summarizer.asking.local.llama_server import forecast

    note(forecast(model))


def _show_forecast(summarizer: "Summarizer", out: Path, inputs: "InputSet", *, fresh: bool) -> None:
    from summarizer.cli import terminal
    from summarizer.running.estimate import forecast

    options = summarizer.setup.config.run
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
