"""`summarizer export`: a run as tables and files for other programs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.error_lines import errors_as_lines, exit_with_problems
from summarizer.cli.language import language
from summarizer.cli.streams import complain, write_path


class Format(StrEnum):
    """The forms of an export."""

    jsonl = "jsonl"
    csv = "csv"
    xlsx = "xlsx"
    parquet = "parquet"
    sqlite = "sqlite"
    md = "md"


class NumberForm(StrEnum):
    """How a workbook shows large numbers."""

    plain = "plain"
    wan = "wan"
    yi = "yi"


def export(
    out: Annotated[Path, typer.Argument(help="The folder of a run.", show_default=False)],
    formats: Annotated[
        list[Format] | None,
        typer.Option("--format", help="The format; can be given several times.", show_default="jsonl and csv"),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="The folder for the files; without it, OUT/tables (reports.jsonl: OUT), or OUT/corrected with --corrected.",
            show_default=False,
        ),
    ] = None,
    bom: Annotated[
        bool,
        typer.Option("--bom", help="Make the CSV for Excel: marked as UTF-8, with heads in the language of --lang."),
    ] = False,
    numbers: Annotated[
        NumberForm,
        typer.Option(
            "--numbers",
            help="How the workbook shows numbers from ten thousand on: in full, in 万 (wan), or in 亿 and 万 (yi). Values stay.",
        ),
    ] = NumberForm.plain,
    corrected: Annotated[
        bool,
        typer.Option(
            "--corrected",
            help="Apply the decisions of `review apply`; evaluate takes the resulting reports.jsonl as GOLD.",
        ),
    ] = False,
) -> None:
    """Write a run as tables: facts, documents, figures, measures, findings (docs/data-dictionary.md).

    facts has a row for each figure with its place, time, document and measure: the table to count and sum.

    csv and parquet write one file per table, and csv a datapackage.json too. xlsx, sqlite and md write one file.
    """
    with errors_as_lines():
        from summarizer.delivering.exporting.exporter import export as write

        chosen = formats or [Format.jsonl, Format.csv]
        names, problems = [chosen_format.value for chosen_format in chosen], list[str]()
        made = write(
            out,
            names,
            folder,
            bom=bom,
            correct=corrected,
            language=language(),
            numbers=numbers.value,
            warn=complain,
            problem=problems.append,
        )
        for path in made:
            write_path(path)
        exit_with_problems(problems)
