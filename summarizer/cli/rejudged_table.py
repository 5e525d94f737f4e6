"""What `summarizer rejudge` shows: the figures whose verdict changed, and what else differs, document by document."""

from collections import Counter
from collections.abc import Sequence

from rich.table import Table

from summarizer.checking.number_words import number_words
from summarizer.cli.safe_text import SafeText
from summarizer.cli.streams import console
from summarizer.cli.terminal import STYLES
from summarizer.running.verdict_changes import RejudgedDocument, VerdictChange

_MOST_CHANGES = 200


def show_rejudged(done: Sequence[RejudgedDocument]) -> None:
    """The table of changed verdicts, a line for each document that changed otherwise, and the totals."""
    screen = console()
    changes = [(document, change) for document in done for change in document.changes]
    if changes:
        screen.print(_table(changes[:_MOST_CHANGES]))
    if (left := len(changes) - _MOST_CHANGES) > 0:
        screen.print(f"… and {left} more; --json prints all", highlight=False)
    for document in done:
        if line := _line(document):
            screen.print(SafeText(f"{document.before.document.id} ", "dim") + SafeText(line), highlight=False)
    screen.print(_totals(done, len(changes)), highlight=False, markup=False)


def _table(changes: Sequence[tuple[RejudgedDocument, VerdictChange]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("document", "figure", "counts", "before", "after"):
        table.add_column(name)
    for document, change in changes:
        figure = change.figure
        number = f"{number_words(figure.value, figure.low, figure.high)} {figure.unit or ''}"
        cells = (document.before.document.id, number, figure.subject or "–")
        table.add_row(*map(SafeText, cells), *(_verdict(verdict) for verdict in (change.before, change.after)))
    return table


def _verdict(verdict: str | None) -> SafeText:
    style = {"missed": STYLES["rules"], None: "dim"}.get(verdict, STYLES.get(verdict or "", "red"))
    return SafeText(verdict or "–", style)


def _line(document: RejudgedDocument) -> str:
    """`ok → flagged; new: misattributed 1; gone: missed 2`."""
    before, after = document.before.status, document.after.status
    parts = [f"{before} → {after}"] if before != after else []
    parts += [
        f"{name}: {_listed(codes)}"
        for name, codes in (("new", document.new_findings), ("gone", document.gone_findings))
        if codes
    ]
    return "; ".join(parts)


def _listed(codes: Counter[str]) -> str:
    return ", ".join(f"{code} {count}" for code, count in sorted(codes.items()))


def _totals(done: Sequence[RejudgedDocument], changes: int) -> str:
    judged = [document for document in done if not document.problem]
    statuses = Counter(document.after.status for document in done)
    listed = ", ".join(f"{count} {status}" for status, count in sorted(statuses.items())) or "nothing"
    left = f", {len(done) - len(judged)} left as they were" if len(judged) < len(done) else ""
    changed = sum(document.changed for document in judged)
    return f"{len(judged)} documents judged again{left}: {listed}. {changes} verdicts changed, {changed} reports."
