"""Writes docs/cli.md from the command line itself: `python scripts/make_cli_reference.py`.

A test compares the committed page with what this makes.
"""

from pathlib import Path

import typer
from typer.cli import get_docs_for_click

from summarizer.cli import app

PAGE = Path(__file__).parent.parent / "docs" / "cli.md"
_AROUND = """\
## Environment

| variable | what it says |
|---|---|
| `OPENAI_API_KEY` | the key of OpenAI; it goes to OpenAI's host or to `OPENAI_BASE_URL` alone |
| `OPENAI_BASE_URL` | another address for that key |
| `SUMMARIZER_MODEL` | stands for `--model` |
| `SUMMARIZER_BASE_URL` | stands for `--base-url` |
| `SUMMARIZER_API_KEY` | the key of the endpoint of `--base-url` or `SUMMARIZER_BASE_URL` |

With `--local` the environment's model, endpoints and keys are left alone.

## Exit status

| status | when |
|---|---|
| 0 | done |
| 1 | some documents failed, or some lines could not be taken; `doctor`: something that is configured does not work |
| 2 | the command can't be carried out as it stands: one line on stderr says why |
| 3 | some documents are flagged, with `--fail-on flagged`; `evaluate`: a `--min` or `--max` is not met |
| 4 | a run stopped at `--max-tokens` or `--max-cost` |
| 130, 143 | stopped by Ctrl-C, by SIGTERM |
| 141 | the program that read stdout is gone |

stdout carries data, stderr progress and messages. A message begins with `summarizer: ` and is one line; no traceback is
shown (Python's development mode, `PYTHONDEVMODE=1`, shows it). JSON is UTF-8 whatever the console's encoding is; a table
shows ? for a character that the console lacks, and in a pipe or a file it is as wide as its content.

While a run goes, a terminal shows a bar. Where stderr is no terminal (nohup, cron, a notebook), `run` prints a line at the
start, one a minute with documents, rate, time left, tokens and cost, and one at the end.

## Files that you name

Reports, gold, decisions, answers of a batch and prompts are regular files in UTF-8, with or without a byte order mark, of
at most 1 GB; a pipe is refused. A line that is no JSON, is nested too deep or holds no finite number is named by its
number.

## Completion

`summarizer --install-completion` sets completion of commands and options up for the shell that calls it (bash, zsh, fish,
PowerShell); `summarizer --show-completion` prints it.
"""


def reference() -> str:
    """The page; it depends on neither the environment nor the width of the terminal."""
    command = typer.main.get_command(app)
    context = typer.Context(command, info_name="summarizer", **command.context_settings)
    made = get_docs_for_click(obj=command, ctx=context, name="summarizer", title="The command line")
    return f"{made.rstrip()}\n\n{_AROUND}"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8", newline="\n")
