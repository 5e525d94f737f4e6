"""The one path of a document: scan, ask for a draft, check it, ask for what is missing, deliver the best."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from summarizer.asking.client import Client
from summarizer.asking.recording import ExchangeSummary
from summarizer.checking.checker import CheckResult, check
from summarizer.checking.record import DocumentNote, ErrorNote, ExchangeNote, Finding, Record
from summarizer.errors import InputError, ModelError
from summarizer.models import Document, Scan
from summarizer.reading.inputs.documents import UnreadableInput
from summarizer.scanning.scanner import scan_document
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.patching import patched
from summarizer.summarizing.plan import Plan
from summarizer.summarizing.single import single_draft
from summarizer.summarizing.staged import named_by_rules, staged_draft

DRAFTS = {"single": single_draft, "staged": staged_draft}


async def summarize(document: Document | UnreadableInput, client: Client, plan: Plan) -> Outcome:
    """What becomes of an input. What goes wrong with it is in its record; UsageError alone is raised."""
    read = scan_input(document)
    return read if isinstance(read, Outcome) else await summarize_scan(document, read, client, plan)


def scan_input(document: Document | UnreadableInput) -> Scan | Outcome:
    """The scan of an input, or its failure."""
    if isinstance(document, UnreadableInput):
        return failed(document, document.error)
    try:
        return scan_document(document)
    except InputError as error:
        return failed(document, error)


async def summarize_scan(document: Document | UnreadableInput, scan: Scan, client: Client, plan: Plan) -> Outcome:
    """Ask for a draft of a scanned document, check it, ask for what is missing, deliver the best."""
    asked: list[ExchangeSummary] = []
    try:
        draft = await DRAFTS[plan.strategy](scan, client, plan, asked)
    except ModelError as error:
        asked += error.asked
        client.judge(asked, error)
        return failed(document, error, scan, asked)
    client.judge(asked)
    checked, added = await patched(check(draft, scan), scan, client, plan, asked)
    return delivered(document, scan, checked, added, asked)


def delivered(
    document: Document | UnreadableInput,
    scan: Scan,
    checked: CheckResult,
    added: Sequence[Finding] = (),
    asked: Sequence[ExchangeSummary] = (),
) -> Outcome:
    """A checked draft as the record of its document, with findings that its way added."""
    cut = list(_cut(asked))
    record = Record(
        document=_note(document, scan),
        status="flagged" if checked.flagged or cut else "ok",
        report=checked.report,
        ledger=checked.ledger,
        findings=[*checked.findings, *named_by_rules(checked), *added, *cut],
        exchanges=[_exchange(exchange) for exchange in asked],
    )
    return Outcome(record, scan, checked.fates)


def failed(
    document: Document | UnreadableInput,
    error: InputError | ModelError,
    scan: Scan | None = None,
    asked: Sequence[ExchangeSummary] = (),
) -> Outcome:
    """The record of a document that has no report."""
    record = Record(
        document=_note(document, scan),
        status="failed",
        exchanges=[_exchange(exchange) for exchange in asked],
        error=ErrorNote(code=error.code, message=error.message),
    )
    return Outcome(record, scan)


def _exchange(exchange: ExchangeSummary) -> ExchangeNote:
    return ExchangeNote(**{name: value for name, value in asdict(exchange).items() if name != "cut"})


def _cut(asked: Sequence[ExchangeSummary]) -> Iterator[Finding]:
    """The finding that the model did not read all that it was asked about."""
    for exchange in asked:
        if exchange.cut:
            message = (
                f"the endpoint read only {exchange.input_tokens} tokens: it cut the prompt, "
                "and a part of the document with it; give the server a longer context"
            )
            yield Finding(code="prompt_cut", severity="error", message=message)
            return


def _note(document: Document | UnreadableInput, scan: Scan | None) -> DocumentNote:
    if isinstance(document, UnreadableInput):
        return DocumentNote(id=document.id, path=document.path, sha256=document.sha256 or None)
    title = scan.text.title if scan else None
    return DocumentNote(
        id=document.id,
        path=document.path,
        encoding=document.encoding,
        sha256=document.sha256,
        columns=dict(document.columns),
        title=scan.text.content[title.start : title.end] if scan and title else None,
        published=scan.published.iso if scan and scan.published else None,
    )
