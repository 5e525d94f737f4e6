"""Rechecking delivered reports with their summaries, or another tool's figures, against their documents, without a model.

A line of a report has `document` and `report`. A figure of another tool is a line with `value`, and, as far as they are
known, `quote`, `unit`, `subject`, `qualifier`, `low`, `high` …; `path` (or `source`, `document`) names its document: the path
or the file's name under the folder given, or the id of a row. Without a quote, the whole document is the place to look.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path, PurePath
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from summarizer.checking.checker import CheckResult, check
from summarizer.checking.jsonl import first_problem, read_objects
from summarizer.checking.stated import StatedDraft
from summarizer.checking.texts.judging import judgements
from summarizer.checking.texts.text_check import FLAGGED
from summarizer.errors import InputError, UsageError, last_net
from summarizer.models import Document, Scan
from summarizer.reading.inputs.documents import UnreadableInput, load
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.scanner import scan_document

_NOT_CLAIMED = {"path", "source", "document", "measure"}
_CLAIM = ("quote", "value", "low", "high")
_CLAIMED = ("quote", "subject", "value", "low", "high", "unit", "qualifier", "direction")


@dataclass(frozen=True, slots=True)
class RecheckedFigure:
    """One figure checked again: the verdict before (None for another tool's) and now, and why.

    `part` says where a report has it. A number of the summary has no verdict before, and its `span` is in the summary.
    `place` is where it was looked for: in its quote, or in the whole document, where it has none.
    """

    document: str
    figure: dict[str, Any]
    before: str | None
    verdict: str | None
    why: str = ""
    error: str | None = None
    part: Literal["figures", "summary"] = "figures"
    place: Literal["quote", "document"] = "quote"

    @property
    def flagged(self) -> bool:
        """Whether its verdict changed, or flags its document."""
        return self.changed or (self.verdict in FLAGGED if self.part == "summary" else self.verdict != "verified")

    @property
    def changed(self) -> bool:
        return self.before is not None and self.before != self.verdict


@dataclass
class DocumentIndex:
    """The documents of a folder by path, name and id, each scanned once."""

    source: Path
    text_column: str | Sequence[str] | None
    _found: dict[str, Document | UnreadableInput] = field(default_factory=dict)
    _scans: dict[str, Scan] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for document in load([str(self.source)], text_column=self.text_column):
            self._found[document.id] = document
            for name in (PurePath(document.path).name, document.path):
                self._found.setdefault(name, document)

    def scan(self, *names: str | None) -> Scan:
        """The scan of the first document that one of the names finds; raises InputError."""
        wanted = [name for name in names if name]
        document = next((self._found[name] for name in wanted if name in self._found), None)
        document = document or next(
            (self._found[tail] for name in wanted if (tail := PurePath(name).name) in self._found), None
        )
        if document is None:
            raise InputError(message("not_found.source", name=wanted[0] if wanted else "", source=self.source))
        if isinstance(document, UnreadableInput):
            raise document.error
        if document.id not in self._scans:
            self._scans[document.id] = scan_document(document)
        return self._scans[document.id]


def recheck(reports: Path, source: Path, text_column: str | Sequence[str] | None = None) -> Iterator[RecheckedFigure]:
    """One row a figure, in the order of the lines; raises UsageError where a file can't be read at all."""
    lines = list(read_objects(reports))
    index = DocumentIndex(source, text_column)
    for number, line in lines:
        if isinstance(line.get("document"), dict):
            try:
                report = _ReportLine.model_validate(line)
            except ValidationError as error:
                raise UsageError(
                    message("report.line", path=reports, number=number, why=first_problem(error))
                ) from None
            yield from _report_rows(report, index)
        elif any(line.get(name) is not None for name in _CLAIM):
            yield _claim_row(line, index)
        else:
            raise UsageError(message("report.neither", path=reports, number=number))


class _Name(BaseModel):
    id: str | None = None
    path: str | None = None


class _Claims(BaseModel):
    summary: str | None = None
    figures: list[dict[str, Any]] = []


class _ReportLine(BaseModel):
    """The parts of a report that are checked again; others may be of any version."""

    document: _Name
    report: _Claims | None = None


def _report_rows(line: _ReportLine, index: DocumentIndex) -> Iterator[RecheckedFigure]:
    if line.report is None:
        return
    document, name = line.document, str(line.document.id)
    figures = [figure for figure in line.report.figures if figure.get("origin") == "model"]
    try:
        with last_net():
            scan = index.scan(document.id, document.path)
            claims = [{name: figure[name] for name in _CLAIMED if name in figure} for figure in figures]
            checked, summary = _checked(claims, scan), judgements(line.report.summary or "", Analysis(scan))
    except InputError as error:
        yield RecheckedFigure(name, {}, None, None, error=error.message)
        return
    for figure, judgement in zip(figures, checked.judgements, strict=False):
        yield RecheckedFigure(name, figure, figure.get("verdict"), judgement.verdict, judgement.why or "")
    for judged in summary:
        number = {"as_written": judged.surface, "span": [judged.start, judged.end]}
        why = judged.message
        yield RecheckedFigure(name, number, None, judged.verdict, why, part="summary", place="document")


def _claim_row(claim: dict[str, Any], index: DocumentIndex) -> RecheckedFigure:
    name = next((str(claim[key]) for key in ("path", "source", "document") if claim.get(key)), "")
    try:
        with last_net():
            checked = _checked([claim], index.scan(name))
    except InputError as error:
        return RecheckedFigure(name, claim, None, None, error=error.message)
    reasons = [finding.said for finding in checked.findings if finding.item == "figures/0"]
    why = reduce(lambda first, rest: message("check.reasons", first=first, rest=rest), reasons) if reasons else ""
    place: Literal["quote", "document"] = "quote" if claim.get("quote") else "document"
    return RecheckedFigure(name, claim, None, checked.judgements[0].verdict, why, place=place)


def _left_out(figure: dict[str, Any]) -> set[str]:
    """The fields of a line that are no part of its claim, and those that are null."""
    return _NOT_CLAIMED | {name for name, value in figure.items() if value is None}


def _checked(figures: Sequence[dict[str, Any]], scan: Scan) -> CheckResult:
    claims = [
        {"subject": "", **{name: value for name, value in figure.items() if name not in _left_out(figure)}}
        for figure in figures
    ]
    try:
        return check(
            StatedDraft.model_validate({"points": [], "measures": [], "slogans": [], "figures": claims}), Analysis(scan)
        )
    except ValidationError as error:
        raise InputError(message("bad_row.figure", why=first_problem(error))) from None
