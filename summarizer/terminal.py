"""What people see in a terminal: progress on stderr, tables on stdout. Text from documents is never markup here."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from summarizer.asking.answers import WHAT_TO_SET
from summarizer.checking.report import Figure, Finding, Record
from summarizer.models import Document, Scan
from summarizer.rechecking import Row
from summarizer.sources.documents import TABLES, find

STYLES = {"ok": "green", "flagged": "yellow", "failed": "red", "verified": "green"}
SEVERITIES = {"error": "red", "warning": "yellow", "info": "dim"}
_MOST_FINDINGS = 12
_OTHER_COLUMNS = 67  # the width that all columns but the first need


class Progress:
    """A bar on stderr, where that is a terminal; collects the records that it is shown."""

    def __init__(self, inputs: Sequence[str], text_column: str | None) -> None:
        self.records: list[Record] = []
        self._wanted = self._done = 0
        paths = [source.path for source in find(inputs, text_column=text_column)]
        countable = not any(Path(path).suffix.lower() in TABLES for path in paths)
        console = Console(stderr=True)
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        self._bar = Bar(*columns, console=console, disable=not console.is_terminal, transient=True)
        self._task = self._bar.add_task("documents", total=len(paths) if countable else None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def add(self, record: Record) -> None:
        self.records.append(record)
        self._bar.advance(self._task)

    def figures(self, wanted: int, done: int) -> None:
        """Show how many figures more are wanted of the model, and how many more are done."""
        self._wanted, self._done = self._wanted + wanted, self._done + done
        self._bar.update(self._task, description=f"{self._done}/{self._wanted} figures, documents")


def show(records: Sequence[Record], path: Path) -> None:
    """The table of a run, its findings, its totals, and one line for each kind of failure."""
    console = Console()
    console.print(_table(records, console.width))
    _show_findings(console, records)
    if any(record.report and record.report.published and record.report.published.inferred for record in records):
        console.print("* inferred: the year is not stated; the report says how it is known", highlight=False)
    totals = _totals(records)
    console.print(f"{totals}\n{path}", highlight=False, markup=False)
    messages: dict[str, list[str]] = {}
    for error in (record.error for record in records if record.error):
        messages.setdefault(error.code, []).append(error.message)
    for code, said in messages.items():
        print(f"summarizer: {len(said)} failed ({code}): {said[0]}{_hint(code)}", file=sys.stderr)


def _hint(code: str) -> str:
    return f"; {WHAT_TO_SET}" if code in {"no_recording", "not_configured"} else ""


def _table(records: Sequence[Record], width: int) -> Table:
    table = Table(box=None, pad_edge=False, collapse_padding=True, header_style="bold")
    table.add_column("document", overflow="ellipsis", no_wrap=True, max_width=max(12, width - _OTHER_COLUMNS))
    for name in ("status", "region", "published"):
        table.add_column(name, no_wrap=True)
    for name in ("verified", "added", "measures", "errors"):
        table.add_column(name, justify="right", no_wrap=True)
    for record in records:
        table.add_row(*_cells(record))
    return table


def _cells(record: Record) -> list[Text | str]:
    status = Text(record.status, STYLES[record.status])
    if record.report is None or record.ledger is None:
        return [Text(record.document.id), status, Text(record.error.code if record.error else "", "red")]
    region, ledger = record.report.region, record.ledger
    place = f"{region.town or region.county or region.city or region.province} {region.adcode}" if region else "–"
    published = record.report.published
    when = f"{published.iso}{'*' if published.inferred else ''}" if published else "–"
    errors = sum(finding.severity == "error" for finding in record.findings)
    counts = (
        f"{ledger.verified}/{ledger.figures}",
        ledger.missed,
        len(record.report.measures),
        errors,
    )
    return [Text(record.document.id), status, Text(place), Text(when), *map(str, counts)]


def _show_findings(console: Console, records: Sequence[Record]) -> None:
    """What a person should look at first: errors, then what was missed."""
    shown = [(record.document.id, finding) for record in records for finding in record.findings]
    worst = sorted((pair for pair in shown if pair[1].severity != "info"), key=lambda pair: pair[1].severity)
    for name, finding in worst[:_MOST_FINDINGS]:
        console.print(_finding_line(name, finding), highlight=False)
    if len(worst) > _MOST_FINDINGS:
        console.print(f"… and {len(worst) - _MOST_FINDINGS} more findings in the reports", highlight=False)


def _finding_line(name: str, finding: Finding) -> Text:
    line = Text(f"{name} ", "dim")
    line.append(finding.code, SEVERITIES[finding.severity])
    return line.append(f" {finding.message}", "default")


def show_report(record: Record) -> None:
    """One report: what it is about, its figures with their verdicts, its measures, its findings."""
    console = Console()
    report = record.report
    if report is None:
        console.print(_cells(record)[0], _cells(record)[1], record.error.message if record.error else "", markup=False)
        return
    _, status, _, when, *_ = _cells(record)
    region = report.region
    path = (region.province, region.city, region.county, region.town) if region else ("no one region",)
    place = "".join(dict.fromkeys(filter(None, path))) + (f" {region.adcode}" if region else "")
    console.print(Text.assemble((record.document.title or record.document.id, "bold"), "  ", status))
    console.print(Text.assemble(place, "  ", when, "\n", report.summary, "\n"))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("", "figure", "counts", "in the document's words"):
        table.add_column(name)
    for figure in report.figures:
        table.add_row(*_figure_cells(figure))
    console.print(table)
    console.print(Text("\n" + "、".join(measure.name for measure in report.measures), "dim"))
    for finding in record.findings:
        console.print(_finding_line("", finding), highlight=False)


def _figure_cells(figure: Figure) -> tuple[Text, ...]:
    mark = (
        Text("+ rules", "cyan")
        if figure.origin == "rules"
        else Text(figure.verdict or "", STYLES.get(figure.verdict or "", "red"))
    )
    number = (
        figure.value
        if figure.value is not None
        else f"{figure.low if figure.low is not None else ''}–{figure.high if figure.high is not None else ''}"
    )
    told = f"{number} {figure.unit or ''}" + (f" ({figure.qualifier})" if figure.qualifier else "")
    return mark, Text(told), Text(figure.subject or "–"), Text(" ".join(figure.quote.split()), "dim")


def _totals(records: Sequence[Record]) -> str:
    statuses = Counter(record.status for record in records)
    said = ", ".join(f"{count} {status}" for status, count in sorted(statuses.items())) or "nothing"
    ledgers = [record.ledger for record in records if record.ledger]
    verified, figures = sum(ledger.verified for ledger in ledgers), sum(ledger.figures for ledger in ledgers)
    missed = sum(ledger.missed for ledger in ledgers)
    return f"{len(records)} documents: {said}. {verified} of {figures} figures verified, {missed} added by rules."


def show_scan(document: Document, scan: Scan) -> None:
    """What rules read from one document."""
    console = Console()
    region = scan.region
    place = f"{region.name} {region.towncode or region.adcode}" if region else "no one region"
    when = scan.published.iso if scan.published else "undated"
    console.print(Text(f"{document.path}: {place}, published {when}", "bold"))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("number", "role", "value", "unit", "qualifier", "counts"):
        table.add_column(name)
    for mention in scan.mentions:
        value = mention.value if mention.value is not None else f"{mention.low or ''}–{mention.high or ''}"
        shown = "" if mention.role in {"date", "time"} else str(value)
        cells = (mention.surface, mention.role, shown, mention.unit or "", mention.qualifier or "", mention.noun or "")
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)


def show_rechecked(rows: Sequence[Row], *, as_json: bool) -> None:
    """The figures whose verdict changed, or that another tool got wrong; as JSON, all of them."""
    if as_json:
        for row in rows:
            print(json.dumps(asdict(row) | {"changed": row.changed}, ensure_ascii=False))
        return
    console = Console()
    for row in rows:
        if row.error:
            print(f"summarizer: {row.document}: {row.error}", file=sys.stderr)
        elif row.changed or (row.before is None and row.verdict != "verified"):
            console.print(_recheck_line(row), highlight=False)
    verdicts = Counter(row.verdict for row in rows if row.verdict)
    said = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common()) or "no figures"
    changed = sum(row.changed for row in rows)
    console.print(f"{said}; {changed} changed", highlight=False, markup=False)


def _recheck_line(row: Row) -> Text:
    line = Text(f"{row.document} ", "dim")
    line.append(f"{row.figure.get('subject') or '?'} {row.figure.get('value')} {row.figure.get('unit') or ''} ", "bold")
    line.append(f"{row.before} → " if row.before else "", "dim")
    line.append(str(row.verdict), STYLES.get(str(row.verdict), "red"))
    return line.append(f" {row.why}", "default")
