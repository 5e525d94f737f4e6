"""What people see of an evaluation: its metrics, what is not right, and what another run gained and lost."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from summarizer.cli.language import joined, words
from summarizer.cli.safe_text import SafeText
from summarizer.cli.streams import console, write_json
from summarizer.evaluation.comparison import Change, Comparison
from summarizer.evaluation.metrics import LESS_IS_BETTER, METRICS, SUMS, Metric
from summarizer.evaluation.outcomes import ItemOutcome, Kind
from summarizer.evaluation.score import Evaluation

_MOST_LINES = 20
_MOST_NAMES = 5
_FAULTS: tuple[tuple[Kind, str, str, str], ...] = (
    ("figure", "figure", "missed", "yellow"),
    ("wrong", "", "wrong", "red"),
    ("measure", "measure_recall", "missed_measure", "yellow"),
    ("extra", "", "extra_measure", "red"),
)


def show(evaluation: Evaluation, *, as_json: bool) -> None:
    """The metrics of a run, then the figures and measures that were missed or are wrong."""
    screen = console()
    if as_json:
        write_json(evaluation.as_json())
        return
    table = _table("metric", "", "of", "says")
    for name, metric in evaluation.metrics.items():
        table.add_row(name, _number(name, metric), f"{metric.part:,}/{metric.whole}", words(f"metric.{name}"))
    screen.print(table)
    _show_counts(screen, evaluation)
    for kind, aspect, word, style in _FAULTS:
        faulty = [
            outcome for outcome in evaluation.outcomes if outcome.kind == kind and not outcome.aspects.get(aspect)
        ]
        _show_lines(screen, [_fault(word, outcome, style) for outcome in faulty])


def _fault(word: str, outcome: ItemOutcome, style: str) -> SafeText:
    return SafeText(words(f"evaluate.{word}", place=_place(outcome), name=outcome.name), style)


def _place(outcome: ItemOutcome) -> str:
    """The document and, of what has a place in its raw text, the place."""
    return outcome.document if outcome.kind == "measure" else f"{outcome.document}:{outcome.at}"


def show_both(comparison: Comparison, names: tuple[str, str], *, as_json: bool) -> None:
    """Two runs side by side, then what the second one gained and lost."""
    screen = console()
    if as_json:
        write_json(comparison.as_json())
        return
    before, after = comparison.before, comparison.after
    table = _table("metric", "before", "after", "change")
    for name in METRICS:
        first, second = before.metrics[name], after.metrics[name]
        table.add_row(name, _number(name, first), _number(name, second), _difference(name, first, second))
    screen.print(table)
    for label, path, evaluation in (("before", names[0], before), ("after", names[1], after)):
        screen.print(SafeText(words(f"evaluate.{label}", path=path), "dim"))
        _show_counts(screen, evaluation)
    if comparison.only_one:
        apart = words("evaluate.only_one", documents=list(comparison.only_one))
        screen.print(SafeText(apart, "yellow"))
    gained, lost = len(comparison.gained), len(comparison.lost)
    screen.print(words("evaluate.gained", gained=gained, lost=lost), highlight=False)
    _show_lines(screen, [_change_line("+", change, "green") for change in comparison.gained])
    _show_lines(screen, [_change_line("-", change, "red") for change in comparison.lost])


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    heads = [words(f"head.{name}") if name else "" for name in columns]
    table.add_column(heads[0], no_wrap=True)
    for head in heads[1:3]:
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column(heads[3])
    return table


def _number(name: str, metric: Metric) -> str:
    if metric.value is None:
        return "–"
    return f"{metric.value:,.1f}" if name in SUMS else f"{metric.value:.3f}"


def _difference(name: str, first: Metric, second: Metric) -> SafeText:
    if first.value is None or second.value is None:
        return SafeText("–", "dim")
    change = second.value - first.value
    if not change:
        return SafeText("=", "dim")
    better = (change < 0) == (name in LESS_IS_BETTER)
    return SafeText(f"{change:+,.1f}" if name in SUMS else f"{change:+.3f}", "green" if better else "red")


def _show_counts(screen: Console, evaluation: Evaluation) -> None:
    """How many documents were scored, and which were not: that is another thing than wrong."""
    line = words("evaluate.scored", count=len(evaluation.scored))
    if evaluation.failed:
        line += words("evaluate.failed", count=len(evaluation.failed))
    screen.print(line, highlight=False)
    for what, documents in (
        ("without_gold", evaluation.without_gold),
        ("without_report", evaluation.without_report),
    ):
        if documents:
            line = words(f"evaluate.{what}", count=len(documents), documents=_some(documents))
            screen.print(SafeText(line, "yellow"))


def _some(documents: Sequence[str]) -> str:
    return joined(documents[:_MOST_NAMES]) + (" …" if len(documents) > _MOST_NAMES else "")


def _change_line(mark: str, change: Change, style: str) -> SafeText:
    line = SafeText(f"{mark} {change.document}:{change.at} ", style)
    return line.append(f"{change.name} ", "default").append(", ".join(change.aspects), "dim")


def _show_lines(screen: Console, lines: Iterable[SafeText]) -> None:
    every = list(lines)
    for line in every[:_MOST_LINES]:
        screen.print(line)
    if len(every) > _MOST_LINES:
        screen.print(words("evaluate.more_lines", count=len(every) - _MOST_LINES), highlight=False)
