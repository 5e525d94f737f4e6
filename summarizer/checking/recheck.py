"""Rechecking delivered reports with their summaries, or another tool's figures, against their documents, without a model.

A line of a report has `document` and `report`. A figure of another tool is a line with `value`, and, as far as they are
known, `quote`, `unit`, `subject`, `qualifier`, `low`, `high` …; `path` (or `source`, `document`) names its document: the path
or the file's name under the folder given, or the id of a row. Without a quote, the whole document is the place to look.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path, PurePath
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ValidationError

from summarizer.checking.checker import JudgedFigures, judged_figures
from summarizer.checking.jsonl import first_problem, read_objects
from summarizer.checking.stated import StatedDraft
from summarizer.checking.texts.judging import judgements
from summarizer.checking.texts.text_check import FLAGGED
from summarizer.errors import InputError, UsageError, last_net
from summarizer.models import Document
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


class LinesOnDocument(NamedTuple):
    """The lines about one document, each with its number; `document` may be the reason why there is none."""

    document: Document | InputError
    lines: "list[tuple[int, _ReportLine | dict[str, Any]]]"


RecheckedLine = tuple[int, list[RecheckedFigure]]
"""The number of a line and its figures."""


class _DocumentIndex:
    """The documents of a folder by path, name and id."""

    def __init__(self, source: Path, text_column: str | Sequence[str] | None) -> None:
        self._source = source
        self._found: dict[str, Document | UnreadableInput] = {}
        for document in load([str(source)], text_column=text_column):
            self._found[document.id] = document
            for name in (PurePath(document.path).name, document.path):
                self._found.setdefault(name, document)

    def document(self, names: Sequence[str | None]) -> Document | InputError:
        """The first document that one of the names finds."""
        wanted = [name for name in names if name]
        tails = [PurePath(name).name for name in wanted]
        found = next((self._found[name] for name in (*wanted, *tails) if name in self._found), None)
        if found is None:
            return InputError(message("not_found.source", name=wanted[0] if wanted else "", source=self._source))
        return found.error if isinstance(found, UnreadableInput) else found


def lines_by_document(
    reports: Path, source: Path, text_column: str | Sequence[str] | None = None
) -> list[LinesOnDocument]:
    """The lines of a file, brought to their documents; raises UsageError where a file can't be read, or a line is neither."""
    index, found = _DocumentIndex(source, text_column), dict[Any, LinesOnDocument]()
    for number, line in [(number, _line(reports, number, line)) for number, line in read_objects(reports)]:
        document = index.document(_names(line))
        key = document.id if isinstance(document, Document) else number
        found.setdefault(key, LinesOnDocument(document, [])).lines.append((number, line))
    return list(found.values())


def rechecked(about: LinesOnDocument) -> list[RecheckedLine]:
    """The figures of each line about a document, which is scanned once."""
    try:
        with last_net():
            if isinstance(about.document, InputError):
                raise about.document
            analysis = Analysis(scan_document(about.document))
    except InputError as error:
        return unchecked(about, error)
    return [(number, list(_rows(line, analysis))) for number, line in about.lines]


def unchecked(about: LinesOnDocument, error: InputError) -> list[RecheckedLine]:
    """The lines about a document that can't be read."""
    return [(number, list(_failed(line, error))) for number, line in about.lines]


def _line(reports: Path, number: int, line: dict[str, Any]) -> "_ReportLine | dict[str, Any]":
    if isinstance(line.get("document"), dict):
        try:
            return _ReportLine.model_validate(line)
        except ValidationError as error:
            raise UsageError(message("report.line", path=reports, number=number, why=first_problem(error))) from None
    if not any(line.get(name) is not None for name in _CLAIM):
        raise UsageError(message("report.neither", path=reports, number=number))
    return line


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


def _names(line: _ReportLine | dict[str, Any]) -> list[str | None]:
    """What a line calls its document, the likeliest first."""
    if isinstance(line, _ReportLine):
        return [line.document.id, line.document.path]
    return [next((str(line[key]) for key in ("path", "source", "document") if line.get(key)), "")]


def _rows(line: _ReportLine | dict[str, Any], analysis: Analysis) -> Iterator[RecheckedFigure]:
    try:
        with last_net():
            yield from (
                list(_report_rows(line, analysis)) if isinstance(line, _ReportLine) else [_claim_row(line, analysis)]
            )
    except InputError as error:
        yield from _failed(line, error)


def _failed(line: _ReportLine | dict[str, Any], error: InputError) -> Iterator[RecheckedFigure]:
    if isinstance(line, _ReportLine):
        if line.report is not None:
            yield RecheckedFigure(str(line.document.id), {}, None, None, error=error.message)
    else:
        yield RecheckedFigure(str(_names(line)[0]), line, None, None, error=error.message)


def _report_rows(line: _ReportLine, analysis: Analysis) -> Iterator[RecheckedFigure]:
    if line.report is None:
        return
    name = str(line.document.id)
    figures = [figure for figure in line.report.figures if figure.get("origin") == "model"]
    claims = [{name: figure[name] for name in _CLAIMED if name in figure} for figure in figures]
    checked, summary = _judged(claims, analysis), judgements(line.report.summary or "", analysis)
    rest = iter(checked.judgements)
    for place, figure in enumerate(figures):
        if place in checked.repeated:
            verdict, why = "verified", checked.repeated[place].said
        else:
            judgement = next(rest)
            verdict, why = judgement.verdict, judgement.why or ""
        yield RecheckedFigure(name, figure, figure.get("verdict"), verdict, why)
    for judged in summary:
        number = {"as_written": judged.surface, "span": [judged.start, judged.end]}
        why = judged.message
        yield RecheckedFigure(name, number, None, judged.verdict, why, part="summary", place="document")


def _claim_row(claim: dict[str, Any], analysis: Analysis) -> RecheckedFigure:
    checked = _judged([claim], analysis)
    reasons = [finding.said for finding in checked.findings if finding.item == "figures/0"]
    why = reduce(lambda first, rest: message("check.reasons", first=first, rest=rest), reasons) if reasons else ""
    place: Literal["quote", "document"] = "quote" if claim.get("quote") else "document"
    name = str(_names(claim)[0])
    return RecheckedFigure(name, claim, None, checked.judgements[0].verdict, why, place=place)


def _left_out(figure: dict[str, Any]) -> set[str]:
    """The fields of a line that are no part of its claim, and those that are null."""
    return _NOT_CLAIMED | {name for name, value in figure.items() if value is None}


def _judged(figures: Sequence[dict[str, Any]], analysis: Analysis) -> JudgedFigures:
    claims = [
        {"subject": "", **{name: value for name, value in figure.items() if name not in _left_out(figure)}}
        for figure in figures
    ]
    try:
        draft = StatedDraft.model_validate({"points": [], "measures": [], "slogans": [], "figures": claims})
        return judged_figures(draft, analysis)
    except ValidationError as error:
        raise InputError(message("bad_row.figure", why=first_problem(error))) from None
