"""What `summarizer show` prints of a report: its points first, then its figures, measures, slogans and findings."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from summarizer.checking.citing import Citation
from summarizer.checking.record import Record, Report
from summarizer.checking.report_measures import Measure, Point, nested
from summarizer.cli.language import label, language, say, words
from summarizer.cli.safe_text import SafeText
from summarizer.cli.scan_table import where_shown
from summarizer.cli.streams import console
from summarizer.cli.terminal import figure_cells, finding_line, record_cells

_STATUS_STYLES = {
    "in_force": "green",
    "completed": "green",
    "planned": "yellow",
    "called_for": "yellow",
    "ended": "dim",
}
_DOUBTED = {"contradicted", "not_stated"}


def show_report(record: Record) -> None:
    """One report: what it is about, its figures with their verdicts, its measures, its findings."""
    screen = console()
    report = record.report
    if report is None:
        screen.print(*record_cells(record)[:2], SafeText(say(record.error.said) if record.error else ""))
        return
    _show_head(screen, record, report)
    _show_points(screen, report)
    if report.figures:
        screen.print(_figures(report))
    if report.measures:
        screen.print()
        screen.print(_measures(report.measures))
    if report.slogans:
        slogans = "、".join(slogan.text for slogan in report.slogans)
        screen.print()
        screen.print(SafeText(words("show.slogans", slogans=slogans), "dim"), no_wrap=True, overflow="ellipsis")
    if record.findings:
        screen.print()
    for finding in record.findings:
        screen.print(finding_line("", finding), highlight=False)


def show_citations(citations: Iterable[Citation]) -> None:
    """Citations, each on a line of its own, whatever the width of the terminal."""
    screen = console()
    for citation in citations:
        screen.print(SafeText(citation.text(language())), soft_wrap=True)


def _show_head(screen: Console, record: Record, report: Report) -> None:
    _, status, _, when, *_ = record_cells(record)
    region = report.region
    path = (region.province, region.city, region.county, region.town) if region else (words("no_region"),)
    place = "".join(dict.fromkeys(filter(None, path))) + (f" {region.adcode}" if region else "")
    screen.print(SafeText.assemble((record.document.title or record.document.id, "bold"), "  ", status))
    screen.print(SafeText.assemble(place, "  ", when, "\n"))


def _show_points(screen: Console, report: Report) -> None:
    """Headline and points; of a report without points its summary."""
    if report.headline:
        screen.print(SafeText(report.headline, "bold"))
    if report.points:
        points = Table.grid(padding=(0, 1))
        points.add_column()
        points.add_column(overflow="fold")
        for point in report.points:
            points.add_row(SafeText("•", "dim"), _point(point))
        screen.print(points)
    if report.summary and not report.points:
        screen.print(SafeText(report.summary), highlight=False)
    screen.print()


def _point(point: Point) -> SafeText:
    """A point with its numbers marked; those that the document does not bear out are red."""
    text = SafeText(point.text)
    for number in point.numbers:
        text.stylize("red" if number.verdict in _DOUBTED else "bold", number.start, number.end)
    return text


def _figures(report: Report) -> Table:
    """The figures; with their pages or cells where the file has any."""
    located = any(figure.page or figure.cell for figure in report.figures)
    table = _table("", "figure", "counts", "quote", *(("where",) if located else ()))
    for figure in report.figures:
        where = where_shown(figure.page, figure.cell)
        table.add_row(*figure_cells(figure), *((SafeText(where),) if located else ()))
    return table


def _measures(measures: Sequence[Measure]) -> Table:
    """The measures as a tree; kind, status and actor are left out where no measure has one."""
    coded = any(measure.kind for measure in measures)
    acted = any(measure.actor for measure in measures)
    table = _table("measure", *(("kind", "status") if coded else ()), *(("actor",) if acted else ()))
    for measure, depth in nested(measures):
        cells = [SafeText(f"{'  ' * depth}{measure.name}")]
        if coded:
            cells.append(
                SafeText(label("kind", measure.kind) if measure.kind else "–", "cyan" if measure.kind else "dim")
            )
            cells.append(SafeText(label("measure_status", measure.status), _STATUS_STYLES[measure.status]))
        if acted:
            cells.append(SafeText(measure.actor or "", "dim"))
        table.add_row(*cells)
    return table


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(words(f"head.{name}") if name else "")
    return table
