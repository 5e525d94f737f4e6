"""The one path of a document: scan, ask for a draft, check it, ask for what is missing, deliver the best."""

from collections.abc import Sequence

from summarizer.asking.client import Client
from summarizer.asking.recording import ExchangeSummary
from summarizer.checking import findings
from summarizer.checking.checker import CheckResult, check
from summarizer.checking.record import DocumentNote, ErrorNote, ExchangeNote, Finding, Record
from summarizer.errors import InputError, ModelError, last_net
from summarizer.models import Document, Scan
from summarizer.reading.cleaning import own_address
from summarizer.reading.inputs.columns import stated_title, stated_url
from summarizer.reading.inputs.documents import UnreadableInput
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.scanner import scan_document, title
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.patching import patched
from summarizer.summarizing.plan import Plan
from summarizer.summarizing.points_by_rules import with_points
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
        with last_net():
            return scan_document(document)
    except InputError as error:
        return failed(document, error)


async def summarize_scan(document: Document | UnreadableInput, scan: Scan, client: Client, plan: Plan) -> Outcome:
    """Ask for a draft of a scanned document, check it, ask for what is missing, deliver the best."""
    asked: list[ExchangeSummary] = []
    try:
        with last_net():
            analysis = Analysis(scan)
            draft = await DRAFTS[plan.strategy](analysis, client, plan, asked)
            client.judge(asked)
            checked, added = await patched(check(draft, analysis), analysis, client, plan, asked)
            checked = with_points(checked, analysis, title_of(document, scan))
            return delivered(document, scan, checked, added, asked)
    except ModelError as error:
        asked += error.asked
        client.judge(asked, error)
        return failed(document, error, scan, asked)
    except InputError as error:
        return failed(document, error, scan, asked)


def title_of(document: Document | UnreadableInput, scan: Scan) -> str | None:
    """The title of a document that was read."""
    return title(document, scan.text) if isinstance(document, Document) else None


def delivered(
    document: Document | UnreadableInput,
    scan: Scan,
    checked: CheckResult,
    added: Sequence[Finding] = (),
    asked: Sequence[ExchangeSummary] = (),
) -> Outcome:
    """A checked draft as the record of its document, with findings that its way added."""
    answers = list(findings.of_answers(asked))
    flagged = checked.flagged or any(finding.severity == "error" for finding in answers)
    record = Record(
        document=_note(document, scan),
        status="flagged" if flagged else "ok",
        report=checked.report,
        ledger=checked.ledger,
        findings=[*checked.findings, *named_by_rules(checked), *answers, *added],
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
        error=ErrorNote.of(error),
    )
    return Outcome(record, scan)


def _exchange(asked: ExchangeSummary) -> ExchangeNote:
    return ExchangeNote(**{name: getattr(asked, name) for name in ExchangeNote.model_fields})


def _note(document: Document | UnreadableInput, scan: Scan | None) -> DocumentNote:
    if isinstance(document, UnreadableInput):
        return DocumentNote(id=document.id, path=document.path, sha256=document.sha256 or None)
    own = own_address.address(document.raw)
    return DocumentNote(
        id=document.id,
        path=document.path,
        encoding=document.encoding or None,
        sha256=document.sha256,
        form=document.form or None,
        columns=dict(document.columns),
        title=title(document, scan.text) if scan else stated_title(document.columns),
        url=stated_url(document.columns) or own,
        published=scan.published.iso if scan and scan.published else None,
    )
