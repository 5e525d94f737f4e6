"""Hostility: content that may mislead a model or a reader. It makes findings; no verdict depends on it.

    injected_instructions   error    Text, or a field of the page, addresses a model, or held its chat tokens
    hidden_text             error    text that a browser hides addresses a model, or has a figure that is not in Text
                            warning  it is any other sentence
    withdrawn_number        warning  text that is shown crossed out has a figure
    invisible_characters    error    they spell such words, or turn digits around: 721 is shown as 127
                            warning  they are inside a number or a word
    lookalike_digits        warning  a numeral has characters that only look like digits, so it is not read

An error flags the record. Instructions deserve it although the verdicts hold: a model that obeyed may have left
figures out, and its prose is not checked as its figures are. A hidden figure deserves it because it was either put
there for a model, or is the article's own on a closed tab, and then the report lacks it. Hidden buttons and labels
(shorter than twelve characters) make no finding, nor do plain words that a browser shows only without scripts.
Numbers that are read despite invisible characters are what a reader sees, hence a warning; look-alikes are a warning,
like a missed number.
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
    """The findings on a document itself, whatever the draft: the twenty worst of each code."""
    found = [*_instructions(scan), *_withheld(scan), *_lookalikes(scan)]
    found.sort(key=lambda finding: _ORDER.index(finding.severity))
    by_code: dict[str, list[Finding]] = {}
    for finding in found:
        by_code.setdefault(finding.code, []).append(finding)
    return [finding for alike in by_code.values() for finding in alike[:_MOST]]


def quoted(words: str) -> str:
    """Words of a document for a message: without control characters, at most 40 characters."""
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
        has_injection = bisect_left(spans, (raw.start, 0)) < bisect_left(spans, (raw.end, 0))
        for span in () if has_injection else injections.find(fold(value))[:1]:
            yield _finding("injected_instructions.field", "error", raw, value[span.start :], field=name[:20])


def _withheld(scan: Scan) -> Iterator[Finding]:
    stated: _Stated = {(mention.value, mention.low, mention.high, mention.unit) for mention in scan.mentions}
    for hidden in scan.text.withheld:
        if hidden.kind == "mark":
            yield _finding("injected_instructions.mark", "error", hidden.span, hidden.words)
        elif hidden.kind == "withdrawn":
            if any(_figures(fold(hidden.words))):
                yield _finding("withdrawn_number", "warning", hidden.span, hidden.words)
        elif hidden.kind in _BETWEEN:
            yield _invisible(hidden, stated)
        elif (severity := _severity(hidden, stated)) is not None:
            yield _finding("hidden_text", severity, hidden.span, hidden.words)


def _invisible(hidden: HiddenContent, stated: _Stated) -> Finding:
    misleads = hidden.kind == "turned" and any(char.isdigit() for char in hidden.words)
    misleads = misleads or (hidden.kind == "smuggled" and _severity(hidden, stated) == "error")
    severity: Severity = "error" if misleads else "warning"
    return _finding(f"invisible_characters.{hidden.kind}", severity, hidden.span, hidden.words)


def _severity(hidden: HiddenContent, stated: _Stated) -> Severity | None:
    """The severity of hidden words; None where pages usually hide them."""
    folded = fold(hidden.words)
    if injections.find(folded) or (hidden.kind != "note" and not stated.issuperset(map(_figure, _figures(folded)))):
        return "error"
    letters = sum(char.isalnum() for char in folded)
    return "warning" if hidden.kind == "hidden" and letters >= _LABEL and not is_line_around(folded) else None


def _figures(folded: str) -> Iterator[Quantity]:
    context = roles.context(folded, ())
    return (
        quantity for quantity in quantities.read(folded) if quantity.unit and roles.role(quantity, context) == "figure"
    )


def _figure(quantity: Quantity) -> _Worth:
    return plain(quantity.value), plain(quantity.low), plain(quantity.high), quantity.unit


def _lookalikes(scan: Scan) -> Iterator[Finding]:
    dates = roles.Spans([Span(date.text_start or 0, date.text_end or 0) for date in scan.dates if date.text_end])
    for span in scan.unread:
        if not dates.cover(*span):
            words = scan.text.content[span.start : span.end]
            yield _finding("lookalike_digits", "warning", scan.text.raw_span(*span), words)
