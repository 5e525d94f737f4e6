"""`summarizer batch`: ask through a Batch API."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.cli.options import (
    MAX_BYTES,
    BaseUrl,
    BodyOption,
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
    body_fields,
    told_errors,
)

if TYPE_CHECKING:
    from summarizer.running.batches import BatchJob

app = typer.Typer(
    help="Ask through a Batch API: write the requests to a file, take the answers from one.", no_args_is_help=True
)


@app.command("export")
def batch_export(
    inputs: Inputs,
    output: Annotated[Path, typer.Option("-o", "--output", help="The file for the requests.")] = Path("requests.jsonl"),
    out: Out = Path("out"),
    model: Model = None,
    base_url: BaseUrl = None,
    mode: ModeOption = Mode.json_schema,
    prompt: Prompt = None,
    patches: Patches = 1,
    text_column: TextColumn = None,
    max_bytes: MaxBytes = MAX_BYTES,
    max_answer_tokens: MaxAnswerTokens = 8192,
    body: BodyOption = None,
    no_temperature: NoTemperature = False,
) -> None:
    """Write the requests that a run would send, in OpenAI's Batch format; OUT keeps what `import` needs."""
    with told_errors():
        from summarizer.running.batches import Batch, BatchJob
        from summarizer.running.store.store import Store

        options: dict[str, Any] = {
            "model": model,
            "base_url": base_url,
            "mode": mode.value,
            "prompt": str(prompt) if prompt else None,
        }
        options |= {"body": body_fields(body), "no_temperature": no_temperature}
        limits = {"patches": patches, "text_column": text_column, "max_bytes": max_bytes}
        checked = Batch.of(inputs, **options, **limits, max_answer_tokens=max_answer_tokens)
        with Store.open(out) as store:
            _write_round(BatchJob.begin(store, checked), output, all_unanswered=True)


@app.command("import")
def batch_import(
    answers: Annotated[
        list[Path], typer.Argument(help="The files of answers that the Batch API gave.", show_default=False)
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="The file for the next round's requests.")] = Path(
        "requests.jsonl"
    ),
    out: Out = Path("out"),
) -> None:
    """Take answers in, matched by custom_id, and write the next round's requests, if there are any."""
    with told_errors():
        from summarizer.running.batches import BatchJob
        from summarizer.running.store.store import Store

        with Store.open_existing(out) as store:
            rounds = BatchJob.resume(store)
            for path in answers:
                taken = rounds.take(path, partial(_tell, path))
                typer.echo(f"{taken} answers taken from {path}", err=True)
            _write_round(rounds, output, all_unanswered=False)


def _tell(path: Path, problem: str) -> None:
    typer.echo(f"summarizer: {path}: {problem}", err=True)


def _write_round(rounds: "BatchJob", output: Path, *, all_unanswered: bool) -> None:
    from summarizer.checking.jsonl import REPORTS

    rounds.write(output, all_unanswered=all_unanswered)
    if rounds.asked:
        names = " ".join(str(path) for path in rounds.written)
        typer.echo(f"{rounds.asked} requests written to {names}", err=True)
        typer.echo(
            f"Take their answers in with: summarizer batch import ANSWERS.jsonl --out {rounds.store.out}", err=True
        )
    if rounds.waiting:
        typer.echo(f"{rounds.waiting} requests of earlier files wait for their answers", err=True)
    if not rounds.asked and not rounds.waiting:
        typer.echo("Nothing is left to ask.", err=True)
    counts = rounds.store.counts()
    said = ", ".join(f"{count} {status}" for status, count in counts.items()) or "none yet"
    typer.echo(f"Reports in {rounds.store.out / REPORTS}: {said}", err=True)
