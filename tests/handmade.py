"""Stores made by hand, of which no model could be asked for."""

import hashlib
from pathlib import Path

from summarizer.checking.checker import check
from summarizer.checking.draft import Draft
from summarizer.checking.record import DocumentNote, ErrorNote, Record
from summarizer.models import Document
from summarizer.reading.inputs.columns import stated_url
from summarizer.running.store.store import Store
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.scanner import scan_document
from summarizer.summarizing.outcome import Outcome

ARTICLE = (
    "某县疫情防控情况\n某县设置采样点97个，转移群众1.2万余人，覆盖率99.5%，下拨资金300万元。\n某县新建粮仓12座。\n"
)


def figure(quote, subject, value, unit, **more):
    return {"quote": quote, "subject": subject, "value": value, "unit": unit, **more}


# Two are right, one drops a qualifier, one is made up; 300万元 and 12座 are left out.
FIGURES = [
    figure("设置采样点97个", "采样点", 97, "个"),
    figure("转移群众1.2万余人", "群众", 12000, "人"),
    figure("覆盖率99.5%", "覆盖率", 99.5, "%"),
    figure("某县设置采样点97个", "医院", 41, "家"),
]
POINTS = [{"text": "某县设置采样点97个。", "measures": ["采样点"]}]
MEASURES = [{"name": "采样点", "kind": "facility", "actor": "某县"}]


def outcome(name="a.txt", article=ARTICLE, figures=FIGURES, columns=None, **draft):
    """A document checked as a run does it; fields of the draft may be given."""
    digest = hashlib.sha256(article.encode()).hexdigest()
    document = Document(name, f"pages/{name}", article, "utf-8", digest, columns or {})
    scan = scan_document(document)
    told = {"points": POINTS, "measures": MEASURES, "slogans": [], **draft}
    checked = check(Draft.model_validate({**told, "figures": figures}), Analysis(scan))
    title = scan.text.content[slice(*scan.text.title)] if scan.text.title else None
    note = DocumentNote(
        id=name,
        path=document.path,
        title=title,
        url=stated_url(document.columns),
        published=scan.published.iso if scan.published else None,
        encoding="utf-8",
        sha256=digest,
        columns=dict(document.columns),
    )
    record = Record(
        document=note,
        status="flagged" if checked.flagged else "ok",
        report=checked.report,
        ledger=checked.ledger,
        findings=list(checked.findings),
    )
    return Outcome(record, scan, checked.fates)


def failure(name="lost.txt", message="it is empty"):
    return Outcome(
        Record(
            document=DocumentNote(id=name, path=f"pages/{name}"),
            status="failed",
            error=ErrorNote(code="empty", message=message),
        )
    )


def store(out: Path, *outcomes: Outcome) -> Path:
    """A store of these outcomes, in their order."""
    with Store.open(out) as made:
        for position, one in enumerate(outcomes):
            made.save(one, position=position, digest=str(position))
    return out
