"""True and false claims of the cells of `benchmarks/cases/tables`: documents with a list of the figures of their tables.

Each list (`NAME.tsv`) has the row, column, surface, value and unit of every cell with a figure; a unit that ends in `?`
lists those that the table leaves open. A cell is claimed with its row as the quote, in the words of its labels; crosswise,
with the words of another cell of the table.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.checking import findings
from summarizer.checking.draft import DraftFigure
from summarizer.checking.verdicts import Evidence
from summarizer.models import Document, Mention, Scan, TableCell
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.scanner import scan_document
from summarizer.scanning.tables.table_rows import table_lines

FOLDER = Path(__file__).parent / "cases" / "tables"
_UNIT = re.compile(r"[(（][^()（）]*[)）]")
Claim = dict[str, Any]


class ExpectedCell(NamedTuple):
    """A row of a list: the cell of a figure."""

    row: str
    column: str
    surface: str
    value: float
    unit: str


class TableCase:
    """A document with the figures of its tables."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self.document = Document(path.name, path.name, path.read_text(encoding="utf-8"))
        lines = path.with_suffix(".tsv").read_text(encoding="utf-8").splitlines()[1:]
        fields = [line.split("\t") for line in lines]
        self.expected = [
            ExpectedCell(row, column, surface, float(value), unit) for row, column, surface, value, unit in fields
        ]

    @cached_property
    def scan(self) -> Scan:
        return scan_document(self.document)

    @cached_property
    def analysis(self) -> Analysis:
        return Analysis(self.scan)

    @cached_property
    def evidence(self) -> Evidence:
        return Evidence(self.analysis)

    @property
    def figures(self) -> list[Mention]:
        """The figures in tables, in order."""
        return [mention for mention in self.analysis.figures if mention.table is not None]

    def doubts(self, claim: Claim) -> list[str]:
        """The codes of the errors that the checker finds in a claim."""
        figure = DraftFigure.model_validate(claim)
        judgement = self.evidence.judge(figure)
        found = findings.of_figure("figures/0", figure, judgement, self.analysis.context)
        return [finding.code for finding in found if finding.severity == "error"]

    def quote(self, mention: Mention) -> str:
        """The row of a figure as the model reads it."""
        text = self.scan.text
        table = text.tables[mention.table.table if mention.table else 0]
        filled = [row for row in table.rows if any(cell.span.start < cell.span.end for cell in row)]
        rows = zip(filled, table_lines(text, table, table.span), strict=True)
        return next(line for row, line in rows if any(_holds(cell.span, mention) for cell in row))

    def claim(self, mention: Mention, subject: str) -> Claim:
        """A figure told with a subject."""
        numbers = {"value": mention.value, "low": mention.low, "high": mention.high}
        numbers = {"value": mention.value} if mention.value is not None else numbers
        return {"quote": self.quote(mention), "subject": subject, "unit": mention.unit, **numbers}

    def true_claims(self) -> Iterator[Claim]:
        """Each figure in the words of its row and column, in both orders, alone, and with words that models add."""
        for mention in self.figures:
            for subject in subjects(mention):
                yield self.claim(mention, subject)
            if mention.table and mention.table.direction == "decrease" and mention.value and mention.value < 0:
                yield self.claim(mention, subjects(mention)[0]) | {"value": -mention.value, "direction": "decrease"}

    def crosswise_claims(self) -> Iterator[tuple[str, Claim]]:
        """Each figure in the words of the row and column of each other cell of its table, where they differ; with the kind."""
        for mention in self.figures:
            own = set(subjects(mention))
            for other in self.figures:
                subject = full_subject(other)
                if other.table and mention.table and other.table.table == mention.table.table and subject not in own:
                    yield _kind(mention.table, other.table), self.claim(mention, subject)


def _kind(own: TableCell, other: TableCell) -> str:
    if own.column == other.column:
        return "another row"
    return "another column" if own.row == other.row else "another row and column"


def _holds(span: tuple[int, int], mention: Mention) -> bool:
    return span[0] <= mention.text_start and mention.text_end <= span[1]


def _named(label: str | None) -> str:
    return _UNIT.sub("", label or "").replace("其中：", "").replace("±%", "").replace("%", "").replace("/", "")


def full_subject(mention: Mention) -> str:
    """The words of a figure's row and column."""
    place = mention.table
    return _named(place.row) + _named(place.column) if place else ""


def subjects(mention: Mention) -> list[str]:
    """Words that name the row and column of a figure, or one of them."""
    place = mention.table
    row, column = (_named(place.row), _named(place.column)) if place else ("", "")
    added = f"{row}{column}同比增长" if place and place.is_change else f"{row}的{column}"
    forms = [row + column, column + row, f"{row}（{column}）", row, column, added, mention.noun or row]
    return [form for form in dict.fromkeys(forms) if form.strip("的（）")]


def table_cases() -> list[TableCase]:
    """The documents of the folder, in order."""
    return [TableCase(path) for path in sorted(FOLDER.iterdir()) if path.suffix != ".tsv"]
