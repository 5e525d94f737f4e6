"""`summarizer schema`: the JSON Schemas."""

from enum import StrEnum
from typing import Annotated

import typer

from summarizer.cli.options import told_errors


class Schema(StrEnum):
    """The schemas that `summarizer schema` prints."""

    draft = "draft"
    report = "report"


def schema(
    name: Annotated[Schema, typer.Argument(help="draft: what a model must return; report: what is delivered.")],
) -> None:
    """Print a JSON Schema."""
    with told_errors():
        from summarizer.resources import locate

        typer.echo(locate(f"schemas/{name.value}.json").read_text(encoding="utf-8"), nl=False)
