"""The answer about a copy's original, borrowed where it holds for the copy as well.

Checked against the copy, it has no more errors than before, and tells all of its numbers.
"""

from collections.abc import Iterable

from summarizer.checking.checker import check
from summarizer.checking.record import Finding, Record
from summarizer.checking.redrafting import draft_of
from summarizer.models import Document, Scan
from summarizer.reading.inputs.documents import UnreadableInput
from summarizer.scanning.analysis import Analysis
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.pipeline import delivered, title_of
from summarizer.summarizing.points_by_rules import with_points


def borrowed(record: Record, document: Document | UnreadableInput, scan: Scan) -> Outcome | None:
    """The draft of an earlier record, checked against this document; None where it does not hold here."""
    report = record.report
    if report is None:
        return None
    analysis = Analysis(scan)
    checked = with_points(check(draft_of(report), analysis), analysis, title_of(document, scan))
    if checked.missed or _errors(checked.findings) > _errors(record.findings):
        return None
    return delivered(document, scan, checked)


def _errors(findings: Iterable[Finding]) -> int:
    return sum(finding.severity == "error" for finding in findings)
