"""A report to look at: on one line, on a few, and as HTML for a notebook, which shows the first figures and findings.

verified 6000多张 ✓    doubted 6000多张 ✗    from the rules 6000多张 –
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.checking.notebook_html import (
    AMBER,
    GREEN,
    GREY,
    RED,
    block,
    bulleted,
    counted,
    faint,
    marked,
    status,
    table,
    words,
)
from summarizer.folding import without_controls

if TYPE_CHECKING:
    from summarizer.checking.record import DocumentNote, Finding, Ledger, Record, Report
    from summarizer.checking.report_figures import Figure

_MOST_FIGURES, _MOST_FINDINGS, _MOST_POINTS = 30, 10, 8
_SEVERITIES = {"error": ("✗", RED), "warning": ("!", AMBER)}
_HEADS = ("figure", "counts", "status", "when", "where", "verdict")


@dataclass(frozen=True)
class ShownReport:
    """A report as people see it; `document`, `status` and `failure` where it is that of a record."""

    report: "Report | None"
    ledger: "Ledger | None" = None
    findings: "Sequence[Finding]" = ()
    document: "DocumentNote | None" = None
    status: str | None = None
    failure: str | None = None

    @classmethod
    def of(cls, record: "Record") -> "ShownReport":
        failure = f"{record.error.code}: {record.error.message}" if record.error else None
        return cls(record.report, record.ledger, record.findings, record.document, record.status, failure)

    def line(self) -> str:
        """What it is on one line, for a prompt."""
        name = f"{self.document.id[:80]!r}: {self.status}" if self.document else ""
        return ", ".join(filter(None, [name, *self._counts()]))

    def lines(self) -> str:
        """What it says on a few lines, for `print`."""
        parts = [*self._place(), *self._counts()]
        problems = [f"{_SEVERITIES[each.severity][0]} {each.message}" for each in self._problems[:_MOST_FINDINGS]]
        found = (self._head, self._headline, ", ".join(parts), self.failure, *problems)
        return "\n".join(" ".join(without_controls(each[:240]).split()) for each in found if each)

    def html(self) -> str:
        """Headline and points, figures with their verdicts, findings."""
        figures = self.report.figures if self.report else []
        return block(
            self._title(),
            f"<b>{words(self._headline)}</b>" if self._headline else "",
            faint(", ".join([*self._place(), *self._counts()])),
            words(self.failure),
            bulleted(words(point.text) for point in self.report.points[:_MOST_POINTS]) if self.report else "",
            table(_HEADS, map(_row, figures[:_MOST_FIGURES])),
            _more(len(figures) - _MOST_FIGURES, "figure"),
            bulleted(map(_finding, self._problems[:_MOST_FINDINGS])),
            _more(len(self._problems) - _MOST_FINDINGS, "finding"),
        )

    @property
    def _headline(self) -> str | None:
        return self.report.headline if self.report else None

    @property
    def _head(self) -> str:
        return f"{self.document.title or self.document.id}: {self.status}" if self.document else ""

    def _title(self) -> str:
        if self.document is None or self.status is None:
            return ""
        return f"{words(self.document.title or self.document.id)} {status(self.status)}"

    @property
    def _problems(self) -> "list[Finding]":
        """The findings that a person should look at, errors first."""
        return sorted((each for each in self.findings if each.severity in _SEVERITIES), key=lambda each: each.severity)

    def _place(self) -> Iterator[str]:
        """Where and when."""
        if self.report and self.report.region:
            yield f"{self.report.region.name} {self.report.region.adcode}"
        if self.report and self.report.published:
            yield self.report.published.iso

    def _counts(self) -> Iterator[str]:
        """How much there is of what."""
        if self.ledger:
            yield f"{self.ledger.verified} of {counted(self.ledger.figures, 'figure')} verified"
            yield f"{counted(self.ledger.missed, 'number')} missed"
        elif self.report:
            yield counted(len(self.report.figures), "figure")
        if self.report:
            yield counted(len(self.report.measures), "measure")
        for severity in _SEVERITIES:
            if count := sum(each.severity == severity for each in self.findings):
                yield counted(count, severity)


def _row(figure: "Figure") -> Sequence[str]:
    number = figure.as_written or f"{'–' if figure.value is None else figure.value}{figure.unit or ''}"
    status = [figure.status, figure.aspect if figure.aspect != "amount" else None, figure.direction]
    return (
        words(number),
        words(figure.subject),
        words(" ".join(filter(None, status))),
        words(figure.period.iso if figure.period else None),
        words(figure.place.name if figure.place else None),
        _verdict(figure.verdict),
    )


def _verdict(verdict: str | None) -> str:
    if verdict is None:
        return marked("from the rules –", GREY)
    sound = verdict == "verified"
    return marked(f"{verdict.replace('_', ' ')} {'✓' if sound else '✗'}", GREEN if sound else RED)


def _finding(finding: "Finding") -> str:
    mark, colour = _SEVERITIES[finding.severity]
    return f"{marked(f'{finding.severity} {mark}', colour)} {words(finding.message, 240)}"


def _more(count: int, what: str) -> str:
    return faint(counted(count, f"more {what}")) if count > 0 else ""
