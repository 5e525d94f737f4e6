"""Legibility: whether a document is text that can be read at all. Findings alone; the numbers concerned are no mentions.

    damaged_text   error    characters that were decoded wrongly touch a number, so it is not read: 1��2万人
                   warning  they stand elsewhere
    not_chinese    error    the text is in another language, so no number of it is read

A document that is mostly damaged has no report at all (`mojibake`, see `scanning/mojibake`).
"""

from collections.abc import Iterator

from summarizer.checking.hostility import quoted
from summarizer.checking.record import Finding, Severity
from summarizer.models import DamagedText, Scan

_MOST = 20
_KINDS = {
    "lost": "characters were lost",
    "filler": "characters were lost",
    "escape": "characters stand as escapes",
    "quoted-printable": "characters stand as quoted-printable",
    "latin-1": "characters were read as Latin-1",
    "gbk": "UTF-8 was read as GBK",
}


def of_document(scan: Scan) -> list[Finding]:
    """The findings on how a document can be read: of damaged parts the twenty worst."""
    damaged = sorted(scan.damaged, key=lambda part: part.numeral is None)
    return [*_foreign(scan), *(_damaged(scan, part) for part in damaged[:_MOST])]


def _damaged(scan: Scan, part: DamagedText) -> Finding:
    span = part.numeral or part.span
    severity: Severity = "error" if part.numeral else "warning"
    what = _KINDS[part.kind] + (" in a number, which is not read" if part.numeral else "")
    words = scan.text.content[span.start : span.end]
    raw = scan.text.raw_span(*span)
    message = f"{what}: {quoted(words)}"
    return Finding(code="damaged_text", severity=severity, span=(raw.start, raw.end), message=message)


def _foreign(scan: Scan) -> Iterator[Finding]:
    if scan.foreign is not None:
        message = f"the text is not Chinese: its letters are mostly {scan.foreign}, so its numbers are not read"
        yield Finding(code="not_chinese", severity="error", message=message)
