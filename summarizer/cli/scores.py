"""What people see of an evaluation: its metrics, what is not right, and what another run gained and lost."""

import json
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from summarizer.cli.safe_text import SafeText
from summarizer.evaluation.comparison import Change, Comparison
from summarizer.evaluation.metrics import LESS_IS_BETTER, METRICS, SUMS, Metric
from summarizer.evaluation.score import Evaluation

_MOST_LINES = 20
_MOST_NAMES = 5


def show(evaluation: Evaluation, *, as_json: bool) -> None:
    """The metrics of a run, then the figures that were missed or are wrong."""
    console = Console()
    if as_json:
        print(json.dumps(evaluation.as_json(), ensure_ascii=False, allow_nan=False))
        return
    table = _table("metric", "", "of", "what it says")
    for name, metric in evaluation.metrics.items():
        table.add_row(name, _number(name, metric), f"{metric.part:,}/{metric.whole}", METRICS[name])
    console.print(table)
    _show_counts(console, evaluation)
    missed = [one for one in evaluation.outcomes if one.kind == "figure" and not one.aspects["figure"]]
    wrong = [one for one in evaluation.outcomes if one.kind == "wrong"]
    _show_lines(console, [SafeText(f"missed  {one.document}:{one.at} {one.name}", "yellow") for one in missed])
    _show_lines(console, [SafeText(f"wrong   {one.document}:{one.at} {one.name}", "red") for one in wrong])


def show_both(comparison: Comparison, names: tuple[str, str], *, as_json: bool) -> None:
    """Two runs side by side, then what the second one gained and lost."""
    console = Console()
    if as_json:
        print(json.dumps(comparison.as_json(), ensure_ascii=False, allow_nan=False))
        return
    before, after = comparison.before, comparison.after
    table = _table("metric", "before", "after", "change")
    for name in METRICS:
        first, second = before.metrics[name], after.metrics[name]
        table.add_row(name, _number(name, first), _number(name, second), _difference(name, first, second))
    console.print(table)
    for label, path, evaluation in (("before", names[0], before), ("after", names[1], after)):
        console.print(SafeText(f"{label}: {path}", "dim"))
        _show_counts(console, evaluation)
    if comparison.only_one:
        apart = ", ".join(comparison.only_one)
        console.print(
            SafeText(f"scored in one run alone, so the metrics are of different documents: {apart}", "yellow")
        )
    console.print(f"{len(comparison.gained)} gained, {len(comparison.lost)} lost", highlight=False)
    _show_lines(console, [_change_line("+", one, "green") for one in comparison.gained])
    _show_lines(console, [_change_line("-", one, "red") for one in comparison.lost])


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(columns[0], no_wrap=True)
    for name in columns[1:3]:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column(columns[3])
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


def _show_counts(console: Console, evaluation: Evaluation) -> None:
    """How many documents were scored, and which were not: that is another thing than wrong."""
    said = f"{len(evaluation.scored)} documents scored"
    if evaluation.failed:
        said += f", {len(evaluation.failed)} of them failed"
    console.print(said, highlight=False)
    for what, documents in (
        ("without gold, not scored", evaluation.without_gold),
        ("gold without a report, not scored", evaluation.without_report),
    ):
        if documents:
            console.print(SafeText(f"{len(documents)} {what}: {_some(documents)}", "yellow"))


def _some(documents: Sequence[str]) -> str:
    return ", ".join(documents[:_MOST_NAMES]) + (" …" if len(documents) > _MOST_NAMES else "")


def _change_line(mark: str, change: Change, style: str) -> SafeText:
    line = SafeText(f"{mark} {change.document}:{change.at} ", style)
    return line.append(f"{change.name} ", "default").append(", ".join(change.aspects), "dim")


def _show_lines(console: Console, lines: Iterable[SafeText]) -> None:
    every = list(lines)
    for line in every[:_MOST_LINES]:
        console.print(line)
    if len(every) > _MOST_LINES:
        console.print(f"… and {len(every) - _MOST_LINES} more (--json has all)", highlight=False)
