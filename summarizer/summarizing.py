"""The one path of a document: scan, ask for a draft, check it, ask for what is missing, deliver the best."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from summarizer.asking.client import Client
from summarizer.asking.recording import Asked
from summarizer.checking.check import check
from summarizer.checking.report import DocumentNote, ErrorNote, ExchangeNote, Record
from summarizer.drafting.patching import patched
from summarizer.drafting.plan import Plan
from summarizer.drafting.single import single_draft
from summarizer.drafting.staged import named_by_rules, staged_draft
from summarizer.errors import InputError, ModelError
from summarizer.models import Document, Scan
from summarizer.scanning import scan_document

DRAFTS = {"single": single_draft, "staged": staged_draft}


async def summarize(document: Document, client: Client, plan: Plan) -> Record:
    """The record of a document. What goes wrong with it is in the record; UsageError alone is raised."""
    try:
        scan = scan_document(document)
    except InputError as error:
        return failed(DocumentNote(**_identity(document)), error)
    note = _note(document, scan)
    asked: list[Asked] = []
    try:
        draft = await DRAFTS[plan.strategy](scan, client, plan, asked)
    except ModelError as error:
        return failed(note, error, [*asked, *error.asked])
    checked, added = await patched(check(draft, scan), scan, client, plan, asked)
    return Record(
        document=note,
        status="flagged" if checked.flagged else "ok",
        report=checked.report,
        ledger=checked.ledger,
        findings=[*checked.findings, *named_by_rules(checked), *added],
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
