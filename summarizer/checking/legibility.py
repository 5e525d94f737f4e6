"""Legibility: whether a document is readable text. It makes findings; damaged numbers are no mentions.

    damaged_text   error    characters that were decoded wrongly touch a number, so it is not read: 1��2万人
                   warning  they are elsewhere
    not_chinese    error    the text is in another language, so no number of it is read
    pages_unread   error    pages of a file are pictures, so what is on them is not read

A document that is mostly damaged has no report at all (`mojibake`, see `scanning/mojibake`).
"""

from collections.abc import Iterator

from summarizer.checking.hostility import quoted
from summarizer.checking.record import Finding, Severity
from summarizer.models import DamagedText, Scan
from summarizer.resources import message

_MOST = 20


def of_document(scan: Scan) -> list[Finding]:
    """The findings on a document's legibility: the twenty worst of its damaged parts."""
    damaged = sorted(scan.damaged, key=lambda part: part.numeral is None)
    return [*_pictured(scan), *_foreign(scan), *(_damaged(scan, part) for part in damaged[:_MOST])]


def _damaged(scan: Scan, part: DamagedText) -> Finding:
    span = part.numeral or part.span
    severity: Severity = "error" if part.numeral else "warning"
    words = quoted(scan.text.content[span.start : span.end])
    key = f"damaged_text.{part.kind}_number" if part.numeral else f"damaged_text.{part.kind}"
    raw = scan.text.raw_span(*span)
    return Finding.of(message(key, words=words), severity, (raw.start, raw.end))


def _pictured(scan: Scan) -> Iterator[Finding]:
    if scan.text.unread_pages:
        yield Finding.of(message("pages_unread", pages=scan.text.unread_pages), "error")


def _foreign(scan: Scan) -> Iterator[Finding]:
    if scan.foreign is not None:
        yield Finding.of(message("not_chinese", script=scan.foreign), "error")
