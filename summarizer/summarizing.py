"""The one path of a document: scan, ask for a draft, check it, ask for what is missing, deliver the best."""

from collections.abc import Sequence
from dataclasses import asdict

from summarizer.asking.client import Client
from summarizer.asking.recording import Asked
from summarizer.checking.check import Checked, check
from summarizer.checking.report import DocumentNote, ErrorNote, ExchangeNote, Finding, Record
from summarizer.drafting.patching import patched
from summarizer.drafting.plan import Plan
from summarizer.drafting.single import single_draft
from summarizer.drafting.staged import named_by_rules, staged_draft
from summarizer.errors import InputError, ModelError
from summarizer.models import Document, Scan
from summarizer.outcome import Outcome
from summarizer.scanning import scan_document
from summarizer.sources.documents import Unreadable

DRAFTS = {"single": single_draft, "staged": staged_draft}


async def summarize(document: Document | Unreadable, client: Client, plan: Plan) -> Outcome:
    """What becomes of an input. What goes wrong with it is in its record; UsageError alone is raised."""
    read = scan_input(document)
    return read if isinstance(read, Outcome) else await summarize_scan(document, read, client, plan)


def scan_input(document: Document | Unreadable) -> Scan | Outcome:
    """The scan of an input, or its failure."""
    if isinstance(document, Unreadable):
        return failed(document, document.error)
    try:
        return scan_document(document)
    except InputError as error:
        return failed(document, error)


async def summarize_scan(document: Document | Unreadable, scan: Scan, client: Client, plan: Plan) -> Outcome:
    """Ask for a draft of a scanned document, check it, ask for what is missing, deliver the best."""
    asked: list[Asked] = []
    try:
        draft = await DRAFTS[plan.strategy](scan, client, plan, asked)
    except ModelError as error:
        return failed(document, error, scan, [*asked, *error.asked])
    checked, added = await patched(check(draft, scan), scan, client, plan, asked)
    return delivered(document, scan, checked, added, asked)


def delivered(
    document: Document | Unreadable,
    scan: Scan,
    checked: Checked,
    added: Sequence[Finding] = (),
    asked: Sequence[Asked] = (),
) -> Outcome:
    """A checked draft as the record of its document, with findings that its way added."""
    record = Record(
        document=_note(document, scan),
        status="flagged" if checked.flagged else "ok",
        report=checked.report,
        ledger=checked.ledger,
        findings=[*checked.findings, *named_by_rules(checked), *added],
        exchanges=[ExchangeNote(**asdict(one)) for one in asked],
    )
    return Outcome(record, scan, checked.fates)


def failed(
    document: Document | Unreadable,
    error: InputError | ModelError,
    scan: Scan | None = None,
    asked: Sequence[Asked] = (),
) -> Outcome:
    """The record of a document that has no report."""
    record = Record(
        document=_note(document, scan),
        status="failed",
        exchanges=[ExchangeNote(**asdict(one)) for one in asked],
        error=ErrorNote(code=error.code, message=error.message),
    )
    return Outcome(record, scan)


def _note(document: Document | Unreadable, scan: Scan | None) -> DocumentNote:
    if isinstance(document, Unreadable):
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
