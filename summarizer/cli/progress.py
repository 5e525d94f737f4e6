"""Progress on stderr while a run goes: how far, how fast, what it takes. Quiet where that is no terminal."""

from collections import Counter
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from summarizer.checking.record import Record
from summarizer.cli.safe_text import SafeText
from summarizer.reading.inputs.finding import InputSet
from summarizer.running.engine import GRACE_SECONDS
from summarizer.running.store.totals import Usage


class Progress:
    """A bar that a run moves; what ends a run early is told on stderr, terminal or not."""

    def __init__(self, inputs: InputSet, limit: int | None = None) -> None:
        count = len(inputs.files)
        total = limit if any(source.is_table for source in inputs) else min(count, limit or count)
        self._console = Console(stderr=True)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(elapsed_when_finished=False),
            TextColumn("{task.fields[told]}"),
        )
        self._bar = Bar(*columns, console=self._console, disable=not self._console.is_terminal, transient=True)
        self._task = self._bar.add_task("documents", total=total, rate="", told="")
        self._statuses: Counter[str] = Counter()
        self._wanted = self._had = 0

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def kept(self) -> None:
        self._bar.advance(self._task)

    def saved(self, record: Record, spent: Usage) -> None:
        self._statuses[record.status] += 1
        elapsed = self._bar.tasks[0].elapsed or 0
        rate = f"{self._statuses.total() / elapsed:.1f}/s" if elapsed else ""
        self._bar.update(self._task, advance=1, rate=rate, told=self._told(spent))

    def figures(self, wanted: int, done: int) -> None:
        """Show how many figures more are asked for in stages, and how many more are had."""
        self._wanted, self._had = self._wanted + wanted, self._had + done
        self._bar.update(self._task, description=f"{self._had}/{self._wanted} figures, documents")

    def stopping(self, why: str, under_way: int) -> None:
        wait = (
            f"finishing {under_way} documents, for at most {GRACE_SECONDS:.0f} s"
            if under_way
            else "nothing is under way"
        )
        again = "; Ctrl-C again gives them up" if under_way else ""
        self._console.print(SafeText(f"summarizer: {why}: {wait}{again}"), highlight=False)

    def _told(self, spent: Usage) -> str:
        parts = [f"{self._statuses[status]} {status}" for status in ("flagged", "failed") if self._statuses[status]]
        parts.append(f"{_short(spent.tokens)} tokens")
        if spent.cost_usd is not None:
            parts.append(f"${spent.cost_usd:.2f}")
        return " · ".join(parts)


def _short(number: int) -> str:
    """1234567 as 1.2M."""
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if number >= size:
            return f"{number / size:.1f}{letter}"
    return str(number)
