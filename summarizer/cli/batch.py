"""`summarizer batch`: ask through a Batch API."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import (
    MAX_BYTES,
    BaseUrl,
    Inputs,
    MaxAnswerTokens,
    MaxBytes,
    Mode,
    Model,
    ModeOption,
    Out,
    Patches,
    Prompt,
    TextColumn,
    told_errors,
)

if TYPE_CHECKING:
    from summarizer.rounds import Rounds

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
) -> None:
    """Write the requests that a run would send, in OpenAI's Batch format; OUT keeps what `import` needs."""
    with told_errors():
        from summarizer.rounds import Rounds

        options = {"model": model, "base_url": base_url, "mode": mode.value, "prompt": str(prompt) if prompt else None}
        limits = {
            "patches": patches,
            "text_column": text_column,
            "max_bytes": max_bytes,
            "max_tokens": max_answer_tokens,
        }
        rounds = Rounds.begin(out, inputs, **options, **limits)
        _write_round(rounds, output)


@app.command("import")
def batch_import(
    answers: Annotated[Path, typer.Argument(help="The file of answers that the Batch API gave.", show_default=False)],
    output: Annotated[Path, typer.Option("-o", "--output", help="The file for the next round's requests.")] = Path(
        "requests.jsonl"
    ),
    out: Out = Path("out"),
) -> None:
    """Take answers in, matched by custom_id, and write the next round's requests, if there are any."""
    with told_errors():
        from summarizer.rounds import Rounds

        rounds = Rounds.resume(out)
        taken, problems = rounds.take(answers)
        for problem in problems:
            typer.echo(f"summarizer: {answers}: {problem}", err=True)
        typer.echo(f"{taken} answers taken into {rounds.recordings}", err=True)
        _write_round(rounds, output)


def _write_round(rounds: "Rounds", output: Path) -> None:
    written = rounds.write(output)
    if written:
        typer.echo(
            f"{written} requests written to {output}; take their answers in with: summarizer batch import ANSWERS.jsonl --out {rounds.out}",
            err=True,
        )
    else:
        typer.echo(f"Nothing is left to ask. Make the reports with: {rounds.command()}", err=True)
