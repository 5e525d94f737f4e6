"""The one path of a document: scan, ask for a draft, check it, ask for what is missing, deliver the best."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic import BaseModel, create_model

from summarizer.asking.client import Answer, Client
from summarizer.asking.prompting import Prompt, load_prompt, parts, render_document, render_patch, schema_sha256
from summarizer.asking.recording import Asked, Request
from summarizer.asking.settings import Settings
from summarizer.checking.check import Checked, check
from summarizer.checking.draft import Draft, DraftFigure, FiguresDraft
from summarizer.checking.report import DocumentNote, ErrorNote, ExchangeNote, Finding, Record
from summarizer.errors import InputError, MissingRecording, ModelError
from summarizer.models import Document, Scan
from summarizer.scanning import scan_document


@dataclass(frozen=True)
class Plan:
    """How documents are summarized: what is asked for, with which prompts, and how often it is patched.

    A Text of more than `longest_part` characters is asked about in parts.
    """

    settings: Settings
    draft: type[Draft] = Draft
    prompt: Prompt = field(default_factory=lambda: load_prompt("summarize"))
    patch_prompt: Prompt = field(default_factory=lambda: load_prompt("patch"))
    patches: int = 1
    longest_part: int = 6000


async def summarize(document: Document, client: Client, plan: Plan) -> Record:
    """The record of a document. What goes wrong with it is in the record; UsageError alone is raised."""
    try:
        scan = scan_document(document)
    except InputError as error:
        return failed(DocumentNote(**_identity(document)), error)
    note = _note(document, scan)
    asked: list[Asked] = []
    try:
        draft = await _first_draft(scan, client, plan, asked)
    except ModelError as error:
        return failed(note, error, [*asked, *error.asked])
    checked, added = await _patched(check(draft, scan), scan, client, plan, asked)
    return Record(
        document=note,
        status="flagged" if checked.flagged else "ok",
        report=checked.report,
        ledger=checked.ledger,
        findings=[*checked.findings, *added],
        exchanges=[ExchangeNote(**asdict(one)) for one in asked],
    )


def failed(document: DocumentNote, error: InputError | ModelError, asked: Sequence[Asked] = ()) -> Record:
    """The record of a document that has no report."""
    return Record(
        document=document,
        status="failed",
        exchanges=[ExchangeNote(**asdict(one)) for one in asked],
        error=ErrorNote(code=error.code, message=error.message),
    )


async def _first_draft(scan: Scan, client: Client, plan: Plan, asked: list[Asked]) -> Draft:
    """Ask about every part, even where one failed: its answers may be wanted later."""
    drafts: list[Draft] = []
    failure: ModelError | None = None
    for part in parts(scan.text, plan.longest_part):
        messages = render_document(plan.prompt, scan, part, plan.draft)
        try:
            answer: Answer[Draft] = await client.ask(_request(messages, plan, 0, plan.prompt, plan.draft), plan.draft)
        except ModelError as error:
            asked += error.asked
            failure = failure or error
        else:
            asked += answer.asked
            drafts.append(answer.draft)
    if failure is not None:
        failure.asked = ()
        raise failure
    return _merged(drafts)


def _request(messages: tuple[dict[str, str], ...], plan: Plan, round_: int, prompt: Prompt, draft: Any) -> Request:
    settings = plan.settings
    return Request(messages, settings.model, schema_sha256(draft), settings.sampling, round_, prompt.label)


def _merged(drafts: Sequence[Draft]) -> Draft:
    """The drafts of a document's parts as one; figures are told apart by their mentions when they are checked."""
    first, *rest = drafts
    if not rest:
        return first
    measures = {measure.name: measure for draft in drafts for measure in draft.measures}
    return first.model_copy(
        update={
            "summary": "\n".join(draft.summary for draft in drafts),
            "region": next((draft.region for draft in drafts if draft.region), None),
            "published": next((draft.published for draft in drafts if draft.published), None),
            "measures": list(measures.values()),
            "figures": [figure for draft in drafts for figure in draft.figures],
        }
    )


async def _patched(
    checked: Checked, scan: Scan, client: Client, plan: Plan, asked: list[Asked]
) -> tuple[Checked, list[Finding]]:
    """Take the faulty and missed figures back to the model; the draft with the fewest faults is delivered."""
    best = checked
    for round_ in range(1, plan.patches + 1):
        faulty = [
            pair for pair in zip(best.draft.figures, best.judgements, strict=True) if pair[1].verdict != "verified"
        ]
        missed = [fate for fate in best.missed if not fate.mention.indefinite]
        if not faulty and not missed:
            break
        wanted = _figures_of(plan.draft)
        messages = render_patch(plan.patch_prompt, scan.text, faulty, missed, wanted)
        try:
            answer: Answer[Any] = await client.ask(_request(messages, plan, round_, plan.patch_prompt, wanted), wanted)
        except ModelError as error:
            asked += error.asked
            return best, [_no_patch(error, round_)]
        asked += answer.asked
        best = min(best, check(_with_patch(best, answer.draft.figures), scan), key=lambda one: one.faults)
    return best, []


def _with_patch(checked: Checked, figures: Sequence[DraftFigure]) -> Draft:
    pairs = zip(checked.draft.figures, checked.judgements, strict=True)
    kept = [figure for figure, judgement in pairs if judgement.verdict == "verified"]
    return checked.draft.model_copy(update={"figures": [*kept, *figures]})


def _no_patch(error: ModelError, round_: int) -> Finding:
    code = "patch_not_recorded" if isinstance(error, MissingRecording) else "patch_failed"
    return Finding(code=code, severity="warning", message=f"round {round_} was not patched: {error.message}")


def _figures_of(draft: type[Draft]) -> type[BaseModel]:
    """What a patch must return: figures of the kind that the draft has."""
    kind: Any = draft.model_fields["figures"].annotation
    if kind == FiguresDraft.model_fields["figures"].annotation:
        return FiguresDraft
    return create_model("FiguresDraft", __base__=FiguresDraft, figures=(kind, ...))


def _identity(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "path": document.path,
        "encoding": document.encoding,
        "sha256": document.sha256,
        "columns": dict(document.columns),
    }


def _note(document: Document, scan: Scan) -> DocumentNote:
    title = scan.text.title
    return DocumentNote(
        **_identity(document),
        title=scan.text.content[title.start : title.end] if title else None,
        published=scan.published.iso if scan.published else None,
    )
