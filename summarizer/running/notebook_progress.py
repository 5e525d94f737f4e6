"""Progress of a run in a notebook: one line with a bar, in the cell that runs.

IPython updates a display of its own, so that this needs no widgets. A notebook that shows no HTML shows the same in
words. Elsewhere a program is silent, unless it has an observer of its own.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from importlib import import_module
from time import monotonic
from typing import Any

from summarizer.checking.notebook_html import counted
from summarizer.checking.record import Record
from summarizer.running.engine import NullObserver, RunObserver
from summarizer.running.store.totals import Usage

_SECONDS_BETWEEN = 0.2


@contextmanager
def watching(observer: RunObserver | None, total: int | None = None) -> Iterator[RunObserver]:
    """The observer of a run of `total` documents: the given one; without one, in a notebook a line of progress."""
    if observer is not None or not _in_notebook():
        yield observer or NullObserver()
        return
    progress = NotebookProgress(total)
    try:
        yield progress
    finally:
        progress.show()


class NotebookProgress:
    """Follows a run in the output of a cell."""

    def __init__(self, total: int | None = None) -> None:
        self._total = total
        self._kept = 0
        self._statuses: Counter[str] = Counter()
        self._spent: Usage | None = None
        self._stopping = ""
        self._handle: Any = None
        self._shown_at = 0.0

    def started(self) -> None:
        self.show()

    def kept(self) -> None:
        self._kept += 1
        self._show_in_time()

    def saved(self, record: Record, spent: Usage) -> None:
        self._statuses[record.status] += 1
        self._spent = spent
        self._show_in_time()

    def stopping(self, why: str, under_way: int) -> None:
        self._stopping = f"stopping ({why}), {under_way} under way"
        self.show()

    def show(self) -> None:
        """Show how far the run is."""
        self._shown_at = monotonic()
        line = self._line()
        bar = f'<progress value="{self._done}" max="{self._total or self._done or 1}"></progress> '
        content = {"text/plain": line, "text/html": f"{bar}{escape(line)}"}
        if self._handle is None:
            display = import_module("IPython.display").display
            self._handle = display(content, raw=True, display_id=True)
        else:
            self._handle.update(content, raw=True)

    def _show_in_time(self) -> None:
        if monotonic() - self._shown_at >= _SECONDS_BETWEEN:
            self.show()

    @property
    def _done(self) -> int:
        return self._kept + self._statuses.total()

    def _line(self) -> str:
        """How far a run is: `240 of 1,000 documents, 2 flagged, 1,200,000 tokens, $0.40`."""
        done = (
            f"{self._done:,} of {counted(self._total, 'document')}" if self._total else counted(self._done, "document")
        )
        parts = [done, *(f"{self._statuses[name]:,} {name}" for name in ("flagged", "failed") if self._statuses[name])]
        if self._spent is not None and self._spent.exchanges:
            parts.append(counted(self._spent.tokens, "token"))
            parts += [f"${self._spent.cost_usd:.2f}"] if self._spent.cost_usd is not None else []
        return ", ".join([*parts, *filter(None, [self._stopping])])


def _in_notebook() -> bool:
    """Whether this program is the kernel of a notebook."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return getattr(shell, "kernel", None) is not None
