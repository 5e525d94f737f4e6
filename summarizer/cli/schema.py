"""`summarizer schema`: the JSON Schemas."""

from enum import StrEnum
from typing import Annotated

import typer

from summarizer.cli.error_lines import errors_as_lines
from summarizer.cli.streams import write_json_text


class Schema(StrEnum):
    """The schemas that `summarizer schema` prints."""

    draft = "draft"
    report = "report"
    text_check = "text_check"


def schema(
    name: Annotated[
        Schema,
        typer.Argument(help="draft: what a model must return; report: what is delivered; text_check: a checked text."),
    ],
) -> None:
    """Print a JSON Schema."""
    with errors_as_lines():
        from summarizer.resources import locate

        write_json_text(locate(f"schemas/{name.value}.json").read_text(encoding="utf-8"), newline=False)
