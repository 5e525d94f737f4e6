"""What `summarizer rejudge` shows: the figures whose verdict changed, and what else differs, document by document."""

from collections import Counter
from collections.abc import Sequence

from rich.table import Table

from summarizer.checking.number_digits import number_digits
from summarizer.cli.language import counted, label, language, words
from summarizer.cli.safe_text import SafeText
from summarizer.cli.streams import console
from summarizer.cli.terminal import STYLES
from summarizer.resources import message
from summarizer.running.verdict_changes import RejudgedDocument, VerdictChange

_MOST_CHANGES = 200


def show_rejudged(done: Sequence[RejudgedDocument]) -> None:
    """The table of changed verdicts, a line for each document that changed otherwise, and the totals."""
    screen = console()
    changes = [(document, change) for document in done for change in document.changes]
    if changes:
        screen.print(_table(changes[:_MOST_CHANGES]))
    if (left := len(changes) - _MOST_CHANGES) > 0:
        screen.print(words("rejudge.more", count=left), highlight=False)
    for document in done:
        if line := _line(document):
            screen.print(SafeText(f"{document.before.document.id} ", "dim") + SafeText(line), highlight=False)
    screen.print(_totals(done, len(changes)), highlight=False, markup=False)


def _table(changes: Sequence[tuple[RejudgedDocument, VerdictChange]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("document", "figure", "counts", "before", "after"):
        table.add_column(words(f"head.{name}"))
    for document, change in changes:
        figure = change.figure
        number = f"{number_digits(figure.value, figure.low, figure.high)} {figure.unit or ''}"
        cells = (document.before.document.id, number, figure.subject or "–")
        table.add_row(*map(SafeText, cells), *(_verdict(verdict) for verdict in (change.before, change.after)))
    return table


def _verdict(verdict: str | None) -> SafeText:
    style = {"missed": STYLES["rules"], None: "dim"}.get(verdict, STYLES.get(verdict or "", "red"))
    return SafeText(label("verdict", verdict) if verdict else "–", style)


def _line(document: RejudgedDocument) -> str:
    """`ok → flagged; new: misattributed 1; gone: missed 2`."""
    before, after = document.before.status, document.after.status
    parts = [f"{label('status', before)} → {label('status', after)}"] if before != after else []
    parts += [
        words(f"rejudge.{name}", codes=[f"{label('finding', code)} {count}" for code, count in sorted(codes.items())])
        for name, codes in (("new", document.new_findings), ("gone", document.gone_findings))
        if codes
    ]
    return ("；" if language() == "zh" else "; ").join(parts)


def _totals(done: Sequence[RejudgedDocument], changes: int) -> str:
    judged = [document for document in done if not document.problem]
    statuses = Counter[str](document.after.status for document in done)
    left = message("rejudge.left", count=len(done) - len(judged)) if len(judged) < len(done) else ""
    return words(
        "rejudge.totals",
        count=len(judged),
        left=left,
        statuses=counted("status", statuses) or message("nothing"),
        verdicts=changes,
        reports=sum(document.changed for document in judged),
    )
