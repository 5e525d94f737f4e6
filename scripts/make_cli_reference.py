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

| variable | meaning |
|---|---|
| `OPENAI_API_KEY` | the key of OpenAI; it is sent only to OpenAI's host, or to `OPENAI_BASE_URL` |
| `OPENAI_BASE_URL` | another address to use with that key |
| `SUMMARIZER_MODEL` | the value of `--model`, if it is not given |
| `SUMMARIZER_BASE_URL` | the value of `--base-url`, if it is not given |
| `SUMMARIZER_API_KEY` | the key of the endpoint of `--base-url` or `SUMMARIZER_BASE_URL` |
| `LC_ALL` `LC_MESSAGES` `LANG` | the language, if `--lang` is not given: the first that is set counts; Chinese for `zh…` |

With `--local`, the model, endpoints and keys of the environment are not used.

## Exit status

| status | when |
|---|---|
| 0 | done |
| 1 | some documents failed, or some lines can't be read; `doctor`: something that is configured does not work |
| 2 | the command can't be run as given: one line on stderr says why |
| 3 | some documents are flagged, with `--fail-on flagged`; `evaluate`: a `--min` or `--max` is not met |
| 4 | a run stopped at `--max-tokens` or `--max-cost` |
| 130, 143 | stopped by Ctrl-C, by SIGTERM |
| 141 | the program that read stdout has ended |

Data goes to stdout, progress and messages to stderr. A message is one line and begins with `summarizer: `. No traceback is shown,
except in Python's development mode (`PYTHONDEVMODE=1`). JSON is always UTF-8. A table shows ? for a character that the console
lacks, and in a pipe or a file it is as wide as its content.

During a run, a terminal shows a progress bar. If stderr is not a terminal (nohup, cron, a notebook), `run` prints a line at the
start, one per minute with documents, rate, time left, tokens and cost, and one at the end.

## Files that you name

Reports, gold, decisions, answers of a batch and prompts must be regular files in UTF-8, with or without a byte order mark, of at
most 1 GB. A pipe is refused. If a line is not JSON, is nested too deep or contains a number that is not finite, the message gives
its line number.

## Completion

`summarizer --install-completion` sets up completion of commands and options for your shell (bash, zsh, fish, PowerShell).
`summarizer --show-completion` prints the script.
"""


def reference() -> str:
    """The page; it depends on neither the environment nor the width of the terminal."""
    command = typer.main.get_command(app)
    context = typer.Context(command, info_name="summarizer", **command.context_settings)
    made = get_docs_for_click(obj=command, ctx=context, name="summarizer", title="The command line")
    return f"{made.rstrip()}\n\n{_AROUND}"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8", newline="\n")
