"""Stored answers taken through today's rules, without asking anyone.

Where today's questions are those that were asked, each answer is found by the digest of its request, and the document
goes the way of `pipeline`. Where the rules have changed a question (another text, other faults to patch), the answers
that the document rests on serve all the same:

    the first round    single: the drafts of its answers, merged, with the points asked of all; staged: its overview, and the figures of its record
    a patch            its figures take the place of those first figures that it was asked about and that are faulty today

The better of a draft and its patch is delivered, as in a run. What a document's own way added (a borrowed answer, a
patch that was not made) stays in its record.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ValidationError

from summarizer.asking.client import Client
from summarizer.asking.fitting import fit_answer
from summarizer.asking.recording import Exchange, ExchangeSummary, Recordings
from summarizer.asking.token_counts import was_cut
from summarizer.asking.transport import ReplayTransport
from summarizer.checking.checker import CheckResult, check
from summarizer.checking.draft import Draft, DraftFigure
from summarizer.checking.record import ExchangeNote, Finding, Record
from summarizer.checking.redrafting import draft_of
from summarizer.errors import InputError, MissingRecording, ModelError
from summarizer.models import Document, Scan
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.summarizing.merging import merged
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.patching import figures_of, patched
from summarizer.summarizing.pipeline import DRAFTS, delivered, title_of
from summarizer.summarizing.plan import Plan
from summarizer.summarizing.pointing import points_of, with_points_of
from summarizer.summarizing.points_by_rules import with_points
from summarizer.summarizing.rendering import faulty_claim
from summarizer.summarizing.stage_answers import Overview
from summarizer.summarizing.staged import NamedByRules
from summarizer.summarizing.withdrawal import replaced_figures

_OF_ITS_WAY = {"duplicate_document", "near_duplicate"}
_OF_ITS_ANSWERS = {"part_failed", "patch_skipped", "patch_incomplete"}


@dataclass(frozen=True)
class _Rejudging:
    """One document with the record that is judged again."""

    document: Document
    analysis: Analysis
    before: Record
    plan: Plan
    exchanges: Recordings

    async def outcome(self) -> Outcome:
        asked: list[ExchangeSummary] = []
        try:
            checked, added = await self._by_digest(asked)
        except MissingRecording:
            asked = self._stored()
            checked, added = self._by_document()
        added = [*added, *self._kept(_OF_ITS_WAY)]
        checked = with_points(checked, self.analysis, title_of(self.document, self.analysis.scan))
        outcome = delivered(self.document, self.analysis.scan, checked, added, asked)
        outcome.record.exchanges = [self._as_noted(note) for note in outcome.record.exchanges]
        return outcome

    async def _by_digest(self, asked: list[ExchangeSummary]) -> tuple[CheckResult, list[Finding]]:
        """The way of a run; raises MissingRecording where a question of today was not asked then."""
        if not self.before.exchanges:
            raise MissingRecording("", message("no_recording.record"))
        client = Client(self.plan.settings, ReplayTransport(self.exchanges))
        draft = await DRAFTS[self.plan.strategy](self.analysis, client, self.plan, asked)
        checked = check(draft, self.analysis)
        best, added = await patched(checked, self.analysis, client, self.plan, asked)
        if {note.digest for note in self.before.exchanges} - {part.digest for part in asked}:
            raise MissingRecording("", message("no_recording.record"))
        return best, added if self._was_not_asked() else [part for part in added if not _is_not_recorded(part)]

    def _was_not_asked(self) -> bool:
        return any(_is_not_recorded(finding) for finding in self.before.findings)

    def _by_document(self) -> tuple[CheckResult, list[Finding]]:
        """The draft and patches that the document rests on, whatever they were asked."""
        first = best = check(self._draft(), self.analysis)
        for number in range(1, 1 + max((note.round for note in self.before.exchanges), default=0)):
            best = min(best, self._patched(best, number), key=lambda result: result.faults)
        kept = self._kept(_OF_ITS_ANSWERS) if best.faults else []
        return best, [*kept, *replaced_figures(first, best, self.analysis.scan)]

    def _draft(self) -> Draft:
        if self.plan.strategy == "single" and self.before.exchanges:
            of_parts, of_whole = self._answers()
            drafts = [fit_answer(exchange.text, self.plan.draft).draft for exchange in of_parts]
            found = [draft for draft in drafts if draft is not None]
            if found:
                return self._with_points(merged(found), of_whole)
            raise InputError(message("no_answer.unusable"))
        return self._of_record()

    def _answers(self) -> tuple[list[Exchange], list[Exchange]]:
        """The answers of the first round: those on the document or its parts, and those on its points."""
        points = self._digests("points")
        exchanges = list(self._of_round(0))
        of_parts = [exchange for exchange in exchanges if exchange.digest not in points]
        return of_parts, [exchange for exchange in exchanges if exchange.digest in points]

    def _digests(self, prompt: str) -> set[str]:
        """The digests of the exchanges that a prompt of this name asked for."""
        return {note.digest for note in self.before.exchanges if note.prompt.partition("@")[0] == prompt}

    def _with_points(self, whole: Draft, answers: Sequence[Exchange]) -> Draft:
        kind = points_of(self.plan.draft)
        found = (fit_answer(exchange.text, kind).draft for exchange in answers)
        usable = next((answer for answer in found if answer is not None), None)
        return whole if usable is None else with_points_of(whole, usable)

    def _of_record(self) -> Draft:
        """The draft that the record was made of, as far as it delivers it."""
        report = self.before.report
        if report is None:
            raise InputError(message("no_answer.nothing"))
        named = {finding.item for finding in self.before.findings if finding.code == "subject_from_rules"}
        draft = draft_of(report)
        figures = [
            NamedByRules.model_validate(figure.model_dump()) if f"figures/{index}" in named else figure
            for index, figure in enumerate(draft.figures)
        ]
        return draft.model_copy(update={**self._overview(), "figures": figures})

    def _overview(self) -> dict[str, str | None]:
        overviews = self._digests("overview")
        for exchange in self._of_round(0):
            found = fit_answer(exchange.text, Overview).draft if exchange.digest in overviews else None
            if found is not None:
                return {"region": found.region}
        return {}

    def _patched(self, best: CheckResult, number: int) -> CheckResult:
        """The draft with what a round of patches answered, in the place of what it was asked about and is faulty."""
        wanted = figures_of(self.plan.draft)
        exchanges = list(self._of_round(number))
        drafts: list[Any] = [fit_answer(exchange.text, wanted).draft for exchange in exchanges]
        asked = "\n".join(str(message["content"]) for part in exchanges for message in part.request["messages"])
        pairs = zip(best.draft.figures, best.judgements, strict=True)
        kept = [figure for figure, judged in pairs if judged.verdict == "verified" or faulty_claim(figure) not in asked]
        added: list[DraftFigure] = [figure for draft in drafts if draft is not None for figure in draft.figures]
        return check(best.draft.model_copy(update={"figures": [*kept, *added]}), self.analysis, best)

    def _of_round(self, number: int) -> Iterator[Exchange]:
        """The exchanges of a round that the record rests on, in their order; raises InputError where one is missing."""
        for note in self.before.exchanges:
            if note.round == number:
                found = self.exchanges.get(note.digest)
                if found is None:
                    raise InputError(message("no_answer.missing"))
                yield found

    def _stored(self) -> list[ExchangeSummary]:
        """What the findings on answers need of the exchanges that the record rests on."""
        return [self._summary(note) for note in self.before.exchanges]

    def _summary(self, note: ExchangeNote) -> ExchangeSummary:
        noted = ExchangeSummary(**note.model_dump())
        exchange = self.exchanges.get(note.digest)
        if exchange is None or note.answer is not None or self.plan.strategy != "single":
            return noted
        kind: type[BaseModel] = self.plan.draft if note.round == 0 else figures_of(self.plan.draft)
        if note.digest in self._digests("points"):
            kind = points_of(self.plan.draft)
        cut = was_cut(exchange.request, exchange.response.get("usage"))
        return replace(noted, flaws=fit_answer(exchange.text, kind).flaws, cut=cut)

    def _as_noted(self, note: ExchangeNote) -> ExchangeNote:
        """A note as the record had it: whether a model was asked then, and with which prompt."""
        noted = {(old.digest, old.round): old for old in self.before.exchanges}
        return noted.get((note.digest, note.round), note)

    def _kept(self, codes: set[str]) -> list[Finding]:
        return [finding for finding in self.before.findings if finding.code in codes]


async def rejudged(document: Document, scan: Scan, before: Record, plan: Plan, exchanges: Recordings) -> Outcome:
    """The outcome of a document whose answers are judged again; raises InputError where they can't be had."""
    _require_own_fields(before, plan)
    try:
        return await _Rejudging(document, Analysis(scan), before, plan, exchanges).outcome()
    except ModelError as error:
        raise InputError(error.message, error.code) from None
    except ValidationError:
        raise InputError(message("bad_row.stored")) from None


def _require_own_fields(before: Record, plan: Plan) -> None:
    """Raise InputError where the record has fields that the plan's draft would lose."""
    report = before.report
    if report is None or plan.draft is not Draft:
        return
    added = [name for part in (report, *report.measures, *report.figures) for name in part.model_extra or ()]
    if added:
        raise InputError(message("own_fields", name=added[0]))


def _is_not_recorded(finding: Finding) -> bool:
    return finding.code == "patch_skipped" and finding.params.get("form") == "not_recorded"
