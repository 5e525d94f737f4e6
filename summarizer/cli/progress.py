"""Progress on stderr while a run goes: how far, how fast, what it takes.

In a terminal it is a bar. Elsewhere (nohup, cron, a notebook) it is a line at the start, one a minute, and one at the
end; nothing for a single document.
"""

from collections import Counter
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from summarizer.checking.record import Record
from summarizer.cli.language import clauses, label, words
from summarizer.cli.streams import complain, note
from summarizer.reading.inputs.finding import InputSet
from summarizer.resources import message
from summarizer.running.engine import GRACE_SECONDS
from summarizer.running.store.totals import Usage

SECONDS_BETWEEN_LINES = 60.0


class _Line(Protocol):
    def __call__(self, *, ended: bool) -> str: ...


class Progress:
    """A bar, or lines, that a run moves; what ends a run early appears on stderr, terminal or not."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        screen = Console(stderr=True)
        self._bar = _bar(screen)
        self._task = self._bar.add_task(words("progress.documents"), total=self._total, rate="", state="")
        self._lines = None if screen.is_terminal else _Heartbeat(self._line)
        self._statuses: Counter[str] = Counter()
        self._kept = self._wanted = self._done = 0
        self._spent: Usage | None = None
        self._began = monotonic()

    @classmethod
    def of(cls, inputs: InputSet, limit: int | None = None) -> Self:
        """The progress of a run of inputs; how many documents their tables and containers have is not known before."""
        count = len(inputs.files)
        return cls(limit if any(source.holds_several for source in inputs) else min(count, limit or count))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()
        if self._lines is not None:
            self._lines.stop(whole=error is None)

    def started(self) -> None:
        self._began = monotonic()
        self._bar.start()
        if self._lines is not None:
            note(words("progress.started", count=self._total) if self._total else words("progress.started_all"))
            self._lines.start()

    def kept(self) -> None:
        self._kept += 1
        self._bar.advance(self._task)

    def saved(self, record: Record, spent: Usage) -> None:
        self._statuses[record.status] += 1
        self._spent = spent
        rate = words("progress.rate", rate=self._rate) if self._rate else ""
        self._bar.update(self._task, advance=1, rate=rate, state=" · ".join(self._state()))

    def figures(self, wanted: int, done: int) -> None:
        """Show how many figures more are asked for in stages, and how many more are had."""
        self._wanted, self._done = self._wanted + wanted, self._done + done
        self._bar.update(self._task, description=words("progress.figures_of", done=self._done, wanted=self._wanted))

    def stopping(self, why: str, under_way: int) -> None:
        if under_way:
            complain(message("progress.stopping", why=why, count=under_way, seconds=GRACE_SECONDS))
        else:
            complain(message("progress.stopping_idle", why=why))

    @property
    def _rate(self) -> float:
        """Documents a second, those left out that were done before."""
        elapsed = monotonic() - self._began
        return self._statuses.total() / elapsed if elapsed else 0.0

    def _state(self) -> list[str]:
        doubted = [status for status in ("flagged", "failed") if self._statuses[status]]
        parts = [words("counted", count=self._statuses[status], name=label("status", status)) for status in doubted]
        if self._spent is not None and self._spent.exchanges:
            parts.append(words("progress.tokens", count=_short(self._spent.tokens)))
            if self._spent.cost_usd is not None:
                parts.append(f"${self._spent.cost_usd:.2f}")
        return parts

    def _line(self, *, ended: bool) -> str:
        """How far a run is: `240 of 1,000 documents, 4.0/s, 3 min left, 2 flagged, 1.2M tokens, $0.40`."""
        done, rate = self._kept + self._statuses.total(), self._rate
        of_all = words("progress.done_of", done=done, count=self._total) if self._total else ""
        counts = of_all or words("progress.done", done=done)
        parts = [words("progress.ended", counts=counts) if ended else counts]
        if rate:
            parts.append(words("progress.rate", rate=rate))
        if ended:
            parts.append(words("progress.in", duration=_duration(monotonic() - self._began)))
        elif self._total and rate:
            parts.append(words("progress.left", duration=_duration((self._total - done) / rate)))
        if self._wanted:
            parts.append(words("progress.figures", done=self._done, wanted=self._wanted))
        return clauses([*parts, *self._state()])


class _Heartbeat:
    """A line a minute until it is stopped, also while nothing comes back."""

    def __init__(self, line: _Line) -> None:
        self._line = line
        self._ended = Event()
        self._thread = Thread(target=self._beat, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, *, whole: bool) -> None:
        self._ended.set()
        if self._thread.ident is not None:
            self._thread.join()
            if whole:
                note(self._line(ended=True))

    def _beat(self) -> None:
        while not self._ended.wait(SECONDS_BETWEEN_LINES):
            note(self._line(ended=False))


def _bar(screen: Console) -> Bar:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn(words("progress.left_column")),
        TimeRemainingColumn(elapsed_when_finished=False),
        TextColumn("{task.fields[state]}"),
    )
    return Bar(*columns, console=screen, disable=not screen.is_terminal, transient=True)


def _duration(seconds: float) -> str:
    """3661 as 1 h 1 min."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return words("duration.hours", hours=hours, minutes=minutes)
    return words("duration.minutes", minutes=minutes) if minutes else words("duration.seconds", seconds=rest)


def _short(number: int) -> str:
    """1234567 as 1.2M."""
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if number >= size:
            return f"{number / size:.1f}{letter}"
    return str(number)
