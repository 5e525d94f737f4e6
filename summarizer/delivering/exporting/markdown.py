"""Markdown: the reports of a run in one file for reading, `reports.md`.

A document's text is never markup here: what could be is escaped, white space becomes one blank, � takes the
place of control characters and marks of direction, and no text of a document begins a line. (A viewer that looks for bare addresses may still make a link of one, to
the address that is read.)
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from summarizer.checking.jsonl import write_lines
from summarizer.checking.number_digits import number_digits
from summarizer.checking.record import Record, Report
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_measures import Measure, nested
from summarizer.checking.report_values import ReportPublished
from summarizer.delivering.exporting.layout import Layout
from summarizer.folding import without_controls
from summarizer.resources import Language, label, render, translated
from summarizer.running.store.store import Store

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$!@^]|:(?=/)|(?<=www)\.")


def write(store: Store, folder: Path, layout: Layout) -> list[Path]:
    return [write_lines(folder / "reports.md", _Markdown(layout.language).lines(store))]


def escape(text: object) -> str:
    """A text as one line that Markdown shows as it is."""
    return _MARKUP.sub(lambda found: f"\\{found[0]}", " ".join(without_controls(str(text)).split()))


class _Markdown:
    """The lines of reports in a language."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language

    def lines(self, store: Store) -> Iterator[str]:
        yield self._say("report.title")
        for record in store.delivered():
            name, lines = record.document.id, list[str]()
            with store.delivering(name):
                lines += self._record(record)
            yield from lines or self._head(name, name, "failed", "internal_error", store.undelivered[name])

    def _say(self, key: str, /, **params: str) -> str:
        return render(key, params, self._language)

    def _name(self, kind: str, code: str) -> str:
        return escape(label(kind, code, self._language))

    def _record(self, record: Record) -> Iterator[str]:
        note, error = record.document, record.error
        failure = (error.code, error.said) if error is not None else ()
        yield from self._head(note.title or note.id, note.id, record.status, *failure)
        if record.report is not None:
            yield from self._report(record.report)
        for finding in record.findings:
            severity, code = self._name("severity", finding.severity), self._name("finding", finding.code)
            message = escape(translated(finding.said, self._language))
            yield self._say("report.finding", severity=severity, code=code, message=message)

    def _head(self, title: str, document: str, status: str, code: str = "", why: str = "") -> Iterator[str]:
        shown = self._say("report.document", document=escape(document), status=self._name("status", status))
        yield from ("", f"## {escape(title)}", "", shown)
        if code:
            why = escape(translated(why, self._language))
            yield from ("", self._say("report.failed", code=self._name("failure", code), why=why))

    def _report(self, report: Report) -> Iterator[str]:
        region, published = report.region, report.published
        place = (region.province, region.city, region.county, region.town, region.adcode) if region else ()
        where = escape(" ".join(filter(None, place))) or self._say("no_region")
        yield from ("", self._say("report.head", region=where, when=self._when(published)), "")
        yield from self._points(report)
        if report.figures:
            yield from (self._say("report.columns"), "|---|---|---|---|")
            yield from (self._figure(figure) for figure in report.figures)
            yield ""
        if report.measures:
            yield from (self._say("report.measures"), "", *self._measures(report.measures), "")
        if report.slogans:
            slogans = "、".join(escape(slogan.text) for slogan in report.slogans)
            yield from (self._say("report.slogans", slogans=slogans), "")

    def _when(self, published: ReportPublished | None) -> str:
        if published is None:
            return self._say("scan.undated")
        date = escape(published.iso)
        return self._say("report.inferred", date=date) if published.inferred else date

    def _points(self, report: Report) -> Iterator[str]:
        """Headline and points; of a report without points its summary."""
        if report.headline:
            yield from (f"**{escape(report.headline)}**", "")
        if report.points:
            yield from (*(f"- {escape(point.text)}" for point in report.points), "")
        elif report.summary:
            yield from (self._say("report.summary", summary=escape(report.summary)), "")

    def _measures(self, measures: Sequence[Measure]) -> Iterator[str]:
        """A list with the parts of each measure below it."""
        for measure, depth in nested(measures):
            codes = (("kind", measure.kind), ("measure_status", measure.status)) if measure.kind else ()
            named = [self._name(kind, code) for kind, code in codes if code]
            coded = ", ".join([*named, *([escape(measure.actor)] if measure.actor else [])])
            yield f"{'  ' * depth}- {escape(measure.name)}" + (f" ({coded})" if coded else "")

    def _figure(self, figure: Figure) -> str:
        number = number_digits(figure.value, figure.low, figure.high)
        written = figure.as_written or figure.qualifier
        amount = f"{number} {figure.unit or ''}" + (f" ({written})" if written else "")
        verdict = self._name("verdict", figure.verdict) if figure.verdict else self._say("report.from_rules")
        if figure.decision:
            action = self._name("decision", figure.decision.action)
            verdict += self._say("report.decided", action=action, who=escape(figure.decision.who))
        cells = (amount, figure.subject or "–", figure.quote)
        return f"| {' | '.join([verdict, *map(escape, cells)])} |"
