"""Hostility: what in a document is there to mislead a model or a reader. Findings alone; no verdict depends on them.

    injected_instructions   error    Text, or what the page states of itself, addresses a model, or held its chat tokens
    hidden_text             error    what a browser does not show addresses a model, or has a figure that Text has not
                            warning  it is a sentence otherwise
    invisible_characters    error    they spell such words, or turn digits around: 721 is shown as 127
                            warning  they stand inside of a number or a word
    lookalike_digits        warning  a numeral has characters that only look like digits, so it is not read

An error flags the record. Instructions deserve that, though the verdicts stand: a draft by a model that obeyed may have
left out what it was told to, and its prose is not checked as its figures are. A hidden figure deserves it, since it was
either put there for a model, or is the article's own behind a tab, and then the report lacks it. Hidden buttons and
labels (shorter than twelve characters) are no finding, nor is what a browser shows without scripts alone, if it is
plain words. Numbers that are read in spite of invisible characters are what a reader sees, hence a warning; look-alikes
are a warning as a number that was missed is.
"""

from bisect import bisect_left
from collections.abc import Iterator

from summarizer.checking.record import Finding, Severity
from summarizer.folding import fold
from summarizer.models import HiddenContent, Number, Scan, Span
from summarizer.reading.cleaning.boilerplate import is_line_around
from summarizer.resources import message
from summarizer.scanning import injections
from summarizer.scanning.numbers import quantities, roles
from summarizer.scanning.numbers.qualifiers import plain
from summarizer.scanning.numbers.quantities import Quantity

_Worth = tuple[Number | None, Number | None, Number | None, str | None]
_Stated = set[_Worth]

_MOST = 20
_QUOTED = 40
_LABEL = 12
_ORDER: tuple[Severity, ...] = ("error", "warning", "info")
_BETWEEN = frozenset({"in_number", "in_word", "turned", "smuggled"})


def of_document(scan: Scan) -> list[Finding]:
    """The findings on a document itself, whatever the draft: of each code the twenty worst."""
    found = [*_instructions(scan), *_withheld(scan), *_lookalikes(scan)]
    found.sort(key=lambda finding: _ORDER.index(finding.severity))
    by_code: dict[str, list[Finding]] = {}
    for finding in found:
        by_code.setdefault(finding.code, []).append(finding)
    return [finding for alike in by_code.values() for finding in alike[:_MOST]]


def quoted(words: str) -> str:
    """Words of a document for a message: without what a terminal would obey, and not at length."""
    shown = " ".join("".join(char if char.isprintable() else " " for char in words).split())
    return shown if len(shown) <= _QUOTED else shown[: _QUOTED - 1] + "…"


def _finding(key: str, severity: Severity, span: Span, words: str, **params: str) -> Finding:
    return Finding.of(message(key, words=quoted(words), **params), severity, (span.start, span.end))


def _instructions(scan: Scan) -> Iterator[Finding]:
    spans = [scan.text.raw_span(*span) for span in scan.injected]
    for span, raw in zip(scan.injected, spans, strict=True):
        words = scan.text.content[span.start : span.start + 2 * _QUOTED]
        yield _finding("injected_instructions", "error", raw, words)
    for name, value, raw in scan.text.fields:
        is_told = bisect_left(spans, (raw.start, 0)) < bisect_left(spans, (raw.end, 0))
        for span in () if is_told else injections.find(fold(value))[:1]:
            yield _finding("injected_instructions.field", "error", raw, value[span.start :], field=name[:20])


def _withheld(scan: Scan) -> Iterator[Finding]:
    stated: _Stated = {(mention.value, mention.low, mention.high, mention.unit) for mention in scan.mentions}
    for one in scan.text.withheld:
        if one.kind == "mark":
            yield _finding("injected_instructions.mark", "error", one.span, one.words)
        elif one.kind in _BETWEEN:
            yield _invisible(one, stated)
        elif (severity := _severity(one, stated)) is not None:
            yield _finding("hidden_text", severity, one.span, one.words)


def _invisible(one: HiddenContent, stated: _Stated) -> Finding:
    misleads = one.kind == "turned" and any(char.isdigit() for char in one.words)
    misleads = misleads or (one.kind == "smuggled" and _severity(one, stated) == "error")
    severity: Severity = "error" if misleads else "warning"
    return _finding(f"invisible_characters.{one.kind}", severity, one.span, one.words)


def _severity(one: HiddenContent, stated: _Stated) -> Severity | None:
    """How bad hidden words are; None where pages usually hide such."""
    folded = fold(one.words)
    if injections.find(folded) or (one.kind != "note" and not stated.issuperset(map(_figure, _figures(folded)))):
        return "error"
    letters = sum(char.isalnum() for char in folded)
    return "warning" if one.kind == "hidden" and letters >= _LABEL and not is_line_around(folded) else None


def _figures(folded: str) -> Iterator[Quantity]:
    around = roles.context(folded, ())
    return (one for one in quantities.read(folded) if one.unit and roles.role(one, around) == "figure")


def _figure(one: Quantity) -> _Worth:
    return plain(one.value), plain(one.low), plain(one.high), one.unit


def _lookalikes(scan: Scan) -> Iterator[Finding]:
    dates = roles.Spans([Span(date.text_start or 0, date.text_end or 0) for date in scan.dates if date.text_end])
    for span in scan.unread:
        if not dates.cover(*span):
            words = scan.text.content[span.start : span.end]
            yield _finding("lookalike_digits", "warning", scan.text.raw_span(*span), words)
