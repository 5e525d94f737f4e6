"""Applying a file of decisions: each is matched to a figure of the store, or checked, before it is stored."""

from array import array
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from summarizer.checking.checker import check
from summarizer.checking.draft import Draft, DraftFigure
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_values import RawSpan
from summarizer.delivering.reviewing.correcting import measure_id
from summarizer.delivering.reviewing.decisions import (
    DecidedFigure,
    Decision,
    FiledDecision,
    identity,
    keep,
    read_decisions,
    stored,
)
from summarizer.errors import InputError
from summarizer.folding import fold
from summarizer.models import Mention, Scan, Span, Text
from summarizer.resources import message
from summarizer.running.store.store import Store
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.places import regions

_MENTION = "start, end, surface, text_start, text_end, value, low, high, unit, qualifier, role, noun"


class Applied(NamedTuple):
    """The result of applying a file: how many decisions are new, how many the store had, and a line for each problem."""

    new: int
    known: int
    problems: tuple[str, ...]


def apply(out: Path, path: Path) -> Applied:
    """Apply the decisions of a file to the store of `out`; raises UsageError where either can't be used.

    Not applied, but listed in `problems`: decisions on a document that the run lacks or has in another version, on a
    figure that it lacks, and added figures whose quote is not in the document.
    """
    file = read_decisions(path)
    Store.read(out).close()  # raises where there is no run, instead of creating one
    with Store.open(out) as store:
        desks: dict[str, _Desk] = {}
        decisions, problems = [], []
        for filed in file.decisions:
            try:
                if filed.document not in desks:
                    desks[filed.document] = _Desk(store, filed.document)
                decisions.append(desks[filed.document].decide(filed, file.who))
            except InputError as error:
                problems.append(error.message)
        new = keep(store, decisions)
    return Applied(new, len(decisions) - new, tuple(problems))


class _Desk:
    """A document of the store, with the figures that a person can review."""

    def __init__(self, store: Store, document_id: str) -> None:
        row = store.database.execute(
            "SELECT document, sha256, text FROM documents WHERE id = ?", [document_id]
        ).fetchone()
        record = store.record(document_id)
        if row is not None and record is None:
            raise InputError(message("bad_row.record", document=document_id))
        if row is None or record is None:
            raise InputError(message("not_found.record", document=document_id, out=store.out))
        if record.report is None:
            raise InputError(message("no_report", document=document_id))
        self._store, self._id = store, document_id
        self._key, self._sha256, self._text = row
        added = [
            decision.figure for decision in stored(store) if decision.key == self._key and decision.action == "add"
        ]
        self._figures = [*record.report.figures, *added]
        self._measures = record.report.measures

    def decide(self, filed: FiledDecision, who: str) -> Decision:
        """The decision to store; raises InputError where it can't be applied."""
        if filed.sha256 is not None and filed.sha256 != self._sha256:
            raise self._refusal(filed.figure, message("not_applied.changed"))
        figure = self._added(filed.figure) if filed.action == "add" else self._found(filed.figure)
        at = filed.at.strftime("%Y-%m-%dT%H:%M:%SZ")
        return Decision(self._key, self._sha256, filed.action, figure, who, at, filed.note)

    def _refusal(self, figure: DecidedFigure, why: str) -> InputError:
        name = f"{figure.subject or '?'} {figure.value if figure.value is not None else '–'}{figure.unit or ''}"
        return InputError(message("not_applied", document=self._id, figure=" ".join(name.split()), why=why))

    def _found(self, wanted: DecidedFigure) -> Figure:
        """The figure that a person decided on; one that they added also matches as they wrote it."""
        known = {identity(figure): figure for figure in self._figures}
        figure = known.get(identity(wanted))
        if figure is None and wanted.span is None:
            figure = known.get(identity(self._checked(wanted)))
        if figure is None:
            raise self._refusal(wanted, message("not_applied.no_figure"))
        return figure

    def _added(self, wanted: DecidedFigure) -> Figure:
        figure = self._checked(wanted)
        self._figures.append(figure)
        return figure

    def _checked(self, wanted: DecidedFigure) -> Figure:
        """A missing figure, grounded and checked like those of a model.

        Its origin is `rules`: the model did not report it, so neither the ledger nor an evaluation counts it as the model's,
        and its number is one that the rules read. `decision` says that a person added it.
        """
        claim = DraftFigure.model_validate({"subject": "", **wanted.model_dump(exclude={"span"}, exclude_none=True)})
        checked = check(Draft(points=[], measures=[], slogans=[], figures=[claim]), Analysis(self._scan))
        quote = checked.judgements[0].quote
        if quote is None:
            raise self._refusal(wanted, message("not_applied.no_quote"))
        measure = measure_id(wanted.measure, self._measures)
        own = {"origin": "rules", "quote_span": self._raw_span(quote), "measure": measure}
        return checked.report.figures[0].model_copy(update=own)

    @cached_property
    def _mentions(self) -> list[Mention]:
        found = self._store.database.execute(
            f"SELECT {_MENTION} FROM mentions WHERE document = ? ORDER BY number",  # noqa: S608 - names are ours
            [self._key],
        )
        return [Mention(*row) for row in found]

    @cached_property
    def _scan(self) -> Scan:
        """The scan that the checker needs; its mentions are the store's, with their spans of the raw document."""
        places = array("i", range(len(self._text) + 1))
        text = Text(self._text, fold(self._text), places[:-1], places[1:])
        return Scan(text, tuple(self._mentions), (), None, None, regions.read(text))

    def _raw_span(self, quote: Span) -> RawSpan | None:
        """The raw span of a quote; None where it is not certain.

        Cleaning never moves a character back, so between two numbers that were moved by as much nothing was deleted.
        """
        before = [moved for at, moved in self._moves() if at <= quote.start]
        after = [moved for at, moved in self._moves() if at >= quote.end]
        if not before or not after or max(before) != min(after):
            return None
        return quote.start + max(before), quote.end + max(before)

    def _moves(self) -> Iterator[tuple[int, int]]:
        """Offsets in Text, and how many characters cleaning deleted before each."""
        for mention in self._mentions:
            yield mention.text_start, mention.start - mention.text_start
            yield mention.text_end, mention.end - mention.text_end
