"""`summarizer batch`: ask through a Batch API."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.error_lines import errors_as_lines
from summarizer.cli.language import counted
from summarizer.cli.options import (
    MAX_BYTES,
    BaseUrl,
    BodyOption,
    CodebookOption,
    Config,
    FieldsOption,
    Inputs,
    MaxAnswerTokens,
    MaxBytes,
    Mode,
    Model,
    ModeOption,
    NoTemperature,
    Out,
    Patches,
    Prompt,
    TextColumn,
    found_inputs,
    run_config,
)
from summarizer.cli.program import SpokenCommand, SpokenGroup
from summarizer.cli.streams import complain, note
from summarizer.resources import message

if TYPE_CHECKING:
    from summarizer.running.batches import BatchJob

app = typer.Typer(
    cls=SpokenGroup, help="Use a Batch API: write requests to a file, read answers from one.", no_args_is_help=True
)


@app.command("export", cls=SpokenCommand)
def batch_export(
    context: typer.Context,
    inputs: Inputs,
    output: Annotated[Path, typer.Option("-o", "--output", help="The file for the requests.")] = Path("requests.jsonl"),
    out: Out = Path("out"),
    config: Config = None,
    model: Model = None,
    base_url: BaseUrl = None,
    mode: ModeOption = Mode.json_schema,
    prompt: Prompt = None,
    codebook: CodebookOption = None,
    fields: FieldsOption = None,
    patches: Patches = 1,
    text_column: TextColumn = None,
    max_bytes: MaxBytes = MAX_BYTES,
    max_answer_tokens: MaxAnswerTokens = 8192,
    body: BodyOption = None,
    no_temperature: NoTemperature = False,
) -> None:
    """Write the requests that a run would send, in OpenAI's Batch format. OUT keeps what `import` needs."""
    with errors_as_lines():
        from summarizer.running.batches import Batch, BatchJob
        from summarizer.running.store.store import Store

        chosen = run_config(context)
        batch = Batch.of(inputs, **chosen.as_options())
        found_inputs(inputs, chosen.run.text_column)
        with Store.open(out) as store:
            _write_round(BatchJob.begin(store, batch), output, all_unanswered=True)


@app.command("import", cls=SpokenCommand)
def batch_import(
    answers: Annotated[
        list[Path] | None, typer.Argument(help="The files of answers from the Batch API.", show_default=False)
    ] = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="The file for the next round's requests.")] = Path(
        "requests.jsonl"
    ),
    out: Out = Path("out"),
    finish: Annotated[
        bool,
        typer.Option("--finish", help="End the batch: documents without an answer fail as no_answer."),
    ] = False,
) -> None:
    """Read answers, matched by custom_id, and write the requests of the next round, if there are any.

    An answer that does not fit is asked for again, and so is, once, a request that comes back without an answer.
    """
    with errors_as_lines():
        from summarizer.delivering.consolidating.consolidation import consolidate
        from summarizer.errors import UsageError
        from summarizer.running.batches import BatchJob
        from summarizer.running.store.store import Store

        if not answers and not finish:
            raise UsageError(message("batch.no_answers"))
        with Store.open_existing(out) as store:
            rounds, failed = BatchJob.resume(store), None
            for path in answers or ():
                count = rounds.take(path, partial(_complain, path))
                note(message("batch.taken", count=count, path=path))
            if finish:
                rounds.finish()
                failed = _show_reports(rounds).get("failed")
            else:
                _write_round(rounds, output, all_unanswered=False)
            consolidate(store)
    raise typer.Exit(1 if failed else 0)


def _complain(path: Path, problem: str) -> None:
    complain(message("named", name=path, what=problem))


def _write_round(rounds: "BatchJob", output: Path, *, all_unanswered: bool) -> None:
    rounds.write(output, all_unanswered=all_unanswered)
    if rounds.asked:
        names = " ".join(str(path) for path in rounds.written)
        note(message("batch.written", count=rounds.asked, names=names))
        note(message("batch.next", out=rounds.store.out))
    if rounds.waiting:
        note(message("batch.waiting", count=rounds.waiting))
    if not rounds.asked and not rounds.waiting:
        note(message("batch.done"))
    _show_reports(rounds)


def _show_reports(rounds: "BatchJob") -> dict[str, int]:
    from summarizer.checking.jsonl import REPORTS

    counts = rounds.store.counts()
    statuses = counted("status", counts) or message("batch.no_reports")
    note(message("batch.reports", path=rounds.store.out / REPORTS, statuses=statuses))
    return counts
