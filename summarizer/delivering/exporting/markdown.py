"""Markdown: the reports of a run in one file for reading, `reports.md`.

A document's text is never markup here: what could be is escaped, white space becomes one blank, � takes the
place of control characters and marks of direction, and no text of a document begins a line. (A viewer that looks for bare addresses may still make a link of one, to
the address that is read.)
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from summarizer.checking.jsonl import write_lines
from summarizer.checking.number_words import number_words
from summarizer.checking.record import Record, Report
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_measures import Measure, nested
from summarizer.delivering.exporting.layout import Layout
from summarizer.folding import without_controls
from summarizer.running.store.store import Store

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$!@^]|:(?=/)|(?<=www)\.")


def write(store: Store, folder: Path, _layout: Layout) -> list[Path]:
    return [write_lines(folder / "reports.md", _lines(store))]


def escape(text: object) -> str:
    """A text as one line that Markdown shows as it is."""
    return _MARKUP.sub(lambda found: f"\\{found[0]}", " ".join(without_controls(str(text)).split()))


def _lines(store: Store) -> Iterator[str]:
    yield "# Reports"
    for record in store.delivered():
        name, lines = record.document.id, list[str]()
        with store.delivering(name):
            lines += _record(record)
        yield from lines or _head(name, name, "failed", "internal_error", store.undelivered[name])


def _record(record: Record) -> Iterator[str]:
    note, error = record.document, record.error
    failure = (error.code, error.message) if error is not None else ()
    yield from _head(note.title or note.id, note.id, record.status, *failure)
    if record.report is not None:
        yield from _report(record.report)
    for finding in record.findings:
        yield f"- {finding.severity}, {escape(finding.code)}: {escape(finding.message)}"


def _head(title: str, name: str, status: str, code: str = "", message: str = "") -> Iterator[str]:
    yield from ("", f"## {escape(title)}", "", f"Document {escape(name)}: **{status}**")
    if code:
        yield from ("", f"Failed ({escape(code)}): {escape(message)}")


def _report(report: Report) -> Iterator[str]:
    region, published = report.region, report.published
    path = (
        (region.province, region.city, region.county, region.town, region.adcode) if region else ("no single region",)
    )
    when = f"{published.iso}{' (inferred)' if published.inferred else ''}" if published else "undated"
    yield from ("", f"Region {escape(' '.join(filter(None, path)))}, published {escape(when)}")
    yield ""
    yield from _points(report)
    if report.figures:
        yield "| verdict | figure | counts | in the document's words |"
        yield "|---|---|---|---|"
        yield from (_figure(figure) for figure in report.figures)
        yield ""
    if report.measures:
        yield from ("Measures:", "", *_measures(report.measures), "")
    if report.slogans:
        yield from (f"Slogans: {'、'.join(escape(slogan.text) for slogan in report.slogans)}", "")


def _points(report: Report) -> Iterator[str]:
    """Headline and points; of a report without points its summary."""
    if report.headline:
        yield from (f"**{escape(report.headline)}**", "")
    if report.points:
        yield from (*(f"- {escape(point.text)}" for point in report.points), "")
    elif report.summary:
        yield from (f"Summary: {escape(report.summary)}", "")


def _measures(measures: Sequence[Measure]) -> Iterator[str]:
    """A list with the parts of each measure below it."""
    for measure, depth in nested(measures):
        coded = ", ".join(filter(None, (measure.kind, measure.kind and measure.status, measure.actor)))
        yield f"{'  ' * depth}- {escape(measure.name)}" + (f" ({escape(coded)})" if coded else "")


def _figure(figure: Figure) -> str:
    number = number_words(figure.value, figure.low, figure.high)
    qualifier = f" ({figure.qualifier})" if figure.qualifier else ""
    verdict = figure.verdict or "from the rules"
    decided = f", {figure.decision.action} by {figure.decision.who}" if figure.decision else ""
    cells = (verdict + decided, f"{number} {figure.unit or ''}{qualifier}", figure.subject or "–", figure.quote)
    return f"| {' | '.join(map(escape, cells))} |"
